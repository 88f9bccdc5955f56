"""What the copy of a customer's data says of surveys: that they were asked, and what they answered."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from customers.portability import Section, register
from surveys.models import Invitation, Loop, Response, ResponseEdit

_OURS = frozenset({"event_key", "handled_at", "counted_at", "staff"})


def register_sections() -> None:
    register(
        Section("survey_invitations", _("Invitations to surveys"), Invitation, "customer", frozenset({"remind_at"})),
        Section("survey_answers", _("Answers to surveys"), Response, "customer", _OURS),
        Section("survey_answer_changes", _("Changes of answers to surveys"), ResponseEdit, "response__customer"),
        Section("survey_loops", _("What answers to surveys led to"), Loop, "customer"),
    )
