"""Events that nobody needs any more: those of messages that are not ours, after what a mailbox may send back
is counted no more."""

from __future__ import annotations

from datetime import datetime, timedelta

from messaging.models import DeliveryEvent

KEPT = timedelta(days=90)
_AT_ONCE = 5000


def prune(*, now: datetime) -> int:
    """Those of our messages stay with them; the words of refusal do, as a proof."""
    strangers = DeliveryEvent.objects.filter(
        message__isnull=True, received_at__lt=now - KEPT, next_at__isnull=True
    ).exclude(kind__in=["said_no", "said_yes"])
    ids = list(strangers.values_list("pk", flat=True)[:_AT_ONCE])
    return DeliveryEvent.objects.filter(pk__in=ids).delete()[0]
