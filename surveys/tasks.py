"""Celery's shells of surveys."""

from __future__ import annotations

from celery import shared_task

SECONDS = 40.0


@shared_task
def sweep_answers() -> None:
    """Finished answers become follow-ups, units, interests; what was followed up is closed."""
    from core import clock
    from surveys.loop import caring, handling

    handling.handle_due(now=clock.now(), seconds=SECONDS)
    caring.close_done()
