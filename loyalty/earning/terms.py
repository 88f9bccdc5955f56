"""What earning speaks of: rules, policies, receipts, facts about the member, and what was earned. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from hashlib import blake2b
from typing import Any, NamedTuple

POINTS = "points"
CASHBACK = "cashback"
# Kinds of rules that purchases ask; goals and events are asked by `goals` and `events`.
BASE, MULTIPLIER, PIECE, BONUS, GOAL, EVENT = "base", "multiplier", "piece", "bonus", "goal", "event"
BEST, ADD, MULTIPLY = "best", "add", "multiply"
# Parts of the amount that may be told not to earn.
PARTS = ("tax", "delivery", "tip", "paid_points", "paid_cashback")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; empty scopes and conditions mean all. Rates have at most four decimal places.

    `root` is the first of the rules that this one succeeds: caps count on when terms change.
    """

    id: int
    name: str
    currency: str
    rate: Decimal
    kind: str = BASE
    root: int = 0
    minimum_spend: int = 0
    categories: frozenset[int] = frozenset()
    brands: frozenset[int] = frozenset()
    products: frozenset[int] = frozenset()
    channels: frozenset[int] = frozenset()
    weekdays: frozenset[int] = frozenset()
    # Minutes of the business day, half-open; the first after the second: across midnight.
    minutes: tuple[int, int] | None = None
    tiers: frozenset[str] = frozenset()
    segment: int | None = None
    in_birthday_month: bool = False
    purchase_number: int | None = None
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    per_order: int | None = None
    per_day: int | None = None
    per_month: int | None = None
    per_customer: int | None = None
    budget: int | None = None
    # Of goals: month, quarter, year, or the rule's whole validity. Of events: which, and how often in what time.
    period: str = ""
    event: str = ""
    times: int | None = None
    # Whether it asks anything of a receipt. Found out once: every quote asks every rule.
    is_conditional: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        conditions = (
            self.minimum_spend, self.channels, self.weekdays, self.valid_from, self.valid_until, self.minutes,
            self.tiers, self.segment, self.in_birthday_month, self.purchase_number is not None,
        )  # fmt: skip
        object.__setattr__(self, "is_conditional", any(conditions))

    @property
    def is_multiplier(self) -> bool:
        return self.kind == MULTIPLIER

    @property
    def is_counted(self) -> bool:
        """What it granted is counted per member or in all, so that less than asked may be left."""
        return self.purchase_number is not None or any(
            cap is not None for cap in (self.per_day, self.per_month, self.per_customer, self.budget)
        )

    @property
    def is_capped(self) -> bool:
        return self.per_order is not None or self.is_counted

    @property
    def asks_member(self) -> bool:
        return bool(self.tiers or self.segment or self.in_birthday_month or self.is_counted)

    @property
    def scope(self) -> str:
        """Under which name its uses are counted."""
        return f"rule:{self.root or self.id}"

    @property
    def has_scope(self) -> bool:
        return bool(self.categories or self.brands or self.products)

    def fits_receipt(self, receipt: Receipt, base: int) -> bool:
        return (
            (self.valid_from is None or self.valid_from <= receipt.occurred_at)
            and (self.valid_until is None or receipt.occurred_at < self.valid_until)
            and base >= self.minimum_spend
            and (not self.channels or receipt.channel in self.channels)
            and self.fits_time(receipt.weekday, receipt.minute)
            and self.fits_member(receipt.member)
        )

    def fits_time(self, weekday: int, minute: int) -> bool:
        """After midnight a window that began the evening before belongs to that evening's weekday."""
        if self.minutes:
            start, end = self.minutes
            if start < end:
                if not start <= minute < end:
                    return False
            elif minute < end:
                weekday = (weekday - 2) % 7 + 1
            elif minute < start:
                return False
        return not self.weekdays or weekday in self.weekdays

    def fits_member(self, member: MemberFacts) -> bool:
        return (
            (not self.tiers or member.tier in self.tiers)
            and (self.segment is None or self.segment in member.segments)
            and (not self.in_birthday_month or member.is_birthday_month)
            and (
                self.purchase_number is None or (self.purchase_number == member.number and self.scope not in member.had)
            )
        )

    def fits_line(self, line: Line) -> bool:
        return (
            (not self.products or line.product in self.products)
            and (not self.brands or line.brand in self.brands)
            and (not self.categories or not self.categories.isdisjoint(line.categories))
        )


@dataclass(frozen=True, slots=True)
class Policy:
    """Of one currency. `unearning`: parts of the amount that do not earn; the scopes: goods that do not."""

    currency: str
    rounding: str = "floor"
    is_active: bool = True
    combines: str = MULTIPLY
    unearning: frozenset[str] = frozenset(PARTS)
    unearning_categories: frozenset[int] = frozenset()
    unearning_products: frozenset[int] = frozenset()
    per_order: int | None = None
    per_day: int | None = None
    per_month: int | None = None

    @property
    def is_counted(self) -> bool:
        return self.per_day is not None or self.per_month is not None

    @property
    def is_capped(self) -> bool:
        return self.per_order is not None or self.is_counted

    @property
    def has_unearning_goods(self) -> bool:
        return bool(self.unearning_categories or self.unearning_products)

    def excludes(self, line: Line) -> bool:
        return line.product in self.unearning_products or not self.unearning_categories.isdisjoint(line.categories)


class Room(NamedTuple):
    """How many units a cap leaves, and which cap it is: day, month, customer or budget."""

    units: int
    cap: str


class MemberFacts(NamedTuple):
    """What rules may ask of the member at the time of the sale.

    `number`: which of the member's purchases this is, from 1; `room`: what is left, by scope of a
    rule or currency; `had`: scopes of rules for an n-th purchase that the member has had already; `segments`: those
    of the segments asked about in which the member was.
    """

    tier: str = ""
    number: int | None = None
    is_birthday_month: bool = False
    room: Mapping[str, Room] = {}
    had: frozenset[str] = frozenset()
    segments: frozenset[int] = frozenset()


UNKNOWN = MemberFacts()


class Line(NamedTuple):
    """`amount` was paid for the line in all; `categories` is the path from the root to its category."""

    position: int
    amount: int
    product: int | None = None
    brand: int | None = None
    categories: tuple[int, ...] = ()
    quantity: Decimal = Decimal(1)


class Receipt(NamedTuple):
    """`weekday` is that of the business day: 1 is Monday, 7 is Sunday; `minute` the minute of that day."""

    occurred_at: datetime
    weekday: int
    amount: int
    lines: Sequence[Line]
    channel: int | None = None
    tax: int = 0
    delivery: int = 0
    tip: int = 0
    paid_points: int = 0
    paid_cashback: int = 0
    minute: int = 0
    member: MemberFacts = UNKNOWN
    # Some policy lets a part earn that others leave out: then the basis tells the parts one by one.
    tells_parts: bool = False

    @property
    def base(self) -> int:
        """What of the receipt earns, where no part is told to earn."""
        unearning = self.tax + self.delivery + self.tip + self.paid_points + self.paid_cashback
        return max(0, self.amount - unearning)

    def base_without(self, unearning: frozenset[str]) -> int:
        parts: int = sum([getattr(self, part) for part in unearning])
        return max(0, self.amount - parts)

    @property
    def basis(self) -> str:
        """A fingerprint of everything told about the sale: units of an unchanged sale need no second thought."""
        lines = "|".join([f"{line[0]};{line[1]};{line[2]};{line[5]}" for line in self.lines])
        told = f"{self.occurred_at.timestamp()}|{self.channel}|{self.base}|{lines}"
        if self.tells_parts:
            told += "|" + ";".join([str(getattr(self, part)) for part in PARTS])
        return blake2b(told.encode(), digest_size=8).hexdigest()


class Earned(NamedTuple):
    """What a receipt earns in one currency, and why.

    `lines` has (position, units, amount of the line) and sums to `units`; `rules` the id and
    rate of each rule that made it. `asked` is what they gave before caps, `counted` the scope,
    asked and granted units of everything that is counted, `caps` the words of those that cut.
    """

    currency: str
    units: int
    explanation: str
    base: int
    rounding: str
    lines: tuple[tuple[int, int, int], ...]
    rules: tuple[tuple[int, str], ...]
    asked: int = 0
    counted: tuple[tuple[str, int, int], ...] = ()
    caps: tuple[tuple[str, str, int, int], ...] = ()

    def facts(self, basis: str) -> dict[str, Any]:
        """What the entry keeps, so that a later return asks no rule."""
        kept: dict[str, Any] = {
            "basis": basis,
            "base": self.base,
            "rounding": self.rounding,
            "rules": [list(rule) for rule in self.rules],
            "lines": [list(line) for line in self.lines],
        }
        if self.counted:
            kept["counted"] = [list(use) for use in self.counted]
        if self.caps:
            kept |= {"asked": self.asked, "granted": self.units, "caps": [list(cap) for cap in self.caps]}
        return kept

    def facts_json(self, basis: str) -> str:
        """`facts` as JSON, written directly: an import makes a million of them."""
        lines = ",".join([f"[{position},{units},{amount}]" for position, units, amount in self.lines])
        rules = ",".join([f'[{pk},"{rate}"]' for pk, rate in self.rules])
        return (
            f'{{"basis":"{basis}","base":{self.base},"rounding":"{self.rounding}","rules":[{rules}],"lines":[{lines}]'
            f"{self._counted_json() if self.counted or self.caps else ''}}}"
        )

    def _counted_json(self) -> str:
        import json

        more = {name: value for name, value in self.facts("").items() if name in _MORE}
        return "," + json.dumps(more, ensure_ascii=False)[1:-1]


_MORE = ("counted", "asked", "granted", "caps")
