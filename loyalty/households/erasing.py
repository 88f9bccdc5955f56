"""An erased customer leaves their household; one that they lead ends with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from customers.erasing import Erasure, Line, Obstacle
from loyalty.households.services import dissolve, remove_member
from loyalty.models import HouseholdMember

HOLDER = HouseholdMember.Role.HOLDER


def erase(erasure: Erasure) -> dict[str, int]:
    rows = list(HouseholdMember.objects.filter(customer__in=erasure.ids).select_related("household"))
    for row in rows:
        if row.role == HOLDER:
            dissolve(household=row.household, now=erasure.now, actor=erasure.actor, reason="")
        else:
            remove_member(member=row, now=erasure.now, actor=erasure.actor)
    return {"households": len(rows)}


def obstacles(ids: Sequence[int]) -> Iterator[Obstacle]:
    led = HouseholdMember.objects.filter(customer__in=ids, role=HOLDER)
    if HouseholdMember.objects.filter(household__in=led.values("household")).exclude(customer__in=ids).exists():
        yield Obstacle(
            "household_held", _("They hold a household to which others belong: what these collected would be lost.")
        )


def tells(ids: Sequence[int]) -> Iterator[Line]:
    if HouseholdMember.objects.filter(customer__in=ids).exists():
        yield Line("ends", _("The place in the household"))
