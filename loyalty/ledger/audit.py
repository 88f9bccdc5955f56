"""Does the ledger agree with itself? Every promise of docs/algorithms/ledger.md as one statement.

Each statement gives a row per disagreement: what it is about, what was found, what was
expected. Nothing is repaired here: a disagreement is reported, never clamped.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from loyalty.ledger.audit_counts import COUNTS
from loyalty.ledger.audit_moves import MOVES


@dataclass(frozen=True)
class Disagreement:
    check: str
    about: str
    found: str
    expected: str

    def __str__(self) -> str:
        return f"{self.check}: {self.about}: found {self.found}, expected {self.expected}"


# Into lots that exist: units that come back, also those of a movement that was undone.
_GIVES_BACK = "(entry.kind = 'restore' OR entry.units > 0 AND entry.facts ? 'undoes')"
CHECKS: dict[str, str] = {
    "balance is the sum of the lots": """
        SELECT 'account ' || account.id, account.balance, coalesce(held.remaining, 0)
        FROM loyalty_account account
        LEFT JOIN (SELECT account_id, sum(remaining) AS remaining FROM loyalty_lot GROUP BY account_id) held
            ON held.account_id = account.id
        WHERE account.balance <> coalesce(held.remaining, 0)""",
    "balance less debt is the sum of the entries": """
        SELECT 'account ' || account.id, account.balance - account.debt, coalesce(booked.units, 0)
        FROM loyalty_account account
        LEFT JOIN (SELECT account_id, sum(units) AS units FROM loyalty_entry GROUP BY account_id) booked
            ON booked.account_id = account.id
        WHERE account.balance - account.debt <> coalesce(booked.units, 0)""",
    "debt is what entries left owing": """
        SELECT 'account ' || account.id, account.debt, coalesce(booked.owed, 0)
        FROM loyalty_account account
        LEFT JOIN (
            SELECT account_id, sum(CASE WHEN units < 0 THEN debt_units ELSE -debt_units END) AS owed
            FROM loyalty_entry WHERE debt_units > 0 GROUP BY account_id
        ) booked ON booked.account_id = account.id
        WHERE account.debt <> coalesce(booked.owed, 0)""",
    "who owes has nothing to spend": """
        SELECT 'account ' || account.id, sum(lot.remaining), 0
        FROM loyalty_account account JOIN loyalty_lot lot ON lot.account_id = account.id
        WHERE account.debt > 0 AND lot.remaining > 0 AND (lot.expires_at IS NULL OR lot.expires_at > %(now)s)
        GROUP BY account.id""",
    "a lot holds what was not consumed": """
        SELECT 'lot ' || lot.entry_id, lot.remaining, lot.granted - coalesce(eaten.units, 0)
        FROM loyalty_lot lot
        LEFT JOIN (SELECT lot_id, sum(units) AS units FROM loyalty_consumption GROUP BY lot_id) eaten
            ON eaten.lot_id = lot.entry_id
        WHERE lot.remaining <> lot.granted - coalesce(eaten.units, 0)""",
    "a lot is what its entry granted": """
        SELECT 'lot ' || lot.entry_id, lot.granted || ' in account ' || lot.account_id,
               coalesce(entry.units || ' in account ' || entry.account_id, 'an entry')
        FROM loyalty_lot lot LEFT JOIN loyalty_entry entry ON entry.id = lot.entry_id
        WHERE entry.id IS NULL OR entry.units <> lot.granted OR entry.account_id <> lot.account_id""",
    "what was given has a lot": """
        SELECT 'entry ' || entry.id, 'no lot', 'a lot of ' || entry.units
        FROM loyalty_entry entry LEFT JOIN loyalty_lot lot ON lot.entry_id = entry.id
        WHERE lot.entry_id IS NULL AND entry.units > 0
          AND entry.kind IN ('grant', 'opening', 'adjust', 'topup', 'transfer', 'convert')
          AND NOT (entry.kind IN ('transfer', 'convert', 'adjust') AND entry.facts ? 'undoes')""",
    "an entry takes from lots what it says": f"""
        SELECT 'entry ' || entry.id, coalesce(eaten.units, 0),
               CASE WHEN {_GIVES_BACK} THEN entry.debt_units - entry.units WHEN entry.kind = 'writeoff' THEN 0
                    WHEN entry.units < 0 THEN -entry.units - entry.debt_units ELSE entry.debt_units END
        FROM loyalty_entry entry
        LEFT JOIN (SELECT entry_id, sum(units) AS units FROM loyalty_consumption GROUP BY entry_id) eaten
            ON eaten.entry_id = entry.id
        WHERE coalesce(eaten.units, 0) <>
              CASE WHEN {_GIVES_BACK} THEN entry.debt_units - entry.units WHEN entry.kind = 'writeoff' THEN 0
                   WHEN entry.units < 0 THEN -entry.units - entry.debt_units ELSE entry.debt_units END""",  # noqa: S608  # a constant
    "an entry takes from its own account": """
        SELECT 'entry ' || entry.id, 'account ' || lot.account_id, 'account ' || entry.account_id
        FROM loyalty_consumption consumption
        JOIN loyalty_entry entry ON entry.id = consumption.entry_id
        JOIN loyalty_lot lot ON lot.entry_id = consumption.lot_id
        WHERE entry.account_id <> lot.account_id""",
    "units of the lines sum to the entry": """
        SELECT 'entry ' || id, told, abs(units)
        FROM (
            SELECT entry.id, entry.units,
                   (SELECT sum((line ->> 1)::bigint) FROM jsonb_array_elements(entry.facts -> 'lines') line) AS told
            FROM loyalty_entry entry
            WHERE entry.purchase_id IS NOT NULL AND entry.kind IN ('grant', 'return') AND entry.facts ? 'lines'
        ) laid
        WHERE coalesce(told, 0) <> abs(units)""",
    "returns take no more than was granted": """
        SELECT 'entry ' || granted.id, sum(-back.units), granted.units
        FROM loyalty_entry back JOIN loyalty_entry granted ON granted.event_key = back.facts ->> 'of'
        WHERE back.kind = 'return'
        GROUP BY granted.id, granted.units HAVING sum(-back.units) > granted.units""",
    "every entry has its account and its sale": """
        SELECT 'entry ' || entry.id, 'account ' || entry.account_id || coalesce(', purchase ' || entry.purchase_id, ''),
               'both'
        FROM loyalty_entry entry
        LEFT JOIN loyalty_account account ON account.id = entry.account_id
        LEFT JOIN sales_purchase purchase ON purchase.id = entry.purchase_id
        WHERE account.id IS NULL OR (entry.purchase_id IS NOT NULL AND purchase.id IS NULL)""",
}


def disagreements(now: datetime) -> Iterator[Disagreement]:
    """Everything that does not agree, check by check, streamed from one snapshot of the database."""
    with _snapshot():
        for name, statement in (CHECKS | MOVES | COUNTS).items():
            with connection.chunked_cursor() as cursor:
                cursor.execute(statement, {"now": now})
                for about, found, expected in cursor:
                    yield Disagreement(name, about, str(found), str(expected))


@contextmanager
def _snapshot() -> Iterator[None]:
    """One moment for all checks, and no hurry; inside a caller's transaction that one's view."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if is_outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SET LOCAL statement_timeout = 0")
        yield


def sizes() -> dict[str, int]:
    """How much was looked at."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM loyalty_account), (SELECT count(*) FROM loyalty_entry),"
            " (SELECT count(*) FROM loyalty_lot)"
        )
        return dict(zip(("accounts", "entries", "lots"), cursor.fetchone(), strict=True))
