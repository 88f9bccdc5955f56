"""Celery's shells of what is learnt."""

from __future__ import annotations

import time

from celery import shared_task

SECONDS = 40.0


@shared_task
def sweep_figures() -> None:
    """Count what changed since; who comes next takes up the rest."""
    from complaints.learning import counting
    from core import clock

    end = time.monotonic() + SECONDS
    while time.monotonic() < end and counting.fold(now=clock.now()):
        pass


@shared_task
def sweep_night() -> None:
    """Once a day: clocks that ran out, customers who came back, alarms, and what takes too long for a page."""
    from complaints.learning import nights
    from core import clock

    now = clock.now()
    if nights.is_due(now):
        nights.work(now=now)
