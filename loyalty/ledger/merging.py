"""Accounts of a customer who was recorded twice.

An account that the survivor does not have is simply theirs from now on: entries, lots and
balance stay as they are. Where both have one, what the duplicate's holds is moved by entries,
lot by lot with its dates, and what it owes is owed by the survivor. The duplicate's account
stays, empty: the entries of its purchases lie there, and a later return is booked against them.
What such a return leaves there (a debt, or units given back) is moved again at once
(`settle_hook`), so that nobody owes on an account that no one looks at. Where the survivor
collects in a household, what is owed is owed by its pool.

Moves are adjustments with the merge's reason and actor, in pairs: the sum over both accounts
stays the same, and `check_ledger` agrees after each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from customers.merging import Merge
from customers.models import TimelineEntry
from loyalty.ledger import lineage, pool, store, terms, unmerging
from loyalty.ledger.planning import Book
from loyalty.ledger.records import AccountState, Displaced, LotState
from loyalty.models import Account, Measure
from sales.hooks import Change


@dataclass(frozen=True)
class _Cause:
    """Under whose name, why and when units are moved."""

    actor: int
    reason: str
    now: datetime
    mark: str = field(default_factory=lambda: uuid4().hex[:12])


# (units, the entry, lot of the grant, key of the grant, purchase, whether the grant is replaced at once)
_Missing = Sequence[tuple[Any, ...]]


def move_accounts(merge: Merge) -> dict[str, int]:
    """The duplicate's accounts become the survivor's, or are emptied into theirs."""
    cause = _Cause(merge.actor.pk, merge.reason[:200], merge.now)
    # All at once and by key, as everybody locks them: nobody waits in a circle.
    both = Account.objects.select_for_update(no_key=True).filter(
        customer__in=[
            merge.survivor.pk,
            merge.duplicate.pk,
            *pool.holders([merge.survivor.pk, merge.duplicate.pk]).values(),
        ]
    )
    accounts = list(both.order_by("pk"))
    held = {account.currency for account in accounts if account.customer_id == merge.survivor.pk}
    theirs = [account for account in accounts if account.customer_id == merge.duplicate.pk]
    free = [account.pk for account in theirs if account.currency not in held]
    shared = [account.currency for account in theirs if account.currency in held]
    Account.objects.filter(pk__in=free).update(customer=merge.survivor)
    for currency in shared:
        _transfer(merge.duplicate.pk, merge.survivor.pk, currency, cause)
    pk_of = {(account.customer_id, account.currency): account.pk for account in accounts}
    pairs = [(pk_of[merge.duplicate.pk, currency], pk_of[merge.survivor.pk, currency]) for currency in shared]
    unmerging.note(merge, mark=cause.mark, free=free, shared=pairs)
    # Notices and appeals stay with the person.
    Measure.objects.filter(customer=merge.duplicate).update(customer=merge.survivor)
    return {"accounts": len(free) + len(shared)}


_LEFT_OVER = """
SELECT duplicate.id, duplicate.merged_into_id, account.currency
FROM customers_customer duplicate JOIN loyalty_account account ON account.customer_id = duplicate.id
WHERE duplicate.merged_into_id = ANY(%(customers)s::bigint[]) AND (account.balance > 0 OR account.debt > 0)
ORDER BY account.id"""
# What returns, amendments and reversals of this transaction found missing on the duplicate's account, with the
# grants that they took back; a grant that another one replaces goes first of all.
_FOUND_MISSING = """
SELECT taken.debt_units, taken.id, given.id, given.event_key, taken.purchase_id,
       taken.event_key LIKE 'amend:%%'
FROM loyalty_entry taken
JOIN loyalty_account account ON account.id = taken.account_id
JOIN loyalty_entry given ON given.event_key = taken.facts ->> 'of'
WHERE account.customer_id = %(duplicate)s AND account.currency = %(currency)s
  AND taken.kind = 'return' AND taken.debt_units > 0
  AND (taken.purchase_id = ANY(%(purchases)s::bigint[]) AND taken.booked_at = %(now)s OR taken.id = %(entry)s)
ORDER BY taken.id"""
_PURCHASES = "SELECT DISTINCT purchase_id FROM sales_return WHERE id = ANY(%(returns)s::bigint[])"


def settle_hook(change: Change) -> None:
    """After a return or an amendment: what it left on accounts of merged duplicates goes to the survivors."""
    if not (change.returns or change.amended) or not change.customers:
        return
    left_over = store.rows(_LEFT_OVER, {"customers": store.array(change.customers)})
    if not left_over:
        return
    returned = [row[0] for row in store.rows(_PURCHASES, {"returns": store.array(change.returns)})]
    told = {"purchases": store.array([*change.amended, *returned]), "now": change.now, "entry": None}
    for duplicate, survivor, currency in left_over:
        missing = store.rows(_FOUND_MISSING, told | {"duplicate": duplicate, "currency": currency})
        _transfer(duplicate, survivor, currency, _cause_of(duplicate, change.now), is_late=True, missing=missing)


_MERGED_INTO = "SELECT merged_into_id FROM customers_customer WHERE id = %(customer)s AND merged_into_id IS NOT NULL"


def settle_account(customer: int, currency: str, now: datetime, *, taken: int | None = None) -> None:
    """After something was given back to or taken from one account: a merged duplicate keeps nothing.

    `taken`: the entry that took units of a grant back.
    """
    for (survivor,) in store.rows(_MERGED_INTO, {"customer": customer}):
        told = {"duplicate": customer, "currency": currency, "purchases": "{}", "now": now, "entry": taken}
        missing = store.rows(_FOUND_MISSING, told) if taken else ()
        _transfer(customer, survivor, currency, _cause_of(customer, now), is_late=True, missing=missing)


def survivor(customer: int) -> int:
    """Who a customer has become; themselves if they were not merged away."""
    found = store.rows(_MERGED_INTO, {"customer": customer})
    return survivor(found[0][0]) if found else customer


def merged_among(customers: Iterable[int]) -> frozenset[int]:
    """Those of them who were merged away."""
    statement = "SELECT id FROM customers_customer WHERE id = ANY(%(ids)s::bigint[]) AND merged_into_id IS NOT NULL"
    return frozenset(row[0] for row in store.rows(statement, {"ids": store.array(set(customers))}))


def _cause_of(duplicate: int, now: datetime) -> _Cause:
    """Whoever merged them answers for what follows."""
    merged = TimelineEntry.objects.filter(customer=duplicate, verb="customer.merged_away").order_by("-at", "-pk")[0]
    assert merged.actor_id is not None  # a merge has an actor
    return _Cause(merged.actor_id, merged.reason[:200], now)


def _transfer(
    duplicate: int, survivor: int, currency: str, cause: _Cause, *, is_late: bool = False, missing: _Missing = ()
) -> None:
    """Move what one account holds and owes to the other; lots that have expired are left to be booked as such.

    What is `missing` because a grant goes back is taken from the lots that the merge has made of it.

    While two are merged nobody knows yet which household the survivor is in; that is settled after.
    """
    holders = pool.holders([survivor]) if is_late else {}
    concerned = [duplicate, survivor, *holders.values()]
    accounts = store.lock_accounts([(customer, currency) for customer in concerned], now=cause.now)
    source, target = accounts[duplicate, currency], accounts[survivor, currency]
    store.load_lots(accounts.values())
    book = Book(cause.now, writes_off=is_late and terms.writes_off())
    book.pools = pool.among(accounts, holders)
    for lot in [lot for lot in source.lots or () if lot.remaining and lot.is_alive(cause.now)]:
        _move_lot(book, source, target, lot, cause)
    for units, what, own in _owed(book, target, missing):
        if source.debt:
            _move_debt(book, source, target, cause, units=min(units, source.debt), what=what, own=own)
    if source.debt:
        _move_debt(book, source, target, cause, units=source.debt, what="debt")
    store.write(book)


def _owed(book: Book, target: AccountState, missing: _Missing) -> list[tuple[int, str, Displaced]]:
    """(units, whatever found them missing, the lots of the target that hold them); those of its pool to the book."""
    lots = {row[2] for row in missing}
    moved = lineage.moved_into(target, lots) if lots else {}
    shared = [lineage.moved_into(pool, lots) for pool in book.pools.values()] if lots else []
    owed = []
    for units, entry, lot, of, purchase, is_replaced in missing:
        for found in shared:
            book.displaced[of] = Displaced(of, purchase, found.get(lot, []))
        owed.append((units, f"debt:{entry}", Displaced(of, purchase, moved.get(lot, []), is_replaced)))
    return owed


def _values(cause: _Cause, source: AccountState, target: AccountState, what: str) -> dict[str, Any]:
    return {
        "occurred_at": cause.now,
        "facts": {"merge": [source.id, target.id]},
        "explanation": f"{what}, because two records of one customer were merged",
        "reason": cause.reason,
        "actor": cause.actor,
    }


def _key(source: AccountState, what: str, cause: _Cause, side: str) -> str:
    """New every time: what was moved once is gone from the account, and the lock keeps a second move away."""
    return f"merge:{source.id}:{what}:{cause.mark}:{side}"


def _move_lot(book: Book, source: AccountState, target: AccountState, lot: LotState, cause: _Cause) -> None:
    units = lot.remaining
    values = _values(cause, source, target, f"{units} moved")
    out = book.move(source, "adjust", -units, event_key=_key(source, str(lot.id), cause, "out"), **values)
    out.taken.append((lot, units))
    lot.remaining = 0
    source.balance -= units
    same = LotState(units, units, lot.available_at, lot.expires_at, lot.activity_months)
    given = values | {"facts": {"merge": [source.id, target.id], "lot": lot.id}}
    book.give(target, "adjust", units, same, event_key=_key(source, str(lot.id), cause, "in"), **given)


def _move_debt(
    book: Book, source: AccountState, target: AccountState, cause: _Cause, *, units: int, what: str,
    own: Displaced | None = None,
) -> None:  # fmt: skip
    """The one account is paid off, the other charged: from what it holds, the rest as its own debt."""
    values = _values(cause, source, target, f"{units} owed moved")
    paid = LotState(units, units, cause.now)
    book.give(source, "adjust", units, paid, event_key=_key(source, what, cause, "in"), **values)
    book.charge(target, units, own=own, event_key=_key(source, what, cause, "out"), **values)
