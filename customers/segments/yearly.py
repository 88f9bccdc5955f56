"""Days of the year that a customer celebrates, each as one number, so that finding them is one look-up.

A rule asks by the shop's day. Who writes to customers asks by their own: `celebrations` says of each of some days whose
it is, and within which year nobody has another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from customers.birthday import LeapDay, StoredDay, celebrated_on, year_around
from customers.models import CustomerSettings

BIRTHDAY = (
    "({customer}.birth_month * 100 + {customer}.birth_day"
    " + CASE WHEN {customer}.birth_calendar = 'lunar' THEN 10000 ELSE 0 END"
    " + CASE WHEN {customer}.birth_leap_month THEN 2000 ELSE 0 END)"
)
# By the shop's day of joining; takes its `zone`.
ANNIVERSARY = """(SELECT (extract(month FROM joined.day) * 100 + extract(day FROM joined.day))::integer FROM (
    SELECT (enrolled_at AT TIME ZONE %(zone)s)::date AS day FROM customers_membership
    WHERE customer_id = {customer}.id AND state <> 'left') joined)"""
# SQL of the number of whoever `customer` is, by facet.
NUMBERS = {"customers.birthday": BIRTHDAY, "customers.anniversary": ANNIVERSARY}


def number_of(stored: StoredDay) -> int:
    return 10000 * stored.is_lunar + 2000 * stored.is_leap_month + 100 * stored.month + stored.day


@dataclass(frozen=True, slots=True)
class Celebration:
    """`number` is celebrated on `day`; its year, of its own calendar, begins and ends then."""

    number: int
    day: date
    year_begins: date
    year_ends: date


def celebrations(first: date, last: date) -> Iterator[Celebration]:
    """Of each day from the first to the last."""
    rule = LeapDay(CustomerSettings.current().leap_day_rule)
    for day in (first + timedelta(days=offset) for offset in range((last - first).days + 1)):
        for stored in sorted(celebrated_on(day, rule)):
            yield Celebration(number_of(stored), day, *year_around(day, is_lunar=stored.is_lunar))
