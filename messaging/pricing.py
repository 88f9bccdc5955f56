"""What sending costs: the price of a channel on a day, and amounts from it, exact until the last step."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from core import money
from messaging.models import Price


def of(channel: str, day: date) -> Decimal | None:
    """In money of the shop, for one message or one part of an SMS; None where nobody has entered one."""
    return (
        Price.objects.filter(channel=channel, since__lte=day)
        .order_by("-since")
        .values_list("amount", flat=True)
        .first()
    )


def amount(price: Decimal, units: Decimal | int) -> int:
    """In smallest units, rounded once."""
    return money.round_minor(price.scaleb(money.exponent()) * units)
