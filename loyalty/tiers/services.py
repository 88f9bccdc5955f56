"""Every change of a member's level.

`settle` brings members to where they belong, in the caller's transaction: sales, enrolments and
merges call it through hooks, the recompute calls it batch by batch. `give_level` and `take_level`
are what staff do by hand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import clock, prepared
from core.errors import Conflict, DomainError
from core.models import User
from customers.models import Customer
from loyalty.models import TierLevel, TierMembership
from loyalty.tiers import deciding, measuring, sql, writing
from loyalty.tiers.measuring import Scope
from loyalty.tiers.terms import Terms, terms

# Replaced in the test that shows what happens without the lock.
LOCK = "FOR NO KEY UPDATE"
_LOCK = "SELECT customer_id FROM customers_membership WHERE customer_id = ANY(%(ids)s::bigint[]) ORDER BY customer_id "
_SHARE = "SELECT id FROM customers_customer WHERE id = ANY(%(ids)s::bigint[]) ORDER BY id FOR KEY SHARE"
# A statement over more customers than this would hold too much in memory.
CHUNK = 20_000


def settle(*, customers: Iterable[int], now: datetime, in_force: Terms | None = None) -> int:
    """Bring these members' levels up to date; returns how many changed. Must run in a transaction.

    The rows of the memberships are locked before anything is measured: of two receipts at the same
    moment the second is measured with the first, so that no crossing is missed.
    """
    wanted = sorted(set(customers))
    in_force = in_force or terms()
    if not wanted or not in_force.is_used:
        return 0
    changed = 0
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        lock(part)
        changed += settle_locked(Scope(part), in_force, now)
    return changed


def lock(customers: list[int]) -> None:
    """Sorted by key. Whatever is decided is read by a statement after this one."""
    read = prepared.fetch if len(customers) == 1 else sql.rows
    read(_LOCK + LOCK, {"ids": sql.array(customers)})


def lock_with_customers(customers: list[int]) -> None:
    """Customers first: a merge locks them before their memberships, and what is written refers to them."""
    sql.rows(_SHARE, {"ids": sql.array(customers)})
    lock(customers)


def settle_locked(scope: Scope, in_force: Terms, now: datetime) -> int:
    found = measuring.candidates(scope, in_force, clock.business_day(now))
    changed = deciding.decide(found, in_force, now)
    writing.write(changed, in_force, now)
    return len(changed)


# --- By hand --------------------------------------------------------------------------------


@transaction.atomic
def give_level(
    *, customer: Customer, level: TierLevel, until: date, reason: str, actor: User | None, now: datetime
) -> TierMembership:
    """Give a member a level to the end of the day `until`, whatever they bought; a reason is required.

    A second one takes the place of the first. Whoever has earned a higher level keeps that.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise DomainError("reason_missing", _("Say why, please."), field="reason")
    if until < clock.business_day(now):
        raise DomainError("tier_day_past", _("The last day lies in the past."), field="until")
    if not level.is_active:
        raise DomainError("tier_inactive", _("This level is not active."), field="level")
    given = {"manual": terms().ladder.by_id[level.pk], "manual_until": until + timedelta(days=1)}
    _change(customer, given, "given", writing.ByHand(actor.pk if actor else None, reason, is_given=True), now)
    return TierMembership.objects.get(pk=customer.pk)


@transaction.atomic
def take_level(*, customer: Customer, reason: str, actor: User | None, now: datetime) -> TierMembership:
    """End a level given by hand before its day; what was earned counts again."""
    if not reason.strip():
        raise DomainError("reason_missing", _("Say why, please."), field="reason")
    if not TierMembership.objects.filter(pk=customer.pk, manual_level__isnull=False).exists():
        raise Conflict("tier_not_given", _("No level was given by hand."))
    taken = {"manual": None, "manual_until": None}
    _change(customer, taken, "ended", writing.ByHand(actor.pk if actor else None, " ".join(reason.split())), now)
    return TierMembership.objects.get(pk=customer.pk)


def _change(customer: Customer, values: dict[str, Any], cause: str, by_hand: writing.ByHand, now: datetime) -> None:
    """Bring the member up to date first, then change what was given."""
    lock_with_customers([customer.pk])
    in_force = terms()
    settle_locked(Scope([customer.pk]), in_force, now)
    scope = Scope([customer.pk])
    found = measuring.candidates(scope, in_force, clock.business_day(now), everybody=True)
    if not found or not found[0].is_member:
        raise Conflict("not_member", _("This customer is not a member."))
    member = found[0]
    deciding.move(member, replace(member.state, **values), now, cause)
    if member.since is None:
        # Nothing is held even now: there is nothing to write.
        return
    writing.write([member], in_force, now, by_hand)
