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


# A lease whose message was not handed over yet is taken away as well: its worker finds it gone before it sends.
_CANCEL = """
UPDATE messaging_message SET state = 'cancelled', lease = NULL, leased_until = NULL, settled_at = %(now)s
WHERE source = %(source)s AND (state IN ('queued', 'paused') OR state = 'leased' AND handed_at IS NULL)"""


def cancel(*, source: str, now: datetime) -> int:
    """Nothing of this source goes out from now on; returns how many were still to go."""
    with connection.cursor() as cursor:
        cursor.execute(_CANCEL, {"source": source, "now": now})
        return int(cursor.rowcount)


def pause(*, source: str) -> int:
    """Nothing of this source goes out until `resume`; what is on lease goes back, unless it is being handed over."""
    return _move(source, "state = 'queued' OR state = 'leased' AND handed_at IS NULL", "paused")


def resume(*, source: str) -> int:
    count = _move(source, "state = 'paused'", "queued")
    wake_channels(
        Message.objects.filter(source=source, state=State.QUEUED).values_list("channel", flat=True).distinct()
    )
    return count


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


def _move(source: str, condition: str, state: str) -> int:
    statement = f"""
        UPDATE messaging_message SET state = %(state)s, lease = NULL, leased_until = NULL
        WHERE source = %(source)s AND ({condition})"""  # noqa: S608  # conditions of this module
    with connection.cursor() as cursor:
        cursor.execute(statement, {"source": source, "state": state})
        return int(cursor.rowcount)
