"""Celery's shells of campaigns and automations."""

from __future__ import annotations

import time
from collections.abc import Callable

from celery import shared_task

SECONDS = 40.0


@shared_task
def sweep_campaigns() -> None:
    """Let the outbox follow who was paused, start what is due, decide tests that are over, fill the outbox for a while,
    end what is done; who comes next takes up the rest. What is wrong with one campaign stops no other."""
    from campaigns import deciding, one_by_one, sending, settling, starting
    from campaigns.models import Campaign, State
    from core import clock

    end = time.monotonic() + SECONDS
    behind = {campaign.pk: campaign for campaign in settling.campaigns_behind()}
    one_by_one.total("campaign_not_settled", behind, lambda pk: settling.follow(behind[pk], now=clock.now()))
    starting.start_due(now=clock.now())
    deciding.decide_due(now=clock.now())
    running = Campaign.objects.filter(state=State.RUNNING).order_by("-priority", "pk").values_list("pk", flat=True)
    one_by_one.total("campaign_not_sent", list(running), _until(end, lambda pk: sending.send_some(pk, now=clock.now())))
    sending.finish_done(now=clock.now())


@shared_task
def sweep_automations() -> None:
    """Look who came into a segment, and put into the outbox what is due: first messages with what they
    carry, then further steps. What is wrong with one automation stops no other."""
    from campaigns import one_by_one, settling
    from campaigns.automations import finding, following, sending
    from campaigns.gifts import giving
    from campaigns.models import Automation, Step
    from core import clock

    end = time.monotonic() + SECONDS
    behind = {automation.pk: automation for automation in settling.automations_behind()}
    one_by_one.total("automation_not_settled", behind, lambda pk: settling.follow(behind[pk], now=clock.now()))
    finding.find_due(now=clock.now())
    active = Automation.objects.filter(is_active=True).order_by("-priority", "pk").values_list("pk", flat=True)
    send = _until(end, lambda pk: sending.send_due(pk, now=clock.now()))
    one_by_one.total("automation_not_sent", list(active), send)
    one_by_one.total("gifts_not_given", list(active), lambda pk: giving.give_due(pk, now=clock.now()))
    steps = Step.objects.filter(automation__is_active=True).order_by("-automation__priority", "automation", "position")
    take = _until(end, lambda pk: following.take_due(pk, now=clock.now()))
    one_by_one.total("step_not_taken", list(steps.values_list("pk", flat=True)), take)


def _until(end: float, work: Callable[[int], int]) -> Callable[[int], int]:
    """Batch by batch, until nothing is left or the time is up."""

    def whole(key: int) -> int:
        count = 0
        while time.monotonic() < end and (done := work(key)):
            count += done
        return count

    return whole


@shared_task
def sweep_events() -> None:
    """Offers lapse, free places go to who waits, people are reminded, events end."""
    from campaigns.events import sweeping
    from core import clock

    sweeping.sweep(now=clock.now())
