"""The one optimiser of the models: positive parameters, searched in log space with an exact gradient.

A fit is only used when the optimiser ends at a point where the gradient vanishes and no
parameter has run away to the edge of what the numbers can carry; otherwise `has_converged`
is False and `message` says why. Nothing here knows the database.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Floats = NDArray[np.float64]
# Negative mean log-likelihood and its gradient by the logarithms of the parameters.
Objective = Callable[[Floats], tuple[float, Floats]]

# exp(±12) ≈ 6e-6 … 1.6e5: beyond it the likelihood is flat and the parameter says nothing.
EDGE = 12.0
# Largest acceptable slope of the mean log-likelihood per e-fold of a parameter.
SLOPE = 1e-5


@dataclass(frozen=True)
class Fit:
    """Parameters by name; `log_likelihood` of all `n` customers; why it is refused, if it is."""

    parameters: dict[str, float]
    log_likelihood: float
    n: int
    has_converged: bool
    message: str = ""

    def __getitem__(self, name: str) -> float:
        return self.parameters[name]


class NotConverged(Exception):
    """Somebody asked a prediction of a model that has no trustworthy parameters."""


def refused(names: Sequence[str], n: int, message: str) -> Fit:
    return Fit(dict.fromkeys(names, float("nan")), float("nan"), n, has_converged=False, message=message)


def maximise(objective: Objective, names: Sequence[str], starts: Sequence[Sequence[float]], n: int) -> Fit:
    """The best of several starts (given as parameters, not logarithms), refused if not at a maximum."""
    results = [_minimise(objective, np.log(np.asarray(start, dtype=float))) for start in starts]
    finite = [result for result in results if np.isfinite(result.fun)]
    if not finite:
        return refused(names, n, "the likelihood is not finite")
    best = min(finite, key=lambda result: float(result.fun))
    _value, slope = objective(best.x)
    message = _objection(best.x, slope)
    parameters = dict(zip(names, (float(value) for value in np.exp(best.x)), strict=True))
    return Fit(parameters, -float(best.fun) * n, n, has_converged=not message, message=message)


def _minimise(objective: Objective, start: Floats) -> Any:
    bounds = [(-EDGE - 1, EDGE + 1)] * len(start)
    options = {"maxiter": 500, "maxfun": 1000, "ftol": 1e-15, "gtol": 1e-9, "maxcor": 20}
    return minimize(objective, start, jac=True, method="L-BFGS-B", bounds=bounds, options=options)


def _objection(logs: Floats, slope: Floats) -> str:
    if not np.all(np.isfinite(slope)):
        return "the likelihood is not finite"
    if np.any(np.abs(logs) > EDGE):
        return "a parameter ran to its edge: the data do not determine the model"
    if np.max(np.abs(slope)) > SLOPE:
        return "the search stopped before the maximum"
    return ""
