"""What receipts earn by their tier: the one that crosses, told together, late, or many in one statement."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from loyalty.models import Entry, TierLevel, TierMembership, TierPeriod
from loyalty.tiers import queries
from sales import services as sales_services
from tests.loyalty.factories import only_rules, rule
from tests.loyalty.tiers import at, buy, gold_member, history, kept_to, ladder, level, long_member, run, settings
from tests.sales.factories import draft, line

pytestmark = pytest.mark.django_db


def test_the_crossing_receipt_by_policy():
    """At the old rate the level begins just after it, at the new rate with it."""
    for crossing, expected in (("old", None), ("new", "gold")):
        TierPeriod.objects.all().delete()
        TierMembership.objects.all().delete()
        TierLevel.objects.all().delete()
        ladder(crossing=crossing)
        who = long_member()
        bought = buy(who, 1000_00, "2026-06-10")
        found = queries.levels_at([(who.pk, bought.occurred_at)])[0]
        assert (found.code if found else None) == expected
        assert queries.levels_at([(who.pk, at("2026-06-10", 5))])[0].code == "gold"


@pytest.mark.parametrize("is_batch", [False, True])
@pytest.mark.parametrize(("crossing", "earned"), [("old", [600, 600, 200]), ("new", [600, 1200, 200])])
def test_receipts_told_together_earn_as_one_by_one(crossing, earned, is_batch):
    """Example 20: the second of three reaches Gold, which doubles."""
    settings(crossing=crossing)
    only_rules()
    rule(1)
    level("gold", 2, min_spend=1000_00, multiplier=Decimal(2))
    who, now = long_member(), at("2026-06-04")
    told = [(600_00, "2026-06-01"), (600_00, "2026-06-02"), (100_00, "2026-06-03")]
    drafts = [draft(line(amount), customer=who.pk, occurred_at=at(day)) for amount, day in told]
    with transaction.atomic():
        for some in [drafts] if is_batch else [[one] for one in drafts]:
            sales_services.record_purchases(drafts=some, now=now)
    grants = Entry.objects.filter(account__customer=who, kind="grant").order_by("occurred_at")
    assert [entry.units for entry in grants] == earned
    assert history(who) == [("gold", "2026-06-02", "reached")]
    assert kept_to(who) == "2027-06-02"


def test_a_late_receipt_that_makes_an_earlier_one_reach():
    """Example 21: the receipts of the member in the order of their times."""
    ladder()
    who = long_member()
    buy(who, 300_00, "2026-05-10")
    buy(who, 100_00, "2026-05-20")
    buy(who, 800_00, "2026-05-03", told=at("2026-06-01"))
    assert (history(who), kept_to(who)) == ([("gold", "2026-05-10", "reached")], "2027-05-10")


def test_a_level_by_units_begins_with_the_receipt_that_reached_it():
    settings()
    only_rules()
    rule(1)
    who = long_member()
    for amount, day in ((600_00, "2026-06-01"), (400_00, "2026-06-02"), (50_00, "2026-06-03")):
        buy(who, amount, day)
    level("gold", 2, min_units=1000)
    run("2026-06-04")
    assert history(who) == [("gold", "2026-06-02", "reached")]


def test_levels_of_many_sales_in_one_statement():
    who, _ = gold_member()
    pairs = [(who.pk, at("2026-06-09")), (who.pk, at("2026-07-01")), (long_member().pk, at("2026-07-01"))]
    with CaptureQueriesContext(connection) as seen:
        found = queries.levels_at(pairs)
    assert [one.code if one else None for one in found] == [None, "gold", None]
    assert len(seen) == 2  # the stamp and the question
    assert queries.current_level(who.pk).code == "gold"


def test_multipliers_are_known():
    ladder()
    assert not queries.has_multipliers()
    TierLevel.objects.filter(code="gold").update(multiplier=Decimal("1.5"))
    assert queries.has_multipliers()
