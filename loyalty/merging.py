"""What no method moves by itself when two records of one customer become one."""

from __future__ import annotations

from django.db.models import F, Max

from customers import merging
from customers.merging import Merge
from loyalty.models import Measure, PartnerClaim, ReceiptClaim, TierStanding, TillBasket


def register() -> None:
    merging.register("loyalty.rest", move_rest)


def move_rest(merge: Merge) -> dict[str, int]:
    """Measures, claims and baskets go along; who is close to another level is counted anew."""
    TierStanding.objects.filter(customer=merge.duplicate).delete()
    theirs = {"customer": merge.duplicate}
    return {
        "measures": Measure.objects.filter(**theirs).update(customer=merge.survivor),
        "partner_claims": _move_claims(merge),
        "receipt_claims": ReceiptClaim.objects.filter(claimed_by=merge.duplicate).update(claimed_by=merge.survivor),
        "baskets": TillBasket.objects.filter(**theirs).update(customer=merge.survivor),
    }


def _move_claims(merge: Merge) -> int:
    """Numbered on after the survivor's own of the same offer: together they may be more than one member gets."""
    moved = 0
    claims = PartnerClaim.objects.filter(customer=merge.duplicate)
    for offer in list(claims.order_by("offer").values_list("offer", flat=True).distinct()):
        ours = PartnerClaim.objects.filter(customer=merge.survivor, offer=offer)
        last = ours.aggregate(n=Max("n"))["n"] or 0
        moved += claims.filter(offer=offer).update(customer=merge.survivor, n=F("n") + last)
    return moved
