"""The pace of a channel: a bucket of tokens in the database, so that restarts and more workers change nothing.

A minute's worth fits into the bucket; it fills by the clock. Who takes locks the row until the claim is committed.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import F

from messaging.models import Pace

_TAKE = """
WITH filled AS (
    SELECT id, per_minute, least(per_minute, "left" + greatest(0, per_minute
           * extract(epoch FROM %(now)s - coalesce(filled_at, %(now)s - interval '1 minute')) / 60)) AS level
    FROM messaging_pace WHERE channel = %(channel)s FOR UPDATE
)
UPDATE messaging_pace pace SET filled_at = %(now)s, "left" = filled.level - least(%(wanted)s, floor(filled.level))
FROM filled WHERE pace.id = filled.id
RETURNING least(%(wanted)s, floor(filled.level))::int"""


def take(channel: str, wanted: int, *, now: datetime) -> int:
    """How many of `wanted` may go now; all of them where no pace is set."""
    values: dict[str, Any] = {"channel": channel, "wanted": wanted, "now": now}
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, values)
        found = cursor.fetchone()
    return wanted if found is None else int(found[0])


def give_back(channel: str, unused: int) -> None:
    """What was taken and not needed."""
    if unused > 0:
        Pace.objects.filter(channel=channel).update(left=F("left") + unused)
