"""Two cases of one matter become one: the survivor goes on, from when the customer first spoke.

The merged case keeps its messages, which are read in the survivor; it gets no statistics and no survey. Both rows are
locked in the order of their keys, so that two who merge them each into the other do it once, in one direction.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from complaints import hiding, holding, timing, trail
from complaints.amends import whose
from complaints.models import Case, CaseClock, CaseState, ClockKind
from complaints.moving import transition
from complaints.receiving import is_confidential
from complaints.sla import laying
from complaints.ways import OPEN
from core.errors import Conflict, DomainError, NotFound
from core.locks import lock_rows
from core.models import User
from core.wording import worded as _

_CLOCKS = (ClockKind.ACKNOWLEDGE, ClockKind.RESPOND, ClockKind.RESOLVE)


@transaction.atomic
def merge(*, survivor: Case, merged: Case, actor: User, now: datetime) -> Case:
    """The fresh survivor; again it changes nothing.

    Refuses `forbidden`, `case_unknown`, `merge_itself`, `merge_ended` (the survivor is open no more), `case_way` (the
    other cannot be merged any more), `merge_others` (they are two customers').
    """
    one, other = _locked(survivor, merged, actor)
    if other.merged_into_id == one.pk:
        return one
    _check(one, other)
    waits = other.clocks.filter(kind=ClockKind.NEXT, stopped_at=None).first()
    transition(case=other, to=CaseState.MERGED, actor=actor, now=now, facts={"merged_into": one}, reason=one.number)
    was_open = not one.is_confidential
    _take_over(one, other, now)
    if waits:
        timing.customer_wrote(one, at=waits.started_at)
    trail.record("case.took_in", one, actor=actor, now=now, number=other.number)
    # What it took over may make another promise hold.
    laying.lay_anew(one, now=now, why="merged", chooses=True)
    one.refresh_from_db()
    if one.is_confidential and (was_open or not other.is_confidential):
        one = hiding.hide(one, actor=actor, now=now)
    return one


def _locked(survivor: Case, merged: Case, actor: User) -> tuple[Case, Case]:
    if not actor.has_perm("complaints.merge_case"):
        raise DomainError("forbidden", _("You may not do this."), status=403)
    if survivor.pk == merged.pk:
        raise DomainError("merge_itself", _("A case cannot be merged with itself."))
    found = lock_rows(Case.objects.seen_by(actor), [survivor.pk, merged.pk])
    if len(found) < 2:
        raise NotFound("case_unknown", _("There is no such case."))
    return found[survivor.pk], found[merged.pk]


def _check(one: Case, other: Case) -> None:
    if one.state not in OPEN:
        raise Conflict("merge_ended", _("Case %(number)s is not open any more.") % {"number": one.number})
    if one.customer_id and other.customer_id and one.customer_id != other.customer_id:
        raise Conflict("merge_others", _("They are cases of two customers."))


def _take_over(one: Case, other: Case, now: datetime) -> None:
    """What the customer said and heard in either counts for both."""
    is_earlier = other.received_at < one.received_at
    one.received_at = min(one.received_at, other.received_at)
    for name in ("acknowledged_at", "responded_at"):
        told = [at for at in (getattr(one, name), getattr(other, name)) if at]
        setattr(one, name, min(told, default=None))
    one.is_safety, one.is_legal = one.is_safety or other.is_safety, one.is_legal or other.is_legal
    one.is_confidential = one.is_confidential or other.is_confidential
    one.is_legal_hold = one.is_legal_hold or other.is_legal_hold
    _take_facts(one, other)
    one.is_confidential = is_confidential(one)
    one.priority, one.version = max(one.priority, 99 if one.is_safety or one.is_legal else 0), one.version + 1
    one.save()
    whose.follow(one)
    _begin_anew(one, is_earlier=is_earlier)
    holding.hold(one, now=now)


def _take_facts(one: Case, other: Case) -> None:
    """What only the other knows."""
    for name in ("customer", "purchase", "line", "product", "store", "category", "about"):
        if getattr(one, f"{name}_id") is None:
            setattr(one, name, getattr(other, name))
    for name in ("lot", "contact_name", "contact_email", "contact_phone", "language"):
        setattr(one, name, getattr(one, name) or getattr(other, name))


def _begin_anew(one: Case, *, is_earlier: bool) -> None:
    """Its clocks that run have run since the customer first spoke; what the other had done is done."""
    if is_earlier:
        CaseClock.objects.filter(case=one, stopped_at=None, kind__in=_CLOCKS).update(started_at=one.received_at)
    # Lays them, too.
    timing.begin(one)
