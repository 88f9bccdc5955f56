"""Celery's shells of campaigns and automations."""

from __future__ import annotations

import time

from celery import shared_task

SECONDS = 40.0


@shared_task
def sweep_campaigns() -> None:
    """Start what is due, decide tests that are over, fill the outbox for a while, end what is done; who comes next
    takes up the rest."""
    from campaigns import deciding, sending, starting
    from campaigns.models import Campaign, State
    from core import clock

    end = time.monotonic() + SECONDS
    starting.start_due(now=clock.now())
    deciding.decide_due(now=clock.now())
    for campaign in (
        Campaign.objects.filter(state=State.RUNNING).order_by("-priority", "pk").values_list("pk", flat=True)
    ):
        while time.monotonic() < end and sending.send_some(campaign, now=clock.now()):
            pass
    sending.finish_done(now=clock.now())


@shared_task
def sweep_automations() -> None:
    """Look who came into a segment, and put into the outbox what is due: first messages with what they
    carry, then further steps."""
    from campaigns.automations import finding, following, sending
    from campaigns.gifts import giving
    from campaigns.models import Automation, Step
    from core import clock

    end = time.monotonic() + SECONDS
    finding.find_due(now=clock.now())
    for automation in (
        Automation.objects.filter(is_active=True).order_by("-priority", "pk").values_list("pk", flat=True)
    ):
        while time.monotonic() < end and sending.send_due(automation, now=clock.now()):
            pass
        giving.give_due(automation, now=clock.now())
    steps = Step.objects.filter(automation__is_active=True).order_by("-automation__priority", "automation", "position")
    for step in steps.values_list("pk", flat=True):
        while time.monotonic() < end and following.take_due(step, now=clock.now()):
            pass


@shared_task
def sweep_events() -> None:
    """Offers lapse, free places go to who waits, people are reminded, events end."""
    from campaigns.events import sweeping
    from core import clock

    sweeping.sweep(now=clock.now())
