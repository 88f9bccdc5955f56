"""Quotes with the sale: claimed once, coupons, gifts and budgets, freed by returns, amended orders."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from loyalty.models import (
    Cost,
    Coupon,
    PromotionCounter,
    PromotionUse,
)
from loyalty.pricing import coupons, quotes
from sales import services
from sales.models import Purchase
from tests.loyalty.factories import NOW, member
from tests.loyalty.pricing_factories import (
    coupon,
    gift,
    pay,
    price,
    promotion,
    quote,
    refused,
)
from tests.sales.factories import customer, draft, give_back, line, product

pytestmark = pytest.mark.django_db


def test_the_sale_must_be_what_was_quoted():
    who, item = customer(), product(price=1000)
    made = quote(item, customer=who)
    told = {"customer": who.pk, "quote": quotes.token(made), "occurred_at": NOW}
    cases = {
        "quote_customer_differs": draft(line(1000, product=item.pk), **told | {"customer": customer().pk}),
        "quote_basket_differs": draft(line(999, product=item.pk), **told),
        "quote_invalid": draft(line(1000, product=item.pk), **told | {"quote": "nonsense"}),
    }
    for code, wrong in cases.items():
        assert refused(lambda wrong=wrong: services.record_purchase(draft=wrong, now=NOW)) == code
    more = draft(line(1000, product=item.pk), line(5), **told)
    assert refused(lambda: services.record_purchase(draft=more, now=NOW)) == "quote_basket_differs"
    other = draft(line(1000, product=product().pk), **told)
    assert refused(lambda: services.record_purchase(draft=other, now=NOW)) == "quote_basket_differs"
    assert not Purchase.objects.exists()
    assert pay(made).amount == 1000


def test_a_quote_serves_one_sale():
    made = quote(product())
    first = pay(made, number="A1")
    assert refused(lambda: pay(made, number="A2")) == "quote_used"
    assert not pay(made, number="A1").is_new  # told twice is once
    made.refresh_from_db()
    assert made.purchase == first


def test_the_quote_follows_a_merged_customer():
    who, survivor = customer(), member()
    made = quote(product(), customer=who)
    who.merged_into = survivor
    who.save(update_fields=["merged_into"])
    assert pay(made, customer=survivor.pk).customer_id == survivor.pk


def test_coupons_are_claimed_with_the_sale_and_freed_with_its_whole_return():
    item = product(price=1000)
    ten = coupon(promotion(needs_coupon=True, limit_per_customer=1), "TEN")
    who = customer()
    made = quote(item, customer=who, coupons=[" ten "])
    assert made.total == 900
    assert Coupon.objects.get().uses == 0
    bought = pay(made)
    ten.refresh_from_db()
    assert ten.uses == 1
    assert bought.lines.get().is_promotion
    assert coupons.check(["TEN"], customer_id=None, now=NOW).coupons[0].refusal == "coupon_used_up"
    other = quote(item, customer=who, coupons=["TEN"])
    assert other.facts["coupons"] == [{"code": "TEN", "refusal": "coupon_used_up"}]
    give_back(bought)
    ten.refresh_from_db()
    assert ten.uses == 0
    assert PromotionCounter.objects.get().uses == 0
    assert pay(quote(item, customer=who, coupons=["TEN"])).amount == 900


def test_a_partial_return_frees_nothing():
    item = product(price=1000)
    ten = coupon(promotion(needs_coupon=True))
    bought = pay(quote(item, quantity=2, coupons=[ten.code]))
    give_back(bought, {1: 1})
    assert Coupon.objects.get().uses == 1
    give_back(bought, {1: 1})
    assert Coupon.objects.get().uses == 0


def test_cancelling_an_order_frees_gift_and_budget():
    found = gift(1)
    promotion("gift", gift=found, minimum_spend=500, budget_uses=1)
    made = quote(product(price=1000))
    assert made.facts["applied"][0]["gift_name"] == found.name
    order = pay(made, is_open=True)
    found.refresh_from_db()
    assert found.left == 0
    assert quote(product(price=1000)).facts["applied"] == []
    services.cancel_purchase(purchase=order, now=NOW + timedelta(hours=1), reason="Changed their mind")
    found.refresh_from_db()
    assert found.left == 1
    made.refresh_from_db()
    assert made.released_at is not None
    assert made.purchase == order  # the explanation stays


def test_what_ran_out_after_the_quote_is_refused_kindly():
    item = product(price=1000)
    one = coupon(promotion(needs_coupon=True))
    first, second = (quote(item, coupons=[one.code]) for _ in range(2))
    pay(first)
    assert refused(lambda: pay(second)) == "coupon_used_up"
    promotion("gift", gift=gift(1))
    first, second = (quote(item) for _ in range(2))
    pay(first)
    assert refused(lambda: pay(second)) == "gift_out_of_stock"


def test_a_budget_in_money():
    item = product(price=1000)
    promotion(percent=10, budget_amount=250)
    kept = [quote(item) for _ in range(3)]
    assert [pay(made).amount for made in kept[:2]] == [900, 900]
    assert refused(lambda: pay(kept[2])) == "budget_used_up"
    assert PromotionCounter.objects.get().amount == 200
    # What is left no longer holds a whole discount: quoted again, the sale goes on without it.
    assert pay(quote(item)).amount == 1000


def test_promotions_without_limit_touch_no_shared_row():
    promotion()
    pay(quote(product()))
    assert PromotionUse.objects.get().is_counted is False
    assert not PromotionCounter.objects.exists()


def test_limit_per_customer_needs_a_known_one():
    item = product(price=1000)
    promotion(limit_per_customer=1)
    who = customer()
    assert price(item) == 1000
    assert price(item, customer=who) == 900
    pay(quote(item, customer=who))
    assert price(item, customer=who) == 1000


def test_who_is_unknown_is_asked_who_they_are_and_not_told_that_they_had_it():
    code = coupon(promotion(needs_coupon=True, limit_per_customer=1), "ONCE").code
    assert quote(product(price=1000), coupons=[code]).facts["coupons"] == [
        {"code": "ONCE", "refusal": "coupon_customer_needed"}
    ]


def test_limits_of_one_code():
    item, who = product(price=1000), customer()
    mine = coupon(promotion(needs_coupon=True), max_uses=None, customer=who)
    found = coupon(mine.promotion, max_uses=None, limit_per_customer=1)
    check = {
        (mine.code, None): "coupon_customer_needed",
        (mine.code, customer().pk): "coupon_not_yours",
        (mine.code, who.pk): "",
        (found.code, None): "coupon_customer_needed",
        ("NOPE", None): "coupon_unknown",
    }
    for (code, pk), expected in check.items():
        assert coupons.check([code], customer_id=pk, now=NOW).coupons[0].refusal == expected
    pay(quote(item, customer=who, coupons=[found.code]))
    assert coupons.check([found.code], customer_id=who.pk, now=NOW).coupons[0].refusal == "coupon_limit_reached"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"valid_from": NOW + timedelta(microseconds=1)}, "coupon_not_yet"),
        ({"valid_from": NOW}, ""),
        ({"valid_until": NOW}, "coupon_expired"),
        ({"valid_until": NOW + timedelta(microseconds=1)}, ""),
        ({"cancelled_at": NOW}, "coupon_cancelled"),
    ],
)
def test_borders_of_a_coupon(values, expected):
    found = coupon(promotion(needs_coupon=True), **values)
    assert coupons.check([found.code.lower()], customer_id=None, now=NOW).coupons[0].refusal == expected


def test_issuing_a_coupon_twice_is_once():
    offer, who = promotion(needs_coupon=True), customer()
    first = coupons.issue_coupon(promotion=offer, customer_id=who.pk, key="reward:1", valid_until=NOW)
    assert coupons.issue_coupon(promotion=offer, customer_id=who.pk, key="reward:1") == first
    assert coupons.issue_coupon(promotion=offer.pk, customer_id=None, key="reward:2") != first


def test_a_batch_is_brought_to_its_size():
    offer = promotion(needs_coupon=True)
    coupons.issue_batch(promotion=offer, count=30, batch="Spring")
    coupons.issue_batch(promotion=offer, count=50, batch="Spring")
    assert Coupon.objects.filter(batch="Spring").count() == 50
    assert refused(lambda: coupons.issue_batch(promotion=offer, count=0, batch="x")) == "batch_size"


def test_an_amended_order_frees_its_quote_only_when_that_is_said():
    """Other goods without a word of the quote: nobody knows whether the code's discount is still in the prices."""
    item = product(price=1000)
    ten = coupon(promotion(needs_coupon=True))
    made = quote(item, coupons=[ten.code])
    order = pay(made, is_open=True, number="O1")
    other = draft(line(2000), number="O1", is_open=True, occurred_at=NOW)
    assert refused(lambda: services.amend_purchase(purchase=order, draft=other, now=NOW)) == "quote_needed"
    assert (Coupon.objects.get().uses, Purchase.objects.get().amount) == (1, 900)
    services.amend_purchase(purchase=order, draft=replace(other, quote=""), now=NOW)
    assert (Coupon.objects.get().uses, Purchase.objects.get().amount) == (0, 2000)
    made.refresh_from_db()
    assert made.released_at


def test_an_amended_order_takes_a_new_quote_with_the_same_code():
    item = product(price=1000)
    ten = coupon(promotion(needs_coupon=True))
    order = pay(quote(item, coupons=[ten.code]), is_open=True, number="O1")
    Coupon.objects.update(max_uses=None)
    new = quote(item, coupons=[ten.code], quantity=2)
    told = draft(line(1800, 2, product=item.pk), number="O1", is_open=True, occurred_at=NOW, quote=quotes.token(new))
    services.amend_purchase(purchase=order, draft=told, now=NOW)
    assert Coupon.objects.get().uses == 1


def test_a_quote_that_took_nothing_scarce_just_ends():
    item = product(price=1000)
    promotion()
    made = quote(item)
    order = pay(made, is_open=True, number="O1")
    other = draft(line(2000), number="O1", is_open=True, occurred_at=NOW)
    services.amend_purchase(purchase=order, draft=other, now=NOW)
    made.refresh_from_db()
    assert made.released_at


def test_an_order_that_keeps_its_quote_keeps_its_costs():
    item = product(price=1000)
    promotion()
    order = pay(quote(item), is_open=True)
    services.amend_purchase(purchase=order, draft=replace(services.draft_of(order), tip=50), now=NOW)
    assert sum(Cost.objects.filter(purchase=order).values_list("amount", flat=True)) == 100
    services.amend_purchase(purchase=order, draft=replace(services.draft_of(order), lines=[line(5)]), now=NOW)
    assert sum(Cost.objects.filter(purchase=order).values_list("amount", flat=True)) == 0


def test_an_order_whose_prices_stay_keeps_its_quote():
    """A later day or another tip must not free the coupon for a second use."""
    item = product(price=1000)
    ten = coupon(promotion(needs_coupon=True))
    made = quote(item, coupons=[ten.code])
    order = pay(made, is_open=True)
    told = services.draft_of(order)
    services.amend_purchase(purchase=order, draft=replace(told, tip=50), now=NOW)
    assert Coupon.objects.get().uses == 1
    # Naming its quote again, even after that has expired, changes nothing either.
    again = replace(told, tip=70, quote=quotes.token(made))
    services.amend_purchase(purchase=order, draft=again, now=made.valid_until + timedelta(days=1))
    made.refresh_from_db()
    assert (Coupon.objects.get().uses, made.released_at) == (1, None)


def test_no_delivery_that_was_not_told():
    item = product(price=1000)
    made = quote(item)
    assert refused(lambda: pay(made, delivery=300)) == "quote_delivery_differs"
    assert pay(made, tip=100).amount == 1100  # a tip is the customer's own will
    told = quote(item, delivery=300)
    assert (told.total, told.list_total) == (1300, 1300)
    assert pay(told, delivery=300).amount == 1300
    assert pay(quote(item, delivery=300)).amount == 1000  # less is a present


def test_a_coupon_that_was_cancelled_meanwhile_says_so():
    ten = coupon(promotion(needs_coupon=True))
    made = quote(product(price=1000), coupons=[ten.code])
    coupons.cancel_coupon(coupon=ten, now=NOW)
    assert refused(lambda: pay(made)) == "coupon_cancelled"
