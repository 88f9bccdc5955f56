"""Units that change hands or kind: transfers between customers, conversion between points and cashback.

Units move lot by lot and keep their dates, so that neither makes anything live longer. What goes
out and what comes in are entries of one transaction that name each other.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import clock
from core.errors import Conflict, DomainError
from core.models import User
from customers.services.people import hold_customers
from loyalty.ledger import booking, keys, pool, store, terms
from loyalty.ledger.planning import Book
from loyalty.ledger.records import AccountState, LotState, Move
from loyalty.ledger.services import (
    Outcome,
    check_currency,
    check_permission,
    check_reason,
    check_units,
    find_prior,
    finish,
)
from loyalty.models import Account
from loyalty.unitwords import named


@transaction.atomic
def transfer(
    *,
    from_customer_id: int,
    to_customer_id: int,
    currency: str,
    units: int,
    event_key: str,
    now: datetime,
    reason: str = "",
    actor: User | None = None,
) -> Outcome:
    """Hand units on, with their dates; at most so many a day. Gives the outcome of who hands on.

    Who is in a household receives into its pool, and hands nothing on unless they hold it.
    Codes: `not_transferable`, `daily_limit`, `insufficient`, `in_debt`, `not_a_member`, `same_customer`, `holder_only`.
    """
    _check(event_key, currency, units, actor, reason)
    owner = pool.collector(to_customer_id)
    if from_customer_id in {to_customer_id, owner}:
        raise DomainError("same_customer", _("These are the same customer."), field="to")
    wanted = [(from_customer_id, currency), (owner, currency)]
    hold_customers([from_customer_id, to_customer_id, owner])
    accounts = store.lock_accounts(wanted, now=now)
    source, target = accounts[wanted[0]], accounts[wanted[1]]
    same: dict[str, Any] = {"customer_id": from_customer_id, "currency": currency, "kind": "transfer", "units": -units}
    if prior := find_prior(event_key=event_key, **same):
        _check_same(event_key, target, to_customer_id)
        return prior
    booking.check_member(from_customer_id, at="from")
    _check_holder(from_customer_id)
    booking.check_member(to_customer_id, at="to")
    booking.check_no_debt(source)
    _check_limit(source, units, now)
    outcome = _hand_over(source, target, units=units, event_key=event_key, now=now, reason=reason, actor=actor)
    _record(source, target, outcome, units=units, actor=actor, at=now, why=reason)
    return outcome


def _check(event_key: str, currency: str, units: int, actor: User | None, reason: str) -> None:
    keys.check(keys.part(event_key, "in:999"))
    check_currency(currency)
    check_units(units)
    if actor:
        check_permission(actor, "loyalty.transfer_account")
        check_reason(reason)


def _check_holder(customer_id: int) -> None:
    if pool.collector(customer_id) != customer_id:
        raise Conflict(
            "holder_only", _("In a household only its holder hands units on or converts them."), field="from"
        )


def _check_same(event_key: str, target: AccountState, to_customer: int) -> None:
    facts = booking.find_entry(event_key, ["transfer"]).facts
    if facts.get("to") not in {target.customer, to_customer}:
        raise Conflict("event_key_taken", _("This event key was used for something else."), field="event_key")


_TODAY = """
SELECT coalesce(sum(-units), 0)::bigint FROM loyalty_entry
WHERE account_id = %(account)s AND kind = 'transfer' AND units < 0 AND occurred_at >= %(start)s
  AND NOT (facts ? 'household') AND NOT (facts ? 'undoes')
  -- What was undone was handed on by nobody.
  AND NOT EXISTS (SELECT FROM loyalty_entry back WHERE back.event_key = loyalty_entry.event_key || ':undone')"""


def _check_limit(source: AccountState, units: int, now: datetime) -> None:
    """The account is locked: nobody else hands on from it meanwhile."""
    limit = terms.of_currency(source.currency).transfer_daily_limit
    if not limit:
        raise Conflict("not_transferable", _("These units are not handed on."), field="currency")
    left = max(0, limit - _handed_on_today(source.id, now))
    if units > left:
        raise Conflict(
            "daily_limit", _("Only %(units)s more today.") % {"units": named(left, source.currency)}, field="units"
        )


def _handed_on_today(account: int | None, now: datetime) -> int:
    start = clock.day_start(clock.business_day(now))
    return int(store.rows(_TODAY, {"account": account, "start": start})[0][0])


def left_today(customer_id: int, currency: str, now: datetime) -> int:
    """How many units of theirs somebody could still hand on in this business day."""
    limit = terms.of_currency(currency).transfer_daily_limit
    account = Account.objects.filter(customer=customer_id, currency=currency).values_list("pk", flat=True).first()
    return max(0, limit - (_handed_on_today(account, now) if account else 0))


def _hand_over(
    source: AccountState,
    target: AccountState,
    *,
    units: int,
    event_key: str,
    now: datetime,
    reason: str,
    actor: User | None,
) -> Outcome:
    store.load_lots([source, target])
    book = Book(now)
    values: dict[str, Any] = {"occurred_at": now, "reason": reason, "actor": actor.pk if actor else None}
    out = book.take_available(
        source, "transfer", units, event_key=event_key, facts={"to": target.customer},
        explanation=f"{units} handed on", **values,
    )  # fmt: skip
    if out is None:
        raise _insufficient(source, now)
    carry(book, out, target, "transfer", {"of": event_key, "from": source.customer}, **values)
    return finish(book, source, out)


def carry(
    book: Book,
    out: Move,
    target: AccountState,
    kind: str,
    facts: dict[str, Any],
    *,
    rate: Decimal = Decimal(1),
    **values: Any,
) -> int:
    """What `out` took arrives in lots of the same dates; at a rate, rounded down over all of it, not lot by lot."""
    seen = given = 0
    for number, (lot, units) in enumerate(list(out.taken), start=1):
        seen += units
        arriving = terms.floor(seen * rate) - given
        if not arriving:
            continue
        given += arriving
        made = LotState(arriving, arriving, lot.available_at, lot.expires_at, lot.activity_months)
        book.give(
            target, kind, arriving, made, event_key=keys.part(out.event_key, f"in:{number}"),
            facts=facts | {"lot": lot.id}, explanation=f"{arriving} received", **values,
        )  # fmt: skip
    return given


def _insufficient(account: AccountState, now: datetime) -> Conflict:
    held = [lot for lot in account.lots or () if lot.is_alive(now) and lot.available_at <= now]
    shown = {"units": named(sum(lot.remaining for lot in held), account.currency)}
    return Conflict("insufficient", _("Only %(units)s can be spent now.") % shown, field="units")


def _record(
    source: AccountState,
    target: AccountState,
    outcome: Outcome,
    *,
    units: int,
    actor: User | None,
    at: datetime,
    why: str,
) -> None:
    for account, number in ((source, -units), (target, units)):
        booking.record(
            "loyalty.transferred", customer=account.customer, actor=actor, at=at, reason=why,
            target=f"entry:{outcome.entry_id}", currency=account.currency, units=number,
        )  # fmt: skip


@transaction.atomic
def bring(
    *, from_customer_id: int, to_customer_id: int, currency: str, event_key: str, now: datetime, actor: User | None
) -> None:
    """Everything that one account holds, pending too, into another: who joins a household."""
    wanted = [(from_customer_id, currency), (to_customer_id, currency)]
    accounts = store.lock_accounts(wanted, now=now)
    source, target = accounts[wanted[0]], accounts[wanted[1]]
    booking.check_no_debt(source)
    store.load_lots([source, target])
    sources = [(lot, lot.remaining) for lot in source.lots or () if lot.remaining and lot.is_alive(now)]
    if not sources:
        return
    book = Book(now)
    values: dict[str, Any] = {"occurred_at": now, "actor": actor.pk if actor else None}
    units = sum(number for _lot, number in sources)
    out = book.take_exactly(
        source, "transfer", sources, event_key=event_key, facts={"to": target.customer, "household": True},
        explanation=f"{units} into the household", **values,
    )  # fmt: skip
    carry(book, out, target, "transfer", {"of": event_key, "from": source.customer}, **values)
    finish(book, source, out)


# --- Conversion ---------------------------------------------------------------------------


@transaction.atomic
def convert(
    *,
    customer_id: int,
    currency: str,
    to: str,
    units: int,
    event_key: str,
    now: datetime,
    reason: str = "",
    actor: User | None = None,
    expects: int | None = None,
) -> Outcome:
    """Points into cashback or back, at the rate of the settings, rounded down; gives the outcome of what went out.

    `expects` is what somebody was shown that they get: a rate that changed meanwhile is refused (`rate_changed`).
    """
    _check(event_key, currency, units, actor, reason)
    rate = rate_of(currency, to)
    hold_customers([customer_id])
    accounts = store.lock_accounts([(customer_id, currency), (customer_id, to)], now=now)
    source, target = accounts[customer_id, currency], accounts[customer_id, to]
    same: dict[str, Any] = {"customer_id": customer_id, "currency": currency, "kind": "convert", "units": -units}
    if prior := find_prior(event_key=event_key, **same):
        return prior
    booking.check_member(customer_id)
    _check_holder(customer_id)
    booking.check_no_debt(source)
    if terms.floor(units * rate) == 0:
        raise Conflict("too_few", _("So few units convert to nothing."), field="units")
    if expects is not None and terms.floor(units * rate) != expects:
        raise Conflict("rate_changed", _("The rate was changed meanwhile. Please look again."), field="units")
    store.load_lots([source, target])
    book = Book(now)
    values: dict[str, Any] = {"occurred_at": now, "reason": reason, "actor": actor.pk if actor else None}
    facts = {"to": to, "rate": str(rate)}
    out = book.take_available(
        source, "convert", units, event_key=event_key, facts=facts, explanation=f"{units} × {rate}", **values
    )
    if out is None:
        raise _insufficient(source, now)
    given = carry(book, out, target, "convert", {"of": event_key, "from": currency}, rate=rate, **values)
    outcome = finish(book, source, out)
    booking.record(
        "loyalty.converted", customer=customer_id, actor=actor, at=now, target=f"entry:{outcome.entry_id}",
        reason=reason, currency=currency, units=units, to=to, given=given,
    )  # fmt: skip
    return outcome


def rate_of(currency: str, to: str) -> Decimal:
    """Units of `to` for one unit; refused when the programme does not convert them."""
    settings = terms.settings()
    rates = {
        ("points", "cashback"): settings.points_to_cashback,
        ("cashback", "points"): settings.cashback_to_points,
    }
    rate = rates.get((currency, to))
    if rate is None:
        raise Conflict("not_convertible", _("These units are not converted."), field="to")
    return rate
