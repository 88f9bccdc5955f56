"""Into the outbox, by the thousand; and out of it again while a message still waits."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection, transaction

from messaging.models import LANES, Message, Purpose, State
from messaging.tasks import wake_channels

BATCH = 2000


@dataclass(frozen=True, slots=True)
class Draft:
    """One message that is wanted. `key` is the business key: the same one twice is one message."""

    key: str
    customer: int
    channel: str
    purpose: str
    source: str
    version: int
    next_at: datetime
    valid_until: datetime
    priority: int = 0
    facts: dict[str, Any] = field(default_factory=dict)


# The same key in two transactions at once is one row, and only one of them is told that it was new.
_INSERT = """
INSERT INTO messaging_message (
    key, customer_id, channel, purpose, lane, source, priority, version_id, facts, state, reason, detail, queued_at,
    next_at, valid_until, attempts, address, language, provider_id)
SELECT key, customer, channel, purpose, lane, source, priority, version, facts::jsonb, 'queued', '', '', %(now)s,
       greatest(next_at, %(now)s), valid_until, 0, '', '', ''
FROM unnest(%(key)s::text[], %(customer)s::bigint[], %(channel)s::text[], %(purpose)s::text[], %(lane)s::int[],
            %(source)s::text[], %(priority)s::int[], %(version)s::bigint[], %(facts)s::text[],
            %(next_at)s::timestamptz[], %(valid_until)s::timestamptz[])
     AS draft(key, customer, channel, purpose, lane, source, priority, version, facts, next_at, valid_until)
ON CONFLICT (key) DO NOTHING"""
_COLUMNS = ("key", "customer", "channel", "purpose", "source", "priority", "version", "next_at", "valid_until")


def enqueue(drafts: Iterable[Draft], *, now: datetime) -> int:
    """Write what is new, in the caller's transaction or one of its own; returns how many were.

    `drafts` may be an iterator of any length: a batch of it is in memory at a time.
    """
    left, count, told = iter(drafts), 0, set[str]()
    with transaction.atomic():
        while batch := list(islice(left, BATCH)):
            count += _insert(batch, now)
            told |= {draft.channel for draft in batch}
        wake_channels(told)
    return count


def _insert(batch: list[Draft], now: datetime) -> int:
    values: dict[str, Any] = {name: [getattr(draft, name) for draft in batch] for name in _COLUMNS}
    values["lane"] = [LANES[Purpose(draft.purpose)] for draft in batch]
    values["facts"] = [json.dumps(draft.facts) for draft in batch]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, values | {"now": now})
        return int(cursor.rowcount)


# From where messages go to each of these states when their source stops or goes on.
_FROM = {State.PAUSED: ["queued", "leased"], State.QUEUED: ["paused"], State.CANCELLED: ["queued", "paused", "leased"]}
# A lease whose message was not handed over yet is taken away as well: its worker finds it gone before it sends. What
# somebody else holds at this moment is left to the next look: whoever waits for no row is in no circle of waiting.
_OURS = """
    SELECT id FROM messaging_message
    WHERE source = %(source)s AND state = ANY(%(here)s) AND (state <> 'leased' OR handed_at IS NULL)"""
_MOVE = f"""
WITH ours AS ({_OURS} ORDER BY state <> 'leased', id LIMIT %(limit)s FOR UPDATE SKIP LOCKED)
UPDATE messaging_message message SET state = %(there)s, lease = NULL, leased_until = NULL, settled_at = %(at)s
FROM ours WHERE message.id = ours.id"""  # noqa: S608  # a constant


def move(*, source: str, to: State, now: datetime, limit: int | None = None) -> int:
    """What is not handed over yet goes to `paused`, `cancelled` or back to `queued`; returns how many did.

    At most `limit`, those on lease first; those that somebody holds are passed over (`is_left` tells).
    """
    at = now if to == State.CANCELLED else None
    with connection.cursor() as cursor:
        cursor.execute(_MOVE, _place(source, to) | {"there": str(to), "limit": limit, "at": at})
        count = int(cursor.rowcount)
    if count and to == State.QUEUED:
        waiting = Message.objects.filter(source=source, state=State.QUEUED)
        wake_channels(waiting.values_list("channel", flat=True).distinct())
    return count


def is_left(*, source: str, to: State) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS ({_OURS})", _place(source, to))
        return bool(cursor.fetchone()[0])


def _place(source: str, to: State) -> dict[str, Any]:
    return {"source": source, "here": _FROM[to]}


def cancel(*, source: str, now: datetime) -> int:
    """Nothing of this source goes out from now on; returns how many were still to go."""
    return move(source=source, to=State.CANCELLED, now=now)


# Every rule is asked again when it goes; what would be of no use any more stays as it ended.
_AGAIN = """
UPDATE messaging_message SET state = 'queued', reason = '', detail = '', handed_at = NULL, settled_at = NULL,
       next_at = %(now)s
WHERE source = %(source)s AND state IN ('failed', 'skipped') AND valid_until > %(now)s
RETURNING channel"""


def try_again(*, source: str, now: datetime) -> int:
    """What failed or was skipped waits once more; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(_AGAIN, {"source": source, "now": now})
        channels = [row[0] for row in cursor.fetchall()]
    wake_channels(set(channels))
    return len(channels)
