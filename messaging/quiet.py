"""Quiet hours by the customer's own clock; pure.

Hours that end earlier than they begin go across midnight: 21:00-09:00 is quiet at 23:00 and at 08:59, not at 09:00.
A clock that is put forward or back moves the instant, never the hour on the customer's wall.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Hours:
    """Half-open: `begins` is quiet, `ends` is not."""

    begins: time
    ends: time

    def holds(self, at: time) -> bool:
        if self.begins < self.ends:
            return self.begins <= at < self.ends
        return at >= self.begins or at < self.ends


def end_of_quiet(hours: Hours | None, zone: ZoneInfo, now: datetime) -> datetime | None:
    """The first instant at which somebody may be disturbed again, in UTC; None when they may be now."""
    if hours is None:
        return None
    local = now.astimezone(zone)
    if not hours.holds(local.time()):
        return None
    day = local.date() if local.time() < hours.ends else local.date() + timedelta(days=1)
    end = datetime.combine(day, hours.ends, tzinfo=zone).astimezone(UTC)
    # In the hour that a clock put back gives twice, the first reading of `ends` may be over already.
    return end if end > now else now.astimezone(UTC) + timedelta(minutes=5)
