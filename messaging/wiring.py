"""What messaging puts on other pages: an entry of the navigation, a panel of the record, a card of Today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core import definitions, navigation
from core.definitions import Definition
from core.integrations import Scope, register_scopes
from customers import panels, timeline
from customers.models import Channel
from customers.panels import Panel
from messaging import deciding, preferences, suppressing
from messaging.deciding import Choice
from messaging.models import Frequency, Message, Suppression
from messaging.tracking import applying, consequences

CLICKS = Definition(
    "clicks",
    gettext_lazy("Links followed"),
    gettext_lazy(
        "By persons: what mail servers, previews and programs fetch is told apart and not counted, and who said no to "
        "personal recommendations is not counted either."
    ),
    gettext_lazy("people who followed a link ÷ people to whom it went out"),
)


def register() -> None:
    definitions.register([CLICKS])
    register_scopes(
        Scope("messages:read", gettext_lazy("Read what became of messages")),
        Scope("templates:read", gettext_lazy("Read message templates")),
    )
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
            preferences.FREQUENCY_SET: timeline.Verb(_frequency, "speedometer"),
            preferences.PAUSED: timeline.Verb(_paused, "pause-circle"),
            preferences.RESUMED: timeline.Verb(lambda _data: _("Pause of messages ended"), "play-circle"),
            applying.CAME_BACK: timeline.Verb(lambda _data: _("A message came back"), "envelope-x"),
            applying.REPORTED: timeline.Verb(lambda _data: _("A message was reported as spam"), "envelope-slash"),
            consequences.GIVEN_UP: timeline.Verb(_given_up, "envelope-dash"),
            suppressing.LIFTED: timeline.Verb(_lifted, "envelope-check"),
            deciding.RETRIED: timeline.Verb(lambda _data: _("Message put back into the outbox"), "envelope-arrow-up"),
        }
    )


def _frequency(data: Mapping[str, Any]) -> str:
    words = {"": _("As often as usual"), **dict(Frequency.Every.choices)}
    return _("News and offers: %(every)s") % {"every": words[data["every"]]}


def _paused(data: Mapping[str, Any]) -> str:
    day = date_format(timezone.localtime(datetime.fromisoformat(data["until"])), "DATE_FORMAT")
    return _("Pause of messages until %(day)s") % {"day": day}


def _given_up(data: Mapping[str, Any]) -> str:
    times = int(data["times"])
    return ngettext(
        "Nothing is sent to this mailbox any more: it sent back %(n)d message within 30 days",
        "Nothing is sent to this mailbox any more: it sent back %(n)d messages within 30 days",
        times,
    ) % {"n": times}


def _lifted(data: Mapping[str, Any]) -> str:
    told = {"channel": Channel(data["channel"]).label, "was": Suppression.Reason(data["was"]).label}
    return _("The address may be written to again (%(channel)s; was: %(was)s)") % told


def _decided(data: Mapping[str, Any]) -> str:
    words = {
        Choice.ARRIVED: _("Message without an answer: it arrived"),
        Choice.AGAIN: _("Message without an answer: sent again"),
        Choice.LEAVE: _("Message without an answer: left"),
    }
    return words[Choice(data["choice"])]
