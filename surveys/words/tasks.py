"""Celery's shells of words: comments that nobody has read yet, and counts of large surveys that have aged."""

from __future__ import annotations

import time

from celery import shared_task

SECONDS = 40.0


@shared_task(name="surveys.words.tasks.read_comments")
def read_comments() -> None:
    from core import clock
    from surveys.words import themes

    end = time.monotonic() + SECONDS
    while time.monotonic() < end and themes.read_some(now=clock.now()):
        pass


@shared_task(name="surveys.words.tasks.renew_results")
def renew_results() -> None:
    from core import clock
    from surveys.words import results

    results.renew_stale(now=clock.now())
