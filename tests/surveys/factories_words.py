"""Comments, themes and a questionnaire of every kind, for tests of words."""

from __future__ import annotations

from typing import Any

from customers.models import Customer
from surveys.models import Response, Survey, Theme
from surveys.words import themes
from tests.surveys.factories import NOW, answer


def comment(of: Survey, score: int, text: str, who: Customer | None = None, **values: Any) -> Response:
    return answer(of, score, who, raw={"why": text}, **values)


def theme(name: str, *words: str, zh: tuple[str, ...] = (), **values: Any) -> Theme:
    return themes.create_theme(told=themes.Told(name, name, words, zh, **values), actor=None, now=NOW)


def read_all() -> int:
    done = 0
    while n := themes.read_some(now=NOW):
        done += n
    return done


def tags(of: Response) -> set[str]:
    return set(of.themes.filter(is_removed=False).values_list("theme__name", flat=True))


def _words(text: str) -> dict[str, str]:
    return {"en": text, "zh-hans": f"{text}（中）"}


def _options(*keys: str) -> list[dict[str, Any]]:
    return [{"key": key, "text": _words(key.title())} for key in keys]


EVERY_KIND: dict[str, Any] = {
    "questions": [
        {"key": "score", "kind": "score", "role": "main", "title": _words("Recommend?")},
        {"key": "why", "kind": "long", "role": "reason", "title": _words("Why?")},
        {"key": "low", "kind": "single", "title": _words("What was it?"), "options": _options("price", "staff"),
         "show_if": [{"question": "score", "op": "lte", "value": 6}]},
        {"key": "liked", "kind": "multiple", "title": _words("What did you like?"),
         "options": _options("tea", "cake", "music"), "none": _words("Nothing to say")},
        {"key": "order", "kind": "ranking", "title": _words("In your order"),
         "options": _options("fast", "cheap", "kind")},
        {"key": "rated", "kind": "matrix", "title": _words("Rate us"), "rows": _options("speed", "people")},
        {"key": "stars", "kind": "stars", "title": _words("Stars"), "none": _words("I cannot say")},
        {"key": "visits", "kind": "number", "title": _words("Visits a year")},
        {"key": "paid", "kind": "money", "title": _words("Paid")},
        {"key": "since", "kind": "date", "title": _words("Since when?")},
        {"key": "news", "kind": "consent", "title": _words("May we write?")},
        {"key": "call", "kind": "contact", "role": "contact", "title": _words("May we call?")},
    ]
}  # fmt: skip
PRICE_FORM: dict[str, Any] = {
    "questions": [
        {"key": key, "kind": "money", "role": key, "title": _words(key)}
        for key in ("too_cheap", "cheap", "expensive", "too_expensive")
    ]
}
MATTERS_FORM: dict[str, Any] = {
    "questions": [
        {"key": key, "kind": "matrix", "role": key, "title": _words(key), "rows": _options("quality", "speed", "price"),
         "none": _words("I cannot say")}
        for key in ("importance", "satisfaction", "expected", "perceived")
    ] + [{"key": "spend", "kind": "money", "role": "spend", "title": _words("Spend")}],
}  # fmt: skip
LOST_FORM: dict[str, Any] = {
    "questions": [
        {
            "key": "lost",
            "kind": "multiple",
            "role": "lost",
            "title": _words("Why?"),
            "options": _options("moved", "price"),
        }
    ]
}
