"""What sums say: the reference figures, intervals, differences, small groups, drivers and break points. No database."""

from __future__ import annotations

import random

import numpy as np
import pytest

from surveys.figures import breakpoints, drivers, guarding, tallies
from surveys.figures.breakpoints import At
from surveys.figures.tallies import Tally


def tally(high: float, middle: float, low: float) -> Tally:
    n = high + middle + low
    return Tally(int(n), high, middle, low, n)


# --- The figures of docs/algorithms/survey-figures.md --------------------------------------


@pytest.mark.parametrize(
    ("counts", "value", "low", "high"),
    [
        ((50, 30, 20), 30, 29.1 - 15.1, 29.1 + 15.1),
        ((5, 3, 2), 30, 23.1 - 42.1, 23.1 + 42.1),
        ((10, 0, 0), 100, 76.9 - 29.4, 100),
    ],
)
def test_nps_has_the_interval_of_the_reference(counts: tuple, value: float, low: float, high: float) -> None:
    found = tallies.score("nps", tally(*counts))
    assert found is not None
    assert found.value == pytest.approx(value)
    assert (found.low, found.high) == (pytest.approx(low, abs=0.1), pytest.approx(high, abs=0.1))


def test_no_answers_are_no_score_and_not_nought() -> None:
    assert tallies.score("nps", Tally()) is None


def test_satisfaction_is_the_share_of_four_and_five() -> None:
    found = tallies.score("csat", tally(80, 10, 10))
    assert found is not None
    assert (found.unit, found.value) == ("share", 0.8)
    assert (round(found.low, 3), round(found.high, 3)) == (0.71, 0.867)


def test_effort_is_a_mean() -> None:
    # 7, 5, 3, 1
    found = tallies.score("ces", Tally(4, 2, 0, 2, 4, 16, 84))
    assert found is not None
    assert (found.value, round(found.high - found.value, 2)) == (4, 2.53)


def test_a_weighted_score_has_the_interval_of_its_effective_number() -> None:
    """The shape of an airport's survey: answers weighted by how many flew."""
    weighted = Tally(100, 75, 30, 45, 400, 0, 0)
    assert weighted.effective == pytest.approx(56.25)
    found, equal = tallies.score("nps", weighted), tallies.score("nps", tally(50, 20, 30))
    assert found is not None
    assert equal is not None
    assert found.value == equal.value == 20
    assert found.high - found.low > equal.high - equal.low


def test_a_difference_is_certain_only_with_enough_answers() -> None:
    few = tallies.difference("nps", tally(5, 3, 2), tally(3, 3, 4))
    many = tallies.difference("nps", tally(500, 300, 200), tally(300, 300, 400))
    assert few is not None
    assert many is not None
    assert (few.change, few.is_significant) == (pytest.approx(40), False)
    assert (many.change, many.is_significant) == (pytest.approx(40), True)
    same = tallies.difference("nps", tally(50, 30, 20), tally(50, 30, 20))
    assert same is not None
    assert (same.change, same.p) == (0, 1)


# --- Small groups ------------------------------------------------------------------------


def test_no_group_is_shown_that_is_too_small_or_follows_from_the_others() -> None:
    assert guarding.shown({"a": 10, "b": 8, "c": 2}, 20, 5, is_exclusive=True) == {"a"}
    assert guarding.shown({"a": 10, "b": 8}, 18, 5, is_exclusive=True) == {"a", "b"}
    assert guarding.shown({"a": 3}, 3, 5, is_exclusive=True) == set()
    # Members of a group, and so few who are not that they could be named.
    assert guarding.shown({"a": 18}, 20, 5, is_exclusive=False) == set()
    assert guarding.shown({"a": 2}, 20, 0, is_exclusive=True) == {"a"}


@pytest.mark.parametrize("seed", range(50))
def test_what_is_hidden_is_never_so_few_that_they_could_be_told(seed: int) -> None:
    chance = random.Random(seed)
    sizes = {str(number): chance.randint(1, 12) for number in range(chance.randint(1, 8))}
    whole = sum(sizes.values())
    shown = guarding.shown(sizes, whole, 5, is_exclusive=True)
    rest = whole - sum(sizes[name] for name in shown)
    assert all(sizes[name] >= 5 for name in shown)
    assert rest == 0 or rest >= 5 or not shown


# --- Drivers -----------------------------------------------------------------------------


def test_two_questions_weigh_what_shapley_says() -> None:
    generator = np.random.default_rng(7)
    one = generator.normal(size=400)
    two = 0.6 * one + generator.normal(size=400)
    y = one + 0.5 * two + generator.normal(size=400)
    table = np.column_stack([one, two])
    r1, r2, both = _r2(one[:, None], y), _r2(two[:, None], y), _r2(table, y)
    weights = drivers.relative_weights(table, y)
    assert weights == pytest.approx([(r1 + both - r2) / 2, (r2 + both - r1) / 2])


def _r2(table: np.ndarray, y: np.ndarray) -> float:
    table = np.column_stack([np.ones(len(y)), table])
    left = y - table @ np.linalg.lstsq(table, y, rcond=None)[0]
    return 1 - float(left @ left) / float(((y - y.mean()) ** 2).sum())


def test_the_question_that_moves_the_score_comes_first() -> None:
    chance = random.Random(1)
    told = {"price": [], "people": [], "rare": []}
    scores = []
    for number in range(200):
        people = chance.randint(1, 5)
        told["people"].append(people)
        told["price"].append(chance.randint(1, 5))
        told["rare"].append(3 if number < 10 else None)
        scores.append(2 * people + chance.randint(-1, 0))
    found = drivers.drivers(scores, told)
    assert [one.key for one in found.drivers] == ["people", "price"]
    assert found.drivers[0].share > 0.95
    assert found.n == 200


def test_of_too_few_answers_nothing_is_said() -> None:
    assert drivers.drivers([1, 9] * 10, {"people": [1, 5] * 10}).drivers == ()
    assert drivers.drivers([5] * 50, {"people": [1, 5] * 25}).drivers == ()


def test_the_same_question_twice_shares_its_weight() -> None:
    values = [float(number % 5) for number in range(100)]
    found = drivers.drivers(values, {"a": values, "b": values})
    assert [round(one.share, 3) for one in found.drivers] == [0.5, 0.5]
    assert found.explained == pytest.approx(1)


# --- Break points ------------------------------------------------------------------------


def test_the_line_has_two_break_points_where_it_collapses_and_where_it_jumps() -> None:
    again = {0: 5, 1: 4, 2: 6, 3: 5, 4: 6, 5: 38, 6: 40, 7: 41, 8: 42, 9: 80, 10: 82}
    line = [At(score, 100, n) for score, n in again.items()]
    assert breakpoints.break_points(line) == breakpoints.BreakPoints(5, 9)


def test_no_break_point_is_named_that_chance_would_make() -> None:
    line = [At(score, 10, n) for score, n in enumerate([4, 5, 5, 4, 6, 5, 6, 5, 6, 6, 6])]
    assert breakpoints.break_points(line) == breakpoints.BreakPoints()
    assert breakpoints.break_points([At(1, 5, 1), At(9, 5, 5)]) == breakpoints.BreakPoints()


def test_the_satisfied_who_left() -> None:
    assert breakpoints.left({"high": (200, 150), "low": (10, 1)}) == 0.25
    assert breakpoints.left({}) is None
