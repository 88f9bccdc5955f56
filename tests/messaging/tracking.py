"""Messages that went out, what is told of them afterwards, and what came of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from core import clock
from customers.models import Consent, Customer, TimelineEntry
from messaging import hashing
from messaging.models import Message, Suppression
from messaging.outbox import working
from tests.customers.factories import NOW
from tests.messaging.factories import put, reader

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
LATER = NOW + 10 * MINUTE
KINDS = ("deferred", "soft_bounce", "delivered", "undelivered", "hard_bounce", "complained")


def sent(customer: Customer | None = None, **given: Any) -> Message:
    """A message that went out, as an SMTP server took it."""
    message = put(customer or reader(), now=clock.now(), **given)
    working.send_due("email")
    message.refresh_from_db()
    assert message.state == "sent"
    return message


def event(message: Message | None, kind: str, **told: Any) -> dict[str, Any]:
    """As a mail server of one's own tells it, by the Message-ID."""
    named = {"message": message.provider_id.strip("<>")} if message else {}
    return {"id": f"{kind}-{message and message.pk}", "event": kind, "at": LATER.isoformat(), **named, **told}


def refused(address: str, purpose: str = "") -> list[str]:
    found = Suppression.objects.filter(address_hash__in=hashing.hashes(address), purpose=purpose)
    return list(found.values_list("reason", flat=True))


def consent(customer: Customer, channel: str = "email", purpose: str = "marketing") -> str:
    found = Consent.objects.filter(customer=customer, channel=channel, purpose=purpose).first()
    return found.state if found else ""


def verbs(customer: Customer) -> list[str]:
    rows = TimelineEntry.objects.filter(customer=customer, verb__startswith="message.").order_by("pk")
    return list(rows.values_list("verb", flat=True))
