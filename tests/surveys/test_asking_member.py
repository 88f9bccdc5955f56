"""The personal page lists the surveys that wait for this customer, and nobody else's."""

from __future__ import annotations

import pytest
from django.urls import reverse

from customers import memberpage
from surveys.asking import services
from surveys.models import Response, Survey, SurveySettings
from tests.surveys.factories import NOW, NPS_FORM, survey
from tests.surveys.factories_asking import asked, asker, at, browser, invited, path_of, say

pytestmark = pytest.mark.django_db
TITLED = NPS_FORM | {"title": {"en": "Two questions for {name|you}", "zh-hans": "两个问题"}}


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    at(monkeypatch, NOW)
    SurveySettings.objects.update_or_create(pk=1, defaults={"gap_days": 0})


def page(who) -> str:
    return browser().get(reverse("customers:member_page", args=[memberpage.token_for(who, now=NOW)])).content.decode()


def test_what_waits_stands_there_until_it_is_answered():
    who = asker("Ada", time_zone="Pacific/Auckland")
    row = asked(survey(TITLED, name="Internal Q1 wave"), who)
    shown = page(who)
    assert "Two questions for you" in shown
    assert "Internal" not in shown
    assert f'href="{path_of(row)}"' in shown
    assert "until 16 Mar 2026" in shown  # the last of fourteen days, by their own calendar
    client = browser()
    say(client, path_of(row), p="score", score="9")
    assert "begun" in page(who)
    say(client, path_of(row), p="why", why="kind")
    assert path_of(row) not in page(who)


def test_nobody_sees_what_waits_for_somebody_else():
    mine, other = asked(survey(TITLED), asker("Ada")), asked(survey(TITLED), asker("Bob"))
    assert path_of(other) not in page(mine.customer)
    assert path_of(mine) not in page(other.customer)
    assert "Your opinion" not in page(asker("Nobody asked"))
    assert not Response.objects.exists()


def test_in_the_customers_language():
    assert "两个问题" in page(asked(survey(TITLED), asker(language="zh-hans")).customer)


@pytest.mark.parametrize("change", ["revoked", "expired", "paused", "closed", "full", "waiting"])
def test_what_could_not_be_answered_is_not_offered(monkeypatch, change):
    row = invited(survey(TITLED)) if change == "waiting" else asked(survey(TITLED))
    if change == "revoked":
        services.revoke(invitation=row, actor=None, now=NOW)
    if change in ("paused", "closed"):
        Survey.objects.filter(pk=row.survey_id).update(state=change)
    if change == "full":
        Survey.objects.filter(pk=row.survey_id).update(quota=1)
        Survey.objects.filter(pk=row.survey_id).update(finished=1)
    token = memberpage.token_for(row.customer, now=NOW)
    if change == "expired":
        at(monkeypatch, row.expires_at)
        token = memberpage.token_for(row.customer, now=row.expires_at)
    shown = browser().get(reverse("customers:member_page", args=[token]))
    assert shown.status_code == 200
    assert path_of(row) not in shown.content.decode()


def test_as_many_statements_for_three_as_for_one(django_assert_num_queries):
    from surveys.asking.memberpages import invitations_section

    who = asker()
    asked(survey(TITLED), who)
    for several in (False, True):
        if several:
            for _n in range(2):
                asked(survey(TITLED), who)
        with django_assert_num_queries(2):
            found = invitations_section(who, NOW)
        assert found
        assert len(found["invitations"]) == (3 if several else 1)
