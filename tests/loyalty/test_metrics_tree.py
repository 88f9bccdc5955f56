"""Contributions to a change of revenue add up exactly, whatever the factors did."""

from __future__ import annotations

from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.metrics.tree import FACTORS, Sums, contributions, whole_contributions

sums = st.builds(
    Sums,
    buyers=st.integers(0, 10**6),
    visits=st.integers(0, 10**7),
    units=st.integers(0, 10**10).map(lambda n: n / 1000),
    revenue=st.integers(0, 10**12),
).map(lambda s: s if s.buyers and s.visits else Sums(0, 0, 0.0, 0))


@given(sums, sums)
def test_whole_contributions_add_up(before: Sums, after: Sums) -> None:
    assert sum(whole_contributions(before, after).values()) == after.revenue - before.revenue


@given(sums)
def test_factors_multiply_to_the_revenue(period: Sums) -> None:
    assert prod(period.factors().values()) == pytest.approx(period.revenue, rel=1e-9)


def test_a_single_factor_gets_the_whole_change() -> None:
    before = Sums(buyers=10, visits=20, units=40, revenue=4000)
    after = Sums(buyers=10, visits=20, units=40, revenue=5000)
    assert whole_contributions(before, after) == {
        "buyers": 0, "visits_per_buyer": 0, "units_per_visit": 0, "price_per_unit": 1000,
    }  # fmt: skip


def test_two_factors_share_what_they_did_together() -> None:
    before, after = dict.fromkeys(FACTORS, 1.0), dict.fromkeys(FACTORS, 1.0) | {"buyers": 2.0, "visits_per_buyer": 2.0}
    found = contributions(before, after)
    assert found == pytest.approx({"buyers": 1.5, "visits_per_buyer": 1.5, "units_per_visit": 0, "price_per_unit": 0})


def test_from_nothing() -> None:
    assert sum(whole_contributions(Sums(0, 0, 0, 0), Sums(3, 4, 5, 678)).values()) == 678
