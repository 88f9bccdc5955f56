"""A shop that is told what happens, with what came of it: delivered, refused and sent again, and one that failed.

Nothing leaves for the network: the address is a name that belongs to nobody (RFC 2606), the webhook is switched off,
and what a receiver would have said is written down by the service that writes it down otherwise.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from core import clock
from core.webhooks import Happening, delivering, endpoints, events
from core.webhooks.models import WebhookDelivery, WebhookEndpoint
from core.webhooks.sending import Answer
from loyalty.ledger import telling
from loyalty.models import Entry

EVENTS = 6
URL = "https://shop.example/regulars"
WANTED = ("balance.changed", "draw.won", "redemption.changed", "tier.changed")
DELIVERED = Answer(200, "", "ok", 84)
REFUSED = Answer(503, "refused", "Service Unavailable", 1_240)
LATE = Answer(None, "timeout", "", 15_000)


def seed() -> int:
    """How many deliveries there are."""
    if WebhookEndpoint.objects.filter(url=URL).exists():
        return 0
    made, _secret = endpoints.create_endpoint(name=_("Web shop"), url=URL, events_wanted=WANTED, is_active=False)
    happened = _happened()
    with transaction.atomic():  # switched on for nobody else to see
        WebhookEndpoint.objects.filter(pk=made.pk).update(is_active=True)
        for number, one in enumerate(happened):
            events.emit_to(endpoint_id=made.pk, happening=one)
            _send(made, _answers(number, len(happened)))
        WebhookEndpoint.objects.filter(pk=made.pk).update(is_active=False)
    return len(happened)


def _answers(number: int, count: int) -> tuple[Answer, ...]:
    """The second was refused and sent again by staff; the last is the one to look at."""
    return (REFUSED, DELIVERED) if number == 1 else (LATE,) if number == count - 1 else (DELIVERED,)


def _send(endpoint: WebhookEndpoint, answers: tuple[Answer, ...]) -> None:
    for attempt, answer in enumerate(answers):
        if attempt:
            latest = WebhookDelivery.objects.filter(endpoint=endpoint).latest("pk")
            delivering.replay(delivery_id=latest.pk, now=clock.now())
        claimed = delivering.claim(now=clock.now() + timedelta(seconds=1))
        if claimed:
            delivering.report(claimed, answer, now=clock.now())


def _happened() -> list[Happening]:
    """As it was told when it happened, had the shop been there."""
    latest = Entry.objects.filter(kind__in=["grant", "redeem"], account__currency="points").order_by("-pk")
    return telling.happenings(sorted(latest.values_list("pk", flat=True)[:EVENTS]))
