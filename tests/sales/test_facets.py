"""Segments by what was bought, and what was not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from sales.models import Brand, Category, Channel, Store
from tests.customers.segmenting import condition, fits
from tests.sales.factories import NOON, customer, give_back, line, product, purchase

pytestmark = pytest.mark.django_db


def bought(op: str = "has", **value: Any) -> dict[str, Any]:
    return condition("sales.bought", op, value)


def test_products_categories_and_brands() -> None:
    drinks = Category.objects.create(code="drinks", name="Drinks")
    Category.objects.filter(pk=drinks.pk).update(path=f"/{drinks.pk}/")
    tea = Category.objects.create(code="tea", name="Tea", parent=drinks)
    Category.objects.filter(pk=tea.pk).update(path=f"/{drinks.pk}/{tea.pk}/")
    kyoto = Brand.objects.create(name="Kyoto")
    oolong, kettle = product(category=tea, brand=kyoto), product()
    drinker, cook, nobody = customer(), customer(), customer()
    purchase(line(product=oolong.pk), customer=drinker.pk, now=NOON)
    purchase(line(product=kettle.pk), customer=cook.pk, now=NOON)
    everybody = (drinker, cook, nobody)
    for of in ({"product": [oolong.sku]}, {"category": ["drinks"]}, {"category": ["tea"]}, {"brand": [str(kyoto.pk)]}):
        assert fits(bought(of=of), *everybody, now=NOON) == [True, False, False], of
        assert fits(bought("has_not", of=of), *everybody, now=NOON) == [False, True, True], of
    both = {"category": ["tea"], "product": [kettle.sku]}
    assert fits(bought(of=both), *everybody, now=NOON) == [False, False, False]
    assert fits(bought(), *everybody, now=NOON) == [True, True, False]


def test_how_often_and_how_long_ago() -> None:
    often, once, long_ago = customer(), customer(), customer()
    for day in (0, 5):
        purchase(customer=often.pk, occurred_at=NOON - timedelta(days=day), now=NOON)
    purchase(customer=once.pk, now=NOON)
    purchase(customer=long_ago.pk, occurred_at=NOON - timedelta(days=100), now=NOON)
    everybody = (often, once, long_ago)
    assert fits(bought(times=2), *everybody, now=NOON) == [True, False, False]
    assert fits(bought(times=2, days=5), *everybody, now=NOON) == [False, False, False]
    assert fits(bought(times=2, days=6), *everybody, now=NOON) == [True, False, False]
    assert fits(bought(days=100), *everybody, now=NOON) == [True, True, False]
    assert fits(bought(days=101), *everybody, now=NOON) == [True, True, True]
    assert fits(bought("has_not", times=2), *everybody, now=NOON) == [False, True, True]
    assert fits(condition("sales.last_on", "days_ago", 90), *everybody, now=NOON) == [False, False, True]
    assert fits(condition("sales.last_on", "last_days", 1), *everybody, now=NOON) == [True, True, False]


def test_what_came_back_was_not_bought() -> None:
    kept, returned = product(), product()
    who = customer()
    sale = purchase(line(product=kept.pk), line(product=returned.pk), customer=who.pk, now=NOON)
    give_back(sale, {2: 1})
    assert fits(bought(of={"product": [returned.sku]}), who, now=NOON) == [False]
    assert fits(bought(of={"product": [kept.sku]}), who, now=NOON) == [True]
    give_back(sale, {1: 1})
    assert fits(bought(), who, now=NOON) == [False]


def test_stores_and_channels() -> None:
    web = Channel.objects.create(code="web", name="Web")
    main = Store.objects.create(code="main", name="Main street")
    there, online = customer(), customer()
    purchase(customer=there.pk, store=main.pk, now=NOON)
    purchase(customer=online.pk, channel=web.pk, now=NOON)
    for rule in (condition("sales.stores", "in", ["main"]), bought(of={"store": ["main"]})):
        assert fits(rule, there, online, now=NOON) == [True, False]
    for rule in (condition("sales.channels", "in", ["web"]), bought(of={"channel": ["web"]})):
        assert fits(rule, there, online, now=NOON) == [False, True]
