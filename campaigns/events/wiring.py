"""What events tell the rest of the project when it starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


def register() -> None:
    from campaigns.events import erasing, facets, memberpages, telling, wordings
    from campaigns.events.merging import move_registrations
    from core import navigation
    from core.integrations import Scope, register_scopes
    from customers import erasing as parts
    from customers import memberpage, merging, panels, timeline
    from messaging import gates, templating
    from messaging.wordings import REASONS

    register_scopes(
        Scope("events:read", _("Read events and who is on their lists")),
        Scope("events:write", _("Register for events, and check in")),
    )
    timeline.register(wordings.VERBS)
    facets.register()
    gates.register("events", telling.gate)
    REASONS.update(
        {
            telling.STALE: _("Their place, or their turn, has changed meanwhile."),
            telling.OFF: _("The event is over, closed or called off."),
        }
    )
    templating.offer(words=wordings.PLACEHOLDERS, examples={"event": wordings.EXAMPLE})
    trails = tuple(f"campaigns.{name}" for name in ("GivenGift", "MissedDay", "Occasion", "Recipient"))
    merging.register("campaigns.events", move_registrations, apart=trails)
    parts.register(parts.Part("campaigns.events", erasing.erase, tells=erasing.tells))
    memberpage.register(
        memberpage.Section(
            64, "events", pgettext_lazy("shop", "Events"), "campaigns/events/_member.html", memberpages.events_section
        )
    )
    # For whoever stands at the door and sees no campaigns, too.
    navigation.register(
        navigation.NavItem(
            "events", pgettext_lazy("shop", "Events"), "campaigns:events", "calendar-event", "campaigns.view_event", 71,
            prefix="/campaigns/events/",
        )
    )  # fmt: skip
    panels.register(
        panels.Panel(
            58, "events", pgettext_lazy("shop", "Events"), "campaigns:customer_events", "campaigns.view_registration"
        )
    )
