"""What staff correct of a case: its promise, its team, its customer, and pages that are old."""

from __future__ import annotations

import pytest

from complaints.models import CaseEvent, TeamMember
from complaints.moving import transition
from complaints.working import editing
from customers.models import ContactHold
from tests.complaints.factories import NOW, at, boss, case, policy, team
from tests.complaints.test_working import LATER, agent, edit, refused, reply
from tests.customers.factories import make_user
from tests.loyalty.factories import member

pytestmark = pytest.mark.django_db


def test_an_edit_makes_priority_and_promise_anew() -> None:
    wide = policy(place=2)
    narrow = policy(place=1, min_severity=4, respond=30, next=None, acknowledge=None)
    row = case(team=team())
    assert row.policy == wide
    row = edit(row, severity=4, urgency=3)
    assert (row.priority, row.policy, row.policy_reason) == (12, narrow, "severity=4")
    assert set(row.clocks.values_list("kind", "promised")) == {("respond", 1800), ("resolve", 480 * 60)}
    assert row.clocks.get(kind="respond").due_at == at("2026-09-28 09:30")
    told = CaseEvent.objects.get(case=row, verb="case.changed").data
    assert (told["old"], told["new"]) == ({"severity": 2, "urgency": 2}, {"severity": 4, "urgency": 3})
    assert edit(row, is_safety=True).priority == 99


def test_what_an_edit_does_to_due_times_stands_on_the_trail() -> None:
    policy(place=2, acknowledge=None, respond=None, next=None)
    policy(place=1, min_severity=4, acknowledge=None, respond=30, next=None, resolve=None)
    row = case(team=team())
    old = row.clocks.get(kind="resolve").due_at
    edit(row, severity=4)
    told = {event.data["clock"]: event for event in CaseEvent.objects.filter(case=row, verb="case.due_changed")}
    assert (told["resolve"].data["old"], told["resolve"].data["new"]) == (old.isoformat(), "")
    assert (told["respond"].data["old"], told["respond"].reason) == ("", "changed")


def test_another_team_takes_a_case_over() -> None:
    who, group = agent(), team()
    TeamMember.objects.create(team=group, user=who)
    row = edit(case(team=team()), team=group, lot="L1")
    assert (row.team, row.assignee, row.lot) == (group, who, "L1")
    told = CaseEvent.objects.filter(case=row).values_list("verb", flat=True)
    assert {"case.team", "case.assigned", "case.changed"} <= set(told)
    assert CaseEvent.objects.get(case=row, verb="case.changed").data["fields"] == ["lot"]
    refused(lambda: edit(case(is_confidential=True), team=group), "team_unfit")
    ended = transition(case=case(), to="resolved", actor=boss(), now=NOW, facts={"outcome": "justified"})
    assert edit(ended, team=group).assignee is None


def test_a_promise_that_is_new_knows_what_was_done() -> None:
    row = case(team=team())
    assert not row.clocks.exists()
    reply(row)
    policy(min_severity=3)
    row = edit(row, severity=3)
    assert row.clocks.get(kind="respond").stopped_at == LATER
    assert row.clocks.get(kind="resolve").stopped_at is None


def test_an_old_page_does_not_overwrite() -> None:
    row = case()
    edit(row, lot="L1")
    refused(lambda: editing.update(case=row, changes={"lot": "L2"}, expected=1, actor=boss(), now=NOW), "stale")
    refused(lambda: edit(row, state="closed"), "field_unknown")
    refused(lambda: edit(row, subject=" "), "subject_missing")
    refused(lambda: edit(row, make_user("analyst"), lot="L3"), "forbidden")
    refused(lambda: edit(case(is_confidential=True), agent(), lot="L3"), "case_unknown")


def test_another_customer_is_left_alone_instead() -> None:
    one, other = member(), member()
    row = edit(case(customer=one), customer=other)
    held = ContactHold.objects.filter(released_at=None)
    assert [hold.customer for hold in held] == [other]
    assert CaseEvent.objects.get(case=row, verb="case.changed").data["new"] == {"customer": other.pk}
