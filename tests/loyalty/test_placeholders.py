"""What messages say of points and levels."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from customers.models import Customer
from loyalty.households import services as households
from loyalty.ledger import statement
from loyalty.models import TierLevel, TierMembership
from loyalty.placeholders import levels, points
from messaging import trying
from messaging.templating import Text
from tests.customers.segmenting import condition, fits
from tests.loyalty.factories import NOW, grant, lot, member, opening
from tests.loyalty.test_merging import merge
from tests.loyalty.tiers import gold_member, kept_to, ladder, long_member
from tests.sales.factories import customer

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def told(read: Any, *who: Customer) -> list[dict[str, Any]]:
    found = read([one.pk for one in who], NOW)
    return [{name: value for name, value in found.get(one.pk, {}).items() if value is not None} for one in who]


# --- Points ---------------------------------------------------------------------------------


def test_points_to_spend_and_those_that_expire_soon() -> None:
    soon, later, never, none = member(), member(), member(), customer()
    opening(soon, lot(50, NOW + 10 * DAY), lot(20, NOW + 12 * DAY), lot(5, NOW + 300 * DAY))
    opening(later, lot(50, NOW + 40 * DAY))
    opening(never, lot(50))
    assert told(points, soon, later, never, none) == [
        {"balance": 75, "expiring": 70, "expire_on": "2026-03-25"}, {"balance": 50}, {"balance": 50}, {"balance": 0},
    ]  # fmt: skip


def test_the_same_numbers_as_elsewhere() -> None:
    who = member()
    opening(who, lot(50, NOW + 10 * DAY), lot(7, NOW + 29 * DAY), lot(9, NOW + 30 * DAY))
    (said,) = told(points, who)
    (balance,) = statement.balances(who.pk, NOW)
    assert said["balance"] == balance.available
    for units, expected in ((said["expiring"], True), (said["expiring"] + 1, False)):
        rule = condition("loyalty.expiring_points", "has", {"days": 30, "times": units})
        assert fits(rule, who, now=NOW) == [expected]


def test_what_is_over_counts_no_more_though_nobody_has_booked_it() -> None:
    who = member()
    opening(who, lot(50, NOW + DAY), lot(8))
    assert points([who.pk], NOW + 2 * DAY)[who.pk] == {"balance": 8}


def test_a_household_has_one_pool() -> None:
    holder, child = member(), member()
    grant(holder, 60)
    made = households.create_household(holder=holder, name="Lins", now=NOW, actor=None)
    households.add_member(household=made, customer=child, role="spend", now=NOW, actor=None)
    assert told(points, child, holder) == [{"balance": 60}, {"balance": 60}]


def test_of_two_records_the_survivor_is_told_of_both() -> None:
    one, two = member(), member()
    grant(one, 60)
    grant(two, 5)
    merge(one, two)
    survivor = Customer.objects.get(pk__in=[one.pk, two.pk], merged_into=None)
    assert told(points, survivor) == [{"balance": 65}]


# --- Levels ---------------------------------------------------------------------------------


def test_a_level_until_when_it_is_sure_and_the_next_one() -> None:
    who, _bought = gold_member()
    beginner, guest = long_member(), customer()
    assert told(levels, who, beginner, guest) == [
        {"name": "Gold", "until": kept_to(who), "next": "Platinum"}, {"next": "Silver"}, {},
    ]  # fmt: skip
    TierLevel.objects.filter(code="platinum").update(is_active=False)
    assert told(levels, who) == [{"name": "Gold", "until": kept_to(who)}]


def test_in_the_customer_s_language() -> None:
    who, _bought = gold_member()
    TierLevel.objects.filter(code="gold").update(translations={"zh-hans": {"name": "金卡"}})
    assert told(levels, who)[0]["name"] == "Gold"
    Customer.objects.filter(pk=who.pk).update(language="zh-hans")
    assert told(levels, who)[0]["name"] == "金卡"


@pytest.mark.parametrize(
    ("earned", "kept", "manual", "given", "until"),
    [
        ("gold", "2026-06-01", None, None, "2026-05-31"),
        ("gold", None, None, None, None),
        ("silver", "2026-06-01", "gold", "2026-04-01", "2026-03-31"),
        ("gold", "2026-06-01", "gold", "2026-09-01", "2026-08-31"),
        ("gold", "2026-06-01", "silver", "2027-09-01", "2026-05-31"),
    ],
)
def test_it_is_sure_as_long_as_earned_or_given(
    earned: str, kept: str | None, manual: str | None, given: str | None, until: str | None
) -> None:
    found, who = ladder(), long_member()
    TierMembership.objects.update_or_create(
        customer=who,
        defaults={
            "level": found["gold"], "since": NOW, "earned_level": found[earned], "keeps_until": kept,
            "manual_level": found[manual] if manual else None, "manual_until": given,
            "manual_reason": "given" if manual else "",
        },
    )  # fmt: skip
    assert told(levels, who)[0].get("until") == until


def test_who_has_left_has_no_level() -> None:
    who, _bought = gold_member()
    who.membership.state = "left"
    who.membership.save(update_fields=["state"])
    assert told(levels, who) == [{}]


# --- Both -----------------------------------------------------------------------------------


@pytest.mark.parametrize("read", [points, levels])
def test_one_query_for_many(read: Any) -> None:
    ladder()
    many = [member() for _ in range(50)]
    with CaptureQueriesContext(connection) as queries:
        assert len(read([who.pk for who in many], NOW)) == 50
    assert len(queries) == 1


def test_a_preview_as_a_customer_says_theirs() -> None:
    who = member()
    opening(who, lot(50, NOW + 10 * DAY))
    words = "{{ points.balance }}{% if points.expiring %}, by {{ points.expire_on }} {{ points.expiring }}{% endif %}"
    written = Text("en", words + "{% if level.name %}, {{ level.name }}{% endif %}")
    for one, says in ((who, "50, by 2026-03-25 50"), (member(), "0"), (None, "320, by 2027-03-31 120, Silver")):
        shown = trying.show(written, channel="email", customer=one, now=NOW).rendered
        assert shown
        assert shown.text == says
