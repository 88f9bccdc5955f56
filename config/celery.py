"""Celery: the app, and the schedule of short sweeps.

What a sweep does and when is read from the programme's settings in the database; here stands only
how often somebody looks. Each entry `expires` before the next is due, so that a worker that was
away meets one of each, not a queue of yesterday's.
"""

from __future__ import annotations

import ctypes
import os
import signal
from typing import Any

from celery import Celery
from celery.beat import PersistentScheduler
from celery.signals import (
    beat_init,
    celeryd_init,
    setup_logging,
    task_postrun,
    task_prerun,
    worker_process_init,
    worker_ready,
)

from config import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

HEARTBEAT_SECONDS = 20

app = Celery("regulars")
app.set_default()
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


def sweep(task: str, seconds: float, *arguments: Any) -> dict[str, Any]:
    """A schedule entry that is forgotten when nobody has taken it up in time."""
    return {"task": task, "schedule": seconds, "args": arguments, "options": {"expires": seconds}}


app.conf.beat_schedule = {
    "heartbeat": sweep("core.tasks.beat_worker", HEARTBEAT_SECONDS),
    "jobs": sweep("core.tasks.sweep_jobs", 10),
    "interests": sweep("sales.tasks.derive_interests", 24 * 3600),
    "similar_products": sweep("sales.tasks.relate_products", 24 * 3600),
    "stock": sweep("sales.tasks.sweep_stock", 60),
    "imports": sweep("core.tasks.forget_imports", 3600),
    "idempotency_keys": sweep("core.tasks.forget_idempotency_keys", 3600),
    "webhooks": sweep("core.tasks.deliver_webhooks", 15),
    "referrals": sweep("loyalty.referrals.tasks.sweep_referrals", 300),
    "outbox": sweep("messaging.tasks.sweep_outbox", 15),
    "networks": sweep("messaging.tasks.forget_networks", 3600),
    "provider_events": sweep("messaging.tasks.apply_events", 20),
    "provider_events_tidy": sweep("messaging.tasks.tidy_events", 3600),
    "campaigns": sweep("campaigns.tasks.sweep_campaigns", 15),
    "automations": sweep("campaigns.tasks.sweep_automations", 60),
    "events": sweep("campaigns.tasks.sweep_events", 60),
    "survey_answers": sweep("surveys.tasks.sweep_answers", 15),
    "survey_occasions": sweep("surveys.tasks.find_occasions", 300),
    "survey_asking": sweep("surveys.tasks.sweep_asking", 60),
    "complaint_clocks": sweep("complaints.tasks.sweep_clocks", 30),
    "complaint_sharing": sweep("complaints.tasks.share_out", 300),
    "complaint_closing": sweep("complaints.tasks.close_resolved", 600),
    "complaint_mail_out": sweep("complaints.tasks.send_mail", 15),
    "complaint_mail": sweep("complaints.mail.tasks.fetch_mail", 60),
    "complaint_mail_taken": sweep("complaints.mail.tasks.take_mail", 20),
    "complaint_mail_tidy": sweep("complaints.mail.tasks.tidy_mail", 3600),
    "webhooks_tidy": sweep("core.tasks.tidy_webhooks", 3600),
    "ledger_expiry": sweep("loyalty.tasks.sweep_expiry", 300),
    "held_returns": sweep("loyalty.tasks.sweep_held_returns", 300),
    "message_costs": sweep("loyalty.tasks.post_messages", 6 * 3600),
    "household_pools": sweep("loyalty.tasks.gather_pools", 300),
    "draws": sweep("loyalty.draws.tasks.sweep_draws", 30),
    "editions": sweep("loyalty.editions.tasks.sweep_editions", 30),
    "reward_codes": sweep("loyalty.rewards.tasks.sweep_codes", 300),
    "tiers": sweep("loyalty.tiers.tasks.sweep_tiers", 120),
    "profiles": sweep("loyalty.earning.tasks.sweep_profiles", 300),
    "till": sweep("loyalty.till.tasks.sweep_baskets", 3600),
    "reservations": sweep("loyalty.pricing.tasks.sweep_reservations", 30),
    "quotes": sweep("loyalty.pricing.tasks.sweep_quotes", 3600),
    "survey_retention": sweep("surveys.tasks.forget_old", 3600),
    "survey_figures": sweep("surveys.figures.tasks.sweep_figures", 60),
    "survey_funnels": sweep("surveys.figures.tasks.sweep_funnels", 900),
    "survey_studies": sweep("surveys.figures.tasks.sweep_studies", 3600),
    "survey_comments": sweep("surveys.words.tasks.read_comments", 60),
    "survey_results": sweep("surveys.words.tasks.renew_results", 3600),
    "cases_after": sweep("complaints.amends.tasks.sweep_after", 300),
    "cases_silent": sweep("complaints.incidents.tasks.find_silent", 24 * 3600),
    "complaint_figures": sweep("complaints.learning.tasks.sweep_figures", 60),
    "complaint_night": sweep("complaints.learning.tasks.sweep_night", 900),
    "segments": sweep("customers.tasks.refresh_segments", 120),
    "metrics": sweep("loyalty.tasks.update_metrics", 120),
    "metrics_nightly": sweep("loyalty.tasks.recompute_nightly", 600),
    "metrics_reports": sweep("loyalty.tasks.compute_reports", 30),
}


class Scheduler(PersistentScheduler):
    """Beat that also writes its own sign of life; the worker's comes from the task above."""

    _beaten_at = float("-inf")

    def tick(self, *arguments: Any, **options: Any) -> Any:
        from core import health

        self._beaten_at = health.beat_if_due("beat", self._beaten_at, HEARTBEAT_SECONDS)
        delay = super().tick(*arguments, **options)
        return min(delay, HEARTBEAT_SECONDS)


@setup_logging.connect
def _keep_our_logging(**_options: Any) -> None:
    """Being connected is enough: Celery then leaves the logging that Django configured alone."""
    import logging.config

    from django.conf import settings

    logging.config.dictConfig(settings.LOGGING)


@task_prerun.connect
def _bind_task(task_id: str, task: Any, **_options: Any) -> None:
    import structlog

    structlog.contextvars.bind_contextvars(task=task.name, task_id=task_id)


@task_postrun.connect
def _unbind_task(**_options: Any) -> None:
    import structlog

    structlog.contextvars.unbind_contextvars("task", "task_id")


@worker_process_init.connect
def _die_with_parent(**_options: Any) -> None:
    """A pool process whose worker was killed must not go on alone."""
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, int(signal.SIGKILL))


@worker_ready.connect
def _beat_at_once(**_options: Any) -> None:
    """That it can take tasks is a sign of life: the first of the schedule stands behind all that is due by now."""
    from django.db import connection

    from core import health

    health.beat_if_due("worker", float("-inf"), HEARTBEAT_SECONDS)
    connection.close()  # the pool has its own; this process needs none


@celeryd_init.connect
@beat_init.connect
def _start_servers(**_options: Any) -> None:
    """`celery -A config.celery` does not come through manage.py."""
    embedded.start_if_needed()
