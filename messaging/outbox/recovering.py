"""Leases that ran out: whoever held them died, or hangs.

What was not handed over waits again, at once. What was may have arrived: it becomes `uncertain`, and only a person
decides on it.
"""

from __future__ import annotations

from datetime import datetime

from django.db import connection

_RECOVER = """
WITH lost AS (
    SELECT id FROM messaging_message WHERE state = 'leased' AND leased_until <= %(now)s
    ORDER BY id LIMIT 5000 FOR UPDATE SKIP LOCKED
)
UPDATE messaging_message message
SET state = CASE WHEN handed_at IS NULL THEN 'queued' ELSE 'uncertain' END,
    reason = CASE WHEN handed_at IS NULL THEN '' ELSE 'worker_lost' END,
    settled_at = CASE WHEN handed_at IS NULL THEN NULL ELSE %(now)s END,
    lease = NULL, leased_until = NULL
FROM lost WHERE message.id = lost.id
RETURNING message.state"""


def recover(*, now: datetime) -> int:
    """Returns how many became uncertain."""
    with connection.cursor() as cursor:
        cursor.execute(_RECOVER, {"now": now})
        return sum(found[0] == "uncertain" for found in cursor.fetchall())
