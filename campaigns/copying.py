"""What the copy of a customer's data says of campaigns."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from campaigns.models import Occasion, Passage, Recipient
from customers.portability import Section, register


def register_sections() -> None:
    register(Section("campaigns", _("Campaigns"), Recipient, "customer"))
    register(Section("automations", _("Automatic messages"), Occasion, "customer"))
    register(Section("automation_steps", _("Automatic messages: further steps"), Passage, "occasion__customer"))
