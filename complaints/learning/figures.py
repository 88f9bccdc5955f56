"""What sums of cases say: shares with their interval, percentiles, rates for each thousand orders. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import sqrt
from typing import NamedTuple

from complaints.learning.statements import BUCKETS, COUNTED

Z = 1.959963984540054
PERCENTILES = (50, 80, 95)
# Below so many a share is a hint and no figure.
FEWEST = 30
SPEEDS = ("1h", "4h", "1d", "3d", "more", "none")
STEPS = ("ack", "first", "end")
CLOCKS = ("acknowledge", "respond", "next", "resolve")


class Mark(NamedTuple):
    """How many, and how much."""

    n: int = 0
    total: int = 0


Marks = Mapping[str, Mark]


@dataclass(frozen=True, slots=True)
class Share:
    part: int
    whole: int

    @property
    def value(self) -> float | None:
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's, 95 %: true of few and of extreme shares, too."""
        return wilson(self.part, self.whole) if self.whole else None

    @property
    def is_few(self) -> bool:
        return self.whole < FEWEST


def wilson(part: int, whole: int) -> tuple[float, float]:
    p, n = part / whole, whole
    centre = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    return max(0.0, centre - half), min(1.0, centre + half)


def volume(marks: Marks) -> int:
    return _n(marks, COUNTED)


def _n(marks: Marks, name: str) -> int:
    return marks.get(name, Mark()).n


# --- How long it took ---------------------------------------------------------------------


def percentiles(marks: Marks, kind: str, shares: Sequence[int] = PERCENTILES) -> dict[int, float] | None:
    """Of `kind` ("first.c": calendar time, "first.w": working time), in seconds; None where nothing is known.

    Nearest rank: the value of the bucket in which the case of this rank lies, right to 2.2 %.
    """
    found = sorted(_buckets(marks, kind).items())
    n = sum(count for _bucket, count in found)
    if not n:
        return None
    reached = list(accumulate(count for _bucket, count in found))
    return {share: seconds(found[_rank(reached, share, n)][0]) for share in shares}


def _rank(reached: Sequence[int], share: int, n: int) -> int:
    wanted = max(1, -(-n * share // 100))
    return next(place for place, count in enumerate(reached) if count >= wanted)


def _buckets(marks: Marks, kind: str) -> dict[int, int]:
    begin = f"{kind}:"
    return {int(name[len(begin) :]): mark.n for name, mark in marks.items() if name.startswith(begin)}


def seconds(bucket: int) -> float:
    """The middle of a bucket on the scale of doublings; what took up to a minute is a minute."""
    return float(60 * 2 ** ((bucket - 0.5) / BUCKETS)) if bucket else 60.0


def measured(marks: Marks, kind: str) -> int:
    return sum(_buckets(marks, kind).values())


# --- Shares -------------------------------------------------------------------------------


def within_sla(marks: Marks, clock: str) -> Share:
    """In time, of the clocks that stopped or ran out."""
    in_time = _n(marks, f"sla.{clock}.ok")
    return Share(in_time, in_time + _n(marks, f"sla.{clock}.late"))


def reopened(marks: Marks) -> Share:
    """Of the cases: those that were reopened at least once."""
    return Share(_n(marks, "reopened"), volume(marks))


def recovered(marks: Marks) -> Share:
    return Share(_n(marks, "recovered"), _n(marks, "followed"))


def revenue_kept(marks: Marks) -> int:
    return marks.get("recovered", Mark()).total


def outcomes(marks: Marks) -> dict[str, int]:
    begin = "outcome:"
    return {name[len(begin) :]: mark.n for name, mark in marks.items() if name.startswith(begin)}


def by_speed(marks: Marks) -> dict[int, dict[str, Share]]:
    """Severity → how fast the first answer was → who bought again, of those with equal severity."""
    found: dict[int, dict[str, Share]] = {}
    for name, mark in marks.items():
        kind, _colon, rest = name.partition(":")
        if kind == "speed":
            severity, _colon, speed = rest.partition(":")
            found.setdefault(int(severity), {})[speed] = Share(mark.total, mark.n)
    return {
        severity: {speed: known[speed] for speed in SPEEDS if speed in known}
        for severity, known in sorted(found.items())
    }


def adjusted(found: Mapping[int, Mapping[str, Share]]) -> dict[str, float]:
    """Repurchase by speed as if each speed had the severities of all: direct standardisation.

    A speed is left out where one severity that counts has nobody of it: there is nothing to compare with.
    """
    weights = {severity: sum(share.whole for share in known.values()) for severity, known in found.items()}
    told: dict[str, float] = {}
    for speed in SPEEDS:
        rates = {severity: known[speed].value for severity, known in found.items() if speed in known}
        if weights and all(rates.get(severity) is not None for severity, weight in weights.items() if weight):
            whole = sum(weights.values())
            told[speed] = sum(weights[severity] * (rates[severity] or 0.0) for severity in rates) / whole
    return told


# --- Rates and orders of things -----------------------------------------------------------


def per_thousand(cases: int, orders: int) -> float | None:
    return 1000 * cases / orders if orders else None


@dataclass(frozen=True, slots=True)
class Bar:
    key: str
    n: int
    share: float
    # Of this and all larger ones together.
    reached: float


def pareto(counts: Mapping[str, int]) -> list[Bar]:
    """The largest first, with what they come to together."""
    ranked = sorted(((key, n) for key, n in counts.items() if n), key=lambda one: (-one[1], one[0]))
    whole = sum(n for _key, n in ranked)
    sums = accumulate(n for _key, n in ranked)
    return [Bar(key, n, n / whole, reached / whole) for (key, n), reached in zip(ranked, sums, strict=True)]


def together(parts: Iterable[Marks]) -> dict[str, Mark]:
    found: dict[str, Mark] = {}
    for marks in parts:
        for name, mark in marks.items():
            known = found.get(name, Mark())
            found[name] = Mark(known.n + mark.n, known.total + mark.total)
    return found
