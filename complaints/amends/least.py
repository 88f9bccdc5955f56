"""What amends cost at least, whatever whoever asks for them says."""

from __future__ import annotations

from decimal import Decimal
from statistics import median

from core.money import round_minor
from loyalty.models import Promotion
from sales.models import Product, Purchase

# Of so many of the latest purchases the median is a typical basket.
_LOOKED_AT = 500
_WHOLE = Decimal(100)


def of_coupon(promotion: Promotion) -> int:
    """What one use takes off: an amount as it stands, a share of a typical basket; of packs and bundles all of it."""
    if promotion.kind == Promotion.Kind.GIFT:
        assert promotion.gift is not None  # a constraint
        return promotion.gift.unit_cost * promotion.gift_quantity
    if promotion.kind in (Promotion.Kind.AMOUNT, Promotion.Kind.THRESHOLD) and promotion.amount:
        return promotion.amount
    share = promotion.percent or _WHOLE
    return round_minor(max(_typical_basket(), promotion.minimum_spend) * share / _WHOLE)


def of_goods(product: Product | None) -> int:
    return (product and product.unit_cost) or 0


def _typical_basket() -> int:
    amounts = Purchase.objects.order_by("-occurred_at", "-pk").values_list("amount", flat=True)[:_LOOKED_AT]
    return int(median(amounts)) if amounts else 0
