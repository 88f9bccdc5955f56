"""Putting what was told into its table, before anything is made of it: once, however often it is told."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from core.tasks import wake
from core.text import email_key
from messaging import hashing
from messaging.models import DeliveryEvent

_UNSEEN = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")
# Clocks differ a little; what is told to lie further ahead, or before there were such messages, is of now.
_AHEAD, _OLDEST = timedelta(minutes=5), datetime(2015, 1, 1, tzinfo=UTC)
_LONGEST_ID = 90


@dataclass(frozen=True, slots=True)
class Told:
    """One event, read; whatever stands in it may be anything, of any length."""

    provider: str
    channel: str
    kind: str
    event_id: str = ""
    # What the provider calls the message, and what we called it.
    provider_id: str = ""
    reference: str = ""
    address: str = ""
    detail: str = ""
    at: datetime | None = None


def keep(told: Iterable[Told], *, now: datetime) -> int:
    """Returns how many were new; wakes whoever applies them once this is committed."""
    from messaging.tasks import apply_events

    rows = {(row.provider, row.key): row for row in (_row(event, now) for event in told)}
    keys = list(rows)
    known = set(
        DeliveryEvent.objects.filter(provider__in={provider for provider, _key in keys}, key__in=[k for _p, k in keys])
        .values_list("provider", "key")
    )  # fmt: skip
    fresh = [row for place, row in rows.items() if place not in known]
    # Two at once: the constraint decides, and the other one says nothing new; in one order, so that neither waits for
    # the other.
    fresh.sort(key=lambda row: (row.provider, row.key))
    DeliveryEvent.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=500)
    if fresh:
        wake(apply_events)
    return len(fresh)


def _row(told: Told, now: datetime) -> DeliveryEvent:
    address = clean(told.address, 254)
    return DeliveryEvent(
        provider=told.provider,
        channel=told.channel,
        kind=told.kind,
        key=_key(told, now),
        provider_id=clean(told.provider_id, 200),
        reference=clean(told.reference, 64),
        address=address,
        address_hash=hashing.hashes(address)[0] if address else None,
        detail=_without(clean(told.detail, 1000), address)[:500],
        at=_when(told.at, now),
        received_at=now,
        next_at=now,
    )


def _key(told: Told, now: datetime) -> str:
    """Its number with its kind; without one, what it says, so that saying it again is the same event.

    One that names neither a message nor a time can only be told apart by the day on which it came.
    """
    number = clean(told.event_id, 400)
    if number and len(number) <= _LONGEST_ID:
        return f"{told.kind}:{number}"
    at = told.at.isoformat() if told.at else ""
    if not at and not told.provider_id:
        at = now.date().isoformat()
    says = [told.channel, told.provider_id, told.reference, email_key(told.address), at, number]
    if told.kind in ("said_no", "said_yes"):
        says.append(told.detail)
    digest = blake2b(json.dumps(says).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return f"{told.kind}:~{digest}"


def _when(at: datetime | None, now: datetime) -> datetime:
    if at is None:
        return now
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return at if _OLDEST < at <= now + _AHEAD else now


def _without(text: str, address: str) -> str:
    """Servers repeat the address in their words; the words stay when the address goes."""
    return re.sub(re.escape(address), "…", text, flags=re.IGNORECASE) if address else text


def clean(value: object, longest: int) -> str:
    """A text or a number as PostgreSQL takes it; anything else is nothing."""
    if not isinstance(value, str | int) or isinstance(value, bool):
        return ""
    return _UNSEEN.sub(" ", str(value)[: longest * 2]).strip()[:longest]
