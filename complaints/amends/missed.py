"""Signals that were lost, found by looking: however long no worker ran, and whatever is wrong with one of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db.models import QuerySet

from complaints.models import Swept

log = structlog.get_logger(__name__)
BATCH = 500


def since(key: str, *, now: datetime, overlap: timedelta) -> datetime:
    """From where to look: so long before the last look that went through to its end, or before now without one."""
    last = Swept.objects.filter(key=key).values_list("until", flat=True).first()
    return min(last or now, now) - overlap


def take_all(key: str, rows: QuerySet[Any], take: Callable[[int], object], *, now: datetime) -> int:
    """All of them, page by page, those that are none included; returns how many were taken.

    One that fails stops none behind it, and is looked at again the next time.
    """
    count, last, is_whole = 0, 0, True
    while ids := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        for pk in ids:
            try:
                count += take(pk) is not None
            except Exception as error:  # noqa: BLE001  # whatever is wrong with one must not stop those behind it
                # By its kind alone: its words may tell of the customer.
                log.error("missed_signal_failed", sweep=key, row=pk, error=type(error).__name__)  # noqa: TRY400
                is_whole = False
        last = ids[-1]
    if is_whole:
        told = [Swept(key=key, until=now)]
        Swept.objects.bulk_create(told, update_conflicts=True, unique_fields=["key"], update_fields=["until"])
    return count
