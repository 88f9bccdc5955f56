"""The worked examples of docs/algorithms/tiers.md: reaching, keeping and losing a level."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from core.errors import DomainError
from customers import services as customer_services
from customers.merging import merge_customers
from customers.models import TimelineEntry
from loyalty.models import TierLevel, TierMembership, TierPeriod
from loyalty.tiers import recompute, services
from tests.customers.factories import make_user
from tests.loyalty.factories import only_rules, redeem, rule
from tests.loyalty.tiers import (
    at,
    bring_back,
    buy,
    gold_member,
    held,
    history,
    kept_to,
    ladder,
    level,
    long_member,
    run,
    settings,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("amount", "expected"),
    [(499_99, None), (500_00, "silver"), (999_99, "silver"), (1000_00, "gold"), (1000_01, "gold")],
)
def test_borders(amount, expected):
    """Examples 1 to 4: exactly at the threshold is reached."""
    ladder()
    who = long_member()
    buy(who, amount, "2026-06-10")
    assert held(who) == expected


def test_one_event_for_the_highest_level():
    """Example 5."""
    ladder()
    who = long_member()
    buy(who, 6000_00, "2026-06-10")
    assert held(who) == "platinum"
    assert history(who) == [("platinum", "2026-06-10", "reached")]
    events = TimelineEntry.objects.filter(customer=who, verb__startswith="tier.")
    assert [(row.verb, row.data["level"]) for row in events] == [("tier.reached", "Platinum")]


def test_redeeming_never_lowers():
    """Example 6, with a level that asks for units."""
    settings()
    only_rules()
    rule(1)
    level("gold", 2, min_units=1000)
    who = long_member()
    buy(who, 1000_00, "2026-06-10")
    assert held(who) == "gold"
    redeem(who, 500, now=at("2026-06-11"))
    run("2026-06-12")
    assert held(who) == "gold"
    standing = services.terms().ladder  # the measures are what was earned, not what is left
    assert standing.needs_units


def test_a_return_lowers_progress_not_the_level():
    """Examples 7 and 8."""
    who, bought = gold_member()
    bring_back(bought, 1, "2026-06-11")
    run("2026-06-12")
    assert (held(who), kept_to(who)) == ("gold", "2027-06-10")


def test_one_step_down_after_the_grace():
    """Example 9: the last day of grace is the 24th."""
    who, _ = gold_member()
    run("2027-06-24")
    assert held(who) == "gold"
    run("2027-06-25")
    assert (held(who), kept_to(who)) == ("silver", "2028-06-10")
    assert history(who) == [("gold", "2026-06-10", "reached"), ("silver", "2027-06-25", "lowered")]


def test_down_to_the_computed_level():
    """Example 10."""
    who, _ = gold_member()
    settings(downgrade="computed")
    run("2027-06-25")
    assert held(who) is None
    assert history(who)[-1] == (None, "2027-06-25", "lowered")


def test_bought_in_the_days_of_grace():
    """Example 11."""
    who, _ = gold_member()
    buy(who, 1000_00, "2027-06-24")
    run("2027-06-25")
    assert (held(who), kept_to(who)) == ("gold", "2028-06-10")
    assert len(history(who)) == 1


def test_a_cent_too_little_does_not_keep():
    """Example 12; the receipt itself finds that the period is over, no sweep is needed."""
    who, _ = gold_member()
    buy(who, 999_99, "2027-06-01")
    run("2027-06-25")
    assert held(who) == "silver"


def test_a_receipt_that_is_told_late():
    """Example 13."""
    ladder()
    who = long_member()
    buy(who, 1000_00, "2026-05-03", told=at("2026-06-01"))
    assert (held(who), kept_to(who)) == ("gold", "2027-05-03")
    assert history(who) == [("gold", "2026-05-03", "reached")]


def test_given_by_hand():
    """Example 14."""
    levels = ladder()
    who = long_member()
    services.give_level(
        customer=who, level=levels["gold"], until=date(2026, 12, 31), reason="Press", actor=None, now=at("2026-06-10")
    )
    run("2026-07-01")
    run("2026-12-31", hour=3)
    assert held(who) == "gold"
    run("2027-01-01", hour=12)
    assert held(who) is None
    assert history(who) == [("gold", "2026-06-10", "given"), (None, "2027-01-01", "ended")]
    assert TierMembership.objects.get(pk=who.pk).manual_reason == ""


def test_a_given_level_needs_a_reason_and_a_day_to_come():
    levels = ladder()
    who = long_member()
    told = {"customer": who, "level": levels["gold"], "actor": None, "now": at("2026-06-10")}
    with pytest.raises(DomainError, match="why"):
        services.give_level(until=date(2026, 12, 31), reason=" ", **told)
    with pytest.raises(DomainError, match="past"):
        services.give_level(until=date(2026, 6, 9), reason="Press", **told)
    with pytest.raises(DomainError, match="given by hand"):
        services.take_level(customer=who, reason="Over", actor=None, now=at("2026-06-10"))


def test_an_earned_level_beats_a_given_one_and_outlasts_it():
    levels = ladder()
    who = long_member()
    services.give_level(
        customer=who, level=levels["silver"], until=date(2026, 12, 31), reason="Press", actor=None, now=at("2026-06-10")
    )
    buy(who, 1000_00, "2026-07-01")
    assert held(who) == "gold"
    services.take_level(customer=who, reason="Over", actor=None, now=at("2026-07-02"))
    assert held(who) == "gold"
    assert [row[0] for row in history(who)] == ["silver", "gold"]


def test_a_raised_threshold_waits_for_the_end_of_the_period():
    """Example 15."""
    who, _ = gold_member()
    TierLevel.objects.filter(code="gold").update(min_spend=2000_00)
    run("2026-07-01")
    run("2027-06-24")
    assert held(who) == "gold"
    buy(who, 1500_00, "2027-06-24")
    run("2027-06-25")
    assert held(who) == "silver"


def test_a_lowered_threshold_raises_at_the_next_recompute():
    ladder()
    who = long_member()
    buy(who, 900_00, "2026-06-10")
    TierLevel.objects.filter(code="gold").update(min_spend=900_00)
    settings(terms_since=at("2026-06-20"))
    run("2026-06-21")
    assert history(who) == [("silver", "2026-06-10", "reached"), ("gold", "2026-06-20", "reached")]


def test_the_calendar_year():
    """Example 16: reached in 2026, kept through 2027, renewed or lost by what 2027 brings."""
    ladder(window="year", keeps="years", keeps_n=1, grace_days=0)
    who, other = long_member(), long_member()
    for one in (who, other):
        buy(one, 1000_00, "2026-11-20")
        assert (held(one), kept_to(one)) == ("gold", "2027-12-31")
    buy(who, 1000_00, "2027-12-31")
    buy(other, 999_99, "2027-12-31")
    run("2028-01-01", hour=12)
    assert (held(who), kept_to(who)) == ("gold", "2028-12-31")
    assert held(other) == "silver"


def test_purchases_that_came_back_whole_do_not_count():
    """Example 18."""
    settings()
    level("regular", 1, min_purchases=3)
    who, other = long_member(), long_member()
    for day in ("2026-06-01", "2026-06-02"):
        buy(who, 10_00, day)
        last = buy(other, 10_00, day)
    bring_back(last, 10_00, "2026-06-02")
    buy(who, 10_00, "2026-06-03")
    buy(other, 10_00, "2026-06-03")
    assert (held(who), held(other)) == ("regular", None)


def test_one_of_the_thresholds():
    """Example 19."""
    settings()
    level("regular", 1, min_spend=1000_00, min_purchases=10, needs_all=False)
    who = long_member()
    for day in range(1, 11):
        assert held(who) is None
        buy(who, 1_00, f"2026-06-{day:02d}")
    assert held(who) == "regular"


def test_everybody_has_a_level_without_thresholds():
    settings()
    level("member", 1)
    who = long_member()
    run("2026-06-10")
    assert (held(who), kept_to(who)) == ("member", None)


def test_who_leaves_has_no_level_and_comes_back_measured():
    who, _ = gold_member()
    customer_services.leave(customer=who, reason="Moved", actor=None, now=at("2026-07-01"))
    assert held(who) is None
    customer_services.enrol(customer=who, terms_version="1", where="shop", actor=None, now=at("2026-08-01"))
    assert history(who) == [
        ("gold", "2026-06-10", "reached"), (None, "2026-07-01", "left"), ("gold", "2026-08-01", "reached")
    ]  # fmt: skip


def test_several_periods_are_gone_through_when_nobody_looked():
    who, _ = gold_member()
    run("2029-01-01")
    assert history(who) == [
        ("gold", "2026-06-10", "reached"), ("silver", "2027-06-25", "lowered"), (None, "2028-06-25", "lowered")
    ]  # fmt: skip


def test_periods_cannot_overlap():
    who, _ = gold_member()
    with pytest.raises(IntegrityError, match="tier_periods_do_not_overlap"), transaction.atomic():
        TierPeriod.objects.create(
            customer=who, valid_from=at("2026-06-09"), valid_until=at("2026-06-11"), cause="given",
            booked_at=at("2026-06-09"),
        )  # fmt: skip


def test_a_second_run_changes_nothing():
    who, _ = gold_member()
    run("2027-06-25")
    before = list(TierPeriod.objects.values()), list(TierMembership.objects.values())
    again = recompute.recompute(now=at("2027-06-25"))
    assert again is not None
    assert again.moved == 0
    assert (list(TierPeriod.objects.values()), list(TierMembership.objects.values())) == before
    assert held(who) == "silver"


def test_a_merge_keeps_the_better_level_and_counts_together():
    ladder()
    survivor, duplicate = long_member(), long_member()
    buy(survivor, 600_00, "2026-06-10")
    buy(duplicate, 600_00, "2026-06-11")
    assert (held(survivor), held(duplicate)) == ("silver", "silver")
    merge_customers(
        survivor=survivor, duplicate=duplicate, reason="Same", actor=make_user("manager"), now=at("2026-06-12")
    )
    assert (held(survivor), held(duplicate)) == ("gold", None)
