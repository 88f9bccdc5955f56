"""Becoming, pausing and ending a member. Only active members earn and redeem.

States: active → suspended → active; either → left; left → active by enrolling again. Nobody
but the customer brings them back: `enrol_many` (imports, first purchase) leaves those who
left alone. Whoever asks who was a member on a past day asks `customers.membership`; PostgreSQL
keeps the times that it reads in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from core.errors import Conflict, DomainError
from core.models import User
from customers import hooks, timeline
from customers.models import Customer, Membership
from customers.services.people import lock_customer

State = Membership.State


@transaction.atomic
def enrol(*, customer: Customer, terms_version: str, where: str, actor: User | None, now: datetime) -> Membership:
    """Make a member of a customer who accepted the terms; Conflict `already_member` otherwise."""
    if not terms_version:
        raise DomainError("terms_missing", _("Which terms were accepted?"), field="terms_version")
    lock_customer(customer.pk)
    is_new = bool(_insert([customer.pk], terms_version, where, now, actor))
    if not is_new:
        _come_back(customer, terms_version, where, now, actor)
    data = {"terms": terms_version, "where": where, "again": not is_new}
    timeline.record(customer=customer, verb="customer.enrolled", actor=actor, at=now, data=data)
    hooks.announce([customer.pk], now)
    return Membership.objects.get(pk=customer.pk)


def _come_back(customer: Customer, terms_version: str, where: str, now: datetime, actor: User | None) -> None:
    """Only those who left can enrol again."""
    returned = Membership.objects.filter(pk=customer.pk, state=State.LEFT).update(
        state=State.ACTIVE, terms_version=terms_version, enrolled_at=now, enrolled_where=where, enrolled_by=actor,
        state_since=now, state_reason="",
    )  # fmt: skip
    if not returned:
        raise Conflict("already_member", _("This customer is already a member."))


@transaction.atomic
def enrol_many(customer_ids: Iterable[int], *, terms_version: str, where: str, at: datetime) -> list[int]:
    """Enrol those of the customers who never were members; returns their ids.

    Set-based: few statements for any number. Who left, was merged away or erased stays out;
    a customer whom another transaction enrols at the same moment is enrolled once.
    """
    new = _insert(customer_ids, terms_version, where, at, None)
    data = {"terms": terms_version, "where": where, "again": False}
    timeline.record_many(timeline.Event(pk, "customer.enrolled", at, data=data) for pk in new)
    hooks.announce(new, at)
    return new


def _insert(ids: Iterable[int], terms_version: str, where: str, at: datetime, actor: User | None) -> list[int]:
    """Write the memberships that do not exist; the ids of the new ones, in order."""
    values: dict[str, Any] = {
        "ids": sorted(set(ids)),
        "terms": terms_version,
        "where": where,
        "at": at,
        "by": actor.pk if actor else None,
    }
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, values)
        return sorted(row[0] for row in cursor.fetchall())


_INSERT = """
    INSERT INTO customers_membership
        (customer_id, state, terms_version, enrolled_at, enrolled_where, enrolled_by_id, state_since, state_reason)
    SELECT id, 'active', %(terms)s, %(at)s, %(where)s, %(by)s, %(at)s, ''
    FROM customers_customer
    WHERE id = ANY(%(ids)s) AND merged_into_id IS NULL AND erased_at IS NULL
    ORDER BY id
    ON CONFLICT (customer_id) DO NOTHING
    RETURNING customer_id
"""


def suspend(*, customer: Customer, reason: str, actor: User | None, now: datetime) -> Membership:
    """Stop earning and redeeming for a while; balances stay. A reason is required."""
    _require(reason)
    return _move(customer, {State.ACTIVE}, State.SUSPENDED, reason=reason, actor=actor, now=now)


def reinstate(*, customer: Customer, actor: User | None, now: datetime, reason: str = "") -> Membership:
    return _move(customer, {State.SUSPENDED}, State.ACTIVE, reason=reason, actor=actor, now=now)


def leave(*, customer: Customer, reason: str, actor: User | None, now: datetime) -> Membership:
    """End the membership at the customer's wish; the row and its history stay. A reason is required."""
    _require(reason)
    return _move(customer, {State.ACTIVE, State.SUSPENDED}, State.LEFT, reason=reason, actor=actor, now=now)


_VERBS = {
    State.ACTIVE: "customer.reinstated",
    State.SUSPENDED: "customer.suspended",
    State.LEFT: "customer.left",
}


@transaction.atomic
def _move(
    customer: Customer, allowed: set[State], state: State, *, reason: str, actor: User | None, now: datetime
) -> Membership:
    """One conditional UPDATE decides; of two at once, one finds that the state has moved on."""
    moved = Membership.objects.filter(pk=customer.pk, state__in=allowed).update(
        state=state, state_since=now, state_reason=reason[:200]
    )
    if not moved:
        raise Conflict("membership_state", _("The membership is not in a state that allows this."))
    timeline.record(customer=customer, verb=_VERBS[state], actor=actor, at=now, reason=reason)
    hooks.announce([customer.pk], now)
    return Membership.objects.get(pk=customer.pk)


def _require(reason: str) -> None:
    if not reason.strip():
        raise DomainError("reason_missing", _("A reason is needed."), field="reason")
