"""The figures count exactly those whom the customers app counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from customers.models import Customer, Membership
from loyalty.costs.services import post_cost
from loyalty.metrics import recompute, reports
from loyalty.metrics.touch import touch
from loyalty.models import CustomerMetrics, Programme, TierPeriod
from loyalty.tiers import reports as tier_reports
from tests.loyalty.factories import NOW, bring, key, member
from tests.loyalty.figuring import buy, one
from tests.loyalty.tiers import ladder
from tests.sales import factories as sales

pytestmark = pytest.mark.django_db
AS_OF = date(2026, 3, 15)
ROOT = Path(__file__).resolve().parent.parent.parent


def of_every_kind(survivor: Customer) -> Iterator[Customer]:
    """Test customers, staff, merged and erased ones, and those who are two of these at once."""
    for facts in (
        {"is_test": True}, {"is_staff_customer": True}, {"merged_into": survivor}, {"erased_at": NOW},
        {"is_test": True, "merged_into": survivor}, {"is_test": True, "is_staff_customer": True},
    ):  # fmt: skip
        yield sales.customer(**facts)


def test_who_counts_is_who_the_customers_app_says_counts() -> None:
    """Buyers or not, merged and erased ones too, after a full and after an incremental run."""
    ana = sales.customer()
    for who in of_every_kind(ana):
        buy(who, AS_OF)
    list(of_every_kind(ana))
    Customer.objects.update(created_at=NOW)
    recompute.full(as_of=AS_OF, now=NOW)
    counted = set(Customer.objects.counted().values_list("pk", flat=True))
    assert set(CustomerMetrics.objects.values_list("pk", flat=True)) == counted
    assert len(counted) == 3
    touch(Customer.objects.values_list("pk", flat=True))
    recompute.incremental(now=NOW)
    assert set(CustomerMetrics.objects.values_list("pk", flat=True)) == counted


def test_friends_are_those_who_count() -> None:
    """Whoever was merged is the survivor: Bea herself, though recorded three times, is one friend."""
    ana, bea = member(), sales.customer()
    for friend in (bea, *of_every_kind(bea)):
        bring(ana, friend)
    assert one(ana).referrals == 2


def test_costs_are_of_those_who_count() -> None:
    """Of nobody in particular, of the survivor, of the two merged into them, of the erased one: each bit is one."""
    Programme.objects.update(minimum_n=1)
    ana = sales.customer()
    buy(ana, AS_OF)
    whose: list[Customer | None] = [None, ana, *of_every_kind(ana)]
    for bit, who in enumerate(whose):
        told: dict[str, Any] = {"key": key(), "kind": "gift", "amount": 2**bit, "at": NOW - timedelta(days=1)}
        post_cost(**told, customer_id=who.pk if who else None)
    recompute.full(as_of=AS_OF, now=NOW)
    found = reports.figures(AS_OF)
    kept = sum(2**bit for bit, who in enumerate(whose) if who is None or not (who.is_test or who.is_staff_customer))
    kept += 2 ** whose.index(next(who for who in whose if who and who.is_test and who.merged_into_id))
    assert found["costs_posted"].value == kept
    assert found["profit_cost"].value == kept


def test_levels_are_held_and_reached_by_those_who_count() -> None:
    """Of a merged one the membership has moved; what history stays with the old record is nobody's any more."""
    gold = ladder()["gold"]
    ana = sales.customer()
    for who in (ana, *of_every_kind(ana)):
        Membership.objects.create(customer=who, terms_version="1", enrolled_at=NOW, state_since=NOW)
        TierPeriod.objects.create(customer=who, level=gold, valid_from=NOW, cause="reached", booked_at=NOW)
    counted = Customer.objects.counted().count()
    assert sum(rung.members for rung in tier_reports.rungs(NOW)) == counted == 2
    assert tier_reports.moves(NOW)[-1].up == counted


def test_the_rule_stands_in_one_place() -> None:
    """SQL of figures takes it from `customers.querysets`, where the queryset has it from too."""
    sources = [
        path
        for room in ("loyalty/metrics", "loyalty/costs", "loyalty/tiers", "loyalty/views/reporting")
        for path in (ROOT / room).rglob("*.py")
    ]
    assert len(sources) > 40
    assert [str(path) for path in sources if "is_staff_customer" in path.read_text()] == []
