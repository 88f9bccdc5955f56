"""Celery shells of loyalty: each takes no more than an id and calls one service."""

from __future__ import annotations

from celery import shared_task

from core import clock
from loyalty.costs import messages
from loyalty.households import services
from loyalty.ledger import expire_batch
from loyalty.ledger.returning import book_waiting
from loyalty.metrics import recompute, store
from loyalty.models import MetricsState


@shared_task
def update_metrics() -> None:
    """Figures of the customers touched since the last run; a second worker leaves at once."""
    state = MetricsState.objects.filter(pk=1).first()
    try:
        if state is None:
            recompute_nightly()
        else:
            recompute.recompute(as_of=state.as_of, now=clock.now(), wait=False)
    except recompute.Busy:
        return


@shared_task
def recompute_nightly() -> None:
    """Once per business day: everybody, with new cut points and models, and the day's snapshot."""
    now = clock.now()
    today = clock.business_day(now)
    if MetricsState.objects.filter(pk=1, as_of=today).exists():
        return
    try:
        recompute.full(as_of=today, now=now, wait=False)
    except recompute.Busy:
        return
    store.refresh(now=now, wait=False)


@shared_task
def compute_reports() -> None:
    """Figures that pages wait for, and those older than what they speak of; one worker at a time, scope by scope."""
    store.sweep(now=clock.now())


@shared_task
def sweep_expiry() -> None:
    """Book what has expired by the clock; batch by batch, so that a kill loses nothing."""
    now = clock.now()
    while expire_batch(now=now):
        pass


@shared_task
def gather_pools() -> None:
    """What came back to members of households goes into their pools."""
    services.gather(now=clock.now())


@shared_task
def sweep_held_returns() -> None:
    """Returns that waited for their sale and missed it by a moment."""
    book_waiting(now=clock.now())


@shared_task
def post_messages() -> None:
    """What the messages of the days that are over cost."""
    messages.post(now=clock.now())
