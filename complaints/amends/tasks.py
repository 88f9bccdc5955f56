"""Celery's shells of what comes after a case, and of answers that become one."""

from __future__ import annotations

from celery import shared_task


@shared_task(name="complaints.amends.tasks.heard")
def heard(response_id: int) -> None:
    """An answer was handled: back on its case, or a case of its own."""
    from complaints.amends import after, fromsurvey
    from core import clock
    from surveys.models import Response

    now = clock.now()
    found = Response.objects.select_related("invitation").filter(pk=response_id).first()
    if found and after.take_score(response=found, now=now) is None:
        fromsurvey.open_for(response_id=response_id, now=now)


@shared_task(name="complaints.amends.tasks.sweep_after")
def sweep_after() -> None:
    """Ask after cases that ended, take what was missed, close loops whose case is over."""
    from complaints.amends import after, fromsurvey
    from core import clock

    now = clock.now()
    for work in (
        *(after.ask_due, after.revoke_ended, after.take_missed),
        *(fromsurvey.open_missed, fromsurvey.close_resolved),
    ):
        work(now=now)
