"""What the copy of a customer's data says of complaints: each case, what was said to each other; no notes of staff."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.models import Attachment, Case, CaseMessage, Direction
from customers.portability import Section, register

# How the shop works on it is nothing about the customer.
_OURS = frozenset({"source", "team", "policy", "policy_reason", "due_at", "priority", "erased_at", "is_legal_hold",
                   "contact_phone_key"})  # fmt: skip
_SAID = frozenset({"key", "message_id", "is_foreign", "proof"})


def register_sections() -> None:
    register(
        Section("complaints", _("Complaints"), Case, "customer", _OURS),
        Section(
            "complaint_messages", _("Messages of complaints"), CaseMessage, "case__customer", _SAID,
            only=~Q(direction=Direction.NOTE),
        ),
        Section(
            "complaint_files", _("Files of complaints"), Attachment, "message__case__customer",
            frozenset({"digest", "public_id"}), only=~Q(message__direction=Direction.NOTE),
        ),
    )  # fmt: skip
