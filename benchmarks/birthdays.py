"""The daily run of the birthday automation: who has theirs today, found among all customers."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass
from typing import Any

from benchmarks import databases
from benchmarks.report import Row
from benchmarks.scale import Scale

BAR_SECONDS = 0.5
RUNS = 5


@dataclass(frozen=True)
class Times:
    """Seconds: `found` of finding them by the rule, whose plan is `plan`; `occasions` of an occasion for each."""

    customers: int
    people: int
    found: float
    occasions: float
    plan: str


def measure(scale: Scale, *, fresh: bool) -> tuple[list[Row], list[str]]:
    large = f"{scale.large_customers} {scale.large_orders} --ledger"
    database = databases.ensure(f"{scale.name}_large", large, fresh=fresh)
    out = databases.run([sys.executable, "-m", "benchmarks.birthdays"], database)
    times = Times(**json.loads(out.strip().splitlines()[-1]))
    row = Row(
        "birthdays", f"the daily birthday run finds today's among {times.customers:,} customers",
        f"{1000 * times.found:.0f} ms", f"{times.people:,} occasions put down in {1000 * times.occasions:.0f} ms",
        times.found, BAR_SECONDS, "s",
    )  # fmt: skip
    return [row], [f"The plan of finding them:\n\n```\n{times.plan}\n```"]


# --- In the process of the database -------------------------------------------------------


def run_here() -> dict[str, Any]:
    """In a transaction that is rolled back: the next run finds the database as this one did."""
    from django.db import transaction

    with transaction.atomic():
        told = _measured()
        transaction.set_rollback(True)
    return told


def _measured() -> dict[str, Any]:
    from django.db import connection

    from campaigns.automations import finding, presets, services
    from core import clock
    from customers.models import Customer
    from customers.segments import refreshing

    preset = presets.find("birthday")
    assert preset is not None
    now = clock.now()
    made = presets.adopt(preset, actor=None, now=now)
    refreshing.refresh(now=now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE customers_segmentmember")  # which the server does by itself within a minute
    services.switch_on(automation=made, actor=None, now=now)
    found = min(_find(made.segment) for _run in range(RUNS))
    started = time.monotonic()
    people = finding.find(made.pk, now=now)
    occasions = time.monotonic() - started
    customers = Customer.objects.count()
    return {
        "customers": customers, "people": people, "found": found, "occasions": occasions, "plan": _plan(made.segment),
    }  # fmt: skip


def _statement(segment: Any) -> tuple[str, Any]:
    from core import clock
    from customers.segments import compiling, facets, refreshing

    catalogue = facets.catalogue()
    return compiling.select(refreshing.tree_of(segment, catalogue), catalogue, now=clock.now())


def _find(segment: Any) -> float:
    from django.db import connection

    with connection.cursor() as cursor:
        started = time.monotonic()
        cursor.execute(*_statement(segment))
        cursor.fetchall()
        return time.monotonic() - started


def _plan(segment: Any) -> str:
    from django.db import connection

    sql, values = _statement(segment)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (COSTS OFF) {sql}", values)
        return "\n".join(line for (line,) in cursor.fetchall())


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(run_here()))
