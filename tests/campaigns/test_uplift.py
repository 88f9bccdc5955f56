"""Whether something helped: against published figures, and against what must hold for every pair of groups."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns import uplift
from campaigns.uplift import Group, Verdict


class TestRates:
    @pytest.mark.parametrize(
        ("heard", "held", "low", "high"),
        [
            # Newcombe 1998, table II, method 10.
            ((56, 70), (48, 80), 0.0524, 0.3339),
            ((9, 10), (3, 10), 0.1705, 0.8090),
            ((10, 10), (0, 20), 0.6791, 1.0000),
        ],
    )
    def test_published_examples(self, monkeypatch, heard, held, low, high):
        monkeypatch.setattr(uplift, "FEWEST", 1)
        found = uplift.of_rates(Group(heard[1], heard[0]), Group(held[1], held[0]))
        assert (round(found.low, 4), round(found.high, 4)) == (low, high)

    def test_the_example_of_the_page(self):
        found = uplift.of_rates(Group(1000, 80), Group(250, 10))
        assert round(found.value, 3) == 0.04
        assert (round(found.low, 3), round(found.high, 3)) == (0.005, 0.066)
        assert found.verdict == Verdict.HELPED

    def test_too_few(self):
        assert uplift.of_rates(Group(100, 12), Group(20, 1)) is None
        assert uplift.of_rates(Group(1000, 2), Group(1000, 2)) is None

    def test_chance(self):
        assert uplift.of_rates(Group(100, 12), Group(100, 10)).verdict == Verdict.UNCLEAR

    def test_harm(self):
        assert uplift.of_rates(Group(1000, 40), Group(1000, 80)).verdict == Verdict.HARMED

    sizes = st.integers(30, 10**6)

    @given(st.data())
    def test_the_bounds_hold_the_value_and_turn_round(self, data):
        groups = []
        for _side in range(2):
            customers = data.draw(self.sizes)
            groups.append(Group(customers, data.draw(st.integers(3, customers))))
        there, back = uplift.of_rates(*groups), uplift.of_rates(*reversed(groups))
        assert -1 - 1e-9 <= there.low <= there.value <= there.high <= 1 + 1e-9
        assert (there.low, there.high) == pytest.approx((-back.high, -back.low))


class TestMeans:
    def test_as_scipy_says_it(self):
        from scipy import stats

        heard, held = [0] * 30 + [1000, 2500, 4000, 900, 1200], [0] * 40 + [700, 800, 900]
        found = uplift.of_means(_group(heard), _group(held))
        asked = stats.ttest_ind(heard, held, equal_var=False).confidence_interval(0.95)
        assert (found.low, found.high) == pytest.approx((asked.low, asked.high))

    def test_all_spent_the_same(self):
        found = uplift.of_means(_group([500] * 40), _group([500] * 40))
        assert (found.value, found.low, found.high, found.verdict) == (0, 0, 0, Verdict.UNCLEAR)

    def test_large_sums_lose_nothing(self):
        rows = [10**11 + n for n in range(50)]
        assert math.isclose(_group(rows).variance, 212.5)


def _group(rows: list[int]) -> Group:
    return Group(len(rows), sum(row > 0 for row in rows), sum(rows), sum(row * row for row in rows))
