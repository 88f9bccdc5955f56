"""Booking what the clock has decided: lots past their `expires_at` are emptied by an entry.

Nothing depends on when this runs: such units cannot be spent anyway. Each batch is a
transaction of its own; accounts that are locked at the moment are left for the next batch, so
a sweep never waits for a till, and after a kill the next one goes on with what is left.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from loyalty.ledger import store, telling

BATCH = 5_000

_DUE = """
SELECT account.id FROM loyalty_account account
WHERE account.id IN (
    SELECT account_id FROM loyalty_lot
    WHERE remaining > 0 AND expires_at <= %(now)s ORDER BY expires_at LIMIT %(limit)s
)
ORDER BY account.id FOR NO KEY UPDATE OF account SKIP LOCKED"""

# One entry per account and instant of expiry, dated by it. What is booked cannot be booked twice, since the lots
# are empty then; but an amended or back-dated sale may put more units under an instant that was booked already:
# so the key ends in the entry's own id, not in the time of the sweep.
_BOOK = """
WITH due AS (
    SELECT entry_id, account_id, expires_at, remaining FROM loyalty_lot
    WHERE account_id = ANY(%(accounts)s::bigint[]) AND remaining > 0 AND expires_at <= %(now)s
), told AS (
    SELECT nextval('loyalty_entry_id_seq') AS id, account_id, expires_at, units, lots
    FROM (
        SELECT account_id, expires_at, sum(remaining)::bigint AS units, count(*) AS lots
        FROM due GROUP BY account_id, expires_at ORDER BY account_id, expires_at
    ) grouped
), booked AS (
    INSERT INTO loyalty_entry (id, account_id, kind, units, debt_units, event_key, occurred_at, booked_at, explanation,
        facts, reason)
    SELECT id, account_id, 'expire', -units, 0,
           'expire:' || account_id || ':' || (extract(epoch FROM expires_at) * 1000000)::bigint || ':' || id,
           expires_at, %(now)s, units || ' left in ' || lots || CASE lots WHEN 1 THEN ' lot' ELSE ' lots' END,
           '{}', ''
    FROM told
), consumed AS (
    INSERT INTO loyalty_consumption (entry_id, lot_id, units)
    SELECT told.id, due.entry_id, due.remaining
    FROM due JOIN told USING (account_id, expires_at)
), drained AS (
    UPDATE loyalty_lot SET remaining = 0 FROM due WHERE loyalty_lot.entry_id = due.entry_id
), moved AS (
    UPDATE loyalty_account SET balance = balance - change.units
    FROM (SELECT account_id, sum(units) AS units FROM told GROUP BY account_id) change
    WHERE loyalty_account.id = change.account_id
)
SELECT (SELECT count(*) FROM due), CASE WHEN EXISTS (
    SELECT FROM core_webhookendpoint WHERE is_active AND 'balance.changed' = ANY(events)
) THEN (SELECT array_agg(id) FROM told) END"""


def expire_batch(*, now: datetime, limit: int = BATCH) -> int:
    """Book one batch; returns the number of lots emptied, 0 when nothing is due or all of it is locked."""
    with transaction.atomic():
        accounts = [row[0] for row in store.rows(_DUE, {"now": now, "limit": limit})]
        if not accounts:
            return 0
        lots, entries = store.rows(_BOOK, {"accounts": store.array(accounts), "now": now})[0]
        if entries:
            telling.tell(entries)
        return int(lots)


def expire_due(*, now: datetime, limit: int = BATCH) -> int:
    """Book everything that has expired by `now`; returns the number of lots."""
    total = 0
    while done := expire_batch(now=now, limit=limit):
        total += done
    return total
