"""What no method moves by itself when two records of one customer become one."""

from __future__ import annotations

from customers import merging
from customers.merging import Merge
from loyalty.models import Measure, ReceiptClaim, TierStanding, TillBasket


def register() -> None:
    merging.register("loyalty.rest", move_rest)


def move_rest(merge: Merge) -> dict[str, int]:
    """Measures, claims of receipts and baskets go along; who is close to another level is counted anew."""
    TierStanding.objects.filter(customer=merge.duplicate).delete()
    theirs = {"customer": merge.duplicate}
    return {
        "measures": Measure.objects.filter(**theirs).update(customer=merge.survivor),
        "receipt_claims": ReceiptClaim.objects.filter(claimed_by=merge.duplicate).update(claimed_by=merge.survivor),
        "baskets": TillBasket.objects.filter(**theirs).update(customer=merge.survivor),
    }
