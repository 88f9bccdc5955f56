"""Events that are no purchase, kept once each: also those for which no rule gave anything.

A draft rule is tried on them. What was taken back is marked, and marked no more if it is told and granted again.
"""

from __future__ import annotations

from datetime import datetime
from hashlib import blake2b

from loyalty.ledger import store

_LONGEST_REFERENCE = 40

_NOTE = """
INSERT INTO loyalty_occurrence (customer_id, event, reference, occurred_at)
VALUES (%(customer)s, %(event)s, %(reference)s, %(at)s)
ON CONFLICT (customer_id, event, reference) DO NOTHING"""
_KNOWN = """
SELECT 1 FROM loyalty_occurrence
WHERE customer_id = %(customer)s AND event = %(event)s AND reference = %(reference)s"""
_REVOKE = """
UPDATE loyalty_occurrence SET revoked_at = %(at)s
WHERE customer_id = %(customer)s AND event = %(event)s AND reference = %(reference)s AND revoked_at IS NULL"""
_RESTORE = """
UPDATE loyalty_occurrence SET revoked_at = NULL
WHERE customer_id = %(customer)s AND event = %(event)s AND reference = %(reference)s AND revoked_at IS NOT NULL"""
# Two records told of the same event: the survivor's own stays theirs.
_MOVE = """
UPDATE loyalty_occurrence told SET customer_id = %(survivor)s
WHERE told.customer_id = %(duplicate)s AND NOT EXISTS (
    SELECT FROM loyalty_occurrence own
    WHERE own.customer_id = %(survivor)s AND own.event = told.event AND own.reference = told.reference)"""


def short(reference: str) -> str:
    """As it is kept: long references by their fingerprint."""
    if len(reference) > _LONGEST_REFERENCE:
        return blake2b(reference.encode(), digest_size=16).hexdigest()
    return reference


def note(*, customer: int, event: str, reference: str, at: datetime) -> bool:
    """Keep the event; False: it was told before."""
    return bool(store.execute(_NOTE, _told(customer, event, reference) | {"at": at}))


def is_known(*, customer: int, event: str, reference: str) -> bool:
    return bool(store.rows(_KNOWN, _told(customer, event, reference)))


def revoke(*, customer: int, event: str, reference: str, at: datetime) -> None:
    store.execute(_REVOKE, _told(customer, event, reference) | {"at": at})


def restore(*, customer: int, event: str, reference: str) -> None:
    store.execute(_RESTORE, _told(customer, event, reference))


def move(*, duplicate: int, survivor: int) -> int:
    """Of two records that are one customer."""
    return store.execute(_MOVE, {"duplicate": duplicate, "survivor": survivor})


def _told(customer: int, event: str, reference: str) -> dict[str, object]:
    return {"customer": customer, "event": event, "reference": short(reference)}
