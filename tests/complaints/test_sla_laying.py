"""Edits of what is promised reach open cases, with old and new on the trail; results stay. Cases end by themselves."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from complaints import timing
from complaints.models import CalendarDay, Case, CaseClock, CaseEvent, ComplaintSettings, TeamMember
from complaints.moving import transition
from complaints.saying import say
from complaints.sla import closing, laying, reading
from complaints.sla.teams import give_to_team
from complaints.working import editing
from core import jobs
from core.errors import DomainError
from core.models import Job
from loyalty.models import TierMembership
from tests.complaints.factories import NOW, at, boss, case, cause, policy, team
from tests.customers.factories import make_user
from tests.loyalty.factories import member
from tests.loyalty.tiers import level

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is late by now is not laid anew."""
    monkeypatch.setattr("core.clock.now", lambda: NOW)


def run(job: Job) -> Job:
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == "done", job.error
    return job


def due(row: Case, kind: str = "resolve") -> Any:
    return CaseClock.objects.get(case=row, kind=kind).due_at


def changes(row: Case) -> list[tuple[str, str, str]]:
    found = CaseEvent.objects.filter(case=row, verb="case.due_changed").order_by("pk")
    return [(one.data["clock"], one.data["old"][:16], one.data["new"][:16]) for one in found]


def resolved(row: Case, when: str = "2026-09-28 12:00", **facts: Any) -> Case:
    told = {"outcome": "justified"} | facts
    return transition(case=row, to="resolved", actor=boss(), now=at(when), facts=told)


# --- Policies ---------------------------------------------------------------------------------


def test_an_edited_promise_reaches_open_cases_and_leaves_results_alone() -> None:
    held = policy(acknowledge=None, respond=None)
    row, ended = case(team=team()), resolved(case(team=team()))
    before = CaseClock.objects.get(case=ended)
    held.resolve = 240
    held.save()
    job = run(laying.after_policy(held, None))
    assert (job.done, job.result) == (1, {"cases": 1})
    assert due(row) == at("2026-09-28 13:00")
    assert changes(row) == [("resolve", "2026-09-28T09:00", "2026-09-28T05:00")]
    row.refresh_from_db()
    assert row.due_at == at("2026-09-28 13:00")
    assert [CaseClock.objects.get(case=ended)] == [before]
    assert changes(ended) == []


def test_what_is_promised_anew_begins_and_what_is_not_any_more_ends() -> None:
    held = policy(acknowledge=60, respond=None, resolve=480)
    row = case(team=team())
    held.acknowledge, held.respond = None, 120
    held.save()
    run(laying.after_policy(held, None))
    assert set(row.clocks.values_list("kind", flat=True)) == {"respond", "resolve"}
    assert due(row, "respond") == at("2026-09-28 11:00")
    assert changes(row) == [("acknowledge", "2026-09-28T02:00", ""), ("respond", "", "2026-09-28T03:00")]


def test_policies_and_levels_are_read_once_for_many(monkeypatch: pytest.MonkeyPatch) -> None:
    held, gold = policy(acknowledge=None, respond=None), level("gold", 1)
    held.tiers.add(gold)
    for _n in range(3):
        TierMembership.objects.create(customer=(who := member()), level=gold, earned_level=gold, since=NOW)
        case(team=team(), customer=who)
    read, policies = [], timing._policies
    monkeypatch.setattr(timing, "_policies", lambda: read.append("policies") or policies())
    with CaptureQueriesContext(connection) as asked:
        run(laying.after_policy(held, None))
    assert sum("loyalty_tiermembership" in (one["sql"] or "") for one in asked) == 1
    assert read == ["policies"]


def test_the_lowest_place_that_fits_holds_after_an_edit() -> None:
    wide = policy(place=9, resolve=480)
    row = case(team=team(), severity=3)
    narrow = policy(place=1, resolve=60, min_severity=3)
    run(laying.after_policy(narrow, None))
    row.refresh_from_db()
    assert (row.policy, row.policy_reason) == (narrow, "severity=3")
    assert due(row) == at("2026-09-28 10:00")
    narrow.is_active = False
    narrow.save()
    run(laying.after_policy(narrow, None))
    row.refresh_from_db()
    assert (row.policy, row.policy_reason) == (wide, "all")
    assert due(row) == at("2026-09-28 17:00")
    old = CaseEvent.objects.filter(case=row, verb="case.policy").values_list("data__old", "data__new")
    assert list(old) == [(str(wide), str(narrow)), (str(narrow), str(wide))]


def test_a_breach_is_not_edited_away() -> None:
    grave, wide = policy(place=1, min_severity=3), policy(place=2, acknowledge=None, respond=None, resolve=9600)
    row = case(team=team(), severity=3)
    assert row.policy == grave
    late = at("2026-09-28 14:00")
    row = editing.update(case=row, changes={"severity": 2}, expected=row.version, actor=boss(), now=late)
    row.refresh_from_db()
    assert row.policy == wide
    assert {one.kind: (one.is_late, one.due_at) for one in row.clocks.all()} == {
        "acknowledge": (True, at("2026-09-28 10:00")), "respond": (True, at("2026-09-28 13:00")),
        "resolve": (False, due(row)),
    }  # fmt: skip
    assert due(row) > at("2026-10-01 09:00")
    assert row.due_at == at("2026-09-28 10:00")
    say(case=row, direction="out", means="phone", text="words", author=boss(), now=late)
    assert row.clocks.get(kind="respond").is_late


def test_told_shares_are_not_told_again_after_an_edit() -> None:
    from complaints.sla import sweeping

    held = policy(acknowledge=None, respond=None, resolve=480)
    row = case(team=team(lead=boss()))
    sweeping.sweep(now=at("2026-09-28 13:00"))
    held.resolve = 960
    held.save()
    run(laying.after_policy(held, None))
    assert sweeping.sweep(now=at("2026-09-28 17:59")) == 0
    clock = CaseClock.objects.get(case=row)
    assert (clock.next_percent, clock.next_at) == (80, at("2026-09-29 12:48"))


# --- Calendars and teams ----------------------------------------------------------------------


def test_a_holiday_that_is_entered_moves_due_times_of_its_teams_alone() -> None:
    policy(acknowledge=None, respond=None)
    here, there = case(team=team(), now=at("2026-09-28 17:00")), case(team=team(), now=at("2026-09-28 17:00"))
    assert here.team
    assert there.team
    CalendarDay.objects.create(calendar=here.team.calendar, day=date(2026, 9, 29), name="Holiday")
    run(laying.after_calendar(here.team.calendar, None))
    assert (due(here), due(there)) == (at("2026-09-30 16:00"), at("2026-09-29 16:00"))
    assert changes(here) == [("resolve", "2026-09-29T08:00", "2026-09-30T08:00")]
    assert changes(there) == []


def test_another_calendar_of_a_team_counts_as_if_it_always_had() -> None:
    policy(acknowledge=None, respond=None)
    row, other = case(team=team()), team().calendar
    assert row.team
    other.week = [[["09:00", "13:00"]]] * 5 + [[], []]
    other.save()
    row.team.calendar = other
    row.team.save()
    run(laying.after_team(row.team, None))
    assert due(row) == at("2026-09-29 13:00")


def test_a_case_that_goes_to_another_team_has_its_hours() -> None:
    policy(acknowledge=None, respond=None)
    row, other = case(team=team()), team()
    TeamMember.objects.create(team=other, user=make_user("service agent"))
    other.calendar.week = [[["00:00", "24:00"]]] * 7
    other.calendar.save()
    row = give_to_team(case=row, team=other, actor=boss(), now=NOW, reason="nights")
    assert (row.team, row.assignee) == (other, TeamMember.objects.get().user)
    assert due(row) == at("2026-09-28 17:00")
    row = case(now=at("2026-09-28 17:00"), team=team())
    give_to_team(case=row, team=other, actor=boss(), now=at("2026-09-28 17:00"))
    assert due(row) == at("2026-09-29 01:00")
    assert [verb for verb, _old, _new in changes(row)] == ["resolve"]


def test_who_may_not_moves_nothing_and_no_team_that_may_not_read_it() -> None:
    row, other = case(team=team(), is_confidential=True), team()
    for actor, code in ((make_user("cashier"), "forbidden"), (boss(), "team_unfit")):
        with pytest.raises(DomainError) as refused:
            give_to_team(case=row, team=other, actor=actor, now=NOW)
        assert refused.value.code == code


def test_a_job_that_was_killed_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laying, "BATCH", 2)
    held = policy(acknowledge=None, respond=None)
    rows = [case(team=team()) for _n in range(5)]
    held.resolve = 60
    held.save()
    job = laying.after_policy(held, None)
    Job.objects.filter(pk=job.pk).update(checkpoint={"done": 2, "after": rows[1].pk})
    assert run(job).result == {"cases": 5}
    assert [len(changes(row)) for row in rows] == [0, 0, 1, 1, 1]


# --- Ending by themselves ---------------------------------------------------------------------


def whole(**values: Any) -> Case:
    row = resolved(case(), **values)
    Case.objects.filter(pk=row.pk).update(cause=cause(), told_how="by mail")
    return row


def test_after_days_of_silence_a_whole_case_ends_and_the_others_are_listed() -> None:
    row, lacking = whole(), resolved(case())
    days = timedelta(days=ComplaintSettings.current().close_days)
    end = at("2026-09-28 12:00") + days
    assert closing.close_due(now=end - timedelta(seconds=1)) == 0
    assert closing.close_due(now=end) == 1
    assert closing.close_due(now=end) == 0
    row.refresh_from_db()
    assert (row.state, row.closed_at) == ("closed", end)
    assert list(closing.lacking(end)) == [lacking]
    event = CaseEvent.objects.get(case=row, data__new="closed")
    assert (event.reason, event.actor) == ("silence", None)


def test_the_list_shows_nobody_what_they_may_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.clock.now", lambda: at("2026-10-28 12:00"))
    row = resolved(case(is_confidential=True))
    assert list(reading.unclosed(make_user("service agent"))) == []
    assert list(reading.unclosed(make_user("manager"))) == [row]


@pytest.mark.django_db(transaction=True)
def test_two_workers_end_each_case_once() -> None:
    rows, barrier = [whole() for _n in range(6)], Barrier(2)

    def work(_n: int) -> int:
        try:
            barrier.wait(timeout=30)
            found = 0
            while more := closing.close_due(now=at("2026-10-28 12:00"), limit=2):
                found += more
            return found
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(work, range(2))) == len(rows)
    assert CaseEvent.objects.filter(data__new="closed").count() == len(rows)
