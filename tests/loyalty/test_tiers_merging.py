"""Who held which level when, of a customer who was recorded twice: one history with the better of both."""

from __future__ import annotations

import importlib
from datetime import timedelta

import pytest
from django.db import connection

from customers.merging import merge_customers
from customers.models import Customer
from loyalty.models import TierLevel, TierPeriod
from loyalty.tiers import reports
from tests.customers.factories import make_user
from tests.loyalty import tiers
from tests.loyalty.factories import NOW, member
from tests.loyalty.tiers import buy, held, long_member

pytestmark = pytest.mark.django_db
UNITE = importlib.import_module("loyalty.migrations.0034_levels_of_merged_records").UNITE
# Level, from, until; in days since NOW. "": a time without a level.
History = list[tuple[str, int, int | None]]
CASES: dict[str, tuple[History, History, History]] = {
    "only the survivor's": ([("gold", -9, -2)], [], [("gold", -9, -2)]),
    "only the duplicate's": ([], [("silver", -9, -5), ("gold", -5, -1)], [("silver", -9, -5), ("gold", -5, -1)]),
    "one after the other": ([("gold", -4, -2)], [("silver", -9, -6)], [("silver", -9, -6), ("gold", -4, -2)]),
    "the better of two": (
        [("silver", -9, -1)], [("gold", -6, -3)], [("silver", -9, -6), ("gold", -6, -3), ("silver", -3, -1)],
    ),
    "the same goes on": ([("gold", -9, -5)], [("gold", -7, -2)], [("gold", -9, -2)]),
    "none is less than any": ([("gold", -9, -7), ("", -7, -1)], [("silver", -8, -3)], [
        ("gold", -9, -7), ("silver", -7, -3), ("", -3, -1),
    ]),
}  # fmt: skip


@pytest.fixture
def levels() -> dict[str, TierLevel]:
    return {
        code: tiers.level(code, rank, min_spend=9_000_000 * rank) for rank, code in enumerate(("silver", "gold"), 1)
    }


def write(who: Customer, history: History, levels: dict[str, TierLevel]) -> None:
    before = None
    for code, begin, end in history:
        TierPeriod.objects.create(
            customer=who, level=levels.get(code), from_level=before, valid_from=NOW + timedelta(days=begin),
            valid_until=None if end is None else NOW + timedelta(days=end), cause="reached", booked_at=NOW,
        )  # fmt: skip
        before = levels.get(code)


def read(who: Customer) -> History:
    rows = TierPeriod.objects.filter(customer=who).select_related("level").order_by("valid_from")
    return [
        (
            row.level.code if row.level else "",
            (row.valid_from - NOW).days,
            None if row.valid_until is None else (row.valid_until - NOW).days,
        )
        for row in rows
    ]


def ups(who: Customer) -> list[tuple[str | None, str | None]]:
    rows = TierPeriod.objects.filter(customer=who).order_by("valid_from")
    return list(rows.values_list("from_level__code", "level__code"))


def merge(one: Customer, two: Customer) -> None:
    merge_customers(survivor=one, duplicate=two, reason="Same", actor=make_user("manager"), now=NOW)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("is_old", [False, True], ids=["merging", "migrating"])
def test_two_histories_become_one(levels: dict[str, TierLevel], case: str, *, is_old: bool) -> None:
    ours, theirs, expected = CASES[case]
    one, two, other = member(), member(), member()
    write(one, ours, levels)
    write(two, theirs, levels)
    write(other, [("gold", -3, None)], levels)
    if is_old:
        Customer.objects.filter(pk=two.pk).update(merged_into=one)
        with connection.cursor() as cursor:
            cursor.execute(UNITE)
    else:
        merge(one, two)
    assert (read(one), read(two), read(other)) == (expected, [], [("gold", -3, None)])
    steps = [code or None for code, _begin, _end in expected]
    assert ups(one) == list(zip([None, *steps[:-1]], steps, strict=True))


def test_a_level_that_goes_on_is_no_new_one() -> None:
    """The duplicate reached Gold on the 10th; merged on the 12th, the one customer has had it since then."""
    tiers.ladder()
    survivor, duplicate = long_member(), long_member()
    buy(survivor, 600_00, "2026-06-08")
    buy(duplicate, 1200_00, "2026-06-10")
    before = reports.moves(tiers.at("2026-06-30"))[-1]
    merge_customers(
        survivor=survivor, duplicate=duplicate, reason="Same", actor=make_user("manager"), now=tiers.at("2026-06-12")
    )
    assert (held(survivor), held(duplicate)) == ("gold", None)
    assert ups(survivor) == [(None, "silver"), ("silver", "gold")]
    periods = TierPeriod.objects.filter(customer=survivor).order_by("valid_from")
    assert [str(row.valid_from.date()) for row in periods] == ["2026-06-08", "2026-06-10"]
    assert (before.up, reports.moves(tiers.at("2026-06-30"))[-1].up) == (2, 2)
