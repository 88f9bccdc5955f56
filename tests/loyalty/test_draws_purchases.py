"""Chances by purchases: amounts, pieces, receipts, days, returns, amended orders."""

from __future__ import annotations

from datetime import timedelta

import pytest

from customers.models import Customer
from loyalty import asking
from loyalty.draws import entering
from loyalty.models import DrawEntry
from sales import services
from sales.drafts import PurchaseDraft
from tests.loyalty.draws import (
    CLOSES,
    INSIDE,
    OPENS,
    bring_back,
    buy,
    chances,
    published,
    sign_up,
)
from tests.sales.factories import customer, line, product
from tests.sales.factories import draft as receipt

pytestmark = pytest.mark.django_db


class TestPurchases:
    """The table of docs/algorithms/draws.md by its numbers."""

    def test_1_and_2_per_amount(self):
        draw = published(by_purchase=True, step=1000)
        buy(customer(display_name="a"), line(4999))
        buy(customer(display_name="b"), line(5000))
        buy(customer(display_name="c"), line(999))
        assert chances(draw) == {"a": 4, "b": 5}

    @pytest.mark.parametrize(("on_return", "left"), [("proportion", {"a": 2}), ("whole", {})])
    def test_3_and_4_returned(self, on_return, left):
        draw = published(by_purchase=True, step=1000, on_return=on_return)
        bought = buy(customer(display_name="a"), line(2500), line(2500))
        bring_back(bought, {1: 1})
        assert chances(draw) == left
        assert DrawEntry.objects.get().chances == 5

    def test_5_pieces(self):
        draw = published(by_purchase=True, counts="piece", step=2)
        bought = buy(customer(display_name="a"), line(7000, 7))
        assert DrawEntry.objects.get().kept == 3
        bring_back(bought, {1: 2})
        assert chances(draw) == {"a": 2}

    def test_6_minimum(self):
        draw = published(by_purchase=True, step=1000, minimum_spend=3000)
        bought = buy(customer(display_name="a"), line(2500), line(1000))
        buy(customer(display_name="b"), line(2999))
        assert DrawEntry.objects.get().kept == 3
        bring_back(bought, {2: 1})
        assert chances(draw) == {}

    @pytest.mark.parametrize(("counts", "expected"), [("receipt", 3), ("day", 2), ("once", 1)])
    def test_7_by_receipt_by_day_once(self, counts, expected):
        draw, who = published(by_purchase=True, counts=counts), customer(display_name="a")
        for at in (INSIDE, INSIDE + timedelta(hours=1), INSIDE + timedelta(days=1)):
            buy(who, line(100), at=at)
        assert chances(draw) == {"a": expected}

    def test_all_ways_add_up_to_the_limit(self):
        draw, who = published(by_purchase=True, step=100, max_chances=10), customer(display_name="a")
        buy(who, line(500))
        sign_up(draw, who)
        other = customer(display_name="b")
        buy(other, line(5000))
        assert chances(draw) == {"a": 6, "b": 10}

    def test_only_what_qualifies(self):
        wanted, other = product(), product()
        draw = published(by_purchase=True, step=1000, products=[wanted.pk])
        buy(customer(display_name="a"), line(2000, product=wanted.sku), line(9000, product=other.sku))
        buy(customer(display_name="b"), line(9000, product=other.sku))
        assert chances(draw) == {"a": 2}

    def test_only_in_the_period_and_told_in_time(self):
        draw = published(by_purchase=True, step=1000, freezes_at=CLOSES + timedelta(hours=2))
        buy(customer(), line(5000), at=OPENS - timedelta(seconds=1))
        buy(customer(), line(5000), at=CLOSES)
        late = receipt(line(5000), customer=customer(display_name="a").pk, occurred_at=CLOSES - timedelta(seconds=1))
        services.record_purchase(draft=late, now=CLOSES + timedelta(hours=1))
        too_late = receipt(line(5000), customer=customer().pk, occurred_at=INSIDE)
        services.record_purchase(draft=too_late, now=CLOSES + timedelta(hours=2))
        assert chances(draw) == {"a": 5}

    def test_nobody_anonymous_and_nobody_of_the_staff(self):
        published(by_purchase=True, step=1000)
        services.record_purchase(draft=receipt(line(5000), occurred_at=INSIDE), now=INSIDE)
        buy(customer(is_staff_customer=True), line(5000))
        buy(customer(is_test=True), line(5000))
        assert not DrawEntry.objects.exists()

    def test_staff_who_were_flagged_later_are_left_out_at_the_freeze(self):
        draw, who = published(), customer()
        sign_up(draw, who)
        Customer.objects.filter(pk=who.pk).update(is_staff_customer=True)
        assert chances(draw) == {}

    def test_an_amended_order_counts_as_it_stands(self):
        draw = published(by_purchase=True, step=1000)
        a, b = customer(display_name="a"), customer(display_name="b")
        told = {"source": "web", "number": "1", "occurred_at": INSIDE, "is_open": True}
        row = services.record_purchase(draft=PurchaseDraft(lines=(line(5000),), customer=a.pk, **told), now=INSIDE)
        services.amend_purchase(
            purchase=row, draft=PurchaseDraft(lines=(line(8000),), customer=b.pk, **told), now=INSIDE
        )
        assert chances(draw) == {"b": 8}

    def test_an_amended_order_that_no_longer_qualifies(self):
        draw, who = published(by_purchase=True, step=1000), customer(display_name="a")
        told = {"source": "web", "number": "1", "occurred_at": INSIDE, "is_open": True, "customer": who.pk}
        row = services.record_purchase(draft=PurchaseDraft(lines=(line(5000),), **told), now=INSIDE)
        services.amend_purchase(purchase=row, draft=PurchaseDraft(lines=(line(500),), **told), now=INSIDE)
        assert chances(draw) == {}

    def test_told_twice_is_told_once(self):
        draw, who = published(by_purchase=True, step=1000), customer(display_name="a")
        told = receipt(line(5000), customer=who.pk, occurred_at=INSIDE)
        for _ in range(2):
            services.record_purchase(draft=told, now=INSIDE)
        assert chances(draw) == {"a": 5}

    def test_many_at_once_take_as_many_statements_as_one(self, django_assert_max_num_queries):
        draw = published(by_purchase=True, step=1000)
        rows = [buy(customer(), line(5000)) for _ in range(5)]
        DrawEntry.objects.all().delete()
        change = entering.Change(now=INSIDE, created=[row.pk for row in rows])
        with django_assert_max_num_queries(5):  # one asks who is on the staff
            entering.entry_hook(change)
        assert DrawEntry.objects.filter(draw=draw).count() == 5

    def test_nothing_more_is_asked_while_no_draw_runs(self, django_assert_num_queries):
        row = buy(customer(), line(5000))
        change = entering.Change(now=INSIDE, created=[row.pk])
        assert asking.of(change)
        with django_assert_num_queries(0):
            entering.entry_hook(change)
