"""Two people in the settings: the second saves nothing unseen, and loses nothing typed."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from customers.models import CustomerGroup, Topic
from sales.models import Category
from tests.loyalty.factories import rule

pytestmark = pytest.mark.django_db


def opened(client: Client, path: str) -> dict[str, str]:
    """What the page would send back as it was opened."""
    page = client.get(path).content.decode()
    found = re.search(r'name="_stored" value="(\w+)"', page)
    assert found, page
    return {"_stored": found[1]}


@pytest.fixture
def group() -> tuple[CustomerGroup, str]:
    made = CustomerGroup.objects.create(name="Florists")
    return made, f"/admin/customers/customergroup/{made.pk}/change/"


def test_who_saves_first_saves(admin_client, group):
    row, path = group
    assert admin_client.post(path, opened(admin_client, path) | {"name": "Flower shops"}).status_code == 302
    row.refresh_from_db()
    assert row.name == "Flower shops"


def test_who_saves_second_is_told_and_may_replace_it_then(admin_client, group):
    row, path = group
    seen = opened(admin_client, path)
    CustomerGroup.objects.filter(pk=row.pk).update(name="Designers")
    answer = admin_client.post(path, seen | {"name": "Gardeners"})
    page = answer.content.decode()
    assert "Somebody saved this after you opened it" in page
    assert "Name: Designers" in page
    assert 'value="Gardeners"' in page
    row.refresh_from_db()
    assert row.name == "Designers"
    again = re.search(r'name="_stored" value="(\w+)"', page)
    assert again
    assert admin_client.post(path, {"_stored": again[1], "name": "Gardeners"}).status_code == 302
    row.refresh_from_db()
    assert row.name == "Gardeners"


def test_a_change_of_what_the_form_does_not_show_is_nobodys_business(admin_client):
    row = Topic.objects.create(name="Tea", code="tea")
    path = f"/admin/customers/topic/{row.pk}/change/"
    seen = opened(admin_client, path)
    Topic.objects.create(name="Green tea", code="green-tea", parent=row)
    answer = admin_client.post(path, seen | {"name": "Teas", "code": "tea"})
    assert "Somebody saved" not in answer.content.decode()


def test_rows_on_the_other_side_count_in_any_order(admin_client):
    first, second = (Category.objects.create(name=name, code=name.lower()) for name in ("Tea", "Coffee"))
    made = rule(2, is_active=False, categories=[first, second])
    path = f"/admin/loyalty/earnrule/{made.pk}/change/"
    seen = opened(admin_client, path)
    made.categories.set([second, first])
    told = {"name": made.name, "currency": "points", "kind": "base", "rate": "2", "minimum_spend": "0.00"}
    assert admin_client.post(path, seen | told | {"categories": [first.pk, second.pk]}).status_code == 302
    made.categories.set([second])
    page = admin_client.post(path, seen | told | {"categories": [first.pk, second.pk]}).content.decode()
    assert "Categories: Coffee" in page


def test_the_language_can_be_changed_in_the_settings(admin_client):
    assert 'value="zh-hans"' in admin_client.get("/admin/").content.decode()
