"""Hits of long ago go: what a campaign brought is read within two years, and nobody's clicks are kept for ever."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection

KEPT = timedelta(days=730)
_AT_ONCE = 5000
# Rows are written in the order of time: the oldest numbers are the oldest rows, so that a look costs the same however
# many there are.
_PRUNE = """
DELETE FROM messaging_hit WHERE id IN (
    SELECT id FROM (SELECT id, at FROM messaging_hit ORDER BY id LIMIT %(many)s) oldest WHERE at < %(before)s)"""


def prune(*, now: datetime) -> int:
    """Some at a time; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(_PRUNE, {"many": _AT_ONCE, "before": now - KEPT})
        return int(cursor.rowcount)
