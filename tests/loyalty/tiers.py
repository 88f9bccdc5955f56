"""Levels, members and receipts for tests of tiers."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from core import clock
from customers.models import Customer
from loyalty.models import TierLevel, TierMembership, TierPeriod, TierSettings
from loyalty.tiers import recompute
from sales import services
from sales.drafts import ReturnLineDraft
from sales.models import Purchase
from tests.loyalty.factories import member
from tests.sales.factories import line, purchase, return_draft

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def settings(**values: Any) -> TierSettings:
    """As in the worked examples: twelve months back, kept for twelve, grace of 14 days, one step down."""
    TierSettings.objects.update_or_create(pk=1, defaults={"terms_since": LONG_AGO} | values)
    return TierSettings.objects.get(pk=1)


def level(code: str, rank: int, **values: Any) -> TierLevel:
    return TierLevel.objects.create(code=code, name=code.capitalize(), rank=rank, **values)


def ladder(**values: Any) -> dict[str, TierLevel]:
    """Silver from 500.00, Gold from 1,000.00, Platinum from 5,000.00."""
    settings(**values)
    spends = {"silver": 500_00, "gold": 1000_00, "platinum": 5000_00}
    return {code: level(code, rank, min_spend=spend) for rank, (code, spend) in enumerate(spends.items(), start=1)}


def at(day: str, hour: int = 4) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(hour), tzinfo=UTC)


def long_member(**values: Any) -> Customer:
    made = member(**values)
    made.membership.enrolled_at = LONG_AGO
    made.membership.save(update_fields=["enrolled_at"])
    return made


def buy(who: Customer, amount: int, day: str, *, told: datetime | None = None, hour: int = 4, **parts: int) -> Purchase:
    """`amount` in all; `parts` are what of it is tax, delivery or tip, or was paid with units."""
    when, beside = at(day, hour), parts.get("delivery", 0) + parts.get("tip", 0)
    return purchase(line(amount - beside), customer=who.pk, occurred_at=when, now=told or when, **parts)


def bring_back(bought: Purchase, amount: int, day: str) -> None:
    """So much of a receipt of one line, in money."""
    row = bought.lines.get()
    quantity = row.quantity if amount == bought.amount else Decimal("0.001")
    lines = (ReturnLineDraft(line=row.pk, quantity=quantity, amount=amount),)
    services.record_return(draft=return_draft(bought, lines=lines, occurred_at=at(day)), now=at(day))


def held(who: Customer) -> str | None:
    row = TierMembership.objects.filter(pk=who.pk).select_related("level").first()
    return row.level.code if row and row.level else None


def kept_to(who: Customer) -> str | None:
    """The last sure day."""
    until = TierMembership.objects.get(pk=who.pk).keeps_until
    return str(until.fromordinal(until.toordinal() - 1)) if until else None


def history(who: Customer) -> list[tuple[str | None, str, str]]:
    """(level, first business day, cause) of each period."""
    rows = TierPeriod.objects.filter(customer=who).select_related("level").order_by("valid_from")
    return [(row.level.code if row.level else None, str(clock.business_day(row.valid_from)), row.cause) for row in rows]


def run(day: str, hour: int = 4) -> None:
    recompute.recompute(now=at(day, hour))


def gold_member() -> tuple[Customer, Purchase]:
    """Gold since the tenth of June 2026, kept for a year."""
    ladder()
    who = long_member()
    bought = buy(who, 1000_00, "2026-06-10")
    assert (held(who), kept_to(who)) == ("gold", "2027-06-10")
    return who, bought
