"""The pure rules: borders, windows, periods, what is missing."""

from __future__ import annotations

from datetime import date

import pytest

from loyalty.tiers.rules import Boundary, Ladder, Level, Measures, Policy, State, Window

SILVER = Level(1, "silver", 1, min_spend=500_00)
GOLD = Level(2, "gold", 2, min_spend=1000_00)
PLATINUM = Level(3, "platinum", 3, min_spend=5000_00)
LEVELS = (GOLD, PLATINUM, SILVER)


def ladder(*levels, **policy):
    return Ladder(levels or LEVELS, Policy(**policy))


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(("more", "is_reached"), [(-1, False), (0, True), (1, True)])
def test_every_border(level, more, is_reached):
    assert level.is_reached(Measures(level.min_spend + more)) is is_reached


@pytest.mark.parametrize(
    ("name", "measures"), [("min_units", Measures(units=7)), ("min_purchases", Measures(purchases=7))]
)
def test_borders_of_the_other_measures(name, measures):
    assert not Level(1, "one", 1, **{name: 8}).is_reached(measures)
    assert Level(1, "one", 1, **{name: 7}).is_reached(measures)
    assert Level(1, "one", 1, **{name: 6}).is_reached(measures)


def test_the_highest_reached_counts_whatever_the_order():
    assert ladder().reached(Measures(6000_00)) == PLATINUM
    assert ladder().reached(Measures(499_99)) is None
    assert [level.rank for level in ladder().levels] == [1, 2, 3]


@pytest.mark.parametrize(
    ("lower", "higher", "is_hidden"),
    [
        ({"min_spend": 450}, {"min_spend": 400}, True),
        ({"min_spend": 400}, {"min_spend": 400}, True),
        ({"min_spend": 399}, {"min_spend": 400}, False),
        ({"min_spend": 450}, {"min_units": 1}, False),
        ({}, {"min_spend": 1}, False),
        ({"min_spend": 1}, {}, True),
        ({}, {}, True),
        ({"min_spend": 450}, {"min_spend": 400, "min_purchases": 3}, False),
        ({"min_spend": 450, "min_purchases": 3}, {"min_spend": 400, "min_purchases": 3}, True),
        ({"min_spend": 450}, {"min_spend": 400, "min_purchases": 3, "needs_all": False}, True),
        ({"min_spend": 450, "min_purchases": 2, "needs_all": False}, {"min_spend": 400}, False),
        ({"min_spend": 450, "min_purchases": 4, "needs_all": False},
         {"min_spend": 400, "min_purchases": 3, "needs_all": False}, True),
        ({"min_spend": 450, "is_active": False}, {"min_spend": 400}, False),
        ({"min_spend": 450}, {"min_spend": 400, "is_active": False}, False),
    ],
)  # fmt: skip
def test_a_level_that_nobody_rises_to(lower, higher, is_hidden):
    first, second = Level(1, "silver", 1, **lower), Level(2, "gold", 2, **higher)
    assert ladder(first, second).never_reached() == ([(first, second)] if is_hidden else [])


def test_levels_in_their_order_are_all_reached():
    assert ladder().never_reached() == []


def test_an_inactive_level_is_reached_by_nobody():
    off = Level(3, "platinum", 3, min_spend=5000_00, is_active=False)
    assert ladder(SILVER, GOLD, off).reached(Measures(6000_00)) == GOLD


@pytest.mark.parametrize(
    ("policy", "today", "expected"),
    [
        ({}, date(2026, 6, 10), Window(date(2025, 6, 11), date(2026, 6, 11))),
        ({"window_months": 1}, date(2026, 3, 30), Window(date(2026, 2, 28), date(2026, 3, 31))),
        ({"window": "year"}, date(2026, 1, 1), Window(date(2026, 1, 1), date(2026, 1, 2))),
        ({"window": "year"}, date(2026, 12, 31), Window(date(2026, 1, 1), date(2027, 1, 1))),
        ({"window": "lifetime"}, date(2026, 6, 10), Window(None, date(2026, 6, 11))),
    ],
)
def test_windows(policy, today, expected):
    assert ladder(**policy).window(today) == expected


def test_a_qualifying_day_does_not_count_twice():
    """Reached on the 10th: the period that has to be kept begins on the 11th."""
    found = ladder()
    until = found.kept_until(GOLD, date(2026, 6, 10))
    assert until == date(2027, 6, 11)
    assert found.review_window(until) == Window(date(2026, 6, 11), date(2027, 6, 25))


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ({}, date(2027, 6, 11)),
        ({"keeps_n": 3}, date(2026, 9, 11)),
        ({"keeps": "years", "keeps_n": 1}, date(2028, 1, 1)),
        ({"keeps": "years", "keeps_n": 2}, date(2029, 1, 1)),
        ({"keeps": "always"}, None),
    ],
)
def test_how_long_a_level_is_kept(policy, expected):
    assert ladder(**policy).kept_until(GOLD, date(2026, 6, 10)) == expected


def test_a_year_is_renewed_by_a_year():
    found = ladder(window="year", keeps="years", keeps_n=1, grace_days=0)
    state = State(GOLD, date(2028, 1, 1))
    assert found.boundary(state, date(2027, 12, 31)) is None
    due = found.boundary(state, date(2028, 1, 1))
    assert due == Boundary(date(2028, 1, 1), Window(date(2027, 1, 1), date(2028, 1, 1)))
    assert found.cross(state, due, Measures(1000_00)).keeps_until == date(2029, 1, 1)


@pytest.mark.parametrize(
    ("downgrade", "measures", "expected"),
    [
        ("step", Measures(5000_00), PLATINUM),
        ("step", Measures(4999_99), GOLD),
        ("step", Measures(0), GOLD),
        ("computed", Measures(4999_99), GOLD),
        ("computed", Measures(999_99), SILVER),
        ("computed", Measures(499_99), None),
    ],
)
def test_the_end_of_a_period(downgrade, measures, expected):
    found = ladder(downgrade=downgrade)
    state = State(PLATINUM, date(2026, 6, 11))
    due = found.boundary(state, date(2026, 6, 25))
    after = found.cross(state, due, measures)
    assert after.earned == expected
    assert after.keeps_until == (date(2027, 6, 11) if expected else None)


def test_a_step_never_goes_below_what_was_computed():
    found = ladder(SILVER, GOLD, Level(3, "platinum", 3, min_purchases=10))
    due = found.boundary(State(found.by_id[3], date(2026, 6, 11)), date(2026, 7, 1))
    assert found.cross(State(found.by_id[3], date(2026, 6, 11)), due, Measures(1000_00)).earned == GOLD


def test_given_levels_end_before_a_review_of_the_same_day():
    found = ladder(grace_days=0)
    state = State(SILVER, date(2026, 6, 11), GOLD, date(2026, 6, 11))
    first = found.boundary(state, date(2026, 6, 11))
    assert first == Boundary(date(2026, 6, 11), None)
    then = found.cross(state, first, Measures())
    assert (then.manual, then.earned) == (None, SILVER)
    assert found.boundary(then, date(2026, 6, 11)).review is not None


def test_nobody_is_lowered_by_raising():
    found = ladder()
    state = State(GOLD, date(2027, 6, 11))
    assert found.rising_to(state, Measures(0)) is None
    assert found.rising_to(state, Measures(1000_00)) is None
    assert found.rising_to(state, Measures(5000_00)) == PLATINUM
    risen = State(PLATINUM, date(2027, 7, 2), before=GOLD, before_until=date(2027, 6, 11))
    assert found.risen(state, PLATINUM, date(2026, 7, 1)) == risen


def test_what_is_missing():
    both = Level(1, "both", 1, min_spend=100_00, min_purchases=10)
    either = Level(1, "either", 1, min_spend=100_00, min_purchases=10, needs_all=False)
    half = Measures(spend=80_00, purchases=3)
    assert both.missing(half) == Measures(spend=20_00, purchases=7)
    assert either.missing(half) == Measures(spend=20_00)
    assert (both.percent(half), either.percent(half)) == (30, 80)
    assert either.missing(Measures(purchases=10)) == Measures()
    assert GOLD.missing(Measures(580_00)) == Measures(420_00)
    assert GOLD.percent(Measures(999_99)) == 99
    assert GOLD.percent(Measures(-5)) == 0


def test_a_level_that_asks_nothing_has_no_end():
    everybody = Level(1, "member", 1)
    found = ladder(everybody, GOLD)
    assert found.reached(Measures()) == everybody
    assert found.kept_until(everybody, date(2026, 6, 10)) is None
    assert not found.needs_end(State(everybody))
    assert found.needs_end(State(GOLD))
