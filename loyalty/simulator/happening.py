"""Events of members that are no purchase, in the order of time, and what rules for them would have given.

What happened is kept whether or not a rule gave anything for it (`Occurrence`). Profiles that were complete before
events were kept count as the rule itself counts them: when their owner enrolled, or else when they were last changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from core import clock
from customers.birthday import Birthday, LeapDay
from customers.models import CustomerSettings
from customers.segments import membership
from loyalty.earning import occasions
from loyalty.earning.members import birthdays_of, is_birthday_month
from loyalty.earning.profile import EVENT as PROFILE
from loyalty.earning.profile import IS_COMPLETE
from loyalty.earning.terms import Line, MemberFacts, Receipt, Rule
from loyalty.earning.uses import Tally
from loyalty.ledger import store
from loyalty.simulator import reading
from loyalty.simulator.running import Cell, Sums

# Before every number of a row; those of profiles that nobody told are below zero.
_FIRST = -(2**62)

_KEPT = """
SELECT told.id, told.customer_id, told.occurred_at FROM loyalty_occurrence told
WHERE told.event = %(event)s AND told.revoked_at IS NULL AND NOT told.is_quiet
  AND told.occurred_at >= %(since)s AND told.occurred_at < %(until)s"""
_PROFILES = f"""{_KEPT}
UNION ALL
SELECT * FROM (
    SELECT -customer.id, customer.id,
           CASE WHEN membership.enrolled_at >= %(since)s THEN membership.enrolled_at ELSE customer.updated_at END
    FROM customers_customer customer
    JOIN customers_membership membership ON membership.customer_id = customer.id
    WHERE {IS_COMPLETE} AND greatest(customer.updated_at, membership.enrolled_at) >= %(since)s AND NOT EXISTS (
        SELECT FROM loyalty_occurrence told WHERE told.customer_id = customer.id AND told.event = 'profile'
          AND told.occurred_at >= %(since)s)
) untold (id, customer_id, occurred_at) WHERE occurred_at < %(until)s"""  # noqa: S608  # the inserted text is a constant
_HAPPENED = """
SELECT happened.id, happened.customer_id, happened.occurred_at::text, {tier} FROM ({events}) happened
JOIN customers_membership membership ON membership.customer_id = happened.customer_id
     AND membership.state = 'active'
WHERE (happened.occurred_at, happened.id) > (%(at)s::timestamptz, %(id)s)
ORDER BY happened.occurred_at, happened.id LIMIT %(limit)s"""
_COUNT = """
SELECT count(*), count(DISTINCT happened.customer_id) FROM ({events}) happened
JOIN customers_membership membership ON membership.customer_id = happened.customer_id
     AND membership.state = 'active'"""
# Whole, as it was granted: of an entry of which nothing is left, nothing.
_GRANTED = """
SELECT to_char(used.occurred_on, 'YYYY-MM'), coalesce({tier}, ''), sum(used.granted)::bigint
FROM loyalty_ruleuse used
JOIN loyalty_entry entry ON entry.event_key = used.event_key
JOIN loyalty_account account ON account.id = entry.account_id AND account.currency = %(currency)s
WHERE starts_with(used.event_key, %(prefix)s) AND used.kept > 0
  AND entry.occurred_at >= %(since)s AND entry.occurred_at < %(until)s
GROUP BY 1, 2"""


@dataclass(slots=True)
class Happened:
    """An event of a member: an empty receipt of its time, for the rules."""

    customer: int
    day: date
    tier: str
    receipt: Receipt


def _events(event: str) -> str:
    return _PROFILES if event == PROFILE else _KEPT


def count(event: str, since: datetime, until: datetime) -> tuple[int, int]:
    """How many events there were, and of how many members."""
    statement = _COUNT.format(events=_events(event))
    ((events, members),) = store.rows(statement, {"event": event, "since": since, "until": until})
    return int(events), int(members)


def events(event: str, since: datetime, until: datetime) -> Iterator[list[Happened]]:
    """Slices in the order of time."""
    tier = reading.tier_of("happened.customer_id", "happened.occurred_at")
    statement = _HAPPENED.format(tier=tier, events=_events(event))
    at, last = since, _FIRST
    while True:
        told = {"event": event, "since": since, "until": until, "at": at, "id": last, "limit": reading.SLICE}
        rows = store.rows(statement, told)
        if not rows:
            return
        yield [_happened(*row) for row in rows]
        at, last = datetime.fromisoformat(rows[-1][2]), rows[-1][0]


def _happened(_id: int, customer: int, told_at: str, tier: str | None) -> Happened:
    at = datetime.fromisoformat(told_at)
    local, day = at.astimezone(clock.business_zone()), clock.business_day(at)
    minute = local.hour * 60 + local.minute
    return Happened(customer, day, tier or "", Receipt(at, day.isoweekday(), 0, (Line(0, 0),), minute=minute))


def granted_then(draft: Rule, since: datetime, until: datetime) -> dict[tuple[str, str], int]:
    """What was really granted for these events, by month and tier."""
    statement = _GRANTED.format(tier=reading.tier_of("used.customer_id", "entry.occurred_at"))
    told = {"currency": draft.currency, "prefix": f"event:{draft.event}:", "since": since, "until": until}
    return {(month, code): units for month, code, units in store.rows(statement, told)}


# --- Earning anew -----------------------------------------------------------------------------


@dataclass
class Side:
    """Rules for one event in one currency, with what their own limits have given so far."""

    rules: Sequence[Rule]
    best_of: Container[str]
    tally: Tally = field(default_factory=Tally)

    def __post_init__(self) -> None:
        self.tally.spent = {rule.scope: 0 for rule in self.rules if rule.budget is not None}

    def units(self, happened: Happened, receipt: Receipt) -> int:
        total = 0
        for rule in occasions.fitting(self.rules, receipt, self.best_of):
            units, _cap = occasions.granted(rule, self.tally, happened.customer, happened.day)
            self.tally.count(happened.customer, happened.day, [(rule.scope, int(rule.rate), units)])
            total += units
        return total


@dataclass
class EventRun:
    """Sums by month and tier, with the draft and without it."""

    without: Side
    draft: Side
    cells: dict[Cell, Sums] = field(default_factory=lambda: defaultdict(Sums))
    touched: set[int] = field(default_factory=set)
    leap_day: LeapDay = LeapDay.FEBRUARY
    asks_birthday: bool = False

    def begin(self) -> None:
        self.asks_birthday = any(rule.in_birthday_month for rule in (*self.without.rules, *self.draft.rules))
        if self.asks_birthday:
            self.leap_day = LeapDay(CustomerSettings.current().leap_day_rule)

    def take(self, slice_: Sequence[Happened]) -> None:
        birthdays = birthdays_of(sorted({one.customer for one in slice_})) if self.asks_birthday else {}
        for happened, segments in zip(slice_, self._segments(slice_), strict=True):
            member = self._member(happened, birthdays)._replace(segments=segments)
            receipt = happened.receipt._replace(member=member)
            sums = self.cells[Cell(f"{happened.day.year}-{happened.day.month:02d}", happened.tier)]
            without, draft = self.without.units(happened, receipt), self.draft.units(happened, receipt)
            sums.purchases += 1
            sums.without += without
            sums.draft += draft
            if draft != without:
                self.touched.add(happened.customer)

    def _segments(self, slice_: Sequence[Happened]) -> list[frozenset[int]]:
        """Of the segments that some rule names, those in which each one's member was then."""
        named = {rule.segment for rule in (*self.without.rules, *self.draft.rules)} - {None}
        pairs = [(one.customer, one.receipt.occurred_at) for one in slice_]
        return membership.segments_at([pk for pk in named if pk], pairs)

    def _member(self, happened: Happened, birthdays: dict[int, Birthday]) -> MemberFacts:
        birthday = birthdays.get(happened.customer)
        is_month = birthday is not None and is_birthday_month(birthday, happened.day, self.leap_day)
        return MemberFacts(happened.tier, None, is_month)

    def sums(self) -> tuple[int, int, int]:
        """Events, units without the draft, units with it."""
        cells = self.cells.values()
        return (
            sum(sums.purchases for sums in cells), sum(sums.without for sums in cells),
            sum(sums.draft for sums in cells),
        )  # fmt: skip
