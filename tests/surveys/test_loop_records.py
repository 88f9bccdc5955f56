"""What surveys owe to a customer's record: merged, erased, copied, asked about by segments."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from core import clock
from customers import erasing, portability
from customers.merging import merge_customers
from customers.models import Customer
from loyalty.metrics import recompute
from loyalty.models import CustomerMetrics
from surveys.answering import recording
from surveys.loop import handling
from surveys.models import Invitation, Loop, Response, ResponseEdit
from tests.customers.factories import NOW as TODAY
from tests.customers.factories import make_user
from tests.customers.segmenting import condition, make_segment, members
from tests.sales.factories import customer
from tests.surveys.factories import NOW, answer, survey
from tests.surveys.factories_loop import LATER, follow_up, handled, invitation, loop

pytestmark = pytest.mark.django_db


def _merge(stays: Customer, goes: Customer) -> None:
    owner = make_user("owner")
    merge_customers(survivor=stays, duplicate=goes, reason="twice", actor=owner, now=LATER)


# --- Merging ------------------------------------------------------------------------------


def test_what_the_duplicate_answered_is_the_survivors_and_stays_one_follow_up():
    stays, goes, ours = customer(), customer(), survey()
    low = handled(ours, 2, goes)
    _merge(stays, goes)
    low.refresh_from_db()
    assert (low.customer, loop(low).customer, follow_up(low).customer) == (stays, stays, stays)
    higher = handled(ours, 9, stays, at=NOW + timedelta(days=9))
    assert loop(low).next_response == higher


def test_an_answer_that_was_not_handled_before_the_merge_is_handled_for_the_survivor():
    stays, goes = customer(), customer()
    made = answer(survey(), 2, goes)
    _merge(stays, goes)
    handling.handle_due(now=LATER)
    assert follow_up(made).customer == stays


@pytest.mark.parametrize(
    ("ours", "theirs", "left", "revoked"),
    [
        ("asked", "waiting", "asked", "waiting"),
        ("waiting", "asked", "asked", "waiting"),
        ("answered", "asked", "answered", "asked"),
        ("expired", "waiting", "waiting", ""),
        ("answered", "answered", "answered", ""),
    ],
)
def test_of_two_invitations_for_one_occasion_one_is_asked(ours, theirs, left, revoked):
    stays, goes, about = customer(), customer(), survey()
    for who, state in ((stays, ours), (goes, theirs)):
        invitation(about, who, state=state, answered_at=NOW if state == "answered" else None)
    _merge(stays, goes)
    found = Invitation.objects.filter(customer=stays)
    assert found.count() == 2
    assert found.get(occasion="2026Q1").state == left
    other = found.exclude(occasion="2026Q1").get()
    assert other.occasion == f"2026Q1#{other.pk}"
    assert (other.state == "revoked") is bool(revoked)


# --- Erasing ------------------------------------------------------------------------------


def _erase(who: Customer) -> None:
    erasing.erase(customer=who, actor=make_user("owner"), reason="asked for it", now=LATER)


def test_words_go_and_the_score_stays():
    who, ours = customer(), survey()
    made = handled(ours, 2, who, raw={"why": "rude Ms Li", "call": {"wants": True, "phone": "555"}})
    waiting = invitation(ours, who)
    _erase(who)
    made.refresh_from_db()
    waiting.refresh_from_db()
    assert (made.answers, made.comment, made.score, made.customer) == ({"score": 2}, "", 2, who)
    assert made.erased_at == LATER
    assert (waiting.state, waiting.reason) == ("revoked", "erased")
    assert (loop(made).outcome, "Li" in follow_up(made).note + follow_up(made).subject) == ("nothing", False)


def test_the_history_and_what_was_only_begun_go():
    who, ours = customer(), survey()
    for why in ("Ms Li", "Mr Wu"):
        told = recording.Said(raw={"score": 3, "why": why}, origin="api", is_final=False, key="half")
        recording.record(version=ours.versions.get(), said=told, customer=who, now=NOW)
    assert ResponseEdit.objects.count() == 1
    _erase(who)
    assert not ResponseEdit.objects.exists()
    assert not Response.objects.exists()


def test_what_comes_after_the_erasure_opens_nothing():
    who = customer()
    made = answer(survey(), 2, who)
    _erase(who)
    assert handling.handle_due(now=LATER) == 1
    made.refresh_from_db()
    assert made.handled_at
    assert not Loop.objects.filter(customer=who).exists()


def test_the_preview_says_what_goes():
    who, ours = customer(), survey()
    handled(ours, 2, who, raw={"why": "rude"})
    invitation(ours, who)
    told = erasing.preview(who)
    assert any("words in answers" in line for line in told.goes)
    assert any("Scores" in line for line in told.stays)
    assert any("Invitations" in line for line in told.ends)


def test_the_copy_has_what_they_said():
    names = {section.name for section in portability.sections()}
    assert {"survey_invitations", "survey_answers", "survey_answer_changes", "survey_loops"} <= names


# --- Segments -----------------------------------------------------------------------------


def _fits(facet: str, op: str, value: Any = None) -> set[int]:
    return members(make_segment(condition(facet, op, value), now=TODAY))


def test_segments_know_the_latest_score_its_day_and_trend():
    ours, up, down, once, never = survey(), customer(), customer(), customer(), customer()
    for who, scores in ((up, (2, 9)), (down, (10, 7)), (once, (5,))):
        for month, score in enumerate(scores):
            answer(ours, score, who, at=TODAY - timedelta(days=90 - 30 * month))
    assert _fits("surveys.nps", "ge", 9) == {up.pk}
    assert _fits("surveys.nps", "empty") >= {never.pk}
    assert _fits("surveys.nps_on", "last_days", 70) == {up.pk, down.pk}
    assert _fits("surveys.nps_trend", "in", ["up"]) == {up.pk}
    assert _fits("surveys.nps_trend", "in", ["down"]) == {down.pk}
    assert _fits("surveys.outcome", "in", ["low"]) == {once.pk}


def test_segments_know_who_answered_who_was_asked_and_who_waits_for_care():
    ours, said, asked, low = survey(), customer(), customer(), customer()
    answer(ours, 9, said, at=TODAY - timedelta(days=3))
    invitation(ours, asked, asked_at=TODAY - timedelta(days=3))
    closed = handled(ours, 2, customer(), at=TODAY - timedelta(days=400))
    Loop.objects.filter(response=closed).update(closed_at=LATER, outcome="done")
    handled(ours, 2, low, at=TODAY - timedelta(days=300))
    which = {"times": 1, "days": 7, "of": {"survey": [str(ours.public_id)]}}
    assert _fits("surveys.answered", "has", which) == {said.pk}
    assert _fits("surveys.asked", "has", which) == {asked.pk}
    assert _fits("surveys.asked", "has", which | {"of": {"kind": ["csat"]}}) == set()
    assert _fits("surveys.open_low", "yes") == {low.pk}


# --- Figures ------------------------------------------------------------------------------


def test_whoever_answered_is_a_prospect_in_the_next_run():
    who, silent = customer(), customer()
    recompute.full(as_of=clock.today(), now=clock.now())
    handled(survey(), 7, who)
    recompute.incremental(now=clock.now())
    stages = dict(CustomerMetrics.objects.values_list("customer_id", "stage"))
    assert (stages[who.pk], stages[silent.pk]) == ("prospect", "suspect")
    recompute.full(as_of=clock.today(), now=clock.now())
    assert dict(CustomerMetrics.objects.values_list("customer_id", "stage")) == stages
