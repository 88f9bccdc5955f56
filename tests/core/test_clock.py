"""Business days are half-open intervals in the business time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from core import clock


@pytest.fixture(autouse=True)
def _shanghai(settings: Any) -> None:
    settings.BUSINESS_TIME_ZONE = "Asia/Shanghai"


def test_an_evening_in_utc_is_already_tomorrow_in_shanghai() -> None:
    assert clock.business_day(datetime(2026, 3, 1, 16, 0, tzinfo=UTC)) == date(2026, 3, 2)
    assert clock.business_day(datetime(2026, 3, 1, 15, 59, 59, tzinfo=UTC)) == date(2026, 3, 1)


def test_a_day_ends_where_the_next_begins() -> None:
    day = date(2026, 3, 1)
    assert clock.day_end(day) == clock.day_start(day + timedelta(days=1))
    assert clock.business_day(clock.day_start(day)) == day
    assert clock.business_day(clock.day_end(day) - timedelta(microseconds=1)) == day


def test_a_day_with_a_clock_change_has_23_hours(settings: Any) -> None:
    settings.BUSINESS_TIME_ZONE = "Europe/Berlin"
    day = date(2026, 3, 29)
    assert clock.day_end(day) - clock.day_start(day) == timedelta(hours=23)
