"""All answers of a survey as a file: a row for each answer, columns for each question of any of its versions.

Choices stand twice: as people read them, and as codes. Of a survey that names nobody rows come in no order, without
when, who and where; of staff there is no such file, because together a row's answers may tell who wrote it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import money
from core.models import User
from customers import listfiles
from customers.listfiles import ListFile, Row, Sheet
from surveys.models import Response, Survey
from surveys.questionnaire import Kind, Question, Questionnaire
from surveys.questionnaire.answering import NO_ANSWER
from surveys.words import counting, readable
from surveys.words.cards import Reader

EXPORT = "surveys.export_response"
_CHOICES = (Kind.SINGLE, Kind.MULTIPLE, Kind.RANKING)


def _sheet(user: User, asked: QueryDict) -> Sheet:
    survey = get_object_or_404(Survey, public_id=asked["survey"])
    readable.check_may_leave(survey)
    rows = readable.answers_of_visible(readable.finished(survey), user)
    forms = counting.questionnaires(survey)
    columns = [*_facts(survey), *_columns(forms)]
    return Sheet(
        header=[column.title for column in columns],
        count=listfiles.count_of(rows),
        lines=lambda: _lines(survey, rows, columns),
        name=f"survey-{survey.public_id.hex[:8]}",
    )


FILE = listfiles.declare(
    ListFile("survey-answers", gettext_lazy("Answers to a survey"), ("surveys.view_response",), _sheet, EXPORT)
)


# --- Rows ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Column:
    title: str
    cell: Any  # (answer) → cell


def _lines(survey: Survey, rows: QuerySet[Response], columns: Sequence[_Column]) -> Iterator[Row]:
    rows = rows.select_related("customer", "version", "store", "channel", "product")
    ordered = (
        readable.in_no_order(rows, "public_id").order_by("place")
        if survey.is_anonymous
        else rows.order_by("finished_at", "pk")
    )
    for chunk in listfiles.in_chunks(ordered):
        for response in chunk:
            yield [column.cell(response) for column in columns]


def _facts(survey: Survey) -> list[_Column]:
    about = [
        _Column(_("Version"), lambda row: row.version.number),
        _Column(_("Score"), lambda row: row.score),
        _Column(_("Outcome"), lambda row: str(row.get_outcome_display()) if row.outcome else ""),
        _Column(_("Weight"), lambda row: row.weight),
    ]
    if survey.is_anonymous:
        return about
    return [
        _Column(_("Number"), lambda row: str(row.public_id)),
        _Column(_("Finished at"), lambda row: row.finished_at),
        _Column(_("Came by"), lambda row: str(row.get_origin_display())),
        _Column(_("Language"), lambda row: row.language),
        _Column(_("Customer"), lambda row: str(row.customer) if row.customer_id else ""),
        _Column(_("Number of the customer"), lambda row: str(row.customer.public_id) if row.customer_id else ""),
        _Column(_("Store"), lambda row: str(row.store or "")),
        _Column(_("Channel"), lambda row: str(row.channel or "")),
        _Column(_("Product"), lambda row: str(row.product or "")),
        *about,
    ]


# --- Questions ----------------------------------------------------------------------------


def _columns(forms: Mapping[int, Questionnaire]) -> Iterator[_Column]:
    """The newest version's first; a question that an older one alone had comes behind."""
    reader = Reader.current()
    seen: dict[str, Question] = {}
    for form in forms.values():
        for question in form.questions:
            seen.setdefault(question.key, question)
    for question in seen.values():
        yield from _of_question(question, reader)


def _of_question(question: Question, reader: Reader) -> Iterator[_Column]:
    title, key = reader.text(question.title), question.key
    if question.kind in _CHOICES:
        names = {option.key: reader.text(option.text) for option in question.options}
        yield _Column(title, lambda row: _said(row, key, lambda told: _joined(told, names)))
        yield _Column(f"{title} [{key}]", lambda row: _said(row, key, lambda told: _joined(told, {}), none=""))
    elif question.kind == Kind.MATRIX:
        for line in question.rows:
            yield _Column(
                f"{title}: {reader.text(line.text)}",
                lambda row, at=line.key: _said(row, key, lambda told: told.get(at) if isinstance(told, dict) else None),
            )
    elif question.kind == Kind.CONTACT:
        yield _Column(title, lambda row: _said(row, key, _wish))
    else:
        yield _Column(title, lambda row: _said(row, key, lambda told: _plain(question, told)))


def _said(row: Response, key: str, cell: Any, none: str | None = None) -> Any:
    if key not in row.answers:
        return None
    told = row.answers[key]
    return (_("no answer") if none is None else none) if told is NO_ANSWER else cell(told)


def _joined(told: Any, names: Mapping[str, str]) -> str:
    keys = told if isinstance(told, list) else [told]
    return "; ".join(names.get(one) or str(one) for one in keys)


def _wish(told: Any) -> str:
    if not isinstance(told, dict) or not told.get("wants"):
        return _("No")
    return ", ".join([_("Yes"), *(told[part] for part in ("when", "phone") if told.get(part))])


def _plain(question: Question, told: Any) -> Any:
    if question.kind == Kind.MONEY and isinstance(told, int):
        return money.from_minor(told)
    if isinstance(told, bool):
        return _("Yes") if told else _("No")
    return told if isinstance(told, int) else str(told)
