"""Time: aware UTC instants in the database, days in the business time zone for people.

Take `now()` once per operation and pass it down: two readings may fall on two days.
Periods are half-open: `[start, end)`.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

# Outside of these, the end of a day or another time zone may leave the calendar.
YEARS = range(1900, 2201)


def now() -> datetime:
    return timezone.now()


def business_zone() -> ZoneInfo:
    return ZoneInfo(settings.BUSINESS_TIME_ZONE)


def business_day(at: datetime) -> date:
    """The business day on which an instant falls."""
    return at.astimezone(business_zone()).date()


def today() -> date:
    return business_day(now())


def day_start(day: date) -> datetime:
    """First instant of a business day, in UTC."""
    return datetime.combine(day, time.min, tzinfo=business_zone()).astimezone(UTC)


def day_end(day: date) -> datetime:
    """First instant *after* a business day, in UTC."""
    return day_start(day + timedelta(days=1))
