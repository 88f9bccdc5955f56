"""Levels of a customer who was recorded twice: the survivor has the better of the two, never less.

What both bought counts together from now on (the hook of customers measures it after the merge).
The duplicate's history stays where it is and ends now.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from core import clock
from customers.merging import Merge
from loyalty.models import TierMembership, TierPeriod
from loyalty.tiers import deciding, measuring, services, writing
from loyalty.tiers.measuring import Scope
from loyalty.tiers.rules import Ladder, Level, State
from loyalty.tiers.terms import terms


def move_levels(merge: Merge) -> dict[str, int]:
    theirs = TierMembership.objects.filter(pk=merge.duplicate.pk).first()
    if theirs is None:
        return {}
    services.lock([merge.survivor.pk])
    _end(theirs, merge.now)
    in_force = terms()
    scope = Scope([merge.survivor.pk])
    for member in measuring.candidates(scope, in_force, clock.business_day(merge.now), everybody=True):
        better = _better(member.state, _state(theirs, in_force.ladder))
        is_given = better.manual is not None and better.manual != member.state.manual
        deciding.move(member, better, merge.now, "merged")
        if member.is_changed:
            reason = theirs.manual_reason if is_given else merge.reason
            writing.write([member], in_force, merge.now, writing.ByHand(merge.actor.pk, reason, is_given=is_given))
    return {"levels": 1}


def _end(row: TierMembership, now: datetime) -> None:
    still_open = TierPeriod.objects.filter(customer=row.pk, valid_until__isnull=True)
    still_open.filter(valid_from__gte=now).delete()
    still_open.update(valid_until=now)
    row.delete()


def _state(row: TierMembership, ladder: Ladder) -> State:
    return State(
        ladder.by_id.get(row.earned_level_id or 0),
        row.keeps_until,
        ladder.by_id.get(row.manual_level_id or 0),
        row.manual_until,
    )


def _better(ours: State, theirs: State) -> State:
    state = ours
    if _beats(theirs.earned, theirs.keeps_until, ours.earned, ours.keeps_until):
        state = replace(state, earned=theirs.earned, keeps_until=theirs.keeps_until)
    if _beats(theirs.manual, theirs.manual_until, ours.manual, ours.manual_until):
        state = replace(state, manual=theirs.manual, manual_until=theirs.manual_until)
    return state


def _beats(level: Level | None, until: date | None, other: Level | None, other_until: date | None) -> bool:
    """The higher level, or the same one for longer."""
    if level is None or other is None:
        return level is not None
    return (level.rank, until or date.max) > (other.rank, other_until or date.max)
