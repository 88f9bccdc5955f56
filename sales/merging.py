"""Purchases of a customer who was recorded twice."""

from __future__ import annotations

from customers.merging import Merge
from sales.models import Purchase, StockWish


def move_purchases(merge: Merge) -> dict[str, int]:
    _move_wishes(merge)
    return _move_purchases(merge)


def _move_wishes(merge: Merge) -> None:
    """What both wait for is waited for once."""
    ours = StockWish.objects.filter(customer=merge.survivor, ended_at__isnull=True).values("product")
    theirs = StockWish.objects.filter(customer=merge.duplicate)
    theirs.filter(ended_at__isnull=True, product__in=ours).update(
        ending=StockWish.Ending.TAKEN_BACK, ended_at=merge.now
    )
    theirs.update(customer=merge.survivor)


def _move_purchases(merge: Merge) -> dict[str, int]:
    """They are the survivor's now; what they earned stays booked as it was (`loyalty.ledger.merging`)."""
    return {"purchases": Purchase.objects.filter(customer=merge.duplicate).update(customer=merge.survivor)}
