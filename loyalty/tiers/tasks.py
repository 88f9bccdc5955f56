"""Celery shell of tiers."""

from __future__ import annotations

from celery import shared_task

from core import clock
from loyalty.tiers import recompute


@shared_task(soft_time_limit=4 * 3600 - 60, time_limit=4 * 3600)
def sweep_tiers() -> None:
    """Periods that ended, levels whose terms were changed, notices; a second worker leaves at once."""
    now = clock.now()
    if recompute.is_due(now):
        recompute.recompute(now=now, wait=False)
