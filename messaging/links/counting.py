"""Who counts as a person: one definition in SQL over the rows, for every figure, segment and decision.

Nothing is counted up and kept: a hit that looked like a person's becomes a machine's when the next one shows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection

from messaging.links import machines


def _seconds(span: Any) -> str:
    return f"interval '{span.total_seconds():.0f} seconds'"


def _near(span: Any) -> str:
    return f"near.at BETWEEN hit.at - {_seconds(span)} AND hit.at + {_seconds(span)}"


# From one place so many messages in so short a time.
CROWD = f"""(hit.network IS NOT NULL AND (
    SELECT count(DISTINCT near.message_id) FROM messaging_hit near
    WHERE near.network = hit.network AND {_near(machines.MANY_WITHIN)}) >= {machines.MANY})"""  # noqa: S608
# Said no to personal recommendations, on any channel: is not counted, also not with what they did before.
MAY_BE_COUNTED = """NOT EXISTS (
    SELECT FROM customers_consent consent WHERE consent.customer_id = message.customer_id
      AND consent.purpose = 'profiling' AND consent.state IN ('refused', 'withdrawn'))"""
# Over `hit`: a person followed a link.
PERSON = f"""hit.kind = 'link' AND hit.machine = ''
  AND NOT EXISTS (SELECT FROM messaging_hit near WHERE near.message_id = hit.message_id AND near.kind = 'link'
                  AND near.link_id <> hit.link_id AND {_near(machines.SEVERAL_LINKS)})
  AND NOT EXISTS (SELECT FROM messaging_hit near WHERE near.message_id = hit.message_id AND near.kind = 'trap'
                  AND {_near(machines.TRAPPED)})
  AND NOT {CROWD}"""  # noqa: S608  # constants
# A row for each time that a person followed a link, for FROM.
CLICKS = f"""(
    SELECT hit.id, hit.message_id, hit.link_id, hit.at, message.customer_id, message.source, message.version_id,
           message.purpose
    FROM messaging_hit hit JOIN messaging_message message ON message.id = hit.message_id
    WHERE {PERSON} AND {MAY_BE_COUNTED})"""  # noqa: S608  # constants
_OF_MESSAGES = f"""
SELECT hit.message_id, count(*) FILTER (WHERE {PERSON}), count(*) FILTER (WHERE hit.kind = 'link'),
       count(*) FILTER (WHERE hit.kind = 'pixel' AND hit.machine = ''),
       count(*) FILTER (WHERE hit.kind = 'pixel' AND hit.machine <> '')
FROM messaging_hit hit JOIN messaging_message message ON message.id = hit.message_id
WHERE hit.message_id = ANY(%(ids)s) AND {MAY_BE_COUNTED} GROUP BY 1"""  # noqa: S608  # constants


@dataclass(frozen=True, slots=True)
class Interest:
    """How often the links of a message were followed, and how often it was shown."""

    clicks: int = 0
    by_machines: int = 0
    opened: int = 0
    opened_perhaps: int = 0


def of_messages(ids: list[int]) -> dict[int, Interest]:
    """Of those that anybody, or a machine, asked for."""
    if not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_OF_MESSAGES, {"ids": ids})
        return {
            message: Interest(people, followed - people, opened, perhaps)
            for message, people, followed, opened, perhaps in cursor.fetchall()
        }
