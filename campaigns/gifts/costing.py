"""What an offer is expected to cost, and whether a customer is worth it. Pure: figures go in, figures come out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from campaigns.models import GiftBand, GiftKind
from core.money import round_minor
from loyalty.models import Promotion

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one customer, money in its smallest unit. `value` is what the offers are graded by, None: not known.

    `purchases`, `revenue` and `margin`: of what they bought in three years and did not bring back whole; `gap`: the
    usual days between two visits, None before the third.
    """

    value: int | None = None
    purchases: int = 0
    revenue: int = 0
    margin: int = 0
    gap: float | None = None


@dataclass(frozen=True, slots=True)
class Worth:
    """`expected` = `visits` × `margin` − the offer − the message."""

    visits: Decimal
    margin: int
    expected: int


def band_of(bands: Sequence[GiftBand], figures: Figures, *, is_graded: bool) -> GiftBand | None:
    """The one with the highest floor that the customer's value reaches; who has no value yet counts as 0."""
    value = (figures.value or 0) if is_graded else 0
    reached = [band for band in bands if band.floor <= value]
    return max(reached, key=lambda band: band.floor) if reached else None


def cost_of(band: GiftBand | None, figures: Figures, unit_worth: dict[str, Decimal]) -> int:
    """Of units what they are worth; of a coupon what was said it costs, else what its promotion takes off one of the
    customer's purchases as they usually are."""
    if band is None or band.kind == GiftKind.NONE:
        return 0
    if band.kind != GiftKind.COUPON:
        return round_minor(band.units * unit_worth[band.kind])
    if band.coupon_cost is not None:
        return band.coupon_cost
    assert band.promotion is not None  # a constraint holds it
    return _taken_off(band.promotion, figures)


def _taken_off(promotion: Promotion, figures: Figures) -> int:
    """A percentage of what they usually spend, an amount as it is, a gift at its unit cost."""
    kinds = Promotion.Kind
    if promotion.kind == kinds.GIFT and promotion.gift:
        return promotion.gift.unit_cost * promotion.gift_quantity
    usual = Decimal(figures.revenue) / figures.purchases if figures.purchases else Decimal(0)
    if promotion.kind in (kinds.PERCENTAGE, kinds.THRESHOLD) and promotion.percent:
        return round_minor(max(Decimal(0), usual) * promotion.percent / 100)
    return promotion.amount if promotion.kind in (kinds.AMOUNT, kinds.THRESHOLD) else 0


def worth_of(figures: Figures, *, window_days: int, cost: int) -> Worth:
    """What is to be expected of somebody who comes back, within the days of measuring, less what it costs.

    They come by their own rhythm, once at least; who never bought brings nothing.
    """
    if not figures.purchases:
        return Worth(Decimal(0), 0, -cost)
    rhythm = Decimal(window_days) / Decimal(str(figures.gap)) if figures.gap else Decimal(1)
    visits = max(Decimal(1), rhythm).quantize(_CENT, rounding=ROUND_HALF_UP)
    margin = round_minor(Decimal(figures.margin) / figures.purchases)
    return Worth(visits, margin, round_minor(visits * margin) - cost)
