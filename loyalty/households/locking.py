"""Locks around households, in one order: customers, households, rows of members, accounts.

A merge of two customers locks the customers first, then their households (`lock_all`). Whoever locked a
household first and then wrote something that points to a customer would wait for the merge, and it for them.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import NotFound
from customers.services.people import hold_customers
from loyalty.models import Household, HouseholdMember


def lock_household(household_id: int, *customers: int, follow: int = 0) -> Household:
    """The fresh row, locked: nobody joins, leaves or is united with it before the transaction ends.

    It holds whoever belongs to the household, and `customers` besides. With `follow`, the household
    to which this row of a member belongs by now. NotFound `household_unknown` when it is dissolved.
    """
    while True:
        # What was locked in vain is let go with the savepoint.
        with transaction.atomic():
            found = _attempt(_present(household_id, follow), customers, follow)
            if found is not None:
                return found
            transaction.set_rollback(True)


def _present(household_id: int, follow: int) -> int:
    if not follow:
        return household_id
    moved = HouseholdMember.objects.filter(pk=follow).values_list("household_id", flat=True).first()
    return moved or household_id


def _attempt(household_id: int, customers: Iterable[int], follow: int) -> Household | None:
    """None when somebody joined, or the holder changed, while we waited."""
    held = {*customers, *_people(household_id)}
    hold_customers(held)
    locked = Household.objects.select_for_update(no_key=True).filter(pk=household_id).first()
    if _present(household_id, follow) != household_id:
        return None
    if locked is None:
        raise NotFound("household_unknown", _("There is no such household."))
    return locked if held >= {locked.holder_id, *_people(household_id)} else None


def _people(household_id: int) -> set[int]:
    return set(HouseholdMember.objects.filter(household=household_id).values_list("customer_id", flat=True))


def lock_all(ids: Iterable[int]) -> None:
    """Of a merge, whose customers are locked: households in one order, whichever way they become one."""
    list(Household.objects.select_for_update(no_key=True).filter(pk__in=set(ids)).order_by("pk"))


def lock_member(customer_id: int) -> HouseholdMember | None:
    """The person's row, locked before any account, as whoever spends from a pool does."""
    seen = HouseholdMember.objects.filter(customer=customer_id).values_list("holder_id", flat=True).first()
    if seen is None:
        return None
    hold_customers([customer_id, seen])
    rows = HouseholdMember.objects.select_for_update(of=("self",), no_key=True).select_related("household")
    return rows.filter(customer=customer_id).first()
