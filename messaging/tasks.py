"""Celery's shells of messaging: take a channel, send what is due."""

from __future__ import annotations

from collections.abc import Iterable

from celery import shared_task

from core.tasks import SWEPT_EXPIRES, wake


@shared_task
def send_due(channel: str) -> None:
    """Work for a while. A second worker is called in when there is more than a batch, and so on; what is left after
    our time is taken up by whoever comes next."""
    from messaging.outbox import claiming, working

    def wake_another() -> None:
        wake(send_due, channel, expires=SWEPT_EXPIRES)

    if working.send_due(channel, call_for_help=wake_another) >= claiming.BATCH:
        wake_another()


@shared_task
def sweep_outbox() -> None:
    """What waits is sent though nobody woke anybody: the broker was away, or its time has come."""
    from core import clock
    from messaging import channels
    from messaging.outbox import recovering

    recovering.recover(now=clock.now())
    wake_channels(channels.codes())


@shared_task
def forget_networks() -> None:
    """From where links were followed is known for a day, that they were for two years."""
    from core import clock
    from messaging.links import following, tidying

    following.forget_networks(now=clock.now())
    while tidying.prune(now=clock.now()):
        pass


@shared_task
def apply_events() -> None:
    """What providers told; woken by every call of theirs, and by a sweep for what waits and what a dead broker
    swallowed."""
    from messaging.tracking import applying

    applying.apply_due()


@shared_task
def tidy_events() -> None:
    from core import clock
    from messaging.tracking import tidying

    while tidying.prune(now=clock.now()):
        pass


def wake_channels(codes: Iterable[str]) -> None:
    for code in codes:
        wake(send_due, code, expires=SWEPT_EXPIRES)
