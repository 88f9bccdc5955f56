"""Texts in the reader's language, filled with what is known; and which are missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from surveys.questionnaire.records import Question, Questionnaire, Texts

_PIPE = re.compile(r"\{([a-z]+)(?:\|([^{}]*))?\}")


def text_of(texts: Texts, language: str, default: str, known: Mapping[str, str] | None = None) -> str:
    """In this language, else the shop's own, else whichever there is; with `{name}` filled in."""
    return filled(raw_of(texts, language, default), known or {})


def raw_of(texts: Texts, language: str, default: str) -> str:
    """As it was written, still to be `filled`."""
    return texts.get(language) or texts.get(default) or next(iter(texts.values()), "")


def filled(text: str, known: Mapping[str, str]) -> str:
    return _PIPE.sub(lambda found: known.get(found[1]) or found[2] or "", text)


def missing(questionnaire: Questionnaire, languages: Iterable[str]) -> list[tuple[str, str]]:
    """(where, language): the texts that somebody who reads that language would see in another."""
    wanted = list(languages)
    return [(where, one) for where, texts in _all(questionnaire) for one in wanted if texts and one not in texts]


def _all(questionnaire: Questionnaire) -> Iterator[tuple[str, Texts]]:
    yield "title", questionnaire.title
    yield "intro", questionnaire.intro
    for question in questionnaire.questions:
        yield from _of(question)
    for outcome, texts in questionnaire.thanks.items():
        yield f"thanks.{outcome}", texts


def _of(question: Question) -> Iterator[tuple[str, Texts]]:
    for name in ("title", "help", "low_label", "high_label", "none"):
        yield f"{question.key}.{name}", getattr(question, name)
    for option in (*question.options, *question.rows):
        yield f"{question.key}.{option.key}", option.text
