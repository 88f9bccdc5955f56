"""Levels of a customer who was recorded twice: the survivor has the better of the two, never less.

What both bought counts together from now on (the hook of customers measures it after the merge). What is told of
a past day has one customer with the better level of both then: their histories become one, the survivor's.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from core import clock
from customers.merging import Merge
from loyalty.models import TierMembership, TierPeriod
from loyalty.tiers import deciding, measuring, services, sql, writing
from loyalty.tiers.measuring import Scope
from loyalty.tiers.rules import Ladder, Level, State
from loyalty.tiers.terms import terms


def move_levels(merge: Merge) -> dict[str, int]:
    theirs = TierMembership.objects.filter(pk=merge.duplicate.pk).first()
    services.lock([merge.survivor.pk])
    if theirs is not None:
        _end(theirs, merge.now)
        _improve(merge, theirs)
    periods = _unite_periods(merge)
    return {"levels": 1} if theirs is not None or periods else {}


def _improve(merge: Merge, theirs: TierMembership) -> None:
    """What the survivor holds from now on."""
    in_force = terms()
    scope = Scope([merge.survivor.pk])
    for member in measuring.candidates(scope, in_force, clock.business_day(merge.now), everybody=True):
        better = _better(member.state, _state(theirs, in_force.ladder))
        is_given = better.manual is not None and better.manual != member.state.manual
        deciding.move(member, better, merge.now, "merged")
        if member.is_changed:
            reason = theirs.manual_reason if is_given else merge.reason
            writing.write([member], in_force, merge.now, writing.ByHand(merge.actor.pk, reason, is_given=is_given))


def _end(row: TierMembership, now: datetime) -> None:
    still_open = TierPeriod.objects.filter(customer=row.pk, valid_until__isnull=True)
    still_open.filter(valid_from__gte=now).delete()
    still_open.update(valid_until=now)
    row.delete()


# Between two changes of either history the higher level counts, of equals the survivor's; what goes on is one period.
_UNITE = """
WITH told AS (
    DELETE FROM loyalty_tierperiod WHERE customer_id IN (%(survivor)s, %(duplicate)s)
        AND EXISTS (SELECT FROM loyalty_tierperiod WHERE customer_id = %(duplicate)s) RETURNING *
), instants AS (
    SELECT valid_from AS at FROM told UNION SELECT valid_until FROM told WHERE valid_until IS NOT NULL
), best AS (
    SELECT DISTINCT ON (began_at) began_at, ended_at, told.level_id, told.from_level_id, told.cause, told.booked_at
    FROM (SELECT at AS began_at, lead(at) OVER (ORDER BY at) AS ended_at FROM instants) AS stretch
    JOIN told ON told.valid_from <= began_at AND (told.valid_until IS NULL OR told.valid_until > began_at)
    LEFT JOIN loyalty_tierlevel level ON level.id = told.level_id
    ORDER BY began_at, coalesce(level.rank, 0) DESC, told.customer_id = %(survivor)s DESC
), marked AS (
    SELECT best.*, lag(ended_at) OVER history IS DISTINCT FROM began_at
        OR lag(level_id) OVER history IS DISTINCT FROM level_id AS is_new
    FROM best WINDOW history AS (ORDER BY began_at)
), numbered AS (
    SELECT marked.*, count(*) FILTER (WHERE is_new) OVER (ORDER BY began_at) AS number FROM marked
), ends AS (
    SELECT number, nullif(max(coalesce(ended_at, 'infinity')), 'infinity') AS ended_at FROM numbered GROUP BY number
)
INSERT INTO loyalty_tierperiod (customer_id, level_id, from_level_id, valid_from, valid_until, cause, booked_at)
SELECT %(survivor)s, level_id, CASE WHEN number = 1 THEN from_level_id ELSE lag(level_id) OVER (ORDER BY number) END,
    began_at, ends.ended_at, cause, booked_at
FROM numbered JOIN ends USING (number) WHERE is_new"""


def _unite_periods(merge: Merge) -> int:
    """How many periods the survivor has then; 0 where the duplicate had none, and nothing changes."""
    return sql.execute(_UNITE, {"survivor": merge.survivor.pk, "duplicate": merge.duplicate.pk})


def _state(row: TierMembership, ladder: Ladder) -> State:
    return State(
        ladder.by_id.get(row.earned_level_id or 0),
        row.keeps_until,
        ladder.by_id.get(row.manual_level_id or 0),
        row.manual_until,
        row.reached_by_id,
        ladder.by_id.get(row.before_level_id or 0),
        row.before_until,
    )


def _better(ours: State, theirs: State) -> State:
    state = ours
    if _beats(theirs.earned, theirs.keeps_until, ours.earned, ours.keeps_until):
        state = State(
            theirs.earned, theirs.keeps_until, ours.manual, ours.manual_until, theirs.reached_by, theirs.before,
            theirs.before_until,
        )  # fmt: skip
    if _beats(theirs.manual, theirs.manual_until, ours.manual, ours.manual_until):
        state = replace(state, manual=theirs.manual, manual_until=theirs.manual_until)
    return state


def _beats(level: Level | None, until: date | None, other: Level | None, other_until: date | None) -> bool:
    """The higher level, or the same one for longer."""
    if level is None or other is None:
        return level is not None
    return (level.rank, until or date.max) > (other.rank, other_until or date.max)
