"""What customers see of events on their personal page: those they may come to, and those they are coming to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from campaigns.events import audience, links, places, wordings
from campaigns.models import Event, EventState, Registration, RegistrationState
from customers.models import Customer

SHOWN = 6


@dataclass(frozen=True, slots=True)
class Shown:
    event: Event
    when: str
    token: str
    mine: Registration | None


def events_section(customer: Customer, now: datetime) -> dict[str, Any] | None:
    mine = {
        row.event_id: row
        for row in Registration.objects.filter(
            customer=customer, event__ends_at__gt=now, event__state__in=places.AWAKE
        ).exclude(state=RegistrationState.CANCELLED)
    }
    found = Event.objects.filter(state__in=places.AWAKE, ends_at__gt=now).select_related("segment")
    rows = [event for event in found.order_by("starts_at", "pk")[: 5 * SHOWN] if _concerns(event, customer, mine, now)]
    shown = [
        Shown(event, wordings.when(event), links.token_for(event.public_id, customer.public_id), mine.get(event.pk))
        for event in rows[:SHOWN]
    ]
    return {"events": shown} if shown else None


def _concerns(event: Event, customer: Customer, mine: dict[int, Registration], now: datetime) -> bool:
    if event.pk in mine:
        return True
    return (
        event.state == EventState.OPEN and places.is_open(event, now=now) and audience.is_for(event, customer, now=now)
    )
