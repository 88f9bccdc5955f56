"""Accounts of two customers who were one for a while: what the merge moved goes back, lot by lot.

An account that was simply handed over is handed back. What was moved by entries is moved back by entries, out of the
very lots that the merge made and into those that it emptied, with their own dates; a debt likewise. That is exact
only while nothing of it was used, so whatever was stands in the way (`obstacles`): no unit appears or vanishes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from core.errors import Conflict
from customers.merging import Merge, Undoing
from loyalty.ledger import booking, keys, store
from loyalty.ledger.planning import Book
from loyalty.ledger.records import AccountState
from loyalty.models import Account
from loyalty.models.programme import LoyaltyCurrency

PART = "loyalty"


def note(merge: Merge, *, mark: str, free: list[int], shared: list[tuple[int, int]]) -> None:
    """What `move_accounts` did: accounts handed over, pairs (source, target), and the last entry of each then."""
    concerned = [*free, *(pk for pair in shared for pk in pair)]
    merge.notes[PART] = {"mark": mark, "free": free, "shared": shared, "last": dict(_last(concerned))}


def _last(accounts: list[int]) -> list[tuple[int, int]]:
    statement = (
        "SELECT account_id, max(id) FROM loyalty_entry WHERE account_id = ANY(%(ids)s::bigint[]) GROUP BY account_id"
    )
    return store.rows(statement, {"ids": store.array(accounts)})


# --- What stands in the way ---------------------------------------------------------------------


def obstacles(undoing: Undoing) -> Iterator[str]:
    noted = undoing.record.notes.get(PART)
    if not noted:
        return
    told = {
        _("Units were booked since the merge on an account that came with the other record: %(currency)s"): (
            _booked_on_handed_over(undoing, noted) | _booked_on_emptied(noted)
        ),
        _("Units that came with the other record were spent, have expired or went on: %(currency)s"): _used(noted),
        _("What was owed was paid since the merge: %(currency)s"): _settled(noted),
    }
    for text, currencies in told.items():
        for currency in sorted(currencies):
            yield text % {"currency": LoyaltyCurrency(currency).label}


_SINCE = """
SELECT DISTINCT account.currency
FROM unnest(%(accounts)s::bigint[], %(last)s::bigint[]) AS told (account, last)
JOIN loyalty_account account ON account.id = told.account
JOIN loyalty_entry entry ON entry.account_id = told.account AND entry.id > told.last
WHERE NOT %(excused)s OR entry.kind <> 'expire' AND coalesce(entry.purchase_id <> ALL(%(purchases)s::bigint[]), true)"""


def _booked_on_handed_over(undoing: Undoing, noted: dict[str, Any]) -> set[str]:
    """What expired, and what their own purchases brought or lost, goes back with the account."""
    purchases = undoing.rows("sales.Purchase").changed
    return _since(noted["free"], noted, purchases=list(purchases), excused=True)


def _booked_on_emptied(noted: dict[str, Any]) -> set[str]:
    return _since([source for source, _target in noted["shared"]], noted)


def _since(
    accounts: list[int], noted: dict[str, Any], *, purchases: list[str] | None = None, excused: bool = False
) -> set[str]:
    last = [noted["last"].get(str(pk), 0) for pk in accounts]
    told = {"accounts": store.array(accounts), "last": store.array(last), "excused": excused}
    return {row[0] for row in store.rows(_SINCE, told | {"purchases": store.array(purchases or [])})}


# The lots that the merge made: what of them paid a debt at once, and what is left.
_MADE = """
SELECT account.currency, account.id, entry.debt_units, lot.granted, lot.remaining
FROM loyalty_entry entry JOIN loyalty_lot lot ON lot.entry_id = entry.id
JOIN loyalty_account account ON account.id = entry.account_id
WHERE entry.account_id = ANY(%(targets)s::bigint[]) AND entry.event_key LIKE %(mark)s AND entry.kind = 'adjust'
  AND entry.units > 0"""


def _used(noted: dict[str, Any]) -> set[str]:
    rows = store.rows(_MADE, _targets(noted))
    paid = {account for _currency, account, debt, *_ in rows if debt}
    # Units that paid what the survivor owed: owed again they would stand beside whatever came since.
    return {row[0] for row in rows if row[4] < row[3] - row[2]} | _since(sorted(paid), noted)


_OWED = """
SELECT account.currency
FROM loyalty_entry entry JOIN loyalty_account account ON account.id = entry.account_id
WHERE entry.account_id = ANY(%(targets)s::bigint[]) AND entry.event_key LIKE %(mark)s AND entry.kind = 'adjust'
  AND entry.units < 0
GROUP BY account.id HAVING account.debt < sum(entry.debt_units)"""


def _settled(noted: dict[str, Any]) -> set[str]:
    return {row[0] for row in store.rows(_OWED, _targets(noted))}


def _targets(noted: dict[str, Any]) -> dict[str, Any]:
    targets = [target for _source, target in noted["shared"]]
    return {"targets": store.array(targets), "mark": f"%:{noted['mark']}:%"}


# --- Going back -----------------------------------------------------------------------------------


def move_back(undoing: Undoing) -> None:
    noted = undoing.record.notes.get(PART)
    if not noted:
        return
    ids = sorted([*noted["free"], *(pk for pair in noted["shared"] for pk in pair)])
    accounts = {account.id: account for account in store.lock_accounts([], ids=ids, now=undoing.now).values()}
    # Sweeps lock accounts alone: what they booked before we had the lock stands in the way, too.
    if standing := list(obstacles(undoing)):
        raise Conflict("merge_stands", " ".join(standing))
    Account.objects.filter(pk__in=noted["free"]).update(customer=undoing.record.duplicate_id)
    book = Book(undoing.now)
    for source, target in noted["shared"]:
        _undo_pair(book, accounts[source], accounts[target], noted["mark"], undoing)
    store.write(book)


_MOVES = """
SELECT entry.event_key, entry.id, entry.account_id, entry.units, entry.debt_units
FROM loyalty_entry entry
WHERE entry.account_id = ANY(%(accounts)s::bigint[]) AND entry.event_key LIKE %(mark)s AND entry.kind = 'adjust'
ORDER BY entry.id DESC"""


def _undo_pair(book: Book, source: AccountState, target: AccountState, mark: str, undoing: Undoing) -> None:
    """Every entry of the merge, the last one first, by one that does the opposite."""
    told = {"accounts": store.array([source.id, target.id]), "mark": f"%:{mark}:%"}
    for key, entry, account, units, debt in store.rows(_MOVES, told):
        values: dict[str, Any] = {
            "event_key": keys.part(key, "undone"),
            "occurred_at": undoing.now,
            "facts": {"merge": [target.id, source.id], "undoes": key},
            "explanation": f"{abs(units)} moved back, because a merge was taken back",
            "reason": undoing.reason[:200],
            "actor": undoing.actor.pk if undoing.actor else None,
        }
        _reverse(book, source if account == source.id else target, (entry, units, debt), values)


_TAKEN = "SELECT lot_id, units FROM loyalty_consumption WHERE entry_id = %(entry)s ORDER BY id"


def _reverse(book: Book, account: AccountState, told: tuple[int, int, int], values: dict[str, Any]) -> None:
    """Units go back into the lots that they were taken from, or out of the lot that they made; a debt is one again."""
    entry, units, debt = told
    move = book.move(account, "adjust", -units, debt_units=debt, **values)
    if units < 0:
        parts = [(lot, -taken) for lot, taken in store.rows(_TAKEN, {"entry": entry})]
        account.debt -= debt
        account.balance += -units - debt
    else:
        parts = [(entry, units - debt)] if units > debt else []
        account.debt += debt
        account.balance -= units - debt
    lots = booking.join_lots(account, [lot for lot, _units in parts])
    for lot, taken in parts:
        lots[lot].remaining -= taken
        move.taken.append((lots[lot], taken))
