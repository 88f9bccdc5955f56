"""Celery's shells of the figures."""

from __future__ import annotations

import time

from celery import shared_task

SECONDS = 40.0


@shared_task
def sweep_figures() -> None:
    """Count what was answered since; who comes next takes up the rest."""
    from core import clock
    from surveys.figures import counting

    end = time.monotonic() + SECONDS
    while time.monotonic() < end and counting.fold(now=clock.now()):
        pass


@shared_task
def sweep_funnels() -> None:
    """How far those went who were asked lately."""
    from core import clock
    from surveys.figures import funnel

    funnel.refresh(now=clock.now())


@shared_task
def sweep_studies() -> None:
    """Once a day: what takes too long for a page."""
    from core import clock
    from surveys.figures import studies

    studies.refresh_due(now=clock.now())
