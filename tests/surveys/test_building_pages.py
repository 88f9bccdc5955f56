"""Surveys on pages: made, written question by question, looked at in preview, opened and closed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.models import User
from customers.models import TimelineEntry, Topic
from surveys.building import services
from surveys.models import Kind, Response, ResponseEdit, Survey, SurveyVersion, Trigger
from tests.customers.factories import make_user
from tests.loyalty.factories import member as customer
from tests.surveys.factories import NOW, answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return make_user("marketer", name="Lin Yue")


@pytest.fixture
def staff(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


@pytest.fixture
def survey() -> Survey:
    return services.create_survey(kind=Kind.NPS, name="Yearly", actor=None, now=NOW)


def url(name: str, survey: Survey, *more: str) -> str:
    return reverse(f"surveys:{name}", args=[survey.public_id, *more])


def asked(survey: Survey) -> list[dict[str, Any]]:
    return services.current_version(survey).form["questions"]


def question(**more: Any) -> dict[str, Any]:
    return {"title__en": "How old is it?", "title__zh-hans": "用了多久？", "version": 1, "scale": "0-10"} | more


# --- All, one, new ------------------------------------------------------------------------


def test_from_nothing_to_open_and_closed(staff, user):
    assert "No survey yet" in staff.get(reverse("surveys:list")).content.decode()
    assert staff.get(reverse("surveys:new")).status_code == 200
    found = staff.post(reverse("surveys:new"), {"name": "After a purchase", "kind": "csat"})
    made = Survey.objects.get()
    assert found["Location"] == url("detail", made)
    assert (made.created_by, made.kind, made.trigger) == (user, Kind.CSAT, Trigger.PURCHASE)
    for step, state in (("open", "open"), ("pause", "paused"), ("resume", "open"), ("close", "closed")):
        assert staff.post(url(step, made)).status_code == 302
        made.refresh_from_db()
        assert made.state == state
    page = staff.get(url("detail", made)).content.decode()
    assert "Survey “After a purchase” opened" in page
    assert "Lin Yue" in page
    assert staff.get(reverse("surveys:list"), {"state": "open"}).context["page"].rows == []


def test_nothing_typed_is_lost(staff, survey):
    found = staff.post(reverse("surveys:new"), {"name": "Yearly", "kind": "ces"})
    assert found.status_code == 422
    page = found.content.decode()
    assert "Another survey has this name." in page
    assert 'value="ces" checked' in page


def test_the_list_asks_as_often_for_three_as_for_one(staff, survey, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as one:
        staff.get(reverse("surveys:list"))
    for n in range(2):
        made = services.create_survey(kind=Kind.FREE, name=f"More {n}", actor=None, now=NOW)
        services.open_survey(survey=made, actor=None, now=NOW)
    with CaptureQueriesContext(connection) as three:
        page = staff.get(reverse("surveys:list"))
    assert len(page.context["page"].rows) == 3
    assert len(three) <= len(one)


def test_the_list_counts_finished_answers(staff, survey):
    services.open_survey(survey=survey, actor=None, now=NOW)
    survey.refresh_from_db()
    answer(survey, 9, customer()), answer(survey, 3, customer())
    assert str(staff.get(reverse("surveys:list")).context["page"].rows[0].answers) == "2"


def test_settings_are_kept_and_refused_at_their_field(staff, survey):
    page = staff.get(url("edit", survey))
    told = {name: value for name, value in page.context["form"].initial.items() if value not in (None, False)}
    told |= {"version": 1, "quota": 200, "colour": "#7A1F5C", "logo": ""}
    assert staff.post(url("edit", survey), told).status_code == 302
    survey.refresh_from_db()
    assert (survey.quota, survey.theme, survey.version) == (200, {"colour": "#7a1f5c"}, 2)
    stale = staff.post(url("edit", survey), told | {"quota": 300})
    assert stale.status_code == 422
    assert "Somebody has saved this survey meanwhile." in stale.content.decode()
    pale = staff.post(url("edit", survey), told | {"version": 2, "colour": "#ffff00"})
    assert "colour" in pale.context["form"].errors
    without = staff.post(url("edit", survey), told | {"version": 2, "trigger": "segment"})
    assert "segment" in without.context["form"].errors


def test_a_staff_survey_stays_without_names(staff):
    made = services.create_survey(kind=Kind.STAFF, name="Ours", actor=None, now=NOW)
    page = staff.get(url("edit", made))
    told = {name: value for name, value in page.context["form"].initial.items() if value not in (None, False)}
    del told["is_anonymous"]
    assert staff.post(url("edit", made), told | {"version": 1, "quota": 9}).status_code == 302
    made.refresh_from_db()
    assert (made.is_anonymous, made.quota) == (True, 9)


def test_a_copy(staff, survey):
    assert "Copy of Yearly" in staff.get(url("copy", survey)).content.decode()
    staff.post(url("copy", survey), {"name": "Next year"})
    assert asked(Survey.objects.get(name="Next year")) == asked(survey)


# --- Questions ----------------------------------------------------------------------------


def test_a_question_is_added_in_both_languages(staff, survey):
    assert staff.get(url("questions", survey)).status_code == 200
    address = url("question_new", survey) + "?kind=single"
    assert staff.get(address).status_code == 200
    told = question(
        rows=8, row0__en="New", **{"row0__zh-hans": "新的"}, row1__en="Old", row1_place=0, row0_place=1, required="on",
        test0='{"op": "lte", "question": "score"}', test0_value="6",
    )  # fmt: skip
    assert staff.post(address, told).status_code == 302
    assert asked(survey)[-1] == {
        "key": "q1", "kind": "single", "title": {"en": "How old is it?", "zh-hans": "用了多久？"}, "required": True,
        "options": [{"key": "o2", "text": {"en": "Old"}}, {"key": "o1", "text": {"en": "New", "zh-hans": "新的"}}],
        "show_if": [{"op": "lte", "question": "score", "value": 6}],
    }  # fmt: skip
    page = staff.get(url("questions", survey)).content.decode()
    assert "is at most 6" in page
    assert "How old is it?: Old" in page


def test_an_agreement_says_to_what_and_by_which_way(staff, survey):
    address = url("question_new", survey) + "?kind=consent"
    assert "nothing: it is only asked" in staff.get(address).content.decode()
    half = staff.post(address, question(purpose="marketing"))
    assert half.status_code == 422
    assert "Say both what they agree to and by which way." in half.content.decode()
    forced = staff.post(address, question(purpose="marketing", channel="email", required="on"))
    assert forced.status_code == 422
    assert "an answer cannot be needed here" in forced.content.decode()
    assert staff.post(address, question(purpose="marketing", channel="email")).status_code == 302
    made = asked(survey)[-1]
    assert (made["kind"], made["purpose"], made["channel"]) == ("consent", "marketing", "email")


def test_a_question_is_changed_and_keeps_its_key_and_choices(staff):
    survey = services.create_survey(kind=Kind.CES, name="Easy?", actor=None, now=NOW)
    page = staff.get(url("question_edit", survey, "solved"))
    form = page.context["form"]
    told = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    told |= {"rows": form.row_count}
    told |= {"row1__en": "", "row1__zh-hans": "", "row3__en": "I do not know", "title__en": "Settled?"}
    before = asked(survey)
    assert staff.post(url("question_edit", survey, "solved"), told).status_code == 302
    after = asked(survey)
    assert [one["key"] for one in after] == [one["key"] for one in before]
    assert [one["key"] for one in after[1]["options"]] == ["yes", "no", "o1"]
    assert after[1]["title"]["en"] == "Settled?"
    assert [one for one in after if one["key"] != "solved"] == [one for one in before if one["key"] != "solved"]


@pytest.mark.parametrize("kind", Kind.values)
def test_saving_what_is_there_changes_nothing(staff, kind):
    """The page of each question says back all that is stored of it."""
    Topic.objects.create(name="Tea", code="tea")
    survey = services.create_survey(kind=kind, name="Same", actor=None, now=NOW)
    before = services.current_version(survey)
    for one in before.form["questions"]:
        form = staff.get(url("question_edit", survey, one["key"])).context["form"]
        told = {name: form[name].value() for name in form.fields}
        told = {name: value for name, value in told.items() if value not in (None, False)}
        told |= {"rows": form.row_count} if form.has_rows else {}
        assert staff.post(url("question_edit", survey, one["key"]), told).status_code == 302
    assert services.current_version(survey).pk == before.pk
    form = staff.get(url("texts", survey)).context["form"]
    told = {name: form[name].value() for name in form.fields}
    assert staff.post(url("texts", survey), told).status_code == 302
    assert services.current_version(survey).pk == before.pk


def test_more_rows_are_offered_and_nothing_is_saved(staff, survey):
    address = url("question_new", survey) + "?kind=multiple"
    found = staff.post(address, question(rows=4, row0__en="Mine", more="1"))
    assert found.status_code == 200
    assert found.context["form"].row_count == 8
    assert 'value="Mine"' in found.content.decode()
    assert len(asked(survey)) == 4


def test_refusals_stand_at_their_field(staff, survey):
    address = url("question_new", survey) + "?kind=single"
    without = staff.post(address, question(rows=4, **{"title__en": "", "title__zh-hans": ""}))
    assert without.status_code == 422
    assert "title__en" in without.context["form"].errors
    assert "row0__en" in staff.post(address, question(rows=4)).context["form"].errors
    piped = staff.post(address, question(rows=4, row0__en="a", title__en="Dear {surname}"))
    assert "title__en" in piped.context["form"].errors
    open_end = staff.post(address, question(rows=4, row0__en="a", test0='{"op": "lte", "question": "score"}'))
    assert "test0_value" in open_end.context["form"].errors
    forged = staff.post(address, question(rows=4, row0__en="a", test0='{"op": "lte", "question": "nowhere"}'))
    assert "test0" in forged.context["form"].errors
    stale = staff.post(address, question(rows=4, row0__en="a", version=7))
    assert "Somebody has saved this survey meanwhile." in stale.content.decode()
    assert len(asked(survey)) == 4


def test_questions_are_moved_and_taken_out(staff, survey):
    keys = lambda: [one["key"] for one in asked(survey)]  # noqa: E731
    staff.post(url("question_move", survey, "why"), {"way": "down"})
    assert keys() == ["score", "ten", "why", "call"]
    refused = staff.post(url("question_move", survey, "score"), {"way": "down"}, follow=True)
    assert "stays behind the one" in refused.content.decode()
    refused = staff.post(url("question_remove", survey, "score"), follow=True)
    assert "Another question is asked by its answer" in refused.content.decode()
    assert staff.get(url("question_remove", survey, "ten")).status_code == 200
    staff.post(url("question_remove", survey, "ten"))
    assert keys() == ["score", "why", "call"]
    assert staff.get(url("question_edit", survey, "ten")).status_code == 404


def test_a_key_that_was_used_is_not_used_again(staff, survey):
    services.open_survey(survey=survey, actor=None, now=NOW)
    survey.refresh_from_db()
    address = url("question_new", survey) + "?kind=text"
    staff.post(address, question())
    answer(survey, 9)
    staff.post(url("question_remove", survey, "q1"))
    assert SurveyVersion.objects.filter(survey=survey).count() == 2
    survey.refresh_from_db()
    staff.post(address, question(version=survey.version))
    assert asked(survey)[-1]["key"] == "q2"


def test_words_before_and_after(staff, survey):
    form = staff.get(url("texts", survey)).context["form"]
    told = {name: form[name].value() for name in form.fields}
    told |= {"thanks_low__en": "So sorry.", "thanks_else__en": "", "intro__zh-hans": ""}
    staff.post(url("texts", survey), told)
    stored = services.current_version(survey).form
    assert stored["thanks"]["low"]["en"] == "So sorry."
    assert "en" not in stored["thanks"][""]
    page = staff.get(url("detail", survey)).content.decode()
    assert "The words before the questions" in page


def test_topics_are_renewed_with_the_question(staff):
    Topic.objects.create(name="Tea", code="tea")
    survey = services.create_survey(kind=Kind.INTERESTS, name="Likes", actor=None, now=NOW)
    Topic.objects.create(name="Rum", code="rum")
    form = staff.get(url("question_edit", survey, "likes")).context["form"]
    told = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    staff.post(url("question_edit", survey, "likes"), told | {"rows": form.row_count})
    assert [one["text"]["en"] for one in asked(survey)[0]["options"]] == ["Rum", "Tea"]


# --- Preview ------------------------------------------------------------------------------


def test_the_preview_walks_to_the_thanks_and_records_nothing(staff, survey):
    counts = lambda: [model.objects.count() for model in (Response, ResponseEdit, TimelineEntry, SurveyVersion)]  # noqa: E731
    before = counts()
    first = staff.get(url("preview", survey))
    assert 'name="q_score"' in first.content.decode()
    second = staff.post(url("preview", survey), {"shown": "score", "q_score": "3", "language": "en"})
    page = second.content.decode()
    assert 'type="hidden" name="q_score" value="3"' in page
    assert 'name="q_call_wants"' in page
    told = {"shown": ["why", "call"], "q_score": "3", "q_why": "cold", "language": "en"}
    assert "We are sorry" in staff.post(url("preview", survey), told).content.decode()
    assert counts() == before


def test_the_preview_shows_what_is_missing_and_goes_back(staff, survey):
    found = staff.post(url("preview", survey), {"shown": "score", "language": "en"})
    assert found.status_code == 422
    assert "Please answer this question." in found.content.decode()
    back = staff.post(url("preview", survey), {"shown": "why", "q_score": "9", "q_why": "kind", "back": "1"})
    page = back.content.decode()
    assert 'id="q_score-9" name="q_score" value="9" checked' in page
    assert 'type="hidden" name="q_why" value="kind"' in page


@pytest.mark.parametrize(("outcome", "words"), [("high", "谢谢您"), ("middle", "差的那几分"), ("low", "很抱歉")])
def test_the_preview_is_in_each_language_and_for_each_outcome(staff, survey, outcome, words):
    page = staff.get(url("preview", survey), {"language": "zh-hans", "outcome": outcome}).content.decode()
    assert words in page
    assert 'lang="zh-hans"' in page


@pytest.mark.parametrize("kind", Kind.values)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_kind_shows_all_its_questions(staff, kind, language):
    Topic.objects.create(name="Tea", code="tea")
    survey = services.create_survey(kind=kind, name="All", actor=None, now=NOW)
    page = staff.get(url("preview", survey), {"language": language, "all": "1"})
    assert page.status_code == 200
    body = page.content.decode()
    for one in asked(survey):
        assert f'id="question-{one["key"]}"' in body


def test_hostile_requests_to_the_preview(staff, survey):
    for told in ({"shown": "nowhere"}, {"shown": "score", "q_score": "x" * 5000}, {"language": "xx"}, {}):
        assert staff.post(url("preview", survey), told).status_code in (200, 422)


def test_the_colours_are_open_to_the_world(client, survey):
    survey.theme = {"colour": "#7a1f5c"}
    survey.save(update_fields=["theme"])
    found = client.get(url("look", survey, "abc"))
    assert found["Content-Type"].startswith("text/css")
    assert b"#7a1f5c" in found.content


# --- Who may ------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["analyst", "service agent"])
def test_who_only_reads_changes_nothing(client, survey, role):
    client.force_login(make_user(role))
    assert client.get(reverse("surveys:list")).status_code == 200
    page = client.get(url("detail", survey)).content.decode()
    assert url("questions", survey) not in page
    assert url("open", survey) not in page
    assert client.get(url("preview", survey)).status_code == 200
    for name in ("new", "edit", "questions", "texts", "copy", "question_new"):
        address = reverse("surveys:new") if name == "new" else url(name, survey)
        assert client.get(address).status_code == 403, name
    for name in ("open", "pause", "resume", "close"):
        assert client.post(url(name, survey)).status_code == 403, name
    for name in ("question_move", "question_remove", "question_edit"):
        assert client.post(url(name, survey, "why")).status_code == 403, name


def test_the_navigation_leads_there(staff):
    assert f'href="{reverse("surveys:list")}"' in staff.get(reverse("surveys:list")).content.decode()
