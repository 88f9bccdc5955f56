"""Lists that are only looked at show no colleague's customers to who may not see every customer."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import models
from django.test import Client
from django.urls import reverse

from core.models import User
from customers.admin.base import ReadOnlyAdmin
from customers.models import Customer
from loyalty.cards import services as cards
from tests.customers.factories import NOW, make_user
from tests.loyalty.factories import grant, member, policy, rule

pytestmark = pytest.mark.django_db
LISTS = [(model, shown) for model, shown in admin.site._registry.items() if isinstance(shown, ReadOnlyAdmin)]


@pytest.mark.parametrize(("model", "shown"), LISTS, ids=lambda one: getattr(one, "__name__", ""))
def test_every_customer_of_a_row_is_asked_for(model: type[models.Model], shown: ReadOnlyAdmin) -> None:
    if type(shown).get_queryset is not ReadOnlyAdmin.get_queryset:
        return
    own = {field.name for field in model._meta.fields if field.related_model is Customer}
    assert own <= {path.split("__")[0] for path in shown.customers_at}
    for path in shown.customers_at:
        assert model._default_manager.filter(**{f"{path}__isnull": False}).count() == 0


@pytest.fixture
def clerk(client: Client) -> User:
    user: Any = make_user(is_staff=True)
    names = ("view_account", "view_entry", "view_card", "view_tiermembership", "view_cost")
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    return user


@pytest.mark.parametrize("name", ["account", "entry", "card"])
def test_a_colleagues_customer_is_not_there(client: Client, clerk: User, name: str) -> None:
    policy()
    rule("0.1")
    own, nobodys, theirs = (member(assigned_to=whose) for whose in (clerk, None, make_user()))
    for who in (own, nobodys, theirs):
        grant(who, 10)
        cards.issue_card(customer=who, number="", actor=None, now=NOW)
    model = admin.site._registry.keys() & {row for row, _shown in LISTS if row._meta.model_name == name}
    page = client.get(reverse(f"admin:loyalty_{name}_changelist"))
    assert len(page.context["cl"].result_list) == 2
    for row in next(iter(model)).objects.all():
        customer = row.account.customer if name == "entry" else row.customer
        seen = client.get(reverse(f"admin:loyalty_{name}_change", args=[row.pk])).status_code
        assert seen == (302 if customer == theirs else 200)
