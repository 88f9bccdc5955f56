"""Who looks after a case: of its team whoever knows the category, is there, and has the most room left."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, F, FloatField, Q, QuerySet
from django.db.models.functions import Cast

from complaints import trail
from complaints.models import Absence, Case, TeamMember
from complaints.ways import OPEN
from core import clock
from core.errors import DomainError
from core.models import User
from core.wording import worded as _


def assign(case: Case, *, now: datetime) -> User | None:
    """By load and skill; nobody where the team has nobody with room: then it waits in the team's queue."""
    if case.team_id is None:
        return None
    chosen = next((found for found in _candidates(case, now) if _may_have(found.user, case)), None)
    if chosen is None:
        return None
    return _give(case, chosen.user, actor=None, now=now, reason="")


def assign_to(*, case: Case, user: User | None, actor: User, now: datetime, reason: str = "") -> User | None:
    """By hand. Refuses `forbidden`, and `confidential` for who may not see it."""
    if not actor.has_perm("complaints.assign_case"):
        raise DomainError("forbidden", _("You may not do this."), status=403)
    if user and case.is_confidential and not user.has_perm("complaints.see_confidential_case"):
        raise DomainError("confidential", _("They may not see cases by and about staff."), field="assignee")
    return _give(case, user, actor=actor, now=now, reason=reason)


def _may_have(user: User, case: Case) -> bool:
    return not case.is_confidential or user.has_perm("complaints.see_confidential_case")


def _candidates(case: Case, now: datetime) -> QuerySet[TeamMember]:
    day = clock.business_day(now)
    away = Absence.objects.filter(first_day__lte=day, last_day__gte=day).values("user")
    open_cases = Count("user__cases", filter=Q(user__cases__state__in=OPEN), distinct=True)
    found = TeamMember.objects.filter(team=case.team, user__is_active=True).exclude(user__in=away)
    found = found.exclude(user=case.about_id)
    if case.category_id:
        knows = Q(skills=None) | Q(skills__in=_with_above(case))
        found = found.filter(knows)
    return (
        found.annotate(open=open_cases, load=Cast(open_cases, FloatField()) / F("capacity"))
        .filter(open__lt=F("capacity"))
        .order_by("load", "pk")
        .select_related("user")
    )


def _with_above(case: Case) -> list[int]:
    """The category and those that it is in."""
    assert case.category is not None  # asked for
    return [int(pk) for pk in case.category.path.split("/") if pk] or [case.category.pk]


def _give(case: Case, user: User | None, *, actor: User | None, now: datetime, reason: str) -> User | None:
    old = str(case.assignee) if case.assignee else ""
    case.assignee = user
    Case.objects.filter(pk=case.pk).update(assignee=user, version=F("version") + 1)
    trail.record("case.assigned", case, actor=actor, now=now, reason=reason, old=old, new=str(user or ""))
    return user
