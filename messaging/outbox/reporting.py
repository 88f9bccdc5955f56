"""What came of a message, written down: by whoever held its lease, or later by whoever learns the truth.

An end is written where the lease is still ours, or where the message became `uncertain` from this very handing over:
a worker that was slow, not dead, still tells what it heard.
"""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from core import prepared
from messaging import suppressing
from messaging.channels import Outcome, Parcel, Wait
from messaging.models import Suppression
from messaging.outbox.cases import Row
from messaging.rendering import known

# After the 1st, 2nd, … failure: 1, 4, 16 minutes, then an hour and so on, at most 6 h.
FIRST_WAIT, FACTOR, LONGEST_WAIT = timedelta(minutes=1), 4, timedelta(hours=6)
# A channel that is down is asked again soon: messages wait for it, it is not their fault.
DOWN_WAIT = timedelta(seconds=30)
# One of so many handings over waits for the disk: so many messages of a worker can be uncertain after a crash of
# PostgreSQL itself, as after a power failure. After the death of a worker it is one.
SURE_EVERY = 20
STATES = {
    Wait.DONE: "sent",
    Wait.NEVER: "failed",
    Wait.LATER: "queued",
    Wait.DOWN: "queued",
    Wait.UNKNOWN: "uncertain",
}


@dataclass(frozen=True, slots=True)
class Ending:
    """`handed` is the instant that was committed as handed over, `at` when the answer was there."""

    parcel: Parcel
    lease: UUID
    handed: datetime
    at: datetime
    outcome: Outcome

    @property
    def is_expected(self) -> bool:
        """It went, and all there is to say of it is known already: that the next one was handed over says so."""
        return self.outcome.wait is Wait.DONE and self.outcome.provider_id == self.parcel.provider_id


_END = """
UPDATE messaging_message message SET
    state = came.state, reason = came.reason, detail = came.detail, provider_id = came.provider_id,
    lease = NULL, leased_until = NULL, handed_at = CASE WHEN came.was_taken THEN message.handed_at END,
    sent_at = came.sent_at, settled_at = came.settled_at, next_at = coalesce(came.next_at, message.next_at)
FROM unnest(%(id)s::bigint[], %(lease)s::uuid[], %(handed)s::timestamptz[], %(state)s::text[], %(reason)s::text[],
            %(detail)s::text[], %(provider_id)s::text[], %(was_taken)s::boolean[], %(sent_at)s::timestamptz[],
            %(settled_at)s::timestamptz[], %(next_at)s::timestamptz[])
     AS came(id, lease, handed, state, reason, detail, provider_id, was_taken, sent_at, settled_at, next_at)
WHERE message.id = came.id AND message.handed_at = came.handed
  AND (message.state = 'leased' AND message.lease = came.lease OR message.state = 'uncertain')
RETURNING message.id"""
# Whatever has a lease is `leased`; said in so many words, PostgreSQL would look through all that is on lease.
_HAND_OVER = """
UPDATE messaging_message SET handed_at = %(now)s::timestamptz, attempts = attempts + 1
WHERE id = %(next_id)s::bigint AND lease = %(next_lease)s::uuid
RETURNING id, set_config('synchronous_commit', %(commit)s::text, true)"""
_BOTH = f"WITH ended AS ({_END}) {_HAND_OVER}"


_PREPARE = """
UPDATE messaging_message message SET facts = message.facts || told.facts, address = told.address,
       language = told.language, provider_id = told.provider_id
FROM unnest(%(ids)s::bigint[], %(facts)s::jsonb[], %(addresses)s::text[], %(languages)s::text[],
            %(provider_ids)s::text[]) AS told(id, facts, address, language, provider_id)
WHERE message.id = told.id AND message.lease IS NOT NULL AND message.handed_at IS NULL"""


def prepare(made: Sequence[tuple[Row, Parcel]]) -> None:
    """What is known of messages before they leave, so that handing one over changes nothing that an index holds.

    With what they say of their customers, so that they can be read as they went.
    """
    if not made:
        return
    values: dict[str, Any] = {
        "ids": [row.id for row, _parcel in made],
        "facts": [json.dumps(known.kept(row), default=str) for row, _parcel in made],
        "addresses": [parcel.address for _row, parcel in made],
        "languages": [parcel.language for _row, parcel in made],
        "provider_ids": [parcel.provider_id for _row, parcel in made],
    }
    with connection.cursor() as cursor:
        cursor.execute(_PREPARE, values)


_RETELL = """
UPDATE messaging_message message SET facts = message.facts || told.facts
FROM unnest(%(ids)s::bigint[], %(facts)s::jsonb[]) AS told (id, facts)
WHERE message.id = told.id AND message.lease IS NOT NULL AND message.handed_at IS NULL"""


def retell(told: Mapping[int, Mapping[str, Any]]) -> None:
    """Facts of messages on lease that are others by now, by the message's id: each root whole."""
    if told:
        facts = [json.dumps(one, default=str) for one in told.values()]
        with connection.cursor() as cursor:
            cursor.execute(_RETELL, {"ids": list(told), "facts": facts})


_REWORD = """
UPDATE messaging_message message SET version_id = told.version
FROM unnest(%(ids)s::bigint[], %(versions)s::bigint[]) AS told (id, version)
WHERE message.id = told.id AND message.lease IS NOT NULL AND message.handed_at IS NULL"""


def reword(told: Mapping[int, int]) -> None:
    """Messages on lease that are to say another version, by the message's id."""
    if told:
        with connection.cursor() as cursor:
            cursor.execute(_REWORD, {"ids": list(told), "versions": list(told.values())})


def hand_over(lease: UUID, parcel: Parcel, ended: Sequence[Ending], *, now: datetime, is_sure: bool = True) -> bool:
    """Commit that this message is about to leave, and what came of those before; False when it is not ours.

    `now` is later than that of every message of this lease before: the latest is the one of which nobody knows yet.
    Not `is_sure`: the disk is not waited for. A worker may die, it stands; only PostgreSQL itself could forget it.
    """
    values: dict[str, Any] = {
        "next_id": parcel.id, "next_lease": str(lease), "now": now.isoformat(), "commit": "on" if is_sure else "off",
    }  # fmt: skip
    if not ended:
        return bool(prepared.count(_HAND_OVER, values))
    return bool(prepared.fetch(_BOTH, values | _ends(ended)))


def end(ended: Sequence[Ending]) -> int:
    """Commit what came of messages; returns of how many, since somebody else may have decided on one meanwhile."""
    return len(prepared.fetch(_END, _ends(ended))) if ended else 0


def _ends(ended: Sequence[Ending]) -> dict[str, list[Any]]:
    for one in ended:
        _suppress(one)
    rows = [_values(one) for one in ended]
    return {name: [row[name] for row in rows] for name in rows[0]}


def _suppress(ended: Ending) -> None:
    """Where nobody lives nothing is sent again: providers judge a sender by how often that happens."""
    if ended.outcome.reason == suppressing.NO_SUCH_ADDRESS:
        suppressing.suppress(
            channel=ended.parcel.channel, address=ended.parcel.address, reason=Suppression.Reason.BOUNCED, now=ended.at
        )


def _values(ended: Ending) -> dict[str, Any]:
    outcome, parcel = ended.outcome, ended.parcel
    next_at = ended.at + _wait(ended) if outcome.wait in (Wait.LATER, Wait.DOWN) else None
    state = STATES[outcome.wait]
    if next_at and next_at >= parcel.valid_until:
        # It could not be tried again in time: the last refusal is its end.
        state, next_at = "failed", None
    return {
        "id": parcel.id,
        "lease": ended.lease,
        "handed": ended.handed,
        "state": state,
        "reason": outcome.reason,
        "detail": outcome.detail.replace("\0", "")[:500],
        "provider_id": outcome.provider_id,
        "was_taken": outcome.wait in (Wait.DONE, Wait.UNKNOWN),
        "sent_at": ended.at if state == "sent" else None,
        "settled_at": None if state == "queued" else ended.at,
        "next_at": next_at,
    }


def _wait(ended: Ending) -> timedelta:
    """Exponential, spread a little, so that what failed together is not tried again together."""
    if ended.outcome.wait is Wait.DOWN:
        return DOWN_WAIT
    seconds = min(FIRST_WAIT.total_seconds() * FACTOR ** min(ended.parcel.attempts, 8), LONGEST_WAIT.total_seconds())
    return timedelta(seconds=seconds * random.uniform(0.75, 1.25))  # noqa: S311  # only to spread the load
