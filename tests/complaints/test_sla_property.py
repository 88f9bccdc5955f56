"""Whatever happens to a case: time that ran and time that stood still are all the time there was."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from complaints import clock, timing
from complaints.models import Case, CaseClock, CaseState
from complaints.moving import transition
from complaints.saying import say
from complaints.ways import OPEN, WAYS
from tests.complaints.factories import NOW, boss, case, policy, team

pytestmark = pytest.mark.django_db
# What may happen next, and after how many minutes.
_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["open", "waiting_customer", "waiting_others", "resolved", "reopened", "in", "out"]),
        st.integers(min_value=0, max_value=3 * 24 * 60),
    ),
    max_size=12,
)


def step(row: Case, what: str, now: datetime) -> None:
    if what in ("in", "out"):
        author = boss() if what == "out" else None
        say(case=row, direction=what, means="phone", text="It is still broken", author=author, now=now)
    elif what in WAYS[row.state]:
        transition(case=row, to=what, actor=boss(), now=now, facts={"outcome": "justified"})
    row.refresh_from_db()


def stood_still(row: Case, since: datetime, until: datetime) -> int:
    """Working seconds of its pauses within a time, each counted once."""
    calendar = timing.calendar_of(row)
    pauses = [clock.Pause(one.since, one.until) for one in row.pauses.all()]
    united = clock._united(pauses, since)
    return sum(clock.worked(calendar, one.since, min(one.until or until, until)) for one in united)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=_STEPS, hours=st.sampled_from(["office", "always"]))
def test_paused_and_running_time_are_all_the_time(steps: list[tuple[str, int]], hours: str) -> None:
    policy(acknowledge=None, respond=None, resolve=480)
    looks_after = team()
    if hours == "always":
        looks_after.calendar.week = [[["00:00", "24:00"]]] * 7
        looks_after.calendar.save()
    row, now = case(team=looks_after), NOW
    for what, minutes in steps:
        now += timedelta(minutes=minutes)
        step(row, what, now)
    row = Case.objects.get(pk=row.pk)
    held = CaseClock.objects.get(case=row, kind="resolve")
    calendar, end = timing.calendar_of(row), held.stopped_at or now
    pauses = [clock.Pause(one.since, one.until) for one in row.pauses.all()]
    spent = clock.Stopwatch(calendar, held.started_at, held.promised, pauses, held.stopped_at).spent(now)
    assert spent + stood_still(row, held.started_at, end) == clock.worked(calendar, held.started_at, end)
    if held.stopped_at:
        assert (held.spent, held.is_late, held.next_at) == (spent, spent > held.promised, None)
    agrees(row, held)


def agrees(row: Case, held: CaseClock) -> None:
    """What is stored says what is: whether it runs, waits or has ended."""
    waits = row.state in (CaseState.WAITING_CUSTOMER, CaseState.WAITING_OTHERS)
    assert row.pauses.filter(until=None).exists() is waits
    assert (held.stopped_at is None) is (row.state in OPEN)
    running = [one.due_at for one in row.clocks.filter(stopped_at=None) if one.due_at]
    assert row.due_at == min(running, default=None)
