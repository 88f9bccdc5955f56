"""Amends: offered, approved, granted, taken back. Each step once, however often and by however many it is clicked.

Locks are taken in one order: the case, its customer, the amends; then those of the ledger.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from complaints import trail
from complaints.amends import giving, limits, trailwords, valuing, whose
from complaints.amends.ways import WAYS
from complaints.models import Amend, AmendState, Case, CaseState
from complaints.seeing import check_may_see
from core.errors import Conflict, DomainError
from core.models import User
from core.wording import worded as _
from customers import timeline
from customers.services.people import lock_customer

_DEAD = (CaseState.MERGED, CaseState.SPAM)
MOST = 200


@transaction.atomic
def offer(
    *, case: Case, kind: str, reason: str, actor: User, now: datetime, data: Mapping[str, Any], key: str | None = None
) -> Amend:
    """What is to be given. Above the limit it waits for a second person. The same `key` again is the same offer.

    `data`: `units` (points, cashback), `cost` (refund, replacement, gift, coupon), `what`, `promotion`, `returned`.
    Refuses `forbidden`, `reason_missing`, `amend_invalid`, `customer_missing`, `case_ended`.
    """
    _may(actor, "complaints.add_amend")
    row = _hold(case, actor)
    if key and (known := Amend.objects.filter(case=row, key=key).first()):
        return known
    _check_alive(row)
    told = valuing.read(case=row, kind=kind, data=data, now=now)
    needs = limits.passes(case=row, cost=told["cost"], user=actor, now=now)
    made = Amend.objects.create(
        case=row, customer=row.customer, kind=kind, reason=_reason(reason), requested_by=actor, requested_at=now,
        needs_approval=needs, state=AmendState.WAITING if needs else AmendState.OFFERED, key=key, **told,
    )  # fmt: skip
    _record(made, "offered", actor, now, reason)
    return made


@transaction.atomic
def approve(*, amend: Amend, actor: User, now: datetime) -> Amend:
    """Somebody else says yes. Refuses `own_amend` for whoever asked for it, `amend_way` for what does not wait,
    `case_ended`, `customer_changed`."""
    return _decide(amend, AmendState.APPROVED, actor, now, "")


@transaction.atomic
def refuse(*, amend: Amend, reason: str, actor: User, now: datetime) -> Amend:
    return _decide(amend, AmendState.REFUSED, actor, now, _reason(reason))


def _decide(amend: Amend, to: str, actor: User, now: datetime, why: str) -> Amend:
    _may(actor, "complaints.approve_amend")
    row = _lock(amend, actor)
    if row.requested_by_id == actor.pk:
        raise DomainError("own_amend", _("Somebody else decides about what you asked for."), status=403)
    if row.state == to:
        return row
    if to == AmendState.APPROVED:
        _check_given(row)
        row.approved_by = actor
    else:
        _end(row, actor, now, why)
    _go(row, to)
    row.save()
    _record(row, str(to), actor, now, why)
    return row


@transaction.atomic
def withdraw(*, amend: Amend, reason: str, actor: User, now: datetime) -> Amend:
    """No longer wanted, before it was granted."""
    _may(actor, "complaints.add_amend")
    row = _lock(amend, actor)
    if row.state == AmendState.WITHDRAWN:
        return row
    why = _reason(reason)
    _go(row, AmendState.WITHDRAWN)
    _end(row, actor, now, why)
    row.save()
    _record(row, "withdrawn", actor, now, why)
    return row


@transaction.atomic
def grant(*, amend: Amend, actor: User, now: datetime) -> Amend:
    """Give it: once, whoever clicks how often. Where the limit is passed by now it waits instead: look at `state`.

    Refuses `amend_way` for what waits, was refused or withdrawn, `case_ended`, and `customer_changed` where the case
    turned out to be somebody else's since.
    """
    _may(actor, "complaints.add_amend")
    row = _lock(amend, actor)
    if row.state == AmendState.GRANTED:
        return row
    _check_given(row)
    if row.state == AmendState.OFFERED and _is_above(row, actor, now):
        _go(row, AmendState.WAITING)
        row.needs_approval = True
        row.save()
        _record(row, "waiting", actor, now, "")
        return row
    _go(row, AmendState.GRANTED)
    giving.give(row, actor=actor, now=now)
    row.granted_by, row.granted_at = actor, now
    row.save()
    _record(row, "granted", actor, now, "")
    return row


def _is_above(row: Amend, actor: User, now: datetime) -> bool:
    """Above what either may give alone: who grants for somebody else lends them no limit."""
    who = {row.requested_by_id: row.requested_by, actor.pk: actor}.values()
    return any(limits.passes(case=row.case, cost=row.cost, user=user, now=now, but=row) for user in who)


@transaction.atomic
def take_back(*, amend: Amend, reason: str, actor: User, now: datetime) -> Amend:
    """By a contra entry; twice is once. Refuses `coupon_used`: what was used stays used."""
    _may(actor, "complaints.take_back_amend")
    row = _lock(amend, actor)
    if row.state == AmendState.TAKEN_BACK:
        return row
    why = _reason(reason)
    _go(row, AmendState.TAKEN_BACK)
    giving.take_back(row, reason=why, actor=actor, now=now)
    _end(row, actor, now, why)
    row.save()
    _record(row, "taken_back", actor, now, why)
    return row


# --- Shared -------------------------------------------------------------------------------


def _may(actor: User, permission: str) -> None:
    if not actor.has_perm(permission):
        raise DomainError("forbidden", _("You may not do this."), status=403)


def _check_alive(case: Case) -> None:
    if case.state in _DEAD:
        raise Conflict("case_ended", _("This case was merged, or is spam: nothing is given for it."))


def _check_given(row: Amend) -> None:
    """What is given goes to whom it was offered to, or to nobody."""
    _check_alive(row.case)
    if row.customer_id != row.case.customer_id:
        raise Conflict(
            "customer_changed", _("The case is another customer’s by now: withdraw this, and offer it anew.")
        )


def _reason(text: str) -> str:
    told = " ".join(text.split())
    if not told:
        raise DomainError("reason_missing", _("Say why, please."), field="reason")
    if len(told) > MOST:
        raise DomainError("reason_too_long", _("The reason has at most 200 characters."), field="reason")
    return told


def _hold(case: Case, actor: User) -> Case:
    """The case with its customer, held until the end of the transaction."""
    row = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    check_may_see(actor, row)
    if row.customer_id:
        lock_customer(row.customer_id)
    whose.follow(row)
    return row


def _lock(amend: Amend, actor: User) -> Amend:
    case = _hold(amend.case, actor)
    row = Amend.objects.select_for_update(of=("self",)).select_related("requested_by", "promotion").get(pk=amend.pk)
    row.case = case
    return row


def _go(row: Amend, to: str) -> None:
    if to not in WAYS[row.state]:
        raise Conflict("amend_way", _("This is “%(state)s” by now.") % {"state": row.get_state_display()})
    row.state = to


def _end(row: Amend, actor: User, now: datetime, why: str) -> None:
    row.ended_by, row.ended_at, row.ended_why = actor, now, why


def _record(row: Amend, what: str, actor: User, now: datetime, reason: str) -> None:
    """On the case; what was given or taken back also on the customer's timeline, unless the case is confidential."""
    trail.record(f"amend.{what}", row.case, actor=actor, now=now, reason=reason, kind=row.kind, amend=row.pk)
    if f"amends.{what}" in trailwords.VERBS and row.customer_id and not row.case.is_confidential:
        data = {"kind": row.kind, "case": row.case.number}
        timeline.record(
            customer=row.customer_id, verb=f"amends.{what}", actor=actor, at=now, data=data,
            target=trail.target_of(row.case),
        )  # fmt: skip
