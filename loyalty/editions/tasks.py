"""The sweep of limited editions: books claims that lapsed by the clock and offers their pieces on."""

from __future__ import annotations

from celery import shared_task

from core import clock
from loyalty.editions import offering, services


@shared_task
def sweep_editions() -> None:
    now = clock.now()
    services.settle_due(now=now)
    offering.remind_due(now=now)
