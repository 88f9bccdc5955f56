"""The calendar of the figures: everything is counted back from the as-of day `A`."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

YEAR = 365


@dataclass(frozen=True)
class Period:
    """Days `first` to `last`, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def before(self) -> Period:
        """The period of equal length just before."""
        return Period(self.first - timedelta(days=self.days), self.first - timedelta(days=1))


@dataclass(frozen=True)
class Look:
    """Inactivity(a, b; w): who bought in the `window` days before `start` and not in [start, end)."""

    start: date
    end: date
    window: int


def last_year(as_of: date) -> Period:
    """(A−365, A]: the 365 days that end with the as-of day."""
    return Period(as_of - timedelta(days=YEAR - 1), as_of)


def add_months(day: date, months: int) -> date:
    """The same day `months` later (earlier if negative); the last of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_start(day: date) -> date:
    return day.replace(day=1)


def month_of(day: date) -> Period:
    """The calendar month of a day."""
    return Period(month_start(day), add_months(month_start(day), 1) - timedelta(days=1))
