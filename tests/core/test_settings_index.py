"""The first page of Settings: by meaning, nothing of the frameworks, only what one may open."""

from __future__ import annotations

import re

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from core import settings_index
from core.models import User
from tests.customers.factories import make_user

pytestmark = pytest.mark.django_db
LEFTOVERS = {"account.EmailAddress"}


def headings(client: Client) -> list[str]:
    page = client.get(reverse("admin:index"))
    assert page.status_code == 200
    return re.findall(r"<h2>(.+?)</h2>", page.content.decode())


def test_everything_of_ours_has_its_place() -> None:
    registered = {model._meta.label for model in admin.site._registry}
    assert registered - settings_index.named() == LEFTOVERS


def test_sections_by_meaning_and_no_leftovers(client: Client) -> None:
    client.force_login(User.objects.create_superuser("root@example.com", "a long password"))
    shown = [title for title in headings(client) if title != "Toggle theme"]
    assert shown == [
        "Programme", "Rewards, cards and partners", "Customers", "Messages", "Catalogue and stores", "Staff and roles",
        "Integrations", "Complaints", "Look things up",
    ]  # fmt: skip
    body = client.get(reverse("admin:index")).content.decode()
    for word in ("Email addresses", "Authentication and Authorization", "Authenticators", "Recent actions"):
        assert word not in body
    assert "Second factors" in body


def test_the_owner_finds_everything_that_is_configured(client: Client) -> None:
    client.force_login(make_user("owner", is_staff=True))
    offered = client.get(reverse("admin:index")).context["app_list"]
    shown = {f"{app['app_label']}.{model['object_name']}" for app in offered for model in app["models"]}
    sections = [section for section in settings_index._sections if section.key != "system"]
    configured = {item.model for section in sections for item in section.items}
    # Second factors are removed by a superuser.
    assert configured - shown == {"mfa.Authenticator"}


def test_a_manager_sees_what_a_manager_configures(client: Client) -> None:
    client.force_login(make_user("manager", is_staff=True))
    assert "Staff and roles" not in headings(client)
    assert "Customers" in headings(client)


def test_the_same_list_beside_the_pages_says_where_one_is(client: Client) -> None:
    client.force_login(make_user("owner", is_staff=True))
    url = reverse("admin:customers_tag_changelist")
    body = client.get(url).content.decode()
    assert body.count(f'href="{url}" aria-current="page"') == 1


def test_upper_apps_add_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings_index, "_sections", list(settings_index._sections))
    settings_index.register("surveys", settings_index.Item("surveys.Survey"), title="Surveys")
    settings_index.register("surveys", settings_index.Item("surveys.Survey"), settings_index.Item("surveys.Panel"))
    section = next(section for section in settings_index._sections if section.key == "surveys")
    assert [item.model for item in section.items] == ["surveys.Survey", "surveys.Panel"]
    assert settings_index._sections[-1].key == "system"
