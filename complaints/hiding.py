"""A case turns out to be by or about staff: whatever tells others of it is put right, in this one place.

What was written while it was an ordinary case is found by more people than it may: the hold that stands on the
customer's record, mail in the local mailbox, lines of the timeline (which cannot be changed, and are left out when they
are read), and whoever looks after it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast, Concat, Substr

from complaints import assigning, families, holding, trail
from complaints.models import Case, CaseMessage, Team
from complaints.sla import teams
from complaints.telling import outbox
from complaints.ways import OPEN
from core.models import User
from messaging.models import LocalMail


def hide(case: Case, *, actor: User | None, now: datetime) -> Case:
    """The fresh case, with all that went into it. The caller holds it, and has marked it; again it changes nothing."""
    keys = families.of(case)
    Case.objects.filter(pk__in=keys, is_confidential=False).update(is_confidential=True, version=F("version") + 1)
    row = Case.objects.get(pk=case.pk)
    hold_anew(row, now=now)
    _hide_mail(keys)
    _give_to_who_may(row, actor, now)
    _take_from_who_may_not_see(row, actor, now)
    return row


def hold_anew(case: Case, *, now: datetime) -> None:
    """The customer is left in peace, by a hold that says as much as others may know."""
    holding.release(case, now=now)
    if case.state in OPEN:
        holding.hold(case, now=now)


def _hide_mail(cases: list[int]) -> None:
    """By how its key begins the mailbox knows who may read it."""
    said = CaseMessage.objects.filter(case__in=cases, key__startswith=outbox.PREFIX)
    keys = list(said.values_list("key", flat=True))
    said.update(key=_hidden_key("key"))
    LocalMail.objects.filter(source__in=keys).update(source=_hidden_key("source"))


def _hidden_key(name: str) -> Concat:
    return Concat(Value(outbox.CONFIDENTIAL), Substr(name, len(outbox.PREFIX) + 1))


def _take_from_who_may_not_see(case: Case, actor: User | None, now: datetime) -> None:
    if case.assignee and not Case.objects.seen_by(case.assignee).filter(pk=case.pk).exists():
        assigning.unassign(case, actor=actor, now=now)


def _give_to_who_may(case: Case, actor: User | None, now: datetime) -> None:
    """To the team for such cases, if there is one; else management finds it in the register."""
    found = case.team if case.team and case.team.is_confidential else team()
    if found != case.team:
        teams.move(case, found, actor=actor, now=now, reason="")


def team() -> Team | None:
    return Team.objects.filter(is_confidential=True, is_active=True).order_by("pk").first()


# --- On the timeline of the customer ----------------------------------------------------------


def hidden_targets(user: Any) -> Iterator[QuerySet[Case, Any]]:
    """What lines of the timeline are about that this person may not read."""
    confidential = Case.objects.filter(is_confidential=True)
    rows = confidential.exclude(pk__in=confidential.seen_by(user).values("pk"))
    for kind in (trail.TARGET, holding.SOURCE):
        target = Concat(Value(kind), Cast("pk", CharField()))
        yield rows.annotate(told=target).values("told")
