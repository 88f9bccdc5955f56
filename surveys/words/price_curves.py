"""Van Westendorp's price sensitivity: four cumulative curves and where they cross. Pure.

At a price: who finds it too cheap or cheap (they named it or a higher one), expensive or too expensive (they named it
or a lower one). Crossings, by straight lines between the named prices:

    point of marginal cheapness   too cheap × expensive      lower end of the acceptable range
    point of marginal expensiveness   cheap × too expensive   its upper end
    optimal price                 too cheap × too expensive
    indifference price            cheap × expensive

Answers whose four prices do not rise (too cheap < cheap < expensive < too expensive) are left out and counted.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

NAMES = ("too_cheap", "cheap", "expensive", "too_expensive")
# So many points of each curve are drawn; crossings are found on all of them.
DRAWN = 200


@dataclass(frozen=True, slots=True)
class Curves:
    """Shares of `n` at each of the named prices, in order."""

    prices: tuple[int, ...]
    too_cheap: tuple[float, ...]
    cheap: tuple[float, ...]
    expensive: tuple[float, ...]
    too_expensive: tuple[float, ...]
    n: int

    @property
    def marginal_cheapness(self) -> float | None:
        return crossing(self.prices, self.too_cheap, self.expensive)

    @property
    def marginal_expensiveness(self) -> float | None:
        return crossing(self.prices, self.cheap, self.too_expensive)

    @property
    def optimal(self) -> float | None:
        return crossing(self.prices, self.too_cheap, self.too_expensive)

    @property
    def indifference(self) -> float | None:
        return crossing(self.prices, self.cheap, self.expensive)

    @property
    def drawn(self) -> list[int]:
        """Places of the prices that are drawn: all, or evenly some with both ends."""
        last = len(self.prices) - 1
        if last < DRAWN:
            return list(range(last + 1))
        return sorted({round(step * last / (DRAWN - 1)) for step in range(DRAWN)})


def is_in_order(too_cheap: int, cheap: int, expensive: int, too_expensive: int) -> bool:
    return too_cheap < cheap < expensive < too_expensive


def curves(counted: Mapping[str, Iterable[tuple[int, int]]]) -> Curves | None:
    """By name (price, how many named it), of answers in order; None without any."""
    named = {name: sorted(counted.get(name, ())) for name in NAMES}
    n = sum(count for _price, count in named["cheap"])
    if not n:
        return None
    prices = tuple(sorted({price for pairs in named.values() for price, _count in pairs}))
    return Curves(
        prices,
        too_cheap=_falling(named["too_cheap"], prices, n),
        cheap=_falling(named["cheap"], prices, n),
        expensive=_rising(named["expensive"], prices, n),
        too_expensive=_rising(named["too_expensive"], prices, n),
        n=n,
    )


def _rising(pairs: Sequence[tuple[int, int]], prices: Sequence[int], n: int) -> tuple[float, ...]:
    """Who named this price or a lower one."""
    at, up_to = _summed(pairs)
    return tuple(up_to[bisect_right(at, price)] / n for price in prices)


def _falling(pairs: Sequence[tuple[int, int]], prices: Sequence[int], n: int) -> tuple[float, ...]:
    """Who named this price or a higher one."""
    at, up_to = _summed(pairs)
    return tuple((n - up_to[bisect_left(at, price)]) / n for price in prices)


def _summed(pairs: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    sums = [0]
    for _price, count in pairs:
        sums.append(sums[-1] + count)
    return [price for price, _count in pairs], sums


def crossing(prices: Sequence[int], falling: Sequence[float], rising: Sequence[float]) -> float | None:
    """Where the rising curve meets the falling one: the middle, where they run together for a while."""
    gaps = [up - down for up, down in zip(rising, falling, strict=True)]
    first = next((place for place, gap in enumerate(gaps) if gap >= 0), None)
    if first is None or (first == 0 and gaps[0] > 0):
        return None
    if gaps[first] > 0:
        before = gaps[first - 1]
        return prices[first - 1] + (prices[first] - prices[first - 1]) * -before / (gaps[first] - before)
    last = max(place for place, gap in enumerate(gaps) if gap == 0)
    return (prices[first] + prices[last]) / 2
