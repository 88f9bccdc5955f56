"""Redeeming: lock the account, then one statement that reads, decides and writes.

The lock is a statement of its own, because a statement that locks and reads at once would
decide on what it saw before it waited. PostgreSQL holds every figure within its bounds besides.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core import prepared
from core.errors import Conflict, DomainError
from core.models import User
from customers import timeline
from customers.services.people import hold_customers
from loyalty.dates import activity_end
from loyalty.ledger import keys, store, telling
from loyalty.ledger.services import Outcome, check_currency, check_permission, check_units, find_prior
from loyalty.unitwords import named

_LOCK = """
SELECT account.id, account.debt, membership.state
FROM loyalty_account account
LEFT JOIN customers_membership membership ON membership.customer_id = account.customer_id
WHERE account.customer_id = %(customer)s::bigint AND account.currency = %(currency)s::text """

# `before` is what the lots ahead of one hold: it is touched when that does not suffice.
_REDEEM = """
WITH prior AS (
    SELECT id FROM loyalty_entry WHERE event_key = %(key)s::text
), alive AS (
    SELECT entry_id, remaining, activity_months,
           sum(remaining) OVER (ORDER BY expires_at NULLS LAST, available_at, entry_id) - remaining AS before
    FROM loyalty_lot
    WHERE account_id = %(account)s::bigint AND remaining > 0 AND available_at <= %(now)s::timestamptz
      AND (expires_at IS NULL OR expires_at > %(now)s::timestamptz)
), taken AS (
    SELECT entry_id, least(remaining, %(units)s::bigint - before) AS units FROM alive WHERE before < %(units)s::bigint
), account AS (
    UPDATE loyalty_account SET balance = balance - %(units)s::bigint,
        active_at = greatest(active_at, %(now)s::timestamptz)
    WHERE id = %(account)s::bigint AND (SELECT sum(units) FROM taken) = %(units)s::bigint
      AND NOT EXISTS (SELECT FROM prior)
    RETURNING balance, debt
), entry AS (
    INSERT INTO loyalty_entry (account_id, kind, units, debt_units, event_key, purchase_id, occurred_at, booked_at,
        explanation, facts, reason, actor_id)
    SELECT %(account)s::bigint, 'redeem', -%(units)s::bigint, 0, %(key)s::text, %(purchase)s::bigint,
           %(now)s::timestamptz, %(now)s::timestamptz, %(explanation)s::text,
           %(facts)s::jsonb || jsonb_build_object('after', jsonb_build_array(account.balance, account.debt)),
           %(reason)s::text, %(actor)s::bigint
    FROM account
    RETURNING id
), consumed AS (
    INSERT INTO loyalty_consumption (entry_id, lot_id, units)
    SELECT entry.id, taken.entry_id, taken.units FROM entry, taken
), drained AS (
    UPDATE loyalty_lot SET remaining = remaining - taken.units
    FROM taken, entry WHERE loyalty_lot.entry_id = taken.entry_id
)
SELECT (SELECT id FROM entry), (SELECT balance FROM account), (SELECT debt FROM account),
       (SELECT coalesce(sum(remaining), 0) FROM alive), EXISTS (SELECT FROM prior),
       EXISTS (
           SELECT FROM loyalty_lot
           WHERE account_id = %(account)s::bigint AND remaining > 0 AND activity_months IS NOT NULL
       ), EXISTS (SELECT FROM core_webhookendpoint WHERE is_active AND 'balance.changed' = ANY(events))"""


def redeem(
    *,
    customer_id: int,
    currency: str,
    units: int,
    event_key: str,
    now: datetime,
    actor: User | None = None,
    reason: str = "",
    purchase_id: int | None = None,
    facts: dict[str, Any] | None = None,
    explanation: str = "",
) -> Outcome:
    """Spend units that can be spent now, soonest expiring first; all or nothing.

    Refuses with `insufficient`, `not_a_member`, `in_debt`. With an `actor`, a member of staff
    redeems by hand: they need the permission, and the timeline keeps it.
    """
    keys.check(event_key)
    check_currency(currency)
    check_units(units)
    if actor:
        check_permission(actor, "loyalty.redeem_account")
    with transaction.atomic():
        if actor:
            hold_customers([customer_id])  # for the timeline
        account = _lock(customer_id, currency)
        if account is None:
            raise _insufficient(0, currency)
        _refuse(account, event_key)
        told = {"key": event_key, "purchase": purchase_id, "reason": reason, "explanation": explanation, "now": now}
        taking = {"account": account[0], "units": units, "actor": actor.pk if actor else None}
        entry, balance, debt, available, is_known, slides, is_wanted = _spend(
            told | taking | {"facts": json.dumps(facts or {})}
        )
        if is_known:
            return _prior(event_key, customer_id, currency, units)
        if entry is None:
            raise _insufficient(int(available), currency)
        if is_wanted:
            telling.tell([entry])
        if slides:
            _keep_alive(account[0], now)
        if actor:
            data = {"currency": currency, "units": units}
            _record(customer=customer_id, entry=entry, actor=actor, at=now, reason=reason, data=data)
    return Outcome(entry, -units, 0, balance, debt)


def _prior(event_key: str, customer_id: int, currency: str, units: int) -> Outcome:
    prior = find_prior(event_key=event_key, customer_id=customer_id, currency=currency, kind="redeem", units=-units)
    assert prior  # just seen
    return prior


def _record(*, customer: int, entry: int, actor: User, at: datetime, reason: str, data: dict[str, Any]) -> None:
    timeline.record(
        customer=customer,
        verb="loyalty.redeemed",
        actor=actor,
        at=at,
        data=data,
        reason=reason,
        target=f"entry:{entry}",
    )


def _lock(customer_id: int, currency: str) -> tuple[Any, ...] | None:
    found = prepared.fetch(_LOCK + store.LOCK, {"customer": customer_id, "currency": currency})
    return found[0] if found else None


def _refuse(account: tuple[Any, ...], event_key: str) -> None:
    """Who may not redeem now; an event that is booked already is answered all the same."""
    debt, membership = account[1:]
    if membership == "active" and not debt:
        return
    if store.rows("SELECT 1 FROM loyalty_entry WHERE event_key = %(key)s", {"key": event_key}):
        return
    if membership != "active":
        raise Conflict("not_a_member", _("Only active members redeem."))
    raise Conflict("in_debt", _("Units are owed after a return; they must be earned before anything is redeemed."))


def _spend(parameters: dict[str, Any]) -> tuple[Any, ...]:
    try:
        with transaction.atomic(savepoint=False):
            return prepared.fetch(_REDEEM, parameters)[0]
    except IntegrityError as error:
        if "event_key" in str(error):
            # The key is booked on another account at this very moment.
            raise Conflict(
                "event_key_taken", _("This event key was used for something else."), field="event_key"
            ) from error
        raise


def _insufficient(available: int, currency: str) -> DomainError:
    told = {"units": named(available, currency)}
    return Conflict("insufficient", _("Only %(units)s can be redeemed now.") % told, field="units")


_MONTHS = """
SELECT DISTINCT activity_months FROM loyalty_lot
WHERE account_id = %(account)s AND remaining > 0 AND activity_months IS NOT NULL"""
_EXTEND = """
UPDATE loyalty_lot SET expires_at = %(until)s
WHERE account_id = %(account)s AND remaining > 0 AND activity_months = %(months)s
  AND expires_at > %(now)s AND expires_at < %(until)s"""


def _keep_alive(account: int, now: datetime) -> None:
    """Redeeming is an activity: lots that expire without one live on."""
    for (months,) in store.rows(_MONTHS, {"account": account}):
        until = activity_end(now, months)
        store.execute(_EXTEND, {"account": account, "months": months, "now": now, "until": until})
