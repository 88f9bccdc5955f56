"""Writing what was decided: memberships, periods, the timeline, webhooks, gifts; some statements for any number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core import ids, webhooks
from customers import timeline
from customers.models import Customer
from loyalty.models import Coupon
from loyalty.pricing import givings
from loyalty.tiers import comeback, sql
from loyalty.tiers.deciding import REACHED, RETURNED
from loyalty.tiers.measuring import Member, Step
from loyalty.tiers.rules import Level
from loyalty.tiers.terms import Terms

EVENT = "tier.changed"
CODE_LENGTH = 10

_CLOSE = """
UPDATE loyalty_tierperiod period SET valid_until = told.at
FROM unnest(%(customers)s::bigint[], %(instants)s::timestamptz[]) AS told (customer, at)
WHERE period.customer_id = told.customer AND period.valid_until IS NULL"""
_OPEN = """
INSERT INTO loyalty_tierperiod (customer_id, level_id, from_level_id, valid_from, valid_until, cause, booked_at)
SELECT * FROM unnest(%(customers)s::bigint[], %(levels)s::bigint[], %(before)s::bigint[], %(starts)s::timestamptz[],
    %(ends)s::timestamptz[], %(causes)s::text[], array_fill(%(now)s::timestamptz, ARRAY[%(n)s::int]))"""
_KEEP = """
INSERT INTO loyalty_tiermembership (customer_id, level_id, since, earned_level_id, keeps_until, manual_level_id,
    manual_until, manual_reason, manual_by_id, noticed_for, reached_by_id, before_level_id, before_until)
SELECT told.customer, told.level, told.since, told.earned, told.keeps_until, told.manual, told.manual_until,
       CASE WHEN told.manual IS NULL THEN '' ELSE coalesce(%(reason)s::text, old.manual_reason, '') END,
       CASE WHEN told.manual IS NULL THEN NULL WHEN %(reason)s::text IS NULL THEN old.manual_by_id
            ELSE %(by)s::bigint END,
       NULL, told.reached_by, told.before, told.before_until
FROM unnest(%(customers)s::bigint[], %(levels)s::bigint[], %(since)s::timestamptz[], %(earned)s::bigint[],
    %(until)s::date[], %(manual)s::bigint[], %(manual_until)s::date[], %(reached_by)s::bigint[], %(before)s::bigint[],
    %(before_until)s::date[])
    AS told (customer, level, since, earned, keeps_until, manual, manual_until, reached_by, before, before_until)
LEFT JOIN loyalty_tiermembership old ON old.customer_id = told.customer
ON CONFLICT (customer_id) DO UPDATE SET level_id = excluded.level_id, since = excluded.since,
    earned_level_id = excluded.earned_level_id, keeps_until = excluded.keeps_until,
    manual_level_id = excluded.manual_level_id, manual_until = excluded.manual_until,
    manual_reason = excluded.manual_reason, manual_by_id = excluded.manual_by_id,
    reached_by_id = excluded.reached_by_id, before_level_id = excluded.before_level_id,
    before_until = excluded.before_until,
    noticed_for = CASE WHEN loyalty_tiermembership.keeps_until IS NOT DISTINCT FROM excluded.keeps_until
                       THEN loyalty_tiermembership.noticed_for END"""


@dataclass(frozen=True)
class ByHand:
    """Who changes a level by hand, and why; `is_given` when the reason is that of a level given."""

    actor: int | None
    reason: str
    is_given: bool = False


def write(members: Sequence[Member], in_force: Terms, now: datetime, by_hand: ByHand | None = None) -> None:
    """All of it, for members who changed; their rows are locked by the caller."""
    if not members:
        return
    moved = [member for member in members if member.steps]
    _write_periods(moved, now)
    _write_memberships([member for member in members if member.since is not None], by_hand)
    gifts = comeback.take_gifts([(member.id, member.lost.id) for member in members if member.lost], now)
    _record(moved, in_force, by_hand, gifts)
    _tell(moved)
    _give_gifts(moved, in_force, now)


def _write_periods(moved: Sequence[Member], now: datetime) -> None:
    if not moved:
        return
    firsts = {"customers": sql.array(m.id for m in moved), "instants": sql.array(m.steps[0].at for m in moved)}
    sql.execute(_CLOSE, firsts)
    rows = [(member.id, step, end) for member in moved for step, end in _with_ends(member.steps)]
    sql.execute(
        _OPEN,
        {
            "customers": sql.array(row[0] for row in rows),
            "levels": sql.array(_id(row[1].after) for row in rows),
            "before": sql.array(_id(row[1].before) for row in rows),
            "starts": sql.array(row[1].at for row in rows),
            "ends": sql.array(row[2] for row in rows),
            "causes": sql.array(row[1].cause for row in rows),
            "now": now,
            "n": len(rows),
        },
    )


def _with_ends(steps: Sequence[Step]) -> list[tuple[Step, datetime | None]]:
    return list(zip(steps, [*[step.at for step in steps[1:]], None], strict=True))


def _write_memberships(members: Sequence[Member], by_hand: ByHand | None) -> None:
    if not members:
        return
    given = by_hand if by_hand and by_hand.is_given else None
    states = [member.state for member in members]
    sql.execute(
        _KEEP,
        {
            "customers": sql.array(member.id for member in members),
            "levels": sql.array(_id(state.level) for state in states),
            "since": sql.array(member.since for member in members),
            "earned": sql.array(_id(state.earned) for state in states),
            "until": sql.array(state.keeps_until for state in states),
            "manual": sql.array(_id(state.manual) for state in states),
            "manual_until": sql.array(state.manual_until for state in states),
            "reached_by": sql.array(state.reached_by for state in states),
            "before": sql.array(_id(state.before) for state in states),
            "before_until": sql.array(state.before_until for state in states),
            "reason": given.reason[:200] if given else None,
            "by": given.actor if given else None,
        },
    )


def _id(level: Level | None) -> int | None:
    return level.id if level else None


# --- Telling --------------------------------------------------------------------------------


def _record(moved: Sequence[Member], in_force: Terms, by_hand: ByHand | None, gifts: Mapping[int, str]) -> None:
    actor, reason = (by_hand.actor, by_hand.reason) if by_hand else (None, "")
    events = [
        timeline.Event(member.id, f"tier.{step.cause}", step.at, actor, facts(step, member, in_force, gifts), reason)
        for member in moved
        for step in member.steps
    ]
    timeline.record_many(events)


def facts(step: Step, member: Member, in_force: Terms, gifts: Mapping[int, str]) -> dict[str, Any]:
    """What the timeline keeps: the names as they were."""
    told: dict[str, Any] = {"level": _name(step.after, in_force), "before": _name(step.before, in_force)}
    if member.state.keeps_until and step is member.steps[-1] and step.after == member.state.earned:
        told["until"] = member.state.keeps_until.isoformat()
    if step.cause == RETURNED and member.id in gifts:
        told["gift"] = gifts[member.id]
    return told


def _name(level: Level | None, in_force: Terms) -> str:
    return in_force.names[level.id] if level else ""


def _tell(moved: Sequence[Member]) -> None:
    """Whoever subscribes hears of each change, in the same transaction."""
    if not moved or not webhooks.is_wanted(EVENT):
        return
    public = dict(Customer.objects.filter(pk__in=[m.id for m in moved]).values_list("pk", "public_id"))
    webhooks.emit_many(
        webhooks.Happening(EVENT, f"tier:{member.id}:{step.at.isoformat()}", _payload(step, public[member.id]), step.at)
        for member in moved
        for step in member.steps
    )


def _payload(step: Step, customer: Any) -> dict[str, Any]:
    return {
        "customer": str(customer),
        "level": step.after.code if step.after else None,
        "level_before": step.before.code if step.before else None,
        "cause": step.cause,
        "since": step.at.isoformat(),
    }


def _give_gifts(moved: Sequence[Member], in_force: Terms, now: datetime) -> None:
    """A coupon for the level's gift to whoever reaches it, once per period by its key; none of what is over."""
    if not in_force.gifts:
        return
    wanted = [
        (member.id, in_force.gifts[step.after.id], step.at)
        for member in moved
        for step in member.steps
        if step.cause == REACHED and step.after and step.after.id in in_force.gifts
    ]
    if not wanted:
        return
    lasting = givings.running((gift for _customer, gift, _at in wanted), now)
    missed: dict[int, list[int]] = {}
    for customer, gift, _at in wanted:
        if gift not in lasting:
            missed.setdefault(gift, []).append(customer)
    if missed:
        givings.leave_out(missed, now)
    Coupon.objects.bulk_create(
        [
            Coupon(
                code=ids.short_code(CODE_LENGTH),
                promotion_id=gift,
                customer_id=customer,
                valid_until=lasting[gift],
                key=f"tier:{customer}:{at.isoformat()}",
            )
            for customer, gift, at in wanted
            if gift in lasting
        ],
        ignore_conflicts=True,
    )
