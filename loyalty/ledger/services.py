"""Every other way to move units: grant, adjust, opening balances. `spending` redeems, `expiry` expires.

Keyword-only; each takes the key of its business event and gives an `Outcome`. The same event
again changes nothing and gives the first outcome; the same key with another content is a
Conflict `event_key_taken`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import clock
from core.errors import Conflict, DomainError, NotFound
from core.models import User
from customers import timeline
from loyalty import programme
from loyalty.ledger import keys, merging, pool, store
from loyalty.ledger.planning import Book
from loyalty.ledger.records import AccountState, LotState
from loyalty.models import LoyaltyCurrency
from loyalty.unitwords import named

MAX_UNITS = 10**15


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an event did. `balance` and `debt` are those right after it, also in a later replay."""

    entry_id: int
    units: int
    debt_units: int
    balance: int
    debt: int
    is_replay: bool = False


@dataclass(frozen=True, slots=True)
class OpeningLot:
    """Units brought along from elsewhere, with their own dates; `expires_at` None: without end."""

    units: int
    earned_at: datetime
    available_at: datetime | None = None
    expires_at: datetime | None = None


# --- Checks -------------------------------------------------------------------------------


def check_units(units: int) -> None:
    if type(units) is not int or not 0 < units <= MAX_UNITS:
        raise DomainError("units_invalid", _("Units are a whole number above zero."), field="units")


def check_currency(currency: str) -> None:
    if currency not in LoyaltyCurrency.values:
        raise NotFound("currency_unknown", _("There is no such loyalty currency."), field="currency")


def check_reason(reason: str) -> None:
    if not reason.strip():
        raise DomainError("reason_missing", _("Say why, please."), field="reason")
    if len(reason) > 200:
        raise DomainError("reason_too_long", _("The reason has at most 200 characters."), field="reason")


def check_permission(actor: User, codename: str) -> None:
    if not actor.has_perm(codename):
        raise DomainError("forbidden", _("You may not do this."), status=403)


_PRIOR = """
SELECT entry.id, entry.units, entry.debt_units, entry.facts, account.customer_id, account.currency, entry.kind
FROM loyalty_entry entry JOIN loyalty_account account ON account.id = entry.account_id
WHERE entry.event_key = %(key)s"""


def find_prior(*, event_key: str, customer_id: int, currency: str, kind: str, units: int) -> Outcome | None:
    """The outcome of an event that is booked already; Conflict when its key was used for something else."""
    found = store.rows(_PRIOR, {"key": event_key})
    if not found:
        return None
    entry, booked, debt_units, facts, owner, *told = found[0]
    facts = json.loads(facts) if isinstance(facts, str) else facts
    # In a household the account is its holder's, and the entry names who it was.
    theirs = {owner, facts.get("earner"), facts.get("by")} - {None}
    if not _is_among(customer_id, theirs) or [*told, booked] != [currency, kind, units]:
        raise Conflict("event_key_taken", _("This event key was used for something else."), field="event_key")
    balance, debt = facts.get("after", [0, 0])
    return Outcome(entry, booked, debt_units, balance, debt, is_replay=True)


def _is_among(customer_id: int, others: set[int]) -> bool:
    """One of them, or merged with one of them since."""
    return customer_id in others or merging.survivor(customer_id) in {merging.survivor(one) for one in others}


# --- Giving -------------------------------------------------------------------------------


@transaction.atomic
def grant(
    *,
    customer_id: int,
    currency: str,
    units: int,
    event_key: str,
    occurred_at: datetime,
    now: datetime,
    explanation: str = "",
    facts: dict[str, Any] | None = None,
    reason: str = "",
    actor: User | None = None,
    purchase_id: int | None = None,
    at_once: bool = False,
) -> Outcome:
    """Units for an event that is no purchase; dated and expiring by the currency's policy.

    `at_once`: they wait for nothing, as no goods can come back. In a household they go into its pool.
    """
    _check(event_key, currency, units)
    customer_id, account = lock(customer_id, currency, now)
    if prior := find_prior(event_key=event_key, customer_id=customer_id, currency=currency, kind="grant", units=units):
        return prior
    book = book_on(account, now)
    move = book.give(
        account,
        "grant",
        units,
        lot_by_policy(currency, units, occurred_at, at_once=at_once),
        event_key=event_key,
        occurred_at=occurred_at,
        facts=(facts or {}) | pool.earned_by(customer_id, account.customer),
        explanation=explanation,
        reason=reason,
        purchase=purchase_id,
        actor=actor.pk if actor else None,
        is_activity=True,
    )
    return finish(book, account, move)


@transaction.atomic
def adjust(
    *,
    customer_id: int,
    currency: str,
    units: int,
    event_key: str,
    reason: str,
    actor: User,
    now: datetime,
    expires_at: datetime | None = None,
) -> Outcome:
    """Correct a balance by hand: `units` above or below zero. Never makes debt: too much is refused."""
    keys.check(event_key)
    check_permission(actor, "loyalty.adjust_account")
    check_currency(currency)
    check_units(abs(units))
    check_reason(reason)
    customer_id, account = lock(customer_id, currency, now)
    if prior := find_prior(event_key=event_key, customer_id=customer_id, currency=currency, kind="adjust", units=units):
        return prior
    book = book_on(account, now, takes=units < 0)
    values: dict[str, Any] = {
        "event_key": event_key,
        "occurred_at": now,
        "facts": pool.earned_by(customer_id, account.customer),
        "explanation": f"{units:+d} by hand",
        "reason": reason,
        "actor": actor.pk,
    }
    if units > 0:
        lot = lot_by_policy(currency, units, now, at_once=True)
        if expires_at:
            _check_expiry(expires_at, now)
            lot.expires_at, lot.activity_months = expires_at, None
        move = book.give(account, "adjust", units, lot, **values)
    else:
        taken = book.take_down(account, -units, **values)
        if taken is None:
            raise _insufficient(account, now)
        move = taken
    outcome = finish(book, account, move)
    data = {"currency": currency, "units": units}
    timeline.record(
        customer=customer_id, verb="loyalty.adjusted", actor=actor, at=now, data=data, reason=reason,
        target=f"entry:{outcome.entry_id}",
    )  # fmt: skip
    return outcome


@transaction.atomic
def open_balance(
    *,
    customer_id: int,
    currency: str,
    lots: Sequence[OpeningLot],
    event_key: str,
    now: datetime,
    actor: User | None = None,
    reason: str = "",
) -> list[Outcome]:
    """Units from an earlier programme, lot by lot with their own dates; each lot is an entry `event_key:i`."""
    keys.check(f"{event_key}:{len(lots)}")
    check_currency(currency)
    customer_id, account = lock(customer_id, currency, now)
    outcomes = []
    for number, opening in enumerate(lots, start=1):
        check_units(opening.units)
        key = f"{event_key}:{number}"
        same: dict[str, Any] = {"customer_id": customer_id, "currency": currency, "units": opening.units}
        prior = find_prior(event_key=key, kind="opening", **same)
        outcomes.append(
            prior
            or _open_lot(customer_id, account=account, opening=opening, key=key, now=now, actor=actor, reason=reason)
        )
    return outcomes


def _open_lot(
    customer_id: int,
    *,
    account: AccountState,
    opening: OpeningLot,
    key: str,
    now: datetime,
    actor: User | None,
    reason: str,
) -> Outcome:
    book = Book(now)
    available_at = opening.available_at or opening.earned_at
    lot = LotState(opening.units, opening.units, available_at, opening.expires_at)
    move = book.give(
        account,
        "opening",
        opening.units,
        lot,
        event_key=key,
        occurred_at=opening.earned_at,
        facts=pool.earned_by(customer_id, account.customer),
        explanation=f"{opening.units} brought along",
        reason=reason,
        actor=actor.pk if actor else None,
    )
    return finish(book, account, move)


# --- Shared -------------------------------------------------------------------------------


def lot_by_policy(currency: str, units: int, at: datetime, *, at_once: bool = False) -> LotState:
    """A lot of today's policy for units earned at `at`."""
    dates = programme.terms().dates[currency]
    day = clock.business_day(at)
    available_at = at if at_once else dates.available_at(at, day)
    return LotState(units, units, available_at, dates.expires_at(day), dates.activity_months)


def _check(event_key: str, currency: str, units: int) -> None:
    keys.check(event_key)
    check_currency(currency)
    check_units(units)


def _check_expiry(expires_at: datetime, now: datetime) -> None:
    if expires_at <= now:
        raise DomainError("expiry_past", _("The expiry lies in the past."), field="expires_at")


def lock(customer_id: int, currency: str, now: datetime) -> tuple[int, AccountState]:
    """Who this customer has become, and the account that they collect in: their own or their household's.

    Customers are held first, because the timeline is written after.
    """
    person, owner = pool.hold(customer_id)
    return person, store.lock_accounts([(owner, currency)], now=now)[owner, currency]


def book_on(account: AccountState, now: datetime, *, takes: bool = False) -> Book:
    """A book on the account with the lots that the work may touch."""
    book = Book(now, slides=True)
    store.load_lots([account], only_sliding=not takes)
    return book


def finish(book: Book, account: AccountState, move: Any) -> Outcome:
    """Write the only move and say what it did."""
    move.facts["after"] = [account.balance, account.debt]
    store.write(book)
    entry = move.lot.id if move.lot else _entry_id(move.event_key)
    return Outcome(entry, move.units, move.debt_units, account.balance, account.debt)


def _entry_id(event_key: str) -> int:
    return int(store.rows("SELECT id FROM loyalty_entry WHERE event_key = %(key)s", {"key": event_key})[0][0])


def _insufficient(account: AccountState, now: datetime) -> DomainError:
    alive = sum(lot.remaining for lot in account.lots or () if lot.is_alive(now))
    told = {"units": named(alive, account.currency)}
    return Conflict("insufficient", _("Only %(units)s can be taken.") % told, field="units")
