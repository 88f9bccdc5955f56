"""When two customers turn out to be one, what they used of limits counts together."""

from __future__ import annotations

from customers.merging import Merge
from loyalty.models import RuleUse


def move_uses(merge: Merge) -> dict[str, int]:
    return {"limits": RuleUse.objects.filter(customer=merge.duplicate).update(customer=merge.survivor)}
