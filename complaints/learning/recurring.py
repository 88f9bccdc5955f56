"""Whether complaints about one thing are more than chance would bring. Pure; `docs/algorithms/recurring.md` has the
worked examples, which are tests.

What is expected comes from the thing's own past. A rate that was seen a few times is not known exactly, so the number
of cases is negative binomial: Poisson of a rate whose gamma distribution is what is known of it. Before its first
order a thing has the rate of all things of its kind, weighing as much as one case.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from math import exp, lgamma, log, log1p, sqrt
from typing import Generic, TypeVar

WINDOW, BASELINE, YOUNGEST = 28, 365, 56
# One night in a hundred has an alarm by chance, whatever the number of things that are looked at.
FALSE_ALARMS = 0.01
# Fewer are nobody's cluster, however rare: none for 1 → 2.
LEAST = 4
# What is seen less than twice as often as expected is no cause that came back, however sure.
RATIO = 2.0
# So much of what a thing of no past is expected to do is known from others: as of one case.
SHAPE = 1.0
# Two alarms are one where they share this part of the smaller one's cases.
SAME = 0.5
Z = 1.959963984540054
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Seen:
    """Cases of the window and of the baseline, the orders of both, and the rate of all things of its kind."""

    n: int
    orders: float
    before: int
    orders_before: float
    usual: float

    @property
    def exposure(self) -> float:
        """Complaints of these weeks are about earlier orders, too: never less than a usual window."""
        return max(self.orders, self.orders_before * WINDOW / BASELINE)

    @property
    def expected(self) -> float:
        shape, rate = _known(self)
        return shape / rate * self.exposure

    @property
    def chance(self) -> float:
        """How likely as many cases, or more, are by chance."""
        shape, rate = _known(self)
        return tail(self.n, shape, self.exposure / (self.exposure + rate))

    def is_alarm(self, bar: float) -> bool:
        return self.n >= LEAST and self.n >= RATIO * self.expected and self.chance <= bar


def _known(seen: Seen) -> tuple[float, float]:
    """Gamma: shape and rate, of what was known and what was seen."""
    usual = max(seen.usual, 1e-9)
    return SHAPE + seen.before, SHAPE / usual + seen.orders_before


def tail(n: int, shape: float, q: float) -> float:
    """P(X ≥ n) of the negative binomial with pmf(k) = Γ(k + shape) ÷ (k! Γ(shape)) · (1 − q)^shape · q^k.

    Summed from n upwards, so that what is tiny is exact, too.
    """
    if n <= 0:
        return 1.0
    if q <= 0:
        return 0.0
    term = exp(lgamma(n + shape) - lgamma(n + 1) - lgamma(shape) + shape * log1p(-q) + n * log(q))
    whole, k = term, n
    while term > whole * 1e-16 or q * (k + shape) > k + 1:
        term *= q * (k + shape) / (k + 1)
        whole, k = whole + term, k + 1
        if term == 0.0:
            break
    return min(1.0, whole)


def bar_of(looked_at: int) -> float:
    """Bonferroni: the chance of a false alarm among all things together stays below `FALSE_ALARMS` a night."""
    return FALSE_ALARMS / max(1, looked_at)


@dataclass(frozen=True, slots=True)
class Found(Generic[K]):
    key: K
    chance: float
    cases: frozenset[int]


@dataclass(frozen=True, slots=True)
class Cluster(Generic[K]):
    """One alarm: what it is about, and what else the same cases are about."""

    found: Found[K]
    also: Sequence[K]


def clusters(found: Collection[Found[K]], standing: Collection[Found[K]] = ()) -> list[Cluster[K]]:
    """One for each cause: the surest names it, others that are mostly of the same cases are the same.

    What shares its cases with an alarm that stands brings no other.
    """
    made: list[tuple[Found[K], list[K]]] = [(one, []) for one in standing]
    for one in sorted(found, key=lambda one: (one.chance, str(one.key))):
        same = next((also for known, also in made if known.key != one.key and _same(known, one)), None)
        if same is not None:
            same.append(one.key)
        elif all(known.key != one.key for known, _also in made):
            made.append((one, []))
    old = {known.key for known in standing}
    return [Cluster(known, also) for known, also in made if known.key not in old]


def _same(one: Found[K], other: Found[K]) -> bool:
    smaller = min(len(one.cases), len(other.cases))
    return bool(smaller) and len(one.cases & other.cases) >= SAME * smaller


# --- Whether an action worked -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Effect:
    """Cases for each thousand orders before and after; `ratio` is after ÷ before, with its exact 95 % interval."""

    before: int
    after: int
    orders_before: float
    orders_after: float
    ratio: float | None
    low: float
    high: float | None

    @property
    def verdict(self) -> str:
        """ "fewer", "more", or "open": chance alone may have done it."""
        if self.high is not None and self.high < 1:
            return "fewer"
        return "more" if self.low > 1 else "open"


def effect(before: int, orders_before: float, after: int, orders_after: float) -> Effect:
    """Two Poisson rates compared exactly: of all cases together, how many fell after (Clopper–Pearson)."""
    whole = before + after
    if not (orders_before and orders_after and whole):
        return Effect(before, after, orders_before, orders_after, None, 0.0, None)
    scale = orders_before / orders_after
    low = _bound(lambda p: 1 - _binomial_below(after, whole, p), after == 0)
    high = 1 - _bound(lambda p: 1 - _binomial_below(before, whole, p), before == 0)
    ratio = after / before * scale if before else None
    return Effect(
        before, after, orders_before, orders_after, ratio, low / (1 - low) * scale,
        high / (1 - high) * scale if high < 1 else None,
    )  # fmt: skip


def _bound(reaches: Callable[[float], float], is_zero: bool) -> float:  # noqa: FBT001  # ours alone
    """The share at which so many or more are as rare as 2.5 %: found by halving."""
    if is_zero:
        return 0.0
    low, high = 0.0, 1.0
    for _step in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if reaches(middle) > 0.025 else (middle, high)
    return low


def _binomial_below(k: int, n: int, p: float) -> float:
    """P(X < k)."""
    if p <= 0.0:
        return 1.0 if k else 0.0
    if p >= 1.0:
        return 0.0
    total = 0.0
    for i in range(k):
        total += exp(lgamma(n + 1) - lgamma(i + 1) - lgamma(n - i + 1) + i * log(p) + (n - i) * log1p(-p))
    return min(1.0, total)


def rate_interval(n: int, orders: float) -> tuple[float, float]:
    """Of cases for each thousand orders, roughly (score interval): for the chart of an alarm."""
    centre, half = n + Z * Z / 2, Z * sqrt(n + Z * Z / 4)
    return max(0.0, centre - half) * 1000 / orders, (centre + half) * 1000 / orders
