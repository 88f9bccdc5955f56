"""The permission table: role × address → status. What a role may do is read here, not in prose."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from customers import erasing, services
from customers.models import Customer, CustomerMerge
from customers.roles import ROLES, ensure_roles
from customers.segments.services import create_segment
from tests.customers.factories import NOW, make_customer, make_member, make_user

pytestmark = pytest.mark.django_db

# Who may GET what: o owner, m manager, k marketer, s service agent, c cashier, a analyst; everybody else gets 403.
TABLE = {
    "today": "omksca",
    "list": "omksca",
    "search": "omksca",
    "new": "omksc",
    "quick_enrol": "omksc",
    "detail": "omksca",
    "edit": "omks",
    "timeline": "omksa",
    "follow_ups": "omksa",
    "follow_up_new": "omks",
    "notes": "omksa",
    "note_new": "omks",
    "consents": "omksca",
    "consent_edit": "omksc",
    "interests": "omksca",
    "interests_edit": "omks",
    "hold_new": "omks",
    "address_new": "omks",
    "identity_new": "omks",
    "enrol": "omksc",
    "suspend": "om",
    "reinstate": "om",
    "leave": "om",
    "memberpage": "oms",
    "merge": "om",
    "merges": "om",
    "unmerge": "om",
    "privacy": "oms",
    "erasure_new": "oms",
    "erasure_carry_out": "om",
    "erasure_refuse": "om",
    "privacy_copy": "",
    "erasure_withdraw": "",
    "memberpage_revoke": "oms",
    "follow_up_finish": "omks",
    "follow_up_edit": "omks",
    "note_edit": "om",
    "note_remove": "om",
    "address_edit": "omks",
    "supplier_day": "omks",
    "filters": "omksca",
    "export": "omka",
    "segments": "omka",
    "segment": "omka",
    "segment_new": "omk",
    "segment_edit": "omk",
    "segment_freeze": "omk",
    "segment_delete": "omk",
    "segment_explain": "omka",
    "segments_of": "omka",
    "segments_why": "omka",
    # POST only; a GET that got past the permission answers 405.
    "filter_save": "",
    "segment_preview": "",
    "follow_up_take": "",
    "follow_up_later": "",
    "filter_delete": "",
    "memberpage_share": "",
    "hold_release": "",
    "address_remove": "",
    "identity_remove": "",
}
LETTERS = {"owner": "o", "manager": "m", "marketer": "k", "service agent": "s", "cashier": "c", "analyst": "a"}
POST_ONLY = (
    "privacy_copy",
    "erasure_withdraw",
    "memberpage_share",
    "follow_up_take",
    "follow_up_later",
    "filter_save",
    "segment_preview",
    "filter_delete",
    "hold_release",
    "address_remove",
    "identity_remove",
)
# Go on to the page that they are the way to.
LEADS_ON = ("segments_why",)
_WITHOUT = (
    "today", "list", "search", "new", "quick_enrol", "filters", "filter_save", "segments", "segment_new",
    "segment_preview",
)  # fmt: skip


@pytest.fixture
def customer() -> Customer:
    return make_member()


def address(name: str, customer: Customer) -> str:
    if name == "export":
        return reverse("customers:list") + "?format=csv"
    if name in {"note_edit", "note_remove"}:
        note = services.add_note(customer=customer, text="x", actor=None, now=NOW)
        return reverse(f"customers:{name}", args=[customer.public_id, note.pk])
    if name == "address_edit":
        row = services.add_address(customer=customer, data={"lines": "x"}, actor=None, now=NOW)
        return reverse(f"customers:{name}", args=[customer.public_id, row.pk])
    if name in {"follow_up_finish", "follow_up_edit"}:
        follow_up = services.add_follow_up(
            customer=customer, subject="x", due_on=date(2026, 3, 1), assignee=None, actor=None, now=NOW
        )
        return reverse(f"customers:{name}", args=[follow_up.pk])
    if name in {"segment", "segment_edit", "segment_freeze", "segment_delete", "segment_explain"}:
        told = {"facet": "customers.language", "op": "filled"}
        segment = create_segment(name=f"Of {customer}", rule=told, actor=None, now=NOW)
        extra_id = [customer.public_id] if name == "segment_explain" else []
        return reverse(f"customers:{name}", args=[segment.public_id, *extra_id])
    if name == "segments_why":
        segment = create_segment(name="Why", rule={"facet": "customers.language", "op": "filled"}, actor=None, now=NOW)
        return reverse("customers:segments_why", args=[customer.public_id]) + f"?segment={segment.pk}"
    if name == "unmerge":
        told = {"merged_by": make_user("owner"), "merged_at": NOW, "reason": "x"}
        record = CustomerMerge.objects.create(survivor=customer, duplicate=make_member(), **told)
        return reverse("customers:unmerge", args=[customer.public_id, record.pk])
    if name in _WITHOUT:
        return reverse(f"customers:{name}")
    if name in {"filter_delete", "follow_up_take", "follow_up_later"}:
        return reverse(f"customers:{name}", args=[1])
    if name in {"erasure_carry_out", "erasure_refuse"}:
        erasing.request(customer=customer, reason="x", actor=None, now=NOW)
    if name in {"privacy_copy", "erasure_withdraw"}:
        return reverse(f"customers:{name}", args=[customer.public_id])
    extra = [1] if name in POST_ONLY and name != "memberpage_share" else []
    return reverse(f"customers:{name}", args=[customer.public_id, *extra])


@pytest.mark.parametrize("role", LETTERS)
@pytest.mark.parametrize("name", [name for name in TABLE if name not in POST_ONLY])
def test_role_and_address(client: Client, customer: Customer, role: str, name: str) -> None:
    client.force_login(make_user(role))
    expected = 200 if LETTERS[role] in TABLE[name] else 403
    assert client.get(address(name, customer), follow=name in LEADS_ON).status_code == expected


@pytest.mark.parametrize("name", TABLE)
def test_strangers_are_sent_to_the_log_in(client: Client, customer: Customer, name: str) -> None:
    answer = client.get(address(name, customer))
    assert answer.status_code in ({302, 405} if name in POST_ONLY else {302})
    if answer.status_code == 302:
        assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", [name for name in TABLE if name != "today"])
def test_staff_without_a_role_may_do_nothing(client: Client, customer: Customer, name: str) -> None:
    client.force_login(make_user())
    assert client.get(address(name, customer)).status_code in ({403, 405} if name in POST_ONLY else {403})


@pytest.mark.parametrize("name", POST_ONLY)
def test_what_changes_something_does_not_answer_get(client: Client, customer: Customer, name: str) -> None:
    client.force_login(make_user("owner"))
    assert client.get(address(name, customer)).status_code == 405


POSTS = {
    "privacy_copy": "om",
    "erasure_withdraw": "oms",
    "hold_release": "oms",
    "address_remove": "omks",
    "identity_remove": "omks",
    "filter_save": "omksca",
    "follow_up_take": "omks",
    "follow_up_later": "omks",
}


@pytest.mark.parametrize("role", LETTERS)
@pytest.mark.parametrize("name", POSTS)
def test_role_and_post(client: Client, customer: Customer, role: str, name: str) -> None:
    """404 or a redirect: let in; there is nothing with that number."""
    client.force_login(make_user(role))
    status = client.post(address(name, customer)).status_code
    assert status == 403 if LETTERS[role] not in POSTS[name] else status in {302, 404}


def test_the_table_has_every_address() -> None:
    from customers import urls

    named = {str(name) for pattern in urls.urlpatterns if (name := getattr(pattern, "name", None))}
    assert {name for name in named if not name.startswith(("import", "member_"))} == set(TABLE) - {"export"}


@pytest.mark.parametrize(
    "name",
    ["detail", "edit", "timeline", "follow_ups", "notes", "consents", "interests", "enrol", "hold_new", "consent_edit"],
)
def test_a_customer_whom_one_may_not_see_is_not_there(client: Client, name: str) -> None:
    limited = make_user("manager")
    group = Group.objects.get(name="manager")
    group.permissions.remove(Permission.objects.get(codename="view_all_customers"))
    foreign = make_customer(assigned_to=make_user())
    client.force_login(limited)
    assert client.get(reverse(f"customers:{name}", args=[foreign.public_id])).status_code == 404
    mine = make_customer(assigned_to=limited)
    assert client.get(reverse(f"customers:{name}", args=[mine.public_id])).status_code == 200


def test_a_record_names_no_customer_whom_one_may_not_see(client: Client) -> None:
    limited = make_user("manager")
    Group.objects.get(name="manager").permissions.remove(Permission.objects.get(codename="view_all_customers"))
    shop = make_customer("Bloom", kind="company", phone="+14155552671", assigned_to=limited)
    make_customer("Hidden Contact", company=shop, assigned_to=make_user())
    make_customer("Hidden Twin", phone="+14155552671", assigned_to=make_user())
    make_customer("Seen Contact", company=shop, assigned_to=limited)
    client.force_login(limited)
    page = client.get(reverse("customers:detail", args=[shop.public_id])).content.decode()
    assert ("Seen Contact" in page, "Hidden" in page) == (True, False)


def test_the_timeline_tells_notes_to_those_who_may_read_them(client: Client, customer: Customer) -> None:
    user = make_user("service agent")
    services.add_note(customer=customer, text="Prefers mornings", actor=user, now=NOW)
    client.force_login(user)
    address = reverse("customers:timeline", args=[customer.public_id])
    assert "Prefers mornings" in client.get(address).content.decode()
    Group.objects.get(name="service agent").permissions.remove(Permission.objects.get(codename="view_note"))
    assert "Prefers mornings" not in client.get(address).content.decode()


def test_every_permission_of_a_role_exists() -> None:
    known = {
        f"{permission.content_type.app_label}.{permission.codename}"
        for permission in Permission.objects.select_related("content_type")
    }
    for permissions in ROLES.values():
        assert permissions <= known


@pytest.mark.parametrize("role", ROLES)
def test_the_migration_made_the_roles(role: str) -> None:
    group = Group.objects.get(name=role)
    given = {f"{row.content_type.app_label}.{row.codename}" for row in group.permissions.select_related("content_type")}
    # Each method of the programme adds what it brings by a migration of its own.
    assert {name for name in given - ROLES[role] if not name.startswith("loyalty.")} == set()
    assert given >= ROLES[role]


def test_what_an_administrator_changed_stays_changed() -> None:
    group = Group.objects.get(name="cashier")
    group.permissions.clear()
    Group.objects.get(name="analyst").delete()
    assert ensure_roles() == ["analyst"]
    assert not group.permissions.exists()
    assert ensure_roles() == []


def test_the_analyst_changes_nothing() -> None:
    changing = {"add", "change", "delete", "record", "redeem", "adjust", "import", "enrol", "suspend"}
    assert not {name for name in ROLES["analyst"] if name.split(".")[1].split("_")[0] in changing}


def test_permission_titles_are_those_that_django_would_write(django_db_setup: Any) -> None:
    permission = Permission.objects.get(codename="view_customer", content_type__app_label="customers")
    assert permission.name == "Can view customer"
