"""What goes along with the score: correlation, and what each question adds to what all explain together. No database.

Relative weights (Johnson 2000): the questions are turned into the uncorrelated variables nearest to them, the score is
regressed on those, and what they explain is handed back by how near each is. The weights are never negative and add
up to R²; of two questions they are the Shapley values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

# So many answers for each question at least, and in all.
PER_QUESTION, LEAST = 10, 30
# A question that fewer answered is left out, or it would take too many answers with it.
ANSWERED = 0.5
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Driver:
    """`correlation` of everybody who answered both (`n`); `share` of R²."""

    key: str
    n: int
    correlation: float
    share: float
    mean: float


@dataclass(frozen=True, slots=True)
class Drivers:
    """`n` answered everything; the largest share first. Nothing where there are too few answers."""

    n: int
    explained: float
    drivers: tuple[Driver, ...] = ()


def drivers(scores: Sequence[float], answers: Mapping[str, Sequence[float | None]]) -> Drivers:
    """Of each answer its score, and by question what was said, in the same order; None: not answered."""
    y = np.array(scores, dtype=float)
    columns = {key: np.array([np.nan if one is None else one for one in told]) for key, told in answers.items()}
    usable = {key: column for key, column in columns.items() if _is_usable(column)}
    if not usable:
        return Drivers(0, 0.0)
    table = np.column_stack(list(usable.values()))
    complete = ~np.isnan(table).any(axis=1)
    n = int(complete.sum())
    if n < max(LEAST, PER_QUESTION * len(usable)) or not y[complete].std():
        return Drivers(n, 0.0)
    weights = relative_weights(table[complete], y[complete])
    explained = float(weights.sum())
    found = [
        _driver(key, column, y, float(weight) / explained if explained > _TINY else 0.0)
        for (key, column), weight in zip(usable.items(), weights, strict=True)
    ]
    return Drivers(n, explained, tuple(sorted(found, key=lambda one: (-one.share, one.key))))


def relative_weights(table: np.ndarray, y: np.ndarray) -> np.ndarray:
    """One for each column; columns that do not vary weigh nothing."""
    varies = table.std(axis=0) > _TINY
    weights = np.zeros(table.shape[1])
    if not varies.any() or y.std() <= _TINY:
        return weights
    both = np.atleast_2d(np.corrcoef(np.column_stack([table[:, varies], y]), rowvar=False))
    values, vectors = np.linalg.eigh(both[:-1, :-1])
    root = vectors @ np.diag(np.sqrt(np.clip(values, 0, None))) @ vectors.T
    weights[varies] = root**2 @ (np.linalg.pinv(root, rcond=1e-6) @ both[:-1, -1]) ** 2
    return weights


def _is_usable(column: np.ndarray) -> bool:
    known = column[~np.isnan(column)]
    return bool(len(known) >= max(LEAST, ANSWERED * len(column)) and known.std() > _TINY)


def _driver(key: str, column: np.ndarray, y: np.ndarray, share: float) -> Driver:
    known = ~np.isnan(column)
    correlation = float(np.corrcoef(column[known], y[known])[0, 1]) if y[known].std() > _TINY else 0.0
    return Driver(key, int(known.sum()), correlation, share, float(column[known].mean()))
