"""Claiming deliveries, sending them, and writing down what came of it.

A claim is one statement that commits before the network is touched: of two workers, `SKIP LOCKED` lets
one have the row. Its report counts only while the lease is still its own. Not more than `AT_ONCE`
deliveries are on the way to one endpoint, and one that fails is left alone for a growing while, so that a
slow or dead receiver takes nothing from the others.
"""

from __future__ import annotations

import json
import random
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import structlog
from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q

from core import clock
from core.locks import try_advisory_lock
from core.webhooks import secrets, sending
from core.webhooks.models import WebhookDelivery, WebhookEndpoint, WebhookEvent

log = structlog.get_logger(__name__)
LEASE = timedelta(seconds=60)
AT_ONCE = 2
# After the 1st, 2nd, … failure: 10 s, 30 s, 1½ min, 4½ min, 13 min, 40 min, 2 h, then every 6 h.
FIRST_WAIT, FACTOR, LONGEST_WAIT = timedelta(seconds=10), 3, timedelta(hours=6)
LONGEST_REST = timedelta(minutes=5)
KEPT = timedelta(days=30)
NOTICED = timedelta(days=7)
State = WebhookDelivery.State


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery of ours until the lease runs out, with all that sending needs."""

    id: int
    lease: UUID
    attempts: int
    queued_at: datetime
    endpoint_id: int
    url: str
    secret_list: list[str]
    event_id: int
    event: str
    data: Any
    at: datetime


# Rows of one endpoint are claimed one at a time: its own row is the gate, skipped by whoever finds it held.
_CLAIM = """
WITH gate AS (
    SELECT endpoint.id FROM core_webhookendpoint endpoint
    WHERE endpoint.is_active AND (endpoint.rests_until IS NULL OR endpoint.rests_until <= %(now)s)
      AND (SELECT count(*) FROM core_webhookdelivery busy
           WHERE busy.endpoint_id = endpoint.id AND busy.state = 'leased' AND busy.leased_until > %(now)s) < %(at_once)s
      AND EXISTS (SELECT FROM core_webhookdelivery due WHERE due.endpoint_id = endpoint.id AND
                  (due.state IN ('queued', 'failed') AND due.next_at <= %(now)s
                   OR due.state = 'leased' AND due.leased_until <= %(now)s))
    ORDER BY random() LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED
), chosen AS (
    SELECT delivery.id FROM core_webhookdelivery delivery JOIN gate ON delivery.endpoint_id = gate.id
    WHERE delivery.state IN ('queued', 'failed') AND delivery.next_at <= %(now)s
       OR delivery.state = 'leased' AND delivery.leased_until <= %(now)s
    ORDER BY delivery.next_at, delivery.id LIMIT 1 FOR UPDATE OF delivery SKIP LOCKED
)
UPDATE core_webhookdelivery SET state = 'leased', lease = %(lease)s, leased_until = %(until)s,
       attempts = attempts + 1, tried_at = %(now)s
FROM chosen WHERE core_webhookdelivery.id = chosen.id
RETURNING core_webhookdelivery.id
"""


def deliver_due(*, seconds: float = 20.0) -> int:
    """Send what is due, one after the other, until nothing is or the time is up; returns how many were tried."""
    end = time.monotonic() + seconds
    count = 0
    while time.monotonic() < end and (claimed := claim(now=clock.now())):
        deliver(claimed)
        count += 1
    return count


def claim(*, now: datetime) -> Claim | None:
    """Take the longest due delivery of some endpoint; committed when this returns."""
    lease = uuid4()
    values: dict[str, Any] = {"now": now, "lease": lease, "until": now + LEASE, "at_once": AT_ONCE}
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, values)
        found = cursor.fetchone()
    if found is None:
        return None
    row = WebhookDelivery.objects.select_related("event", "endpoint").get(pk=found[0])
    return Claim(
        row.pk, lease, row.attempts, row.queued_at, row.endpoint_id, row.endpoint.url,
        secrets_of(row.endpoint, now), row.event_id, row.event.event, row.event.data, row.event.at,
    )  # fmt: skip


def secrets_of(endpoint: WebhookEndpoint, now: datetime) -> list[str]:
    """The secret, and the one before it while receivers may still change over."""
    sealed = [endpoint.secret_sealed]
    if endpoint.previous_sealed and endpoint.previous_until and endpoint.previous_until > now:
        sealed.append(endpoint.previous_sealed)
    return [secret for each in sealed if (secret := secrets.unseal(each))]


def deliver(claimed: Claim) -> None:
    """Post a claimed delivery and report."""
    answer = _send(claimed)
    if not report(claimed, answer, now=clock.now()):
        log.warning("webhook_lease_lost", delivery=claimed.id)


def message(claimed: Claim) -> bytes:
    """The body; the same bytes in every attempt."""
    at = claimed.at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    told = {"id": message_id(claimed.event_id), "type": claimed.event, "timestamp": at, "data": claimed.data}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def message_id(event_id: int) -> str:
    return f"msg_{event_id}"


def _send(claimed: Claim) -> sending.Answer:
    if not claimed.secret_list:
        return sending.Answer(None, "secret_unreadable", "", 0)
    body, number, timestamp = message(claimed), message_id(claimed.event_id), int(time.time())
    signed = secrets.signatures(secret_list=claimed.secret_list, message_id=number, timestamp=timestamp, body=body)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Regulars-Webhooks/1",
        "webhook-id": number,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signed,
    }
    return sending.post(claimed.url, body, headers)


@transaction.atomic
def report(claimed: Claim, answer: sending.Answer, *, now: datetime) -> bool:
    """Write down what came of it; False when the lease had run out and somebody else took over."""
    values: dict[str, Any] = {
        "status": answer.status,
        "problem": answer.problem,
        "answer": answer.text[:500],
        "milliseconds": answer.milliseconds,
        "lease": None,
        "leased_until": None,
    }
    if not answer.problem:
        values |= {"state": State.DELIVERED, "delivered_at": now}
    elif now - claimed.queued_at >= timedelta(days=settings.WEBHOOK_DAYS):
        values |= {"state": State.GIVEN_UP, "next_at": now}
    else:
        values |= {"state": State.FAILED, "next_at": now + wait_after(claimed.attempts)}
    held = WebhookDelivery.objects.filter(pk=claimed.id, lease=claimed.lease, state=State.LEASED)
    if not held.update(**values):
        return False
    _note_health(claimed.endpoint_id, answer, now)
    return True


def _note_health(endpoint_id: int, answer: sending.Answer, now: datetime) -> None:
    """A receiver that works is asked at once; one that fails rests, the longer the oftener."""
    endpoint = WebhookEndpoint.objects.filter(pk=endpoint_id)
    if not answer.problem:
        endpoint.exclude(failures=0).update(failures=0, rests_until=None)
        return
    failures = endpoint.values_list("failures", flat=True).first() or 0
    rest = min(timedelta(seconds=2 ** min(failures, 10)), LONGEST_REST)
    endpoint.update(failures=F("failures") + 1, rests_until=now + rest)


def wait_after(attempts: int) -> timedelta:
    """Exponential, with a random part of a quarter each way: receivers that come back are not hit by all at once."""
    seconds = min(FIRST_WAIT.total_seconds() * FACTOR ** min(attempts - 1, 12), LONGEST_WAIT.total_seconds())
    return timedelta(seconds=seconds * random.uniform(0.75, 1.25))  # noqa: S311  # only to spread the load


# --- By staff, and by the sweep ------------------------------------------------------------


def replay(*, delivery_id: int, now: datetime) -> bool:
    """Send again, delivered or not; False while it waits or is being sent anyway."""
    again = WebhookDelivery.objects.filter(pk=delivery_id, state__in=[State.DELIVERED, State.FAILED, State.GIVEN_UP])
    count = again.update(state=State.QUEUED, attempts=0, queued_at=now, next_at=now, delivered_at=None)
    if count:
        endpoints = WebhookEndpoint.objects.filter(deliveries=delivery_id)
        WebhookEndpoint.objects.filter(pk__in=list(endpoints.values_list("pk", flat=True))).update(rests_until=None)
    return bool(count)


def replay_given_up(*, endpoint_id: int, now: datetime) -> int:
    """Everything that was given up of one endpoint; returns how many."""
    WebhookEndpoint.objects.filter(pk=endpoint_id).update(rests_until=None)
    return WebhookDelivery.objects.filter(endpoint=endpoint_id, state=State.GIVEN_UP).update(
        state=State.QUEUED, attempts=0, queued_at=now, next_at=now
    )


def give_up_old(*, now: datetime) -> int:
    """What an inactive or resting endpoint has left lying for too long."""
    old = Q(state__in=[State.QUEUED, State.FAILED], queued_at__lt=now - timedelta(days=settings.WEBHOOK_DAYS))
    return WebhookDelivery.objects.filter(old).update(state=State.GIVEN_UP, next_at=now)


def prune(*, now: datetime) -> int:
    """Forget what nobody needs any more: finished deliveries after a month, events without any; in batches."""
    with transaction.atomic():
        if not try_advisory_lock("core.webhooks.prune"):
            return 0
        finished = WebhookDelivery.objects.filter(
            state__in=[State.DELIVERED, State.GIVEN_UP], event__created_at__lt=now - KEPT
        )
        count: int = WebhookDelivery.objects.filter(pk__in=list(finished.values_list("pk", flat=True)[:5000])).delete()[
            0
        ]
        empty = WebhookEvent.objects.filter(created_at__lt=now - timedelta(hours=1), deliveries__isnull=True)
        WebhookEvent.objects.filter(pk__in=list(empty.values_list("pk", flat=True)[:5000])).delete()
        return count


def troubled(*, now: datetime) -> list[str]:
    """Names of endpoints of which something was given up lately and not sent again: for the notice to staff."""
    lately = Q(deliveries__state=State.GIVEN_UP, deliveries__next_at__gte=now - NOTICED)
    return list(WebhookEndpoint.objects.filter(lately).order_by("name").values_list("name", flat=True).distinct()[:5])
