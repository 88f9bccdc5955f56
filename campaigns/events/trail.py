"""What happened to an event and to a registration, on the timeline."""

from __future__ import annotations

from datetime import datetime

from campaigns.models import Event, Registration
from core.models import User
from customers import timeline


def record(verb: str, row: Registration, event: Event, *, actor: User | None, now: datetime, reason: str = "") -> None:
    """On the record of who is registered."""
    data = {"name": event.name, "companions": row.companions}
    timeline.record(
        customer=row.customer_id, verb=verb, actor=actor, at=now, data=data, reason=reason, target=event.source
    )


def record_event(verb: str, event: Event, *, actor: User | None, now: datetime, reason: str = "") -> None:
    """Of nobody in particular: what staff did to it."""
    timeline.record(
        customer=None, verb=verb, actor=actor, at=now, data={"name": event.name}, reason=reason, target=event.source
    )
