"""After the end: one question, its score on the case, a case that goes on; and answers that become cases."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from complaints.amends import after, fromsurvey, missed, tasks
from complaints.models import Case, CaseMessage, CaseScore, ComplaintSettings, Door
from complaints.moving import transition
from core import clock
from customers.models import Customer, Segment, SegmentMember
from sales.models import Store
from surveys.asking import due, links
from surveys.loop import handling
from surveys.models import Invitation, Loop, Response, Survey
from tests.complaints.factories import boss, case, cause
from tests.customers.factories import make_user
from tests.loyalty.factories import member
from tests.surveys.factories import NPS_FORM, answer, survey
from tests.surveys.factories_asking import asker as reachable

pytestmark = pytest.mark.django_db
NOW = clock.now().replace(microsecond=0)
DAY = timedelta(days=1)


def asker(**values: Any) -> Survey:
    told = {"trigger": "case", "relation": "moment", "delay_days": 1, "opened_at": NOW - 30 * DAY}
    return survey(NPS_FORM, **told | values)


def resolved(who: Customer | None, at: datetime = NOW, **values: Any) -> Case:
    row = case(at - DAY, customer=who, **values)
    return transition(case=row, to="resolved", actor=boss(), now=at, facts={"outcome": "justified"})


def invitations() -> list[tuple[str, str]]:
    return list(Invitation.objects.order_by("pk").values_list("occasion", "state"))


def ask(now: datetime) -> str:
    due.ask_due(now=now)
    return Invitation.objects.get().state


def said(row: Case, score: int, comment: str = "", **values: Any) -> Response:
    invitation = Invitation.objects.get(occasion=f"case:{row.pk}")
    raw = {"why": comment} if comment else {}
    made = answer(invitation.survey, score, invitation.customer, invitation=invitation, raw=raw, now=NOW + 2 * DAY)
    handling.handle_due(now=NOW + 2 * DAY)
    return Response.objects.select_related("invitation").get(pk=made.pk)


# --- Asking ---------------------------------------------------------------------------------


def test_a_resolved_case_asks_once_however_often_it_is_resolved() -> None:
    asker()
    asker()
    row = resolved(member())
    for _look in range(2):
        after.ask_due(now=NOW)
    assert invitations() == [(f"case:{row.pk}", "waiting")]
    row = transition(case=row, to="reopened", actor=boss(), now=NOW + DAY)
    transition(case=row, to="resolved", actor=boss(), now=NOW + 2 * DAY)
    after.ask_due(now=NOW + 2 * DAY)
    assert len(invitations()) == 1


def test_merged_spam_nobody_and_old_ones_ask_nobody() -> None:
    asker()
    who = member()
    target = case(NOW, customer=who)
    transition(case=case(NOW, customer=who), to="merged", actor=boss(), now=NOW, facts={"merged_into": target})
    transition(case=case(NOW, customer=member()), to="spam", actor=boss(), now=NOW)
    resolved(None)
    resolved(member(is_test=True))
    resolved(member(), NOW - 8 * DAY)
    assert after.ask_due(now=NOW) == 0


def test_without_an_open_survey_nobody_is_asked_and_a_share_is_a_share() -> None:
    asker(state="draft", opened_at=None)
    resolved(member())
    assert after.ask_due(now=NOW) == 0
    asker(sample_percent=1)
    for _n in range(20):
        resolved(member())
    assert after.ask_due(now=NOW) < 10


def test_a_survey_of_a_segment_and_store_asks_nobody_else() -> None:
    vips = Segment.objects.create(name="VIPs", is_due=False, created_at=NOW, updated_at=NOW)
    here, elsewhere = (Store.objects.create(code=code, name=code) for code in ("here", "elsewhere"))
    narrow, vip = asker(segment=vips, store=here), reachable()
    SegmentMember.objects.create(segment=vips, customer=vip, since=NOW)
    other_place, other_person = resolved(vip, store=elsewhere), resolved(reachable(), store=here)
    assert after.ask_due(now=NOW) == 0
    fits = resolved(vip, store=here)
    assert after.ask_due(now=NOW) == 1
    # Whom it leaves out a wider survey asks, and nobody twice.
    asker()
    assert after.ask_due(now=NOW) == 2
    told = dict(Invitation.objects.values_list("occasion", "survey"))
    assert set(told) == {f"case:{row.pk}" for row in (other_place, other_person, fits)}
    assert told[f"case:{fits.pk}"] == narrow.pk


def test_a_question_is_taken_back_when_its_case_is_merged() -> None:
    asker()
    who = member()
    row = resolved(who)
    after.ask_due(now=NOW)
    transition(case=row, to="merged", actor=boss(), now=NOW, facts={"merged_into": case(NOW, customer=who)})
    assert after.revoke_ended(now=NOW) == 1
    assert invitations() == [(f"case:{row.pk}", "revoked")]


def test_an_open_case_holds_every_survey_back_and_its_own_goes_when_it_is_over() -> None:
    who, other = reachable(), survey(NPS_FORM, opened_at=NOW - 30 * DAY)
    row = case(NOW - DAY, customer=who)
    due_at = NOW - timedelta(hours=1)
    after.asking.invite(survey=other, customers=[who.pk], occasion="x", due_at=due_at, actor=None, now=due_at)
    assert ask(NOW) == "waiting"
    assert Invitation.objects.get().reason == "held"
    Invitation.objects.all().delete()
    asker(delay_days=0)
    transition(case=row, to="resolved", actor=boss(), now=NOW, facts={"outcome": "justified"})
    after.ask_due(now=NOW)
    assert ask(NOW) == "asked"


# --- Scores ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("score", "below", "state"), [(0, 4, "reopened"), (3, 4, "reopened"), (4, 4, "resolved"),
                                                       (0, 0, "resolved"), (10, 10, "resolved")])  # fmt: skip
def test_the_score_returns_to_the_case_and_a_low_one_reopens_it_by_policy(score: int, below: int, state: str) -> None:
    ComplaintSettings.objects.update_or_create(pk=1, defaults={"reopen_below": below})
    asker()
    row = resolved(member())
    after.ask_due(now=NOW)
    response = said(row, score, "Still broken")
    for _time in range(2):
        tasks.heard(response.pk)
    row.refresh_from_db()
    told = CaseScore.objects.get()
    assert (told.case, told.score, told.scale, told.reopened) == (row, score, "0-10", state == "reopened")
    assert row.state == state
    words = list(CaseMessage.objects.filter(case=row).values_list("direction", "text"))
    assert words == ([("in", "Still broken")] if state == "reopened" else [])
    # What is said about a case is no new case.
    assert Case.objects.count() == 1


def test_a_lost_signal_is_found_and_strange_occasions_are_of_no_case() -> None:
    own = asker()
    row = resolved(member())
    after.ask_due(now=NOW)
    said(row, 9)
    for _look in range(2):
        after.take_missed(now=NOW + 2 * DAY)
    assert CaseScore.objects.get().score == 9
    other = survey(NPS_FORM, opened_at=NOW)
    who = member()
    for occasion in (f"case:{row.pk}", "case:", "case:9999999999999999999999", "case:x", "order:1"):
        Invitation.objects.all().update(occasion="used")
        told: dict[str, Any] = {"survey": other, "customer": who, "occasion": occasion}
        told |= {"due_at": NOW, "created_at": NOW}
        invitation = Invitation.objects.create(**told)
        response = answer(other, 1, who, invitation=invitation, now=NOW)
        assert after.take_score(response=Response.objects.get(pk=response.pk), now=NOW) is None
        Response.objects.filter(pk=response.pk).update(invitation=None)
        Invitation.objects.filter(pk=invitation.pk).delete()
    assert own.pk != other.pk


@pytest.mark.parametrize(
    ("scale", "score", "outcome", "below", "unhappy"),
    [("1-5", 1, "low", 4, True), ("1-5", 2, "low", 4, True), ("1-5", 3, "middle", 10, False),
     ("1-7", 3, "low", 4, True), ("1-7", 4, "low", 4, False), ("0-10", 4, "low", 4, False)],
)  # fmt: skip
def test_scales_are_stretched(scale: str, score: int, outcome: str, below: int, unhappy: bool) -> None:
    assert after.is_unhappy(scale, score, outcome, below) is unhappy


# --- Answers that become cases ------------------------------------------------------------------


def detractor(score: int, comment: str = "") -> Response:
    made = answer(survey(), score, member(), raw={"why": comment} if comment else {}, now=NOW)
    handling.handle_due(now=NOW)
    return made


@pytest.mark.parametrize(
    ("policy", "opened"), [("none", []), ("alerts", ["very low"]), ("words", ["very low", "low with a word"])]
)
def test_which_low_scores_become_cases(policy: str, opened: list[str]) -> None:
    ComplaintSettings.objects.update_or_create(pk=1, defaults={"survey_cases": policy})
    answers = {
        "very low": detractor(1, "Cold tea"), "low with a word": detractor(6, "Cold tea"), "low": detractor(6),
        "high": detractor(10),
    }  # fmt: skip
    for response in answers.values():
        for _time in range(2):
            tasks.heard(response.pk)
    found = {row.source: row for row in Case.objects.all()}
    assert set(found) == {f"survey:{answers[name].pk}" for name in opened}
    for row in found.values():
        assert (row.door, row.text, row.customer is not None) == (Door.SURVEY, "Cold tea", True)
    assert Loop.objects.count() == 3


def test_somebody_without_a_name_is_heard_and_how_to_reach_them_stands_in_the_case() -> None:
    ComplaintSettings.objects.update_or_create(pk=1, defaults={"survey_cases": "words"})
    form = deepcopy(NPS_FORM)
    form["questions"].append({"key": "more", "kind": "text", "title": {"en": "What else?"}})
    wish = {"wants": True, "phone": "+8613800138000", "when": "evenings"}
    of = survey(form, is_public=True)
    rows = {
        "all": answer(of, 5, raw={"why": "Cold tea", "more": "Dear, too", "call": wish}, now=NOW),
        "nothing": answer(of, 5, now=NOW), "happy": answer(of, 10, raw={"why": "Good"}, now=NOW),
    }  # fmt: skip
    handling.handle_due(now=NOW)
    for row in rows.values():
        tasks.heard(row.pk)
    (row,) = Case.objects.all()
    assert (row.source, row.contact_phone) == (f"survey:{rows['all'].pk}", "+8613800138000")
    assert row.text == "Cold tea\n\nDear, too\n\nevenings"
    (loop,) = Loop.objects.all()
    assert (loop.care, loop.follow_up, loop.get_care_display()) == ("see", None, "Nobody is named")


def test_a_lost_signal_opens_the_case_and_its_end_closes_the_loop() -> None:
    response = detractor(0, "Cold tea")
    for _look in range(2):
        fromsurvey.open_missed(now=NOW)
    row = Case.objects.get()
    assert fromsurvey.close_resolved(now=NOW) == 0
    transition(case=row, to="resolved", actor=boss(), now=NOW, facts={"outcome": "justified", "cause": cause()})
    assert [fromsurvey.close_resolved(now=NOW) for _look in range(2)] == [1, 0]
    loop = Loop.objects.select_related("follow_up").get(response=response)
    assert (loop.outcome, loop.closed_at) == ("solved", NOW)
    assert loop.follow_up is not None
    assert row.number in loop.follow_up.outcome


def test_answers_that_are_no_case_do_not_hide_a_lost_signal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(missed, "BATCH", 2)
    for _other in range(2):
        detractor(6)
    response = detractor(0, "Cold tea")
    assert fromsurvey.open_missed(now=NOW) == 1
    assert Case.objects.get().source == f"survey:{response.pk}"


def test_however_long_no_worker_ran_no_signal_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    assert fromsurvey.open_missed(now=NOW - timedelta(hours=1)) == 0
    responses = [detractor(0, "Cold tea"), detractor(1, "Cold soup")]
    opened = fromsurvey.open_for

    def fails(*, response_id: int, now: datetime) -> Case | None:
        if response_id == responses[0].pk:
            raise RuntimeError
        return opened(response_id=response_id, now=now)

    monkeypatch.setattr(fromsurvey, "open_for", fails)
    # One that fails stops none behind it, and is taken as soon as it can be.
    assert fromsurvey.open_missed(now=NOW + 9 * DAY) == 1
    monkeypatch.setattr(fromsurvey, "open_for", opened)
    assert [fromsurvey.open_missed(now=NOW + days * DAY) for days in (20, 21)] == [1, 0]
    assert {row.source for row in Case.objects.all()} == {f"survey:{row.pk}" for row in responses}


def test_a_low_score_without_a_word_is_no_case_unless_the_shop_says_so() -> None:
    response = detractor(0)
    tasks.heard(response.pk)
    assert fromsurvey.open_missed(now=NOW) == Case.objects.count() == 0
    assert Loop.objects.get().follow_up is not None
    ComplaintSettings.objects.update_or_create(pk=1, defaults={"survey_cases": "alerts"})
    tasks.heard(response.pk)
    assert Case.objects.get().source == f"survey:{response.pk}"


def test_a_loop_whose_case_was_merged_ends_with_the_other() -> None:
    response = detractor(0, "Cold tea")
    tasks.heard(response.pk)
    row, other = Case.objects.get(), case(NOW)
    transition(case=row, to="merged", actor=boss(), now=NOW, facts={"merged_into": other})
    assert fromsurvey.close_resolved(now=NOW) == 0
    transition(case=other, to="resolved", actor=boss(), now=NOW, facts={"outcome": "unjustified", "explanation": "x"})
    assert fromsurvey.close_resolved(now=NOW) == 1
    assert Loop.objects.get(response=response).outcome == "explained"


def test_nobody_of_the_staff_sees_the_link() -> None:
    own = asker(delay_days=0)
    row = case(NOW - DAY, customer=reachable())
    transition(case=row, to="resolved", actor=boss(), now=NOW, facts={"outcome": "justified"})
    after.ask_due(now=NOW)
    assert ask(NOW) == "asked"
    token = links.token_of(links.Form.INVITATION, Invitation.objects.get().public_id)
    client = Client()
    client.force_login(make_user("owner"))
    for address in (
        reverse("surveys:invitations", args=[own.public_id]),
        reverse("complaints:amends", args=[row.public_id]),
        reverse("surveys:customer", args=[row.customer.public_id if row.customer else ""]),
    ):
        shown = client.get(address)
        assert shown.status_code == 200
        assert token not in shown.content.decode()
