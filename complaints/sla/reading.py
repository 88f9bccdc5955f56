"""What staff read about promises: of which they were told, and which cases cannot end yet."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from complaints.models import Case, Escalation
from complaints.sla import closing
from complaints.sla.hearing import SEES_ALL
from complaints.ways import OPEN
from core import clock
from core.models import User

SHOWN = 8


def told(user: User) -> QuerySet[Escalation]:
    """Of which they were told and which still run; what was promised and is done by now is no news."""
    mine = Q(told=user) | Q(others=user)
    rows = Escalation.objects.filter(mine, clock__stopped_at=None, clock__case__state__in=OPEN).distinct()
    return rows if user.has_perm(SEES_ALL) else rows.filter(clock__case__is_confidential=False)


def latest(user: User) -> list[Escalation]:
    """Of each clock the highest share; what is furthest over comes first."""
    rows = told(user).select_related("clock__case").order_by("clock", "-percent").distinct("clock")
    found = Escalation.objects.filter(pk__in=rows.values("pk")).select_related("clock__case")
    return list(found.order_by("-percent", "clock__due_at", "pk")[:SHOWN])


def unclosed(user: User) -> QuerySet[Case]:
    """Resolved for long enough to end; the root cause, or how the customer was told, is missing."""
    rows = closing.lacking(clock.now())
    if user.has_perm(SEES_ALL):
        return rows if user.is_superuser else rows.exclude(about=user)
    return rows.filter(is_confidential=False)
