"""Quotes: stored, signed, honoured until they expire, claimed once with the sale, freed with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.test import override_settings

from core.errors import DomainError
from core.models import User
from customers.merging import Merge
from customers.models import CustomerGroup
from loyalty.models import (
    Cost,
    Coupon,
    PricingSettings,
    PromotionCounter,
    PromotionUse,
    Quote,
    TierLevel,
    TierMembership,
)
from loyalty.pricing import coupons, memberpage, merging, quotes, targets, wording
from loyalty.pricing.quotes import Ask, Inquiry
from sales import services
from sales.models import Purchase
from tests.loyalty.factories import NOW, member
from tests.loyalty.pricing_factories import (
    coupon,
    gift,
    inquiry,
    pay,
    price_break,
    price_list,
    promotion,
    quote,
    row,
)
from tests.sales.factories import customer, draft, give_back, line, product

pytestmark = pytest.mark.django_db


def florist(**values):
    group, _ = CustomerGroup.objects.get_or_create(name="Florists")
    who = customer(**values)
    who.groups.add(group)
    return who, group


def refused(action) -> str:
    with pytest.raises(DomainError) as error, transaction.atomic():
        action()
    return error.value.code


def price(*products, **values) -> int:
    return quotes.price_basket(inquiry=inquiry(*products, **values), now=values.get("now", NOW)).total


# --- Prices -------------------------------------------------------------------------------


def test_the_example_of_the_documentation():
    who, group = florist()
    vase = product(price=10_000)
    price_break(row(price_list(("group", group.pk), name="Florists"), 20), 10, 5)
    made = quote(vase, customer=who, quantity=10)
    item = made.facts["lines"][0]
    assert wording.steps(item["steps"]) == (
        "List 100.00 → Florists −20 % = 80.00 → 10+ pieces −5 % = 76.00 → × 10 = 760.00"
    )
    assert (made.total, made.list_total) == (76_000, 100_000)


def test_contact_persons_inherit_from_their_company():
    firm = customer(kind="company")
    contact = customer(company=firm)
    item = product(price=10_000)
    row(price_list(("company", firm.pk)), 30)
    assert price(item, customer=contact) == 7000
    assert price(item, customer=firm) == 7000
    assert price(item, customer=customer()) == 10_000
    group = CustomerGroup.objects.create(name="Hotels")
    firm.groups.add(group)
    other = product(price=1000)
    row(price_list(("group", group.pk)), price=500, product=other)
    assert price(other, customer=contact) == 700  # the company's contract covers everything


def test_a_change_of_configuration_counts_at_once():
    item, found = product(price=1000), price_list()
    made = row(found, 10)
    assert price(item) == 900
    made.percent = Decimal(20)
    made.save(update_fields=["percent"])
    assert price(item) == 800
    found.is_active = False
    found.save(update_fields=["is_active"])
    assert price(item) == 1000
    offer = promotion(percent=50)
    assert price(item) == 500
    offer.products.add(product())
    assert price(item) == 1000


def test_a_price_that_nobody_knows():
    item = product(price=None)
    assert refused(lambda: price(item)) == "price_unknown"
    assert price(lines=[Ask(item.pk, price=300)]) == 300
    assert price(lines=[Ask(price=250, description="Wrapping")]) == 250


def test_unknown_names_are_refused():
    assert refused(lambda: price(lines=[Ask("no-such-sku")])) == "product_unknown"
    assert refused(lambda: price(product(), channel="moon")) == "channel_unknown"
    asked = Inquiry([Ask(product().pk)], customer=999_999)
    assert refused(lambda: quotes.price_basket(inquiry=asked, now=NOW)) == "customer_unknown"
    assert refused(lambda: quotes.make_quote(inquiry=Inquiry([]), now=NOW)) == "lines_missing"


def test_the_largest_staff_discount():
    item = product(price=1000)
    PricingSettings.objects.update(max_staff_discount=Decimal(10))
    assert price(lines=[Ask(item.pk, staff_percent=Decimal(10))]) == 900
    assert refused(lambda: price(lines=[Ask(item.pk, staff_percent=Decimal("10.01"))])) == "staff_discount_too_large"


def test_queries_do_not_grow_with_the_basket(django_assert_max_num_queries):
    who = customer()
    items = [product() for _ in range(20)]
    for item in items:
        row(price_list(), 10, product=item)
    asked = inquiry(*items, customer=who)
    quotes.price_basket(inquiry=asked, now=NOW)
    with django_assert_max_num_queries(5):
        quotes.price_basket(inquiry=asked, now=NOW)


# --- Signing and expiry ---------------------------------------------------------------------


def test_a_token_leads_to_its_quote_and_no_other():
    made = quote(product())
    assert quotes.read_token(quotes.token(made)) == made
    assert refused(lambda: quotes.read_token(quotes.token(made) + "x")) == "quote_invalid"
    assert refused(lambda: quotes.read_token("")) == "quote_invalid"


def test_an_older_key_still_verifies():
    made = quote(product())
    with override_settings(LINK_KEYS=["old key of links"]):
        told = quotes.token(made)
    with override_settings(LINK_KEYS=["new key of links", "old key of links"]):
        assert quotes.read_token(told) == made
    with override_settings(LINK_KEYS=["new key of links"]):
        assert refused(lambda: quotes.read_token(told)) == "quote_invalid"


def test_what_was_told_cannot_be_changed():
    made = quote(product())
    with pytest.raises(DatabaseError, match="stays as it was told"), transaction.atomic():
        Quote.objects.filter(pk=made.pk).update(total=1)


def test_expiry_is_half_open():
    made = quote(product())
    last = made.valid_until - timedelta(microseconds=1)
    assert refused(lambda: pay(made, occurred_at=made.valid_until, now=made.valid_until)) == "quote_expired"
    assert not Purchase.objects.exists()
    assert pay(made, occurred_at=last, now=made.valid_until + timedelta(days=3)).is_new


def test_quoted_prices_hold_when_lists_change():
    item = product(price=1000)
    found = row(price_list(), 10)
    made = quote(item)
    found.delete()
    item.price = 5000
    item.save(update_fields=["price"])
    assert pay(made).amount == 900


# --- With the sale --------------------------------------------------------------------------


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


def test_a_further_kind_of_target_may_join(monkeypatch):
    """As segments will: registered by whoever brings them, a kind counts among the shared ones."""
    monkeypatch.setattr(targets, "_kinds", dict(targets._kinds))  # undone after the test
    sql = "SELECT 5 WHERE mod(who.id, 2) = 0"
    targets.register(targets.Kind("segment", 50, "Segment", sql, CustomerGroup.objects.all))
    item = product(price=1000)
    row(price_list(("segment", 5)), 10)
    who = [customer(), customer()]
    assert sorted(price(item, customer=one) for one in who) == [900, 1000]
    assert "segment" in dict(targets.choices())


# --- Tiers, merged customers, the personal page ---------------------------------------------


def test_a_tier_is_a_target():
    level = TierLevel.objects.create(code="gold", name="Gold", rank=9)
    who = member()
    TierMembership.objects.create(customer=who, level=level, earned_level=level, since=NOW)
    item = product(price=10_000)
    row(price_list(("tier", level.pk)), 5)
    assert price(item, customer=who) == 9500
    assert price(item, customer=customer()) == 10_000


def test_prices_follow_a_merged_customer():
    who, duplicate = customer(), customer()
    found = coupon(promotion(needs_coupon=True), customer=duplicate, max_uses=None)
    item = product(price=1000)
    row(price_list(("customer", duplicate.pk)), 10)
    made = quote(item, customer=duplicate, coupons=[found.code])
    actor = User.objects.create_user("clerk@example.com", "x")
    merge = Merge(survivor=who, duplicate=duplicate, actor=actor, reason="", now=NOW)
    assert merging.move_prices(merge) == {"coupons": 1, "quotes": 1}
    made.refresh_from_db()
    assert made.customer == who
    assert price(item, customer=who, coupons=[found.code]) == 810


def test_the_personal_page_shows_coupons_and_open_quotes():
    who, other = customer(), customer()
    found = coupon(promotion(needs_coupon=True), customer=who)
    coupon(found.promotion, customer=who, valid_until=NOW)
    coupon(found.promotion, customer=other)
    held = quote(product(), customer=who)
    pay(quote(product(), customer=who))
    shown = memberpage.prices_section(who, NOW)
    assert shown is not None
    assert [one.code for one, _words in shown["coupons"]] == [found.code]
    assert [one for one, _token in shown["quotes"]] == [held]
    assert memberpage.prices_section(customer(), NOW) is None
    assert memberpage.prices_section(other, held.valid_until + timedelta(days=1)) is not None
