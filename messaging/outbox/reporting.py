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


_END = """
UPDATE messaging_message SET
    state = %(state)s::text, reason = %(reason)s::text, detail = %(detail)s::text, provider_id = %(provider_id)s::text,
    lease = NULL, leased_until = NULL, handed_at = CASE WHEN %(was_taken)s::boolean THEN handed_at END,
    sent_at = %(sent_at)s::timestamptz, settled_at = %(settled_at)s::timestamptz,
    next_at = coalesce(%(next_at)s::timestamptz, next_at)
WHERE id = %(id)s::bigint AND handed_at = %(handed)s::timestamptz
  AND (state = 'leased' AND lease = %(lease)s::uuid OR state = 'uncertain')
RETURNING id"""
_HAND_OVER = """
UPDATE messaging_message SET handed_at = %(now)s::timestamptz, attempts = attempts + 1,
       address = %(address)s::text, language = %(language)s::text
WHERE id = %(next_id)s::bigint AND lease = %(next_lease)s::uuid AND state = 'leased'
RETURNING id"""
_BOTH = f"WITH ended AS ({_END}) {_HAND_OVER}"


_KEEP = """
UPDATE messaging_message message SET facts = message.facts || told.facts
FROM unnest(%(ids)s::bigint[], %(facts)s::jsonb[]) AS told (id, facts)
WHERE message.id = told.id AND message.state = 'leased' AND message.handed_at IS NULL"""


def keep(rows: Sequence[Row]) -> None:
    """What messages say of what is known of their customers, so that they can be read as they went."""
    retell({row.id: known.kept(row) for row in rows if row.known})


def retell(told: Mapping[int, Mapping[str, Any]]) -> None:
    """Facts of messages on lease that are others by now, by the message's id: each root whole."""
    if told:
        facts = [json.dumps(one, default=str) for one in told.values()]
        with connection.cursor() as cursor:
            cursor.execute(_KEEP, {"ids": list(told), "facts": facts})


def hand_over(lease: UUID, parcel: Parcel, ended: Ending | None, *, now: datetime) -> bool:
    """Commit that this message is about to leave, and what came of the one before; False when it is not ours."""
    values: dict[str, Any] = {
        "next_id": parcel.id, "next_lease": lease, "now": now, "address": parcel.address, "language": parcel.language,
    }  # fmt: skip
    statement = _HAND_OVER
    if ended:
        _suppress(ended)
        values |= _values(ended)
        statement = _BOTH
    return bool(prepared.fetch(statement, values))


def end(ended: Ending) -> bool:
    """Commit what came of a message; False when somebody else has decided on it meanwhile."""
    _suppress(ended)
    return bool(prepared.fetch(_END, _values(ended)))


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
