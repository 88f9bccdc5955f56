"""Keeping the sums of cases up to date, by what changed; and the orders that they are compared with.

One worker at a time; a batch is one transaction, so that whoever is killed leaves nothing half done. A case is counted
by what it is, not by what happened to it: out of the sums with what it added before, into them with what it adds now.
`recount` makes all of it anew; a test holds both equal to the definition.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from complaints.learning import statements
from complaints.models import Case, CaseCell, CaseFigure, CaseTouch, LearningNight, OrderDay
from core.locks import advisory_lock, try_advisory_lock

LOCK, BATCH = "complaints.figures", 5_000
# Where the last night ended.
MARK = "mark"
# A purchase whose number is lower may be written later: as many are looked at again.
SLACK = 10_000
# Orders are cancelled within these days, or hardly ever; `recount` finds the rest.
CANCELLED_WITHIN = timedelta(days=60)
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def fold(*, now: datetime, limit: int = BATCH) -> int:
    """Count what was touched; how many cases. 0 also while another worker is at it."""
    with transaction.atomic():
        if not try_advisory_lock(LOCK):
            return 0
        touched = list(CaseTouch.objects.order_by("pk").values_list("pk", "case")[:limit])
        ids = sorted({case for _pk, case in touched})
        if ids:
            CaseTouch.objects.filter(pk__in=[pk for pk, _case in touched]).delete()
            beside = {pk for (pk,) in rows(statements.BESIDE, {"ids": ids})}
            _move(sorted({*ids, *beside}), now)
        return len(ids)


def _move(ids: list[int], now: datetime) -> None:
    run(statements.MOVE, {"ids": ids, "now": now, "zone": settings.BUSINESS_TIME_ZONE})


@transaction.atomic
def recount(*, now: datetime) -> int:
    """Everything anew, in one transaction: pages read what was before until it is done. How many cases."""
    advisory_lock(LOCK)
    run("SET LOCAL statement_timeout = 0")
    CaseTouch.objects.all().delete()
    CaseCell.objects.all().delete()
    CaseFigure.objects.all().delete()
    ids = list(Case.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        _move(ids[start : start + BATCH], now)
    count_orders(everything=True)
    return len(ids)


# --- What time alone changes --------------------------------------------------------------


@transaction.atomic
def touch_due(*, now: datetime) -> None:
    """Clocks that ran out since the last night, and customers who came back after the end of their case."""
    mark = _mark()
    since = datetime.fromisoformat(mark["at"]) if "at" in mark else _LONG_AGO
    values = {"now": now, "since": since, "purchase": _last_purchase(mark)}
    run("SET LOCAL statement_timeout = 0")
    run(statements.DUE, values)
    count_orders()
    newest = rows("SELECT coalesce(max(id), 0) FROM sales_purchase")[0][0]
    found = {"at": now.isoformat(), "purchase": newest}
    LearningNight.objects.update_or_create(key=MARK, defaults={"found": found, "counted_at": now})


def count_orders(*, everything: bool = False) -> None:
    """Of the days on which purchases came since, and of the last weeks, in which orders are cancelled."""
    mark = {} if everything else _mark()
    if not mark:
        OrderDay.objects.all().delete()
        run(statements.ORDERS.format(days="true"))
        return
    days = {day for (day,) in rows(statements.NEW_DAYS, {"purchase": _last_purchase(mark)})}
    known = OrderDay.objects.order_by("-day").values_list("day", flat=True).first()
    if known:
        days |= {known - timedelta(days=number) for number in range(CANCELLED_WITHIN.days)}
    OrderDay.objects.filter(day__in=days).delete()
    run(statements.ORDERS.format(days="p.occurred_on = ANY(%(days)s)"), {"days": sorted(days)})


def _mark() -> dict[str, Any]:
    row = LearningNight.objects.filter(key=MARK).first()
    return dict(row.found) if row else {}


def _last_purchase(mark: dict[str, Any]) -> int:
    return max(0, int(mark.get("purchase", 0)) - SLACK)


# --- SQL ----------------------------------------------------------------------------------


def run(statement: str, values: dict[str, Any] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def rows(statement: str, values: dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
