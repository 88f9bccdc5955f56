"""What the copy of a customer's data says of messages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from customers.portability import Section, register
from messaging.models import Confirmation, DeliveryEvent, Frequency, Hit, Message, Pause

_OURS = frozenset({"lane", "priority", "version", "lease", "leased_until", "attempts", "next_at", "decided_by"})

_INNER = frozenset({"key", "reference", "address", "address_hash", "attempts", "next_at", "finding", "received_at"})


def register_sections() -> None:
    register(
        Section("messages", _("Messages"), Message, "customer", _OURS),
        Section(
            "message_hits", _("Followed links and opened e-mails"), Hit, "message__customer", frozenset({"network"})
        ),
        Section("message_events", _("What providers told of messages"), DeliveryEvent, "message__customer", _INNER),
        Section("message_pause", _("Pause"), Pause, "customer"),
        Section("message_frequency", _("Frequency"), Frequency, "customer"),
        Section(
            "confirmations", _("Requests to confirm a consent"), Confirmation, "customer", frozenset({"address_hash"})
        ),
    )
