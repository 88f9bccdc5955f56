"""Segments by messages."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from messaging.models import Message, Pause
from tests.customers.factories import NOW
from tests.customers.segmenting import condition, fits
from tests.messaging.factories import put, reader

pytestmark = pytest.mark.django_db


def send(message: Message, day: int, state: str = "sent") -> None:
    """By the ways that the outbox takes, so many days ago."""
    at = NOW - timedelta(days=day)
    found = Message.objects.filter(pk=message.pk)
    found.update(state="leased", lease=uuid4(), leased_until=NOW)
    found.update(state="sent", lease=None, leased_until=None, handed_at=at, sent_at=at)
    if state != "sent":
        found.update(state=state, reason="no_such_address")


def test_who_was_written_to_and_whose_messages_came_back() -> None:
    lately, long_ago, bounced, never = reader(), reader(), reader(), reader()
    send(put(lately), 1)
    send(put(long_ago, purpose="service"), 40)
    send(put(bounced), 2, "bounced")
    put(never)
    everybody = (lately, long_ago, bounced, never)
    assert fits(condition("messaging.sent", "has", {"days": 30}), *everybody) == [True, False, True, False]
    assert fits(condition("messaging.sent", "has_not", {"days": 30}), *everybody) == [False, True, False, True]
    service = {"of": {"purpose": ["service"]}}
    assert fits(condition("messaging.sent", "has", service), *everybody) == [False, True, False, False]
    assert fits(condition("messaging.came_back", "has", {}), *everybody) == [False, False, True, False]


def test_pauses() -> None:
    paused, over = reader(), reader()
    Pause.objects.create(customer=paused, until=NOW + timedelta(days=1), asked_at=NOW)
    Pause.objects.create(customer=over, until=NOW, asked_at=NOW - timedelta(days=1))
    assert fits(condition("messaging.paused", "yes"), paused, over) == [True, False]
    assert fits(condition("messaging.paused", "no"), paused, over) == [False, True]
