"""The simulator over a million purchases of members: a draft with a monthly limit, by tier and month.

The job itself runs, with its progress, in this process; the draft asks tier, weekday, goods and what
its limit leaves, so that nothing goes the shortest way.
"""

from __future__ import annotations

import resource
import time
from datetime import timedelta
from typing import Any

from benchmarks import databases
from benchmarks.report import Row
from benchmarks.scale import Scale

BAR_SECONDS = 60
BAR_MEGABYTES = 400
# One customer in ten of the generated is no member.
_LEVELS = """
INSERT INTO loyalty_tierperiod (customer_id, level_id, valid_from, cause, booked_at)
SELECT customer_id, %(level)s, now() - interval '400 days', 'reached', now()
FROM customers_membership WHERE customer_id %% 3 = 0"""


def measure(scale: Scale, *, fresh: bool) -> tuple[list[Row], list[str]]:
    size = f"{scale.customers} {scale.orders * 115 // 100} --ledger"
    databases.use(databases.ensure(f"{scale.name}_simulator", size, fresh=fresh))
    from django.db import transaction

    with transaction.atomic():
        row = _measure(scale)
        # The database serves the next run too.
        transaction.set_rollback(True)
    return [row], []


def _measure(scale: Scale) -> Row:
    draft = _configure()
    seen: list[int] = []
    started, worked = time.perf_counter(), time.process_time()
    figures = _simulate(draft, seen)
    seconds, worked = time.perf_counter() - started, time.process_time() - worked
    if figures["purchases"] < scale.orders:
        raise RuntimeError(f"only {figures['purchases']:,} purchases of members were there")
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if megabytes > BAR_MEGABYTES:
        raise RuntimeError(f"the simulator took {megabytes:.0f} MB")
    return Row(
        key="simulator",
        work=f"simulator over {scale.orders:,} purchases of {scale.customers:,} customers",
        measured=f"{seconds:.1f} s",
        against=f"{figures['purchases']:,} purchases, {len(seen):,} reports of progress",
        value=seconds,
        bar=BAR_SECONDS * max(1.0, scale.orders / 1_000_000),
        unit="s",
        note=f"with and without a draft multiplier for a tier, goods and weekdays that gives at most 500 a month; "
        f"{worked:.1f} s of processor time in this process, {megabytes:.0f} MB at most.",
        details={"seconds": seconds, "processor_seconds": worked, "megabytes": megabytes},
    )


def _configure() -> Any:
    from django.db import connection

    from loyalty.models import EarnRule, TierLevel
    from sales.models import Category

    level = TierLevel.objects.create(code="bench", name="Bench", rank=99, min_spend=10**12)
    with connection.cursor() as cursor:
        cursor.execute(_LEVELS, {"level": level.pk})
        cursor.execute("ANALYZE loyalty_tierperiod")
    draft = EarnRule.objects.create(
        name="Draft", currency="points", kind="multiplier", rate=2, weekdays=[5, 6, 7], per_month=500, is_active=False
    )
    draft.tiers.set([level])
    draft.categories.set(Category.objects.order_by("pk")[:5])
    return draft


def _simulate(draft: Any, seen: list[int]) -> dict[str, Any]:
    """As a worker does it; every purchase that was generated lies in the period."""
    from core import clock, jobs
    from core.models import Job
    from loyalty.models import Simulation
    from loyalty.simulator.job import KIND, simulate

    class Counting(jobs.Progress):
        def report(self, done: int, total: int | None = None, checkpoint: dict[str, Any] | None = None) -> None:
            super().report(done, total, checkpoint)
            seen.append(done)

    today = clock.today()
    work = Job.objects.create(kind=KIND, title="bench", state="running", attempts=1, beat_at=clock.now())
    made = Simulation.objects.create(
        rule=draft, job=work, since=today - timedelta(days=4 * 365), until=today + timedelta(days=1)
    )
    return simulate(made, Counting(work))
