"""Events: which there are, and writing one down for everybody who wants it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.utils.functional import Promise

from core.tasks import deliver_webhooks, wake


@dataclass(frozen=True)
class EventType:
    """A kind of event: `code` is part of the API's promise, `title` is what administrators choose."""

    code: str
    title: str | Promise


@dataclass(frozen=True, slots=True)
class Happening:
    """One event. `key` is its business key: the same event with the same key is told once."""

    event: str
    key: str
    data: dict[str, Any]
    at: datetime


_types: dict[str, EventType] = {}
_is_muted: ContextVar[bool] = ContextVar("is_muted", default=False)


def register(*types: EventType) -> None:
    for kind in types:
        _types[kind.code] = kind


def event_types() -> list[EventType]:
    return [_types[code] for code in sorted(_types)]


@contextmanager
def muted() -> Iterator[None]:
    """What happens within is told to nobody: a file that brings what happened long ago."""
    token = _is_muted.set(True)
    try:
        yield
    finally:
        _is_muted.reset(token)


def is_wanted(event: str) -> bool:
    """Whether anybody subscribes: callers may save themselves making the rows of a batch."""
    if _is_muted.get():
        return False
    with connection.cursor() as cursor:
        cursor.execute(_WANTED, [event])
        return bool(cursor.fetchone()[0])


def emit(*, event: str, key: str, data: dict[str, Any], at: datetime) -> int:
    """Tell one event; in the transaction of the change, so that both are there or neither."""
    return emit_many([Happening(event, key, data, at)])


def emit_many(happenings: Iterable[Happening]) -> int:
    """The same for a batch of one or several kinds, in two statements; returns how many deliveries wait."""
    rows = list(happenings)
    unknown = {row.event for row in rows} - _types.keys()
    if unknown:
        raise LookupError(f"webhook events that nobody registered: {sorted(unknown)}")
    wanted = {event for event in {row.event for row in rows} if is_wanted(event)}
    count = _write([row for row in rows if row.event in wanted]) if wanted else 0
    if count:
        wake(deliver_webhooks)
    return count


_WANTED = "SELECT EXISTS (SELECT FROM core_webhookendpoint WHERE is_active AND %s = ANY(events))"
# An endpoint that is switched off between the two statements gets nothing, and the event stays without a delivery:
# pruning removes it.
_EMIT = """
WITH told AS (
    SELECT event, key, data, at
    FROM jsonb_to_recordset(%(rows)s::jsonb) AS row (event text, key text, data jsonb, at timestamptz)
), fresh AS (
    INSERT INTO core_webhookevent (event, key, data, at)
    SELECT event, key, data, at FROM told ORDER BY event, key
    ON CONFLICT (event, key) DO NOTHING
    RETURNING id, event
)
INSERT INTO core_webhookdelivery (event_id, endpoint_id, state, attempts, queued_at, next_at, problem, answer)
SELECT fresh.id, endpoint.id, 'queued', 0, now(), now(), '', ''
FROM fresh JOIN core_webhookendpoint endpoint
    ON CASE WHEN %(only)s::bigint IS NULL THEN endpoint.is_active AND fresh.event = ANY(endpoint.events)
            ELSE endpoint.id = %(only)s END
ORDER BY fresh.id, endpoint.id
"""


def emit_to(*, endpoint_id: int, happening: Happening) -> int:
    """Tell one endpoint alone, whatever it subscribes to: for tests of the connection."""
    count = _write([happening], only=endpoint_id)
    wake(deliver_webhooks)
    return count


def _write(rows: Sequence[Happening], *, only: int | None = None) -> int:
    told = [{"event": row.event, "key": row.key, "data": row.data, "at": row.at.isoformat()} for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(_EMIT, {"rows": json.dumps(told, cls=DjangoJSONEncoder), "only": only})
        return int(cursor.rowcount)
