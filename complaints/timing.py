"""The clocks of a case: begun by its policy, paused by its state, stopped by what was done, laid anew by edits.

The arithmetic is `complaints.clock`; here is what is stored. A clock that has stopped is never laid anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from complaints import trail
from complaints.clock import Calendar, Pause, Stopwatch
from complaints.models import (
    PERCENTS,
    CalendarDay,
    Case,
    CaseClock,
    CasePause,
    ClockKind,
    SlaPolicy,
    WorkCalendar,
)
from complaints.models.calendars import OFFICE_WEEK

# What a policy promises: kind → its field.
PROMISES = {
    ClockKind.ACKNOWLEDGE: "acknowledge",
    ClockKind.RESPOND: "respond",
    ClockKind.NEXT: "next",
    ClockKind.RESOLVE: "resolve",
}
_AT_ONCE = (ClockKind.ACKNOWLEDGE, ClockKind.RESPOND, ClockKind.RESOLVE)


# --- By which calendar and policy ---------------------------------------------------------


def calendar_of(case: Case) -> Calendar:
    """Of the team that looks after it; office hours of the programme's zone until it has one."""
    row = case.team.calendar if case.team else WorkCalendar(week=OFFICE_WEEK)
    return as_clock(row)


def as_clock(row: WorkCalendar) -> Calendar:
    days: dict[date, Any] = {}
    if row.pk:
        days = dict(CalendarDay.objects.filter(calendar=row).values_list("day", "hours"))
    return row.as_clock(days)


def policy_for(case: Case, *, tier: int | None = None) -> tuple[SlaPolicy | None, str]:
    """(the first that fits by its place, what made it fit); (None, "") where nothing is promised."""
    for policy in SlaPolicy.objects.filter(is_active=True).prefetch_related("categories", "tiers").order_by("place"):
        why = _fit(policy, case, tier)
        if why is not None:
            return policy, ", ".join(why)
    return None, ""


def _fit(policy: SlaPolicy, case: Case, tier: int | None) -> list[str] | None:
    """What of the case it asks for, as `category=…`; None when it does not fit."""
    why: list[str] = []
    categories, tiers = list(policy.categories.all()), list(policy.tiers.all())
    if categories:
        path = case.category.path if case.category else ""
        if not any(path.startswith(one.path) for one in categories):
            return None
        why.append(f"category={case.category}")
    if tiers:
        if tier not in {one.pk for one in tiers}:
            return None
        why.append(f"tier={next(str(one) for one in tiers if one.pk == tier)}")
    if not policy.fits_door(case.door) or case.severity < policy.min_severity:
        return None
    if policy.doors:
        why.append(f"door={case.door}")
    if policy.min_severity > 1:
        why.append(f"severity={case.severity}")
    return why or ["all"]


# --- What happens to the clocks -----------------------------------------------------------


def begin(case: Case) -> None:
    """From when the customer spoke. Does nothing where the policy promises nothing."""
    if case.policy:
        for kind in _AT_ONCE:
            _start(case, kind, case.received_at)
    _lay(case)


def _start(case: Case, kind: str, at: datetime, n: int = 1) -> None:
    minutes = getattr(case.policy, PROMISES[ClockKind(kind)]) if case.policy else None
    if minutes is not None:
        CaseClock.objects.get_or_create(
            case=case, kind=kind, n=n, defaults={"promised": 60 * minutes, "started_at": at}
        )


def customer_wrote(case: Case, *, at: datetime) -> None:
    """After the first answer each message of the customer waits for one of its own; while one waits, not for more."""
    if case.responded_at is None or CaseClock.objects.filter(case=case, kind="next", stopped_at=None).exists():
        return
    _start(case, ClockKind.NEXT, at, CaseClock.objects.filter(case=case, kind="next").count() + 1)
    _lay(case)


def stop(case: Case, kinds: Iterable[str], *, at: datetime) -> None:
    """What was promised is done. Twice is once."""
    calendar, pauses = calendar_of(case), _pauses(case)
    for row in CaseClock.objects.select_for_update().filter(case=case, kind__in=list(kinds), stopped_at=None):
        watch = Stopwatch(calendar, row.started_at, row.promised, pauses)
        row.spent, row.is_late, row.stopped_at = watch.spent(at), watch.is_late(at), at
        row.next_percent = row.next_at = None
        row.save()
    _lay(case)


def pause(case: Case, *, at: datetime) -> None:
    CasePause.objects.get_or_create(case=case, until=None, defaults={"since": at})
    _lay(case)


def resume(case: Case, *, at: datetime) -> None:
    CasePause.objects.filter(case=case, until=None).update(until=at)
    _lay(case)


def reopen(case: Case, *, resolved_at: datetime, at: datetime) -> None:
    """Solving goes on where it was: what lay between counts for nobody."""
    CasePause.objects.create(case=case, since=resolved_at, until=at)
    CaseClock.objects.filter(case=case, kind=ClockKind.RESOLVE).update(stopped_at=None, spent=None, is_late=False)
    _lay(case)


# --- Laying -------------------------------------------------------------------------------


def lay_anew(case: Case, *, now: datetime, why: str) -> None:
    """After an edit of its policy or calendar: old and new due times are on the trail."""
    before = {(row.kind, row.n): row.due_at for row in case.clocks.filter(stopped_at=None)}
    if case.policy:
        for row in case.clocks.filter(stopped_at=None):
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


def _lay(case: Case) -> None:
    """Due times and the next escalation of every clock that runs, and the earliest on the case."""
    calendar, pauses = calendar_of(case), _pauses(case)
    due = []
    for row in CaseClock.objects.select_for_update().filter(case=case, stopped_at=None).order_by("pk"):
        watch = Stopwatch(calendar, row.started_at, row.promised, pauses)
        row.due_at = watch.due()
        row.next_percent, row.next_at = next_share(row, watch)
        row.save(update_fields=["due_at", "next_percent", "next_at"])
        due += [row.due_at] if row.due_at else []
    case.due_at = min(due, default=None)
    Case.objects.filter(pk=case.pk).update(due_at=case.due_at)


def next_share(row: CaseClock, watch: Stopwatch) -> tuple[int | None, datetime | None]:
    """The lowest share of which nobody was told yet, and when it is reached; nothing while the clock is paused."""
    told = row.escalations.order_by("-percent").values_list("percent", flat=True).first() or 0
    percent = next((one for one in PERCENTS if one > told), None)
    at = watch.reaches(percent) if percent else None
    return (percent, at) if at else (None, None)


def _pauses(case: Case) -> Sequence[Pause]:
    return [Pause(since, until) for since, until in case.pauses.values_list("since", "until")]
