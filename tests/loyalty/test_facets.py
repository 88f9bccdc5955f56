"""Segments by units, levels and figures; and how what happens in loyalty reaches them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from customers.models import SegmentTouch
from customers.segments import facets, refreshing
from loyalty.metrics import recompute
from loyalty.models import CustomerMetrics, Promotion
from tests.customers.segmenting import condition, fits, make_segment, members
from tests.loyalty.factories import NOW, grant, lot, member, opening, redeem
from tests.loyalty.pricing_factories import coupon, promotion
from tests.loyalty.tiers import buy, ladder, long_member
from tests.sales.factories import purchase

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def test_balances() -> None:
    rich, poor, none = member(), member(), member()
    grant(rich, 100)
    grant(poor, 10)
    everybody = (rich, poor, none)
    assert fits(condition("loyalty.balance_points", "ge", 100), *everybody, now=NOW) == [True, False, False]
    assert fits(condition("loyalty.balance_points", "lt", 100), *everybody, now=NOW) == [False, True, True]
    assert fits(condition("loyalty.balance_points", "eq", 0), *everybody, now=NOW) == [False, False, True]


def test_units_about_to_expire() -> None:
    soon, later, never = member(), member(), member()
    opening(soon, lot(50, NOW + timedelta(days=10)))
    opening(later, lot(50, NOW + timedelta(days=40)))
    opening(never, lot(50))
    everybody = (soon, later, never)

    def expiring(**value: Any) -> list[bool]:
        return fits(condition("loyalty.expiring_points", "has", value), *everybody, now=NOW)

    assert expiring(days=30) == [True, False, False]
    assert expiring(days=10) == [False, False, False]
    assert expiring(days=11) == [True, False, False]
    assert expiring(days=30, times=51) == [False, False, False]
    assert expiring() == [True, True, False]


def test_coupons_about_to_expire() -> None:
    """Those of a customer that can still be used; whichever ends first, coupon or promotion."""
    lasting, ending = promotion(), promotion()
    Promotion.objects.filter(pk=ending.pk).update(valid_until=NOW + timedelta(days=5))
    soon, later, spent, off, promoted, none = (member() for _ in range(6))
    for who, of, days, told in (
        (soon, lasting, 5, {}), (later, lasting, 40, {}), (spent, lasting, 5, {"uses": 1}),
        (off, lasting, 5, {"cancelled_at": NOW}), (promoted, ending, 40, {}),
    ):  # fmt: skip
        coupon(of, customer_id=who.pk, valid_until=NOW + timedelta(days=days), **told)
    coupon(lasting, valid_until=NOW + timedelta(days=5))
    everybody = (soon, later, spent, off, promoted, none)

    def expiring(op: str = "has", **value: Any) -> list[bool]:
        return fits(condition("loyalty.expiring_coupons", op, value), *everybody, now=NOW)

    assert expiring(days=7) == [True, False, False, False, True, False]
    assert expiring("has_not", days=7) == [False, True, True, True, False, True]
    assert expiring(days=5) == [False] * 6
    assert expiring() == [True, True, False, False, True, False]
    assert expiring(days=7, times=2) == [False] * 6


def test_a_change_of_the_balance_is_told() -> None:
    who = member()
    segment = make_segment(condition("loyalty.balance_points", "ge", 50), now=NOW)
    SegmentTouch.objects.all().delete()
    grant(who, 60)
    assert refreshing.refresh(now=NOW).touched == 1
    assert members(segment) == {who.pk}
    redeem(who, 20)
    refreshing.refresh(now=NOW)
    assert members(segment) == set()


def test_levels() -> None:
    levels = ladder()
    who, other = long_member(), long_member()
    segment = make_segment(condition("loyalty.level", "filled"))
    buy(who, 10_000_000, "2026-03-01")
    refreshing.refresh(now=NOW)
    assert members(segment) == {who.pk}
    assert other.pk not in members(segment)
    assert levels


def test_figures_and_the_sales_behind_them() -> None:
    """A sale reaches segments with the figures: whoever was touched goes on to them in the same transaction."""
    who, other = member(), member()
    recompute.full(as_of=TODAY, now=NOW)
    segment = make_segment(
        {"all": [condition("loyalty.visits", "ge", 1), condition("sales.bought", "has", {})]}, now=NOW
    )
    SegmentTouch.objects.all().delete()
    purchase(customer=who.pk, occurred_at=NOW, now=NOW)
    SegmentTouch.objects.all().delete()
    assert refreshing.refresh(now=NOW).touched == 0
    recompute.incremental(now=NOW)
    assert refreshing.refresh(now=NOW).touched == 1
    assert members(segment) == {who.pk}
    assert other.pk not in members(segment)


def test_new_figures_of_everybody_make_every_rule_due() -> None:
    segment = make_segment(condition("loyalty.stage", "filled"), now=NOW)
    assert refreshing.refresh(now=NOW).full == []
    recompute.full(as_of=TODAY, now=NOW)
    assert refreshing.refresh(now=NOW).full == [segment.pk]
    assert refreshing.refresh(now=NOW).full == []


def test_every_figure_is_a_column() -> None:
    columns = {field.column for field in CustomerMetrics._meta.concrete_fields}
    told = [facet for facet in facets.catalogue().values() if str(facet.group) == "Figures"]
    assert len(told) > 20
    assert {facet.code.removeprefix("loyalty.") for facet in told} <= columns
    values = {"number": 1, "money": 1, "date": "2026-01-01"}
    for facet in told:
        op = {"boolean": "yes", "choice": "filled", "date": "since"}.get(facet.kind.value, "ge")
        make_segment(condition(facet.code, op, values.get(facet.kind.value)), now=NOW)
