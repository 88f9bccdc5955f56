"""Where somebody stands in a questionnaire: the page, what they said on it, and which comes next. No request in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.errors import DomainError
from surveys.questionnaire import Kind, Question, Questionnaire, answering, branching
from surveys.questionnaire.answering import Sent

# What is written, not chosen: shown again only to the browser that wrote it.
WRITTEN = (Kind.TEXT, Kind.LONG, Kind.NUMBER, Kind.MONEY, Kind.DATE, Kind.CONTACT)
NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the questionnaire as this person walks it; without `pages` nothing of it is for them."""

    pages: list[list[Question]]
    index: int

    @property
    def questions(self) -> list[Question]:
        return self.pages[self.index]

    @property
    def name(self) -> str:
        """The key of its first question."""
        return self.questions[0].key

    @property
    def is_last(self) -> bool:
        return self.index == len(self.pages) - 1

    def name_of(self, index: int) -> str:
        return self.pages[index][0].key if 0 <= index < len(self.pages) else ""


def place(form: Questionnaire, answers: Mapping[str, Any], facts: Mapping[str, Any], name: str = "") -> Place:
    """The page of this name; else the one behind the last on which something was answered."""
    pages = branching.pages(form, answers, facts)
    for index, page in enumerate(pages):
        if name and any(question.key == name for question in page):
            return Place(pages, index)
    begun = [index for index, page in enumerate(pages) if any(question.key in answers for question in page)]
    return Place(pages, min(begun[-1] + 1, len(pages) - 1) if begun else 0)


@dataclass(slots=True)
class Told:
    """What a page said: raw values for `record`, the checked ones, and what was refused by key."""

    raw: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def hear(here: Place, sent: Sent, answers: Mapping[str, Any], *, knows: bool, is_needed: bool = True) -> Told:
    """`knows`: this browser was shown what was written before, so that an empty field takes it back."""
    told = Told(answers=dict(answers))
    for question in here.questions:
        stays = not knows and question.kind in WRITTEN and question.key in answers
        try:
            raw = answering.raw_of(question, sent)
            value = answering.check(question, raw, is_final=is_needed and not stays)
        except DomainError as error:
            told.errors[question.key] = str(error.message)
            continue
        if stays and (value is answering.MISSING or value == {"wants": False}):
            continue
        told.raw[question.key] = raw
        told.answers.pop(question.key, None)
        if value is not answering.MISSING:
            told.answers[question.key] = value
    return told


def shown(form: Questionnaire, answers: Mapping[str, Any], *, knows: bool) -> dict[str, Any]:
    """What a page shows again; to a browser that did not write it only what was chosen."""
    if knows:
        return dict(answers)
    written = {question.key for question in form.questions if question.kind in WRITTEN}
    return {key: value for key, value in answers.items() if key not in written}
