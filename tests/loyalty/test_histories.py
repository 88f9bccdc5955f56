"""Who changed what of prices, promotions, codes and plans; a stated spend is on the customer's timeline."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from core.models import User
from customers.models import TimelineEntry
from loyalty.models import (
    AreaSpend,
    BundlePart,
    PriceBreak,
    PriceListTarget,
    PriceRow,
    PromotionTarget,
    ReferralCode,
    StageMove,
    StatedSpend,
)
from loyalty.pricing.rowsimport import import_rows
from tests.customers.factories import make_customer, make_user
from tests.loyalty.pricing_factories import price_list
from tests.sales.factories import product

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client: Client) -> User:
    user = User.objects.create_superuser("boss@example.com", "a long password")
    client.force_login(user)
    return user


@pytest.mark.parametrize(
    "model",
    [AreaSpend, BundlePart, PriceBreak, PriceListTarget, PriceRow, PromotionTarget, ReferralCode, StageMove],
)  # fmt: skip
def test_all_of_them_keep_a_history(model) -> None:
    assert model.history.model._meta.db_table == f"loyalty_historical{model._meta.model_name}"


def test_the_admin_keeps_who(client: Client, owner: User) -> None:
    told = {"country": "US", "city": "Boston", "yearly_amount": "500.00"}
    assert client.post(reverse("admin:loyalty_areaspend_add"), told).status_code == 302
    row = AreaSpend.objects.get()
    client.post(reverse("admin:loyalty_areaspend_change", args=[row.pk]), told | {"yearly_amount": "600.00"})
    found = AreaSpend.history.order_by("history_id").values_list("history_type", "yearly_amount", "history_user")
    assert list(found) == [("+", 50000, owner.pk), ("~", 60000, owner.pk)]


def test_a_file_of_rows_keeps_who_and_only_what_changed(tmp_path: Path) -> None:
    product(sku="A", price=1000)
    product(sku="B", price=1000)
    made, actor, path = price_list(), make_user("owner"), tmp_path / "rows.csv"
    path.write_text("sku,price,from\nA,9.00,\nA,8.00,10\nB,5.00,\n")
    import_rows(price_list=made, path=path, actor=actor)
    path.write_text("sku,price,from\nA,9.00,\nA,7.00,10\nB,4.00,\n")
    import_rows(price_list=made, path=path, actor=actor)
    rows = PriceRow.history.order_by("history_id").values_list("history_type", "price", "history_user")
    assert list(rows) == [("+", 900, actor.pk), ("+", 500, actor.pk), ("~", 400, actor.pk)]
    breaks = PriceBreak.history.order_by("history_id").values_list("history_type", "quantity", "price", "history_user")
    assert list(breaks) == [("+", Decimal(10), 800, actor.pk), ("~", Decimal(10), 700, actor.pk)]


def test_a_stated_spend_is_on_the_timeline(client: Client, owner: User) -> None:
    ada = make_customer("Ada Byron")
    told = {"customer": "Ada Byron", "yearly_amount": "500.00", "stated_on": clock.today().isoformat()}
    assert client.post(reverse("admin:loyalty_statedspend_add"), told).status_code == 302
    client.post(reverse("admin:loyalty_statedspend_delete", args=[StatedSpend.objects.get().pk]), {"post": "yes"})
    entries = TimelineEntry.objects.filter(verb="loyalty.stated_spend", customer=ada).order_by("pk")
    assert [(entry.actor, entry.data["amount"]) for entry in entries] == [(owner, 50000), (owner, None)]
