"""Counts of answers in the database, put together by question: against a plain reading in Python."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from core import jobs
from core.models import Job
from surveys.figures.counting import fold
from surveys.models import Kind, SurveyResults
from surveys.questionnaire import branching, parsing
from surveys.words import cards, counting, readable, results
from surveys.words.distributions import Distribution, distributions
from tests.loyalty.factories import member as customer
from tests.surveys.factories import NOW, answer, survey, version
from tests.surveys.factories_words import EVERY_KIND, LOST_FORM, MATTERS_FORM, PRICE_FORM

pytestmark = pytest.mark.django_db


def figures() -> None:
    """As the sweep brings answers into the figures of scores."""
    while fold(now=NOW):
        pass


def told(of: Any) -> dict[str, Distribution]:
    found = results.results(of)
    assert found.counts is not None
    return {one.question.key: one for one in distributions(found.counts, found.forms, next(iter(found.forms)))}


def test_every_kind_and_no_answer_apart():
    of = survey(EVERY_KIND)
    answer(of, 3, raw={
        "why": "dear", "low": "price", "liked": ["tea", "cake"], "order": ["kind", "fast"], "rated": {"speed": "2"},
        "stars": "none", "visits": "4", "paid": "12.50", "since": "2020-05-06", "news": True, "call": {"wants": True},
    })  # fmt: skip
    answer(of, 9, raw={"liked": "none", "order": ["fast", "kind"], "stars": "5", "visits": "8", "news": False,
                       "rated": {"speed": "4", "people": "5"}, "call": {"wants": ""}})  # fmt: skip
    answer(of, 9, raw={"liked": ["tea"], "stars": "4"})
    found = told(of)
    assert {line.key: line.n for line in found["score"].lines if line.n} == {"3": 1, "9": 2}
    assert found["score"].mean.value == 7
    # Asked by the answer before; nobody else could answer.
    assert (found["low"].asked, found["low"].answered) == (1, 1)
    assert (found["why"].asked, found["why"].answered) == (3, 1)
    assert {line.key: line.n for line in found["liked"].lines} == {"tea": 2, "cake": 1, "music": 0}
    assert (found["liked"].answered, found["liked"].no_answer, found["liked"].share(2)) == (2, 1, 1.0)
    assert (found["stars"].answered, found["stars"].no_answer, found["stars"].mean.value) == (2, 1, 4.5)
    assert [(line.key, line.place, line.n) for line in found["order"].lines] == [
        ("fast", 1.5, 2), ("kind", 1.5, 2), ("cheap", None, 0),
    ]  # fmt: skip
    assert [(line.key, line.n, line.mean.value) for line in found["rated"].lines] == [("speed", 2, 3), ("people", 1, 5)]
    assert (found["visits"].amounts.mean, found["visits"].amounts.low, found["visits"].amounts.bins[0]) == (6, 4, 1)
    assert found["paid"].amounts.mean == 1250
    assert found["since"].months == (("2020-05", 1),)
    assert {line.key: line.n for line in found["news"].lines} == {"true": 1, "false": 1}
    assert {line.key: line.n for line in found["call"].lines} == {"true": 1, "false": 1}
    assert found["score"].answered_share == 1.0
    figures()
    shown = cards.cards(of, results.results(of), next(iter(results.results(of).forms)))
    assert len(shown) == len(EVERY_KIND["questions"]) + 1  # and NPS


def test_other_scales_are_never_put_together():
    of = survey(EVERY_KIND)
    answer(of, 3)
    older = {"questions": [{**EVERY_KIND["questions"][0], "low": 1, "high": 10}]}
    version(of, older, number=2)
    answer(of, 10)
    found = told(of)["score"]
    assert (found.answered, found.elsewhere) == (1, 1)
    assert {line.key: line.n for line in found.lines if line.n} == {"10": 1}
    version(of, {"questions": [{**EVERY_KIND["questions"][0], "title": {"en": "Other words"}}]}, number=3)
    assert (told(of)["score"].answered, told(of)["score"].elsewhere) == (1, 1)


CONDITIONS = [
    {"question": "a", "op": op, "value": value}
    for op, value in (
        ("eq", 3), ("ne", 3), ("lte", 3), ("gte", 3), ("in", [3, 5]), ("in", 3), ("answered", None),
        ("unanswered", None),
    )
] + [
    {"question": "b", "op": op, "value": value}
    for op, value in (("eq", "x"), ("ne", "x"), ("in", ["x", "y"]), ("in", "y"), ("answered", None))
] + [
    {"question": "m", "op": op, "value": value} for op, value in (("in", ["x"]), ("in", "y"), ("unanswered", None))
]  # fmt: skip


def test_who_was_asked_is_what_branching_says():
    options = [{"key": key, "text": {"en": key}} for key in ("x", "y", "z")]
    form = {
        "questions": [
            {"key": "a", "kind": "score", "title": {"en": "a"}, "none": {"en": "-"}},
            {"key": "b", "kind": "single", "title": {"en": "b"}, "options": options},
            {"key": "m", "kind": "multiple", "title": {"en": "m"}, "options": options},
            *({"key": f"q{n}", "kind": "text", "title": {"en": "q"}, "show_if": [one]}
              for n, one in enumerate(CONDITIONS)),
            {"key": "chain", "kind": "text", "title": {"en": "q"}, "show_if": [{"question": "q0", "op": "answered"}]},
            {"key": "fact", "kind": "text", "title": {"en": "q"},
             "show_if": [{"fact": "tier", "op": "eq", "value": "x"}]},
        ]
    }  # fmt: skip
    of = survey(form)
    raws: list[dict[str, Any]] = [
        {}, {"a": 3}, {"a": 5, "b": "x"}, {"a": "none", "b": "y", "m": ["x", "z"]}, {"b": "z", "m": ["y"]},
        {"a": 3, "q0": "said"},
    ]  # fmt: skip
    given = [answer(of, None, raw=raw).answers for raw in raws]
    questionnaire = parsing.read(form)
    found = told(of)
    for question in questionnaire.questions[:-1]:
        expected = sum(question in branching.visible(questionnaire, one, {}) for one in given)
        assert found[question.key].asked == expected, question
    assert found["fact"].asked is None


def test_price_answers_out_of_order_are_left_out_and_counted():
    from tests.sales.factories import product as make_product

    of = survey(PRICE_FORM, kind=Kind.PRICE, product=make_product())
    for prices in ((10, 20, 30, 40), (20, 30, 40, 50), (10, 30, 50, 60), (30, 40, 50, 70), (40, 30, 20, 10)):
        answer(of, None, raw=dict(zip(("too_cheap", "cheap", "expensive", "too_expensive"), prices, strict=True)))
    answer(of, None, raw={"cheap": 10})
    counts = results.results(of).counts
    assert counts is not None
    assert (counts["prices"]["unordered"], counts["prices"]["unfinished"]) == (1, 1)
    shown = {card.id: card for card in cards.cards(of, results.results(of), of.versions.get().pk)}
    assert [row[1].plain * 100 for row in shown["prices"].rows[:4]] == [30, 35, 37, 40]
    assert "n = 4" in shown["prices"].subtitle


def test_what_matters():
    of = survey(MATTERS_FORM, kind=Kind.MATTERS)
    for _n in range(2):
        answer(of, None, raw={
            "importance": {"quality": 5, "speed": 4, "price": 1},
            "satisfaction": {"quality": 4, "speed": 2, "price": 4},
            "expected": {"quality": 5, "price": 4}, "perceived": {"quality": 4, "price": 4}, "spend": "1000",
        })  # fmt: skip
    answer(of, None, raw={"importance": "none"})
    found = told(of)
    assert (found["importance"].answered, found["importance"].no_answer) == (2, 1)
    shown = {card.id: card for card in cards.cards(of, results.results(of), of.versions.get().pk)}
    assert {"quadrant", "gaps", "value", "spend"} <= set(shown)
    assert [row[1].plain for row in shown["spend"].rows[3:]] == [0, 0, "–"]
    assert [row[-1].text for row in shown["quadrant"].rows] == ["Keep it up", "Improve first", "More than is needed"]
    assert [row[1].plain for row in shown["value"].rows] == [4, 2, 2]


def test_the_share_of_wallet_is_that_of_the_figures():
    """The mean of each one's share, at most 1: of 5000 of 10 000, and of more than they said."""
    from tests.sales.factories import line, purchase

    of = survey(MATTERS_FORM, kind=Kind.MATTERS)
    for bought, stated in ((5000, "100"), (30_000, "50")):
        who = customer()
        purchase(line(bought), customer=who.pk, occurred_at=NOW - timedelta(days=10))
        answer(of, None, who, raw={"spend": stated})
    shown = {card.id: card for card in cards.cards(of, results.results(of), of.versions.get().pk)}
    assert shown["spend"].key == "share_of_wallet"
    assert shown["spend"].rows[-1][1].plain == 0.75


def test_nps_is_that_of_the_figures_of_scores():
    """Of who answered twice the later answer, as everywhere."""
    of, who = survey(), customer()
    answer(of, 2, who, at=NOW - timedelta(days=40))
    answer(of, 10, who), answer(of, 9, None)
    figures()
    shown = {card.id: card for card in cards.cards(of, results.results(of), of.versions.get().pk)}
    assert [row[1].plain for row in shown["nps"].rows] == [2, 0, 0]
    assert shown["nps"].subtitle.startswith("+100")
    assert shown["nps"].subtitle.endswith("n = 2")


def test_value_lost_is_what_they_bought_in_their_last_year():
    from tests.sales.factories import line, purchase

    of = survey(LOST_FORM, kind=Kind.WIN_BACK)
    who = customer()
    for days, amount in ((400, 5000), (500, 3000), (900, 100_000)):
        purchase(line(amount), customer=who.pk, occurred_at=NOW - timedelta(days=days))
    answer(of, None, who, raw={"lost": ["moved", "price"]})
    answer(of, None, raw={"lost": ["price"]})
    counts = results.results(of).counts
    assert counts is not None
    assert counts["lost"] == [["price", 2, 1, 8000], ["moved", 1, 1, 8000]]


def test_staff_are_told_in_whole_groups():
    of = survey(EVERY_KIND, kind=Kind.STAFF, relation="staff", is_anonymous=True, min_group=3)
    for n in range(2):
        answer(of, 9, at=NOW + timedelta(minutes=n))
    assert results.results(of).answers == 0
    answer(of, 3, at=NOW + timedelta(minutes=3), raw={"low": "staff"})
    answer(of, 1, at=NOW + timedelta(minutes=4))
    found = results.results(of)
    assert found.answers == 3
    shown = {card.id: card for card in cards.cards(of, found, of.versions.get().pk)}
    # One alone was asked what it was: not told.
    assert "q-low" in shown
    assert not shown["q-low"].rows
    assert "3" in shown["q-low"].message
    assert shown["q-score"].rows


def test_many_answers_are_counted_by_a_job(monkeypatch):
    monkeypatch.setattr(results, "LARGE", 3)
    of = survey(EVERY_KIND)
    for n in range(3):
        answer(of, n)
    assert results.results(of).counts is None
    job = jobs.run_here(kind=results.KIND, title="x", arguments={"survey": of.pk})
    assert job.state == Job.State.DONE, job.error
    kept = results.results(of)
    direct = counting.count(readable.finished(of), counting.questionnaires(of))
    assert kept.counts == SurveyResults.objects.get().counts
    by_hand = {one.question.key: one for one in distributions(direct, kept.forms, next(iter(kept.forms)))}
    assert told(of) == by_hand
    assert results.renew_stale(now=NOW + timedelta(days=9000)) in (0, 1)
