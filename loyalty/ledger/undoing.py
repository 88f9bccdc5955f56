"""Transfers and conversions that staff undo: what arrived goes, what went comes back to the lots it came from.

Whole and exact, or not at all: as soon as anything of it was spent, expired or went on elsewhere, the receiver
keeps it. What comes back has its old dates; a date that has passed meanwhile has passed.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import Conflict
from core.models import User
from customers.services.people import hold_customers
from loyalty.ledger import booking, keys, merging, store
from loyalty.ledger.planning import Book
from loyalty.ledger.records import AccountState, LotState
from loyalty.ledger.services import Outcome, check_permission, check_reason, find_prior, finish
from loyalty.models import Entry

KINDS = ("transfer", "convert")


def key_of(event_key: str) -> str:
    """Of the entry that gives back: fixed, so that a movement is undone once."""
    return keys.part(event_key, "undone")


def is_undoable(entry: Entry) -> bool:
    """Units that somebody handed on or converted; not what a household gathers, nor what undoes another."""
    return entry.kind in KINDS and entry.units < 0 and not {"household", "undoes"} & set(entry.facts)


@transaction.atomic
def undo_move(*, of: str, reason: str, now: datetime, actor: User | None = None) -> Outcome:
    """Undo what the event `of` moved; the outcome is of who gets the units back. Twice is once.

    Codes: `already_spent` (something of it is gone), `entry_unknown`, `reason_missing`.
    """
    check_reason(reason)
    if actor:
        check_permission(actor, "loyalty.transfer_account")
    gone = _find(of)
    arrived = store.rows(_ARRIVED, {"key": of, "kind": gone.kind})
    receiver = arrived[0][1]
    hold_customers([gone.customer, *(row[2] for row in arrived)])
    locked = store.lock_accounts([], ids=[gone.account, receiver], now=now)
    accounts = {account.id: account for account in locked.values()}
    source, target = accounts[gone.account], accounts[receiver]
    same: dict[str, Any] = {"customer_id": gone.customer, "currency": gone.currency, "units": -gone.units}
    if prior := find_prior(event_key=key_of(of), kind=gone.kind, **same):
        return prior
    store.load_lots([source, target])
    book = Book(now)
    told: dict[str, Any] = {
        "occurred_at": now, "reason": reason, "actor": actor.pk if actor else None, "facts": {"undoes": of},
    }  # fmt: skip
    units = _take(book, target, [row[0] for row in arrived], kind=gone.kind, key=keys.part(of, "gone"), **told)
    outcome = _give_back(book, source, booking.open_parts(gone, of), kind=gone.kind, key=key_of(of), **told)
    merging.settle_account(gone.customer, gone.currency, now)
    for account, number in ((source, -gone.units), (target, -units)):
        booking.record(
            "loyalty.move_undone", customer=account.customer, actor=actor, at=now, reason=reason,
            target=f"entry:{outcome.entry_id}", currency=account.currency, units=number,
        )  # fmt: skip
    return outcome


def _find(of: str) -> booking.Booked:
    gone = booking.find_entry(of, KINDS)
    if gone.units >= 0 or {"household", "undoes"} & set(gone.facts):
        raise Conflict("not_undoable", _("Only what somebody handed on or converted is undone."), field="of")
    return gone


# The lots that the movement made, in its order, with where they lie.
_ARRIVED = """
SELECT entry.id, entry.account_id, account.customer_id
FROM loyalty_entry entry JOIN loyalty_account account ON account.id = entry.account_id
WHERE entry.kind = %(kind)s AND entry.units > 0 AND entry.facts ->> 'of' = %(key)s ORDER BY entry.id"""


def _take(book: Book, account: AccountState, lots: list[int], *, kind: str, key: str, **values: Any) -> int:
    """Everything that arrived, from those very lots."""
    held = booking.join_lots(account, lots)
    if any(lot.remaining < lot.granted for lot in held.values()):
        raise Conflict("already_spent", _("Something of it was spent, has expired or went on: it cannot be undone."))
    units = sum(lot.granted for lot in held.values())
    sources = [(lot, lot.granted) for lot in held.values()]
    book.take_exactly(account, kind, sources, event_key=key, explanation=f"{units} taken back: undone", **values)
    return units


def _give_back(
    book: Book, account: AccountState, parts: list[tuple[int, int]], *, kind: str, key: str, **values: Any
) -> Outcome:
    """Into the lots that they came from; what is owed meanwhile is paid first."""
    held = booking.join_lots(account, [lot for lot, _units in parts])
    units = sum(number for _lot, number in parts)
    paid = min(units, account.debt)
    values["facts"] = values["facts"] | {"lots": [list(part) for part in parts]}
    move = book.move(
        account, kind, units, event_key=key, debt_units=paid, explanation=f"{units} given back: undone", **values
    )
    account.debt -= paid
    account.balance += units - paid
    for lot, number in _less([(held[lot], number) for lot, number in parts], paid):
        lot.remaining += number
        move.taken.append((lot, -number))
    return finish(book, account, move)


def _less(parts: list[tuple[LotState, int]], paid: int) -> list[tuple[LotState, int]]:
    """The parts without the first `paid` units of them."""
    left = []
    for lot, number in parts:
        used = min(paid, number)
        paid -= used
        if number > used:
            left.append((lot, number - used))
    return left
