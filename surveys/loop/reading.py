"""One answer for the eye: each question as it was asked, and what was said, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core import money
from customers.models import Customer
from surveys.models import Response
from surveys.questionnaire import Kind, Questionnaire, parsing, texts
from surveys.questionnaire.records import SCORED, Question, Texts


@dataclass(frozen=True, slots=True)
class Line:
    question: str
    said: tuple[str, ...]
    # A score: how it was meant.
    of: str = ""


def visible(user: Any) -> QuerySet[Response]:
    """Finished ones of customers whom this person may see, and of nobody; nobody is ever named where none is asked.

    Which of an anonymous survey are shown by themselves: `words.readable`.
    """
    rows = Response.objects.filter(finished_at__isnull=False)
    if not user.has_perm("customers.view_all_customers"):
        seen = Customer.objects.visible_to(user)
        rows = rows.filter(customer__isnull=True) | rows.filter(customer__in=seen)
    return rows


def lines(response: Response, answers: Mapping[str, Any] | None = None) -> list[Line]:
    """By the version that was asked; what was not asked, or not answered, is left out."""
    form = parsing.read(response.version.form)
    told = response.answers if answers is None else answers
    return [_line(question, told[question.key]) for question in form.questions if question.key in told]


def words(told: Texts) -> str:
    return texts.text_of(told, get_language() or "", settings.LANGUAGE_CODE)


def title(form: Questionnaire) -> str:
    return words(form.title)


def _line(question: Question, said: Any) -> Line:
    of = f"{question.low}–{question.high}" if question.kind in SCORED and said is not None else ""
    return Line(words(question.title), tuple(_said(question, said)), of)


def _said(question: Question, said: Any) -> list[str]:
    if said is None:
        return [words(question.none) or _("Cannot say")]
    match question.kind:
        case Kind.SINGLE | Kind.MULTIPLE | Kind.RANKING:
            return _chosen(question, said)
        case Kind.MATRIX:
            named = {row.key: words(row.text) for row in question.rows}
            return [f"{named.get(key, key)}: {value}" for key, value in said.items()]
        case Kind.MONEY:
            return [money.format_money(said)]
        case Kind.DATE:
            return [formats.date_format(date.fromisoformat(said), "SHORT_DATE_FORMAT")]
        case Kind.CONSENT:
            return [_("Yes") if said else _("No")]
        case Kind.CONTACT:
            parts = [said[part] for part in ("when", "phone") if said.get(part)]
            return [_("Yes"), *parts] if said.get("wants") else [_("No")]
        case _:
            return [str(said)]


def _chosen(question: Question, said: Any) -> list[str]:
    named = {option.key: words(option.text) for option in question.options}
    keys: list[str] = said if isinstance(said, list) else [said]
    found = [named.get(key, key) for key in keys]
    ranked = question.kind == Kind.RANKING
    return [f"{place}. {name}" for place, name in enumerate(found, 1)] if ranked else found
