"""Corrective actions: begun with whose need and what of the product they change, ended with what their effect was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from complaints.learning import recurring
from complaints.learning.counting import rows
from complaints.learning.recurring import Effect
from complaints.models import ActionState as S
from complaints.models import Alarm, CorrectiveAction
from core import clock
from core.errors import Conflict, DomainError
from core.models import User
from core.wording import worded as _

FIELDS = frozenset(
    {"title", "cause", "need", "characteristic", "product", "store", "owner", "due_on"}
)  # fmt: skip
# From which state to which; the end is an end.
WAYS: Mapping[str, tuple[str, ...]] = {
    S.PLANNED: (S.DOING, S.DONE, S.DROPPED),
    S.DOING: (S.DONE, S.DROPPED),
    S.DONE: (S.DOING, S.WORKS, S.FAILED),
}
OPEN = (S.PLANNED, S.DOING)
ENDED = (S.WORKS, S.FAILED, S.DROPPED)
ADD, CHANGE = "complaints.add_correctiveaction", "complaints.change_correctiveaction"
# As long before as after, and no longer than this.
SPAN = timedelta(days=180)
# Sooner nobody can tell.
SOONEST = timedelta(days=28)
_CASES = """
SELECT count(*) FILTER (WHERE f.day < %(done)s), count(*) FILTER (WHERE f.day >= %(done)s)
FROM complaints_casefigure f JOIN complaints_case c ON c.id = f.case_id
JOIN complaints_cause cause ON cause.id = c.cause_id
WHERE f.counts AND f.day >= %(first)s AND f.day < %(end)s AND cause.path LIKE %(path)s || '%%'
    AND (%(product)s::bigint IS NULL OR c.product_id = %(product)s)
    AND (%(store)s::bigint IS NULL OR c.store_id = %(store)s)"""
_ORDERS = """
SELECT coalesce(sum(n) FILTER (WHERE day < %(done)s), 0)::float8,
    coalesce(sum(n) FILTER (WHERE day >= %(done)s), 0)::float8
FROM complaints_orderday
WHERE dimension = %(dimension)s AND value = %(value)s AND day >= %(first)s AND day < %(end)s"""


@transaction.atomic
def begin(
    *, data: Mapping[str, Any], actor: User | None, now: datetime, alarm: Alarm | None = None
) -> CorrectiveAction:
    """Refuses `forbidden`, `field_unknown`, and `fact_missing` of what nobody could check later."""
    _may(actor, ADD)
    if unknown := sorted(set(data) - FIELDS):
        raise DomainError("field_unknown", _("There is no field “%(name)s”.") % {"name": unknown[0]})
    row = CorrectiveAction(**data, alarm=alarm, created_at=now, created_by=actor)
    _check(row)
    row.save(force_insert=True)
    return row


def _may(actor: User | None, permission: str) -> None:
    """None: the system itself."""
    if actor and not actor.has_perm(permission):
        raise DomainError("forbidden", _("You may not do this."), status=403)


def _check(row: CorrectiveAction) -> None:
    for name in ("title", "need", "characteristic"):
        if not str(getattr(row, name)).strip():
            raise DomainError("fact_missing", _("This must be known first."), field=name)


@transaction.atomic
def change(*, action: CorrectiveAction, data: Mapping[str, Any], actor: User, now: datetime) -> CorrectiveAction:
    """What an action says of itself; not once it has ended. Refuses `forbidden`, `action_ended`, `field_unknown`."""
    _may(actor, CHANGE)
    row = _locked(action)
    if row.state in ENDED:
        raise Conflict("action_ended", _("It has ended: begin another."))
    for name, value in data.items():
        if name not in FIELDS:
            raise DomainError("field_unknown", _("There is no field “%(name)s”.") % {"name": name})
        setattr(row, name, value)
    _check(row)
    return _save(row)


@transaction.atomic
def go(
    *,
    action: CorrectiveAction,
    to: str,
    actor: User | None,
    now: datetime,
    verdict: str = "",
    done_on: date | None = None,
) -> CorrectiveAction:
    """On to another state.

    Refuses `forbidden`, `action_way`, `too_early` where nobody can tell yet whether it works; `fact_missing` where an
    end says nothing of what came of it.
    """
    _may(actor, CHANGE)
    row = _locked(action)
    if row.state == to:
        return row
    if to not in WAYS.get(row.state, ()):
        raise Conflict("action_way", _("An action does not go this way."))
    today = clock.business_day(now)
    if to == S.DONE:
        row.done_on = done_on or today
        if row.done_on > today:
            raise DomainError("done_later", _("This lies in the future."), field="done_on")
    if to in (S.WORKS, S.FAILED) and not may_be_judged(row, now=now):
        told = _("Whether it works nobody can tell before %(days)d days are over.") % {"days": SOONEST.days}
        raise DomainError("too_early", told)
    if to in ENDED:
        if not verdict.strip():
            raise DomainError("fact_missing", _("Say what came of it."), field="verdict")
        row.verdict, row.ended_at = verdict.strip(), now
        if row.done_on:
            row.effect = asdict(effect_of(row, now=now))
    row.state = to
    return _save(row)


def _locked(action: CorrectiveAction) -> CorrectiveAction:
    return CorrectiveAction.objects.select_for_update().get(pk=action.pk)


def _save(row: CorrectiveAction) -> CorrectiveAction:
    row.version += 1
    row.save()
    return row


def effect_of(row: CorrectiveAction, *, now: datetime) -> Effect:
    """Cases of its cause, and all below it, for each order: as long before it was in place as since."""
    assert row.done_on is not None  # asked for
    today = clock.business_day(now)
    span = max(timedelta(days=1), min(SPAN, today - row.done_on))
    values = {
        "done": row.done_on, "first": row.done_on - span, "end": row.done_on + span, "path": row.cause.path,
        "product": row.product_id, "store": row.store_id,
    }  # fmt: skip
    [(before, after)] = rows(_CASES, values)
    dimension, value = _of(row)
    [(orders_before, orders_after)] = rows(_ORDERS, values | {"dimension": dimension, "value": value})
    if not (orders_before and orders_after):
        orders_before = orders_after = float(span.days)
    return recurring.effect(before, orders_before, after, orders_after)


def _of(row: CorrectiveAction) -> tuple[str, str]:
    if row.product_id:
        return "product", str(row.product_id)
    return ("store", str(row.store_id)) if row.store_id else ("all", "")


def may_be_judged(row: CorrectiveAction, *, now: datetime) -> bool:
    return bool(row.state == S.DONE and row.done_on and clock.business_day(now) - row.done_on >= SOONEST)


def effect_from(kept: Mapping[str, Any]) -> Effect:
    """As it was when the action was judged."""
    return Effect(**kept)
