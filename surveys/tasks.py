"""Celery's shells of surveys."""

from __future__ import annotations

import time

from celery import shared_task

SECONDS = 40.0


@shared_task
def sweep_answers() -> None:
    """Finished answers become follow-ups, units, interests; what was followed up is closed."""
    from core import clock
    from surveys.loop import caring, handling

    handling.handle_due(now=clock.now(), seconds=SECONDS)
    caring.close_done()


@shared_task
def sweep_asking() -> None:
    """Ask whose day has come, remind, and end what nobody answered in time; who comes next takes up the rest."""
    from core import clock
    from surveys.asking import due, reminding

    end = time.monotonic() + SECONDS
    for work in (reminding.expire, due.ask_due, reminding.remind):
        while time.monotonic() < end and work(now=clock.now()):
            pass


@shared_task
def find_occasions() -> None:
    """Look for what makes somebody be asked: purchases, deliveries, samples, segments."""
    from core import clock
    from surveys.asking import triggers
    from surveys.models import Survey, SurveyState, Trigger

    rows = Survey.objects.filter(state=SurveyState.OPEN).exclude(trigger__in=(Trigger.NONE, Trigger.CASE))
    for survey in rows.order_by("pk"):
        triggers.find(survey, now=clock.now())


@shared_task
def forget_old() -> None:
    """Take words and names out of answers that are older than the programme keeps them."""
    from core import clock
    from surveys.loop import forgetting

    end = time.monotonic() + SECONDS
    while time.monotonic() < end and forgetting.forget_old(now=clock.now()):
        pass
