"""Undoing by the stored facts: redemptions (units back to their lots) and grants of events (units taken back)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import Conflict
from core.models import User
from customers.services.people import hold_customers
from loyalty.earning import uses
from loyalty.ledger import booking, keys, lineage, merging, pool, store, terms
from loyalty.ledger.granted import find_displaced
from loyalty.ledger.planning import Book
from loyalty.ledger.records import AccountState, GrantState
from loyalty.ledger.services import Outcome, check_permission, check_reason, check_units, find_prior, finish
from loyalty.unitwords import named

SPENT = ("redeem", "forfeit", "charge")


@transaction.atomic
def cancel_redemption(
    *,
    event_key: str,
    of: str,
    now: datetime,
    units: int | None = None,
    reason: str = "",
    actor: User | None = None,
    facts: dict[str, Any] | None = None,
    explanation: str = "",
) -> Outcome:
    """Give back what the entry `of` spent, whole or in part: to the same lots with their own dates.

    What was taken last comes back first. A lot that has expired meanwhile lives on for the grace days.
    """
    keys.check(event_key)
    if actor:
        check_permission(actor, "loyalty.redeem_account")
        check_reason(reason)
    entry = booking.find_entry(of, SPENT)
    account = lock_entry(entry, now)
    wanted = -entry.units if units is None else units
    check_units(wanted)
    if prior := find_restored(event_key, of, units):
        return prior
    parts = booking.open_parts(entry, of)
    left = sum(number for _, number in parts)
    wanted = left if units is None else units
    if not left or wanted > left:
        told = {"units": named(left, account.currency)}
        raise Conflict("too_much_cancelled", _("Only %(units)s can be given back.") % told)
    book = Book(now)
    store.load_lots([account])
    move = restore(
        book, account, booking.first_parts(parts, wanted), of=of, event_key=event_key, reason=reason,
        actor=actor.pk if actor else None, purchase=entry.purchase, facts=facts or {}, explanation=explanation,
    )  # fmt: skip
    outcome = finish(book, account, move)
    merging.settle_account(entry.customer, entry.currency, now)
    booking.record(
        "loyalty.cancelled", customer=entry.customer, actor=actor, at=now, target=f"entry:{outcome.entry_id}",
        reason=reason, currency=entry.currency, units=wanted,
    )  # fmt: skip
    return outcome


def restore(
    book: Book, account: AccountState, parts: list[tuple[int, int]], *, of: str, facts: dict[str, Any], **values: Any
) -> Any:
    """The move that puts `parts` back; it says how many units had expired and until when they live now."""
    lots = booking.join_lots(account, [lot for lot, _ in parts])
    late = sum(units for lot, units in parts if not lots[lot].is_alive(book.now))
    grace = terms.grace_end(book.now) if late else None
    units = sum(number for _, number in parts)
    told = {"of": of, "lots": [list(part) for part in parts]} | facts
    if late:
        told |= {"late": late, "grace": grace.isoformat() if grace else None}
    values["explanation"] = values.get("explanation") or f"{units} given back to the lots they came from"
    sources = [(lots[lot], number) for lot, number in parts]
    values.setdefault("occurred_at", book.now)
    return book.restore(account, sources, grace, facts=told, **values)


def find_restored(event_key: str, of: str, units: int | None) -> Outcome | None:
    found = store.rows("SELECT units, facts, kind FROM loyalty_entry WHERE event_key = %(key)s", {"key": event_key})
    if not found:
        return None
    booked, facts, kind = found[0][0], booking.as_dict(found[0][1]), found[0][2]
    if kind != "restore" or facts.get("of") != of or (units is not None and units != booked):
        raise Conflict("event_key_taken", _("This event key was used for something else."), field="event_key")
    row = store.rows("SELECT id, debt_units FROM loyalty_entry WHERE event_key = %(key)s", {"key": event_key})[0]
    balance, debt = facts.get("after", [0, 0])
    return Outcome(row[0], booked, row[1], balance, debt, is_replay=True)


def lock_entry(entry: booking.Booked, now: datetime) -> AccountState:
    """The account that the entry lies in: of its customer, or of a duplicate that was merged away."""
    hold_customers([entry.customer])
    found = store.lock_accounts([], ids=[entry.account], now=now)
    return next(account for account in found.values() if account.id == entry.account)


def _lock_to_take(entry: booking.Booked, now: datetime) -> tuple[AccountState, dict[store.Key, AccountState]]:
    """The account that the entry lies in, and the pool that its customer collects in meanwhile, locked in order."""
    holders = pool.holders([entry.customer])
    hold_customers([entry.customer, *holders.values()])
    wanted = [(holder, entry.currency) for holder in holders.values()]
    found = store.lock_accounts(wanted, ids=[entry.account], now=now)
    account = next(account for account in found.values() if account.id == entry.account)
    return account, pool.among(found, holders)


GIVEN = ("grant", "topup")


@transaction.atomic
def reverse_grant(
    *,
    event_key: str,
    of: str,
    now: datetime,
    units: int | None = None,
    reason: str = "",
    actor: User | None = None,
    explanation: str = "",
) -> Outcome:
    """Take back what the event `of` granted: from its own lot, then from others, then as debt.

    For grants that no purchase made; those follow their returns. `units` None: all that is left of it.
    """
    keys.check(event_key)
    if actor:
        check_permission(actor, "loyalty.adjust_account")
        check_reason(reason)
    entry = booking.find_entry(of, GIVEN)
    if entry.purchase is not None:
        raise Conflict("granted_by_purchase", _("A purchase granted this; its return takes it back."), field="of")
    account, pools = _lock_to_take(entry, now)
    if prior := _prior(event_key, entry, units):
        return prior
    taken = _taken(entry, of)
    wanted = entry.units - taken if units is None else units
    check_units(wanted)
    if wanted > entry.units - taken:
        told = {"units": named(entry.units - taken, account.currency)}
        raise Conflict("too_much_reversed", _("Only %(units)s of it can be taken back.") % told)
    book = Book(now, writes_off=terms.writes_off())
    book.merged = merging.merged_among([entry.customer])
    book.pools = pools
    store.load_lots([account, *pools.values()])
    lot = booking.join_lots(account, [entry.id])[entry.id]
    lot.expired = lineage.expired([entry.id]).get(entry.id, 0)
    state = GrantState(account, None, entry.units, entry.facts, of, lot)
    find_displaced(book, [state])
    move = book.take_back(
        state, {0: wanted}, event_key, occurred_at=now, reason=reason, actor=actor.pk if actor else None,
        explanation=explanation or f"{wanted} of {entry.units} taken back",
    )  # fmt: skip
    outcome = finish(book, account, move)
    uses.free(of)
    merging.settle_account(entry.customer, entry.currency, now, taken=outcome.entry_id)
    booking.record(
        "loyalty.reversed", customer=entry.customer, actor=actor, at=now, target=f"entry:{outcome.entry_id}",
        reason=reason, currency=entry.currency, units=wanted,
    )  # fmt: skip
    return outcome


def left_of_grant(of: str) -> int:
    """Units of what the event `of` granted that nobody has taken back yet."""
    entry = booking.find_entry(of, GIVEN)
    return entry.units - _taken(entry, of)


def _prior(event_key: str, entry: booking.Booked, units: int | None) -> Outcome | None:
    if units is None:
        found = store.rows("SELECT units FROM loyalty_entry WHERE event_key = %(key)s", {"key": event_key})
        units = -found[0][0] if found else 0
    return find_prior(
        event_key=event_key, customer_id=entry.customer, currency=entry.currency, kind="return", units=-units
    )


_TAKEN = """
SELECT coalesce(sum(-units), 0)::bigint FROM loyalty_entry
WHERE account_id = %(account)s AND kind = 'return' AND facts ->> 'of' = %(key)s"""


def _taken(entry: booking.Booked, of: str) -> int:
    return int(store.rows(_TAKEN, {"account": entry.account, "key": of})[0][0])
