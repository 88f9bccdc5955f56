"""Price curves and the quadrant by hand: every number can be checked on paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.words import price_curves, quadrant
from surveys.words.price_curves import NAMES, crossing, curves
from surveys.words.quadrant import Mean, mean_of


def of(*answers: tuple[int, int, int, int]) -> price_curves.Curves:
    counted = {name: [(one[place], 1) for one in answers] for place, name in enumerate(NAMES)}
    found = curves(counted)
    assert found is not None
    return found


def test_the_worked_example_of_the_documentation():
    """Four people; shares in quarters at each price."""
    found = of((10, 20, 30, 40), (20, 30, 40, 50), (10, 30, 50, 60), (30, 40, 50, 70))
    assert found.prices == (10, 20, 30, 40, 50, 60, 70)
    assert found.too_cheap == (1, 0.5, 0.25, 0, 0, 0, 0)
    assert found.cheap == (1, 1, 0.75, 0.25, 0, 0, 0)
    assert found.expensive == (0, 0, 0.25, 0.5, 1, 1, 1)
    assert found.too_expensive == (0, 0, 0, 0.25, 0.5, 0.75, 1)
    assert found.marginal_cheapness == 30  # both a quarter
    assert found.marginal_expensiveness == 40  # both a quarter
    assert found.optimal == 35  # a quarter falls to none, none rises to a quarter
    assert found.indifference == pytest.approx(30 + 10 * 0.5 / 0.75)  # 36.67


def test_everybody_of_one_mind():
    found = of(*[(10, 20, 30, 40)] * 3)
    assert found.n == 3
    # Between 20 and 30 nobody finds it too cheap or too expensive any more: the middle of it is the best price.
    assert found.marginal_cheapness == 20
    assert found.indifference == 25
    assert found.optimal == 25
    assert found.marginal_expensiveness == 30


def test_no_answer_has_no_curves():
    assert curves({}) is None


def test_curves_that_do_not_meet_have_no_crossing():
    assert crossing([1, 2], [1.0, 0.9], [0.0, 0.5]) is None
    assert crossing([1, 2], [0.1, 0.0], [0.5, 1.0]) is None


def test_order_is_strict():
    assert price_curves.is_in_order(1, 2, 3, 4)
    assert not price_curves.is_in_order(1, 1, 3, 4)
    assert not price_curves.is_in_order(4, 3, 2, 1)


@given(
    st.lists(st.lists(st.integers(0, 1000), min_size=4, max_size=4, unique=True).map(sorted), min_size=1, max_size=30)
)
def test_properties(answers):
    found = of(*[tuple(one) for one in answers])
    for name in NAMES:
        shares = getattr(found, name)
        assert all(0 <= share <= 1 for share in shares)
        assert list(shares) == sorted(shares, reverse=name in ("too_cheap", "cheap"))
    assert all(cheap >= too for too, cheap in zip(found.too_cheap, found.cheap, strict=True))
    low, high = found.marginal_cheapness, found.marginal_expensiveness
    assert low is not None
    assert high is not None
    for point in (found.optimal, found.indifference):
        assert point is not None
        assert found.prices[0] <= point <= found.prices[-1]
    assert low <= high
    assert len(found.drawn) <= price_curves.DRAWN


# --- What matters -------------------------------------------------------------------------


def test_means_of_counts():
    told = mean_of([(1, 1), (5, 3)])
    assert told == Mean(4.0, 4, pytest.approx(3**0.5))
    assert mean_of([]) is None


def test_four_fields_by_the_means_of_all():
    importance = {
        "quality": Mean(4.8, 9, 0),
        "speed": Mean(4.6, 9, 0),
        "image": Mean(2.0, 9, 0),
        "social": Mean(2.6, 9, 0),
    }
    satisfaction = {
        "quality": Mean(4.5, 9, 0),
        "speed": Mean(2.5, 9, 0),
        "image": Mean(4.4, 9, 0),
        "social": Mean(2.6, 8, 0),
    }
    found = quadrant.quadrant(importance, satisfaction)
    assert found is not None
    assert (found.border_importance, found.border_satisfaction) == (pytest.approx(3.5), pytest.approx(3.5))
    assert [(one.key, one.field) for one in found.attributes] == [
        ("quality", quadrant.KEEP), ("speed", quadrant.IMPROVE), ("social", quadrant.LATER), ("image", quadrant.ENOUGH),
    ]  # fmt: skip
    assert quadrant.quadrant(importance, {}) is None


def test_gaps_and_value():
    expected = {"quality": Mean(4.5, 9, 0), "price": Mean(4.0, 9, 0)}
    perceived = {"quality": Mean(4.0, 9, 0), "speed": Mean(3.0, 9, 0), "price": Mean(4.0, 9, 0)}
    assert [(one.key, one.gap) for one in quadrant.gaps(expected, perceived)] == [("quality", -0.5), ("price", 0)]
    value = quadrant.value_received(perceived, 1, 5)
    assert value is not None
    # Benefits 3.5; a price rated 4 of 5 costs 2.
    assert (value.benefits, value.costs, value.received) == (3.5, 2.0, 1.5)
    assert quadrant.value_received({"quality": Mean(4, 1, 0)}, 1, 5) is None
