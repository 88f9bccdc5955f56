"""A segment of five conditions: in full, and after a thousand customers changed, however many there are."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from benchmarks import databases
from benchmarks.report import Row
from benchmarks.scale import Scale

FULL_BAR, REFRESH_BAR = 5, 0.5
TOUCHED = 1000
RUNS = 5
# Active members since a month at least, with units, who bought a category twice in a year and one product never.
RULE = {
    "all": [
        {"facet": "customers.membership", "op": "in", "value": ["active"]},
        {"facet": "customers.created_on", "op": "days_ago", "value": 30},
        {"facet": "loyalty.balance_points", "op": "ge", "value": 100},
        {
            "facet": "sales.bought", "op": "has",
            "value": {"times": 2, "days": 365, "of": {"category": ["bench-1"]}},
        },
        {"facet": "sales.bought", "op": "has_not", "value": {"of": {"product": ["B-1"]}}},
    ]
}  # fmt: skip


@dataclass(frozen=True)
class Times:
    """Seconds; of the refresh the slowest of some runs."""

    customers: int
    members: int
    full: float
    again: float
    refresh: float


def measure(scale: Scale, *, fresh: bool) -> tuple[list[Row], list[str]]:
    """On the large database of the recompute, and on one of a hundredth of its customers."""
    large = f"{scale.large_customers} {scale.large_orders} --ledger"
    few = f"{scale.few} {scale.few_orders} --ledger"
    many = _times(databases.ensure(f"{scale.name}_large", large, fresh=fresh))
    some = _times(databases.ensure(f"{scale.name}_few", few, fresh=fresh))
    return _rows(many, some), []


def _times(database: str) -> Times:
    out = databases.run([sys.executable, "-m", "benchmarks.segments"], database)
    return Times(**json.loads(out.strip().splitlines()[-1]))


def _rows(many: Times, some: Times) -> list[Row]:
    return [
        Row(
            "segments_full", f"members of a segment of five conditions, {many.customers:,} customers",
            f"{many.full:.2f} s for {many.members:,} new members", f"again, when all are there: {many.again:.2f} s",
            many.full, FULL_BAR, "s",
        ),
        Row(
            "segments_refresh", f"the same after {TOUCHED:,} customers changed", f"{1000 * many.refresh:.0f} ms",
            f"{1000 * some.refresh:.0f} ms at {some.customers:,} customers", many.refresh, REFRESH_BAR, "s",
        ),
    ]  # fmt: skip


# --- In the process of the database -------------------------------------------------------


def run_here() -> dict[str, Any]:
    from campaigns.models import Automation, Occasion, Passage
    from core import clock
    from customers.models import Customer, Segment, SegmentMember, SegmentTouch
    from customers.segments import refreshing, services

    now = clock.now()
    # Another part may have left its automation in the same database.
    _empty(Passage, Occasion, Automation, SegmentTouch, SegmentMember, Segment)
    _query("VACUUM ANALYZE customers_segmentmember")
    segment = services.create_segment(name="Bench", rule=RULE, actor=None, now=now)
    full = _timed(lambda: refreshing.refresh(now=now))
    again = _timed(lambda: refreshing.refresh(now=now, is_full=True))
    refresh = max(_timed(lambda: refreshing.refresh(now=now)) for _ in range(RUNS) if _touch())
    segment.refresh_from_db()
    _empty(SegmentMember, Segment)
    customers = Customer.objects.count()
    return {"customers": customers, "members": segment.size, "full": full, "again": again, "refresh": refresh}


def _touch() -> bool:
    """Change as many customers, somewhere among all."""
    _query(
        "UPDATE customers_customer SET updated_at = now() WHERE id IN (SELECT 1 + floor(random() * ("
        f"SELECT max(id) FROM customers_customer))::bigint FROM generate_series(1, {TOUCHED}))"
    )
    return True


def _empty(*models: Any) -> None:
    for model in models:
        model.objects.all().delete()


def _timed(work: Callable[[], Any]) -> float:
    started = time.monotonic()
    work()
    return time.monotonic() - started


def _query(statement: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(run_here()))
