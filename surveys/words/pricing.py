"""Prices of competitors: noted by hand, never changed; a mistake is taken out and noted again."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from core import clock
from core.errors import Conflict, DomainError
from core.models import User
from core.wording import worded as _
from sales.models import Product
from surveys.models import CompetitorPrice


def note_price(
    *, product: Product, seller: str, price: int, seen_on: date, actor: User | None, now: datetime
) -> CompetitorPrice:
    """Refuses `price_invalid`, `day_ahead`, `price_noted` (this seller, this day)."""
    if price <= 0:
        raise DomainError("price_invalid", _("A price is more than nothing."), field="price")
    if seen_on > clock.business_day(now):
        raise DomainError("day_ahead", _("This day is still to come."), field="seen_on")
    try:
        with transaction.atomic():
            return CompetitorPrice.objects.create(
                product=product, seller=seller.strip(), price=price, seen_on=seen_on, recorded_by=actor, created_at=now
            )
    except IntegrityError as error:
        if "survey_competitor_once" not in str(error):
            raise
        raise Conflict(
            "price_noted", _("A price of this seller on this day is noted already."), field="seller"
        ) from error


def take_out(*, price: CompetitorPrice) -> None:
    CompetitorPrice.objects.filter(pk=price.pk).delete()
