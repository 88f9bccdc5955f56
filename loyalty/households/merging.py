"""Two records of one customer: who was in a household stays in it, once."""

from __future__ import annotations

from customers.merging import Merge
from loyalty.models import HouseholdMember

Role = HouseholdMember.Role


def move_households(merge: Merge) -> dict[str, int]:
    """Before the accounts are merged: the pool follows its holder."""
    theirs = HouseholdMember.objects.filter(customer=merge.duplicate).select_related("household").first()
    if theirs is None:
        return {"households": 0}
    ours = HouseholdMember.objects.filter(customer=merge.survivor).first()
    if ours and theirs.role != Role.HOLDER:
        theirs.delete()
    elif ours and ours.household_id != theirs.household_id:
        # Both lead households of their own: the duplicate's ends, its pool comes with the accounts.
        theirs.household.delete()
    else:
        if ours:
            ours.delete()
        _follow(theirs, merge)
    return {"households": 1}


def _follow(row: HouseholdMember, merge: Merge) -> None:
    if row.role != Role.HOLDER:
        HouseholdMember.objects.filter(pk=row.pk).update(customer=merge.survivor)
        return
    household = row.household
    household.holder = merge.survivor
    household.save(update_fields=["holder"])
    HouseholdMember.objects.filter(pk=row.pk).update(customer=merge.survivor, holder=merge.survivor)
    household.members.exclude(pk=row.pk).update(holder=merge.survivor)
