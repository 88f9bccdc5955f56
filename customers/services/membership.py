"""Becoming, pausing and ending a member. Only active members earn and redeem.

States: active → suspended → active; either → left; left → active by enrolling again. Nobody
but the customer brings them back: `enrol_many` (imports, first purchase) leaves those who
left alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from core.errors import Conflict, DomainError
from core.models import User
from customers import timeline
from customers.models import Customer, Membership
from customers.services.people import lock_customer

State = Membership.State


@transaction.atomic
def enrol(*, customer: Customer, terms_version: str, where: str, actor: User | None, now: datetime) -> Membership:
    """Make a member of a customer who accepted the terms; Conflict `already_member` otherwise."""
    if not terms_version:
        raise DomainError("terms_missing", _("Which terms were accepted?"), field="terms_version")
    lock_customer(customer.pk)
    membership = Membership.objects.filter(pk=customer.pk).first()
    if membership and membership.state != State.LEFT:
        raise Conflict("already_member", _("This customer is already a member."))
    facts = {
        "state": State.ACTIVE,
        "terms_version": terms_version,
        "enrolled_at": now,
        "enrolled_where": where,
        "enrolled_by": actor,
        "state_since": now,
        "state_reason": "",
    }
    membership, is_new = Membership.objects.update_or_create(customer_id=customer.pk, defaults=facts)
    data = {"terms": terms_version, "where": where, "again": not is_new}
    timeline.record(customer=customer, verb="customer.enrolled", actor=actor, at=now, data=data)
    return membership


@transaction.atomic
def enrol_many(customer_ids: Iterable[int], *, terms_version: str, where: str, at: datetime) -> list[int]:
    """Enrol those of the customers who never were members; returns their ids.

    Set-based: three statements for any number. Who left, was merged away or erased stays out;
    a customer whom another transaction enrols at the same moment is enrolled once.
    """
    with connection.cursor() as cursor:
        values: dict[str, Any] = {"ids": sorted(set(customer_ids)), "terms": terms_version, "where": where, "at": at}
        cursor.execute(_ENROL_MANY, values)
        new = sorted(row[0] for row in cursor.fetchall())
    data = {"terms": terms_version, "where": where, "again": False}
    timeline.record_many(timeline.Event(pk, "customer.enrolled", at, data=data) for pk in new)
    return new


_ENROL_MANY = """
    INSERT INTO customers_membership
        (customer_id, state, terms_version, enrolled_at, enrolled_where, state_since, state_reason)
    SELECT id, 'active', %(terms)s, %(at)s, %(where)s, %(at)s, ''
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
    return Membership.objects.get(pk=customer.pk)


def _require(reason: str) -> None:
    if not reason.strip():
        raise DomainError("reason_missing", _("A reason is needed."), field="reason")
