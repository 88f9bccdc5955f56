"""The sweeps of prices: quotes that nobody paid, and what they reserved."""

from __future__ import annotations

from celery import shared_task

from core import clock
from loyalty.pricing import forgetting, reserving


@shared_task
def sweep_quotes() -> None:
    forgetting.forget_quotes(now=clock.now())


@shared_task
def sweep_reservations() -> None:
    """Counts on pages are right sooner; no limit waits for it."""
    now = clock.now()
    while reserving.free_ended(now=now) == reserving.BATCH:
        pass
