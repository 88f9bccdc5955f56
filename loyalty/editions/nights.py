"""Until when a piece that came free is held for whoever waited: the night does not count; pure.

Who waits does not look at the list. A piece that came free at three in the morning for half an hour would be gone
before anybody could be told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Night:
    """From one local hour until another, which may be on the next day; the same hour twice is no night."""

    starts: time
    ends: time
    zone: ZoneInfo

    def covers(self, at: datetime) -> bool:
        local = at.astimezone(self.zone).time()
        if self.starts <= self.ends:
            return self.starts <= local < self.ends
        return local >= self.starts or local < self.ends

    def evening(self, at: datetime) -> datetime:
        """When the night began in which `at` lies."""
        local = at.astimezone(self.zone)
        day = local.date() if local.time() >= self.starts else local.date() - timedelta(days=1)
        return datetime.combine(day, self.starts, self.zone).astimezone(UTC)

    def morning(self, at: datetime) -> datetime:
        """When the night ends in which `at` lies."""
        local = at.astimezone(self.zone)
        day = local.date() if local.time() < self.ends else local.date() + timedelta(days=1)
        return datetime.combine(day, self.ends, self.zone).astimezone(UTC)


def tell_from(now: datetime, night: Night) -> datetime:
    """When the customer can be told: now, or in the morning."""
    return max(now, night.morning(now)) if night.covers(now) else now


def held_until(now: datetime, hold: timedelta, night: Night) -> datetime:
    """The time to pay begins in the morning when the offer comes at night; what a night would cut off follows it."""
    until = tell_from(now, night) + hold
    # The end is the first moment at which it is not held any more: one that falls on the evening is in the day.
    while night.covers(until - INSTANT):
        evening = night.evening(until - INSTANT)
        until = night.morning(evening) + (until - evening)
    return until
