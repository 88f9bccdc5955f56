"""The ledger's SQL: locking accounts, reading lots, writing moves.

Accounts are locked by a statement of their own; whatever is decided is read afterwards, so
that it is decided on what the previous holder of the lock has left. A few moves are written by
one CTE, many by COPY: the same rows either way.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from core import prepared, webhooks
from loyalty.ledger import copying, telling
from loyalty.ledger.planning import Book
from loyalty.ledger.records import AccountState, LotState, Move

# From here on COPY is quicker than one statement.
COPY_FROM = 100

# Replaced in the tests that show what happens without the lock.
LOCK = "FOR NO KEY UPDATE OF account"

# Their ids first: alternatives over all accounts would be looked for in every one of them.
_LOCK_BY_CUSTOMER = """
SELECT account.id, account.customer_id, account.currency, account.balance, account.debt, account.active_at
FROM loyalty_account account
WHERE account.id = ANY(ARRAY(
    SELECT known.id FROM unnest(%(customers)s::bigint[], %(currencies)s::text[]) AS wanted (customer, currency)
    JOIN loyalty_account known ON known.customer_id = wanted.customer AND known.currency = wanted.currency
  UNION ALL
    SELECT unnest(%(ids)s::bigint[])
  UNION ALL
    SELECT survivors.id FROM loyalty_account theirs
    JOIN customers_customer duplicate ON duplicate.id = theirs.customer_id
    JOIN loyalty_account survivors
      ON survivors.customer_id = duplicate.merged_into_id AND survivors.currency = theirs.currency
    WHERE theirs.id = ANY(%(ids)s::bigint[])))
ORDER BY account.id """
_LOCK_ONE = """
SELECT account.id, account.customer_id, account.currency, account.balance, account.debt, account.active_at
FROM loyalty_account account
WHERE account.customer_id = %(customer)s AND account.currency = ANY(%(currencies)s)
ORDER BY account.id """
_OPEN = """
INSERT INTO loyalty_account (customer_id, currency, balance, debt, opened_at)
SELECT customer, currency, 0, 0, %(now)s FROM unnest(%(customers)s::bigint[], %(currencies)s::text[])
     AS wanted (customer, currency)
ORDER BY customer, currency
ON CONFLICT (customer_id, currency) DO NOTHING
RETURNING id, customer_id, currency, balance, debt, active_at"""

Key = tuple[int, str]


def lock_accounts(wanted: Iterable[Key], *, ids: Sequence[int] = (), now: datetime) -> dict[Key, AccountState]:
    """Lock the accounts, sorted by id, and open those that are missing. Must run in a transaction.

    With an account of `ids` whose customer was merged away comes the survivor's: what is left on the one is moved
    to the other in the same transaction, and a lock taken only then would be out of order.
    """
    keys = sorted(set(wanted))
    found = _lock(keys, ids)
    missing = [key for key in keys if key not in found]
    if missing:
        for account in _states(_OPEN, _split(missing) | {"now": now}):
            found[account.customer, account.currency] = account
        # Somebody else opened it at this moment; now it is there to be locked.
        late = [key for key in missing if key not in found]
        if late:
            found |= _lock(late, ())
    return found


def _lock(keys: list[Key], ids: Sequence[int]) -> dict[Key, AccountState]:
    if not ids and len({customer for customer, _ in keys}) == 1:
        # The till's way: a plan of one index look-up.
        parameters: dict[str, Any] = {"customer": keys[0][0], "currencies": [currency for _, currency in keys]}
        states = [AccountState(*row) for row in prepared.fetch(_LOCK_ONE + LOCK, parameters)]
    else:
        states = _states(_LOCK_BY_CUSTOMER + LOCK, _split(keys) | {"ids": array(ids)})
    return {(account.customer, account.currency): account for account in states}


def _split(keys: list[Key]) -> dict[str, Any]:
    return {"customers": array([key[0] for key in keys]), "currencies": array([key[1] for key in keys])}


def _states(statement: str, parameters: dict[str, Any]) -> list[AccountState]:
    return [AccountState(*row) for row in rows(statement, parameters)]


def array(values: Iterable[Any]) -> str:
    """An array of numbers, instants or codes as PostgreSQL reads it; the driver's own way costs 3 µs an element."""
    return "{" + ",".join(["NULL" if value is None else f'"{value}"' for value in values]) + "}"


def rows(statement: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


# --- Lots ---------------------------------------------------------------------------------

_LOTS = """
SELECT lot.account_id, lot.granted, lot.remaining, lot.available_at, lot.expires_at, lot.activity_months, lot.entry_id
FROM loyalty_lot lot
WHERE lot.account_id = ANY(%(accounts)s::bigint[]) AND lot.remaining > 0"""
_SLIDING = _LOTS + " AND lot.activity_months IS NOT NULL"


def load_lots(accounts: Iterable[AccountState], *, only_sliding: bool = False) -> None:
    """Give the accounts their lots that hold something."""
    by_id = {account.id: account for account in accounts}
    if not by_id:
        return
    for account in by_id.values():
        account.lots = []
    statement = _SLIDING if only_sliding else _LOTS
    for account_id, *values in rows(statement, {"accounts": array(by_id)}):
        held = by_id[account_id].lots
        assert held is not None  # set above
        held.append(LotState(*values))


# --- Writing ------------------------------------------------------------------------------


def write(book: Book) -> set[int]:
    """Write the moves; returns the `n` of those that were new. What exists already changes nothing."""
    if not book.moves:
        return set()
    written = _write_few(book) if len(book.moves) < COPY_FROM else _write_many(book)
    _move_expiries([move.account for move in book.moves if move.n in written])
    return written


_WRITE = """
WITH told AS MATERIALIZED (
    SELECT nextval('loyalty_entry_id_seq') AS id, told.*
    FROM jsonb_to_recordset(%(moves)s::jsonb) AS told (
        n int, account bigint, kind text, units bigint, debt_units bigint, event_key text, purchase bigint,
        occurred_at timestamptz, explanation text, facts jsonb, reason text, actor bigint, is_activity bool,
        is_lot bool, available_at timestamptz, expires_at timestamptz, activity_months smallint)
), new AS (
    INSERT INTO loyalty_entry (id, account_id, kind, units, debt_units, event_key, purchase_id, occurred_at, booked_at,
        explanation, facts, reason, actor_id)
    SELECT id, account, kind, units, debt_units, event_key, purchase, occurred_at, %(now)s, explanation, facts,
        reason, actor
    FROM told ORDER BY n
    ON CONFLICT (event_key) DO NOTHING
    RETURNING id
), kept AS (
    SELECT told.* FROM told JOIN new USING (id)
), eaten AS (
    SELECT kept.id AS entry, coalesce(source.id, taken.lot) AS lot, taken.units, source.id IS NOT NULL AS is_new
    FROM jsonb_to_recordset(%(taken)s::jsonb) AS taken (n int, lot bigint, source int, units bigint)
    JOIN kept USING (n) LEFT JOIN told source ON source.n = taken.source
), lots AS (
    INSERT INTO loyalty_lot (entry_id, account_id, granted, remaining, available_at, expires_at, activity_months)
    SELECT id, account, units, units - coalesce((SELECT sum(eaten.units) FROM eaten WHERE eaten.lot = kept.id), 0),
           available_at, expires_at, activity_months
    FROM kept WHERE is_lot
), consumed AS (
    INSERT INTO loyalty_consumption (entry_id, lot_id, units) SELECT entry, lot, units FROM eaten
), drained AS (
    UPDATE loyalty_lot SET remaining = remaining - taken.units
    FROM (SELECT lot, sum(units) AS units FROM eaten WHERE NOT is_new GROUP BY lot) taken
    WHERE entry_id = taken.lot
), moved AS (
    UPDATE loyalty_account SET
        balance = loyalty_account.balance + change.units + change.debt,
        debt = loyalty_account.debt + change.debt,
        active_at = greatest(loyalty_account.active_at, change.active_at)
    FROM (
        SELECT account, sum(units) AS units,
               sum(CASE WHEN units < 0 THEN debt_units ELSE -debt_units END) AS debt,
               max(occurred_at) FILTER (WHERE is_activity) AS active_at
        FROM kept GROUP BY account
    ) change
    WHERE loyalty_account.id = change.account
)
SELECT n, id, EXISTS (
    SELECT FROM core_webhookendpoint WHERE is_active AND 'balance.changed' = ANY(events)
) FROM kept"""


# A grant, a birthday gift, an opening lot: one entry whose units nothing takes at once. The same rows as `_WRITE` at
# half its cost, and most of what is ever written.
_WRITE_ONE = """
WITH new AS (
    INSERT INTO loyalty_entry (account_id, kind, units, debt_units, event_key, purchase_id, occurred_at, booked_at,
        explanation, facts, reason, actor_id)
    VALUES (%(account)s, %(kind)s, %(units)s, 0, %(event_key)s, %(purchase)s, %(occurred_at)s, %(now)s,
        %(explanation)s, %(facts)s::jsonb, %(reason)s, %(actor)s)
    ON CONFLICT (event_key) DO NOTHING
    RETURNING id
), lot AS (
    INSERT INTO loyalty_lot (entry_id, account_id, granted, remaining, available_at, expires_at, activity_months)
    SELECT id, %(account)s, %(units)s, %(units)s, %(available_at)s::timestamptz, %(expires_at)s::timestamptz,
           %(activity_months)s::smallint
    FROM new
), moved AS (
    UPDATE loyalty_account SET balance = balance + %(units)s,
        active_at = greatest(active_at, %(active_at)s::timestamptz)
    FROM new WHERE loyalty_account.id = %(account)s
)
SELECT id, EXISTS (
    SELECT FROM core_webhookendpoint WHERE is_active AND 'balance.changed' = ANY(events)
) FROM new"""


def _write_few(book: Book) -> set[int]:
    if len(book.moves) == 1 and book.moves[0].lot and not book.moves[0].taken:
        return _write_one(book.moves[0], book.moves[0].lot, book.now)
    taken = [
        {"n": move.n, "lot": lot.id or None, "source": lot.n or None, "units": units}
        for move in book.moves
        for lot, units in move.taken
    ]
    parameters = {
        "moves": json.dumps([_told(move) for move in book.moves]),
        "taken": json.dumps(taken),
        "now": book.now,
    }
    lots = {move.n: move.lot for move in book.moves if move.lot}
    written = prepared.fetch(_WRITE, parameters)
    for n, entry, _wanted in written:
        if n in lots:
            lots[n].id = entry
    if written and written[0][2]:
        telling.tell([entry for _n, entry, _wanted in written])
    return {n for n, *_ in written}


def _write_one(move: Move, lot: LotState, now: datetime) -> set[int]:
    facts = move.facts if isinstance(move.facts, str) else json.dumps(move.facts)
    written = prepared.fetch(
        _WRITE_ONE,
        {
            "account": move.account.id, "kind": move.kind, "units": move.units, "event_key": move.event_key,
            "purchase": move.purchase, "occurred_at": move.occurred_at, "now": now, "explanation": move.explanation,
            "facts": facts, "reason": move.reason, "actor": move.actor, "available_at": lot.available_at,
            "expires_at": lot.expires_at, "activity_months": lot.activity_months,
            "active_at": move.occurred_at if move.is_activity else None,
        },
    )  # fmt: skip
    if not written:
        return set()
    lot.id, is_told = written[0]
    if is_told:
        telling.tell([lot.id])
    return {move.n}


def _told(move: Move) -> dict[str, Any]:
    told: dict[str, Any] = {
        "n": move.n,
        "account": move.account.id,
        "kind": move.kind,
        "units": move.units,
        "debt_units": move.debt_units,
        "event_key": move.event_key,
        "purchase": move.purchase,
        "occurred_at": move.occurred_at.isoformat(),
        "explanation": move.explanation,
        "facts": json.loads(move.facts) if isinstance(move.facts, str) else move.facts,
        "reason": move.reason,
        "actor": move.actor,
        "is_activity": move.is_activity,
        "is_lot": move.lot is not None,
    }
    if move.lot:
        told["available_at"] = move.lot.available_at.isoformat()
        told["expires_at"] = move.lot.expires_at.isoformat() if move.lot.expires_at else None
        told["activity_months"] = move.lot.activity_months
    return told


_NEXT_IDS = "SELECT nextval('loyalty_entry_id_seq') FROM generate_series(1, %(n)s)"
_DRAIN = """
UPDATE loyalty_lot SET remaining = remaining - taken.units
FROM unnest(%(lots)s::bigint[], %(units)s::bigint[]) AS taken (lot, units)
WHERE entry_id = taken.lot"""
_MOVE_ACCOUNTS = """
UPDATE loyalty_account SET balance = loyalty_account.balance + change.balance,
    debt = loyalty_account.debt + change.owed,
    active_at = greatest(loyalty_account.active_at, change.active_at)
FROM unnest(%(accounts)s::bigint[], %(balances)s::bigint[], %(debts)s::bigint[], %(active)s::timestamptz[])
     AS change (account, balance, owed, active_at)
WHERE id = change.account"""


def _write_many(book: Book) -> set[int]:
    """The caller has left out what is known already: COPY refuses a key that exists."""
    moves = book.moves
    ids = [row[0] for row in rows(_NEXT_IDS, {"n": len(moves)})]
    for move, entry in zip(moves, ids, strict=True):
        if move.lot:
            move.lot.id = entry
    booked_at = book.now.isoformat()
    copying.copy(
        copying.ENTRIES, (copying.entry_row(move, entry, booked_at) for move, entry in zip(moves, ids, strict=True))
    )
    copying.copy(copying.LOTS, (copying.lot_row(move.lot, move.account.id) for move in moves if move.lot))
    eaten = [(entry, lot, units) for move, entry in zip(moves, ids, strict=True) for lot, units in move.taken]
    if eaten:
        copying.copy(copying.CONSUMPTIONS, (f"{entry}\t{lot.id}\t{units}\n" for entry, lot, units in eaten))
        _drain((lot, units) for _, lot, units in eaten if not lot.n)
    _move_accounts(moves)
    if webhooks.is_wanted(telling.EVENT):
        telling.tell(ids)
    return {move.n for move in moves}


def _drain(taken: Iterable[tuple[LotState, int]]) -> None:
    sums: dict[int, int] = {}
    for lot, units in taken:
        sums[lot.id] = sums.get(lot.id, 0) + units
    if sums:
        execute(_DRAIN, {"lots": array(sums), "units": array(sums.values())})


def _move_accounts(moves: list[Move]) -> None:
    changes: dict[int, list[Any]] = {}
    for move in moves:
        change = changes.get(move.account.id)
        if change is None:
            change = changes[move.account.id] = [0, 0, None]
        owed = move.debt_units if move.units < 0 else -move.debt_units
        change[0] += move.units + owed
        change[1] += owed
        if move.is_activity and (change[2] is None or move.occurred_at > change[2]):
            change[2] = move.occurred_at
    balances, debts, active = zip(*changes.values(), strict=True)
    execute(
        _MOVE_ACCOUNTS,
        {"accounts": array(changes), "balances": array(balances), "debts": array(debts), "active": array(active)},
    )


_MOVE_EXPIRIES = """
UPDATE loyalty_lot SET expires_at = told.expires_at
FROM unnest(%(lots)s::bigint[], %(expiries)s::timestamptz[]) AS told (lot, expires_at)
WHERE entry_id = told.lot AND loyalty_lot.expires_at < told.expires_at"""


def _move_expiries(accounts: Iterable[AccountState]) -> None:
    """What activity has kept alive; new lots were written with their date."""
    held = {account.id: account.lots for account in accounts if account.lots}.values()
    moved = [lot for lots in held for lot in lots if lot.is_moved and not lot.n]
    if moved:
        execute(
            _MOVE_EXPIRIES,
            {"lots": array([lot.id for lot in moved]), "expiries": array([lot.expires_at for lot in moved])},
        )


def execute(statement: str, parameters: dict[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return int(cursor.rowcount)
