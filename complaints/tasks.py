"""Celery's shells of complaints."""

from __future__ import annotations

import time

from celery import shared_task

SECONDS = 40.0


@shared_task
def sweep_clocks() -> None:
    """Whoever must hear that the time of a promise runs out hears it; who comes next takes up the rest."""
    from complaints.sla import sweeping
    from core import clock

    end = time.monotonic() + SECONDS
    while time.monotonic() < end and sweeping.sweep(now=clock.now()):
        pass


@shared_task
def close_resolved() -> None:
    """Cases that have been resolved for long enough end, if everything is known that must be."""
    from complaints.sla import closing
    from core import clock

    end = time.monotonic() + SECONDS
    while time.monotonic() < end and closing.close_due(now=clock.now()):
        pass


@shared_task
def share_out() -> None:
    """Cases that waited for somebody with room, or whose colleague has left, go to who has room by now."""
    from complaints.working import sharing
    from core import clock

    sharing.share_out(now=clock.now())


@shared_task
def send_mail() -> None:
    """What waits in the outbox of cases; woken by each message, and by a sweep for what nobody woke anybody for."""
    from complaints.telling import working

    working.send_due(seconds=SECONDS)
