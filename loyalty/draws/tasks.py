"""The sweep of prize draws: what the clock says is done, however long nobody was there to do it."""

from __future__ import annotations

from celery import shared_task

from loyalty.draws import sweeping


@shared_task
def sweep_draws() -> None:
    sweeping.sweep()
