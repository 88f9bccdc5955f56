"""Short hands for writing a questionnaire down."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Texts = dict[str, str]


def words(english: str, chinese: str) -> Texts:
    return {"en": english, "zh-hans": chinese}


def question(key: str, kind: str, title: Texts, **told: Any) -> dict[str, Any]:
    return {"key": key, "kind": kind, "title": title, **told}


def choices(*rows: tuple[str, str, str]) -> list[dict[str, Any]]:
    """(key, English, Chinese)"""
    return [{"key": key, "text": words(english, chinese)} for key, english, chinese in rows]


def form(title: Texts, intro: Texts, questions: Iterable[dict[str, Any]], thanks: dict[str, Texts]) -> dict[str, Any]:
    return {"title": title, "intro": intro, "questions": list(questions), "thanks": thanks}


def below(question_key: str, value: int) -> dict[str, Any]:
    return {"question": question_key, "op": "lte", "value": value}


def above(question_key: str, value: int) -> dict[str, Any]:
    return {"question": question_key, "op": "gte", "value": value}


def any_of(question_key: str, *keys: str) -> dict[str, Any]:
    return {"question": question_key, "op": "in", "value": list(keys)}


CANNOT_SAY = words("I cannot say", "说不上来")
NOT_USED = words("Does not apply to me", "不适用")
THANKS = words("Thank you for your time.", "感谢您抽出时间。")
