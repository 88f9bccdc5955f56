"""Two records of one customer become one; nothing is lost, and the stricter consent wins."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from core.errors import Conflict, DomainError
from core.models import User
from customers import merging, services
from customers.models import Consent, ConsentChange, Customer, Membership, TimelineEntry
from tests.customers.factories import (
    NOW,
    make_company,
    make_customer,
    make_group,
    make_member,
    make_tag,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db


def merge(survivor: Customer, duplicate: Customer, user: User, **options: Any) -> Customer:
    values: dict[str, Any] = {"reason": "same passport", "actor": user, "now": NOW} | options
    return merging.merge_customers(survivor=survivor, duplicate=duplicate, **values)


class TestFields:
    def test_the_survivor_is_right_where_nothing_is_chosen(self, user: User) -> None:
        one = make_customer("Anna", email="a@example.com", phone="+14155552671")
        two = make_customer("Anna B", email="b@example.com", language="de", birth_month=3, birth_day=4)
        merged = merge(one, two, user)
        assert (merged.display_name, merged.email, merged.phone) == ("Anna", "a@example.com", "+14155552671")
        assert (merged.language, merged.birth_month, merged.birth_day) == ("de", 3, 4)  # it had none
        two.refresh_from_db()
        assert (two.merged_into_id, two.email) == (one.pk, "b@example.com")

    def test_what_is_chosen_is_taken_unique_values_too(self, user: User) -> None:
        one = make_customer("Anna", email="a@example.com", source="till", external_id="1")
        two = make_customer("Anna B", email="b@example.com", source="shop", external_id="2")
        merged = merge(one, two, user, take=["email", "display_name", "external"])
        assert (merged.display_name, merged.email, merged.source, merged.external_id) == (
            "Anna B", "b@example.com", "shop", "2",
        )  # fmt: skip
        assert list(Customer.objects.current().search("anna b")) == [merged]

    def test_custom_fields_are_united(self, user: User) -> None:
        one, two = make_customer(), make_customer()
        Customer.objects.filter(pk=one.pk).update(custom={"size": "S"})
        Customer.objects.filter(pk=two.pk).update(custom={"size": "M", "hat": "7"})
        assert merge(one, two, user).custom == {"size": "S", "hat": "7"}

    def test_contacts_and_earlier_duplicates_follow(self, user: User) -> None:
        one, two, three = make_company(), make_company(), make_company()
        contact = make_customer(company=three)
        merge(two, three, user)
        merge(one, two, user)
        three.refresh_from_db()
        contact.refresh_from_db()
        assert (three.merged_into_id, contact.company_id) == (one.pk, one.pk)


def test_everything_that_hangs_on_it_moves(user: User) -> None:
    one, two = make_customer(), make_customer()
    tag, group, topic, other = make_tag(), make_group(), make_topic(), make_topic()
    services.set_tags(customer=two, tags=[tag], actor=user, now=NOW)
    services.set_groups(customer=two, groups=[group], actor=user, now=NOW)
    services.set_interests(customer=one, topics=[topic], actor=user, now=NOW)
    services.set_interests(customer=two, topics=[topic, other], actor=user, now=NOW)
    services.add_note(customer=two, text="Likes roses", actor=user, now=NOW)
    services.add_follow_up(customer=two, subject="Call", due_on=NOW.date(), assignee=user, actor=user, now=NOW)
    services.add_address(customer=two, data={"lines": "1 Main St"}, actor=user, now=NOW)
    services.add_identity(customer=two, provider="wechat", identity="x", actor=user, now=NOW)
    for who in (one, two):
        services.place_hold(customer=who, kind="request", reason="holiday", actor=user, now=NOW)
    merged = merge(one, two, user)
    assert (merged.tags.get(), merged.groups.get()) == (tag, group)
    assert set(merged.interests.values_list("topic", flat=True)) == {topic.pk, other.pk}
    for name in ("notes", "follow_ups", "addresses", "identities"):
        assert getattr(merged, name).count() == 1, name
    assert merged.holds.filter(released_at=None).count() == 1
    for name in ("notes", "follow_ups", "addresses", "identities", "interests", "holds"):
        assert not getattr(two, name).exists(), name


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("granted", "withdrawn", "withdrawn"),
        ("withdrawn", "granted", "withdrawn"),
        ("granted", "refused", "refused"),
        ("pending", "granted", "pending"),
        ("refused", "withdrawn", "withdrawn"),
        ("", "granted", "granted"),
        ("granted", "", "granted"),
    ],
)
def test_the_stricter_consent_wins(user: User, ours: str, theirs: str, expected: str) -> None:
    one, two = make_customer(), make_customer()
    for who, state in ((one, ours), (two, theirs)):
        if state:
            services.set_consent(
                customer=who, channel="email", purpose="marketing", state=state, source="shop", address="x@example.com",
                actor=user, now=NOW,
            )  # fmt: skip
    merge(one, two, user)
    assert Consent.objects.get(customer=one).state == expected


def test_a_consent_stays_what_it_was(client: Client, user: User) -> None:
    """The proof is when, how and to whom it was said; that it came along is a note on its source."""
    one, two, clerk = make_customer("Anna"), make_customer("Anna B"), make_user("cashier", name="Clerk")
    before, later = NOW - timedelta(days=90), NOW - timedelta(days=30)
    give(one, "granted", user, later)
    give(two, "refused", clerk, before)
    merge(one, two, user)
    kept = Consent.objects.get(customer=one)
    assert (kept.state, kept.changed_at, kept.actor, kept.source, kept.text_version) == (
        "refused", before, clerk, "on a form", "v2",
    )  # fmt: skip
    told = ConsentChange.objects.filter(customer=one).latest("pk")
    assert (told.changed_at, told.actor, told.source) == (before, clerk, "on a form (merge)")

    client.force_login(user)
    page = client.get(reverse("customers:consent_edit", args=[one.public_id]))
    rows = [(row.state, row.changed_at, row.is_in_force, row.told_by) for row in page.context["history"]]
    assert rows == [
        ("granted", later, False, ""), ("refused", before, True, ""), ("refused", before, False, "Anna B"),
    ]  # fmt: skip
    body = page.content.decode()
    assert "on a form, from a merged record" in body
    assert "recorded with Anna B, since merged" in body


def give(who: Customer, state: str, actor: User, at: datetime) -> None:
    services.set_consent(
        customer=who, channel="email", purpose="marketing", state=state, source="on a form", text_version="v2",
        actor=actor, now=at,
    )  # fmt: skip


def test_a_long_source_keeps_its_note(user: User) -> None:
    one, two = make_customer(), make_customer()
    services.set_consent(
        customer=two, channel="email", purpose="marketing", state="granted", source="s" * 60, actor=user, now=NOW
    )
    merge(one, two, user)
    assert ConsentChange.objects.get(customer=one).source == "s" * 52 + " (merge)"
    assert Consent.objects.get(customer=one).source == "s" * 60


def test_terms_go_with_the_enrolment_that_stays(user: User) -> None:
    one, two = make_customer(), make_customer()
    for who, terms, day in ((one, "3", 10), (two, "1", 90)):
        services.enrol(customer=who, terms_version=terms, where=terms, actor=None, now=NOW - timedelta(days=day))
    merge(one, two, user)
    kept = Membership.objects.get()
    assert (kept.enrolled_at, kept.terms_version, kept.enrolled_where) == (NOW - timedelta(days=90), "1", "1")


def test_what_they_had_left_is_no_enrolment_that_stands(user: User) -> None:
    one, two = make_customer(), make_customer()
    for who, terms, day in ((one, "3", 10), (two, "1", 90)):
        services.enrol(customer=who, terms_version=terms, where="shop", actor=None, now=NOW - timedelta(days=day))
    services.leave(customer=two, reason="moved", actor=None, now=NOW - timedelta(days=50))
    merge(one, two, user)
    kept = Membership.objects.get()
    assert (kept.state, kept.enrolled_at, kept.terms_version) == ("active", NOW - timedelta(days=10), "3")


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("", "active", "active"),
        ("active", "", "active"),
        ("left", "active", "active"),
        ("active", "suspended", "suspended"),
        ("suspended", "active", "suspended"),
    ],
)
def test_one_membership_stays(user: User, ours: str, theirs: str, expected: str) -> None:
    one, two = (make_member() if state else make_customer() for state in (ours, theirs))
    for who, state in ((one, ours), (two, theirs)):
        Membership.objects.filter(pk=who.pk).update(state=state or "active")
    merge(one, two, user)
    membership = Membership.objects.get()
    assert (membership.customer_id, membership.state) == (one.pk, expected)


class TestRefusals:
    def test_without_permission_or_reason(self, user: User) -> None:
        one, two = make_customer(), make_customer()
        with pytest.raises(DomainError, match="may not"):
            merge(one, two, make_user("service agent"))
        with pytest.raises(DomainError) as refused:
            merge(one, two, user, reason="  ")
        assert refused.value.code == "reason_missing"

    def test_what_cannot_be_one(self, user: User) -> None:
        one, two, company = make_customer(), make_customer(), make_company()
        with pytest.raises(Conflict, match="company"):
            merge(one, company, user)
        with pytest.raises(DomainError, match="same"):
            merge(one, one, user)
        merge(one, two, user)
        with pytest.raises(Conflict):
            merge(one, two, user)


def test_a_mover_that_fails_undoes_everything(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_merge: merging.Merge) -> dict[str, int]:
        raise RuntimeError

    monkeypatch.setitem(merging._parts, "zz", merging.Part(fail))
    one, two = make_customer(), make_customer()
    services.add_note(customer=two, text="x", actor=user, now=NOW)
    with pytest.raises(RuntimeError):
        merge(one, two, user)
    two.refresh_from_db()
    assert (two.merged_into_id, two.notes.count()) == (None, 1)


class TestPages:
    def test_side_by_side(self, staff: Client) -> None:
        one = make_customer("Anna", email="a@example.com", phone="+14155552671")
        two = make_customer("Anna Lee", email="b@example.com", phone="+14155552671")
        url = reverse("customers:merge", args=[one.public_id])
        assert "Anna Lee" in staff.get(url).content.decode()
        url += f"?with={two.public_id}"
        page = staff.get(url).content.decode()
        assert ("a@example.com" in page, "b@example.com" in page) == (True, True)
        data = {"email": "duplicate", "display_name": "survivor"}
        assert staff.post(url, data).status_code == 422  # no reason
        answer = staff.post(url, data | {"reason": "Told us so"})
        assert answer["Location"] == reverse("customers:detail", args=[one.public_id])
        one.refresh_from_db()
        assert (one.display_name, one.email) == ("Anna", "b@example.com")

    def test_the_old_address_leads_to_the_survivor_and_trails_are_read_together(
        self, staff: Client, user: User
    ) -> None:
        one, two = make_customer("Anna"), make_customer("Anna B")
        services.add_note(customer=two, text="Likes roses", actor=user, now=NOW)
        merge(one, two, user)
        answer = staff.get(reverse("customers:detail", args=[two.public_id]))
        assert answer["Location"] == reverse("customers:detail", args=[one.public_id])
        trail = staff.get(reverse("customers:timeline", args=[one.public_id])).content.decode()
        assert "Likes roses" in trail
        assert "same passport" in trail
        verbs = TimelineEntry.objects.filter(verb__startswith="customer.merged").values_list("verb", "customer")
        assert sorted(verbs) == [("customer.merged", one.pk), ("customer.merged_away", two.pk)]

    def test_others_are_not_told_of(self, client: Client) -> None:
        client.force_login(make_user("cashier"))
        assert client.get(reverse("customers:merge", args=[make_customer().public_id])).status_code == 403


def test_later_imports_find_the_survivor(user: User, tmp_path: Path) -> None:
    """By the number of the duplicate, and by its e-mail, which stays with the old record."""
    one = make_customer("Anna", source="import", external_id="1", email="a@example.com")
    two = make_customer("Anna B", source="import", external_id="2", email="b@example.com")
    merge(one, two, user)
    table = tmp_path / "customers.csv"
    for text in ("external_id,email,language\n2,b@example.com,de\n", "email,language\nb@example.com,fr\n"):
        table.write_text(text)
        call_command("import_customers", str(table), stdout=io.StringIO())
        one.refresh_from_db()
        two.refresh_from_db()
        assert (one.language, one.external_id, one.email) == (text.splitlines()[1][-2:], "1", "a@example.com")
        assert (two.language, two.email, Customer.objects.count()) == ("", "b@example.com", 2)
