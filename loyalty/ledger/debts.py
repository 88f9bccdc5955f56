"""A debt that is written off by hand: the member starts anew, and the entry says who forgave what and why."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import Conflict
from core.models import User
from loyalty.ledger import booking, keys, pool, store
from loyalty.ledger.planning import Book
from loyalty.ledger.services import (
    Outcome,
    check_currency,
    check_permission,
    check_reason,
    check_units,
    find_prior,
    finish,
    lock,
)
from loyalty.unitwords import named

KIND = "writeoff"


@transaction.atomic
def waive_debt(
    *,
    customer_id: int,
    currency: str,
    event_key: str,
    reason: str,
    now: datetime,
    units: int | None = None,
    actor: User | None = None,
) -> Outcome:
    """Forgive what is owed, whole (`units` None) or in part; the balance stays. In a household its pool owes.

    Codes: `no_debt`, `too_much_waived`, `reason_missing`, `event_key_taken`.
    """
    keys.check(event_key)
    check_currency(currency)
    check_reason(reason)
    if actor:
        check_permission(actor, "loyalty.adjust_account")
    if units is not None:
        check_units(units)
    customer_id, account = lock(customer_id, currency, now)
    told = _told_before(event_key) if units is None else units
    if told and (prior := find_prior(
        event_key=event_key, customer_id=customer_id, currency=currency, kind=KIND, units=told
    )):  # fmt: skip
        return prior
    wanted = account.debt if units is None else units
    if not account.debt:
        raise Conflict("no_debt", _("Nothing is owed."), field="currency")
    if wanted > account.debt:
        message = _("Only %(units)s can be written off.") % {"units": named(account.debt, currency)}
        raise Conflict("too_much_waived", message, field="units")
    book = Book(now)
    move = book.move(
        account, KIND, wanted, event_key=event_key, occurred_at=now, debt_units=wanted, reason=reason,
        facts={"waived": True} | pool.earned_by(customer_id, account.customer), actor=actor.pk if actor else None,
        explanation=f"{wanted} owed, written off by hand",
    )  # fmt: skip
    account.debt -= wanted
    outcome = finish(book, account, move)
    booking.record(
        "loyalty.debt_waived", customer=customer_id, actor=actor, at=now, target=f"entry:{outcome.entry_id}",
        reason=reason, currency=currency, units=wanted,
    )  # fmt: skip
    return outcome


def _told_before(event_key: str) -> int:
    """How much this event forgave when it was booked; 0: it is new."""
    found = store.rows("SELECT units FROM loyalty_entry WHERE event_key = %(key)s", {"key": event_key})
    return int(found[0][0]) if found else 0
