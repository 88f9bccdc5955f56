"""Quotes: what they say of prices, stored, signed, honoured until they expire, merged customers, the personal page."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.test import override_settings

from core.models import User
from customers.merging import Merge
from customers.models import CustomerGroup, Membership
from loyalty.models import (
    PricingSettings,
    Quote,
    TierLevel,
    TierMembership,
)
from loyalty.pricing import memberpage, merging, quotes, targets, wording
from loyalty.pricing.quotes import Ask, Inquiry
from sales.models import Purchase
from tests.loyalty.factories import NOW, member
from tests.loyalty.pricing_factories import (
    coupon,
    inquiry,
    pay,
    price,
    price_break,
    price_list,
    promotion,
    quote,
    refused,
    row,
)
from tests.sales.factories import customer, product

pytestmark = pytest.mark.django_db


def florist(**values):
    group, _ = CustomerGroup.objects.get_or_create(name="Florists")
    who = customer(**values)
    who.groups.add(group)
    return who, group


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


def test_a_further_kind_of_target_may_join(monkeypatch):
    """Registered by whoever brings it, a kind counts among the shared ones."""
    monkeypatch.setattr(targets, "_kinds", dict(targets._kinds))  # undone after the test
    sql = "SELECT 5 WHERE mod(who.id, 2) = 0"
    targets.register(targets.Kind("club", 60, "Club", sql, CustomerGroup.objects.all))
    item = product(price=1000)
    row(price_list(("club", 5)), 10)
    who = [customer(), customer()]
    assert sorted(price(item, customer=one) for one in who) == [900, 1000]
    assert "club" in dict(targets.choices())


def test_a_tier_is_a_target():
    level = TierLevel.objects.create(code="gold", name="Gold", rank=9)
    who = member()
    TierMembership.objects.create(customer=who, level=level, earned_level=level, since=NOW)
    item = product(price=10_000)
    row(price_list(("tier", level.pk)), 5)
    assert price(item, customer=who) == 9500
    assert price(item, customer=customer()) == 10_000
    for state, paid in (("suspended", 10_000), ("active", 9500)):
        Membership.objects.filter(pk=who.pk).update(state=state)
        assert price(item, customer=who) == paid


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
    assert [one for one, _token, _is_reserved in shown["quotes"]] == [held]
    assert memberpage.prices_section(customer(), NOW) is None
    assert memberpage.prices_section(other, held.valid_until + timedelta(days=1)) is not None
