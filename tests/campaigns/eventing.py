"""Events and guests for tests, made by the services."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from campaigns.events import links, places, planning
from campaigns.models import Event, Registration
from customers.models import Customer
from messaging.models import Message
from tests.customers.factories import NOW, make_customer

_numbers = count(1)
STARTS = NOW + timedelta(days=7)
ENDS = STARTS + timedelta(hours=2)


def draft(**told: Any) -> Event:
    given = {"name": f"Tasting {next(_numbers)}", "place": "In the shop", "starts_at": STARTS, "ends_at": ENDS}
    return planning.create(told=given | told, actor=None, now=NOW)


def opened(**told: Any) -> Event:
    return planning.open_up(event=draft(**told), actor=None, now=NOW)


def guest(name: str = "", **data: Any) -> Customer:
    return make_customer(name, **({"email": f"guest{next(_numbers)}@example.com"} | data))


def register(event: Event, customer: Customer | None = None, *, now: datetime = NOW, **told: Any) -> Registration:
    given: dict[str, Any] = {"companions": 0, "actor": None} | told
    return places.register(event=event, customer=customer or guest(), now=now, **given)


def give_up(row: Registration, *, now: datetime = NOW, **told: Any) -> Registration:
    return places.give_up(registration=row, now=now, **({"actor": None} | told))


def states(*rows: Registration) -> list[str]:
    for row in rows:
        row.refresh_from_db()
    return [row.state for row in rows]


def taken(event: Event) -> int:
    event.refresh_from_db()
    return event.taken


def letters(row: Registration) -> list[str]:
    """Which letters a guest was sent, oldest first."""
    found = Message.objects.filter(customer=row.customer_id, source=row.event.source).order_by("pk")
    return [key.split(":")[3] for key in found.values_list("key", flat=True)]


def token(event: Event, customer: Customer) -> str:
    return links.token_for(event.public_id, customer.public_id)
