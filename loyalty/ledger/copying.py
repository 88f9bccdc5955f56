"""COPY: rows of the ledger as lines of text, the quickest way into PostgreSQL for many at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import psycopg
from django.db import IntegrityError, connection

from loyalty.ledger.records import LotState, Move

ENTRIES = """COPY loyalty_entry (id, account_id, kind, units, debt_units, event_key, purchase_id, occurred_at,
    booked_at, explanation, facts, reason, actor_id) FROM STDIN"""
LOTS = """COPY loyalty_lot (entry_id, account_id, granted, remaining, available_at, expires_at, activity_months)
    FROM STDIN"""
CONSUMPTIONS = "COPY loyalty_consumption (entry_id, lot_id, units) FROM STDIN"
NULL = r"\N"
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def entry_row(move: Move, entry: int, booked_at: str) -> str:
    facts = move.facts if isinstance(move.facts, str) else json.dumps(move.facts)
    if "\\" in facts:
        facts = facts.translate(_ESCAPES)
    text = move.explanation
    if "\\" in text or not text.isprintable():
        text = text.translate(_ESCAPES)
    reason = move.reason.translate(_ESCAPES) if move.reason else ""
    return (
        f"{entry}\t{move.account.id}\t{move.kind}\t{move.units}\t{move.debt_units}\t{move.event_key}\t"
        f"{move.purchase or NULL}\t{move.occurred_at}\t{booked_at}\t{text}\t{facts}\t{reason}\t{move.actor or NULL}\n"
    )


def lot_row(lot: LotState, account: int) -> str:
    return (
        f"{lot.id}\t{account}\t{lot.granted}\t{lot.remaining}\t{lot.available_at}\t"
        f"{lot.expires_at or NULL}\t{lot.activity_months or NULL}\n"
    )


def copy(statement: str, lines: Iterable[str]) -> None:
    """COPY text lines, some at a time."""
    with connection.cursor() as cursor, wrapped_errors(), cursor.copy(statement) as out:
        for block in _blocks(lines):
            out.write(block)


def _blocks(lines: Iterable[str], size: int = 1000) -> Iterator[str]:
    block: list[str] = []
    add: Callable[[str], None] = block.append
    for line in lines:
        add(line)
        if len(block) >= size:
            yield "".join(block)
            block.clear()
    if block:
        yield "".join(block)


@contextmanager
def wrapped_errors() -> Iterator[None]:
    """COPY raises the driver's own errors; services know Django's."""
    try:
        yield
    except psycopg.IntegrityError as error:
        raise IntegrityError(*error.args) from error
