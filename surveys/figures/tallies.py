"""Sums of answers, and what they say: NPS, share of the satisfied, mean, each with its interval. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from math import erfc, sqrt

from surveys import scoring

Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Tally:
    """`n` answers; the rest are sums of weights, which are the same where nothing is weighted."""

    n: int = 0
    high: float = 0.0
    middle: float = 0.0
    low: float = 0.0
    squares: float = 0.0
    total: float = 0.0
    total_squares: float = 0.0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(one + two for one, two in zip(astuple(self), astuple(other), strict=True)))

    @property
    def weight(self) -> float:
        return self.high + self.middle + self.low

    @property
    def effective(self) -> float:
        """How many equal answers tell as much (Kish)."""
        return scoring.effective_n(self.weight, self.squares)

    @property
    def is_weighted(self) -> bool:
        return abs(self.effective - self.n) > 1e-6 * max(1, self.n)

    @property
    def mean(self) -> float | None:
        return self.total / self.weight if self.weight else None

    @property
    def shares(self) -> tuple[float, float, float]:
        """High, middle, low."""
        whole = self.weight or 1.0
        return self.high / whole, self.middle / whole, self.low / whole


def together(tallies: Iterable[Tally]) -> Tally:
    return sum(tallies, Tally())


@dataclass(frozen=True, slots=True)
class Score:
    """The headline of a metric with its 95 % interval. `unit`: "nps" (−100…100), "share" (0…1), "mean"."""

    unit: str
    value: float
    low: float
    high: float
    n: int
    effective: float
    mean: float


def score(metric: str, tally: Tally) -> Score | None:
    """None without answers: "n/a", not 0. NPS as such, CSAT and stars as share of the satisfied, CES as the mean."""
    mean = tally.mean
    if mean is None or not tally.n:
        return None
    if metric == "nps":
        found = scoring.nps(tally.high, tally.middle, tally.low, n=tally.effective)
        assert found is not None
        return Score("nps", found.value, found.low, found.high, tally.n, tally.effective, mean)
    if metric == "ces":
        return _mean(tally, mean)
    low, high = share_interval(tally.shares[0], tally.effective)
    return Score("share", tally.shares[0], low, high, tally.n, tally.effective, mean)


def share_interval(share: float, n: float) -> tuple[float, float]:
    """Agresti–Coull: two high and two other answers are added."""
    centre = (share * n + 2) / (n + 4)
    half = Z * sqrt(centre * (1 - centre) / (n + 4))
    return max(0.0, centre - half), min(1.0, centre + half)


def _mean(tally: Tally, mean: float) -> Score:
    half = Z * sqrt(_variance(tally, mean) / tally.effective)
    return Score("mean", mean, mean - half, mean + half, tally.n, tally.effective, mean)


def _variance(tally: Tally, mean: float) -> float:
    spread = max(0.0, tally.total_squares / tally.weight - mean**2)
    return spread * tally.effective / (tally.effective - 1) if tally.effective > 1 else 0.0


@dataclass(frozen=True, slots=True)
class Difference:
    """Of two scores: `z` and `p` say how easily chance alone would make as large a one; below 0.05 it would hardly."""

    change: float
    z: float
    p: float

    @property
    def is_significant(self) -> bool:
        return self.p < 0.05


def difference(metric: str, now: Tally, before: Tally) -> Difference | None:
    """Two samples, taken as independent: where the same people answered twice this is on the careful side."""
    found, earlier = score(metric, now), score(metric, before)
    if found is None or earlier is None:
        return None
    change = found.value - earlier.value
    error = sqrt(_error(metric, now) + _error(metric, before))
    z = change / error if error else 0.0
    return Difference(change, z, erfc(abs(z) / sqrt(2)))


def _error(metric: str, tally: Tally) -> float:
    """The squared standard error, of answers to which a few are added: no difference is sure because n is small."""
    n, (high, _middle, low) = tally.effective, tally.shares
    if metric == "nps":
        p, q = (high * n + 0.75) / (n + 3), (low * n + 0.75) / (n + 3)
        return 10_000 * (p + q - (p - q) ** 2) / (n + 3)
    if metric == "ces":
        return _variance(tally, tally.mean or 0.0) / n
    p = (high * n + 1) / (n + 2)
    return p * (1 - p) / (n + 2)
