"""Reservations with real connections at once: nobody gets more than there is, nobody is refused what is free."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from functools import partial
from time import sleep
from typing import Any

import pytest

from core import locks
from loyalty.ledger import audit
from loyalty.models import Coupon, Gift, PricingSettings, PromotionCounter, PromotionUse, Quote
from loyalty.pricing import claims, reserving
from loyalty.pricing.reserving import Door
from tests.loyalty.factories import NOW
from tests.loyalty.pricing_factories import coupon, gift, inquiry, pay, promotion, quote
from tests.loyalty.test_ledger_races import at_once
from tests.sales.factories import customer, product

pytestmark = pytest.mark.django_db(transaction=True)
END = NOW + timedelta(minutes=30)


def ask(item: Any, *, now: Any = NOW, replaces: Any = None, **values: Any) -> Quote:
    told = replaces.public_id if replaces else None
    return reserving.make_quote(inquiry=inquiry(item, **values), now=now, door=Door(), replaces=told)[1]


def agrees() -> None:
    assert [str(found) for found in audit.disagreements(NOW)] == []


def held(now: Any = NOW) -> int:
    return Quote.objects.filter(reserved_until__gt=now, purchase=None).count()


def test_a_coupon_for_three_and_twenty_who_reserve_it():
    """All twenty have a quote; three of them have the discount, held, and pay by it."""
    item = product(price=1000)
    coupon(promotion(needs_coupon=True), "THREE", max_uses=3)
    assert at_once([partial(ask, item, coupons=["THREE"])] * 20) == ["done"] * 20
    totals = Counter(Quote.objects.values_list("total", flat=True))
    assert totals == {900: 3, 1000: 17}
    assert (held(), Coupon.objects.get().uses) == (3, 3)
    agrees()
    assert set(at_once([partial(pay, one) for one in Quote.objects.all()])) == {"done"}
    assert Coupon.objects.get().uses == PromotionUse.objects.count() == 3
    agrees()


def test_what_ended_goes_to_exactly_as_many_as_there_are():
    """Three reservations of the last three have ended, no sweep has run: of twenty three get it, not one or two."""
    item = product(price=1000)
    coupon(promotion(needs_coupon=True), "THREE", max_uses=3)
    promotion("gift", gift=gift(3), order=40)
    over = [ask(item, coupons=["THREE"]) for _ in range(3)]
    made = [quote(item, coupons=["THREE"], now=END) for _ in range(20)]
    late = [partial(pay, one, occurred_at=END) for one in made]
    holds = [partial(reserving.reserve, quote=one, now=END, door=Door()) for one in made]
    results = Counter(at_once([*late[:10], *holds[10:]]))
    assert results["done"] == 3
    assert set(results) <= {"done", "coupon_used_up", "gift_out_of_stock"}
    assert not Quote.objects.filter(pk__in=[one.pk for one in over], reserved_until__isnull=False).exists()
    assert (Coupon.objects.get().uses, Gift.objects.get().left) == (3, 0)
    agrees()


@pytest.mark.parametrize("has_gate", [True, False])
def test_without_the_gate_some_are_refused_what_is_free(monkeypatch: Any, has_gate: bool):
    """The twin: whoever finds that somebody else is just setting it free gives up; never are there too many."""
    free = claims._free

    def slowly(frees: Any, wanted: Any) -> None:
        if frees:
            sleep(0.3)
        free(frees, wanted)

    monkeypatch.setattr(claims, "_free", slowly)
    if not has_gate:
        monkeypatch.setattr(locks, "advisory_lock", lambda _name: None)
    item = product(price=1000)
    coupon(promotion(needs_coupon=True), "THREE", max_uses=3)
    for _ in range(3):
        ask(item, coupons=["THREE"])
    made = [quote(item, coupons=["THREE"], now=END) for _ in range(8)]
    results = Counter(at_once([partial(pay, one, occurred_at=END) for one in made]))
    assert set(results) == {"done", "coupon_used_up"}
    assert results["done"] == 3 if has_gate else results["done"] < 3
    agrees()


def test_the_sale_of_a_reservation_against_its_end():
    """The late receipt and somebody who wants the last one: one of them gets it, whoever it is."""
    item = product(price=1000)
    for number in range(4):
        coupon(promotion(needs_coupon=True), f"ONE{number}")
        mine = ask(item, coupons=[f"ONE{number}"])
        other = quote(item, coupons=[f"ONE{number}"], now=END)
        results = at_once(
            [
                partial(pay, mine, now=END),
                partial(pay, other, occurred_at=END),
                partial(reserving.free_ended, now=END),
            ]
        )
        assert sorted(results) == ["coupon_used_up", "done", "done"]
        assert Coupon.objects.get(code=f"ONE{number}").uses == 1
    agrees()


def test_the_sale_of_a_reservation_that_ended_against_ten_who_want_it():
    item = product(price=1000)
    promotion(percent=10, budget_uses=1)
    mine = ask(item)
    others = [partial(ask, item, now=END) for _ in range(10)]
    results = at_once([partial(pay, mine, now=END), *others])
    assert results[1:] == ["done"] * 10
    mine.refresh_from_db()
    assert (mine.purchase_id is not None) == (results[0] == "done")
    assert held(END) == (0 if results[0] == "done" else 1)
    assert PromotionCounter.objects.get().uses == 1
    agrees()


def test_reserving_against_giving_up():
    item = product(price=1000)
    coupon(promotion(needs_coupon=True), "TWO", max_uses=2)
    promotion("gift", gift=gift(2), order=40)
    mine = [ask(item, coupons=["TWO"]) for _ in range(2)]
    actions: list[Any] = [partial(reserving.release, quote=one) for one in mine]
    results = at_once([*actions, *actions, *[partial(ask, item, coupons=["TWO"]) for _ in range(8)]])
    assert set(results) == {"done"}
    assert Coupon.objects.get().uses <= 2
    assert Gift.objects.get().claimed <= 2
    agrees()


def test_giving_up_against_paying():
    """Paid or given up first: either way it is sold by its quote, and counted once."""
    item = product(price=1000)
    promotion("gift", gift=gift(1))
    made = ask(item)
    results = at_once([partial(pay, made), *[partial(reserving.release, quote=made)] * 4])
    assert results[0] == "done"
    assert set(results) <= {"done", "quote_used"}
    assert Gift.objects.get().claimed == PromotionUse.objects.filter(released_at=None).count() == 1
    agrees()


def test_many_baskets_change_at_once_and_never_wait_in_a_circle():
    """Each gives up several things and takes others in the same breath."""
    item = product(price=100_000)
    for order in (10, 20):
        promotion("amount", amount=100, budget_uses=40, order=order)
    promotion("gift", gift=gift(40), order=40)
    codes = [coupon(promotion("amount", amount=50, needs_coupon=True, order=30), max_uses=40).code for _ in range(2)]
    made = [ask(item, coupons=[codes[n % 2]]) for n in range(10)]
    changes = [partial(ask, item, coupons=[codes[(n + 1) % 2]], replaces=one) for n, one in enumerate(made)]
    assert at_once(changes) == ["done"] * 10
    assert held() == 10
    agrees()


def test_the_same_quote_replaced_twice():
    item = product(price=1000)
    promotion("gift", gift=gift(1))
    first = ask(item)
    assert set(at_once([partial(ask, item, replaces=first)] * 5)) == {"done"}
    assert held() == Gift.objects.get().claimed == 1
    agrees()


def test_one_customer_never_holds_more_than_allowed():
    item, who = product(price=1000), customer()
    promotion("gift", gift=gift(50))
    PricingSettings.objects.update(max_reserved_customer=2)
    results = Counter(at_once([partial(ask, item, customer=who)] * 10))
    assert results == {"done": 2, "reservations_many": 8}


def test_once_per_customer_while_one_is_held():
    item, who = product(price=1000), customer()
    promotion(limit_per_customer=1)
    assert set(at_once([partial(ask, item, customer=who)] * 5)) == {"done"}
    assert Counter(Quote.objects.values_list("total", flat=True)) == {900: 1, 1000: 4}
    assert PromotionUse.objects.count() == 1
