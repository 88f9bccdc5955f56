"""A link is followed: where it leads, and a row that somebody asked. One statement, nothing of the customer changes.

The address that asked is not kept: a keyed hash of it is, with a key of the day, so that many mails that are followed
from one place are known for what they are; `forget_networks` takes it away after a day.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.db import connection

from core import prepared
from messaging.links import counting, machines
from messaging.links.machines import Machine
from messaging.links.tokens import Asked
from messaging.models import Hit

# Who opens one address again and again fills no table.
MOST_HITS = 200
KEPT = timedelta(days=1)
_HASH = 8


@dataclass(frozen=True, slots=True)
class Request:
    """What is looked at of a request."""

    method: str
    headers: Mapping[str, str]
    address: str


# Not of what was never handed over, of who was erased, or of who has said no to being counted since.
_NOTE = f"""
WITH link AS (SELECT id, target FROM messaging_link WHERE id = %(link)s::bigint), put AS (
    INSERT INTO messaging_hit (message_id, kind, link_id, at, machine, network)
    SELECT message.id, %(kind)s::text, (SELECT id FROM link), %(at)s::timestamptz,
           CASE WHEN %(machine)s::text = '' AND %(at)s::timestamptz < message.handed_at + %(at_once)s::interval
                THEN '{Machine.AT_ONCE}' ELSE %(machine)s::text END, %(network)s::bytea
    FROM messaging_message message JOIN customers_customer customer ON customer.id = message.customer_id
    WHERE message.id = %(message)s::bigint AND message.handed_at IS NOT NULL AND customer.erased_at IS NULL
      AND (%(kind)s::text <> 'link' OR EXISTS (SELECT FROM link)) AND {counting.MAY_BE_COUNTED}
      AND (SELECT count(*) FROM (SELECT FROM messaging_hit WHERE message_id = message.id LIMIT {MOST_HITS}) known)
          < {MOST_HITS}
)
SELECT target FROM link"""  # noqa: S608  # constants of this package


def follow(asked: Asked, request: Request, *, now: datetime) -> str | None:
    """The target of a link; None for the hidden link and the picture, and for a link that is there no more."""
    reason = machines.of_picture if asked.kind == Hit.Kind.PIXEL else machines.of_request
    found = prepared.fetch(
        _NOTE,
        {
            "kind": str(asked.kind), "link": asked.link, "message": asked.message, "at": now,
            "machine": str(reason(request.method, request.headers)), "at_once": machines.AT_ONCE,
            "network": network(request.address, now),
        },
    )  # fmt: skip
    return found[0][0] if found else None


def network(address: str, now: datetime) -> bytes | None:
    """The same for all of one day that comes from there; None for addresses of the house.

    A proxy that does not say for whom it asks would make one crowd of everybody.
    """
    if not ip_address(address).is_global:
        return None
    day = now.astimezone(UTC).date().isoformat()
    key = hmac.digest(settings.LINK_KEYS[0].encode(), f"network\0{day}".encode(), sha256)
    return hmac.digest(key, address.encode(), sha256)[:_HASH]


# The neighbours of who is judged now stay known for as long as they may be a neighbour.
_FORGET = f"""
UPDATE messaging_hit hit SET
    machine = CASE WHEN hit.machine = '' AND {counting.CROWD} THEN '{Machine.MANY_MESSAGES}' ELSE hit.machine END,
    network = CASE WHEN hit.at < %(before)s - %(within)s THEN NULL ELSE hit.network END
WHERE hit.network IS NOT NULL AND hit.at < %(before)s"""  # noqa: S608  # constants of this package


def forget_networks(*, now: datetime) -> int:
    """Write down what the places of yesterday tell, then forget them; returns how many were looked at."""
    values: dict[str, Any] = {"before": now - KEPT, "within": machines.MANY_WITHIN}
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, values)
        return int(cursor.rowcount)
