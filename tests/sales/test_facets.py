"""Segments by what was bought, and what was not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from customers.models import SegmentTouch
from customers.segments import refreshing
from sales import services
from sales.models import Brand, Category, Channel, Store
from sales.services.delivery import Delivery
from tests.customers.segmenting import condition, fits, make_segment, members
from tests.sales.factories import NOON, customer, give_back, line, product, purchase

pytestmark = pytest.mark.django_db
LONG_AGO = NOON - timedelta(days=700)


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


def missed(op: str = "has", **value: Any) -> dict[str, Any]:
    return condition("sales.promise_missed", op, value)


def promised(days: int, fulfilled: int | None = None, **values: Any) -> Any:
    """Bought 20 days ago, promised and handed over so many days from today."""
    told: dict[str, Any] = {"occurred_at": NOON - timedelta(days=20), "promised_at": NOON + timedelta(days=days)}
    if fulfilled is None:
        told["is_open"] = True
    else:
        told["fulfilled_at"] = NOON + timedelta(days=fulfilled)
    who = customer()
    purchase(customer=who.pk, now=NOON, **told | values)
    return who


def test_promises_that_were_missed() -> None:
    late, waits, kept, coming = promised(-5, -4), promised(-5), promised(-5, -5), promised(1)
    everybody = (late, waits, kept, coming, customer())
    assert fits(missed(), *everybody, now=NOON) == [True, True, False, False, False]
    assert fits(missed("has_not"), *everybody, now=NOON) == [False, False, True, True, True]
    # The day on which it was promised counts: today and the four before are five.
    assert fits(missed(days=5), late, waits, now=NOON) == [False, False]
    assert fits(missed(days=6), late, waits, now=NOON) == [True, True]
    assert fits(missed(), coming, now=NOON + timedelta(days=1)) == [False]
    assert fits(missed(), coming, now=NOON + timedelta(days=1, seconds=1)) == [True]


def test_promises_by_store() -> None:
    main = Store.objects.create(code="main", name="Main street")
    here, elsewhere = promised(-5, store=main.pk), promised(-5)
    assert fits(missed(of={"store": ["main"]}), here, elsewhere, now=NOON) == [True, False]


def test_what_a_carrier_tells_reaches_segments() -> None:
    who = promised(-5, -6, number="R-late")
    segment = make_segment(missed(), now=NOON)
    SegmentTouch.objects.all().delete()
    told = Delivery("R-late", NOON - timedelta(days=5), NOON - timedelta(days=2))
    assert services.tell_deliveries(source="till", deliveries=[told]) == 1
    assert refreshing.refresh(now=NOON).touched == 1
    assert members(segment) == {who.pk}


def ends(op: str = "has", **value: Any) -> dict[str, Any]:
    return condition("sales.guarantee_ends", op, value)


def guaranteed(until: int, item: Any = None) -> tuple[Any, Any]:
    who = customer()
    sale = purchase(line(product=item and item.pk), line(), customer=who.pk, occurred_at=LONG_AGO, now=NOON)
    sale.lines.filter(position=1).update(guarantee_until=NOON.date() + timedelta(days=until))
    return who, sale


def test_guarantees_that_end() -> None:
    (today, _), (later, _), (over, _), (back, returned) = (guaranteed(days) for days in (0, 10, -1, 5))
    give_back(returned, {1: 1})
    everybody = (today, later, over, back, customer())
    assert fits(ends(), *everybody, now=NOON) == [True, True, False, False, False]
    assert fits(ends("has_not"), *everybody, now=NOON) == [False, False, True, True, True]
    assert fits(ends(days=1), *everybody, now=NOON) == [True, False, False, False, False]
    assert fits(ends(days=10), *everybody, now=NOON) == [True, False, False, False, False]
    assert fits(ends(days=11), *everybody, now=NOON) == [True, True, False, False, False]
    assert fits(ends(days=11, times=2), *everybody, now=NOON) == [False] * 5


def test_guarantees_of_goods() -> None:
    kettle, cup = product(), product()
    (ada, _), (bo, _) = guaranteed(3, kettle), guaranteed(3, cup)
    assert fits(ends(of={"product": [kettle.sku]}), ada, bo, now=NOON) == [True, False]
    assert fits(ends(days=3, of={"product": [kettle.sku]}), ada, bo, now=NOON) == [False, False]


def due(op: str = "has", **value: Any) -> dict[str, Any]:
    return condition("sales.due_again", op, value)


def rhythm(*ago: int, item: Any) -> Any:
    """Somebody who bought it so many days ago, each time once."""
    who = customer()
    for days in ago:
        purchase(line(product=item.pk), customer=who.pk, occurred_at=NOON - timedelta(days=days), now=NOON)
    return who


def test_due_to_buy_again_by_the_own_rhythm() -> None:
    """Every 30 days, the last time 28 days ago: in two days."""
    beans = product()
    regular, twice = rhythm(88, 58, 28, item=beans), rhythm(58, 28, item=beans)
    same_day, over = rhythm(28, 28, 28, item=beans), rhythm(95, 65, 35, item=beans)
    everybody = (regular, twice, same_day, over, customer())
    assert fits(due(days=3), *everybody, now=NOON) == [True, False, False, False, False]
    assert fits(due(days=2), *everybody, now=NOON) == [False] * 5
    assert fits(due("has_not", days=3), *everybody, now=NOON) == [False, True, True, True, True]
    assert fits(due(days=3, times=2), *everybody, now=NOON) == [False] * 5
    assert fits(due(), rhythm(100, 90, 1, item=beans), now=NOON) == [True]


def test_what_came_back_is_no_part_of_a_rhythm() -> None:
    beans = product()
    who = rhythm(88, 58, item=beans)
    sale = purchase(line(product=beans.pk), line(), customer=who.pk, occurred_at=NOON - timedelta(days=28), now=NOON)
    assert fits(due(days=3), who, now=NOON) == [True]
    give_back(sale, {1: 1})
    assert fits(due(days=3), who, now=NOON) == [False]


def test_due_to_buy_again_of_goods() -> None:
    beans, tea = product(), product()
    ada, bo = rhythm(88, 58, 28, item=beans), rhythm(88, 58, 28, item=tea)
    assert fits(due(days=3, of={"product": [beans.sku]}), ada, bo, now=NOON) == [True, False]
