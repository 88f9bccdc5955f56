"""Everybody's level, batch by batch: once a day, and whenever levels or settings have changed.

The same decision as in the transaction of a sale, on the same measures. `TierRun` says how far it
is and is written in the transaction of each batch: a killed run goes on there, as of the instant
at which it began. One run works at a time; sales go on meanwhile, because only the members who
move are locked, and measured again after that.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime

import structlog
from django.db import connection, transaction

from core import clock
from core.locks import singleton
from loyalty.models import TierRun
from loyalty.tiers import deciding, measuring, services, sql, standing, writing
from loyalty.tiers.measuring import Member, Scope
from loyalty.tiers.terms import Terms, terms

log = structlog.get_logger(__name__)
LOCK = "loyalty.tiers"
BATCH = 20_000


@dataclass(frozen=True)
class Outcome:
    """`customers` looked at and `moved` in the whole run, also before it was interrupted."""

    as_of: datetime
    customers: int
    moved: int
    seconds: float


class Changed(Exception):  # noqa: N818  # nothing went wrong
    """Levels or settings were changed while the run was at work: it begins anew."""


def is_due(now: datetime) -> bool:
    """Once per business day, after a change of the terms, and to finish what was interrupted."""
    run, in_force = TierRun.objects.filter(pk=1).first(), terms()
    if run is None:
        return in_force.is_used
    is_of_today = clock.business_day(run.as_of) >= clock.business_day(now)
    return not (is_of_today and run.finished_at and run.stamp == in_force.stamp)


def recompute(*, now: datetime, wait: bool = True, batch: int = BATCH) -> Outcome | None:
    """Bring everybody up to date; None when another run is at work or the terms change all the time."""
    started = time.monotonic()
    with singleton(LOCK, wait=wait) as is_ours:
        if not is_ours:
            return None
        run = _begin(now)
        try:
            while _batch(run, batch):
                pass
        except Changed:
            return None
    seconds = time.monotonic() - started
    log.info("tiers_recomputed", customers=run.customers, moved=run.moved, seconds=round(seconds, 3))
    return Outcome(run.as_of, run.customers, run.moved, seconds)


def _begin(now: datetime) -> TierRun:
    """Go on with the run of today that was interrupted, or begin a new one."""
    run, stamp = TierRun.objects.filter(pk=1).first(), terms().stamp
    is_open = run is not None and run.finished_at is None and run.stamp == stamp
    if run is not None and is_open and clock.business_day(run.as_of) == clock.business_day(now):
        return run
    values = {
        "as_of": now, "stamp": stamp, "after": 0, "customers": 0, "moved": 0, "started_at": clock.now(),
        "finished_at": None,
    }  # fmt: skip
    return TierRun.objects.update_or_create(pk=1, defaults=values)[0]


_NEXT = """
SELECT max(customer_id), count(*) FROM (
    SELECT customer_id FROM customers_membership WHERE customer_id > %(after)s ORDER BY customer_id LIMIT %(batch)s
) part"""


def _batch(run: TierRun, size: int) -> bool:
    """The next batch with its position, in one transaction; False when there was none."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0")
        in_force = terms()
        if in_force.stamp != run.stamp:
            raise Changed
        upto, found = sql.rows(_NEXT, {"after": run.after, "batch": size})[0]
        if found:
            run.moved += _settle(Scope(after=run.after, upto=upto), in_force, run.as_of)
            run.after, run.customers = upto, run.customers + found
        else:
            run.finished_at = clock.now()
        run.save(update_fields=["after", "customers", "moved", "finished_at"])
    return bool(found)


def _settle(scope: Scope, in_force: Terms, now: datetime) -> int:
    """Look at all, lock those who may have to move, and decide about these as they are then."""
    today = clock.business_day(now)
    moving, staying = measuring.survey(scope, in_force, today)
    changed: list[Member] = []
    if moving:
        services.lock_with_customers(moving)
        fresh = measuring.candidates(Scope(moving), in_force, today, everybody=True)
        changed = deciding.decide(fresh, in_force, now)
        writing.write(changed, in_force, now)
        staying += fresh
    standing.write(scope, staying, in_force, now)
    return len(changed)
