"""States, what they need, and what they do to the clocks."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from complaints import timing
from complaints.models import Case, CaseClock, CaseEvent, CaseState, ClockKind, ComplaintSettings
from complaints.moving import transition
from complaints.sla import sweeping
from complaints.ways import WAYS
from core.errors import Conflict, DomainError
from customers.models import ContactHold
from loyalty.models import TierMembership
from tests.complaints.factories import NOW, at, boss, case, category, cause, policy, team
from tests.customers.factories import make_user
from tests.loyalty.factories import member
from tests.loyalty.tiers import level

pytestmark = pytest.mark.django_db


def go(row: Case, to: str, when: str | Any = NOW, **facts: Any) -> Case:
    now = at(when) if isinstance(when, str) else when
    return transition(case=row, to=to, actor=boss(), now=now, facts=facts)


def clock_of(row: Case, kind: str) -> CaseClock:
    return CaseClock.objects.get(case=row, kind=kind)


def test_the_database_holds_the_same_ways() -> None:
    theirs = import_module("complaints.migrations.0002_guards").WAYS
    assert {state: set(ways) for state, ways in theirs.items()} == {str(s): set(map(str, w)) for s, w in WAYS.items()}


@pytest.mark.parametrize("state", CaseState.values)
def test_other_ways_are_refused_by_both(state: str) -> None:
    row = case()
    Case.objects.filter(pk=row.pk).update(state="open")
    if state in {*WAYS["open"], "open"}:
        return
    with pytest.raises(Conflict):
        go(row, state)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=row.pk).update(state=state)


def test_resolving_and_closing_need_their_facts() -> None:
    row = go(case(), "open")
    facts: dict[str, Any]
    for facts in ({}, {"outcome": "unjustified"}):
        with pytest.raises(DomainError) as refused:
            go(row, "resolved", **facts)
        assert refused.value.code == "fact_missing"
    row = go(row, "resolved", outcome="justified")
    for facts in ({}, {"cause": cause()}):
        with pytest.raises(DomainError):
            go(row, "closed", **facts)
    row = go(row, "closed", cause=cause(), not_told_why="nobody left an address")
    assert row.state == "closed"
    assert list(CaseEvent.objects.filter(case=row, verb="case.state").values_list("data__new", flat=True)) == [
        "open", "resolved", "closed",
    ]  # fmt: skip


def test_who_may_not_is_refused() -> None:
    with pytest.raises(DomainError, match="may not"):
        transition(case=case(), to="spam", actor=make_user("cashier"), now=NOW)


def test_the_promise_that_fits_first_is_said_with_its_reason() -> None:
    goods = category()
    narrow, wide = policy(place=1, min_severity=3), policy(place=2)
    assert (case(severity=3).policy, case(severity=3).policy_reason) == (narrow, "severity=3")
    assert (case(severity=2).policy, case(severity=2).policy_reason) == (wide, "all")
    narrow.categories.add(goods)
    assert case(severity=3).policy == wide
    assert case(severity=4, category=category(parent=goods)).policy == narrow


@pytest.mark.parametrize("door", ["form", "member", "email", "reply", "survey", "guarantee", "api"])
def test_a_grave_category_and_a_level_hold_by_every_door(door: str) -> None:
    who, gold = member(), level("gold", 1)
    TierMembership.objects.create(customer=who, level=gold, earned_level=gold, since=NOW)
    theirs, grave = policy(place=2), policy(place=1, min_severity=4)
    theirs.tiers.add(gold)
    assert case(door=door, category=category(severity=4)).policy == grave
    assert case(door=door, customer=who).policy == theirs
    assert case(door=door).policy is None


def test_somebody_is_in_charge_of_what_no_category_leads_to() -> None:
    office = team()
    ComplaintSettings.objects.update_or_create(pk=1, defaults={"default_team": office})
    assert case(door="email").team == office
    theirs = team()
    assert case(category=category(team=theirs)).team == theirs
    office.is_active = False
    office.save()
    assert case().team is None


def test_waiting_stops_the_clocks() -> None:
    policy()
    row = case(team=team())
    assert clock_of(row, "resolve").due_at == at("2026-09-28 17:00")
    row = go(row, "waiting_customer", "2026-09-28 11:00")
    assert clock_of(row, "resolve").due_at is None
    row = go(row, "waiting_others", "2026-09-28 12:00")
    row = go(row, "open", "2026-09-28 14:00")
    assert clock_of(row, "resolve").due_at == at("2026-09-29 11:00")
    go(row, "resolved", "2026-09-29 11:00", outcome="justified")
    found = clock_of(row, "resolve")
    assert (found.spent, found.is_late, found.next_at) == (8 * 3600, False, None)


def test_who_waits_for_others_still_owes_the_customer_an_answer() -> None:
    policy()
    row = go(case(team=team()), "waiting_others", "2026-09-28 09:01")
    assert clock_of(row, "respond").due_at == at("2026-09-28 13:00")
    assert clock_of(row, "resolve").due_at is None
    row = go(row, "waiting_customer", "2026-09-28 10:00")
    assert clock_of(row, "respond").due_at is None
    row = go(row, "waiting_others", "2026-09-28 11:00")
    assert clock_of(row, "respond").due_at == at("2026-09-28 14:00")
    Case.objects.filter(pk=row.pk).update(responded_at=NOW)
    row.refresh_from_db()
    timing.customer_wrote(row, at=at("2026-09-28 12:00"))
    assert clock_of(row, "next").due_at == at("2026-09-28 14:00")
    assert sweeping.sweep(now=at("2026-09-28 13:00")) > 0


def test_reopening_goes_on_counting() -> None:
    policy()
    row = go(case(team=team()), "resolved", "2026-09-28 13:00", outcome="justified")
    row = go(row, "reopened", "2026-09-30 09:00")
    assert clock_of(row, "resolve").due_at == at("2026-09-30 13:00")
    row = go(row, "resolved", "2026-09-30 14:00", outcome="justified")
    assert (clock_of(row, "resolve").spent, clock_of(row, "resolve").is_late) == (9 * 3600, True)
    assert row.reopened == 1


def test_an_edited_promise_lays_what_is_open_anew_and_nothing_else() -> None:
    held = policy(respond=60)
    row = case(team=team())
    timing.stop(row, [ClockKind.RESPOND], at=at("2026-09-28 09:30"))
    held.resolve = 60
    held.save()
    row = Case.objects.get(pk=row.pk)
    timing.lay_anew(row, now=NOW, why="edited")
    assert clock_of(row, "resolve").due_at == at("2026-09-28 10:00")
    assert clock_of(row, "respond").spent == 1800
    told = CaseEvent.objects.get(case=row, verb="case.due_changed").data
    assert told["clock"] == "resolve"
    assert told["old"] > told["new"]


def test_an_open_case_holds_other_letters_back() -> None:
    who = member()
    row = go(case(customer=who), "open")
    holds = ContactHold.objects.filter(customer=who, released_at=None)
    assert holds.count() == 1
    row = go(row, "resolved", outcome="justified")
    assert not holds.exists()
    go(row, "reopened", NOW + timedelta(hours=1))
    assert holds.count() == 1


def test_the_next_answer_has_a_clock_of_its_own() -> None:
    policy()
    row = case(team=team())
    timing.customer_wrote(row, at=at("2026-09-28 10:00"))
    assert not row.clocks.filter(kind="next").exists()
    Case.objects.filter(pk=row.pk).update(responded_at=NOW)
    row.refresh_from_db()
    for when in ("2026-09-28 10:00", "2026-09-28 10:30"):
        timing.customer_wrote(row, at=at(when))
    assert row.clocks.get(kind="next").due_at == at("2026-09-28 12:00")
    timing.stop(row, [ClockKind.NEXT], at=at("2026-09-28 11:00"))
    timing.customer_wrote(row, at=at("2026-09-28 15:00"))
    assert row.clocks.filter(kind="next").count() == 2


def test_the_same_source_is_the_same_case() -> None:
    assert case(source="survey:1").pk == case(source="survey:1").pk
    assert Case.objects.count() == 1


def test_the_register_forgets_nothing() -> None:
    row = case()
    for broken in (lambda: CaseEvent.objects.update(verb="x"), lambda: Case.objects.filter(pk=row.pk).delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            broken()


@pytest.mark.django_db(transaction=True)
def test_two_who_resolve_at_once_do_it_once() -> None:
    row, who = go(case(), "open"), boss()

    def resolve(_n: int) -> str:
        try:
            return transition(case=row, to="resolved", actor=who, now=NOW, facts={"outcome": "justified"}).state
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(resolve, range(4))) == ["resolved"] * 4
    assert CaseEvent.objects.filter(case=row, data__new="resolved").count() == 1
