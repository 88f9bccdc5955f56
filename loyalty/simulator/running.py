"""Earning the past anew, with and without the draft: sums by month and tier.

Both books earn every purchase by the same pure function as the till. Limits and goals are
counted along the way, from nothing at the beginning of the period; purchases before it are known
where a rule asks for the n-th.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from customers.birthday import Birthday, LeapDay
from customers.models import CustomerSettings
from loyalty.earning.book import RuleBook
from loyalty.earning.goals import period_of
from loyalty.earning.members import birthdays_of, is_birthday_month
from loyalty.earning.terms import UNKNOWN, MemberFacts, Receipt, Room, Rule
from loyalty.earning.uses import Tally
from loyalty.ledger import store
from loyalty.simulator.reading import Bought

_EARLIER = """
SELECT customer_id, count(*) FROM sales_purchase
WHERE occurred_at < %(since)s AND customer_id IS NOT NULL AND NOT is_fully_returned AND state <> 'cancelled'
  AND amount > 0 GROUP BY customer_id"""


class Cell(NamedTuple):
    """Where units are counted."""

    month: str
    tier: str


@dataclass
class Sums:
    purchases: int = 0
    base: int = 0
    without: int = 0
    draft: int = 0


@dataclass
class Side:
    """One book with what its own limits have given so far."""

    book: RuleBook
    currency: str
    tally: Tally = field(default_factory=Tally)
    asks: bool = False

    def __post_init__(self) -> None:
        self.asks = bool(self.book.asking)
        self.tally.spent = {rule.scope: 0 for rule in self.book.counted_rules if rule.budget is not None}

    def units(self, bought: Bought, member: MemberFacts) -> int:
        receipt = bought.receipt
        if self.asks:
            receipt = receipt._replace(member=self._with_room(bought, member))
        for earned in self.book.earn(receipt):
            if earned.currency == self.currency:
                if earned.counted:
                    self.tally.count(bought.customer, bought.day, earned.counted)
                return earned.units
        return 0

    def _with_room(self, bought: Bought, member: MemberFacts) -> MemberFacts:
        rules, policies = self.book.counted_rules, self.book.counted_policies
        if not rules and not policies:
            return member
        room: dict[str, Room] = {}
        had = []
        for rule in rules:
            left = self.tally.room(rule, rule.scope, bought.customer, bought.day)
            if left is not None:
                room[rule.scope] = min(left, room.get(rule.scope, left))
            if rule.purchase_number is not None and self.tally.had(rule.scope, bought.customer):
                had.append(rule.scope)
        for policy in policies:
            left = self.tally.room(policy, policy.currency, bought.customer, bought.day)
            if left is not None:
                room[policy.currency] = left
        return member._replace(room=room, had=frozenset(had))


@dataclass
class Run:
    """The draft beside the rules in force; `goal` when the draft is one, and not a rule of receipts."""

    without: Side
    draft: Side
    rule: Rule
    goal: Rule | None = None
    cells: dict[Cell, Sums] = field(default_factory=lambda: defaultdict(Sums))
    # Members who would have got more, or less.
    touched: set[int] = field(default_factory=set)
    numbers: dict[int, int] = field(default_factory=dict)
    leap_day: LeapDay = LeapDay.FEBRUARY
    _spent: dict[tuple[int, str], int] = field(default_factory=lambda: defaultdict(int))
    _goal_tally: Tally = field(default_factory=Tally)
    limits_of_others: bool = field(init=False)

    def __post_init__(self) -> None:
        book = self.draft.book
        others = [rule for rule in book.counted_rules if rule.scope != self.rule.scope]
        self.limits_of_others = bool(others or book.counted_policies)

    @property
    def asks_number(self) -> bool:
        return self.without.book.asks_number or self.draft.book.asks_number

    @property
    def asks_birthday(self) -> bool:
        return self.without.book.asks_birthday or self.draft.book.asks_birthday

    def begin(self, since: object) -> None:
        if self.asks_number:
            self.numbers = dict(store.rows(_EARLIER, {"since": since}))
        if self.asks_birthday:
            self.leap_day = LeapDay(CustomerSettings.current().leap_day_rule)

    def take(self, slice_: list[Bought]) -> None:
        birthdays = birthdays_of(sorted({bought.customer for bought in slice_})) if self.asks_birthday else {}
        asks = self.without.asks or self.draft.asks
        months: dict[date, str] = {}
        for bought in slice_:
            month = months.get(bought.day)
            if month is None:
                month = months[bought.day] = f"{bought.day.year}-{bought.day.month:02d}"
            member = self._member(bought, birthdays) if asks else UNKNOWN
            sums = self.cells[Cell(month, bought.tier)]
            sums.purchases += 1
            sums.base += bought.receipt.base
            units = self.without.units(bought, member)
            sums.without += units
            if self.goal is not None:
                drafted = units + self._goal(bought, self.goal)
            else:
                drafted = self.draft.units(bought, member) if self._may_fit(bought, member) else units
            sums.draft += drafted
            if drafted != units:
                self.touched.add(bought.customer)

    def _member(self, bought: Bought, birthdays: dict[int, Birthday]) -> MemberFacts:
        number = None
        if self.asks_number:
            number = self.numbers[bought.customer] = self.numbers.get(bought.customer, 0) + 1
        birthday = birthdays.get(bought.customer)
        is_month = birthday is not None and is_birthday_month(birthday, bought.day, self.leap_day)
        return MemberFacts(bought.tier, number, is_month, segments=bought.segments)

    def _may_fit(self, bought: Bought, member: MemberFacts) -> bool:
        """Most purchases have nothing to do with the draft: then both books give the same.

        Not where anything but the draft has limits: what they leave depends on all that was given before,
        with the draft and without it.
        """
        rule, receipt = self.rule, bought.receipt
        if self.limits_of_others:
            return True
        return (
            (not rule.channels or receipt.channel in rule.channels)
            and rule.fits_time(receipt.weekday, receipt.minute)
            and rule.fits_member(member)
            and (not rule.has_scope or any(rule.fits_line(line) for line in receipt.lines))
        )

    def _goal(self, bought: Bought, goal: Rule) -> int:
        """Units of the goal on the purchase that crosses it; what came back does not count."""
        key = (bought.customer, period_of(goal, bought.day))
        before = self._spent[key]
        spent = before + _spend(goal, bought)
        self._spent[key] = spent
        if not before < goal.minimum_spend <= spent:
            return 0
        asked = int(goal.rate)
        room = self._goal_tally.room(goal, goal.scope, bought.customer, bought.day)
        units = asked if room is None else min(asked, max(0, room.units))
        self._goal_tally.spent.setdefault(goal.scope, 0)
        self._goal_tally.count(bought.customer, bought.day, [(goal.scope, asked, units)])
        return units


def _spend(goal: Rule, bought: Bought) -> int:
    receipt: Receipt = bought.receipt
    if goal.channels and receipt.channel not in goal.channels:
        return 0
    if not receipt.amount:
        return 0
    kept = receipt.amount - bought.returned
    if goal.has_scope:
        fitting = sum(line.amount for line in receipt.lines if goal.fits_line(line))
        return fitting * kept // receipt.amount
    return receipt.base * kept // receipt.amount
