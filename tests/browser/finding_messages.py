"""Messages that pages of the walks name, from the demo."""

from __future__ import annotations

from typing import Any


def find_message(state: str) -> tuple[Any, ...]:
    """One in this state; without one of it, any."""
    from messaging.models import Message

    rows = Message.objects.filter(state=state).order_by("pk")
    return (rows.values_list("pk", flat=True).first() or Message.objects.values_list("pk", flat=True)[0],)


def find_mail() -> tuple[Any, ...]:
    from messaging.models import LocalMail

    return (LocalMail.objects.order_by("pk").values_list("pk", flat=True)[0],)


def find_campaign(state: str) -> tuple[Any, ...]:
    """One in this state; without one of it, any."""
    from campaigns.models import Campaign

    rows = Campaign.objects.order_by("pk").values_list("public_id", flat=True)
    return (rows.filter(state=state).first() or rows[0],)


def find_automation() -> tuple[Any, ...]:
    """One that has something to show."""
    from campaigns.models import Automation

    return (Automation.objects.order_by("-is_active", "pk").values_list("public_id", flat=True)[0],)


def find_series() -> tuple[Any, ...]:
    from campaigns.models import Automation

    return (Automation.objects.filter(steps__isnull=False).order_by("pk").values_list("public_id", flat=True)[0],)


def find_step() -> tuple[Any, ...]:
    return (*find_series(), 2)
