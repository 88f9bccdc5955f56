"""Celery's shells of incoming mail: look into the mailboxes, take what waits, forget what nobody needs any more."""

from __future__ import annotations

from celery import shared_task

from core.tasks import SWEPT_EXPIRES, wake


@shared_task(name="complaints.mail.tasks.fetch_mail")
def fetch_mail() -> None:
    from complaints.mail import fetching

    if fetching.fetch_all():
        wake(take_mail, expires=SWEPT_EXPIRES)


@shared_task(name="complaints.mail.tasks.take_mail")
def take_mail() -> None:
    """Also woken by every mail that a provider tells; a sweep finds what a dead broker swallowed."""
    from complaints.mail import processing

    processing.process_due()


@shared_task(name="complaints.mail.tasks.tidy_mail")
def tidy_mail() -> None:
    from complaints import files
    from complaints.mail import brakes, spooling
    from core import clock

    now = clock.now()
    brakes.forget(now=now)
    while spooling.forget_old(now=now):
        pass
    spooling.sweep(now=now)
    files.sweep(now=now)
