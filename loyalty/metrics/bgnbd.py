"""BG/NBD: how often will a customer come, and are they still one?

The model of Fader, Hardie and Lee, “Counting Your Customers the Easy Way” (Marketing Science,
2005). While active, a customer comes at a Poisson rate λ; after each visit they leave with
probability p. λ is gamma distributed over customers (r, α), p beta distributed (a, b). A
customer is told by three numbers: `x` repeat visits, `t_x` time of the last one, `T` time
observed, both since the first visit and in the unit of time the model was fitted in (weeks).

Everything is computed on logarithms; customers with equal (x, t_x, T) are counted, not repeated.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from loyalty.metrics.fit import Fit, Floats, NotConverged, maximise, refused

NAMES = ("r", "alpha", "a", "b")
# Fewer customers than this, or fewer with a repeat visit, tell nothing about four parameters.
MINIMUM_CUSTOMERS = 30
MINIMUM_REPEATERS = 10


@dataclass(frozen=True)
class Histories:
    """Distinct (x, t_x, T) with the number of customers of each, and the table of distinct x."""

    x: Floats
    t_x: Floats
    T: Floats
    weight: Floats
    counts: Floats
    index: NDArray[np.intp]

    @property
    def n(self) -> int:
        return int(self.weight.sum())


def histories(x: ArrayLike, t_x: ArrayLike, T: ArrayLike, weight: ArrayLike | None = None) -> Histories:
    """Group equal customers; `weight` if the caller has grouped them already."""
    rows = np.column_stack([np.asarray(values, dtype=float) for values in (x, t_x, T)])
    given = np.ones(len(rows)) if weight is None else np.asarray(weight, dtype=float)
    distinct, place = np.unique(rows, axis=0, return_inverse=True)
    total = np.bincount(place.ravel(), weights=given, minlength=len(distinct))
    counts, index = np.unique(distinct[:, 0], return_inverse=True)
    x_column, t_column, T_column = (np.asarray(column, dtype=float) for column in distinct.T)
    return Histories(x_column, t_column, T_column, np.asarray(total, dtype=float), counts, index.ravel())


def log_likelihood(data: Histories, r: float, alpha: float, a: float, b: float) -> float:
    """Of all customers together."""
    value, _slope = _mean_log_likelihood(data, np.array([r, alpha, a, b]))
    return value * data.n


def fit(data: Histories) -> Fit:
    """Maximum likelihood from three spread starts; not converged when the data cannot tell."""
    repeaters = int(data.weight[data.x > 0].sum())
    if data.n < MINIMUM_CUSTOMERS or repeaters < MINIMUM_REPEATERS:
        return refused(NAMES, data.n, "too few customers with a repeat visit")
    scale = max(float(np.average(data.T, weights=data.weight)), 1e-9)

    def objective(logs: Floats) -> tuple[float, Floats]:
        parameters = np.exp(logs)
        value, slope = _mean_log_likelihood(data, parameters)
        return -value, -slope * parameters

    starts = ((0.5, scale / 8, 0.8, 2.5), (1.0, scale, 1.0, 1.0), (0.2, scale / 20, 0.3, 3.0))
    return maximise(objective, NAMES, starts, data.n)


def _mean_log_likelihood(data: Histories, parameters: Floats) -> tuple[float, Floats]:
    """Mean per customer, and its derivatives by r, α, a, b (equation 7 of the paper)."""
    from scipy.special import digamma, gammaln  # see `fit`

    r, alpha, a, b = parameters
    x, counts, index = data.x, data.counts, data.index
    by_count = (
        gammaln(r + counts) - gammaln(r) + gammaln(a + b) + gammaln(b + counts) - gammaln(b) - gammaln(a + b + counts)
    )
    log_T, log_t = np.log(alpha + data.T), np.log(alpha + data.t_x)
    has_repeat = x > 0
    before = np.where(has_repeat, b + x - 1, 1.0)
    alive = -(r + x) * log_T
    gone = np.where(has_repeat, np.log(a) - np.log(np.abs(before)) - (r + x) * log_t, -np.inf)
    together = np.logaddexp(alive, gone)
    share = np.exp(gone - together)  # probability, given the history, that they had left
    total = data.n
    value = _sum(data.weight, by_count[index] + r * np.log(alpha) + together) / total
    by_r = (digamma(r + counts) - digamma(r))[index] + np.log(alpha) - (1 - share) * log_T - share * log_t
    by_alpha = r / alpha - (r + x) * ((1 - share) / (alpha + data.T) + share / (alpha + data.t_x))
    by_a = (digamma(a + b) - digamma(a + b + counts))[index] + share / a
    by_b = (digamma(a + b) + digamma(b + counts) - digamma(b) - digamma(a + b + counts))[index] - share / before
    slope = np.array([_sum(data.weight, part) for part in (by_r, by_alpha, by_a, by_b)]) / total
    return value, slope


def _sum(weight: Floats, values: Floats) -> float:
    """Weighted sum without BLAS: its threads wait for each other on a busy machine, a hundred times longer."""
    return float(np.sum(weight * values))


def trusted(model: Fit) -> tuple[float, float, float, float]:
    if not model.has_converged:
        raise NotConverged(model.message)
    return model["r"], model["alpha"], model["a"], model["b"]


def expected_visits_of_a_new_customer(model: Fit, t: ArrayLike) -> Floats:
    """E[X(t)], repeat visits in the time t after a customer's first (equation 9)."""
    from scipy.special import hyp2f1  # see `fit`

    r, alpha, a, b = trusted(model)
    time = np.asarray(t, dtype=float)
    tail = (alpha / (alpha + time)) ** r * hyp2f1(r, b, a + b - 1, time / (alpha + time))
    return np.asarray((a + b - 1) / (a - 1) * (1 - tail), dtype=float)


def p_alive(model: Fit, x: ArrayLike, t_x: ArrayLike, T: ArrayLike) -> Floats:
    """Probability that the customer has not left; 1 for those who have not come back yet, by the model."""
    r, alpha, a, b = trusted(model)
    repeats, last, observed = (np.asarray(values, dtype=float) for values in (x, t_x, T))
    safe = np.maximum(repeats, 1.0)
    odds = np.log(a / (b + safe - 1)) + (r + safe) * (np.log(alpha + observed) - np.log(alpha + last))
    # exp() of more than 700 overflows; beyond 600 nobody is left in any case.
    return np.where(repeats > 0, 1 / (1 + np.exp(np.minimum(odds, 600))), 1.0)


def visits_if_alive(model: Fit, t: ArrayLike, x: ArrayLike, T: ArrayLike) -> Floats:
    """Expected visits in the next t given that the customer is still active; does not depend on t_x.

    Equation 10 of the paper is this times `p_alive`.
    """
    from scipy.special import hyp2f1  # see `fit`

    r, alpha, a, b = trusted(model)
    time, repeats, observed = (np.asarray(values, dtype=float) for values in (t, x, T))
    z = time / (alpha + observed + time)
    series = hyp2f1(r + repeats, b + repeats, a + b + repeats - 1, z)
    tail = ((alpha + observed) / (alpha + observed + time)) ** (r + repeats) * series
    return np.asarray((a + b + repeats - 1) / (a - 1) * (1 - tail), dtype=float)


def expected_visits(model: Fit, t: ArrayLike, x: ArrayLike, t_x: ArrayLike, T: ArrayLike) -> Floats:
    """E[Y(t) | x, t_x, T]: visits expected in the next t (equation 10)."""
    return np.asarray(visits_if_alive(model, t, x, T) * p_alive(model, x, t_x, T), dtype=float)
