"""When two customers turn out to be one, what they used of limits counts together."""

from __future__ import annotations

from customers.merging import Merge
from loyalty.earning import occurrences
from loyalty.models import RuleUse


def move_uses(merge: Merge) -> dict[str, int]:
    """Each event (`Occurrence`) that both records have stays the survivor's own."""
    return {
        "limits": RuleUse.objects.filter(customer=merge.duplicate).update(customer=merge.survivor),
        "events": occurrences.move(duplicate=merge.duplicate.pk, survivor=merge.survivor.pk),
    }
