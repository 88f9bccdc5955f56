"""The list of who was asked, and the funnel above it: counted in one statement, not row by row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext_lazy

from core.models import User
from core.paging import Column
from customers import listfiles
from surveys.asking import wordings
from surveys.models import Invitation, InvitationState, Survey

COLUMNS = (
    Column("customer", gettext_lazy("Customer")),
    Column("state", gettext_lazy("State")),
    Column("due", gettext_lazy("Day"), sort="due_at", first="-"),
    Column("asked", gettext_lazy("Asked"), sort="asked_at", first="-"),
    Column("reminders", gettext_lazy("Reminders"), css="text-end"),
    Column("answered", gettext_lazy("Answered"), sort="answered_at", first="-"),
    Column("actions", gettext_lazy("Actions"), css="text-end"),
)
OPEN = (InvitationState.WAITING, InvitationState.ASKED)


def invitations(survey: Survey, asked: Mapping[str, str]) -> QuerySet[Invitation]:
    state = asked.get("state", "")
    rows = Invitation.objects.filter(survey=survey)
    return rows.filter(state=state) if state in InvitationState.values else rows


def attach(rows: list[Any], user: User) -> None:
    """With names only of customers whom this person may see; nobody of a survey that names nobody."""
    wordings.attach(rows)
    visible = listfiles.visible_ids(user, [row.customer_id for row in rows])
    for row in rows:
        row.is_visible = row.customer_id in visible and not row.survey.is_anonymous
        row.may_revoke = row.is_visible and row.state in OPEN


@dataclass(frozen=True, slots=True)
class Funnel:
    """How many were to be asked, and how far they came; `begun` have not finished."""

    waiting: int
    put_off: int
    dropped: int
    asked: int
    reminded: int
    begun: int
    answered: int
    expired: int
    revoked: int


def funnel(survey: Survey) -> Funnel:
    counts = Invitation.objects.filter(survey=survey).aggregate(
        waiting=_n(state="waiting"),
        put_off=Count("pk", filter=Q(state="waiting") & ~Q(reason="")),
        dropped=_n(state="dropped"),
        asked=_n(asked_at__isnull=False),
        reminded=_n(reminders__gt=0),
        begun=Count("pk", filter=Q(started_at__isnull=False) & ~Q(state="answered")),
        answered=_n(state="answered"),
        expired=_n(state="expired"),
        revoked=_n(state="revoked"),
    )
    return Funnel(**counts)


def why_not(survey: Survey) -> list[tuple[Any, int]]:
    """Why people were not asked, or not yet; the most frequent first."""
    rows = Invitation.objects.filter(survey=survey, state__in=("waiting", "dropped")).exclude(reason="")
    found = rows.values("reason").annotate(n=Count("pk")).order_by(F("n").desc(), "reason")
    return [(wordings.REASONS.get(row["reason"], row["reason"]), row["n"]) for row in found]


def _n(**conditions: Any) -> Count:
    return Count("pk", filter=Q(**conditions))
