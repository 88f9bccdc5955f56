"""The sweep of the till: baskets that nobody came back for are put away."""

from __future__ import annotations

from celery import shared_task

from core import clock
from loyalty.till import baskets


@shared_task
def sweep_baskets() -> None:
    baskets.forget(now=clock.now())
