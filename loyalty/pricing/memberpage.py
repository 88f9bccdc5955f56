"""What prices show on a customer's personal page: their coupons, quotes that hold, and the way to the criteria."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from customers.models import Customer
from loyalty.models import Coupon, Quote
from loyalty.pricing import book, personal, quotes, reserving, wording
from loyalty.pricing.personal import State

MOST = 10


def prices_section(customer: Customer, now: datetime) -> dict[str, Any] | None:
    """None when there is nothing to show."""
    mine = Coupon.objects.filter(customer=customer, promotion__is_active=True)
    mine = personal.in_state(mine, now, State.OPEN, State.RESERVED)
    found = mine.select_related("promotion__gift").prefetch_related(
        "promotion__products", "promotion__brands", "promotion__categories"
    )
    coupons = [(coupon, wording.promotion(coupon.promotion)) for coupon in found.order_by("valid_until", "pk")[:MOST]]
    held = Quote.objects.filter(customer=customer, purchase=None, valid_until__gt=now).order_by("-pk")[:MOST]
    told = [(quote, quotes.token(quote), reserving.is_reserved(quote, now)) for quote in held]
    return {"coupons": coupons, "quotes": told} if coupons or told else None


def criteria_section(_customer: Customer, _now: datetime) -> dict[str, Any] | None:
    """The way to the published criteria, while the owner has them published."""
    return {} if book.current().publishes_criteria else None
