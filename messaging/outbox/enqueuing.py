"""Into the outbox, by the thousand; and out of it again while a message still waits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from messaging.models import LANES, Message, Purpose, State

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


def enqueue(drafts: Iterable[Draft], *, now: datetime) -> int:
    """Write what is new, in the caller's transaction or one of its own; returns how many were."""
    rows = [_row(draft, now) for draft in drafts]
    with transaction.atomic():
        before = _count(rows)
        Message.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
        from messaging.tasks import wake_channels

        wake_channels({row.channel for row in rows})
        return _count(rows) - before


def _count(rows: list[Message]) -> int:
    return Message.objects.filter(key__in=[row.key for row in rows]).count()


def _row(draft: Draft, now: datetime) -> Message:
    return Message(
        key=draft.key,
        customer_id=draft.customer,
        channel=draft.channel,
        purpose=draft.purpose,
        lane=LANES[Purpose(draft.purpose)],
        source=draft.source,
        priority=draft.priority,
        version_id=draft.version,
        facts=draft.facts,
        queued_at=now,
        next_at=max(draft.next_at, now),
        valid_until=draft.valid_until,
    )


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
    from messaging.tasks import wake_channels

    count = _move(source, "state = 'paused'", "queued")
    wake_channels(
        Message.objects.filter(source=source, state=State.QUEUED).values_list("channel", flat=True).distinct()
    )
    return count


def _move(source: str, condition: str, state: str) -> int:
    statement = f"""
        UPDATE messaging_message SET state = %(state)s, lease = NULL, leased_until = NULL
        WHERE source = %(source)s AND ({condition})"""  # noqa: S608  # conditions of this module
    with connection.cursor() as cursor:
        cursor.execute(statement, {"source": source, "state": state})
        return int(cursor.rowcount)
