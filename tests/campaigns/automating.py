"""Automations in tests: who joins a segment, what sweeps and workers do, and how it stands."""

from __future__ import annotations

from datetime import datetime

from campaigns import counting
from campaigns.automations import finding, following, sending
from campaigns.models import Automation
from customers.models import Customer, Segment, SegmentMember
from messaging.outbox import working
from tests.campaigns.factories import COUNTS
from tests.customers.factories import NOW


def join(segment: Segment, *customers: Customer, now: datetime = NOW) -> None:
    SegmentMember.objects.bulk_create(SegmentMember(segment=segment, customer=one, since=now) for one in customers)
    Segment.objects.filter(pk=segment.pk).update(refreshed_at=now)


def go(automation: Automation, *, now: datetime = NOW) -> None:
    """As the sweeps and the workers do."""
    finding.find_due(now=now)
    while sending.send_due(automation.pk, now=now):
        pass
    for step in automation.steps.order_by("position").values_list("pk", flat=True):
        while following.take_due(step, now=now):
            pass
    working.send_due("email")


def sums(automation: Automation) -> dict[str, int]:
    """Those that are not zero; they come to the occasions."""
    found = counting.so_far(automation)
    counted = {name: getattr(found, name) for name in COUNTS}
    assert sum(counted.values()) == found.audience
    return {name: count for name, count in counted.items() if count}


def times(automation: Automation, customer: Customer) -> list[int]:
    return list(automation.occasions.filter(customer=customer).order_by("nth").values_list("nth", flat=True))
