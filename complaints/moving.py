"""The one way in which a case changes its state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from complaints import assigning, holding, keeping, timing, trail
from complaints.amends import ending
from complaints.models import Case, CaseState, ClockKind
from complaints.ways import ENDED, PAUSED, WAYS, Way
from core.errors import Conflict, DomainError
from core.models import User
from core.wording import worded as _

# What is known at the end stands on the trail, too: a case that goes on ends otherwise another time.
_AT_THE_END = ("outcome", "explanation", "cause", "told_how", "not_told_why")
# What a transition may write beside the state.
FACTS = (*_AT_THE_END, "merged_into")
_MOVED = (*FACTS, "state", "version", "reopened", "resolved_at", "closed_at")


@transaction.atomic
def transition(
    *,
    case: Case,
    to: str,
    actor: User | None,
    now: datetime,
    facts: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Case:
    """Go there, with what must be known; returns the fresh case. Already there: nothing happens.

    Refuses `case_way` (no such way), `forbidden`, `fact_missing` (`field` says which). `actor` None: the system itself.
    """
    row = keeping.hold(case.pk)
    if row.state == to:
        return row
    way = WAYS[row.state].get(to)
    if way is None:
        raise Conflict("case_way", _("A case does not go this way."))
    if actor and not actor.has_perm(way.permission):
        raise DomainError("forbidden", _("You may not do this."), status=403)
    before = row.state
    _take_facts(row, facts or {})
    _check(row, way)
    _move(row, to, now)
    trail.record("case.state", row, actor=actor, now=now, reason=reason, old=before, new=to, **_known(row))
    _tell_clocks(row, before, now)
    if row.state in (CaseState.MERGED, CaseState.SPAM):
        ending.withdraw_open(row, actor=actor, now=now)
    if row.state in ENDED:
        holding.release(row, now=now)
    elif before in ENDED:
        holding.hold(row, now=now)
        assigning.hand_on(row, now=now)
    return row


def _take_facts(row: Case, facts: Mapping[str, Any]) -> None:
    for name, value in facts.items():
        if name not in FACTS:
            raise DomainError("fact_unknown", _("This is not told with a change of state."), field=name)
        setattr(row, name, value)


def _check(row: Case, way: Way) -> None:
    for need in way.needs:
        if need == "told":
            if not (row.told_how or row.not_told_why):
                raise DomainError(
                    "fact_missing", _("Say how the customer was told, or why they were not."), field="told_how"
                )
        elif not getattr(row, need):
            raise DomainError("fact_missing", _("This must be known first."), field=need)
    if row.outcome == "unjustified" and not row.explanation.strip():
        raise DomainError("fact_missing", _("Explain why it is not justified."), field="explanation")


def _move(row: Case, to: str, now: datetime) -> None:
    if to == CaseState.REOPENED:
        # When it was closed is on the trail; from the next end on words are counted anew.
        row.reopened, row.closed_at = row.reopened + 1, None
        # They are to be told of the new end.
        row.told_how = row.not_told_why = ""
    if to == CaseState.RESOLVED:
        row.resolved_at = now
    if to == CaseState.CLOSED:
        row.closed_at = now
    row.state, row.version = to, row.version + 1
    row.save(update_fields=_MOVED)


def _known(row: Case) -> dict[str, Any]:
    """Words of it go when the customer is erased."""
    if row.state not in (CaseState.RESOLVED, CaseState.CLOSED):
        return {}
    return {"facts": {name: str(getattr(row, name)) for name in _AT_THE_END if getattr(row, name)}}


def _tell_clocks(row: Case, before: str, now: datetime) -> None:
    if before in PAUSED:
        timing.resume(row, at=now)
    if row.state in PAUSED:
        timing.pause(row, at=now, for_others=row.state == CaseState.WAITING_OTHERS)
    if before in ENDED and row.state not in ENDED:
        timing.revive(row, since=_ended_at(row, before), at=now)
    elif row.state in ENDED and before not in ENDED:
        timing.end(row, met=[ClockKind.RESOLVE] if row.state == CaseState.RESOLVED else [], at=now)


def _ended_at(row: Case, before: str) -> datetime:
    """When what it comes back from began."""
    if before == CaseState.SPAM:
        return row.trail.filter(verb="case.state", data__new=before).latest("at").at
    assert row.resolved_at is not None  # the database holds it
    return row.resolved_at
