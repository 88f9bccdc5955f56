"""Quotes that nobody paid are deleted some time after they have ended: batch by batch, each in its own transaction.

A quote that a sale was held to explains its prices for good, and so does the one that it replaced.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from loyalty.models import PricingSettings, Quote

BATCH = 500
# Of one sweep: what is left waits for the next.
MOST_BATCHES = 40


def forget_quotes(*, now: datetime) -> int:
    """Delete what ended long enough ago (a setting); returns how many."""
    days = PricingSettings.objects.values_list("forget_quotes_days", flat=True).get(pk=1)
    forgotten = 0
    for _batch in range(MOST_BATCHES):
        found = _forget_batch(now - timedelta(days=days))
        forgotten += found
        if found < BATCH:
            break
    return forgotten


@transaction.atomic
def _forget_batch(ended: datetime) -> int:
    """Locked rows are somebody's sale in this moment, or another worker's batch."""
    over = Quote.objects.filter(purchase__isnull=True, valid_until__lte=ended, replaced_by__isnull=True)
    over = over.filter(reserved_until__isnull=True)
    locked = over.order_by("valid_until", "pk").select_for_update(of=("self",), skip_locked=True)
    wanted = list(locked.values_list("pk", flat=True)[:BATCH])
    Quote.objects.filter(pk__in=wanted).delete()
    return len(wanted)
