"""Pages for staff: the queue of low scores, one answer, the panel of the record, the card on Today."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from loyalty.models import ReferralCode, ReferralTerms
from surveys.answering import recording
from surveys.loop.thanks import share_link
from surveys.models import LoopOutcome
from tests.customers.factories import make_user
from tests.loyalty.factories import member
from tests.sales.factories import customer
from tests.surveys.factories import NOW, answer, survey
from tests.surveys.factories_asking import browser, path_of, say
from tests.surveys.factories_loop import follow_up, handled, invitation, loop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.clock.now", lambda: NOW + timedelta(hours=2))


def as_(role: str, **fields: Any) -> Client:
    client = Client()
    client.force_login(make_user(role, **fields))
    return client


def page_of(made: Any) -> str:
    return reverse("surveys:response", args=[made.public_id])


# --- The queue ----------------------------------------------------------------------------


def test_the_queue_shows_what_is_open_and_the_rate(django_assert_max_num_queries):
    ours = survey(name="Spring")
    low = handled(ours, 2, customer(display_name="Ada"), raw={"why": "rude"})
    handled(ours, 9, low.customer, at=NOW + timedelta(hours=1))
    owner = as_("owner")
    page = owner.get(reverse("surveys:loop"))
    assert page.status_code == 200
    text = page.content.decode()
    assert "Ada" in text
    assert "2 of 10" in text
    assert "100" in text
    for _ in range(3):
        handled(ours, 1, customer())
    with django_assert_max_num_queries(14):
        assert owner.get(reverse("surveys:loop"), {"show": "alerts"}).content.decode().count("1 of 10") == 3
    for which in ("mine", "closed", "all", "nonsense"):
        assert owner.get(reverse("surveys:loop"), {"show": which}).status_code == 200


def test_nobody_sees_the_customers_of_others():
    other = make_user("service agent")
    whose = customer(display_name="Ada", assigned_to=other)
    made = handled(survey(), 2, whose, raw={"why": "rude"})
    client = Client()
    narrow = make_user()
    from django.contrib.auth.models import Permission

    names = ("view_loop", "view_customer", "view_response", "view_invitation", "run_survey")
    narrow.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(narrow)
    assert "Ada" not in client.get(reverse("surveys:loop"), {"show": "all"}).content.decode()
    assert client.get(page_of(made)).status_code == 404
    assert client.get(reverse("surveys:customer", args=[whose.public_id])).status_code == 404
    assert "Ada" not in client.get(reverse("surveys:alerts")).content.decode()


# --- One answer ---------------------------------------------------------------------------


def test_an_answer_is_read_by_its_questions_and_with_its_history():
    ours, who = survey(), customer(display_name="Ada")
    for why, is_final in (("slow", False), ("rude", True)):
        told = recording.Said(raw={"score": 2, "why": why}, origin="api", is_final=is_final, key="one")
        made = recording.record(version=ours.versions.get(), said=told, customer=who, now=NOW)
    text = as_("owner").get(page_of(made)).content.decode()
    for words in ("How likely are you to recommend us?", "rude", "slow", "Ada", "2 of 10"):
        assert words in text
    chinese = as_("owner", language="zh-hans").get(page_of(made), headers={"Accept-Language": "zh-hans"})
    assert "您有多大可能推荐我们？" in chinese.content.decode()


def test_the_version_that_was_asked_is_shown():
    from tests.surveys.factories import NPS_FORM, version

    ours = survey()
    made = answer(ours, 9)
    other = {**NPS_FORM, "questions": [NPS_FORM["questions"][0] | {"title": {"en": "Anew?"}}]}
    version(ours, other, 2)
    assert "Anew?" not in as_("owner").get(page_of(made)).content.decode()


def test_closing_says_what_came_of_it_and_keeps_what_was_typed():
    made = handled(survey(), 2, customer(), raw={"why": "rude"})
    agent = as_("service agent")
    refused = agent.post(page_of(made), {"outcome": "", "words": "a new cup"})
    assert refused.status_code == 422
    assert "a new cup" in refused.content.decode()
    assert agent.post(page_of(made), {"outcome": "solved", "words": "a new cup"}).status_code == 302
    assert (loop(made).outcome, follow_up(made).outcome) == (LoopOutcome.SOLVED, "a new cup")
    assert agent.post(page_of(made), {"outcome": "solved"}).status_code == 403


def test_an_answer_that_needs_no_care_takes_nothing():
    made = handled(survey(), 9, customer())
    assert as_("owner").post(page_of(made), {"outcome": "solved"}).status_code == 403


def test_an_anonymous_survey_names_nobody_and_shows_nothing_of_a_few():
    ours = survey(is_anonymous=True, min_group=3, kind="free")
    who = customer(display_name="Ada")
    made = answer(ours, 1, who, raw={"why": "secret"})
    owner = as_("owner")
    assert owner.get(page_of(made)).status_code == 404
    answer(ours, 5), answer(ours, 6)
    text = owner.get(page_of(made)).content.decode()
    assert "secret" in text
    assert "Ada" not in text
    assert "04:00" not in text
    assert "Came by" not in text
    # The next one waits for a group of its own.
    assert owner.get(page_of(answer(ours, 7))).status_code == 404


def test_no_single_answer_of_the_staff_is_shown():
    ours = survey(is_anonymous=True, min_group=3, relation="staff", kind="free")
    made = [answer(ours, 7) for _ in range(3)]
    assert as_("owner").get(page_of(made[0])).status_code == 404


def test_the_analyst_reads_answers_but_closes_none():
    made = handled(survey(), 2, customer(), raw={"why": "rude"})
    analyst = as_("analyst")
    assert analyst.get(page_of(made)).status_code == 200
    assert analyst.post(page_of(made), {"outcome": "solved"}).status_code == 403


def test_what_is_typed_by_customers_is_only_text():
    made = handled(survey(), 2, customer(), raw={"why": "<script>alert(1)</script>"})
    assert "<script>alert" not in as_("owner").get(page_of(made)).content.decode()


# --- Beside others ------------------------------------------------------------------------


def test_the_record_shows_what_they_said_and_how_it_goes():
    ours, who = survey(name="Spring"), customer()
    handled(ours, 9, who)
    handled(ours, 4, who, at=NOW + timedelta(hours=1))
    invitation(survey(name="Autumn"), who)
    text = as_("owner").get(reverse("surveys:customer", args=[who.public_id])).content.decode()
    for words in ("Spring", "Down from 9 to 4", "One answer waits for care", "Autumn"):
        assert words in text


def test_today_shows_very_low_scores_until_they_are_dealt_with():
    made = handled(survey(name="Spring"), 1, customer(display_name="Ada"))
    owner = as_("owner")
    assert reverse("surveys:alerts") in owner.get(reverse("customers:today")).content.decode()
    assert "Ada" in owner.get(reverse("surveys:alerts")).content.decode()
    owner.post(page_of(made), {"outcome": "explained"})
    assert "Ada" not in owner.get(reverse("surveys:alerts")).content.decode()
    assert as_("service agent").get(reverse("surveys:alerts")).status_code == 403


def test_the_import_page_asks_for_the_survey(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    ours = survey(name="Spring")
    from django.core.files.uploadedfile import SimpleUploadedFile

    owner = as_("owner")
    file = SimpleUploadedFile("old.csv", b"date,score\n2025-03-01,9\n2025-03-01,11\n")
    columns = owner.post(reverse("surveys:import"), {"file": file, "source": "old"})["Location"]
    text = owner.get(columns).content.decode()
    assert "Spring" in text
    told = {"column_0": "answered_on", "column_1": "score", "no_answer": "11"}
    assert owner.post(columns, told).status_code == 422
    preview = owner.post(columns, told | {"survey": str(ours.public_id)})["Location"]
    text = owner.get(preview).content.decode()
    assert "Rows without an answer" in text
    assert not ours.responses.exists()
    assert as_("service agent").get(reverse("surveys:import")).status_code == 403


# --- Thanks -------------------------------------------------------------------------------


def test_whoever_has_a_code_gets_their_link_and_nothing_is_made_by_looking():
    who, other = member(), member()
    terms = ReferralTerms.objects.create(name="Bring a friend", is_default=True)
    ReferralCode.objects.create(code="BRING1", terms=terms, customer=who, created_at=NOW)
    assert "BRING1" in share_link(who)
    assert (share_link(other), share_link(customer()), share_link(None)) == ("", "", "")
    assert ReferralCode.objects.count() == 1


@pytest.mark.parametrize(("score", "codes"), [("9", 1), ("6", 0)])
def test_a_promoter_without_a_code_is_given_one_with_the_answer(score, codes):
    ReferralTerms.objects.create(name="Bring a friend", is_default=True)
    row, client = invitation(survey(), member()), browser()
    there = say(client, path_of(row), p="score", score=score)["Location"]
    client.get(there)
    assert not ReferralCode.objects.exists()
    done = client.get(say(client, there, p="why", why="")["Location"]).content.decode()
    assert ReferralCode.objects.count() == codes
    assert all(code.code in done for code in ReferralCode.objects.all())
