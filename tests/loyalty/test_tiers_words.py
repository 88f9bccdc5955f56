"""What a member is told of their level: what keeps it, to the cent, and once that it will be lost."""

from __future__ import annotations

import pytest
from django.utils import translation

from customers.models import TimelineEntry
from loyalty.tiers import standing, wording
from tests.loyalty.tiers import at, bring_back, buy, gold_member, ladder, long_member, run

pytestmark = pytest.mark.django_db


def keeps(who, day: str) -> tuple[int, str, str]:
    """(missing money, last day, in words)"""
    found = standing.standing_of(who.pk, at(day))
    assert found
    assert found.keep
    return found.keep.missing.spend, str(found.keep.last_on), wording.keeping(found.keep, "Gold")


def test_what_keeps_the_level_in_words():
    """Example 17; and 12: what is told is the sure day, in the days of grace their end."""
    ladder(window="year", keeps="years", keeps_n=1)
    who = long_member()
    buy(who, 1000_00, "2026-11-20")
    buy(who, 580_00, "2027-03-01")
    text = "$420.00 more by 31 Dec 2027 keeps Gold."
    assert keeps(who, "2027-12-01") == (420_00, "2027-12-31", text)
    with translation.override("zh-hans"):
        assert keeps(who, "2027-12-01")[2].startswith("在 2027年12月31日 前再满")
    assert keeps(who, "2028-01-01")[:2] == (420_00, "2028-01-14")


def test_a_cent_is_told():
    """Example 12, in words; example 8: the progress."""
    who, bought = gold_member()
    bring_back(bought, 1, "2026-06-11")
    found = standing.standing_of(who.pk, at("2026-06-12"))
    assert found.member.measures.spend == 999_99
    buy(who, 999_99, "2027-06-01")
    assert keeps(who, "2027-06-02")[:2] == (1, "2027-06-10")
    assert keeps(who, "2027-06-11")[:2] == (1, "2027-06-24")


def test_told_once_that_a_level_will_be_lost():
    who, _ = gold_member()
    buy(who, 580_00, "2026-07-01")
    for day in ("2027-05-11", "2027-05-12", "2027-05-13"):
        run(day)
    notices = TimelineEntry.objects.filter(customer=who, verb="tier.notice")
    assert [row.data["spend"] for row in notices] == [420_00]
    assert notices[0].data["last"] == "2027-06-10"
    assert str(notices[0].at.date()) == "2027-05-12"
