"""Coupons of an erased customer end, own prices with them; quotes stay where a sale was held to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from customers.erasing import Erasure, Line
from loyalty.models import Coupon, PriceListTarget, PromotionTarget, Quote, Redemption
from loyalty.pricing import claims


def erase(erasure: Erasure) -> dict[str, int]:
    ids = erasure.ids
    own = {"kind": "customer", "key__in": ids}
    unpaid = Quote.objects.filter(customer__in=ids, purchase__isnull=True, replaced_by__isnull=True).order_by("pk")
    locked = dict(unpaid.select_for_update(of=("self",)).values_list("pk", "reserved_until"))
    claims.free_reserved([pk for pk, until in locked.items() if until])
    return {
        "coupons": _valid(ids).update(cancelled_at=erasure.now),
        "quotes": Quote.objects.filter(pk__in=locked).delete()[0],
        "own_prices": PriceListTarget.objects.filter(**own).delete()[0]
        + PromotionTarget.objects.filter(**own).delete()[0],
    }


def _valid(ids: Sequence[int]) -> QuerySet[Coupon]:
    """Without vouchers that units were paid for: those end with their code, and the units go back (`rewards`)."""
    free = Q(max_uses__isnull=True) | Q(uses__lt=F("max_uses"))
    redeemed = Redemption.objects.filter(customer__in=ids, state=Redemption.State.OPEN, coupon__isnull=False)
    rows = Coupon.objects.filter(free, customer__in=ids, cancelled_at__isnull=True)
    return rows.exclude(pk__in=redeemed.values("coupon"))


def tells(ids: Sequence[int]) -> Iterator[Line]:
    if n := _valid(ids).count():
        yield Line("ends", _("Coupons that only they can use: %(n)d") % {"n": n})
