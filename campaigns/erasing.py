"""Whoever is erased stays in the sums of campaigns, but not why they heard: that told what they bought and like.
Nor which birthday was greeted."""

from __future__ import annotations

from campaigns.models import Occasion, Recipient
from customers.erasing import Erasure


def erase(erasure: Erasure) -> dict[str, int]:
    rows = Recipient.objects.filter(customer__in=erasure.ids).exclude(reason_code="")
    Occasion.objects.filter(customer__in=erasure.ids).exclude(birthday_on=None).update(birthday_on=None)
    return {"reasons": rows.update(reason_code="", reason_data={}, score=0)}
