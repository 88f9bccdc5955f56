"""What messaging puts on other pages: an entry of the navigation, a panel of the record, a card of Today."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core import navigation
from customers import panels, timeline
from customers.panels import Panel
from messaging import deciding
from messaging.deciding import Choice
from messaging.models import Message
from messaging.tracking import applying, consequences


def register() -> None:
    navigation.register(
        navigation.NavItem(
            "messages", gettext_lazy("Messages"), "messaging:outbox", "envelope", "messaging.view_message", 65,
            prefix="/messages/",
        )
    )  # fmt: skip
    navigation.register(
        navigation.NavItem(
            "templates", gettext_lazy("Message templates"), "messaging:templates", "envelope-paper",
            "messaging.view_template", 66,
        )
    )  # fmt: skip
    panels.register(Panel(60, "messages", gettext_lazy("Messages"), "messaging:customer", "messaging.view_message"))
    panels.register(
        Panel(
            15, "uncertain", gettext_lazy("Did they arrive?"), "messaging:today", "messaging.decide_message", "today",
            wanted=lambda user: Message.objects.visible_to(user).to_decide().exists(),
        )
    )  # fmt: skip
    timeline.register(
        {
            deciding.VERB: timeline.Verb(_decided, "envelope-exclamation"),
            applying.CAME_BACK: timeline.Verb(lambda _data: _("A message came back"), "envelope-x"),
            applying.REPORTED: timeline.Verb(lambda _data: _("A message was reported as spam"), "envelope-slash"),
            consequences.GIVEN_UP: timeline.Verb(_given_up, "envelope-dash"),
            deciding.RETRIED: timeline.Verb(lambda _data: _("Message put back into the outbox"), "envelope-arrow-up"),
        }
    )


def _given_up(data: Mapping[str, Any]) -> str:
    times = int(data["times"])
    return ngettext(
        "Nothing is sent to this mailbox any more: it sent back %(n)d message within 30 days",
        "Nothing is sent to this mailbox any more: it sent back %(n)d messages within 30 days",
        times,
    ) % {"n": times}


def _decided(data: Mapping[str, Any]) -> str:
    words = {
        Choice.ARRIVED: _("Message without an answer: it arrived"),
        Choice.AGAIN: _("Message without an answer: sent again"),
        Choice.LEAVE: _("Message without an answer: left"),
    }
    return words[Choice(data["choice"])]
