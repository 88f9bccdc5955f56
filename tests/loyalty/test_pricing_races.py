"""Real connections at once: the last coupon, the last gift, one quote twice. With a twin that shows the race."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from loyalty.models import Coupon, Gift, PromotionCounter, PromotionUse, Quote
from loyalty.pricing import claims, coupons
from sales import services
from sales.models import Purchase
from tests.loyalty.factories import NOW
from tests.loyalty.pricing_factories import coupon, gift, pay, promotion, quote
from tests.loyalty.test_ledger_races import at_once
from tests.sales.factories import customer, product

pytestmark = pytest.mark.django_db(transaction=True)


def pay_all(made: list[Quote]) -> Counter[str]:
    return Counter(at_once([partial(pay, one) for one in made]))


def test_a_coupon_for_three_and_twenty_who_want_it():
    item = product(price=1000)
    found = coupon(promotion(needs_coupon=True), max_uses=3)
    made = [quote(item, coupons=[found.code]) for _ in range(20)]
    assert pay_all(made) == {"done": 3, "coupon_used_up": 17}
    assert Coupon.objects.get().uses == 3
    assert PromotionUse.objects.count() == Purchase.objects.count() == 3


def test_without_the_condition_the_database_still_refuses_the_fourth(monkeypatch: Any):
    """The twin: deciding by what was read lets more through than there are; only the CHECK is left."""
    monkeypatch.setattr(
        claims, "_TAKE_COUPON", "UPDATE loyalty_coupon SET uses = uses + 1 WHERE code = %(code)s RETURNING id, NULL"
    )
    item = product(price=1000)
    found = coupon(promotion(needs_coupon=True), max_uses=3)
    made = [quote(item, coupons=[found.code]) for _ in range(8)]
    assert pay_all(made) == {"done": 3, "IntegrityError": 5}


def test_the_last_gifts():
    item, found = product(price=1000), gift(5)
    promotion("gift", gift=found, gift_quantity=2)
    made = [quote(item) for _ in range(12)]
    assert pay_all(made) == {"done": 2, "gift_out_of_stock": 10}
    assert Gift.objects.get().left == 1


def test_once_per_customer():
    item, who = product(price=1000), customer()
    promotion(limit_per_customer=1)
    made = [quote(item, customer=who) for _ in range(8)]
    assert pay_all(made) == {"done": 1, "promotion_limit_reached": 7}


def test_a_budget_in_money():
    item = product(price=1000)
    promotion(percent=10, budget_amount=350)
    made = [quote(item) for _ in range(10)]
    assert pay_all(made) == {"done": 3, "budget_used_up": 7}
    assert PromotionCounter.objects.get().amount == 300


def test_one_quote_for_two_receipts():
    made = quote(product())
    results = Counter(at_once([partial(pay, made, number=f"N{n}") for n in range(6)]))
    assert results == {"done": 1, "quote_used": 5}


def test_several_limits_in_any_order_never_wait_in_a_circle():
    item = product(price=100_000)
    offers = [promotion("amount", amount=100, budget_uses=50, order=order) for order in (10, 20, 30)]
    found = [coupon(promotion("amount", amount=50, needs_coupon=True, products=[item]), max_uses=50) for _ in offers]
    made = [quote(item, coupons=[c.code for c in (found if n % 2 else found[::-1])]) for n in range(10)]
    assert pay_all(made) == {"done": 10}


def test_cancelling_while_others_buy():
    item = product(price=1000)
    found = coupon(promotion(needs_coupon=True), max_uses=2)
    made = [quote(item, coupons=[found.code]) for _ in range(8)]
    orders = [pay(one, is_open=True) for one in made[:2]]
    later = NOW + timedelta(hours=1)
    actions: list[Any] = [
        lambda order=order: services.cancel_purchase(purchase=order, now=later, reason="No") for order in orders
    ]
    results = Counter(at_once([*actions, *[partial(pay, one) for one in made[2:]]]))
    assert set(results) <= {"done", "coupon_used_up"}
    used = PromotionUse.objects.filter(released_at=None).count()
    assert Coupon.objects.get().uses == used == results["done"] - 2


def test_one_coupon_issued_by_many():
    offer = promotion(needs_coupon=True)
    results = at_once([lambda: coupons.issue_coupon(promotion=offer, customer_id=None, key="reward:1")] * 8)
    assert results == ["done"] * 8
    assert Coupon.objects.count() == 1


def test_a_batch_made_by_two_workers_may_be_larger_but_has_no_code_twice():
    offer = promotion(needs_coupon=True)
    results = at_once([lambda: coupons.issue_batch(promotion=offer, count=200, batch="B")] * 2)
    assert results == ["done"] * 2
    assert Coupon.objects.count() >= 200
