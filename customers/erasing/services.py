"""Erasing one customer, with everybody merged into them, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from core import locks
from core.errors import Conflict, DomainError, NotFound
from core.locks import advisory_lock, lock_rows
from core.models import User
from customers import hooks, timeline
from customers.erasing import files, own, parts, traces
from customers.erasing.parts import Erasure
from customers.merging import ONE_AT_A_TIME, merged_ids
from customers.models import Customer, Membership
from customers.services.membership import leave

PERMISSION = "customers.erase_customer"
OVERRIDE = "customers.override_erasure"


def erase(*, customer: Customer, actor: User, reason: str, now: datetime, in_spite: bool = False) -> Customer:
    """The person goes and a pseudonym stays; twice is once. Returns the fresh row, of the survivor for a merged one.

    Refuses `forbidden`, `reason_missing` and, unless an owner says `in_spite`, the first of what speaks against it:
    its code and its sentence (`parts.Obstacle`).
    """
    _check(actor, reason, in_spite=in_spite)
    return locks.outermost(lambda: _erase(customer.pk, actor, " ".join(reason.split()), now, in_spite=in_spite))


def forget_stranger(*, customer: Customer, is_known: Callable[[Customer], bool], now: datetime) -> bool:
    """Somebody whom a public page was told of, and who never answered: they go by themselves, unless `is_known` says,
    under their lock, that they are somebody by now, or anything speaks against it.

    No hash of theirs is kept: whoever typed the address did not speak for its owner, who may still become a customer.
    """
    return locks.outermost(lambda: _forget_stranger(customer.pk, is_known, now))


@transaction.atomic
def _forget_stranger(customer_id: int, is_known: Callable[[Customer], bool], now: datetime) -> bool:
    advisory_lock(ONE_AT_A_TIME)
    customer, rows = _lock(customer_id)
    ids = [row.pk for row in rows]
    if customer.erased_at or len(ids) > 1 or is_known(customer) or parts.obstacles(ids):
        return False
    erasure = Erasure(customer, ids, own.needles(rows), None, _("Never answered"), now)
    counts = _carry_out(erasure, rows, keeps_keys=False)
    timeline.record(customer=customer, verb="customer.erased", actor=None, at=now, data={"counts": counts})
    hooks.announce(erasure.ids, now)
    files.forget_later(erasure.needles)
    return True


def _check(actor: User, reason: str, *, in_spite: bool) -> None:
    if not actor.has_perm(PERMISSION) or (in_spite and not actor.has_perm(OVERRIDE)):
        raise DomainError("forbidden", _("You may not do this."), status=403)
    if not reason.strip():
        raise DomainError("reason_missing", _("Say why, please."), field="reason")


@transaction.atomic
def _erase(customer_id: int, actor: User, reason: str, now: datetime, *, in_spite: bool) -> Customer:
    # Apps write about people beside this one (who shares a household), as merges do.
    advisory_lock(ONE_AT_A_TIME)
    customer, rows = _lock(customer_id)
    if customer.erased_at is not None:
        return customer
    against = parts.obstacles([row.pk for row in rows])
    if against and not in_spite:
        raise Conflict(against[0].code, against[0].message)
    erasure = Erasure(customer, [row.pk for row in rows], own.needles(rows), actor, _("Erased on request"), now)
    counts = _carry_out(erasure, rows)
    facts = {"counts": counts, "in_spite": [obstacle.code for obstacle in against]}
    timeline.record(customer=customer, verb="customer.erased", actor=actor, at=now, data=facts)
    hooks.announce(erasure.ids, now)
    files.forget_later(erasure.needles)
    return Customer.objects.get(pk=customer.pk)


def _lock(customer_id: int) -> tuple[Customer, list[Customer]]:
    """Whole rows, the survivor first, so that nothing new can point to them meanwhile."""
    row = Customer.objects.filter(pk=customer_id).first()
    if row is None:
        raise NotFound("customer_unknown", _("There is no such customer."))
    if row.merged_into_id is not None:
        return _lock(row.merged_into_id)
    found = lock_rows(Customer.objects.all(), merged_ids(row))
    if found[customer_id].merged_into_id is not None:
        return _lock(customer_id)
    return found[customer_id], [found[customer_id], *(found[pk] for pk in sorted(found) if pk != customer_id)]


def _carry_out(erasure: Erasure, rows: Sequence[Customer], *, keeps_keys: bool = True) -> dict[str, int]:
    """The apps first, by their own services, while the customer is still one of whom they hear; then the person."""
    counts: dict[str, int] = {}
    for part in parts.parts():
        counts |= part.erase(erasure)
    if Membership.objects.filter(pk=erasure.customer.pk).exclude(state=Membership.State.LEFT).exists():
        leave(customer=erasure.customer, reason=erasure.reason, actor=erasure.actor, now=erasure.now)
    if keeps_keys:
        own.keep_keys(rows)
    counts |= own.erase(erasure, rows)
    with erasing_trails():
        counts |= own.blank_trails(erasure)
        for part in parts.parts():
            if part.blank:
                counts |= part.blank(erasure)
    counts |= traces.blank(erasure, [str(row.public_id) for row in rows])
    return {name: count for name, count in counts.items() if count}


class erasing_trails:  # noqa: N801  # a context manager
    """Within it the triggers of tables that can never be changed let words of an erased customer go, nothing else."""

    def __enter__(self) -> None:
        _set("on")

    def __exit__(self, *_error: object) -> None:
        if not connection.needs_rollback:
            _set("off")


def _set(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('regulars.erasing', %s, true)", [value])
