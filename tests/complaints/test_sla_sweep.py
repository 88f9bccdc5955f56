"""Who hears that the time of a promise runs out: once, the highest share, and never nobody."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction

from complaints.models import Absence, Case, CaseClock, CaseEvent, Escalation
from complaints.moving import transition
from complaints.sla import reading, sweeping
from core.models import User
from tests.complaints.factories import at, boss, case, policy, team
from tests.customers.factories import make_user

pytestmark = pytest.mark.django_db


def told(row: Case) -> list[tuple[int, User]]:
    found = Escalation.objects.filter(clock__case=row).order_by("clock", "percent")
    return [(one.percent, one.told) for one in found.select_related("told")]


def promised(**values: Any) -> Case:
    """Of a team with a lead and a manager, one who looks after it, and one promise of eight hours from nine o'clock."""
    policy(acknowledge=None, respond=None, resolve=480)
    hidden = values.get("is_confidential", False)
    who = team(lead=make_user("manager"), manager=make_user("owner"), is_confidential=hidden)
    row = case(team=who, **values)
    Case.objects.filter(pk=row.pk).update(assignee=make_user("service agent"))
    row.refresh_from_db()
    return row


def sweep(when: str) -> int:
    return sweeping.sweep(now=at(when))


def test_each_share_is_told_once_to_the_next_one_up() -> None:
    row = promised()
    assert row.team
    for when in ("12:59", "13:00", "13:01", "15:24", "15:30", "17:00", "17:30"):
        sweep(f"2026-09-28 {when}")
    sweep("2026-09-29 11:59")
    assert [percent for percent, _who in told(row)] == [50, 80, 100]
    sweep("2026-09-29 12:00")
    assert told(row) == [
        (50, row.assignee), (80, row.assignee), (100, row.team.lead), (150, row.team.manager),
    ]  # fmt: skip
    assert sweep("2027-01-01 12:00") == 0
    events = CaseEvent.objects.filter(case=row, verb="case.escalated").values_list("data__percent", flat=True)
    assert list(events) == [50, 80, 100, 150]


def test_after_a_day_without_anybody_looking_only_the_highest_is_told() -> None:
    row = promised()
    assert sweep("2026-09-29 10:00") == 1
    assert [percent for percent, _who in told(row)] == [100]
    assert sweep("2026-09-29 12:00") == 1
    assert [percent for percent, _who in told(row)] == [100, 150]


def test_a_paused_promise_tells_nobody() -> None:
    row = transition(case=promised(), to="waiting_customer", actor=boss(), now=at("2026-09-28 12:00"))
    assert sweep("2026-10-28 12:00") == 0
    transition(case=row, to="open", actor=boss(), now=at("2026-09-29 12:00"))
    assert sweep("2026-09-29 12:59") == 0
    assert sweep("2026-09-29 13:00") == 1


def test_what_is_done_tells_nobody() -> None:
    transition(case=promised(), to="resolved", actor=boss(), now=at("2026-09-28 12:00"), facts={"outcome": "justified"})
    assert sweep("2026-10-28 12:00") == 0


def away(who: User | None, deputy: User | None = None) -> None:
    assert who
    Absence.objects.create(user=who, first_day="2026-09-28", last_day="2026-09-28", deputy=deputy)


def test_instead_of_who_is_away_the_deputy_hears_it() -> None:
    row, deputy = promised(), make_user("service agent")
    away(row.assignee, deputy)
    sweep("2026-09-28 13:00")
    assert told(row) == [(50, deputy)]


@pytest.mark.parametrize("case_of", ["no deputy", "deputy away", "left", "nobody"])
def test_where_one_is_missing_the_next_hears_it(case_of: str) -> None:
    row = promised()
    assert row.team
    assert row.assignee
    if case_of == "no deputy":
        away(row.assignee)
    elif case_of == "deputy away":
        deputy = make_user("service agent")
        away(row.assignee, deputy)
        away(deputy)
    elif case_of == "left":
        User.objects.filter(pk=row.assignee.pk).update(is_active=False)
    else:
        Case.objects.filter(pk=row.pk).update(assignee=None)
    sweep("2026-09-28 13:00")
    assert told(row) == [(50, row.team.lead)]


def test_without_anybody_of_a_team_all_who_lead_the_shop_hear_it() -> None:
    policy(acknowledge=None, respond=None, resolve=480)
    leading = [make_user("owner"), make_user("manager")]
    make_user("owner", is_active=False)
    make_user("service agent")
    row = case()
    sweep("2026-10-28 12:00")
    one = Escalation.objects.get(clock__case=row)
    assert [one.told, *one.others.all()] == leading
    assert all(reading.latest(who) == [one] for who in leading)


def test_whom_the_case_is_about_hears_nothing_of_it() -> None:
    """And who may not read cases about staff neither."""
    row = promised(is_confidential=True)
    assert row.team
    Case.objects.filter(pk=row.pk).update(about=row.team.lead)
    sweep("2026-09-28 17:00")
    assert told(row) == [(100, row.team.manager)]


def test_today_shows_the_highest_share_of_what_still_runs() -> None:
    row = promised()
    assert row.assignee
    sweep("2026-09-28 13:00")
    sweep("2026-09-28 15:30")
    assert [one.percent for one in reading.latest(row.assignee)] == [80]
    assert reading.latest(make_user("service agent")) == []
    transition(case=row, to="resolved", actor=boss(), now=at("2026-09-28 16:00"), facts={"outcome": "justified"})
    assert reading.latest(row.assignee) == []


def test_only_what_is_due_is_touched(django_assert_max_num_queries: Any) -> None:
    """And many cost as many statements as one."""
    promised()
    for _n in range(5):
        case(received_at=at("2026-09-27 09:00"), now=at("2026-10-01 09:00"))
    late = {row.pk for row in CaseClock.objects.filter(next_at__lte=at("2026-09-28 10:00"))}
    before = {row.pk: row.next_at for row in CaseClock.objects.all()}
    with django_assert_max_num_queries(24):
        assert sweep("2026-09-28 10:00") == len(late)
    assert {row.pk for row in CaseClock.objects.all() if row.next_at != before[row.pk]} <= late


@pytest.mark.django_db(transaction=True)
def test_two_workers_tell_everything_once() -> None:
    rows = [promised() if not n else case() for n in range(24)]
    barrier = Barrier(2)

    def work(_n: int) -> int:
        try:
            barrier.wait(timeout=30)
            found = 0
            while more := sweeping.sweep(now=at("2026-09-29 10:00"), limit=5):
                found += more
            return found
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(work, range(2))) == len(rows)
    assert Escalation.objects.count() == len(rows)


@pytest.mark.django_db(transaction=True)
def test_a_case_that_somebody_holds_comes_with_the_next_round() -> None:
    row = promised()
    when: datetime = at("2026-09-28 13:00") + timedelta(minutes=1)

    def look(_n: int) -> int:
        try:
            return sweeping.sweep(now=when)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Case.objects.select_for_update().get(pk=row.pk)
            assert list(pool.map(look, range(1))) == [0]
        assert list(pool.map(look, range(1))) == [1]
