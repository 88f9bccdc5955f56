"""Taking messages on lease: chosen, judged and committed before anything leaves.

One transaction takes a batch of due rows (`SKIP LOCKED`: two workers never hold the same), gathers what is known of
their customers with a fixed number of statements, asks the one rule of each, and writes down who is skipped and who
waits. What remains is ours until the lease runs out.

What counts for a customer's cap is decided by one worker at a time: they lock the customers of their batch, by key.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import connection, transaction

from messaging import judging
from messaging.judging import Act, Verdict
from messaging.models import Lease
from messaging.outbox import cases, limits, reporting
from messaging.outbox.cases import Row

BATCH = 500
LEASE = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Claim:
    """Messages of ours; `until` moves when the lease is renewed."""

    lease: UUID
    until: datetime
    rows: list[Row]
    # When it was judged.
    at: datetime
    # How many were looked at: with none left over there may still be others to look at.
    seen: int


# Lane by lane, so that each is a short walk along its index. Those of the first lane are few.
_CLAIM = """
WITH due AS (
    SELECT row.id FROM generate_series(0, 2) lane, LATERAL (
        SELECT id FROM messaging_message
        WHERE state = 'queued' AND channel = %(channel)s AND messaging_message.lane = lane AND next_at <= %(now)s
        ORDER BY next_at, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
    ) row LIMIT %(limit)s
)
UPDATE messaging_message message SET state = 'leased', lease = %(lease)s, leased_until = %(until)s,
       handed_at = NULL, reason = '', detail = ''
FROM due WHERE message.id = due.id
RETURNING message.id"""
# Alone until the end of this transaction; by key, so that two workers never wait for each other in a circle.
_ALONE = """
SELECT pg_advisory_xact_lock(hashtextextended('messaging.customer', customer))
FROM (SELECT DISTINCT customer_id AS customer FROM messaging_message
      WHERE id = ANY(%(ids)s) AND purpose <> 'transactional' ORDER BY 1) known"""


def claim(channel: str, *, now: datetime, limit: int = BATCH) -> Claim:
    """Take up to `limit` due messages of a channel; committed when this returns."""
    lease, until = uuid4(), now + LEASE
    with transaction.atomic():
        allowed = limits.take(channel, limit, now=now)
        ids = _take(channel, lease, until, now, allowed) if allowed else []
        rows = _judge(channel, ids, now)
        limits.give_back(channel, allowed - len(rows))
    return Claim(lease, until, rows, now, len(ids))


def _take(channel: str, lease: UUID, until: datetime, now: datetime, limit: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"channel": channel, "now": now, "lease": lease, "until": until, "limit": limit})
        ids = [row[0] for row in cursor.fetchall()]
        if ids:
            cursor.execute("INSERT INTO messaging_lease (id) VALUES (%s)", [lease])
            cursor.execute(_ALONE, {"ids": ids})
    return ids


def _judge(channel: str, ids: Sequence[int], now: datetime) -> list[Row]:
    """Those that may go, addressed; the others are let go with their reason."""
    if not ids:
        return []
    book = cases.load(channel, ids, now)
    ours, others = [], []
    for row in book.rows:
        verdict = judging.judge(book.case(row), book.rules, now)
        if verdict.act is Act.SEND:
            book.count(row, now)
            ours.append(row)
        else:
            others.append((row.id, verdict))
    let_go(others, now=now)
    return ours


_STATES = {Act.WAIT: "queued", Act.SKIP: "skipped", Act.PAUSE: "paused", Act.CANCEL: "cancelled"}
_LET_GO = """
UPDATE messaging_message message SET state = verdict.state, reason = verdict.reason, detail = verdict.detail,
       next_at = coalesce(verdict.until, message.next_at), lease = NULL, leased_until = NULL,
       settled_at = CASE WHEN verdict.state IN ('queued', 'paused') THEN NULL ELSE %(now)s END
FROM unnest(%(ids)s::bigint[], %(states)s::text[], %(reasons)s::text[], %(details)s::text[], %(untils)s::timestamptz[])
     AS verdict(id, state, reason, detail, until)
WHERE message.id = verdict.id AND message.lease IS NOT NULL AND message.handed_at IS NULL"""


def let_go(verdicts: Sequence[tuple[int, Verdict]], *, now: datetime) -> None:
    """Messages that do not go now: skipped or cancelled for good, waiting again, or paused with what they belong to."""
    if not verdicts:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            _LET_GO,
            {
                "now": now,
                "ids": [pk for pk, _verdict in verdicts],
                "states": [_STATES[verdict.act] for _pk, verdict in verdicts],
                "reasons": [str(verdict.reason) for _pk, verdict in verdicts],
                "details": [verdict.detail[:500] for _pk, verdict in verdicts],
                "untils": [verdict.until for _pk, verdict in verdicts],
            },
        )


def renew(lease: UUID, *, now: datetime) -> datetime:
    """The lease of what was not ended yet runs anew."""
    until = now + LEASE
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE messaging_message SET leased_until = %(until)s WHERE lease = %(lease)s AND state = 'leased'",
            {"lease": lease, "until": until},
        )
    return until


def close(lease: UUID) -> None:
    """Everything of it has its end or waits again."""
    Lease.objects.filter(pk=lease).delete()


_GIVE_BACK = """
UPDATE messaging_message SET state = 'queued', lease = NULL, leased_until = NULL, handed_at = NULL,
       reason = %(reason)s, detail = %(detail)s, next_at = %(next_at)s
WHERE lease = %(lease)s AND state = 'leased' AND handed_at IS NULL"""


def give_back(lease: UUID, *, is_down: bool, detail: str, now: datetime) -> int:
    """What was claimed and not handed over waits again."""
    next_at = now + reporting.DOWN_WAIT if is_down else now
    with connection.cursor() as cursor:
        values = {"lease": lease, "reason": "channel_down" if is_down else "", "detail": detail, "next_at": next_at}
        cursor.execute(_GIVE_BACK, values)
        return int(cursor.rowcount)
