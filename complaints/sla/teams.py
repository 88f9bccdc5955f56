"""A case goes to another team: its hours count from now on as if they always had."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from complaints import assigning, trail
from complaints.models import Case, Team
from complaints.sla import laying
from complaints.ways import OPEN
from core.errors import DomainError
from core.models import User
from core.wording import worded as _


@transaction.atomic
def give_to_team(*, case: Case, team: Team, actor: User, now: datetime, reason: str = "") -> Case:
    """To whoever of it has room, and with due times by its calendar. Refuses `forbidden`, `team_unfit`."""
    if not actor.has_perm("complaints.assign_case"):
        raise DomainError("forbidden", _("You may not do this."), status=403)
    row = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if row.is_confidential and not team.is_confidential:
        raise DomainError("team_unfit", _("This team does not look after cases by and about staff."), field="team")
    if row.team_id == team.pk:
        return row
    move(row, team, actor=actor, now=now, reason=reason)
    return row


def move(row: Case, team: Team | None, *, actor: User | None, now: datetime, reason: str) -> None:
    """The caller holds it and has asked whether it may be; of one that has ended nobody is put in charge anew."""
    told = {"old": str(row.team or ""), "new": str(team or "")}
    Case.objects.filter(pk=row.pk).update(team=team, assignee=None, version=F("version") + 1)
    row.refresh_from_db()
    trail.record("case.team", row, actor=actor, now=now, reason=reason, **told)
    if row.state in OPEN:
        assigning.assign(row, now=now)
    laying.lay_anew(row, now=now, why=laying.TEAM)
    row.refresh_from_db()
