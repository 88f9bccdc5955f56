"""The lifetime models against the published figures of the CDNOW sample."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import approx_fprime

from loyalty.metrics import bgnbd, gammagamma
from loyalty.metrics.fit import Fit, Floats, NotConverged
from tests.loyalty import cdnow

CALIBRATED = date(1997, 9, 30)


class Sample(NamedTuple):
    x: Floats
    t_x: Floats
    T: Floats
    m: Floats
    held_out: int


@pytest.fixture(scope="module")
def sample() -> Sample:
    """Repeat visits in weeks to 1997-09-30, spend per repeat visit, visits of the 39 weeks after."""
    rows, held_out = [], 0
    for visits in cdnow.spend_by_day(cdnow.sample_rows()).values():
        days = sorted(day for day in visits if day <= CALIBRATED)
        repeats, first = days[1:], days[0]
        spend = sum(visits[day] for day in repeats) / len(repeats) if repeats else 0.0
        rows.append((len(repeats), (days[-1] - first).days / 7, (CALIBRATED - first).days / 7, spend))
        held_out += len(visits) - len(days)
    columns = np.array(rows, dtype=float).T
    return Sample(*columns, held_out=held_out)


@pytest.fixture(scope="module")
def visits(sample: Sample) -> Fit:
    return bgnbd.fit(bgnbd.histories(sample.x, sample.t_x, sample.T))


@pytest.fixture(scope="module")
def spend(sample: Sample) -> Fit:
    return gammagamma.fit(sample.x, sample.m)


def test_sample_is_the_published_one(sample: Sample) -> None:
    assert (len(sample.x), int((sample.x > 0).sum()), int(sample.x.sum()), sample.held_out) == (2357, 946, 2457, 1882)


def test_published_parameters_have_the_published_likelihood(sample: Sample) -> None:
    data = bgnbd.histories(sample.x, sample.t_x, sample.T)
    assert bgnbd.log_likelihood(data, 0.243, 4.414, 0.793, 2.426) == pytest.approx(-9582.4, abs=0.05)


def test_visits_model_is_refitted(visits: Fit) -> None:
    assert visits.has_converged
    expected = {"r": 0.242595, "alpha": 4.413602, "a": 0.792922, "b": 2.425906}
    assert visits.parameters == pytest.approx(expected, abs=2e-6)
    assert visits.log_likelihood == pytest.approx(-9582.4292, abs=5e-5)


def test_customer_of_the_paper(visits: Fit) -> None:
    assert bgnbd.expected_visits(visits, 39, 2, 30.43, 38.86) == pytest.approx(1.2259, abs=5e-5)
    assert bgnbd.p_alive(visits, 2, 30.43, 38.86) == pytest.approx(0.7266, abs=5e-5)


def test_held_out_weeks(visits: Fit, sample: Sample) -> None:
    expected = bgnbd.expected_visits(visits, 39, sample.x, sample.t_x, sample.T)
    assert expected.sum() == pytest.approx(1653.4, abs=0.05)


def test_new_customer(visits: Fit) -> None:
    expected = bgnbd.expected_visits_of_a_new_customer(visits, [1, 3, 32, 78])
    assert expected == pytest.approx([0.053184, 0.150631, 1.043732, 1.857958], abs=1e-6)


def test_spend_model(spend: Fit) -> None:
    assert spend.has_converged
    assert spend.n == 946
    assert spend.parameters == pytest.approx({"p": 6.2496, "q": 3.7442, "v": 15.4435}, abs=1e-4)
    assert spend.log_likelihood == pytest.approx(-4055.918, abs=5e-4)
    assert gammagamma.population_mean(spend) == pytest.approx(35.1704, abs=5e-5)
    assert gammagamma.expected_spend(spend, [1, 5], [35, 20]) == pytest.approx([35.0520, 21.2247], abs=5e-5)


def test_grouping_equal_customers_changes_nothing(sample: Sample, visits: Fit) -> None:
    data = bgnbd.histories(sample.x, sample.t_x, sample.T)
    assert len(data.x) < data.n == 2357
    twice = bgnbd.histories(*(np.concatenate([part, part]) for part in (sample.x, sample.t_x, sample.T)))
    assert bgnbd.log_likelihood(twice, 0.24, 4.4, 0.8, 2.4) == pytest.approx(
        2 * bgnbd.log_likelihood(data, 0.24, 4.4, 0.8, 2.4), rel=1e-12
    )


positive = st.floats(0.05, 20)


@settings(max_examples=50, deadline=None)
@given(st.tuples(positive, positive, positive, positive))
def test_gradient_of_the_visits_model(parameters: tuple[float, float, float, float]) -> None:
    data = bgnbd.histories([0, 0, 1, 2, 5, 40], [0, 0, 3, 20, 30, 51], [10, 50, 9, 52, 31, 52])
    point = np.array(parameters)
    _value, slope = bgnbd._mean_log_likelihood(data, point)
    numeric = approx_fprime(point, lambda at: bgnbd._mean_log_likelihood(data, at)[0], 1e-7 * point)
    assert slope == pytest.approx(numeric, rel=1e-3, abs=1e-4)


@settings(max_examples=50, deadline=None)
@given(st.tuples(positive, positive, positive))
def test_gradient_of_the_spend_model(parameters: tuple[float, float, float]) -> None:
    x, m = np.array([1.0, 2, 5, 40]), np.array([3.0, 20, 30, 51])
    point = np.array(parameters)
    _value, slope = gammagamma._mean_log_likelihood(x, m, point)
    numeric = approx_fprime(point, lambda at: gammagamma._mean_log_likelihood(x, m, at)[0], 1e-7 * point)
    assert slope == pytest.approx(numeric, rel=1e-3, abs=1e-4)


def test_too_few_customers_are_refused() -> None:
    found = bgnbd.fit(bgnbd.histories([1, 2, 0], [3, 4, 0], [9, 9, 9]))
    assert not found.has_converged
    assert found.message
    with pytest.raises(NotConverged):
        bgnbd.p_alive(found, 1, 3, 9)


def test_customers_who_never_leave_are_refused() -> None:
    """Everybody came again in the last week: the share who leave is not determined."""
    random = np.random.default_rng(7)
    x = random.poisson(20, 400) + 1
    found = bgnbd.fit(bgnbd.histories(x, np.full(400, 52.0), np.full(400, 52.0)))
    assert not found.has_converged
    assert "edge" in found.message


def test_equal_spend_is_refused() -> None:
    found = gammagamma.fit(np.arange(1, 200), np.full(199, 10.0))
    assert not found.has_converged
    with pytest.raises(NotConverged):
        gammagamma.population_mean(found)


def test_nobody_is_refused() -> None:
    assert not bgnbd.fit(bgnbd.histories([], [], [])).has_converged
    assert not gammagamma.fit([], []).has_converged


@pytest.mark.parametrize("x", [0, 1, 7, 200])
def test_extreme_histories_stay_finite(visits: Fit, x: int) -> None:
    t_x = 0.0 if x == 0 else 1.0
    alive = bgnbd.p_alive(visits, x, t_x, 500)
    assert 0 <= alive <= 1
    assert np.isfinite(bgnbd.expected_visits(visits, 520, x, t_x, 500))
