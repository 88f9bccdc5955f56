"""What the resolving of prices takes and gives: lists, promotions, a basket, facts; priced lines and their steps.

Amounts are integers of the smallest unit of money, quantities thousandths of a piece, percentages hundredths of a
per cent. Nothing here knows Django, the database or the clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple

from loyalty.pricing.arithmetic import off, times

FIXED, PERCENT = "fixed", "percent"
ALL = ("all", 0)

# (kind, key): a published criterion that a customer meets.
Target = tuple[str, int]
# ("product", id), ("category", id) or ALL: what a row of a list is about.
Scope = tuple[str, int]


class Refused(Exception):  # noqa: N818  # reads as the sentence it is
    """The basket cannot be priced as asked; `code` is stable, `position` names the line."""

    def __init__(self, code: str, position: int, limit: int = 0) -> None:
        super().__init__(f"{code} (line {position})")
        self.code = code
        self.position = position
        self.limit = limit


# --- Inputs -------------------------------------------------------------------------------


class Break(NamedTuple):
    """From `quantity` (thousandths) on: a fixed unit price, or a percentage off the row's price."""

    quantity: int
    kind: str
    value: int

    def on(self, price: int) -> int:
        return self.value if self.kind == FIXED else off(price, self.value)


class Row(NamedTuple):
    """What a list says about its scope."""

    list_id: int
    kind: str
    value: int
    breaks: tuple[Break, ...] = ()

    def on(self, list_price: int | None) -> int | None:
        if self.kind == FIXED:
            return self.value
        return None if list_price is None else off(list_price, self.value)

    def reached(self, quantity: int) -> Break | None:
        """The highest break that the quantity reaches."""
        return max((step for step in self.breaks if quantity >= step.quantity), default=None)


@dataclass(frozen=True, slots=True)
class PriceList:
    id: int
    name: str
    targets: frozenset[Target]
    channels: frozenset[int] = frozenset()
    max_staff_percent: int | None = None
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    # The published words of its targets that have some.
    words: tuple[tuple[Target, str], ...] = ()

    def criterion(self, met: frozenset[Target]) -> str:
        return criterion(self.targets, self.words, met)


@dataclass(frozen=True, slots=True)
class Promotion:
    """One promotion; which fields count depends on `kind` (see `promotions`)."""

    id: int
    name: str
    kind: str
    group: int = 0
    percent: int = 0
    amount: int = 0
    every: int = 0
    parts: tuple[tuple[int, int], ...] = ()
    max_times: int | None = None
    gift: int | None = None
    gift_quantity: int = 1
    minimum_spend: int = 0
    products: frozenset[int] = frozenset()
    brands: frozenset[int] = frozenset()
    categories: frozenset[int] = frozenset()
    channels: frozenset[int] = frozenset()
    weekdays: frozenset[int] = frozenset()
    targets: frozenset[Target] = frozenset({ALL})
    needs_coupon: bool = False
    only_standard: bool = False
    limit_per_customer: int | None = None
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    words: tuple[tuple[Target, str], ...] = ()

    def criterion(self, met: frozenset[Target]) -> str:
        return criterion(self.targets, self.words, met)


def criterion(targets: frozenset[Target], words: Iterable[tuple[Target, str]], met: frozenset[Target]) -> str:
    """The published words by which something counts, where nothing else that was met makes it count as well."""
    by, told = targets & met, dict(words)
    return told[min(by)] if by and by <= told.keys() else ""


class Line(NamedTuple):
    """`categories` is the path from the root; `list_price` of one piece, None when nobody knows it.

    A staff discount that `is_promised` was allowed before and is held against no limit.
    """

    position: int
    quantity: int
    list_price: int | None
    product: int | None = None
    brand: int | None = None
    categories: tuple[int, ...] = ()
    staff_percent: int = 0
    is_promised: bool = False


class Coupon(NamedTuple):
    """A code that was given. `refusal` is set when the database already says no."""

    code: str
    promotion: int | None
    refusal: str = ""


class Basket(NamedTuple):
    lines: Sequence[Line]
    channel: int | None = None
    weekday: int = 1
    coupons: tuple[Coupon, ...] = ()
    may_exceed: bool = False


class Claimed(NamedTuple):
    """Pieces of a limited edition that the customer holds, at its price; `until` as ISO text, empty when paid."""

    edition: int
    name: str
    product: int
    price: int
    pieces: int
    until: str = ""


class Facts(NamedTuple):
    """`targets` are the criteria that the customer meets; `used` how often they used a promotion;
    `exhausted` the promotions whose budget has run out, `left` what of a budget in money is left,
    `stock` how many of a gift are; `claims` what they hold of limited editions, the oldest first."""

    targets: frozenset[Target] = frozenset({ALL})
    used: Mapping[int, int] = {}
    exhausted: frozenset[int] = frozenset()
    left: Mapping[int, int] = {}
    stock: Mapping[int, int] = {}
    claims: tuple[Claimed, ...] = ()
    # Whoever is unknown cannot show that they have not had what everybody may have only so often.
    is_known: bool = True


class Coverage:
    """Which promotions cover a line: found by its product, brand and categories, not by asking each one."""

    def __init__(self, promotions: Iterable[Promotion]) -> None:
        self._everywhere: list[int] = []
        self._by: dict[tuple[str, int], list[int]] = {}
        for promotion in promotions:
            scopes = [
                *(("product", pk) for pk in promotion.products),
                *(("brand", pk) for pk in promotion.brands),
                *(("category", pk) for pk in promotion.categories),
            ]
            if not scopes:
                self._everywhere.append(promotion.id)
            for scope in scopes:
                self._by.setdefault(scope, []).append(promotion.id)

    def of(self, lines: Sequence[Line]) -> dict[int, list[int]]:
        """Promotion → indexes of the lines that it covers, in order."""
        found = {pk: list(range(len(lines))) for pk in self._everywhere}
        for index, line in enumerate(lines):
            covering: set[int] = set()
            if line.product is not None:
                covering.update(self._by.get(("product", line.product), ()))
            if line.brand is not None:
                covering.update(self._by.get(("brand", line.brand), ()))
            for category in line.categories:
                covering.update(self._by.get(("category", category), ()))
            for pk in covering:
                found.setdefault(pk, []).append(index)
        return found


@dataclass(frozen=True)
class Book:
    """Lists and promotions, compiled. `rows` holds those that concern the basket.

    `contracts` are the target kinds that beat all others, the strongest first; `groups` the
    stacking groups in order.
    """

    lists: Mapping[int, PriceList] = field(default_factory=dict)
    rows: Mapping[Scope, Sequence[Row]] = field(default_factory=dict)
    promotions: Sequence[Promotion] = ()
    groups: Sequence[int] = (0,)
    max_staff_percent: int = 0
    contracts: tuple[str, ...] = ("customer", "company")
    # Compiled once with the promotions; made when it is missing.
    coverage: Coverage | None = field(default=None, compare=False)

    def with_rows(self, rows: Mapping[Scope, Sequence[Row]]) -> Book:
        return replace(self, rows=rows)


# --- Results ------------------------------------------------------------------------------


class Step(NamedTuple):
    """One step of an explanation: what, its terms (percentage or fixed price), what is left after it.

    Steps up to `quantity` speak of one piece, those after it of the line.
    """

    kind: str
    after: int
    name: str = ""
    id: int | None = None
    percent: int | None = None
    price: int | None = None
    quantity: int | None = None
    discount: int = 0
    until: str = ""
    # Of a segment: by what it counts, in the published words.
    criterion: str = ""

    def as_facts(self) -> dict[str, Any]:
        """Plain data without what is empty."""
        told = {"kind": self.kind, "after": self.after, "name": self.name or None, "discount": self.discount or None}
        told |= {"id": self.id, "percent": self.percent, "price": self.price, "quantity": self.quantity}
        told |= {"until": self.until or None, "criterion": self.criterion or None}
        return {name: value for name, value in told.items() if value is not None}


class PricedLine(NamedTuple):
    position: int
    product: int | None
    quantity: int
    list_price: int
    unit_price: int
    list_id: int | None
    gross: int
    amount: int
    steps: tuple[Step, ...]

    @property
    def is_standard(self) -> bool:
        """At the list price: neither by a price list nor by a limited edition."""
        return self.list_id is None and all(step.kind != "edition" for step in self.steps)

    @property
    def list_amount(self) -> int:
        """What the line costs at the list price."""
        return times(self.list_price, self.quantity)


class Applied(NamedTuple):
    """A promotion that counted: its discount on the basket, or the gift that it gives."""

    promotion: int
    name: str
    discount: int
    coupon: str = ""
    gift: int | None = None
    gift_quantity: int = 0


class PricedBasket(NamedTuple):
    lines: tuple[PricedLine, ...]
    applied: tuple[Applied, ...]
    coupons: tuple[Coupon, ...]

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines)

    @property
    def list_total(self) -> int:
        return sum(line.list_amount for line in self.lines)
