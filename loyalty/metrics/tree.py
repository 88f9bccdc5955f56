"""The revenue tree: revenue as a product of factors, and what each contributed to a change.

revenue = buyers × visits per buyer × units per visit × net price per unit. The change between
two periods is divided among the factors by their Shapley values: each factor's mean effect
over all orders in which the factors could have changed. They add up to the whole change, and
stay defined when a factor is 0 in one period (a logarithm would not).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from math import prod

FACTORS = ("buyers", "visits_per_buyer", "units_per_visit", "price_per_unit")


@dataclass(frozen=True)
class Sums:
    """What a period counted; `revenue` in smallest units of money."""

    buyers: int
    visits: int
    units: float
    revenue: int

    def factors(self) -> dict[str, float]:
        """Where lines say nothing of quantities, a visit counts as one unit."""
        units = self.units if self.units > 0 else float(self.visits)
        return {
            "buyers": float(self.buyers),
            "visits_per_buyer": _ratio(self.visits, self.buyers),
            "units_per_visit": _ratio(units, self.visits),
            "price_per_unit": _ratio(self.revenue, units),
        }


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def contributions(
    before: Mapping[str, float], after: Mapping[str, float], names: Sequence[str] = FACTORS
) -> dict[str, float]:
    """What each factor added to the product; the sum is the change of the product."""
    total = dict.fromkeys(names, 0.0)
    orders = list(permutations(names))
    for order in orders:
        current = dict(before)
        value = prod(current[name] for name in names)
        for name in order:
            current[name] = after[name]
            following = prod(current[other] for other in names)
            total[name] += following - value
            value = following
    return {name: amount / len(orders) for name, amount in total.items()}


def whole_contributions(before: Sums, after: Sums) -> dict[str, int]:
    """`contributions` in whole smallest units that add up exactly (largest remainder)."""
    exact = contributions(before.factors(), after.factors())
    change = after.revenue - before.revenue
    floors = {name: int(amount // 1) for name, amount in exact.items()}
    rest = change - sum(floors.values())
    by_remainder = sorted(exact, key=lambda name: exact[name] - floors[name], reverse=True)
    # More than one each is left only where floats run out of digits.
    each, extra = divmod(rest, len(exact))
    return {name: floors[name] + each + (by_remainder.index(name) < extra) for name in exact}
