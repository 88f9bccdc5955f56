"""Purchases of a customer who was recorded twice."""

from __future__ import annotations

from customers.merging import Merge
from sales.models import Purchase


def move_purchases(merge: Merge) -> dict[str, int]:
    """They are the survivor's now; what they earned stays booked as it was (`loyalty.ledger.merging`)."""
    return {"purchases": Purchase.objects.filter(customer=merge.duplicate).update(customer=merge.survivor)}
