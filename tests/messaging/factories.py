"""Templates, consents and messages for tests, made by the services."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

import pytest

from customers import services
from customers.models import Customer
from messaging import outbox, templating
from messaging.models import Message, Template, TemplateVersion
from messaging.templating import Text
from tests.customers.factories import NOW, make_customer

_numbers = count(1)
HELLO = Text(
    "en",
    "Hello {{ customer.name }}",
    subject="News for {{ customer.given_name }}",
    html="<p>Hello {{ customer.name }}</p>",
)
NOTE = Text("en", "Hello {{ customer.given_name }}, {{ product }} is here.")


def make_version(*texts: Text, channel: str = "email") -> TemplateVersion:
    template = Template.objects.create(name=f"Template {next(_numbers)}", channel=channel)
    return templating.save_version(template=template, texts=texts or (HELLO,), actor=None, now=NOW)


def reader(name: str = "", *, purpose: str = "marketing", **data: Any) -> Customer:
    """Somebody with an address who said yes to news by e-mail."""
    customer = make_customer(name, **({"email": f"reader{next(_numbers)}@example.com"} | data))
    allow(customer, purpose)
    return customer


def allow(customer: Customer, purpose: str = "marketing", state: str = "granted", channel: str = "email") -> None:
    services.set_consent(
        customer=customer, channel=channel, purpose=purpose, state=state, source="test", actor=None, now=NOW
    )


def put(customer: Customer, *, now: datetime = NOW, version: TemplateVersion | None = None, **given: Any) -> Message:
    """One message into the outbox."""
    draft = outbox.Draft(
        **(
            {
                "key": f"test:{next(_numbers)}",
                "customer": customer.pk,
                "channel": "email",
                "purpose": "marketing",
                "source": "test:1",
                "version": (version or make_version()).pk,
                "next_at": now,
                "valid_until": now + timedelta(days=7),
            }
            | given
        )
    )
    outbox.enqueue([draft], now=now)
    return Message.objects.get(key=draft.key)


def state(message: Message) -> tuple[str, str]:
    """How it stands now, and why."""
    message.refresh_from_db()
    return message.state, message.reason


def gone(message: Message, moment: datetime, *, language: str = "en") -> None:
    """It left at that time."""
    row = Message.objects.filter(pk=message.pk)
    row.update(state="leased", lease=uuid4(), leased_until=moment)
    row.update(state="sent", lease=None, leased_until=None, handed_at=moment, sent_at=moment, language=language)


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """From here on it is then."""
    monkeypatch.setattr("core.clock.now", lambda: moment)


def phoner(name: str = "Anna", *, purpose: str = "marketing", country: str = "CN", **data: Any) -> Customer:
    """Somebody with a number who said yes to news by SMS."""
    number = next(_numbers)
    phone = f"+86138{number:08d}" if country == "CN" else f"+1415555{number:04d}"
    customer = make_customer(name, **({"phone": phone} | data))
    allow(customer, purpose, channel="sms")
    return customer


def put_sms(customer: Customer, *, version: TemplateVersion | None = None, **given: Any) -> Message:
    made = version or make_version(NOTE, channel="sms")
    return put(customer, version=made, channel="sms", **({"facts": {"product": "Yirgacheffe"}} | given))
