"""Gamma-Gamma: what does a customer spend per visit, given what they spent so far?

The model of Fader, Hardie and Lee (2005) as in Fader and Hardie's note of 2013: spend per
visit varies around a customer's own mean, and the means vary over customers; both gamma
(p, q, v), independent of how often they come. A customer is told by `x`, the number of repeat
visits, and `m`, their mean spend. Customers with x = 0 or m ≤ 0 tell nothing and are left out.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from loyalty.metrics.fit import Fit, Floats, NotConverged, maximise, refused

NAMES = ("p", "q", "v")
MINIMUM_CUSTOMERS = 30


def fit(x: ArrayLike, m: ArrayLike) -> Fit:
    """Maximum likelihood; not converged when spend does not vary or has no finite mean (q ≤ 1)."""
    repeats, mean = np.asarray(x, dtype=float), np.asarray(m, dtype=float)
    usable = (repeats > 0) & (mean > 0)
    repeats, mean = repeats[usable], mean[usable]
    n = len(repeats)
    if n < MINIMUM_CUSTOMERS:
        return refused(NAMES, n, "too few customers with a repeat visit")
    level = float(np.average(mean, weights=repeats))

    def objective(logs: Floats) -> tuple[float, Floats]:
        parameters = np.exp(logs)
        value, slope = _mean_log_likelihood(repeats, mean, parameters)
        return -value, -slope * parameters

    starts = ((5.0, 3.0, level / 2.5), (1.5, 2.0, level / 1.5), (20.0, 10.0, level / 2.0))
    found = maximise(objective, NAMES, starts, n)
    if found.has_converged and found["q"] <= 1:
        return Fit(
            found.parameters,
            found.log_likelihood,
            n,
            has_converged=False,
            message="the mean spend has no finite expectation",
        )
    return found


def log_likelihood(x: ArrayLike, m: ArrayLike, p: float, q: float, v: float) -> float:
    repeats, mean = np.asarray(x, dtype=float), np.asarray(m, dtype=float)
    value, _slope = _mean_log_likelihood(repeats, mean, np.array([p, q, v]))
    return value * len(repeats)


def _mean_log_likelihood(x: Floats, m: Floats, parameters: Floats) -> tuple[float, Floats]:
    """Mean per customer and its derivatives by p, q, v (equation 1a of the note)."""
    from scipy.special import digamma, gammaln  # see `fit`

    p, q, v = parameters
    px, log_m = p * x, np.log(m)
    total, log_total = v + x * m, np.log(v + x * m)
    log_x = np.log(x)
    each = (
        gammaln(px + q)
        - gammaln(px)
        - gammaln(q)
        + q * np.log(v)
        + (px - 1) * log_m
        + px * log_x
        - (px + q) * log_total
    )
    both, only = digamma(px + q), digamma(px)
    by_p = x * (both - only + log_m + log_x - log_total)
    by_q = both - digamma(q) + np.log(v) - log_total
    by_v = q / v - (px + q) / total
    return float(each.mean()), np.array([part.mean() for part in (by_p, by_q, by_v)])


def trusted(model: Fit) -> tuple[float, float, float]:
    if not model.has_converged:
        raise NotConverged(model.message)
    return model["p"], model["q"], model["v"]


def population_mean(model: Fit) -> float:
    """Expected spend per visit of a customer of whom nothing is known."""
    p, q, v = trusted(model)
    return p * v / (q - 1)


def expected_spend(model: Fit, x: ArrayLike, m: ArrayLike) -> Floats:
    """E(M | x, m): between the customer's own mean and everyone's, weighted by how often we saw them."""
    p, q, v = trusted(model)
    repeats, mean = np.asarray(x, dtype=float), np.asarray(m, dtype=float)
    return np.asarray(p * (v + repeats * mean) / (p * repeats + q - 1), dtype=float)
