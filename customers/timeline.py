"""What happened to a customer and who did it: one append-only table that every app writes to.

A row is a verb and facts, not a sentence; `sentence` words it in the language of whoever
reads it. An app registers the wording of its verbs in `AppConfig.ready()`. Facts hold no
name, address or number of a person: rows can never be changed, and an erased customer must
be forgotten all the same. PostgreSQL refuses UPDATE, DELETE and TRUNCATE of the table.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core import inserting
from core.models import User
from customers.models import Customer, TimelineEntry

CHUNK = 5000
REASON_LENGTH = 500
Wording = Callable[[Mapping[str, Any]], str]


@dataclass(frozen=True)
class Verb:
    """How a verb is worded and which Bootstrap icon stands for it."""

    wording: Wording
    icon: str = "dot"


@dataclass(frozen=True, slots=True)
class Event:
    """One row to write; `actor_id` is None when nobody of the staff did it."""

    customer_id: int | None
    verb: str
    at: datetime
    actor_id: int | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    target: str = ""


# Whoever reads → queries of targets whose lines are not theirs to read.
Hidden = Callable[[Any], Iterable[QuerySet[Any, Any]]]
_verbs: dict[str, Verb] = {}
_hidden: list[Hidden] = []


def register(verbs: Mapping[str, Verb]) -> None:
    """Tell how verbs are worded: `register({"loyalty.adjusted": Verb(lambda data: …, "coin")})`."""
    _verbs.update(verbs)


def hide(rule: Hidden) -> None:
    """Rows stay as they were written: what became confidential since is left out when they are read."""
    _hidden.append(rule)


def seen(rows: QuerySet[TimelineEntry], user: Any) -> QuerySet[TimelineEntry]:
    """Those of the rows that this person may read."""
    for rule in _hidden:
        for targets in rule(user):
            rows = rows.exclude(target__in=targets)
    return rows


def record(
    *,
    customer: Customer | int | None,
    verb: str,
    actor: User | None,
    at: datetime,
    data: Mapping[str, Any] | None = None,
    reason: str = "",
    target: str = "",
) -> TimelineEntry:
    """Append one row, in the caller's transaction."""
    customer_id = customer.pk if isinstance(customer, Customer) else customer
    event = Event(customer_id, verb, at, actor.pk if actor else None, data or {}, reason, target)
    entry = _row(event)
    inserting.insert(entry)
    return entry


# The rows as one text: a model instance for each would cost more than writing it.
_APPEND = """
INSERT INTO customers_timelineentry (customer_id, verb, at, actor_id, data, reason, target)
SELECT (told ->> 0)::bigint, told ->> 1, (told ->> 2)::timestamptz, (told ->> 3)::bigint, (told -> 4)::jsonb,
       told ->> 5, told ->> 6
FROM json_array_elements(%s::json) WITH ORDINALITY AS row (told, n) ORDER BY n"""


def record_many(events: Iterable[Event]) -> int:
    """Append many rows in few statements; returns how many."""
    waiting, written = iter(events), 0
    with connection.cursor() as cursor:
        while chunk := [_values(event) for event in islice(waiting, CHUNK)]:
            cursor.execute(_APPEND, [json.dumps(chunk)])
            written += len(chunk)
    return written


def _values(event: Event) -> tuple[Any, ...]:
    at, data, reason = event.at.isoformat(), dict(event.data), event.reason[:REASON_LENGTH]
    return event.customer_id, event.verb, at, event.actor_id, data, reason, event.target


def sentence(verb: str, data: Mapping[str, Any]) -> str:
    """The row in words; an unknown verb, or facts of an older release, give the verb itself."""
    known = _verbs.get(verb)
    if known is None:
        return verb
    try:
        return known.wording(data)
    except (ArithmeticError, AttributeError, FieldDoesNotExist, LookupError, TypeError, ValueError):
        return verb


def icon(verb: str) -> str:
    known = _verbs.get(verb)
    return known.icon if known else "dot"


def by_whom(entry: TimelineEntry) -> str:
    """Who did it, for the reader; `entry.actor` should be loaded."""
    return str(entry.actor) if entry.actor else _("automatically")


def _row(event: Event) -> TimelineEntry:
    return TimelineEntry(
        customer_id=event.customer_id,
        verb=event.verb,
        at=event.at,
        actor_id=event.actor_id,
        data=dict(event.data),
        reason=event.reason[:REASON_LENGTH],
        target=event.target,
    )
