"""How scores are written: NPS as a whole number with its sign, shares in per cent, means with two places."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.templatetags import regulars as write
from loyalty.views.reporting.cards import DASH, Cell, Heading
from surveys.figures.scopes import Scope, Span
from surveys.figures.tallies import Score

_RIGHT = "text-end num"
# The form of "unit": how ECharts writes it, and the ends of its axis.
AXES: dict[str, dict[str, Any]] = {
    "nps": {"type": "value", "min": -100, "max": 100, "axisLabel": {"formatter": "int"}},
    "share": {"type": "value", "min": 0, "max": 1, "axisLabel": {"formatter": "percent0"}},
    "mean": {"type": "value", "min": 1, "max": 7, "axisLabel": {"formatter": "number"}},
}
FORMATS = {"nps": "number", "share": "percent", "mean": "number"}
UNITS = {"nps": "nps", "csat": "share", "stars": "share", "ces": "mean"}


def value(unit: str, number: float | None) -> str:
    if number is None:
        return pgettext("no answers", "n/a")
    if unit == "nps":
        return write.signed(write.number(number, 0)) if round(number) else "0"
    return write.percent(number) if unit == "share" else write.number(number, 2)


def score(found: Score | None) -> str:
    return value("nps", None) if found is None else value(found.unit, found.value)


def interval(found: Score | None) -> str:
    """“+14 … +44”, the 95 % interval."""
    return "" if found is None else f"{value(found.unit, found.low)} … {value(found.unit, found.high)}"


def change(unit: str, number: float) -> str:
    if unit == "share":
        return _("%(n)s points") % {"n": write.signed(write.number(100 * number, 1))}
    return write.signed(write.number(number, 0 if unit == "nps" else 2))


def n(found: Score | None) -> str:
    """The number of answers; of weighted ones with the effective number."""
    if found is None:
        return "0"
    plain = write.integer(found.n)
    if abs(found.effective - found.n) < 0.5:  # nothing is weighted
        return plain
    return _("%(n)s (weighted, as good as %(effective)s)") % {
        "n": plain, "effective": write.integer(round(found.effective))
    }  # fmt: skip


def name(metric: str, scope: Scope) -> str:
    return {"nps": "NPS", "csat": "CSAT", "ces": "CES", "stars": _("Stars")}[metric]


def outcomes(metric: str) -> tuple[str, str, str]:
    """What high, middle and low are called."""
    if metric == "nps":
        return _("Promoters"), _("Passives"), _("Detractors")
    return pgettext("score", "High"), pgettext("score", "Middle"), pgettext("score", "Low")


def span(wanted: Span) -> str:
    return f"{date_format(wanted.first, 'SHORT_DATE_FORMAT')} – {date_format(wanted.last_day, 'SHORT_DATE_FORMAT')}"


def month(day: Any) -> str:
    return date_format(day, "YEAR_MONTH_FORMAT")


def score_cells(found: Score | None, *, is_few: bool) -> list[Cell]:
    """Score, interval and number of answers; grey, and said so, where they are few."""
    css = f"{_RIGHT} text-secondary" if is_few else _RIGHT
    few = _("few") if is_few and found else ""
    text = f"{score(found)} ({few})" if few else score(found)
    plain = round(found.value, 6) if found else None
    ends = interval(found)
    return [Cell(text, plain, css), Cell(ends or DASH, ends, css), Cell(n(found), found.n if found else 0, css)]


def score_headings(metric: str, scope: Scope) -> list[Heading]:
    return [Heading(text, "text-end") for text in (name(metric, scope), _("Interval"), _("Answers"))]
