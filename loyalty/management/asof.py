"""The day of `--as-of`, which every command about figures reads in one way."""

from __future__ import annotations

from datetime import date

from django.core.management.base import CommandError

from core import clock


def resolve(told: date | None, *, today: date) -> date:
    """Today unless told; a day to come has no figures."""
    if told is not None and told > today:
        raise CommandError(f"--as-of {told} has not come yet; the latest is today, {today}.")
    if told is not None and told.year not in clock.YEARS:
        raise CommandError(f"--as-of {told} is too long ago.")
    return told or today
