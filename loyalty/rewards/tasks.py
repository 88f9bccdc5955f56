"""The sweep of rewards: codes that ended unused."""

from __future__ import annotations

from celery import shared_task

from core import clock
from loyalty.rewards import expiring


@shared_task
def sweep_codes() -> None:
    expiring.sweep(now=clock.now())
