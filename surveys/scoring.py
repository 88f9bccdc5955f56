"""Scores: what counts as high and low, NPS with its interval. Pure; the one definition behind every figure.

NPS = % high − % low among answered scores. Scale 0–10: high 9–10, low 0–6; on the older 1–10 low is 1–6, too.
Satisfied are 4–5 of 1–5; low effort is 5–7 of 1–7 ("easy"). The interval is the adjusted Wald: ¾ high, ¾ low and 3
answers are added, and it is clipped to ±100. Figures: `docs/algorithms/surveys.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

# (metric: (low up to, high from))
_BORDERS: Mapping[str, tuple[int, int]] = {"nps": (6, 9), "csat": (2, 4), "ces": (3, 5), "stars": (2, 4)}
_Z = 1.959963984540054


def outcome_of(metric: str, score: int | None) -> str:
    """`high`, `middle`, `low`; empty without a score."""
    if score is None or metric not in _BORDERS:
        return ""
    low, high = _BORDERS[metric]
    return "low" if score <= low else "high" if score >= high else "middle"


@dataclass(frozen=True, slots=True)
class Nps:
    """−100…100, with its 95 % interval; `n` the answers behind it (of weighted ones, the effective number)."""

    value: float
    low: float
    high: float
    n: float


def nps(high: float, middle: float, low: float, *, n: float | None = None) -> Nps | None:
    """Of counts, or of sums of weights with their effective `n`; None for no answers: "n/a", not 0."""
    total = high + middle + low
    if total <= 0:
        return None
    count = total if n is None else n
    up, down = high / total, low / total
    p, q = (up * count + 0.75) / (count + 3), (down * count + 0.75) / (count + 3)
    centre = 100 * (p - q)
    half = 100 * _Z * sqrt((p + q - (p - q) ** 2) / (count + 3))
    return Nps(100 * (up - down), max(-100.0, centre - half), min(100.0, centre + half), count)


def effective_n(sum_of_weights: float, sum_of_squares: float) -> float:
    """Kish: how many equal answers tell as much."""
    return sum_of_weights**2 / sum_of_squares if sum_of_squares else 0.0
