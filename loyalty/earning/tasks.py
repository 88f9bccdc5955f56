"""Celery shell of earning."""

from __future__ import annotations

from celery import shared_task

from core import clock
from loyalty.earning import profile


@shared_task
def sweep_profiles() -> None:
    """Completed profiles that came with an import, some thousands at a time."""
    profile.sweep(clock.now())
