"""Edits of what is promised reach the cases that are open: policies, hours, holidays, the calendar of a team.

One job walks through them, a batch in a transaction, and goes on where it was after a kill. Each case whose due times
change has the old and the new one on its trail. Results of clocks that have stopped stay as they are, and so do cases
that have ended.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from complaints import timing, trail
from complaints.models import Case, CaseClock, SlaPolicy, Team
from complaints.ways import OPEN
from core import clock, jobs
from core.models import Job, User

KIND = "complaints.lay_anew"
BATCH = 100
# Why, as the trail says it.
POLICY, CALENDAR, TEAM = "policy", "calendar", "team"


# --- One case ---------------------------------------------------------------------------------


@transaction.atomic
def lay_anew(
    case: Case, *, now: datetime, why: str, chooses: bool = False, choice: timing.Choice | None = None
) -> None:
    """`chooses`: the policy, too, is chosen anew; `choice` is what is known for many. Nothing happens to what ended."""
    row = Case.objects.select_for_update(of=("self",)).filter(pk=case.pk, state__in=OPEN).first()
    if row is None:
        return
    if chooses:
        _choose(row, now, choice)
    # First what runs, so that its old due times are still there to be told; with it, what is late is fixed.
    timing.lay_anew(row, now=now, why=why)
    _drop_what_is_not_promised(row, now, why)
    _begin_what_is_new(row, now, why)


def _choose(row: Case, now: datetime, choice: timing.Choice | None) -> None:
    """The first that fits by its place, with what made it fit."""
    policy, reason = timing.policy_for(row, choice)
    if (row.policy, row.policy_reason) == (policy, reason[:200]):
        return
    if row.policy != policy:
        told = {"old": str(row.policy or ""), "new": str(policy or "")}
        trail.record("case.policy", row, actor=None, now=now, reason=reason, **told)
    row.policy, row.policy_reason = policy, reason[:200]
    Case.objects.filter(pk=row.pk).update(policy=policy, policy_reason=row.policy_reason)


def _promises(row: Case) -> set[str]:
    policy = row.policy
    return {kind for kind, name in timing.PROMISES.items() if policy and getattr(policy, name) is not None}


def _drop_what_is_not_promised(row: Case, now: datetime, why: str) -> None:
    running_on = CaseClock.objects.filter(case=row, stopped_at=None, is_late=False)
    for running in running_on.exclude(kind__in=_promises(row)):
        old = running.due_at.isoformat() if running.due_at else ""
        trail.record("case.due_changed", row, actor=None, now=now, reason=why, clock=running.kind, old=old, new="")
        running.delete()


def _begin_what_is_new(row: Case, now: datetime, why: str) -> None:
    """Since the customer spoke; what was done before it was promised is done."""
    known = set(row.clocks.values_list("pk", flat=True))
    timing.begin(row)
    for made in row.clocks.exclude(pk__in=known):
        new = made.due_at.isoformat() if made.due_at else ""
        trail.record("case.due_changed", row, actor=None, now=now, reason=why, clock=made.kind, old="", new=new)


# --- All that are open ------------------------------------------------------------------------


def after_policy(policy: SlaPolicy, user: User | None) -> Job:
    """Any open case may have another policy now: also those of others."""
    return _start(_("New due times after a change of “%(name)s”") % {"name": policy}, {"why": POLICY}, user)


def after_calendar(calendar: Any, user: User | None) -> Job:
    title = _("New due times after a change of “%(name)s”") % {"name": calendar}
    return _start(title, {"why": CALENDAR, "calendar": calendar.pk}, user)


def after_team(team: Team, user: User | None) -> Job:
    title = _("New due times after a change of “%(name)s”") % {"name": team}
    return _start(title, {"why": TEAM, "team": team.pk}, user)


def _start(title: str, arguments: dict[str, Any], user: User | None) -> Job:
    return jobs.start(kind=KIND, title=title, arguments=arguments, user=user)


def run_job(progress: jobs.Progress) -> dict[str, Any]:
    asked, saved = progress.arguments, progress.saved
    done, after = int(saved.get("done", 0)), int(saved.get("after", 0))
    total = done + _open(asked).filter(pk__gt=after).count()
    chooses = asked["why"] == POLICY
    while rows := list(_open(asked).filter(pk__gt=after).order_by("pk")[:BATCH]):
        choice = timing.Choice([row.customer_id for row in rows]) if chooses else None
        with transaction.atomic():
            for row in rows:
                lay_anew(row, now=clock.now(), why=asked["why"], chooses=chooses, choice=choice)
            done, after = done + len(rows), rows[-1].pk
            progress.report(done, max(total, done), {"done": done, "after": after})
    return {"cases": done}


def _open(asked: dict[str, Any]) -> QuerySet[Case]:
    rows = Case.objects.filter(state__in=OPEN)
    if asked["why"] == CALENDAR:
        return rows.filter(team__calendar=asked["calendar"])
    return rows.filter(team=asked["team"]) if asked["why"] == TEAM else rows
