"""What of prices and earning needs a segment: the names that its owner reads when they would take it away."""

from __future__ import annotations

from loyalty.models import EarnRule, PriceListTarget, PromotionTarget
from loyalty.pricing.targets import SEGMENT

MOST = 5


def users_of(segment: int) -> list[str]:
    """Price lists and promotions, then earn rules, those that are over included: they explain what was granted."""
    met = {"kind": SEGMENT, "key": segment}
    lists = (
        PriceListTarget.objects.filter(**met).order_by("price_list__name").values_list("price_list__name", flat=True)
    )
    offers = PromotionTarget.objects.filter(**met).order_by("promotion__name").values_list("promotion__name", flat=True)
    rules = EarnRule.objects.filter(segment=segment).order_by("name").values_list("name", flat=True)
    return list(dict.fromkeys([*lists[:MOST], *offers[:MOST], *rules.distinct()[:MOST]]))
