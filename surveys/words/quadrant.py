"""What matters: importance × satisfaction of each attribute in four fields, expected against perceived, value received.

Borders are the means over the attributes, so that there is always something to do first. Means count only who gave a
number. Value received = benefits − costs, each the mean of its attributes as they are perceived. Costs are price, time,
energy and effort; they were rated like all, high is good ("little is asked of me"), so that the cost itself is the
scale turned round: on 1–5 a rating of 4 is a cost of 2. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

# Attributes that are paid with, by the key of their row.
COSTS = frozenset({"price", "time", "energy", "effort"})
IMPROVE, KEEP, LATER, ENOUGH = "improve", "keep", "later", "enough"


@dataclass(frozen=True, slots=True)
class Mean:
    """Of a scale; `spread` is the standard deviation."""

    value: float
    n: int
    spread: float


@dataclass(frozen=True, slots=True)
class Attribute:
    key: str
    importance: Mean
    satisfaction: Mean
    field: str


@dataclass(frozen=True, slots=True)
class Gap:
    """`gap` below 0: less than was expected."""

    key: str
    expected: Mean
    perceived: Mean

    @property
    def gap(self) -> float:
        return self.perceived.value - self.expected.value


@dataclass(frozen=True, slots=True)
class Value:
    benefits: float
    costs: float

    @property
    def received(self) -> float:
        return self.benefits - self.costs


@dataclass(frozen=True, slots=True)
class Quadrant:
    attributes: list[Attribute]
    border_importance: float
    border_satisfaction: float


def mean_of(counted: Iterable[tuple[int, int]]) -> Mean | None:
    """Of (number, how many gave it); None for nobody."""
    pairs = list(counted)
    n = sum(count for _number, count in pairs)
    if not n:
        return None
    value = sum(number * count for number, count in pairs) / n
    spread = sqrt(sum(count * (number - value) ** 2 for number, count in pairs) / n)
    return Mean(value, n, spread)


def quadrant(importance: Mapping[str, Mean], satisfaction: Mapping[str, Mean]) -> Quadrant | None:
    """Attributes that have both, the most important first; None without any."""
    keys = [key for key in importance if key in satisfaction]
    if not keys:
        return None
    important = sum(importance[key].value for key in keys) / len(keys)
    satisfied = sum(satisfaction[key].value for key in keys) / len(keys)
    attributes = [
        Attribute(
            key, importance[key], satisfaction[key],
            field_of(
                is_important=importance[key].value >= important, is_satisfied=satisfaction[key].value >= satisfied
            ),
        )
        for key in keys
    ]  # fmt: skip
    return Quadrant(sorted(attributes, key=lambda one: (-one.importance.value, one.key)), important, satisfied)


def field_of(*, is_important: bool, is_satisfied: bool) -> str:
    if is_important:
        return KEEP if is_satisfied else IMPROVE
    return ENOUGH if is_satisfied else LATER


def gaps(expected: Mapping[str, Mean], perceived: Mapping[str, Mean]) -> list[Gap]:
    """The largest disappointment first."""
    both = [Gap(key, expected[key], perceived[key]) for key in expected if key in perceived]
    return sorted(both, key=lambda one: (one.gap, one.key))


def value_received(perceived: Mapping[str, Mean], low: int, high: int) -> Value | None:
    """On a scale from `low` to `high`; None where benefits or costs were not asked for."""
    benefits = [mean.value for key, mean in perceived.items() if key not in COSTS]
    costs = [low + high - mean.value for key, mean in perceived.items() if key in COSTS]
    if not benefits or not costs:
        return None
    return Value(sum(benefits) / len(benefits), sum(costs) / len(costs))
