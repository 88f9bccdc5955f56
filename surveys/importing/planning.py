"""How one file is read: its columns, days and decimal mark, into which survey, and which scores mean no answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from core.errors import Conflict, DomainError
from core.importing import fields as mapping
from core.importing import values
from core.tabular import BadLine, Layout, open_table
from core.wording import worded as _
from surveys.importing.fields import FIELDS
from surveys.models import Survey, SurveyVersion

# Rows of the file that show the decimal mark, when nobody tells it.
SAMPLE = 5000
_MOST_EMPTY, _LONGEST_EMPTY = 20, 20


@dataclass(frozen=True)
class Plan:
    """Kept with the job as plain values."""

    layout: list[str]
    mapped: dict[str, str]
    date_format: str
    # As `core.importing.values.Mark` writes itself.
    decimal: str
    version: int
    # Scores, as they stand in the file, that mean "no answer"; an empty cell does anyway.
    no_answer: list[str]

    @property
    def reads(self) -> Layout:
        return Layout(*self.layout)

    def dump(self) -> dict[str, Any]:
        return asdict(self)


def make_plan(
    path: Path, layout: Layout, given: dict[str, str], *, version: SurveyVersion, date_format: str, decimal: str,
    no_answer: str,
) -> Plan:  # fmt: skip
    with open_table(path, layout) as table:
        mapped = mapping.guess(FIELDS, table.header, given)
        mapping.require(FIELDS, mapped)
        kept = mapping.DECIMAL_COLUMN if mapping.DECIMAL_COLUMN in table.header else ""
    return Plan(
        layout=[layout.kind, layout.encoding, layout.delimiter],
        mapped=mapped,
        date_format=_form(date_format) or _days(path, layout, mapped["answered_on"]),
        decimal=(values.Mark(decimal, is_stated=True) if decimal else _mark(path, layout, mapped, kept)).dump(),
        version=version.pk,
        no_answer=empty_scores(no_answer),
    )


def empty_scores(text: str) -> list[str]:
    """ "11, n/a" → ["11", "n/a"]"""
    found = [part.strip().casefold() for part in text.replace(";", ",").replace("，", ",").split(",") if part.strip()]
    if len(found) > _MOST_EMPTY or any(len(part) > _LONGEST_EMPTY for part in found):
        raise DomainError("no_answer_invalid", _("At most 20 short values mean no answer."), field="no_answer")
    return list(dict.fromkeys(found))


def find_version(told: str) -> SurveyVersion:
    """The newest questionnaire of the survey with this public id or name, if it can take answers from elsewhere."""
    survey = _find(told.strip())
    version = survey.versions.order_by("-number").first() if survey else None
    if survey is None or version is None:
        raise DomainError("survey_unknown", _("There is no such survey, or it asks nothing yet."), field="survey")
    if not version.metric:
        raise DomainError("survey_without_score", _("This survey has no score to import."), field="survey")
    if survey.quota is not None:
        raise Conflict("survey_limited", _("A survey that takes only so many answers takes no file."), field="survey")
    return version


def _find(told: str) -> Survey | None:
    try:
        return Survey.objects.filter(public_id=told).first()
    except (ValidationError, ValueError):
        return None if "\0" in told else Survey.objects.filter(name=told).first()


def _form(told: str) -> str:
    """One of those that can be read; what `strftime` calls ISO is ours."""
    form = values.ISO if told == "%Y-%m-%d" else told
    if form and form not in values.DATE_FORMATS:
        known = {"forms": ", ".join(values.DATE_FORMATS)}
        raise DomainError("date_format_unknown", _("Days are read in these forms: %(forms)s.") % known)
    return form


def _days(path: Path, layout: Layout, title: str) -> str:
    guess = values.DateGuess()
    with open_table(path, layout) as table:
        place = table.header.index(title)
        for batch in table.batches():
            guess.feed(row[place] for row in batch.rows)
            if guess.is_sure:
                break
    return guess.result()


def _mark(path: Path, layout: Layout, mapped: dict[str, str], kept: str) -> values.Mark:
    """As the first file was read whose refused rows these are, else as the weights of this one show it."""
    title = kept or mapped.get("weight", "")
    if not title:
        return values.Mark()
    with open_table(path, layout) as table:
        place = table.header.index(title)
        cells = [row[place].strip() for row in islice(_rows(table), SAMPLE)]
    if kept:
        return next((mark for cell in cells if (mark := values.Mark.load(cell)).sign), values.Mark())
    return values.Mark(values.guess_decimal(cells))


def _rows(table: Any) -> Iterator[list[str]]:
    return (row for batch in table.batches() for row in batch.rows)


def lines(table: Any) -> Iterator[tuple[int, list[str] | BadLine]]:
    """Each with its number, lines that cannot be read among them, in the order of the file."""
    for batch in table.batches():
        rows: list[tuple[int, Any]] = list(zip(batch.lines, batch.rows, strict=True))
        rows += [(bad.line, bad) for bad in batch.bad]
        yield from sorted(rows, key=lambda item: item[0])
