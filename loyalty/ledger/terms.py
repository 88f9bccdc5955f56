"""The settings of spending and moving units, as the database has them now."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from core import clock
from loyalty.models import LedgerSettings, SpendingTerms


def settings() -> LedgerSettings:
    return LedgerSettings.objects.get(pk=1)


def writes_off() -> bool:
    return LedgerSettings.objects.filter(pk=1, debt=LedgerSettings.Debt.WRITE_OFF).exists()


def of_currency(currency: str) -> SpendingTerms:
    return SpendingTerms.objects.get(pk=currency)


def grace_end(now: datetime, days: int | None = None) -> datetime | None:
    """Until when units that come back too late can be spent; None: they cannot."""
    days = settings().grace_days if days is None else days
    return clock.day_end(clock.business_day(now) + timedelta(days=days)) if days else None


def ceil(value: Decimal) -> int:
    return int(value.to_integral_value(rounding=ROUND_CEILING))


def floor(value: Decimal) -> int:
    return int(value.to_integral_value(rounding=ROUND_FLOOR))
