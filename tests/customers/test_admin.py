"""Admin: configuration with history, staff and roles; customers and the trail to look at only."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from core.models import User
from customers import powers
from customers.models import Customer, CustomerSettings, CustomField, Role, Tag, TimelineEntry, Topic
from tests.customers.factories import make_customer, make_topic, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client: Client) -> User:
    user = make_user("owner", is_staff=True)
    client.force_login(user)
    return user


def change(name: str, *args: Any) -> str:
    return reverse(f"admin:{name}", args=args)


@pytest.mark.parametrize(
    "name", ["tag", "customergroup", "topic", "customfield", "customersettings", "customer", "timelineentry"]
)
def test_lists_open(client: Client, owner: User, name: str) -> None:
    make_customer("Anna")
    Tag.objects.create(name="A")
    assert client.get(change(f"customers_{name}_changelist")).status_code == 200


@pytest.mark.parametrize("name", ["core_user", "customers_role"])
def test_staff_and_roles_open(client: Client, owner: User, name: str) -> None:
    assert client.get(change(f"{name}_changelist")).status_code == 200


def test_customers_are_only_to_look_at(client: Client, owner: User) -> None:
    customer = make_customer("Anna")
    entry = TimelineEntry.objects.get()
    for name, pk in (("customer", customer.pk), ("timelineentry", entry.pk)):
        assert client.get(change(f"customers_{name}_change", pk)).status_code == 200
        assert client.post(change(f"customers_{name}_change", pk), {"display_name": "B"}).status_code == 403
        assert client.post(change(f"customers_{name}_delete", pk), {"post": "yes"}).status_code == 403
        assert client.get(change(f"customers_{name}_add")).status_code == 403
    assert Customer.objects.get().display_name == "Anna"


def test_a_superuser_does_not_pass_the_services_by_either(client: Client) -> None:
    client.force_login(User.objects.create_superuser("root@example.com", "a long password"))
    assert client.get(change("customers_customer_add")).status_code == 403


def test_the_search_is_the_one_of_the_pages(client: Client, owner: User) -> None:
    make_customer("张伟", given_name="伟", family_name="张")
    make_customer("Anna")
    body = client.get(change("customers_customer_changelist"), {"q": "zw"}).content.decode()
    assert "张伟" in body
    assert "Anna" not in body


def test_changes_of_configuration_are_kept(client: Client, owner: User) -> None:
    client.post(change("customers_tag_add"), {"name": "Regular"})
    tag = Tag.objects.get()
    client.post(change("customers_tag_change", tag.pk), {"name": "Regulars"})
    assert list(tag.history.values_list("name", "history_user")) == [("Regulars", owner.pk), ("Regular", owner.pk)]
    assert client.get(change("customers_tag_history", tag.pk)).status_code == 200


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"kind": "text", "pattern": "("}, "pattern"),
        ({"kind": "choice", "choices": " \n "}, "choices"),
        ({"kind": "number", "minimum": "3", "maximum": "2"}, "maximum"),
        ({"kind": "text", "code": "no spaces"}, "code"),
    ],
)
def test_fields_that_make_no_sense(client: Client, owner: User, data: dict[str, str], field: str) -> None:
    answer = client.post(change("customers_customfield_add"), {"code": "x", "label": "X", "order": "0"} | data)
    assert answer.status_code == 200
    assert field in answer.context["adminform"].form.errors


def test_code_and_kind_of_a_field_stay(client: Client, owner: User) -> None:
    data = {"code": "size", "label": "Size", "kind": "choice", "choices": "S\nM\n\nM", "order": "0"}
    client.post(change("customers_customfield_add"), data)
    field = CustomField.objects.get()
    assert field.choices == ["S", "M"]
    client.post(
        change("customers_customfield_change", field.pk), data | {"code": "other", "kind": "text", "label": "New"}
    )
    field.refresh_from_db()
    assert (field.code, field.kind, field.label) == ("size", "choice", "New")


def test_topics_are_a_tree(client: Client, owner: User) -> None:
    root, leaf = make_topic(), make_topic()
    Topic.objects.filter(pk=leaf.pk).update(parent=root)
    answer = client.post(
        change("customers_topic_change", root.pk), {"name": root.name, "code": root.code, "parent": leaf.pk}
    )
    assert "parent" in answer.context["adminform"].form.errors
    for _ in range(6):
        below = make_topic()
        Topic.objects.filter(pk=below.pk).update(parent=leaf)
        leaf = below
    answer = client.post(change("customers_topic_add"), {"name": "x", "code": "x", "parent": leaf.pk})
    assert "parent" in answer.context["adminform"].form.errors


def test_there_is_one_row_of_settings(client: Client, owner: User) -> None:
    assert CustomerSettings.current().leap_day_rule == "feb28"
    data = {
        "leap_day_rule": "mar1",
        "consent_text_version": "2",
        "consent_text": "",
        "follow_up_days": "5",
        "member_link_days": "90",
        "erasure_days": "21",
    }
    client.post(change("customers_customersettings_add"), data)
    assert CustomerSettings.current().leap_day_rule == "mar1"
    assert client.get(change("customers_customersettings_add")).status_code == 403


class TestStaff:
    def test_new_staff(self, client: Client, owner: User) -> None:
        data = {"email": "New@Example.com", "name": "New"}
        password = {"password1": "correct horse battery", "password2": "correct horse battery"}
        client.post(change("core_user_add"), data | password)
        user = User.objects.get(email="new@example.com")
        assert user.check_password("correct horse battery")
        again = client.post(change("core_user_add"), data | password | {"email": "NEW@example.com"})
        assert "email" in again.context["adminform"].form.errors

    def test_an_address_is_changed_to_one_that_logs_in(self, client: Client, owner: User) -> None:
        user, other = make_user("cashier"), make_user()
        data = {"email": "Ann@Shop.Example", "name": "Ann", "is_active": "on", "groups": [user.groups.get().pk]}
        assert client.post(change("core_user_change", user.pk), data).status_code == 302
        user.set_password("a long password")
        user.save(update_fields=["password"])
        told = {"login": "ANN@shop.example", "password": "a long password"}
        assert Client().post(reverse("account_login"), told).status_code == 302
        again = client.post(change("core_user_change", other.pk), data)
        assert "email" in again.context["adminform"].form.errors

    def test_a_zone_that_is_none_is_refused(self, client: Client, owner: User) -> None:
        user = make_user()
        data = {"email": user.email, "name": "Ann", "is_active": "on", "time_zone": "Mars/Olympus"}
        page = client.post(change("core_user_change", user.pk), data)
        assert "time_zone" in page.context["adminform"].form.errors
        assert (
            client.post(change("core_user_change", user.pk), data | {"time_zone": "asia/shanghai"}).status_code == 302
        )
        user.refresh_from_db()
        assert user.time_zone == "Asia/Shanghai"

    def test_passwords_are_worded_for_a_shop(self, client: Client, owner: User) -> None:
        add = client.get(change("core_user_add")).content.decode()
        user = make_user()
        user.set_password("a long password")
        user.save(update_fields=["password"])
        kept = client.get(change("core_user_change", user.pk)).content.decode()
        new = client.get(reverse("admin:auth_user_password_change", args=[user.pk])).content.decode()
        for page in (add, kept, new):
            assert "LDAP" not in page
            assert "algorithm" not in page
        assert "it can be replaced" in kept

    def test_managers_may_enter_admin(self, client: Client, owner: User) -> None:
        user = make_user()
        role = Group.objects.get(name="manager")
        client.post(change("core_user_change", user.pk), {"email": user.email, "is_active": "on", "groups": [role.pk]})
        user.refresh_from_db()
        assert user.is_staff
        assert list(user.groups.all()) == [role]

    def test_nobody_makes_themselves_a_superuser(self, client: Client, owner: User) -> None:
        data = {"email": owner.email, "is_active": "on", "is_staff": "on", "is_superuser": "on"}
        client.post(change("core_user_change", owner.pk), data)
        owner.refresh_from_db()
        assert not owner.is_superuser

    def test_a_superuser_is_touched_by_superusers_only(self, client: Client, owner: User) -> None:
        root = User.objects.create_superuser("root@example.com", "a long password")
        assert client.post(change("core_user_change", root.pk), {"email": "x@example.com"}).status_code == 403
        url = reverse("admin:auth_user_password_change", args=[root.pk])
        assert client.post(url, {"password1": "x", "password2": "x"}).status_code == 403

    def test_nobody_is_deleted(self, client: Client, owner: User) -> None:
        assert client.post(change("core_user_delete", make_user().pk), {"post": "yes"}).status_code == 403

    def test_managers_do_not_edit_staff(self, client: Client) -> None:
        client.force_login(make_user("manager", is_staff=True))
        assert client.get(change("core_user_changelist")).status_code == 403
        assert client.get(change("customers_role_changelist")).status_code == 403

    def test_the_way_into_settings_goes_with_the_last_role_that_configures(self, client: Client, owner: User) -> None:
        user = make_user()
        url = change("core_user_change", user.pk)
        manager, analyst = Group.objects.get(name="manager"), Group.objects.get(name="analyst")
        for roles, may_enter in (([manager, analyst], True), ([analyst], False), ([manager], True), ([], False)):
            data = {"email": user.email, "is_active": "on", "groups": [role.pk for role in roles]}
            assert client.post(url, data).status_code == 302
            user.refresh_from_db()
            assert user.is_staff is may_enter, roles

    def test_it_is_not_given_by_hand(self, client: Client, owner: User) -> None:
        user = make_user("cashier")
        data = {"email": user.email, "is_active": "on", "is_staff": "on", "groups": [user.groups.get().pk]}
        client.post(change("core_user_change", user.pk), data)
        user.refresh_from_db()
        assert not user.is_staff

    def test_superusers_keep_it_without_a_role(self, client: Client) -> None:
        root = User.objects.create_superuser("root@example.com", "a long password")
        client.force_login(root)
        data = {"email": root.email, "is_active": "on", "is_superuser": "on"}
        assert client.post(change("core_user_change", root.pk), data).status_code == 302
        root.refresh_from_db()
        assert root.is_staff

    def test_role_names_are_in_the_language_of_the_reader(self, client: Client) -> None:
        client.force_login(make_user("owner", is_staff=True, language="zh-hans"))
        with translation.override("zh-hans"):
            expected = gettext("Cashier")
        role = Role.objects.get(name="cashier")
        for url in (
            change("customers_role_changelist"),
            change("core_user_change", make_user("cashier").pk),
            change("core_user_changelist"),
        ):
            assert expected in client.get(url).content.decode()
        with translation.override("en"):
            assert str(role) == "Cashier"
        assert str(Role(name="Night shift")) == "Night shift"


class TestRoles:
    def test_they_offer_what_the_product_has(self, client: Client, owner: User) -> None:
        role = Group.objects.get(name="cashier")
        page = client.get(change("customers_role_change", role.pk))
        assert "Can enrol members" in page.content.decode()
        assert "Can add" not in page.content.decode()
        offered = frozenset().union(*(power.permissions for power in powers.powers()))
        for group in Group.objects.all():
            assert set(group.permissions.values_list("pk", flat=True)) <= offered, group.name

    def test_no_permission_lies_in_two_powers(self) -> None:
        every = [pk for power in powers.powers() for pk in power.permissions]
        assert len(every) == len(set(every))

    @pytest.mark.parametrize("name", ["owner", "cashier", "analyst"])
    def test_saving_without_a_change_changes_nothing(self, client: Client, owner: User, name: str) -> None:
        role = Group.objects.get(name=name)
        before = set(role.permissions.values_list("pk", flat=True))
        url = change("customers_role_change", role.pk)
        chosen = client.get(url).context["adminform"].form.initial["powers"]
        held = [power.permissions for power in powers.powers() if power.key in chosen]
        assert frozenset().union(*held) == before  # what they hold is shown as a whole
        assert client.post(url, {"powers": chosen}).status_code == 302
        assert set(role.permissions.values_list("pk", flat=True)) == before

    def test_giving_and_taking(self, client: Client, owner: User) -> None:
        role = Group.objects.get(name="analyst")
        user, url = make_user("analyst"), change("customers_role_change", role.pk)
        chosen = client.get(url).context["adminform"].form.initial["powers"]
        client.post(url, {"powers": [*chosen, "customers.tag.configure"]})
        given = set(role.permissions.values_list("codename", flat=True))
        assert {"add_tag", "change_tag", "delete_tag"} <= given
        user.refresh_from_db()
        assert user.is_staff  # who configures something may open Settings
        client.post(url, {"powers": [key for key in chosen if key != "customers.customer.export_customer"]})
        given = set(role.permissions.values_list("codename", flat=True))
        assert not given & {"add_tag", "change_tag", "export_customer"}
        user.refresh_from_db()
        assert not user.is_staff

    def test_ours_keep_their_names(self, client: Client, owner: User) -> None:
        role = Group.objects.get(name="cashier")
        client.post(change("customers_role_change", role.pk), {"name": "Till", "powers": []})
        role.refresh_from_db()
        assert role.name == "cashier"
        client.post(change("customers_role_add"), {"name": "Till", "powers": ["customers.customer.view"]})
        assert list(Group.objects.get(name="Till").permissions.values_list("codename", flat=True)) == ["view_customer"]


def test_topics_are_listed_as_their_tree(client: Client) -> None:
    root = Topic.objects.create(name="Music", code="music-t")
    Topic.objects.create(name="Apples", code="apples-t")
    child = Topic.objects.create(name="Jazz", code="jazz-t", parent=root)
    Topic.objects.create(name="Bebop", code="bebop-t", parent=child)
    client.force_login(User.objects.create_superuser("root-t@example.com", "a long password"))
    url = reverse("admin:customers_topic_changelist")
    found = [row.code for row in client.get(url).context["cl"].result_list if row.code.endswith("-t")]
    assert found == ["apples-t", "music-t", "jazz-t", "bebop-t"]
    assert "\u2003\u2003Bebop" in client.get(url).content.decode()
    assert client.get(url, {"q": "bebop"}).context["cl"].result_count == 1


def test_second_factors_are_listed_under_our_name(client: Client) -> None:
    client.force_login(User.objects.create_superuser("root-t@example.com", "a long password"))
    body = client.get(reverse("admin:mfa_authenticator_changelist")).content.decode()
    assert "uthenticators" not in body.replace("mfa/authenticator", "")
    assert "Second factors" in body
