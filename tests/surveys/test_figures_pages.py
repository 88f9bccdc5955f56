"""Pages, API and studies of the figures."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from messaging.models import Message
from surveys.figures import funnel, reading, studies
from surveys.figures.scopes import Months, Scope, trailing
from surveys.models import FigureStudy, FunnelMonth, Invitation, Relation
from tests.customers.factories import make_user
from tests.loyalty.factories import member as customer
from tests.messaging.factories import put
from tests.sales.factories import line, purchase
from tests.surveys.factories_figures import (
    MARCH,
    NOW,
    SERIES,
    answer,
    answers,
    at,
    fold,
    scope_of,
    store,
    survey,
)

pytestmark = pytest.mark.django_db
DRIVEN: dict[str, Any] = {
    "questions": [
        {"key": "score", "kind": "score", "role": "main", "title": {"en": "Would you tell others?"}},
        {"key": "people", "kind": "csat", "title": {"en": "The people", "zh-hans": "员工"}},
        {
            "key": "rest", "kind": "matrix", "role": "satisfaction", "title": {"en": "And these?"},
            "rows": [{"key": "price", "text": {"en": "The price"}}],
        },
    ]
}  # fmt: skip


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.clock.now", lambda: NOW)


def get(client: Any, url: str, **query: Any) -> str:
    answered = client.get(url, query)
    assert answered.status_code == 200, answered
    return answered.content.decode()


def analyst(client: Any) -> Any:
    client.force_login(make_user("analyst"))
    return client


def test_the_dashboard_says_the_score_its_interval_and_its_number(client):
    answers(survey(), {10: 50, 7: 30, 0: 20})
    fold()
    page = get(analyst(client), reverse("surveys:dashboard"))
    assert "+30" in page
    assert "+14 … +44" in page
    assert "n = 100" in page
    assert "n/a" in page  # nobody was invited


def test_without_answers_it_says_so_and_not_nought(client):
    assert "No scores yet" in get(analyst(client), reverse("surveys:dashboard"))
    survey()
    page = get(analyst(client), reverse("surveys:dashboard"))
    assert "n/a" in page
    assert "No answers yet." in page


def test_few_answers_are_said_to_be_few(client):
    answers(survey(), {10: 5})
    fold()
    page = get(analyst(client), reverse("surveys:dashboard"))
    assert "Few answers" in page
    assert "(few)" in page


def test_two_relations_are_chosen_between_and_one_store_shown_alone(client):
    shop = store()
    answers(survey(), {10: 3}, about=_about(store=shop.pk))
    answers(survey(kind="nps_moment", relation=Relation.MOMENT), {0: 2})
    fold()
    url = reverse("surveys:dashboard")
    assert "−100" in get(analyst(client), url, scope="nps:moment:0-10")
    page = get(client, url, part=f"store:{shop.pk}")
    assert "Of one group" in page
    assert shop.name in get(client, url)


def _about(**values: int) -> Any:
    from surveys.answering.recording import About

    return About(**values)


@pytest.mark.parametrize("query", [{"period": "days"}, {"period": "x", "scope": "y", "part": "z:1", "by": "q"}])
def test_a_choice_that_does_not_exist_still_shows_a_page(client, query):
    answers(survey(), {10: 3})
    fold()
    assert "+100" in get(analyst(client), reverse("surveys:dashboard"), **query)


def test_a_table_is_downloaded(client):
    answers(survey(), {10: 3, 0: 1}, at=at(2))
    fold()
    found = analyst(client).get(reverse("surveys:dashboard"), {"card": "trend", "format": "csv"})
    assert b"NPS" in b"".join(found)


def test_strangers_and_those_without_the_right_see_nothing(client):
    url = reverse("surveys:dashboard")
    assert client.get(url).status_code == 302
    client.force_login(make_user())
    assert client.get(url).status_code == 403


def test_a_report_of_an_anonymous_survey_shows_no_small_group_and_no_period(client):
    asked = survey(is_anonymous=True, min_group=5)
    big, small = store(), store()
    answers(asked, {9: 8}, about=_about(store=big.pk))
    answers(asked, {2: 3}, about=_about(store=small.pk))
    fold()
    page = get(analyst(client), reverse("surveys:report", args=[asked.public_id]), period="1")
    # The small one would follow from the large one.
    assert f'<th scope="row">{big.name}' not in page
    assert f'<th scope="row">{small.name}' not in page
    assert "people could be told apart" in page
    assert "no shorter periods" in page
    found = reading.breakdown(scope_of(asked), trailing(NOW.date(), 120), "store")
    assert (found.groups, found.hidden) == ([], 2)


def test_a_page_asks_no_more_of_the_database_for_more_answers(client, django_assert_max_num_queries):
    shops = [store() for _ in range(6)]
    for shop in shops:
        answers(survey(), {10: 3, 0: 1}, about=_about(store=shop.pk))
    fold()
    analyst(client)
    with django_assert_max_num_queries(45):
        get(client, reverse("surveys:dashboard"))


# --- Funnel ------------------------------------------------------------------------------


def invited(asked: Any, who: Any, **values: Any) -> Invitation:
    told = {"state": "asked", "due_at": NOW, "asked_at": NOW, "expires_at": NOW + timedelta(days=14), "created_at": NOW}
    return Invitation.objects.create(survey=asked, customer=who, occasion="test", **told | values)


def test_the_funnel_narrows_and_the_rate_is_of_those_delivered():
    asked = survey()
    reached, bounced, handed, done = (customer() for _ in range(4))
    for who, state in ((reached, "delivered"), (bounced, "bounced"), (done, "sent")):
        _message(asked, who, state)
    for who in (reached, bounced, handed):
        invited(asked, who)
    invited(asked, done, state="answered", answered_at=NOW)
    funnel.refresh(now=NOW)
    assert funnel.refresh(now=NOW) == 1
    found = funnel.of(SERIES, MARCH)
    assert found is not None
    assert (found.sent, found.delivered, found.opened, found.started, found.finished) == (4, 3, 1, 1, 1)
    assert found.rate == pytest.approx(1 / 3)
    assert funnel.of(SERIES, Months(date(2026, 2, 1), date(2026, 3, 1))) is None
    assert FunnelMonth.objects.count() == 1


def _message(asked: Any, who: Any, state: str) -> None:
    made = put(who, source=asked.source, purpose="survey", now=NOW)
    told = {"reason": "hard"} if state == "bounced" else {}
    rows = Message.objects.filter(pk=made.pk)
    rows.update(state="leased", lease=uuid4(), leased_until=NOW)
    rows.update(state="sent", sent_at=NOW, handed_at=NOW, lease=None, leased_until=None)
    if state != "sent":
        rows.update(state=state, settled_at=NOW, **told)


# --- Studies -----------------------------------------------------------------------------


def test_what_moves_the_score_is_found_and_shown(client):
    asked = survey(DRIVEN)
    for number in range(60):
        people = 1 + number % 5
        answer(asked, 2 * people, raw={"people": people, "rest": {"price": 1 + number * 7 % 4}})
    fold()
    studies.refresh(now=NOW)
    found = FigureStudy.objects.get(scope=scope_of(asked).key, kind="drivers").found
    assert [one["key"] for one in found["drivers"]] == ["people", "rest.price"]
    page = get(analyst(client), reverse("surveys:report", args=[asked.public_id]))
    assert "The people" in page
    assert "The price" in page
    assert studies.refresh_due(now=NOW) == 0


def test_what_followed_is_told_of_those_alone_whose_days_are_over(client):
    asked = survey()
    came, stayed, later = customer(), customer(), customer()
    answer(asked, 10, came, at=at(8, year=2025))
    answer(asked, 10, stayed, at=at(8, year=2025))
    answer(asked, 0, later, at=at(2, 20))
    for day in (2, 20):
        purchase(line(5000), customer=came.pk, occurred_at=at(8, day, year=2025))
    purchase(line(9000), customer=later.pk, occurred_at=at(2, 25))
    fold()
    studies.refresh(now=NOW)
    found = FigureStudy.objects.get(scope=SERIES.key, kind="purse").found
    # The receipt of the day itself is not what followed.
    assert (found["90"]["high"]["n"], found["90"]["high"]["again"], found["90"]["high"]["mean"]) == (2, 1, 2500)
    assert "low" not in found["90"]
    assert found["180"]["high"]["share"] == 0.5
    client.force_login(make_user("service agent"))
    assert "predict the purse" not in get(client, reverse("surveys:dashboard"))
    client.force_login(make_user("owner"))
    assert "predict the purse" in get(client, reverse("surveys:dashboard"))


def test_who_did_not_answer_is_told_by_level_and_last_purchase():
    asked = survey()
    silent, spoke = customer(), customer()
    purchase(line(5000), customer=spoke.pk, occurred_at=at(2, 20))
    old = {"asked_at": at(2, 25), "expires_at": at(3, 1)}
    invited(asked, silent, state="expired", **old)
    invited(asked, spoke, state="answered", answered_at=at(2, 26), **old)
    invited(asked, customer())  # still has time
    studies.refresh(now=NOW)
    found = FigureStudy.objects.get(scope=SERIES.key, kind="silence").found
    assert found["tier"] == {"0": {"asked": 2, "answered": 1}}
    assert found["ago"] == {"30": {"asked": 1, "answered": 1}, "never": {"asked": 1, "answered": 0}}


def test_of_anonymous_surveys_nobody_asks_what_followed():
    asked = survey(is_anonymous=True)
    answers(asked, {9: 6})
    fold()
    studies.refresh(now=NOW)
    assert set(FigureStudy.objects.filter(scope=scope_of(asked).key).values_list("kind", flat=True)) == {"drivers"}


def test_a_scope_that_was_never_answered_is_nothing():
    assert reading.tally(Scope("ces", "1-7", "moment"), MARCH).n == 0
