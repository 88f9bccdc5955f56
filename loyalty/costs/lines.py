"""Lines of the programme's profit and loss, cell by cell: month × level × line. Pure.

Every table is a sum of the same cells, so they agree to the cent. Signs are as a reader adds: what the
shop earns is positive, what the programme costs negative.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

REVENUE, GOODS = "revenue", "goods"
EARNED, BY_HAND, LAPSED, USED = "earned", "by_hand", "lapsed", "used"
UNITS = (EARNED, BY_HAND, LAPSED)
# Prefix of a posted kind's line.
POSTED = "posted:"
GIVEN_UP = f"{POSTED}points"
K = TypeVar("K", str, tuple[str, str])


class Cell(NamedTuple):
    """`month` as 2026-03; `level` the level's name, empty for none; `amount` in the smallest unit of money."""

    month: str
    level: str
    line: str
    amount: int


class Sums(NamedTuple):
    """What any set of cells comes to. `discounts` are in `margin` already; `other` is posted beside them."""

    revenue: int
    margin: int
    discounts: int
    units: int
    other: int

    @property
    def full_margin(self) -> int:
        """The margin at list prices: before price lists, promotions and staff took something off."""
        return self.margin - self.discounts

    @property
    def cost(self) -> int:
        """What the programme costs, as a negative amount."""
        return self.discounts + self.units + self.other

    @property
    def result(self) -> int:
        return self.full_margin + self.cost


class Lines:
    """Cells with their sums. `discounts` are the codes of posted kinds that the margin has felt already."""

    def __init__(self, cells: Iterable[Cell], discounts: Iterable[str]) -> None:
        self.cells = tuple(cells)
        self._discounts = {POSTED + code for code in discounts}

    def total(self, *lines: str) -> int:
        return sum(cell.amount for cell in self.cells if cell.line in lines)

    def sums(self) -> Sums:
        return _sums(self.cells, self._discounts)

    @property
    def result_when_used(self) -> int:
        """The result when units cost as they are used instead of as they are earned.

        Units given up for a reward are used as well, and count as the reward alone, either way.
        """
        return self.sums().result - self.total(*UNITS) + self.total(USED)

    def posted(self) -> list[tuple[str, int]]:
        """Posted kinds beside discounts, with their sums."""
        found: dict[str, int] = defaultdict(int)
        for cell in self.cells:
            if cell.line.startswith(POSTED):
                found[cell.line.removeprefix(POSTED)] += cell.amount
        return list(found.items())

    def by_month(self) -> list[tuple[str, Sums]]:
        return self._by(lambda cell: cell.month)

    def by_level(self, order: Sequence[str]) -> list[tuple[str, Sums]]:
        """Highest level first; nobody's level last."""
        places = {name: place for place, name in enumerate(order)}
        return sorted(self._by(lambda cell: cell.level), key=lambda row: places.get(row[0], len(places)))

    def by_month_and_level(self) -> list[tuple[tuple[str, str], Sums]]:
        return self._by(lambda cell: (cell.month, cell.level))

    def _by(self, key: Callable[[Cell], K]) -> list[tuple[K, Sums]]:
        groups: dict[K, list[Cell]] = defaultdict(list)
        for cell in self.cells:
            groups[key(cell)].append(cell)
        return [(name, _sums(groups[name], self._discounts)) for name in sorted(groups)]


def _sums(cells: Iterable[Cell], discounts: set[str]) -> Sums:
    revenue = goods = taken_off = units = other = 0
    for cell in cells:
        if cell.line == REVENUE:
            revenue += cell.amount
        elif cell.line == GOODS:
            goods += cell.amount
        elif cell.line in UNITS:
            units += cell.amount
        elif cell.line in discounts:
            taken_off += cell.amount
        elif cell.line.startswith(POSTED):
            other += cell.amount
    return Sums(revenue, revenue + goods, taken_off, units, other)
