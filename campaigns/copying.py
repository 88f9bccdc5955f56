"""What the copy of a customer's data says of campaigns."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.models import GivenGift, MissedDay, Occasion, Passage, PlaceRequest, Recipient, Registration
from customers.portability import Section, register

_OURS = frozenset({"checked_by", "step", "reminded_at"})


def register_sections() -> None:
    register(Section("campaigns", _("Campaigns"), Recipient, "customer"))
    register(Section("automations", _("Automatic messages"), Occasion, "customer"))
    register(Section("automation_steps", _("Automatic messages: further steps"), Passage, "occasion__customer"))
    register(Section("automation_gifts", _("Automatic messages: gifts"), GivenGift, "customer"))
    register(Section("automation_missed_days", _("Automatic messages: missed days"), MissedDay, "customer"))
    register(Section("shop_events", pgettext_lazy("shop", "Events"), Registration, "customer", _OURS))
    register(
        Section(
            "event_requests", _("Requests for a place at an event"), PlaceRequest, "customer",
            frozenset({"address_hash", "is_stranger"}),
        )
    )  # fmt: skip
