"""What staff read about promises: of which they were told, and which cases cannot end yet."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from complaints.models import Case, Escalation
from complaints.querysets import CaseQuerySet
from complaints.sla import closing
from complaints.ways import OPEN
from core import clock
from core.models import User

SHOWN = 8


def told(user: User) -> QuerySet[Escalation]:
    """Of which they were told and which still run; what was promised and is done by now is no news."""
    mine = Q(told=user) | Q(others=user)
    seen = Case.objects.seen_by(user).filter(state__in=OPEN)
    return Escalation.objects.filter(mine, clock__stopped_at=None, clock__case__in=seen).distinct()


def latest(user: User) -> list[Escalation]:
    """Of each clock the highest share; what is furthest over comes first."""
    rows = told(user).select_related("clock__case").order_by("clock", "-percent").distinct("clock")
    found = Escalation.objects.filter(pk__in=rows.values("pk")).select_related("clock__case")
    return list(found.order_by("-percent", "clock__due_at", "pk")[:SHOWN])


def unclosed(user: User) -> CaseQuerySet:
    """Resolved for long enough to end; the root cause, or how the customer was told, is missing."""
    return closing.lacking(clock.now()).seen_by(user)
