"""Surveys over the API: what is asked, handing answers in, reading them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from core import clock, integrations
from surveys.models import Invitation, Response
from tests.api.client import ApiClient
from tests.sales.factories import customer, purchase
from tests.surveys.factories import NOW, answer, survey
from tests.surveys.factories_loop import invitation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.clock.now", lambda: NOW)


@pytest.fixture
def api() -> ApiClient:
    scopes = [scope.code for scope in integrations.all_scopes()]
    return ApiClient(integrations.create_integration(name="Shop", scopes=scopes)[1])


def _answers(of: Any) -> str:
    return f"/surveys/{of.public_id}/answers/"


def test_what_is_asked_in_a_language(api):
    ours, empty = survey(name="Spring"), survey()
    empty.versions.all().delete()
    assert [row["name"] for row in api.get("/surveys/", {"kind": "nps"}).json()["results"]][-1] == "Spring"
    told = api.get(f"/surveys/{ours.public_id}/", {"language": "zh-hans"}).json()
    assert (told["version"], told["metric"], told["scale"]) == (1, "nps", "0-10")
    assert told["questions"][0]["title"] == "您有多大可能推荐我们？"
    assert told["questions"][2]["show_if"] == [{"op": "lte", "question": "score", "fact": "", "value": 6}]
    assert api.get(f"/surveys/{ours.public_id}/").json()["questions"][0]["title"].startswith("How likely")
    assert api.get(f"/surveys/{empty.public_id}/").json()["version"] is None


def test_an_answer_of_a_customer_is_handed_in_once(api):
    ours, who = survey(), customer()
    told = {"answers": {"score": 3, "why": "slow"}, "customer": str(who.public_id), "language": "en", "key": "17"}
    first, again = (api.post(_answers(ours), told, Idempotency_Key="a") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    body = first.json()
    assert (body["score"], body["outcome"], body["comment"], body["customer"]) == (3, "low", "slow", str(who.public_id))
    assert (body["origin"], body["weight"], body["finished_at"]) == ("api", "1.000000", "2026-03-02T04:00:00Z")
    refused = api.post(_answers(ours), told)
    assert (refused.status_code, refused.json()["code"]) == (409, "already_answered")
    assert Response.objects.count() == 1


def test_one_that_is_not_finished_goes_on(api):
    ours = survey()
    begun = api.post(_answers(ours), {"answers": {"score": 9}, "is_final": False, "key": "17"}).json()
    assert begun["finished_at"] is None
    assert api.get(_answers(ours)).json()["results"] == []
    done = api.post(_answers(ours), {"answers": {"why": "kind"}, "key": "17"}).json()
    assert (done["public_id"], done["score"], done["comment"]) == (begun["public_id"], 9, "kind")
    assert api.get(f"/survey-answers/{done['public_id']}/").json() == done


def test_an_invitation_is_answered_once_and_by_whom_it_names(api):
    ours, who = survey(), customer()
    asked = invitation(ours, who)
    told = {"answers": {"score": 9}, "invitation": str(asked.public_id)}
    body = api.post(_answers(ours), told).json()
    assert (body["customer"], body["invitation"]) == (str(who.public_id), str(asked.public_id))
    assert Invitation.objects.get().state == "answered"
    assert api.post(_answers(ours), told).json()["code"] == "already_answered"
    other = api.post(_answers(survey()), told)
    assert (other.status_code, other.json()["code"]) == (404, "invitation_unknown")


def test_what_a_customer_says_elsewhere_answers_what_they_were_asked(api):
    ours, who = survey(), customer()
    invitation(ours, who, remind_at=NOW + timedelta(days=4))
    told = {"answers": {"score": 9}, "customer": str(who.public_id), "key": "17"}
    begun = api.post(_answers(ours), told | {"is_final": False}).json()
    done = api.post(_answers(ours), told).json()
    asked = Invitation.objects.get()
    assert (done["public_id"], done["invitation"]) == (begun["public_id"], str(asked.public_id))
    assert (asked.state, asked.answered_at, asked.remind_at) == ("answered", NOW, None)
    assert api.post(_answers(ours), told).json()["code"] == "already_answered"
    assert Response.objects.count() == 1


def test_what_was_begun_before_they_were_asked_goes_on_by_itself(api):
    ours, who = survey(), customer()
    told = {"answers": {"score": 9}, "customer": str(who.public_id), "key": "17"}
    begun = api.post(_answers(ours), told | {"is_final": False}).json()
    bought = purchase(customer=who.pk, occurred_at=NOW, now=NOW)
    asked = invitation(ours, who, purchase=bought)
    done = api.post(_answers(ours), told).json()
    assert (done["public_id"], done["invitation"]) == (begun["public_id"], None)
    other = purchase(customer=who.pk, occurred_at=NOW, now=NOW)
    about_other = api.post(_answers(ours), told | {"key": "18", "purchase": str(other.public_id)}).json()
    assert (about_other["invitation"], Invitation.objects.get().state) == (None, "asked")
    about_it = api.post(_answers(ours), told | {"key": "19", "purchase": str(bought.public_id)}).json()
    assert about_it["invitation"] == str(asked.public_id)


@pytest.mark.parametrize("over", [{"state": "revoked"}, {"expires_at": NOW}])
def test_an_invitation_that_is_over_takes_nothing(api, over):
    asked = invitation(survey(), customer(), **over)
    told = {"answers": {"score": 9}, "invitation": str(asked.public_id)}
    assert api.post(_answers(asked.survey), told).json()["code"] == "invitation_ended"


@pytest.mark.parametrize(
    ("answers", "code", "field"),
    [
        ({"score": 11}, "answer_invalid", "score"),
        ({"score": True}, "answer_invalid", "score"),
        ({}, "answer_missing", "score"),
        ({"score": 9, "why": 5}, "answer_invalid", "why"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_question(api, answers, code, field):
    refused = api.post(_answers(survey()), {"answers": answers}).json()
    assert (refused["code"], refused["field"]) == (code, field)


@pytest.mark.parametrize("answers", [[], "x", {"why": "a\0b"}, {"why": "\ud800"}, {"score": {"a": ["\0"]}}])
def test_what_cannot_be_stored_is_refused(api, answers):
    assert api.post(_answers(survey()), {"answers": answers}).status_code == 400
    assert not Response.objects.exists()


def test_a_closed_survey_takes_nothing(api):
    assert api.post(_answers(survey(state="paused")), {"answers": {"score": 9}}).json()["code"] == "survey_closed"


def test_who_is_not_known_is_refused(api):
    told = {"answers": {"score": 9}}
    for name in ("customer", "purchase"):
        assert api.post(_answers(survey()), told | {name: str(uuid4())}).json()["field"] == name
    assert api.post(_answers(survey()), told | {"store": "nowhere"}).json()["code"] == "store_unknown"


def test_reading_by_when_and_how(api):
    ours = survey()
    for days, score in enumerate((3, 8, 9, 10)):
        answer(ours, score, at=NOW + timedelta(days=days))
    answer(survey(), 0)
    page = api.get(_answers(ours), {"page_size": 3}).json()
    assert [row["score"] for row in page["results"]] == [10, 9, 8]
    assert [row["score"] for row in api.client.get(page["next"], headers=api.headers).json()["results"]] == [3]
    since = (NOW + timedelta(days=2)).isoformat().replace("+00:00", "Z")
    assert [row["score"] for row in api.get(_answers(ours), {"since": since}).json()["results"]] == [10, 9]
    assert [row["score"] for row in api.get(_answers(ours), {"outcome": "low"}).json()["results"]] == [3]
    assert api.get(_answers(ours), {"sinse": since}).status_code == 400


def test_of_an_anonymous_survey_nobody_is_told_and_nothing_of_a_few(api):
    ours = survey(is_anonymous=True, min_group=3)
    made = [answer(ours, score, customer(), at=NOW + timedelta(hours=2)) for score in (1, 9)]
    assert api.get(_answers(ours)).json() == {"next": None, "results": []}
    assert api.get(f"/survey-answers/{made[0].public_id}/").status_code == 404
    answer(ours, 5)
    rows = api.get(_answers(ours)).json()["results"]
    assert len(rows) == 3
    assert {(row["customer"], row["finished_at"][11:]) for row in rows} == {(None, rows[0]["finished_at"][11:])}
    assert {(row["origin"], row["language"]) for row in rows} == {(None, "")}
    assert api.get(f"/surveys/{ours.public_id}/invitations/").json()["code"] == "survey_anonymous"


def test_answers_of_an_anonymous_survey_are_told_by_whole_groups_in_no_order_by_day(api):
    ours = survey(is_anonymous=True, min_group=3)
    made = [answer(ours, score, at=NOW + timedelta(hours=score)) for score in range(6)]
    late = answer(ours, 9, at=NOW + timedelta(days=1))
    pages = [api.get(_answers(ours), {"page_size": 4}).json()]
    pages.append(api.client.get(pages[0]["next"], headers=api.headers).json())
    told = [row["public_id"] for page in pages for row in page["results"]]
    assert told == sorted(str(row.public_id) for row in made)
    assert api.get(f"/survey-answers/{late.public_id}/").status_code == 404
    # Whatever the hour: the day is told, and no less can be asked for.
    day = clock.day_start(made[0].finished_on).isoformat().replace("+00:00", "Z")
    for query, count in (({"since": day}, 6), ({"until": day}, 0), ({"since": "2026-03-02T05:30:00Z"}, 0),
                         ({"until": "2026-03-02T05:30:00Z"}, 6)):  # fmt: skip
        assert len(api.get(_answers(ours), query).json()["results"]) == count


def test_what_staff_answered_is_told_as_figures_only(api):
    ours = survey(is_anonymous=True, relation="staff", min_group=3, kind="free")
    made, *_others = (answer(ours, 9) for _ in range(3))
    for address in (_answers(ours), f"/survey-answers/{made.public_id}/"):
        refused = api.get(address)
        assert (refused.status_code, refused.json()["code"]) == (409, "staff_answers")


def test_who_was_asked(api):
    ours, who = survey(), customer()
    asked = invitation(ours, who)
    (row,) = api.get(f"/surveys/{ours.public_id}/invitations/", {"customer": str(who.public_id)}).json()["results"]
    assert (row["occasion"], row["state"], row["customer"]) == ("2026Q1", "asked", str(who.public_id))
    assert api.get(f"/survey-invitations/{asked.public_id}/").json() == row
