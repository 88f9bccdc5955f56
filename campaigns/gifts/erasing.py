"""Whoever is erased gets nothing any more; the days that were missed are days of their life, and go."""

from __future__ import annotations

from campaigns.models import GiftReason, GiftState, GivenGift, MissedDay
from customers.erasing import Erasure


def erase(erasure: Erasure) -> dict[str, int]:
    due = GivenGift.objects.filter(customer__in=erasure.ids, state=GiftState.DUE)
    return {
        "gifts": due.update(state=GiftState.NONE, reason=GiftReason.GONE, settled_at=erasure.now),
        "missed_days": MissedDay.objects.filter(customer__in=erasure.ids).delete()[0],
    }
