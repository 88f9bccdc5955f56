"""Answers become action: follow-ups, units, interests, what is told to whom; each once, whatever happens."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from customers import services
from customers.models import FollowUp, Interest, TimelineEntry
from loyalty.models import Entry, StatedSpend
from surveys.loop import caring, following, handling
from surveys.models import Loop, LoopOutcome, Response, SurveySettings
from surveys.signals import response_finished
from tests.customers.factories import make_topic
from tests.loyalty.factories import member, only_rules, rule
from tests.sales.factories import customer
from tests.surveys.factories import NOW, NPS_FORM, answer, survey
from tests.surveys.factories_loop import LATER, follow_up, handled, loop

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 3, 3)


def _staff(name: str) -> Any:
    from tests.customers.factories import make_user

    return make_user(name=name)


# --- What needs care ----------------------------------------------------------------------


def test_a_low_score_with_a_word_is_called_back_the_next_day():
    who = customer()
    made = handled(survey(name="Spring"), 3, who, raw={"why": "rude"})
    found = follow_up(made)
    assert (found.customer, found.due_on, found.done_at) == (who, TUESDAY, None)
    assert found.subject == "Call back: 3 of 10 in “Spring”"
    assert "rude" not in found.note
    assert str(made.public_id) in found.note
    assert (loop(made).care, loop(made).follow_up, made.handled_at) == ("call", found, LATER)


def test_a_wish_to_be_called_says_when_and_where():
    made = handled(survey(), 2, customer(), raw={"call": {"wants": True, "when": "evening", "phone": "555"}})
    assert "evening · 555" in follow_up(made).note


def test_a_low_score_without_a_word_is_asked_about_in_the_days_of_the_settings():
    SurveySettings.objects.create(pk=1, loop_days=4)
    made = handled(survey(), 6, customer())
    assert loop(made).care == "ask"
    assert follow_up(made).due_on == date(2026, 3, 6)


def test_a_wish_without_a_low_score_is_a_follow_up_too():
    form = {
        "questions": [NPS_FORM["questions"][0], {k: v for k, v in NPS_FORM["questions"][2].items() if k != "show_if"}]
    }
    made = handled(survey(form), 10, customer(), raw={"call": {"wants": True}})
    assert loop(made).care == "wish"
    assert follow_up(made).due_on == TUESDAY


@pytest.mark.parametrize("score", [7, 8, 9, 10])
def test_who_is_content_is_left_in_peace(score):
    handled(survey(), score, customer(), raw={"why": "fine"})
    assert not FollowUp.objects.exists()
    assert not Loop.objects.exists()


def test_a_survey_that_closes_no_loop_still_calls_who_asks_for_it():
    quiet = survey(closes_loop=False)
    handled(quiet, 1, customer(), raw={"why": "rude"})
    assert not FollowUp.objects.exists()
    handled(quiet, 1, customer(), raw={"call": {"wants": True}})
    assert FollowUp.objects.count() == 1


def test_the_contact_person_comes_before_whom_the_settings_name_and_nobody_who_left():
    mine, ours = _staff("mine"), _staff("ours")
    SurveySettings.objects.create(pk=1, loop_assignee=ours)
    assert follow_up(handled(survey(), 1, customer(assigned_to=mine))).assignee == mine
    assert follow_up(handled(survey(), 1, customer())).assignee == ours
    mine.is_active = ours.is_active = False
    mine.save(), ours.save()
    assert follow_up(handled(survey(), 1, customer(assigned_to=mine))).assignee is None


def test_nobody_is_named_in_an_anonymous_survey_and_nothing_is_opened():
    made = handled(survey(is_anonymous=True), 0, customer(), raw={"why": "secret"})
    assert made.customer is None
    assert not Loop.objects.exists()
    assert made.handled_at


def test_an_answer_that_is_not_finished_waits():
    from surveys.answering import recording

    told = recording.Said(raw={"score": 2}, origin="api", is_final=False, key="half")
    recording.record(version=survey().versions.get(), said=told, customer=customer(), now=NOW)
    assert handling.handle_due(now=LATER) == 0
    assert not FollowUp.objects.exists()


# --- Once ---------------------------------------------------------------------------------


def test_however_often_it_is_handled_there_is_one_follow_up():
    made = handled(survey(), 3, customer(), raw={"why": "rude"})
    for _ in range(3):
        Response.objects.update(handled_at=None)
        assert handling.handle_due(now=LATER) == 1
    assert FollowUp.objects.count() == 1
    assert Loop.objects.count() == 1
    assert follow_up(made).done_at is None


def test_what_is_killed_half_way_leaves_nothing_and_is_done_again(monkeypatch):
    made = answer(survey(), 3, customer(), raw={"why": "rude"})
    with monkeypatch.context() as broken:
        broken.setattr(following, "tie", lambda _ids: 1 / 0)
        assert handling.handle_due(now=LATER) == 0
    assert not FollowUp.objects.exists()
    assert not TimelineEntry.objects.filter(verb="survey.answered").exists()
    assert handling.handle_due(now=LATER) == 1
    assert follow_up(made).done_at is None


def test_one_that_fails_stops_nobody_else(monkeypatch):
    ours = survey()
    bad, good = answer(ours, 3, customer()), answer(ours, 3, customer())
    was = caring.take_up

    def take_up(response: Response, *arguments: Any) -> str:
        if response.pk == bad.pk:
            raise RuntimeError
        return was(response, *arguments)

    monkeypatch.setattr(caring, "take_up", take_up)
    assert handling.handle_due(now=LATER) == 1
    assert follow_up(good).done_at is None


def test_units_are_earned_once_and_never_by_the_score():
    only_rules()
    rule(7, kind="event", event="survey")
    low, high = member(), member()
    for who, score in ((low, 0), (high, 10)):
        handled(survey(), score, who)
    Response.objects.update(handled_at=None)
    handling.handle_due(now=LATER)
    assert sorted(Entry.objects.values_list("account__customer", "units")) == sorted([(low.pk, 7), (high.pk, 7)])


def test_the_upper_apps_hear_of_it_after_the_commit(django_capture_on_commit_callbacks):
    heard: list[Any] = []

    def listen(**told: Any) -> None:
        heard.append((told["response_id"], told["customer_id"], told["care"]))

    response_finished.connect(listen)
    try:
        who = customer()
        with django_capture_on_commit_callbacks(execute=True):
            made = handled(survey(), 3, who, raw={"why": "rude"})
            assert not heard
    finally:
        response_finished.disconnect(listen)
    assert heard == [(made.pk, who.pk, "call")]


# --- What is learnt -----------------------------------------------------------------------


def _choosing(role: str, options: list[dict[str, Any]], **values: Any) -> dict[str, Any]:
    question = {"key": "it", "kind": "multiple", "role": role, "title": {"en": "Which?"}, "options": options}
    return {"questions": [question | values]}


def test_chosen_topics_become_declared_interests():
    tea, wine = make_topic("Tea"), make_topic("Wine")
    who = customer()
    services.set_interests(customer=who, topics=[wine], actor=None, now=NOW)
    options = [{"key": f"topic_{one.pk}", "text": {"en": one.name}} for one in (tea, wine)]
    handled(survey(_choosing("interests", options), kind="interests"), None, who, raw={"it": [f"topic_{tea.pk}"]})
    declared = Interest.objects.filter(customer=who, kind="declared")
    assert set(declared.values_list("topic__name", flat=True)) == {"Tea", "Wine"}


def test_the_stated_spend_is_the_latest_that_was_stated():
    form = {"questions": [{"key": "it", "kind": "money", "role": "spend", "title": {"en": "How much?"}}]}
    who, ours = customer(), survey(form, kind="matters")
    handled(ours, None, who, raw={"it": "1200"})
    handled(ours, None, who, raw={"it": "90"}, at=NOW - timedelta(days=400))
    found = StatedSpend.objects.get(customer=who)
    assert (found.yearly_amount, found.stated_on) == (120_000, date(2026, 3, 2))


def test_why_they_stay_away_is_on_the_timeline_in_the_words_of_the_shop():
    from django.utils import translation

    from customers import timeline

    options = [
        {"key": "price", "text": {"en": "Too dear", "zh-hans": "太贵"}},
        {"key": "far", "text": {"en": "Too far"}},
    ]
    who = customer()
    handled(survey(_choosing("lost", options), kind="win_back"), None, who, raw={"it": ["price"]})
    entry = TimelineEntry.objects.get(customer=who, verb="survey.reasons")
    assert timeline.sentence(entry.verb, entry.data) == "Said why they stay away: Too dear"
    with translation.override("zh-hans"):
        assert "太贵" in timeline.sentence(entry.verb, entry.data)


def test_the_timeline_says_the_score_and_no_word():
    from customers import timeline

    who = customer()
    handled(survey(name="Spring"), 9, who, raw={"why": "the lovely Ms Li"})
    entry = TimelineEntry.objects.get(customer=who, verb="survey.answered")
    assert timeline.sentence(entry.verb, entry.data) == "Answered the survey “Spring” with 9 of 10"
    assert "Li" not in str(entry.data)


# --- Managers -----------------------------------------------------------------------------


@pytest.mark.parametrize(("score", "is_alert"), [(0, True), (3, True), (4, False), (6, False)])
def test_very_low_scores_alert(score, is_alert):
    assert loop(handled(survey(), score, customer())).is_alert is is_alert


def test_other_scales_are_stretched():
    from surveys.loop import deciding

    def at(metric: str, scale: str, score: int) -> bool:
        return deciding.alerts(deciding.Heard(metric, scale, score, "low", has_words=False, wishes=False), 3)

    assert [at("csat", "1-5", score) for score in (1, 2)] == [True, True]
    assert [at("ces", "1-7", score) for score in (1, 2, 3)] == [True, True, False]
    assert [at("nps", "1-10", score) for score in (3, 4)] == [True, False]


def test_a_very_low_score_of_nobody_known_is_seen_but_has_no_follow_up():
    made = handled(survey(), 1)
    assert (loop(made).care, loop(made).customer, loop(made).follow_up) == ("see", None, None)
    handled(survey(), 5)
    assert Loop.objects.count() == 1


# --- What came of it ----------------------------------------------------------------------


def test_finishing_the_follow_up_closes_the_loop():
    made = handled(survey(), 3, customer())
    services.finish_follow_up(follow_up=follow_up(made), outcome="talked", actor=None, now=LATER)
    assert caring.close_done() == 1
    assert (loop(made).outcome, loop(made).closed_at) == (LoopOutcome.DONE, LATER)
    assert caring.close_done() == 0


def test_closing_the_loop_finishes_the_follow_up_once():
    made = handled(survey(), 3, customer())
    caring.close(loop=loop(made), outcome="solved", words="new cup", actor=None, now=LATER)
    assert (follow_up(made).outcome, loop(made).outcome) == ("new cup", "solved")
    from core.errors import Conflict

    with pytest.raises(Conflict):
        caring.close(loop=loop(made), outcome="nothing", words="", actor=None, now=LATER)


def test_recovery_counts_who_answered_again():
    ours = survey()
    better, again, silent = customer(), customer(), customer()
    for who in (better, again, silent):
        handled(ours, 2, who)
    handled(ours, 9, better, at=NOW + timedelta(days=90), now=NOW + timedelta(days=90))
    handled(ours, 4, again, at=NOW + timedelta(days=90), now=NOW + timedelta(days=90))
    found = following.recovery(since=NOW - timedelta(days=1), until=NOW + timedelta(days=1))
    assert (found.low, found.again, found.recovered, found.rate) == (3, 2, 1, 0.5)


def test_recovery_of_nobody_is_not_zero():
    assert following.recovery(since=NOW, until=NOW).rate is None


def test_answers_that_come_late_are_tied_as_they_were_given():
    ours, who = survey(), customer()
    last = handled(ours, 9, who, at=NOW + timedelta(days=60))
    low = handled(ours, 2, who)
    assert loop(low).next_response == last
    between = handled(ours, 7, who, at=NOW + timedelta(days=30))
    assert loop(low).next_response == between
