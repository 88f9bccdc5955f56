"""The two break points of the line from satisfaction to coming back. No database in it.

The line is taken for three steps: the two cuts between scores that leave the least squares, weighted by the number of
answers, among those where each step is higher than the one before. A cut is named only if the two steps it parts
differ by more than chance (two proportions, z ≥ 1.96).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

CERTAIN = 1.959963984540054
LEAST = 30


@dataclass(frozen=True, slots=True)
class At:
    """Of one score: customers, and of them those who came again."""

    score: int
    n: int
    again: int


@dataclass(frozen=True, slots=True)
class BreakPoints:
    """`below` this score loyalty collapses, from `above` on it jumps; None: no such point can be told."""

    below: int | None = None
    above: int | None = None


def break_points(line: Sequence[At]) -> BreakPoints:
    points = sorted((one for one in line if one.n), key=lambda one: one.score)
    if sum(one.n for one in points) < LEAST:
        return BreakPoints()
    best = min(_steps(points), key=_squares, default=None)
    if best is None:
        return BreakPoints()
    low, middle, high = best
    return BreakPoints(
        below=middle[0].score if _differ(low, middle) else None, above=high[0].score if _differ(middle, high) else None
    )


def _steps(points: Sequence[At]) -> Iterator[tuple[Sequence[At], Sequence[At], Sequence[At]]]:
    for one, two in combinations(range(1, len(points)), 2):
        found = points[:one], points[one:two], points[two:]
        if _share(found[0]) < _share(found[1]) < _share(found[2]):
            yield found


def _share(points: Sequence[At]) -> float:
    return sum(one.again for one in points) / sum(one.n for one in points)


def _squares(steps: Sequence[Sequence[At]]) -> float:
    return sum(one.n * (one.again / one.n - _share(step)) ** 2 for step in steps for one in step)


def _differ(lower: Sequence[At], upper: Sequence[At]) -> bool:
    n, m = (sum(one.n for one in step) for step in (lower, upper))
    both = _share([*lower, *upper])
    error = sqrt(both * (1 - both) * (1 / n + 1 / m))
    return error > 0 and (_share(upper) - _share(lower)) / error >= CERTAIN


def left(by_outcome: Mapping[str, tuple[int, int]]) -> float | None:
    """Of the satisfied, the share who did not come again; `by_outcome`: customers, and who came again."""
    n, again = by_outcome.get("high", (0, 0))
    return 1 - again / n if n else None
