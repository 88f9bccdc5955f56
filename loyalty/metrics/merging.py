"""What figures keep of a customer who was recorded twice."""

from __future__ import annotations

from customers.merging import Merge
from loyalty.models import StatedSpend


def move_stated_spend(merge: Merge) -> dict[str, int]:
    """Of two answers to the same question the later one counts; of the same day the survivor's."""
    theirs = StatedSpend.objects.filter(customer=merge.duplicate).first()
    if theirs is None:
        return {}
    ours = StatedSpend.objects.filter(customer=merge.survivor).first()
    StatedSpend.objects.filter(customer=merge.duplicate).delete()
    if ours is None or theirs.stated_on > ours.stated_on:
        told = {"yearly_amount": theirs.yearly_amount, "stated_on": theirs.stated_on}
        StatedSpend.objects.update_or_create(customer=merge.survivor, defaults=told)
    return {"stated_spend": 1}
