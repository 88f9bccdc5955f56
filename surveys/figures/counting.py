"""Keeping the sums of answers up to date, by what changed: new answers, and customers who turned out to be others.

One worker at a time; a batch is one transaction, so that whoever is killed leaves nothing half done. An answer is
counted once: `counted_at` and the row of its figure are written together with the sums. One that comes late or
back-dated takes its place between those of its customer, and they move to where they count now.
`recount` makes all of it anew; a differential test holds both equal to the definition.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from core.locks import advisory_lock, try_advisory_lock
from surveys.figures import statements
from surveys.models import FigureTouch, Response

LOCK = "surveys.figures"
BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Recount:
    """How many answers there are, and how many sums they make."""

    answers: int
    cells: int


def fold(*, now: datetime, limit: int = BATCH) -> int:
    """Count answers that are not counted yet, and again those of touched customers; how many of both.

    0 also while another worker is at it.
    """
    with transaction.atomic():
        if not try_advisory_lock(LOCK):
            return 0
        ids, touched = _uncounted(limit), _touched(limit)
        if ids or touched:
            _count(ids, touched, now)
        return len(ids) + len(touched)


def _uncounted(limit: int) -> list[int]:
    """Locked; whoever writes one of them just now has it counted the next time."""
    due = Response.objects.filter(finished_at__isnull=False, counted_at__isnull=True).order_by("pk")
    return list(due.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)[:limit])


def _touched(limit: int) -> list[int]:
    found = list(FigureTouch.objects.order_by("pk").values_list("pk", "customer")[:limit])
    FigureTouch.objects.filter(pk__in=[pk for pk, _customer in found]).delete()
    return sorted({customer for _pk, customer in found})


def _count(ids: list[int], touched: list[int], now: datetime) -> None:
    _take(ids)
    customers = _customers_of(ids)
    nameless = list(ids)
    for answer, customer in _rows(statements.REASSIGN, {"touched": touched}) if touched else ():
        customers.add(customer) if customer else nameless.append(answer)
    _run(statements.MOVE, {"customers": sorted(customers), "ids": nameless})
    Response.objects.filter(pk__in=ids).update(counted_at=now)


def _take(ids: list[int]) -> None:
    segments = [pk for (pk,) in _rows(statements.SEGMENT_IDS)]
    _run(statements.TAKE, {"ids": ids, "segments": segments})


def _customers_of(ids: list[int]) -> set[int]:
    wanted = "SELECT DISTINCT customer_id FROM surveys_responsefigure WHERE response_id = ANY(%(ids)s)"
    return {pk for (pk,) in _rows(f"{wanted} AND customer_id IS NOT NULL", {"ids": ids})}


@transaction.atomic
def recount(*, now: datetime) -> Recount:
    """Everything anew, in one transaction: pages read what was before until it is done. Dimensions stay as they were
    found when an answer was first counted."""
    advisory_lock(LOCK)
    _run("SET LOCAL statement_timeout = 0")
    due = Response.objects.filter(finished_at__isnull=False, counted_at__isnull=True)
    ids = list(due.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), 50_000):
        _take(ids[start : start + 50_000])
    _run("DELETE FROM surveys_figurecell")
    for statement in (statements.REASSIGN_ALL, statements.LINK_ALL, statements.SUM_ALL):
        _run(statement)
    for start in range(0, len(ids), 50_000):
        Response.objects.filter(pk__in=ids[start : start + 50_000]).update(counted_at=now)
    [(answers, cells)] = _rows(
        "SELECT (SELECT count(*) FROM surveys_responsefigure WHERE counts), (SELECT count(*) FROM surveys_figurecell)"
    )
    return Recount(answers, cells)


def _run(statement: str, values: dict[str, Any] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _rows(statement: str, values: dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
