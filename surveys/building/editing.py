"""Changes of a questionnaire as it is stored, one question at a time. What does not fit `parsing.read` refuses later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from core.errors import DomainError, NotFound
from core.wording import worded as _
from surveys.models import Survey

Form = Mapping[str, Any]


def find(form: Form, key: str) -> dict[str, Any]:
    found = next((told for told in form["questions"] if told["key"] == key), None)
    if found is None:
        raise NotFound("question_unknown", _("This question is not there any more."))
    return dict(found)


def put(form: Form, told: Mapping[str, Any]) -> dict[str, Any]:
    """In the place of the one with its key, or at the end."""
    questions = list(form["questions"])
    place = next((n for n, one in enumerate(questions) if one["key"] == told["key"]), len(questions))
    return {**form, "questions": [*questions[:place], dict(told), *questions[place + 1 :]]}


def moved(form: Form, key: str, step: int) -> dict[str, Any]:
    """One place up (-1) or down (1); at the end of the list it stays."""
    questions = list(form["questions"])
    here = questions.index(find(form, key))
    there = min(max(here + step, 0), len(questions) - 1)
    questions.insert(there, questions.pop(here))
    _check_order(questions)
    return {**form, "questions": questions}


def without(form: Form, key: str) -> dict[str, Any]:
    """Refuses `question_needed` while another hangs on its answer, or where it is the last."""
    find(form, key)
    kept = [one for one in form["questions"] if one["key"] != key]
    if not kept:
        raise DomainError("question_needed", _("A survey asks at least one question."))
    if any(test.get("question") == key for one in kept for test in one.get("show_if", ())):
        raise DomainError("question_needed", _("Another question is asked by its answer: change that one first."))
    return {**form, "questions": kept}


def fresh_key(taken: Iterable[str], letter: str) -> str:
    used = set(taken)
    return next(key for n in range(1, 10_000) if (key := f"{letter}{n}") not in used)


def keys_ever(survey: Survey) -> set[str]:
    """Of every version: a key never comes to mean another question, or answers would be read as its."""
    forms = survey.versions.values_list("form", flat=True)
    return {one["key"] for form in forms for one in form["questions"]}


def choices_ever(survey: Survey, key: str) -> set[str]:
    """The keys that choices and rows of this question have ever had."""
    forms = survey.versions.values_list("form", flat=True)
    mine = [one for form in forms for one in form["questions"] if one["key"] == key]
    return {row["key"] for one in mine for name in ("options", "rows") for row in one.get(name, ())}


def _check_order(questions: list[dict[str, Any]]) -> None:
    seen: set[str] = set()
    for one in questions:
        if any(test.get("question") and test["question"] not in seen for test in one.get("show_if", ())):
            raise DomainError("question_needed", _("A question stays behind the one on whose answer it hangs."))
        seen.add(one["key"])
