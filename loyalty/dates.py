"""When a lot becomes available and when it expires; `docs/algorithms/ledger.md`, "Dates".

Everything is counted in business days and comes out as the instant at which such a day begins.
`Dates` remembers what it computed: an import asks the same few days a million times.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache

from core import clock

NEVER, DAYS, MONTHS, END_OF_YEAR, ACTIVITY = "never", "days", "months", "end_of_year", "activity"


@lru_cache(maxsize=4096)
def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day(expiry: str, n: int, day: date) -> date | None:
    """The last business day on which units of `day` can be spent; None: without end."""
    rules: dict[str, Callable[[], date]] = {
        DAYS: lambda: day + timedelta(days=n),
        MONTHS: lambda: add_months(day, n),
        ACTIVITY: lambda: add_months(day, n),
        END_OF_YEAR: lambda: date(day.year + n, 12, 31),
    }
    return rules[expiry]() if expiry in rules else None


def activity_end(at: datetime, months: int) -> datetime:
    """Until when an activity at `at` keeps units alive."""
    return clock.day_end(add_months(clock.business_day(at), months))


@dataclass(slots=True)
class Dates:
    """The dates of lots under one policy."""

    pending_days: int = 0
    expiry: str = NEVER
    n: int = 0
    _expiries: dict[date, datetime | None] = field(default_factory=dict)
    _starts: dict[date, datetime] = field(default_factory=dict)

    @property
    def activity_months(self) -> int | None:
        return self.n if self.expiry == ACTIVITY else None

    def available_at(self, at: datetime, day: date) -> datetime:
        if not self.pending_days:
            return at
        start = self._starts.get(day)
        if start is None:
            start = self._starts[day] = clock.day_start(day + timedelta(days=self.pending_days))
        return start

    def expires_at(self, day: date) -> datetime | None:
        """The first instant at which units earned on `day` can no longer be spent."""
        if self.expiry == NEVER:
            return None
        if day not in self._expiries:
            last = last_day(self.expiry, self.n, day)
            self._expiries[day] = clock.day_end(last) if last else None
        return self._expiries[day]
