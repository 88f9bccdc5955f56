"""What the copy of a customer's data says of messages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from customers.portability import Section, register
from messaging.models import DeliveryEvent, Message, Pause

_OURS = frozenset({"lane", "priority", "version", "lease", "leased_until", "attempts", "next_at", "decided_by"})

_INNER = frozenset({"key", "reference", "address", "address_hash", "attempts", "next_at", "finding", "received_at"})


def register_sections() -> None:
    register(
        Section("messages", _("Messages"), Message, "customer", _OURS),
        Section("message_events", _("What providers told of messages"), DeliveryEvent, "message__customer", _INNER),
        Section("message_pause", _("Pause"), Pause, "customer"),
    )
