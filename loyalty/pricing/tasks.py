"""The sweep of prices: quotes that nobody paid."""

from __future__ import annotations

from celery import shared_task

from core import clock
from loyalty.pricing import forgetting


@shared_task
def sweep_quotes() -> None:
    forgetting.forget_quotes(now=clock.now())
