"""Invitations for tests, made by the services, and a browser that answers."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from core import clock
from customers.models import Customer
from surveys.asking import due, links, services
from surveys.models import Invitation, Survey
from tests.messaging.factories import reader
from tests.surveys.factories import NOW, survey

DAY = timedelta(days=1)


def at(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: now)


def asker(name: str = "", **data: Any) -> Customer:
    """Somebody who agreed to surveys by e-mail."""
    return reader(name, purpose="survey", **data)


def invited(
    of: Survey | None = None, who: Customer | None = None, occasion: str = "test", now: datetime = NOW
) -> Invitation:
    """Written down, not asked yet."""
    of, who = of or survey(), who or asker()
    services.invite(survey=of, customers=[who.pk], occasion=occasion, due_at=now, actor=None, now=now)
    return Invitation.objects.get(survey=of, customer=who, occasion=occasion)


def asked(of: Survey | None = None, who: Customer | None = None, now: datetime = NOW) -> Invitation:
    """Asked: the message waits in the outbox."""
    row = invited(of, who, now=now)
    due.ask_due(now=now)
    row.refresh_from_db()
    assert row.state == "asked", row.reason
    return row


def path_of(row: Invitation) -> str:
    return f"/s/{links.token_of(links.Form.INVITATION, row.public_id)}/"


def public_path(of: Survey, store: int | None = None, form: links.Form = links.Form.PUBLIC) -> str:
    return f"/s/{links.token_of(form, of.public_id, store)}/"


def browser() -> Client:
    return Client()


def say(client: Client, address: str, **told: Any) -> Any:
    """One page sent, by the names of the questions."""
    return client.post(
        address, {name if name in ("p", "f", "go", "website") else f"q_{name}": v for name, v in told.items()}
    )
