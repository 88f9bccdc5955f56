"""Promises whose time runs out are told, each share once.

Only what is due is looked at, by the partial index over `next_at`. A batch holds the cases of its clocks, as whoever
changes a case does; cases that somebody holds at this moment come with the next round. After a day on which nobody
looked, only the highest share that is reached is told: yesterday's half time is no news.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import structlog
from django.db import connection, transaction

from complaints import timing
from complaints.clock import Calendar, Pause, Stopwatch
from complaints.models import PERCENTS, Case, CaseClock, CaseEvent, Escalation
from complaints.sla.hearing import Ears
from complaints.telling import alerting

log = structlog.get_logger(__name__)
BATCH = 500
_DUE = """
SELECT clock.id FROM complaints_caseclock clock JOIN complaints_case held ON held.id = clock.case_id
WHERE clock.next_at <= %s ORDER BY clock.next_at, clock.id LIMIT %s
FOR UPDATE OF held, clock SKIP LOCKED"""


def sweep(*, now: datetime, limit: int = BATCH) -> int:
    """One batch; returns how many clocks were looked at. Call it again until there are none."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_DUE, [now, limit])
            ids = [pk for (pk,) in cursor.fetchall()]
        if ids:
            _tell(_read(ids), now)
        return len(ids)


def _read(ids: Sequence[int]) -> list[CaseClock]:
    case = ("case__assignee", "case__team__lead", "case__team__manager", "case__team__calendar")
    rows = CaseClock.objects.filter(pk__in=ids).select_related("case", *case)
    return list(rows.prefetch_related("case__pauses", "escalations").order_by("pk"))


def _tell(rows: Sequence[CaseClock], now: datetime) -> None:
    ears, calendars = Ears(now), _Calendars()
    made: list[tuple[Escalation, Case, list[int]]] = []
    for row in rows:
        told = _next(row, _watch(row, calendars.of(row.case)), ears, now)
        if told:
            made.append(told)
    CaseClock.objects.bulk_update(rows, ["next_percent", "next_at"])
    _write(made, now)


class _Calendars:
    """Those of a batch; most cases share a few."""

    def __init__(self) -> None:
        self._known: dict[int | None, Calendar] = {}

    def of(self, case: Case) -> Calendar:
        key = case.team.calendar_id if case.team else None
        if key not in self._known:
            self._known[key] = timing.calendar_of(case)
        return self._known[key]


def _watch(row: CaseClock, calendar: Calendar) -> Stopwatch:
    pauses = [(Pause(one.since, one.until), one.for_others) for one in row.case.pauses.all()]
    return Stopwatch(calendar, row.started_at, row.promised, timing.pauses_of(row.kind, pauses))


def _next(row: CaseClock, watch: Stopwatch, ears: Ears, now: datetime) -> tuple[Escalation, Case, list[int]] | None:
    """The highest share that is reached and was not told; the row then waits for the next one."""
    before = max((one.percent for one in row.escalations.all()), default=0)
    reached = [percent for percent in PERCENTS if percent > before and _is_reached(watch, percent, now)]
    told = ears.of(row.case, reached[-1]) if reached else []
    if reached and not told:
        log.error("nobody_to_tell", case=row.case_id, clock=row.kind)
    row.next_percent, row.next_at = _coming(watch, reached[-1] if reached else before)
    if not told:
        return None
    return Escalation(clock=row, percent=reached[-1], told=told[0], at=now), row.case, [who.pk for who in told[1:]]


def _is_reached(watch: Stopwatch, percent: int, now: datetime) -> bool:
    at = watch.reaches(percent)
    return at is not None and at <= now


def _coming(watch: Stopwatch, above: int) -> tuple[int | None, datetime | None]:
    percent = next((one for one in PERCENTS if one > above), None)
    at = watch.reaches(percent) if percent else None
    return (percent, at) if at else (None, None)


def _write(made: Sequence[tuple[Escalation, Case, list[int]]], now: datetime) -> None:
    Escalation.objects.bulk_create(row for row, _case, _others in made)
    through = Escalation.others.through
    through.objects.bulk_create(
        through(escalation_id=row.pk, user_id=pk) for row, _case, others in made for pk in others
    )
    alerting.queue((_alert(*one) for one in made if one[0].percent >= alerting.FROM), now=now)
    CaseEvent.objects.bulk_create(
        CaseEvent(case=case, verb="case.escalated", at=now, data=_facts(row, others)) for row, case, others in made
    )


def _alert(row: Escalation, case: Case, others: Sequence[int]) -> alerting.Alert:
    who = (row.told_id, *others)
    return alerting.late(case, who, kind=row.clock.kind, n=row.clock.n, percent=row.percent)


def _facts(row: Escalation, others: Sequence[int]) -> dict[str, object]:
    return {"clock": row.clock.kind, "percent": row.percent, "told": str(row.told), "others": len(others)}
