"""Inviting a segment: an ordinary campaign, a draft, whose messages bring each customer's own link along."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from campaigns import letters, lifecycle, naming
from campaigns.events import places, telling, trail, wordings
from campaigns.models import Campaign, Event, EventState, Invitation
from core.errors import Conflict
from core.models import User
from core.wording import worded as _
from customers.models import Customer, Segment
from messaging import templating
from messaging.models import Template
from messaging.templating import Text

MOST_DAYS = 90


@transaction.atomic
def invite(*, event: Event, segment: Segment, actor: User | None, now: datetime) -> Campaign:
    """A draft to look at, with a letter of its own. Conflict `event_not_open`."""
    event = places.lock(event)
    closes_at = event.closes_at or event.starts_at
    if event.state != EventState.OPEN or closes_at <= now:
        raise Conflict("event_not_open", _("Open the event first: until then nobody could accept."))
    with translation.override(settings.LANGUAGE_CODE):
        name = gettext("Invitation: %(event)s") % {"event": event.name}
    template = templating.create(
        name=naming.free(Template, name), channel=letters.CHANNEL, texts=list(_texts()), actor=actor, now=now
    )
    told = {
        "name": naming.free(Campaign, name), "segment": segment, "holdout_percent": 0,
        "valid_days": max(1, min(MOST_DAYS, (closes_at - now).days)),
    }  # fmt: skip
    campaign = lifecycle.create(told=told, templates=[template], actor=actor, now=now)
    Invitation.objects.create(campaign=campaign, event=event)
    trail.record_event("event.invited", event, actor=actor, now=now)
    return campaign


def _texts() -> Iterator[Text]:
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            yield letters.text(language, *wordings.invitation())


def facts_for(campaign: Campaign, customers: Collection[int]) -> dict[int, dict[str, Any]]:
    """What its messages bring along for each of these customers; nothing when it invites to no event."""
    invitation = Invitation.objects.filter(campaign=campaign).select_related("event").first()
    if invitation is None:
        return {}
    people = Customer.objects.in_bulk(customers)
    return {pk: telling.facts_of(invitation.event, customer) for pk, customer in people.items()}
