"""How a question is shown: its fields say back what was answered, and everybody can use them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from surveys.building import conditions
from surveys.questionnaire import Condition, Kind, Question, answering, parsing
from surveys.questionnaire.showing import Reading, Shown, as_sent, show

READING = Reading("en", "en", {"name": "Ann"}, seed="1")
_CHOICES = [{"key": key, "text": {"en": key.upper(), "zh-hans": f"选{key}"}} for key in ("a", "b", "c")]
# What can be answered to each kind.
ANSWERS: dict[str, list[Any]] = {
    Kind.SCORE: [0, 10, None], Kind.STARS: [5], Kind.CSAT: [1], Kind.CES: [7], Kind.SINGLE: ["b", None],
    Kind.MULTIPLE: [["a", "c"], None], Kind.RANKING: [["c", "a", "b"]], Kind.MATRIX: [{"a": 1, "c": 5}, None],
    Kind.TEXT: ["<b>short</b>"], Kind.LONG: ["two\nlines", None], Kind.NUMBER: ["12.5"], Kind.MONEY: [12345, None],
    Kind.DATE: ["2026-03-02"], Kind.CONSENT: [True],
    Kind.CONTACT: [{"wants": True, "when": "at six", "phone": "+44 20"}, {"wants": True}],
}  # fmt: skip


def question(kind: str, **told: Any) -> Question:
    made = {"key": "q1", "kind": kind, "title": {"en": "Well, {name|you}?", "zh-hans": "好吗？"}}
    if kind in (Kind.SINGLE, Kind.MULTIPLE, Kind.RANKING):
        made["options"] = _CHOICES
    if kind == Kind.MATRIX:
        made["rows"] = _CHOICES
    made["none"] = {"en": "Cannot say"}
    return parsing.read({"questions": [made | told]}).questions[0]


def drawn(shown: Shown) -> str:
    return render_to_string("surveys/_question.html", {"shown": shown})


def sent_by(html: str) -> QueryDict:
    """What a browser would send of it without anything pressed."""
    sent = QueryDict(mutable=True)
    for tag in re.findall(r"<input[^>]*>", html):
        told = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        is_box = told["type"] in ("radio", "checkbox")
        if not is_box or re.search(r"\schecked[\s>]", tag):
            sent.appendlist(told["name"], told["value"].replace("&lt;", "<").replace("&gt;", ">"))
    for name, inside in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', html, re.DOTALL):
        if found := re.search(r'value="([^"]*)" selected', inside):
            sent.appendlist(name, found[1])
    for name, inside in re.findall(r'<textarea[^>]*name="([^"]+)".*?>(.*?)</textarea>', html, re.DOTALL):
        sent.appendlist(name, inside)
    return sent


@pytest.mark.parametrize(("kind", "answer"), [(kind, one) for kind, many in ANSWERS.items() for one in many])
def test_a_page_says_back_what_was_answered(kind: str, answer: Any) -> None:
    asked = question(kind)
    said = answering.check(asked, answering.raw_of(asked, as_sent(asked, answer)))
    assert said == answer
    html = drawn(show(asked, READING, answer=answer))
    assert answering.check(asked, answering.raw_of(asked, sent_by(html))) == answer


@pytest.mark.parametrize("kind", list(Kind))
def test_nothing_is_chosen_before(kind: str) -> None:
    asked = question(kind)
    html = drawn(show(asked, READING))
    assert " checked" not in html
    assert answering.check(asked, answering.raw_of(asked, sent_by(html))) in (answering.MISSING, {"wants": False})


@pytest.mark.parametrize("kind", list(Kind))
def test_everybody_can_use_it(kind: str) -> None:
    html = drawn(show(question(kind, required=True, help={"en": "Help"}), READING, error="Please answer."))
    assert "Well, Ann?" in html
    assert "<legend" in html or '<label class="s-title" for="q_q1"' in html
    assert "<script" not in html
    assert " style=" not in html
    for name in re.findall(r'aria-describedby="([^"]+)"', html):
        assert all(f'id="{one}"' in html for one in name.split())
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    for tag in re.findall(r"<(?:input|select|textarea)[^>]*>", html):
        own = re.search(r' id="([^"]+)"', tag)
        assert own
        is_inside = re.search(rf"<label[^>]*>\s*{re.escape(tag)}", html)
        assert is_inside or f'for="{own[1]}"' in html


def test_what_was_refused_stays_as_it_was_typed() -> None:
    asked = question(Kind.RANKING)
    html = drawn(show(asked, READING, sent=QueryDict("q_q1_a=1&q_q1_b=1"), error="Give each place once."))
    assert html.count("selected") == 2
    typed = drawn(show(question(Kind.NUMBER), READING, sent=QueryDict("q_q1=seven")))
    assert 'value="seven"' in typed


def test_a_text_in_another_language_says_which() -> None:
    asked = question(Kind.TEXT, title={"zh-hans": "好吗？"})
    assert 'lang="zh-hans"' in drawn(show(asked, READING))
    assert "lang=" not in drawn(show(question(Kind.TEXT), READING))


def test_a_screen_reader_hears_what_the_ends_mean() -> None:
    ends = {"low_label": {"en": "bad"}, "high_label": {"en": "good"}}
    html = drawn(show(question(Kind.SCORE, **ends), READING))
    assert html.count('<span class="visually-hidden"> – bad</span>') == 1
    assert html.count('type="radio"') == 12


@pytest.mark.parametrize(
    "test",
    [
        Condition("lte", 6, question="q1"),
        Condition("gte", 0, question="q1"),
        Condition("eq", 3, question="q1"),
        Condition("answered", question="q1"),
        Condition("in", ["a"], question="q1"),
        Condition("in", ["gold", "silver"], fact="tier"),
        Condition("gte", 3, fact="visits"),
        Condition("eq", value=True, fact="is_member"),
        Condition("ne", "web", fact="channel"),
    ],
)
def test_a_condition_survives_its_page(test: Condition) -> None:
    form = parsing.read({"questions": [{"key": "q1", "kind": "score", "title": {"en": "?"}}]})
    code, value = conditions.encode(test, form)
    groups = conditions.offered(form, before=None, present=[test])
    offered = {one for group in groups if isinstance(group[1], list) for one, _label in group[1]}
    assert code in offered
    assert conditions.takes(code, value)
    told = conditions.decode(code, value)
    assert Condition(told["op"], told.get("value"), told.get("question", ""), told.get("fact", "")) == test
