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

Floats = NDArray[np.float64]
# Negative mean log-likelihood and its gradient by the logarithms of the parameters.
Objective = Callable[[Floats], tuple[float, Floats]]

# exp(±12) ≈ 6e-6 … 1.6e5: beyond it the likelihood is flat and the parameter says nothing.
EDGE = 12.0
RAN_AWAY = "a parameter ran to its edge: the data do not determine the model"
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


class NotConverged(Exception):  # noqa: N818  # a state of a model
    """Somebody asked a prediction of a model that has no trustworthy parameters."""


def refused(names: Sequence[str], n: int, message: str) -> Fit:
    return Fit(dict.fromkeys(names, float("nan")), float("nan"), n, has_converged=False, message=message)


def maximise(objective: Objective, names: Sequence[str], starts: Sequence[Sequence[float]], n: int) -> Fit:
    """The maximum from the first start (parameters, not logarithms) that leads to one, else a refusal."""
    found = refused(names, n, "no start was given")
    for start in starts:
        result = _minimise(objective, np.log(np.asarray(start, dtype=float)))
        _value, slope = objective(result.x)
        message = _objection(result.x, slope)
        parameters = dict(zip(names, (float(value) for value in np.exp(result.x)), strict=True))
        found = Fit(parameters, -float(result.fun) * n, n, has_converged=not message, message=message)
        if found.has_converged or message == RAN_AWAY:  # another start runs to the same edge
            break
    return found


def _minimise(objective: Objective, start: Floats) -> Any:
    # 50 MB of memory: only for those who fit, not for every process that knows the pages.
    from scipy.optimize import minimize

    bounds = [(-EDGE - 1, EDGE + 1)] * len(start)
    options = {"maxiter": 120, "maxfun": 150, "ftol": 1e-14, "gtol": 1e-8, "maxcor": 20}
    solve: Any = minimize  # its stubs know no objective that returns value and gradient together
    return solve(objective, start, jac=True, method="L-BFGS-B", bounds=bounds, options=options)


def _objection(logs: Floats, slope: Floats) -> str:
    if not np.all(np.isfinite(slope)):
        return "the likelihood is not finite"
    if np.any(np.abs(logs) > EDGE):
        return RAN_AWAY
    if np.max(np.abs(slope)) > SLOPE:
        return "the search stopped before the maximum"
    return ""
