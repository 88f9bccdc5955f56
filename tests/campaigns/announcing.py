"""Products that are announced, and who would hear."""

from __future__ import annotations

from typing import Any

from campaigns import announcing, lifecycle, sending, starting
from campaigns.announcing import Choices
from campaigns.models import Campaign, Recipient
from customers.models import Interest
from customers.segments import refreshing
from messaging.outbox import working
from tests.customers.factories import NOW
from tests.sales.factories import line, purchase


def buy(who: Any, what: Any, number: int = 1) -> None:
    for _time in range(number):
        purchase(line(product=what.sku), customer=who.pk, occurred_at=NOW, now=NOW)


def declare(who: Any, topic: Any) -> None:
    Interest.objects.create(customer=who, topic=topic, kind=Interest.Kind.DECLARED)


def conclude(who: Any, topic: Any, weight: float) -> None:
    Interest.objects.create(customer=who, topic=topic, kind=Interest.Kind.DERIVED, weight=weight)


def draft(product: Any, **choices: Any) -> Campaign:
    """Its segment computed, nobody held out."""
    made = announcing.announce(product, choices=Choices(**choices), actor=None, now=NOW)
    Campaign.objects.filter(pk=made.pk).update(holdout_percent=0)
    refreshing.refresh(now=NOW)
    made.refresh_from_db()
    return made


def started(product: Any, **choices: Any) -> Campaign:
    return begin(draft(product, **choices))


def begin(campaign: Campaign) -> Campaign:
    lifecycle.approve(campaign=campaign, starts_at=None, actor=None, now=NOW)
    assert starting.start_due(now=NOW) == 1
    campaign.refresh_from_db()
    return campaign


def enqueue(campaign: Campaign) -> None:
    while sending.send_some(campaign.pk, now=NOW):
        pass


def sent(campaign: Campaign) -> None:
    enqueue(campaign)
    working.send_due("email")


def matches(campaign: Campaign) -> list[tuple[int, int, str]]:
    """Of an audience: customer, points, kind of reason, in their order."""
    rows = Recipient.objects.filter(campaign=campaign).order_by("pk")
    return list(rows.values_list("customer", "score", "reason_code"))
