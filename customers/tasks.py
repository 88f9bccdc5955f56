"""Celery shells of customers: each calls one service."""

from __future__ import annotations

from celery import shared_task

from core import clock
from customers.segments import refreshing


# On the first day of a large shop every segment is computed in full.
@shared_task(soft_time_limit=3600 - 60, time_limit=3600)
def refresh_segments() -> None:
    """Segments whose rule or day is new in full, then whoever changed; a second worker leaves at once."""
    refreshing.refresh(now=clock.now())
