"""Results as cards: each question a picture and its table, then what the kind of the survey is for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core import money
from core.templatetags import regulars as write
from loyalty.views.reporting import charts
from loyalty.views.reporting.cards import Card, Cell, Heading, count_cell, number_cell, right, share_cell, text_cell
from surveys.models import Survey
from surveys.questionnaire import Kind, texts
from surveys.questionnaire.records import SCORED, Texts
from surveys.words.distributions import NO, YES, Amounts, Distribution, Line, distributions
from surveys.words.results import Results
from surveys.words.specialcards import special_cards

# A picture of more bars than this cannot be read; the table has them all.
MOST_BARS = 30


@dataclass(frozen=True, slots=True)
class Reader:
    """In whose language texts stand."""

    language: str

    @classmethod
    def current(cls) -> Reader:
        return cls(translation.get_language() or settings.LANGUAGE_CODE)

    def text(self, told: Texts) -> str:
        return texts.text_of(told, self.language, settings.LANGUAGE_CODE)


def cards(survey: Survey, results: Results, version: int) -> list[Card]:
    """Of a survey that names nobody: what fewer than its smallest group has answered is not told."""
    if not results.counts or version not in results.forms:
        return []
    found = distributions(results.counts, results.forms, version)
    reader = Reader.current()
    shown = [question_card(one, reader, survey.min_group if survey.is_anonymous else 0) for one in found]
    return [*special_cards(survey, results.counts, found, reader.text), *shown]


def question_card(told: Distribution, reader: Reader, least: int = 0) -> Card:
    title = reader.text(told.question.title)
    name = f"q-{told.question.key}"
    if told.answered < least:
        return Card(
            name,
            title,
            message=_("Fewer than %(n)s answers: not shown, so that nobody can be recognised.") % {"n": least},
        )
    if not told.answered:
        return Card(name, title, subtitle=answered_words(told), message=_("Nobody has answered this yet."))
    headings, rows, option = _body(told, reader)
    message = "" if rows else _("In their own words: read them under Words.")
    return Card(
        name, title, subtitle=answered_words(told), headings=headings, rows=rows, option=option, message=message,
        side=option is not None,
    )  # fmt: skip


def answered_words(told: Distribution) -> str:
    """`120 answered, 80 % of 150 asked · no answer: 3 · mean 8.2`"""
    parts = []
    if told.asked is None:
        parts.append(_("%(n)s answered") % {"n": write.integer(told.answered)})
    else:
        facts = {
            "n": write.integer(told.answered), "asked": write.integer(told.asked),
            "share": write.percent(told.answered_share or 0, 0),
        }  # fmt: skip
        parts.append(_("%(n)s answered, %(share)s of %(asked)s asked") % facts)
    if told.no_answer:
        parts.append(_("“no answer”: %(n)s") % {"n": write.integer(told.no_answer)})
    if told.mean:
        parts.append(_("mean %(mean)s") % {"mean": write.number(told.mean.value, 2)})
    if told.elsewhere:
        parts.append(_("%(n)s on another scale, not counted here") % {"n": write.integer(told.elsewhere)})
    return " · ".join(parts)


Body = tuple[Sequence[Heading], Sequence[Sequence[Cell]], dict[str, Any] | None]


def _body(told: Distribution, reader: Reader) -> Body:
    match told.question.kind:
        case Kind.MATRIX:
            return _matrix(told, reader)
        case Kind.RANKING:
            return _ranking(told, reader)
        case Kind.NUMBER | Kind.MONEY if told.amounts:
            return _amounts(told.amounts, is_money=told.question.kind == Kind.MONEY)
        case Kind.DATE:
            return _counted(told, [(month, n) for month, n in told.months], _("Month"))
        case _:
            named = [(_name(told, line, reader), line.n) for line in told.lines]
            return _counted(told, named, _("Score") if told.question.kind in SCORED else _("Answer"))


def _name(told: Distribution, line: Line, reader: Reader) -> str:
    if line.key in (YES, NO) and not line.text:
        return _("Yes") if line.key == YES else _("No")
    if told.question.kind in SCORED:
        return line.key
    return reader.text(line.text) or line.key


def _counted(told: Distribution, named: Sequence[tuple[str, int]], heading: str) -> Body:
    rows = [[text_cell(name), count_cell(n), share_cell(told.share(n))] for name, n in named]
    option = charts.bars([name for name, _n in named], {"": [n for _name, n in named]}, "int")
    if told.question.kind not in SCORED and told.question.kind != Kind.DATE:
        option = lying(named)
    headings = [Heading(heading), *right(_("Answers"), _("Share"))]
    return headings, rows, option if 0 < len(named) <= MOST_BARS else None


def lying(named: Sequence[tuple[str, float]], unit: str = "int") -> dict[str, Any]:
    """Bars from left to right: labels of any language have a line each."""
    return {
        "xAxis": charts.values(unit, splitNumber=3),
        "yAxis": charts.categories(
            [name for name, _n in named], inverse=True, axisLabel={"width": 130, "overflow": "break", "interval": 0}
        ),
        "tooltip": charts.tooltip(unit),
        "series": [{"type": "bar", "data": [n for _name, n in named]}],
    }


def _ranking(told: Distribution, reader: Reader) -> Body:
    rows = [
        [text_cell(reader.text(line.text) or line.key), number_cell(line.place), count_cell(line.n)]
        for line in told.lines
    ]
    return [Heading(_("Answer")), *right(pgettext("ranking", "Mean place"), "n")], rows, None


def _matrix(told: Distribution, reader: Reader) -> Body:
    numbers = range(told.question.low, told.question.high + 1)
    rows = [
        [
            text_cell(reader.text(line.text) or line.key), number_cell(line.mean.value if line.mean else None),
            count_cell(line.n), *(count_cell(line.counts.get(number, 0)) for number in numbers),
        ]
        for line in told.lines
    ]  # fmt: skip
    headings = [Heading(_("Row")), *right(_("Mean"), "n", *(str(number) for number in numbers))]
    return headings, rows, None


def _amounts(told: Amounts, *, is_money: bool) -> Body:
    def words(number: float) -> str:
        return write.money(round(number)) if is_money else write.number(number, 2)

    def cell(number: float) -> Cell:
        return Cell(words(number), money.from_minor(round(number)) if is_money else number, "text-end num")

    facts = (
        (_("Mean"), told.mean), (_("Lowest"), told.low), (_("A quarter is below"), told.quarters[0]),
        (_("Half is below (median)"), told.quarters[1]), (_("Three quarters are below"), told.quarters[2]),
        (_("Highest"), told.high),
    )  # fmt: skip
    rows = [[text_cell(name), cell(number)] for name, number in facts]
    step = (told.high - told.low) / len(told.bins)
    labels = [f"{words(told.low + n * step)} –" for n in range(len(told.bins))]
    option = charts.bars(labels, {"": told.bins}, "int") if step else None
    return [Heading(_("Figure")), *right(_("Amount") if is_money else _("Number"))], rows, option


def has_pictures(found: Iterable[Card]) -> bool:
    return any(card.option for card in found)
