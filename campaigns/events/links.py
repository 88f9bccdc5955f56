"""The personal link to an event: whose, to which; 49 bytes, 66 characters.

    1 byte   form of the token
    16 bytes the event's public id
    16 bytes the customer's public id
    16 bytes HMAC-SHA256 of all that, cut

It lives as long as the event. The first of `LINK_KEYS` signs, the others still verify.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from campaigns.models import Event, EventState
from customers.models import Customer

_FORM = 1
_MAC = 16
_LENGTH = 33
# What the same keys sign for other purposes must not open an event.
_PURPOSE = b"event\0"
_MERGES = 5
_PLACE = "TOKEN"


@dataclass(frozen=True, slots=True)
class Guest:
    """Who holds a link, and to what."""

    event: Event
    customer: Customer


def token_for(event_id: UUID, customer_id: UUID) -> str:
    facts = bytes([_FORM]) + event_id.bytes + customer_id.bytes
    return base64.urlsafe_b64encode(facts + _mac(settings.LINK_KEYS[0], facts)).decode().rstrip("=")


def url_for(event_id: UUID, customer_id: UUID) -> str:
    return _address(settings.SITE_URL, "events:guest").replace(_PLACE, token_for(event_id, customer_id))


def calendar_url(event_id: UUID, customer_id: UUID) -> str:
    return _address(settings.SITE_URL, "events:calendar").replace(_PLACE, token_for(event_id, customer_id))


@cache
def _address(site: str, name: str) -> str:
    """Reversing it for each message of an invitation would cost more than signing."""
    return site + reverse(name, args=[_PLACE])


def open_link(token: str) -> Guest | None:
    """None for what is foreign, changed, to a draft, or of somebody erased; of merged records the one who stayed."""
    read = _read(token)
    if read is None:
        return None
    event = Event.objects.filter(public_id=read[0]).exclude(state=EventState.DRAFT).first()
    customer = Customer.objects.filter(public_id=read[1]).first()
    for _step in range(_MERGES):
        if customer and customer.merged_into_id:
            customer = Customer.objects.filter(pk=customer.merged_into_id).first()
    if event is None or customer is None or customer.merged_into_id or customer.erased_at:
        return None
    return Guest(event, customer)


def _read(token: str) -> tuple[UUID, UUID] | None:
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    if len(raw) != _LENGTH + _MAC:
        return None
    facts, given = raw[:_LENGTH], raw[_LENGTH:]
    # All keys are tried, whichever fits: the time taken tells nothing of which.
    fits = [hmac.compare_digest(_mac(key, facts), given) for key in settings.LINK_KEYS]
    if not any(fits) or facts[0] != _FORM:
        return None
    return UUID(bytes=facts[1:17]), UUID(bytes=facts[17:])


def _mac(key: str, facts: bytes) -> bytes:
    return hmac.digest(key.encode(), _PURPOSE + facts, sha256)[:_MAC]
