"""Which questions somebody is asked, page by page: by their answers so far and by what is known of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import blake2b
from typing import Any

from surveys.questionnaire.records import Condition, Option, Question, Questionnaire

Answers = Mapping[str, Any]
Facts = Mapping[str, Any]

_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": lambda found, value: found == value,
    "ne": lambda found, value: found != value,
    "lte": lambda found, value: found is not None and found <= value,
    "gte": lambda found, value: found is not None and found >= value,
    "in": lambda found, value: bool(set(_many(found)) & set(_many(value))),
    "answered": lambda found, _value: found not in (None, "", [], {}),
    "unanswered": lambda found, _value: found in (None, "", [], {}),
}


def visible(questionnaire: Questionnaire, answers: Answers, facts: Facts) -> list[Question]:
    """In order. The answer to a question that is not asked (any more) counts as none for those behind it."""
    shown: list[Question] = []
    heard: dict[str, Any] = {}
    for question in questionnaire.questions:
        if all(_holds(test, heard, facts) for test in question.show_if):
            shown.append(question)
            heard[question.key] = answers.get(question.key)
    return shown


def pages(questionnaire: Questionnaire, answers: Answers, facts: Facts) -> list[list[Question]]:
    """A page ends before whatever hangs on an answer of its own: without scripts nothing could appear on it."""
    made: list[list[Question]] = []
    for question in visible(questionnaire, answers, facts):
        here = {one.key for one in made[-1]} if made else set()
        hangs = any(test.question in here for test in question.show_if)
        if not made or question.starts_page or hangs or _is_main_alone(questionnaire, made):
            made.append([])
        made[-1].append(question)
    return made


def kept(questionnaire: Questionnaire, answers: Answers, facts: Facts) -> dict[str, Any]:
    """The answers to what was asked; what was answered before the way turned is left out."""
    return {one.key: answers[one.key] for one in visible(questionnaire, answers, facts) if one.key in answers}


def shuffled(question: Question, seed: str) -> tuple[Option, ...]:
    """Its choices in an order of this person's own: the same each time they look."""
    if not question.is_shuffled:
        return question.options
    return tuple(sorted(question.options, key=lambda option: _place(seed, question.key, option.key)))


def _is_main_alone(questionnaire: Questionnaire, made: list[list[Question]]) -> bool:
    """The score has the first page to itself: it is what a letter asks."""
    main = questionnaire.main
    return len(made) == 1 and main is not None and made[0] == [main]


def _place(*parts: str) -> bytes:
    return blake2b("\0".join(parts).encode(), digest_size=8).digest()


def _holds(test: Condition, answers: Answers, facts: Facts) -> bool:
    found = answers.get(test.question) if test.question else facts.get(test.fact)
    try:
        return _COMPARE[test.op](found, test.value)
    except TypeError:  # a text against a number: it does not hold
        return False


def _many(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple | set | frozenset) else [value]
