"""Whether something helped: two groups that differ by chance alone and by what was done. Pure.

Rates: the difference with Newcombe's interval from two Wilson intervals (R. G. Newcombe, Statistics in Medicine 17,
1998, 873-890, method 10). Means: Welch's interval. 95 %, two-sided.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

LEVEL = 0.95
_Z = NormalDist().inv_cdf((1 + LEVEL) / 2)
FEWEST, FEWEST_BUYERS = 30, 5


class Verdict(StrEnum):
    TOO_FEW = "too_few"
    UNCLEAR = "unclear"
    HELPED = "helped"
    HARMED = "harmed"


@dataclass(frozen=True, slots=True)
class Group:
    """`total` and `squares` are the sums of what each customer spent, and of its square, in minor units."""

    customers: int
    buyers: int
    total: int = 0
    squares: int = 0

    @property
    def rate(self) -> float:
        return self.buyers / self.customers if self.customers else 0.0

    @property
    def mean(self) -> float:
        return self.total / self.customers if self.customers else 0.0

    @property
    def variance(self) -> float:
        """Of the sample; exact integers first, so that large sums lose nothing."""
        n = self.customers
        return (n * self.squares - self.total**2) / (n * (n - 1)) if n > 1 else 0.0


@dataclass(frozen=True, slots=True)
class Difference:
    """Heard less held out; `low` and `high` bound it with 95 %. None for groups that are too small."""

    value: float
    low: float
    high: float
    verdict: Verdict


def wilson(group: Group) -> tuple[float, float]:
    """Bounds of a rate."""
    n, rate = group.customers, group.rate
    middle = rate + _Z * _Z / (2 * n)
    half = _Z * math.sqrt(rate * (1 - rate) / n + _Z * _Z / (4 * n * n))
    whole = 1 + _Z * _Z / n
    return (middle - half) / whole, (middle + half) / whole


def of_rates(heard: Group, held: Group) -> Difference | None:
    if not is_enough(heard, held):
        return None
    (low, high), (held_low, held_high) = wilson(heard), wilson(held)
    value = heard.rate - held.rate
    return _told(
        value,
        value - math.hypot(heard.rate - low, held_high - held.rate),
        value + math.hypot(high - heard.rate, held.rate - held_low),
    )


def of_means(heard: Group, held: Group) -> Difference | None:
    """In minor units per customer."""
    if not is_enough(heard, held):
        return None
    a, b = heard.variance / heard.customers, held.variance / held.customers
    value = heard.mean - held.mean
    if a + b == 0:
        return _told(value, value, value)
    freedom = (a + b) ** 2 / (a * a / (heard.customers - 1) + b * b / (held.customers - 1))
    half = _quantile(freedom) * math.sqrt(a + b)
    return _told(value, value - half, value + half)


def _quantile(freedom: float) -> float:
    """Of Student's distribution. SciPy is 50 MB: loaded by whoever looks at results, not by every process."""
    from scipy.special import stdtrit

    return float(stdtrit(freedom, (1 + LEVEL) / 2))


def is_enough(heard: Group, held: Group) -> bool:
    return min(heard.customers, held.customers) >= FEWEST and heard.buyers + held.buyers >= FEWEST_BUYERS


def _told(value: float, low: float, high: float) -> Difference:
    verdict = Verdict.HELPED if low > 0 else Verdict.HARMED if high < 0 else Verdict.UNCLEAR
    return Difference(value, low, high, verdict)
