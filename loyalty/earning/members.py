"""Rules that ask about the member: their facts are read once the accounts are locked.

Sales of a batch are taken in the order of sale, each knowing what those before it used of the
limits, so that many at once give what one after another gives. Nothing here is asked while no
rule needs it (`Terms.asking` is empty).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from core import clock
from customers.birthday import LUNAR_YEARS, Birthday, LeapDay, in_year
from customers.models import CustomerSettings
from customers.segments import membership
from loyalty.earning import goals, uses
from loyalty.earning.book import RuleBook
from loyalty.earning.terms import Earned, MemberFacts, Receipt, Room
from loyalty.ledger import store
from loyalty.ledger.sales import Sale, Sales
from sales.hooks import Change


def wanted(sales: Sales, returned: Iterable[int]) -> set[store.Key]:
    """Accounts that must be locked before the members are asked about."""
    currencies = sales.terms.asking
    if not currencies:
        return set()
    keys = {
        (sale.collector, currency)
        for sale in sales.by_id.values()
        if sale.may_earn and sale.collector
        for currency in currencies
    }
    return keys | goals.wanted(sales.terms, returned)


def earn(sales: Sales, change: Change) -> None:
    """Ask the rules that need to know of the members; the others have said what a sale earns."""
    book = sales.terms.book
    if not book.asking:
        return
    asked = [sale for sale in sales.by_id.values() if sale.may_earn and sale.customer]
    if not asked:
        return
    asked.sort(key=lambda sale: (sale.receipt.occurred_at, sale.id))
    members = read_members(book, asked, without=change.amended)
    for sale in asked:
        sale.earned = members.earn(sale)


def settle(sales: Sales, change: Change, returned: Sequence[int]) -> None:
    """After the ledger has written: limits are counted, goals reached or missed.

    A sale of before may have counted against limits that nobody has any more; they may be set again.
    """
    terms = sales.terms
    is_counting = terms.book.counted_rules or terms.book.counted_policies
    uses.settle([*(change.created if is_counting else ()), *change.amended, *returned])
    if terms.goals or terms.past_goals:
        goals.settle(sales, change, returned)


# --- Facts ------------------------------------------------------------------------------------


@dataclass
class Members:
    """What is known of the members of a batch; counts what its own sales use."""

    book: RuleBook
    tally: uses.Tally
    tiers: dict[int, str] = field(default_factory=dict)
    segments: Mapping[int, frozenset[int]] = field(default_factory=dict)
    numbers: dict[int, int] = field(default_factory=dict)
    birthdays: dict[int, Birthday] = field(default_factory=dict)
    leap_day: LeapDay = LeapDay.FEBRUARY

    def earn(self, sale: Sale) -> list[Earned]:
        earned = self.book.earn_bound(sale.receipt._replace(member=self.facts(sale)), sale.earned)
        assert sale.customer is not None  # only known customers are asked about
        for result in earned:
            if result.counted:
                self.tally.count(sale.customer, sale.day, result.counted)
        return earned

    def facts(self, sale: Sale) -> MemberFacts:
        assert sale.customer is not None
        birthday = self.birthdays.get(sale.customer)
        return MemberFacts(
            tier=self.tiers.get(sale.id, ""),
            number=self.numbers.get(sale.id),
            segments=self.segments.get(sale.id, frozenset()),
            is_birthday_month=birthday is not None and is_birthday_month(birthday, sale.day, self.leap_day),
            room=self._room(sale.customer, sale.day),
            had=frozenset(
                [
                    rule.scope
                    for rule in self.book.counted_rules
                    if rule.purchase_number is not None and self.tally.had(rule.scope, sale.customer)
                ]
            ),
        )

    def _room(self, customer: int, day: date) -> dict[str, Room]:
        found: dict[str, Room] = {}
        for limits, scope in [
            *[(rule, rule.scope) for rule in self.book.counted_rules],
            *[(policy, policy.currency) for policy in self.book.counted_policies],
        ]:
            room = self.tally.room(limits, scope, customer, day)  # type: ignore[arg-type]  # a rule or a policy
            if room is not None:
                found[scope] = min(room, found.get(scope, room))
        return found


def read_members(book: RuleBook, asked: Sequence[Sale], *, without: Sequence[int] = (), locks: bool = True) -> Members:
    """One statement for each kind of fact that some rule needs."""
    customers = sorted({sale.customer for sale in asked if sale.customer})
    members = Members(book, uses.Tally())
    if book.counted_rules or book.counted_policies:
        members.tally = uses.read_tally(
            customers=customers, rules=book.counted_rules, policies=book.counted_policies, without=without,
            locks=locks,
        )  # fmt: skip
    if book.asks_tier:
        members.tiers = _tiers(asked)
    if book.segments:
        members.segments = _segments(book, asked)
    if book.asks_number:
        members.numbers = _numbers(asked, customers)
    if book.asks_birthday:
        members.birthdays = birthdays_of(customers)
        members.leap_day = LeapDay(CustomerSettings.current().leap_day_rule)
    return members


def asked_of(book: RuleBook, receipt: Receipt, customer: int) -> Receipt:
    """A receipt that is not written yet, with what the book's rules ask: previews and quotes."""
    if book.asks_minute:
        local = receipt.occurred_at.astimezone(clock.business_zone())
        receipt = receipt._replace(minute=local.hour * 60 + local.minute)
    if not book.asking:
        return receipt
    day = clock.business_day(receipt.occurred_at)
    return receipt._replace(member=facts_of(book, customer=customer, at=receipt.occurred_at, day=day))


def facts_of(book: RuleBook, *, customer: int, at: datetime, day: date) -> MemberFacts:
    """What is known of one member for a sale that is not written yet: previews, quotes, events."""
    sale = Sale(0, customer, "active", day, Receipt(at, day.isoweekday(), 0, ()))
    members = read_members(book, [sale], locks=False)
    if book.asks_number:
        members.numbers[0] = 1 + store.rows(_COUNT, {"customer": customer, "at": at})[0][0]
    return members.facts(sale)


def _tiers(asked: Sequence[Sale]) -> dict[int, str]:
    """The level of each sale's own time."""
    from loyalty.tiers.queries import levels_at

    levels = levels_at([(sale.customer or 0, sale.receipt.occurred_at) for sale in asked])
    return {sale.id: level.code for sale, level in zip(asked, levels, strict=True) if level}


def _segments(book: RuleBook, asked: Sequence[Sale]) -> dict[int, frozenset[int]]:
    """Of the segments that rules name, those in which each sale's member was at its time."""
    pairs = [(sale.customer or 0, sale.receipt.occurred_at) for sale in asked]
    found = membership.segments_at(book.segments, pairs)
    return {sale.id: segments for sale, segments in zip(asked, found, strict=True)}


_COUNTS = "NOT is_fully_returned AND state <> 'cancelled' AND amount > 0"
_NUMBERS = f"""
SELECT id, n FROM (
    SELECT id, row_number() OVER (PARTITION BY customer_id ORDER BY occurred_at, id) AS n
    FROM sales_purchase WHERE customer_id = ANY(%(customers)s::bigint[]) AND {_COUNTS}
) bought
WHERE id = ANY(%(purchases)s::bigint[])"""  # noqa: S608  # the inserted text is a constant
_COUNT = f"SELECT count(*) FROM sales_purchase WHERE customer_id = %(customer)s AND occurred_at <= %(at)s AND {_COUNTS}"  # noqa: S608


def _numbers(asked: Sequence[Sale], customers: Sequence[int]) -> dict[int, int]:
    """Which of the customer's purchases each sale is, in the order of sale, as known now."""
    told = {"customers": store.array(customers), "purchases": store.array([sale.id for sale in asked])}
    return dict(store.rows(_NUMBERS, told))


_BIRTHDAYS = """
SELECT id, birth_month, birth_day, birth_calendar = 'lunar', birth_leap_month FROM customers_customer
WHERE id = ANY(%(customers)s::bigint[]) AND birth_month IS NOT NULL"""


def birthdays_of(customers: Sequence[int]) -> dict[int, Birthday]:
    found = store.rows(_BIRTHDAYS, {"customers": store.array(customers)})
    return {pk: Birthday(*rest) for pk, *rest in found}


def is_birthday_month(birthday: Birthday, day: date, leap_day: LeapDay = LeapDay.FEBRUARY) -> bool:
    """Whether the birthday is celebrated in the calendar month of `day`; lunar days move from year to year."""
    years = (day.year - 1, day.year) if birthday.is_lunar else (day.year,)
    known = [year for year in years if not birthday.is_lunar or year in LUNAR_YEARS]
    return any(_same_month(in_year(birthday, year, leap_day), day) for year in known)


def _same_month(one: date, other: date) -> bool:
    return (one.year, one.month) == (other.year, other.month)
