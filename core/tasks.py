"""Waking workers without depending on the broker.

Tables in PostgreSQL are the truth; Redis only shortens the wait. `wake` publishes after
the commit and forgets a dead broker: the next sweep finds the row anyway.
"""

from __future__ import annotations

from typing import Any

import structlog
from celery import Task, shared_task
from django.db import transaction

log = structlog.get_logger(__name__)


# A sweep's message is dropped unread after this: workers that were away for an hour come back to the few of the last
# minute, not to hundreds. Longer than between two sweeps, so that clocks of two machines may differ a little.
SWEPT_EXPIRES = 60


def wake(task: Task[Any, Any], *args: Any, expires: float | None = None) -> None:
    """Enqueue `task` once the surrounding transaction has committed; never raises.

    `expires`: seconds after which nobody needs the message, for senders that send it again.
    """

    lifetime: dict[str, Any] = {} if expires is None else {"expires": expires}

    def publish() -> None:
        try:
            task.apply_async(args=args, retry=False, **lifetime)
        except Exception as error:  # noqa: BLE001  # whatever the broker's client raises: the work is safe in its table
            log.warning("wake_failed", task=task.name, error=type(error).__name__)

    transaction.on_commit(publish, robust=True)


# The limit of other tasks would end an import of some millions of rows as failed; a dead one is found by its silence.
@shared_task(soft_time_limit=24 * 3600 - 60, time_limit=24 * 3600)
def run_job(job_id: int) -> None:
    from core import jobs

    jobs.run(job_id)


@shared_task
def sweep_jobs() -> None:
    """Wake workers for what was queued while the broker was away, and for what lost its worker.

    A message of its own per job: the sweep itself must stay short, and a second message for
    the same job finds it claimed. It expires, because the next sweep sends another.
    """
    from core import jobs

    for job_id in jobs.claimable():
        wake(run_job, job_id, expires=SWEPT_EXPIRES)


@shared_task
def beat_worker() -> None:
    """A worker ran this, so workers are alive."""
    from core import health

    health.beat("worker")


@shared_task
def forget_idempotency_keys() -> None:
    """Answers kept for repeated API requests hold personal data: nobody needs them for ever."""
    from core import clock, integrations

    integrations.forget_old_keys(now=clock.now())


@shared_task
def forget_imports() -> None:
    """Uploaded files, staged rows and exports hold personal data: gone when nobody needs them any more."""
    from core import clock, exportfiles
    from core.importing import staging, uploads

    exportfiles.remove_old(clock.now())
    uploads.remove_old(clock.now())
    staging.drop_left_over()


@shared_task
def deliver_webhooks() -> None:
    """Send what is due; woken by every event, and by a sweep for retries and what a dead broker swallowed."""
    from core.webhooks import delivering

    delivering.deliver_due()


@shared_task
def tidy_webhooks() -> None:
    from core import clock
    from core.webhooks import delivering

    delivering.give_up_old(now=clock.now())
    while delivering.prune(now=clock.now()):
        pass
