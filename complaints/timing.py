"""The clocks of a case: begun by its policy, paused by its state, stopped by what was done, laid anew by edits.

The arithmetic is `complaints.clock`; here is what is stored. A clock that has stopped is never laid anew.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from django.db.models import Q

from complaints import trail
from complaints.clock import Calendar, Pause, Stopwatch
from complaints.models import (
    PERCENTS,
    CalendarDay,
    Case,
    CaseClock,
    CaseMessage,
    CasePause,
    ClockKind,
    Direction,
    Means,
    SlaPolicy,
    WorkCalendar,
)
from complaints.models.calendars import OFFICE_WEEK
from core import columns, prepared
from core.clock import business_zone
from loyalty.models import TierLevel, TierMembership

# What a policy promises: kind → its field.
PROMISES = {
    ClockKind.ACKNOWLEDGE: "acknowledge",
    ClockKind.RESPOND: "respond",
    ClockKind.NEXT: "next",
    ClockKind.RESOLVE: "resolve",
}
_AT_ONCE = (ClockKind.ACKNOWLEDGE, ClockKind.RESPOND, ClockKind.RESOLVE)


# --- By which calendar and policy ---------------------------------------------------------


_HOURS = """
SELECT calendar.zone, calendar.week::text, (
    SELECT coalesce(json_object_agg(day, hours ORDER BY day), '{}')::text
    FROM complaints_calendarday WHERE calendar_id = calendar.id)
FROM complaints_team team JOIN complaints_workcalendar calendar ON calendar.id = team.calendar_id
WHERE team.id = %(team)s::bigint"""


def calendar_of(case: Case) -> Calendar:
    """Of the team that looks after it; office hours of the programme's zone until it has one.

    Read each time, so that an edit holds at once for every process; only what the same text means is remembered.
    """
    if case.team_id is None:
        return _meant("", json.dumps(OFFICE_WEEK), "{}", str(business_zone()))
    [told] = prepared.fetch(_HOURS, {"team": case.team_id})
    return _meant(*told, str(business_zone()))


@lru_cache(maxsize=256)
def _meant(zone: str, week: str, days: str, _own: str) -> Calendar:
    """`_own`, the programme's zone, is that of a calendar without one."""
    different = {date.fromisoformat(day): hours for day, hours in json.loads(days).items()}
    return WorkCalendar(zone=zone, week=json.loads(week)).as_clock(different)


def as_clock(row: WorkCalendar) -> Calendar:
    days: dict[date, Any] = {}
    if row.pk:
        days = dict(CalendarDay.objects.filter(calendar=row).values_list("day", "hours"))
    return row.as_clock(days)


_POLICY = columns.of(SlaPolicy, *(field.attname for field in SlaPolicy._meta.concrete_fields))  # noqa: SLF001  # documented API
_POLICIES = f"""
SELECT {", ".join(_POLICY)},
       ARRAY(SELECT category.path FROM complaints_slapolicy_categories of_policy
             JOIN complaints_category category ON category.id = of_policy.category_id
             WHERE of_policy.slapolicy_id = policy.id),
       ARRAY(SELECT tierlevel_id FROM complaints_slapolicy_tiers of_policy WHERE of_policy.slapolicy_id = policy.id)
FROM complaints_slapolicy policy WHERE is_active ORDER BY place"""  # noqa: S608  # constants of this module


def _policies() -> Iterator[tuple[SlaPolicy, _Asked]]:
    """In their order, with what they ask for."""
    for *told, paths, tiers in prepared.fetch(_POLICIES, {}):
        policy = SlaPolicy.from_db("default", _POLICY, told)
        policy.doors = json.loads(policy.doors)
        yield policy, _Asked(paths, tiers)


def policy_for(case: Case, choice: Choice | None = None) -> tuple[SlaPolicy | None, str]:
    """(the first that fits by its place, what made it fit); (None, "") where nothing is promised.

    `choice`: what is known for many cases at once.
    """
    choice = choice or Choice([case.customer_id])
    for policy, asked in choice.policies:
        why = _fit(policy, case, choice.levels.get(case.customer_id), asked)
        if why is not None:
            return policy, ", ".join(why)
    return None, ""


class _Asked(NamedTuple):
    """Of which categories (by their paths) and levels a policy is; empty: of all."""

    paths: Sequence[str]
    tiers: Sequence[int]


class Choice:
    """What policies are chosen by: they themselves, and the levels of these customers where any promises to levels."""

    def __init__(self, customers: Iterable[int | None]) -> None:
        self.policies = list(_policies())
        wanted = {pk for pk in customers if pk} if any(asked.tiers for _policy, asked in self.policies) else set()
        rows = TierMembership.objects.filter(pk__in=wanted).values_list("pk", "level") if wanted else ()
        self.levels: dict[int | None, int | None] = dict(rows)


def _fit(policy: SlaPolicy, case: Case, tier: int | None, asked: _Asked) -> list[str] | None:
    """What of the case it asks for, as `category=…`; None when it does not fit."""
    why: list[str] = []
    if asked.paths:
        path = case.category.path if case.category else ""
        if not path.startswith(tuple(asked.paths)):
            return None
        why.append(f"category={case.category.name if case.category else ''}")
    if asked.tiers:
        if tier is None or tier not in asked.tiers:
            return None
        why.append(f"tier={TierLevel.objects.get(pk=tier)}")
    if not policy.fits_door(case.door) or case.severity < policy.min_severity:
        return None
    if policy.doors:
        why.append(f"door={case.door}")
    if policy.min_severity > 1:
        why.append(f"severity={case.severity}")
    return why or ["all"]


# --- What happens to the clocks -----------------------------------------------------------


def first(case: Case) -> list[CaseClock]:
    """Those of a case that is about to be written, with its earliest due time: nothing has paused or stopped them."""
    clocks = _promised(case, _AT_ONCE, case.received_at)
    calendar = calendar_of(case) if clocks else None
    for row in clocks:
        assert calendar
        running = _Running(0, row.kind, row.started_at, row.promised, None, is_late=False)
        laid = _on(running, Stopwatch(calendar, row.started_at, row.promised, ()), {})
        row.due_at, row.next_percent, row.next_at = laid.due_at, laid.next_percent, laid.next_at
    case.due_at = min((row.due_at for row in clocks if row.due_at), default=None)
    return clocks


def begin(case: Case) -> None:
    """From when the customer spoke; twice is once. What was done by now is done.

    Does nothing where the policy promises nothing.
    """
    start(case, _promised(case, _AT_ONCE, case.received_at))
    _lay(case, _done(case))


_START = """
INSERT INTO complaints_caseclock (case_id, kind, n, promised, started_at, due_at, next_percent, next_at, is_late)
SELECT %(case)s::bigint, *, false
FROM unnest(%(kind)s::text[], %(n)s::smallint[], %(promised)s::int[], %(started_at)s::timestamptz[],
            %(due_at)s::timestamptz[], %(next_percent)s::smallint[], %(next_at)s::timestamptz[])
ON CONFLICT (case_id, kind, n) DO NOTHING RETURNING id"""
_STARTED = ("kind", "n", "promised", "started_at", "due_at", "next_percent", "next_at")


def start(case: Case, clocks: Sequence[CaseClock]) -> None:
    """Those that are there already go on as they are."""
    if clocks:
        told = {name: [getattr(row, name) for row in clocks] for name in _STARTED}
        prepared.fetch(_START, told | {"case": case.pk})


def _promised(case: Case, kinds: Iterable[str], at: datetime, n: int = 1) -> list[CaseClock]:
    """Unwritten; none where the policy promises nothing."""
    told = ((str(kind), _minutes(case, kind)) for kind in kinds)
    return [
        CaseClock(kind=kind, n=n, promised=60 * minutes, started_at=at) for kind, minutes in told if minutes is not None
    ]


def _minutes(case: Case, kind: str) -> int | None:
    return getattr(case.policy, PROMISES[ClockKind(kind)]) if case.policy else None


_NEXT = """
SELECT count(*), count(*) FILTER (WHERE stopped_at IS NULL) FROM complaints_caseclock
WHERE case_id = %(case)s::bigint AND kind = 'next'"""


def customer_wrote(case: Case, *, at: datetime) -> None:
    """After the first answer each message of the customer waits for one of its own; while one waits, not for more."""
    if case.responded_at is None:
        return
    [(known, waiting)] = prepared.fetch(_NEXT, {"case": case.pk})
    if not waiting:
        start(case, _promised(case, [ClockKind.NEXT], at, known + 1))
        _lay(case)


_ANSWER_DUE = "SELECT due_at FROM complaints_caseclock WHERE case_id = %(case)s::bigint AND kind = 'respond' AND n = 1"


def answer_due(case: Case) -> datetime | None:
    """By when a person answers; None where nothing is promised, or for now nobody can say."""
    found = prepared.fetch(_ANSWER_DUE, {"case": case.pk})
    return found[0][0] if found else None


def stop(case: Case, kinds: Iterable[str], *, at: datetime) -> None:
    """What was promised is done. Twice is once."""
    _lay(case, dict.fromkeys(kinds, at))


def end(case: Case, *, met: Iterable[str], at: datetime) -> None:
    """The case is over. What was promised and not done by now has lapsed: nobody is praised for it."""
    lapsed = frozenset(ClockKind.values) - frozenset(met)
    _lay(case, dict.fromkeys(ClockKind.values, at), lapsed)


def pause(case: Case, *, at: datetime, for_others: bool = False) -> None:
    """`for_others`: of the solution alone; who asks a supplier owes the customer their words as before."""
    CasePause.objects.get_or_create(case=case, until=None, defaults={"since": at, "for_others": for_others})
    _lay(case)


def resume(case: Case, *, at: datetime) -> None:
    CasePause.objects.filter(case=case, until=None).update(until=at)
    _lay(case)


def revive(case: Case, *, since: datetime, at: datetime) -> None:
    """Solving goes on where it was, and what was never done; the time since its end counts for nobody.

    What was late stays late.
    """
    CasePause.objects.create(case=case, since=since, until=at)
    again = CaseClock.objects.filter(Q(kind=ClockKind.RESOLVE) | Q(is_lapsed=True), case=case)
    if _answered_since(case, since):
        again = again.exclude(kind=ClockKind.NEXT)
    again.update(stopped_at=None, spent=None, is_lapsed=False)
    _lay(case, _done(case))


def _answered_since(case: Case, since: datetime) -> bool:
    """By a person, after its end."""
    said = CaseMessage.objects.filter(case=case, direction=Direction.OUT, at__gte=since)
    return said.exclude(means=Means.AUTOMATIC).exists()


def _done(case: Case) -> dict[str, datetime]:
    """What was said at least once, and when."""
    told = {ClockKind.ACKNOWLEDGE: case.acknowledged_at, ClockKind.RESPOND: case.responded_at}
    return {str(kind): at for kind, at in told.items() if at}


# --- Laying -------------------------------------------------------------------------------


def lay_anew(case: Case, *, now: datetime, why: str) -> None:
    """After an edit of its policy or calendar: old and new due times are on the trail.

    What is late by now stays so, with its due time: only what is still ahead is laid anew.
    """
    running = case.clocks.filter(stopped_at=None)
    running.filter(due_at__lt=now).update(is_late=True)
    before = {(row.kind, row.n): row.due_at for row in running}
    if case.policy:
        for row in running.filter(is_late=False):
            minutes = getattr(case.policy, PROMISES[ClockKind(row.kind)])
            if minutes is not None:
                CaseClock.objects.filter(pk=row.pk).update(promised=60 * minutes)
    _lay(case)
    for row in case.clocks.filter(stopped_at=None):
        old = before.get((row.kind, row.n))
        if old != row.due_at:
            told = {"clock": row.kind, "old": _text(old), "new": _text(row.due_at)}
            trail.record("case.due_changed", case, actor=None, now=now, reason=why, **told)


def _text(at: datetime | None) -> str:
    return at.isoformat() if at else ""


# Whoever lays holds the clocks first: what is read after that is what the one before has left.
_RUNNING = """
SELECT id, kind, started_at, promised, due_at, is_late FROM complaints_caseclock
WHERE case_id = %(case)s::bigint AND stopped_at IS NULL ORDER BY id FOR UPDATE"""
_ABOUT = """
SELECT NULL, NULL, since, until, for_others FROM complaints_casepause WHERE case_id = %(case)s::bigint
UNION ALL
SELECT clock_id, max(percent), NULL, NULL, NULL FROM complaints_escalation
WHERE clock_id = ANY(%(clocks)s::bigint[]) GROUP BY 1"""
_WRITE = """
WITH clocks AS (
    UPDATE complaints_caseclock clock
    SET due_at = told.due_at, next_percent = told.next_percent, next_at = told.next_at,
        stopped_at = told.stopped_at, spent = told.spent, is_late = told.is_late, is_lapsed = told.is_lapsed
    FROM unnest(%(ids)s::bigint[], %(due)s::timestamptz[], %(percents)s::smallint[], %(nexts)s::timestamptz[],
                %(stopped)s::timestamptz[], %(spent)s::int[], %(late)s::boolean[], %(lapsed)s::boolean[])
        AS told (id, due_at, next_percent, next_at, stopped_at, spent, is_late, is_lapsed)
    WHERE clock.id = told.id
)
UPDATE complaints_case SET due_at = %(first)s::timestamptz
WHERE id = %(case)s::bigint AND due_at IS DISTINCT FROM %(first)s::timestamptz RETURNING id"""


class _Laid(NamedTuple):
    """A clock as it is written."""

    id: int
    due_at: datetime | None
    next_percent: int | None = None
    next_at: datetime | None = None
    stopped_at: datetime | None = None
    spent: int | None = None
    is_late: bool = False
    is_lapsed: bool = False


class _Running(NamedTuple):
    id: int
    kind: str
    started_at: datetime
    promised: int
    due_at: datetime | None
    # Fixed: whatever is edited, its due time stays.
    is_late: bool


def _lay(case: Case, stops: Mapping[str, datetime] = MappingProxyType({}), lapsed: Collection[str] = ()) -> None:
    """Stop those; due times and the next escalation of every clock that runs on, and the earliest on the case."""
    running = [_Running(*row) for row in prepared.fetch(_RUNNING, {"case": case.pk})]
    laid = []
    if running:
        calendar, (pauses, told) = calendar_of(case), _about(case, [row.id for row in running])
        for row in running:
            watch = Stopwatch(calendar, row.started_at, row.promised, pauses_of(row.kind, pauses))
            stopped = _stopped(row, watch, stops[row.kind]) if row.kind in stops else None
            laid.append(stopped._replace(is_lapsed=row.kind in lapsed) if stopped else _on(row, watch, told))
    case.due_at = min((row.due_at for row in laid if row.due_at and row.stopped_at is None), default=None)
    _write(case, laid)


def pauses_of(kind: str, pauses: Iterable[tuple[Pause, bool]]) -> list[Pause]:
    """Those that hold for a clock; each pause is told with whether it is for others."""
    return [pause for pause, for_others in pauses if kind == ClockKind.RESOLVE or not for_others]


def _about(case: Case, clocks: Sequence[int]) -> tuple[Sequence[tuple[Pause, bool]], Mapping[int, int]]:
    """Its pauses, and the highest share of each clock that somebody was told of."""
    found = prepared.fetch(_ABOUT, {"case": case.pk, "clocks": list(clocks)})
    pauses = [(Pause(row[2], row[3]), row[4]) for row in found if row[0] is None]
    return pauses, {row[0]: row[1] for row in found if row[0] is not None}


def _on(row: _Running, watch: Stopwatch, told: Mapping[int, int]) -> _Laid:
    """The next share is the lowest of which nobody was told yet; nothing while the clock is paused."""
    percent = next((one for one in PERCENTS if one > told.get(row.id, 0)), None)
    at = watch.reaches(percent) if percent else None
    due = row.due_at if row.is_late else watch.due()
    return _Laid(row.id, due, percent if at else None, at, is_late=row.is_late)


def _stopped(row: _Running, watch: Stopwatch, at: datetime) -> _Laid:
    is_late = row.is_late or watch.is_late(at)
    return _Laid(row.id, row.due_at, stopped_at=at, spent=watch.spent(at), is_late=is_late)


def _write(case: Case, laid: Sequence[_Laid]) -> None:
    columns = list(zip(*laid, strict=True)) or [()] * len(_Laid._fields)
    names = ("ids", "due", "percents", "nexts", "stopped", "spent", "late", "lapsed")
    told = {name: list(column) for name, column in zip(names, columns, strict=True)}
    prepared.fetch(_WRITE, told | {"case": case.pk, "first": case.due_at})
