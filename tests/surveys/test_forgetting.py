"""What is kept of old answers: scores and choices in the figures, no word, and nothing that leads to who said it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from surveys import tasks
from surveys.figures import counting
from surveys.loop import following, forgetting, handling
from surveys.models import CommentWords, FigureCell, Invitation, Loop, Response, ResponseEdit, SurveySettings
from tests.customers.factories import make_user
from tests.surveys.factories import NOW, answer, survey
from tests.surveys.factories_asking import asked, asker, at, browser, path_of, say
from tests.surveys.factories_loop import follow_up, handled
from tests.surveys.factories_words import EVERY_KIND, read_all

pytestmark = pytest.mark.django_db
YEARS_LATER = NOW + timedelta(days=400)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    at(monkeypatch, NOW)


def keep(months: int | None = 12) -> None:
    SurveySettings.objects.update_or_create(pk=1, defaults={"keep_months": months})


def forget(now=YEARS_LATER, **told) -> int:
    handling.handle_due(now=NOW)
    while counting.fold(now=NOW):
        pass
    read_all()
    return forgetting.forget_old(now=now, **told)


def cells() -> list:
    return list(FigureCell.objects.order_by("scope", "dimension", "value", "month", "until").values())


def test_words_and_names_go_and_scores_and_choices_stay():
    keep()
    of, who = survey(EVERY_KIND), asker()
    row = asked(of, who)
    raw = {"why": "my own words", "liked": ["tea"], "since": "2020-01-02", "visits": "3", "call": {"wants": False}}
    answer(of, 9, who, raw=raw, invitation=row)
    assert forget() == 1
    found = Response.objects.get()
    assert (found.customer, found.invitation, found.purchase, found.comment) == (None, None, None, "")
    assert found.answers == {"score": 9, "liked": ["tea"], "visits": "3"}
    assert (found.score, found.outcome, found.erased_at) == (9, "high", YEARS_LATER)
    assert not CommentWords.objects.exists()
    row.refresh_from_db()
    assert (row.state, row.customer, row.answered_at) == ("answered", who, NOW.replace(hour=0))
    assert forget() == 0


def test_what_is_younger_is_kept_and_nothing_goes_unless_it_is_set():
    of = survey()
    answer(of, 9, asker(), raw={"why": "words"})
    assert forget() == 0
    keep()
    assert forget(now=NOW + timedelta(days=360)) == 0
    assert Response.objects.get().comment == "words"
    assert forget() == 1


def test_the_figures_stay_as_they_are_also_when_all_is_counted_anew():
    """Two answers of one customer count once, those of a test customer never: as before they were forgotten."""
    keep()
    of, twice, hidden = survey(closes_loop=False), asker(), asker(is_test=True)
    for days, score in ((40, 2), (0, 9)):
        answer(of, score, twice, at=NOW - timedelta(days=days))
    answer(of, 1, hidden)
    answer(of, 7, asker())
    forget(now=NOW)
    before = cells()
    assert {cell["n"] for cell in before if cell["dimension"] == "all"} == {1, 2}
    assert forget() == 4
    assert cells() == before
    counting.recount(now=YEARS_LATER)
    strip = [{name: value for name, value in cell.items() if name != "id"} for cell in before]
    assert [{name: value for name, value in cell.items() if name != "id"} for cell in cells()] == strip


def test_history_and_what_came_of_it_lead_to_nobody():
    keep()
    who = asker()
    low = handled(survey(), 2, who, raw={"why": "slow"})
    later = handled(low.survey, 9, who, at=NOW + timedelta(days=300))
    following.tie([who.pk])
    ResponseEdit.objects.create(response=low, at=NOW, answers={"why": "first words"})
    assert forget() == 0, "somebody is still to call back"
    Loop.objects.update(closed_at=NOW, outcome="solved")
    assert forget() == 1
    found = Loop.objects.get(response=low)
    assert (found.customer, found.follow_up, found.next_response, found.outcome) == (None, None, None, "solved")
    assert not ResponseEdit.objects.exists()
    assert (follow_up(low).note, follow_up(low).customer) == ("", who)
    later.refresh_from_db()
    assert later.customer == who


def test_batch_by_batch_the_oldest_first_and_what_is_not_counted_waits():
    keep()
    of = survey()
    rows = [answer(of, 9, asker(), at=NOW - timedelta(days=day)) for day in (1, 3, 2)]
    assert forgetting.forget_old(now=YEARS_LATER) == 0
    assert forget(limit=2) == 2
    assert list(Response.objects.filter(customer__isnull=False)) == [rows[0]]
    assert [forget(limit=2), forget(limit=2)] == [1, 0]


def test_unfinished_answers_go_by_the_same_rule():
    keep()
    row, client = asked(), browser()
    say(client, path_of(row), p="score", score="3")
    say(client, path_of(row), p="why", why="half a word", go="back")
    assert forget() == 1
    assert Response.objects.get().answers == {"score": 3}
    assert not ResponseEdit.objects.exists()


def test_it_is_said_on_the_survey_to_staff_and_to_who_answers(client):
    row = asked()
    client.force_login(make_user("owner"))
    page = reverse("surveys:detail", args=[row.survey.public_id])
    assert "taken out after" not in client.get(page).content.decode()
    assert "is taken out of your answer" not in browser().get(path_of(row)).content.decode()
    keep(24)
    assert "taken out after 24 months" in client.get(page).content.decode()
    assert "After 24 months" in browser().get(path_of(row)).content.decode()


def test_a_forgotten_answer_can_be_looked_at(client):
    keep()
    low = handled(survey(), 2, asker(), raw={"why": "slow"})
    Loop.objects.update(closed_at=NOW, outcome="solved")
    forget()
    client.force_login(make_user("owner"))
    page = client.get(reverse("surveys:response", args=[low.public_id])).content.decode()
    assert "Words erased" in page
    assert client.get(reverse("surveys:loop"), {"show": "closed"}).status_code == 200


def test_the_sweep_run_twice_does_it_once(monkeypatch):
    keep()
    of = survey()
    for _n in range(3):
        answer(of, 9, asker(), raw={"why": "words"})
    forget(now=NOW)
    at(monkeypatch, YEARS_LATER)
    tasks.forget_old()
    before = list(Response.objects.order_by("pk").values())
    tasks.forget_old()
    assert list(Response.objects.order_by("pk").values()) == before
    assert {row["comment"] for row in before} == {""}


@pytest.mark.parametrize("months", [0, 11, 121])
def test_the_setting_has_its_bounds(months):
    with pytest.raises(IntegrityError, match="survey_settings_keep"), transaction.atomic():
        keep(months)


def test_what_is_settled_names_nobody():
    answer(survey(), 9, asker())
    forget(now=NOW)
    figure = Response.objects.get().figure
    figure.is_settled = True
    with pytest.raises(IntegrityError, match="survey_figure_settled"), transaction.atomic():
        figure.save(update_fields=["is_settled"])
    assert Invitation.objects.count() == 0
