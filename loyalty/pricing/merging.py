"""What prices do when two customers turn out to be one: coupons, quotes and uses go along.

Uses count together, so that a limit per customer holds for the one person that they are.
"""

from __future__ import annotations

from customers.merging import Merge
from loyalty.models import Coupon, PriceListTarget, PromotionTarget, PromotionUse, Quote


def move_prices(merge: Merge) -> dict[str, int]:
    survivor, duplicate = merge.survivor.pk, merge.duplicate.pk
    for model, field in ((PriceListTarget, "price_list"), (PromotionTarget, "promotion")):
        known = model._default_manager.filter(kind="customer", key=survivor).values(field)  # noqa: SLF001  # Django's API
        ours = model._default_manager.filter(kind="customer", key=duplicate)  # noqa: SLF001
        ours.exclude(**{f"{field}__in": known}).update(key=survivor)
    PromotionUse.objects.filter(customer=duplicate).update(customer=survivor)
    return {
        "coupons": Coupon.objects.filter(customer=duplicate).update(customer=survivor),
        "quotes": Quote.objects.filter(customer=duplicate).update(customer=survivor),
    }
