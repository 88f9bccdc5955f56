"""Campaigns to snapshots of customers, made by the services."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import Any

from campaigns import lifecycle, sending, starting
from campaigns.automations import services as automations
from campaigns.models import Automation, Campaign, Recipient
from customers.models import Customer, Segment, SegmentMember
from messaging.outbox import working
from messaging.templating import Text
from tests.customers.factories import NOW
from tests.messaging.factories import HELLO, make_version

_numbers = count(1)
COUNTS = ("held_out", "waiting", "sent", "skipped", "failed", "uncertain", "cancelled", "merged",
          "left_out")  # fmt: skip


def make_segment(members: Iterable[Customer]) -> Segment:
    """A snapshot: who is in it does not follow from a rule."""
    segment = Segment.objects.create(
        name=f"Segment {next(_numbers)}", rule=None, is_due=False, refreshed_at=NOW, created_at=NOW, updated_at=NOW
    )
    SegmentMember.objects.bulk_create(SegmentMember(segment=segment, customer=member, since=NOW) for member in members)
    return segment


def make_campaign(members: Iterable[Customer] = (), *, texts: Iterable[Text] = (HELLO,), **told: Any) -> Campaign:
    templates = [make_version(text).template for text in texts]
    given = {"name": f"Campaign {next(_numbers)}", "holdout_percent": 0, "segment": make_segment(members)} | told
    return lifecycle.create(told=given, templates=templates, actor=None, now=NOW)


def start(campaign: Campaign) -> Campaign:
    lifecycle.approve(campaign=campaign, starts_at=None, actor=None, now=NOW)
    assert starting.start_due(now=NOW) == 1
    campaign.refresh_from_db()
    return campaign


def send(campaign: Campaign) -> None:
    """As the sweeps and workers do."""
    while sending.send_some(campaign.pk, now=NOW):
        pass
    working.send_due("email")
    sending.finish_done(now=NOW)
    campaign.refresh_from_db()


def held_out(campaign: Campaign) -> int:
    return Recipient.objects.filter(campaign=campaign, is_held_out=True).count()


def make_automation(
    segment: Segment | None = None, *, text: Text = HELLO, is_on: bool = True, **told: Any
) -> Automation:
    """Holds nobody out and sends at any hour, unless told otherwise."""
    given = {
        "name": f"Automation {next(_numbers)}", "segment": segment or make_segment(()), "holdout_percent": 0, "hour": 0,
        "template": make_version(HELLO).template,
    }  # fmt: skip
    made = automations.create(told=given | told, actor=None, now=NOW)
    return automations.switch_on(automation=made, actor=None, now=NOW) if is_on else made
