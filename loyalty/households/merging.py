"""Two records of one customer: who was in a household stays in it, once."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from core.errors import Conflict
from customers import timeline
from customers.merging import Merge, Undoing
from loyalty.households.locking import lock_all
from loyalty.ledger import pool
from loyalty.models import Account, Household, HouseholdMember

Role = HouseholdMember.Role


def move_households(merge: Merge) -> dict[str, int]:
    """After the accounts were merged: the pool follows its holder, and what the survivor owes it owes."""
    moved = _move(merge)
    owing = Account.objects.filter(customer=merge.survivor, debt__gt=0).order_by("pk")
    for currency in owing.values_list("currency", flat=True):
        pool.settle(merge.survivor.pk, currency, merge.now)
    return {"households": moved}


def obstacles(undoing: Undoing) -> Iterator[str]:
    """A household that came along is handed back with those who were in it then, and nobody else."""
    told = undoing.rows("loyalty.Household")
    members = undoing.rows("loyalty.HouseholdMember")
    for key in told.changed:
        now = HouseholdMember.objects.filter(household=int(key)).values_list("pk", flat=True)
        if {str(pk) for pk in now} - members.changed.keys():
            yield _("Somebody joined since the merge: household %(name)s") % {
                "name": Household.objects.get(pk=int(key)).name
            }


def _move(merge: Merge) -> int:
    rows = HouseholdMember.objects.filter(customer__in=[merge.survivor, merge.duplicate])
    # Both customers are locked, so neither row can go elsewhere; but others may be joining or leaving.
    lock_all(rows.values_list("household_id", flat=True))
    theirs = rows.filter(customer=merge.duplicate).select_related("household").first()
    if theirs is None:
        return 0
    ours = rows.filter(customer=merge.survivor).select_related("household").first()
    if ours and theirs.role != Role.HOLDER:
        theirs.delete()
    elif ours and ours.household_id != theirs.household_id:
        _unite(theirs, ours, merge)
    else:
        if ours:
            ours.delete()
        _follow(theirs, merge)
    return 1


def _unite(theirs: HouseholdMember, ours: HouseholdMember, merge: Merge) -> None:
    """Both lead households: their pools become one with the accounts, so all who bring to either stay in it."""
    if ours.role != Role.HOLDER:
        text = _(
            "The duplicate holds the household %(theirs)s, the survivor is a member of %(ours)s. Dissolve the one or "
            "take the survivor out of the other first."
        )
        shown = {"theirs": theirs.household.name, "ours": ours.household.name}
        raise Conflict("merge_households", text % shown)
    ended, kept = theirs.household, ours.household
    for row in ended.members.exclude(pk=theirs.pk).order_by("pk"):
        _tell("household.left", row.customer_id, ended, merge)
        _tell("household.joined", row.customer_id, kept, merge)
    _tell("household.dissolved", merge.survivor.pk, ended, merge)
    theirs.delete()
    ended.members.update(household=kept, holder=merge.survivor)
    ended.delete()


def _tell(verb: str, customer: int, household: Household, merge: Merge) -> None:
    timeline.record(
        customer=customer, verb=verb, actor=merge.actor, at=merge.now, data={"name": household.name},
        reason=merge.reason[:200], target=f"household:{household.public_id}",
    )  # fmt: skip


def _follow(row: HouseholdMember, merge: Merge) -> None:
    if row.role != Role.HOLDER:
        HouseholdMember.objects.filter(pk=row.pk).update(customer=merge.survivor)
        return
    household = row.household
    household.holder = merge.survivor
    household.save(update_fields=["holder"])
    HouseholdMember.objects.filter(pk=row.pk).update(customer=merge.survivor, holder=merge.survivor)
    household.members.exclude(pk=row.pk).update(holder=merge.survivor)
