"""Celery's shell of the list of who is unhappy in silence."""

from __future__ import annotations

from celery import shared_task


@shared_task(name="complaints.incidents.tasks.find_silent")
def find_silent() -> None:
    from complaints.incidents import silent
    from core import clock

    silent.refresh(now=clock.now())
