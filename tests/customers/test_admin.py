"""Admin: configuration with history, staff and roles; customers and the trail to look at only."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from core.models import User
from customers.admin.staff import offered_permissions
from customers.models import Customer, CustomerSettings, CustomField, Tag, TimelineEntry, Topic
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


@pytest.mark.parametrize("name", ["core_user", "auth_group"])
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
    data = {"leap_day_rule": "mar1", "consent_text_version": "2", "consent_text": "", "follow_up_days": "5"}
    client.post(change("customers_customersettings_add"), data)
    assert CustomerSettings.current().leap_day_rule == "mar1"
    assert client.get(change("customers_customersettings_add")).status_code == 403


class TestStaff:
    def test_new_staff(self, client: Client, owner: User) -> None:
        data = {"email": "New@Example.com", "name": "New", "usable_password": "true"}
        password = {"password1": "correct horse battery", "password2": "correct horse battery"}
        client.post(change("core_user_add"), data | password)
        user = User.objects.get(email="new@example.com")
        assert user.check_password("correct horse battery")
        again = client.post(change("core_user_add"), data | password | {"email": "NEW@example.com"})
        assert "email" in again.context["adminform"].form.errors

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
        assert client.get(change("auth_group_changelist")).status_code == 403

    def test_roles_offer_what_the_product_has(self, client: Client, owner: User) -> None:
        role = Group.objects.get(name="cashier")
        assert client.get(change("auth_group_change", role.pk)).status_code == 200
        offered = set(offered_permissions())
        assert Permission.objects.get(codename="enrol_customer") in offered
        assert not any(permission.content_type.app_label == "sessions" for permission in offered)
        given = set(role.permissions.all())
        assert given <= offered
