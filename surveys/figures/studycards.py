"""Cards of what the last night found: drivers, the purse, the satisfaction line, who did not answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.templatetags import regulars as write
from loyalty.views.reporting import charts
from loyalty.views.reporting.cards import (
    Card,
    Cell,
    Heading,
    count_cell,
    join,
    money_cell,
    number_cell,
    right,
    share_cell,
    text_cell,
)
from surveys.figures import breakpoints, naming, reading, studies, writing
from surveys.figures.scopes import Scope
from surveys.models import FigureStudy, SurveyVersion
from surveys.questionnaire import parsing
from surveys.questionnaire.texts import text_of

_OUTCOMES = ("high", "middle", "low")
_LABELS = {"width": 130, "overflow": "truncate", "interval": 0}


def cards(scope: Scope, *, may_see_money: bool) -> list[Card]:
    """Those of the scope that were made; what customers pay only for those who may see reports."""
    found = studies.newest(scope)
    makers = {
        FigureStudy.Kind.DRIVERS: drivers, FigureStudy.Kind.PURSE: purse, FigureStudy.Kind.LINE: line,
        FigureStudy.Kind.SILENCE: silence,
    }  # fmt: skip
    shown = [kind for kind in makers if kind in found and (may_see_money or kind != FigureStudy.Kind.PURSE)]
    return [makers[kind](scope, found[kind]) for kind in shown]


def _day(study: FigureStudy) -> str:
    return _("As of %(day)s.") % {"day": write.day(study.day)}


# --- Drivers ------------------------------------------------------------------------------


def drivers(scope: Scope, study: FigureStudy) -> Card:
    title, key, found = str(FigureStudy.Kind.DRIVERS.label), "survey_drivers", study.found
    if not found["drivers"]:
        return Card("drivers", title, key, message=_("Too few answers to say what moves the score."))
    names = _questions(scope)
    told = [(names.get(one["key"], one["key"]), one) for one in found["drivers"]]
    rows = [
        [text_cell(name), share_cell(one["share"]), number_cell(one["correlation"]), number_cell(one["mean"]),
         count_cell(one["n"])]
        for name, one in told
    ]  # fmt: skip
    headings = [Heading(_("Question")), *right(_("Share"), _("Correlation"), _("Mean"), _("Answers"))]
    subtitle = join(
        _day(study),
        _("Together they explain %(share)s of the differences; %(n)s answers.")
        % {"share": write.percent(found["explained"], 0), "n": write.integer(found["n"])},
        _("What goes along is no proof of what causes it."),
    )
    option = _lying([name for name, _one in told], [round(one["share"], 4) for _name, one in told], "percent")
    return Card("drivers", title, key, subtitle, option, headings, rows)


def _questions(scope: Scope) -> dict[str, str]:
    """By name of a driver: the question or, of a matrix, the row as the reader's language has it."""
    version = SurveyVersion.objects.filter(survey=scope.survey, scale=scope.scale).order_by("-number").first()
    if version is None:
        return {}
    language, default = translation.get_language() or "", settings.LANGUAGE_CODE
    names = {}
    for name, question in studies.attributes(parsing.read(version.form)).items():
        row = next((row for row in question.rows if name == f"{question.key}{studies.JOINED}{row.key}"), None)
        names[name] = text_of(row.text if row else question.title, language, default)
    return names


def _lying(labels: list[str], values: list[Any], unit: str) -> dict[str, Any]:
    return {
        "xAxis": charts.values(unit), "tooltip": charts.tooltip(unit, "item"),
        "yAxis": charts.categories(labels, inverse=True, axisLabel=_LABELS),
        "series": [{"type": "bar", "data": values}],
    }  # fmt: skip


# --- What they did afterwards -------------------------------------------------------------


def purse(scope: Scope, study: FigureStudy) -> Card:
    title, key = str(FigureStudy.Kind.PURSE.label), "survey_purse"
    if not any(study.found.values()):
        return Card("purse", title, key, message=_("No answer is old enough yet to see what followed."))
    least = reading.fewest()
    names = dict(zip(_OUTCOMES, writing.outcomes(scope.metric), strict=True))
    rows = [
        [text_cell(_("%(days)s days") % {"days": days}), text_cell(names[outcome]), *_bought(found[outcome], least)]
        for days, found in study.found.items() for outcome in _OUTCOMES if outcome in found
    ]  # fmt: skip
    headings = [
        Heading(_("Within")), Heading(_("Answer")),
        *right(_("Bought again"), _("Interval"), _("Net revenue each"), _("Interval"), _("Customers")),
    ]  # fmt: skip
    series = {
        _("%(days)s days") % {"days": days}: [_share(study.found[days].get(outcome)) for outcome in _OUTCOMES]
        for days in study.found
    }
    option = charts.bars([names[outcome] for outcome in _OUTCOMES], series, "percent")
    return Card("purse", title, key, _day(study), option, headings, rows, side=False)


def _share(found: Mapping[str, Any] | None) -> float | None:
    return round(found["share"], 4) if found else None


def _bought(found: Mapping[str, Any], least: int) -> list[Cell]:
    is_few = found["n"] < least
    css = "text-end num text-secondary" if is_few else "text-end num"
    few = f" ({_('few')})" if is_few else ""
    shares = f"{write.percent(found['low'])} – {write.percent(found['high'])}"
    money = f"{money_cell(found['mean_low']).text} – {money_cell(found['mean_high']).text}"
    return [
        Cell(write.percent(found["share"]) + few, round(found["share"], 6), css), Cell(shares, shares, css),
        Cell(money_cell(found["mean"]).text, money_cell(found["mean"]).plain, css), Cell(money, money, css),
        count_cell(found["n"]),
    ]  # fmt: skip


def line(_scope: Scope, study: FigureStudy) -> Card:
    title, key, found = str(FigureStudy.Kind.LINE.label), "survey_line", study.found
    points = [breakpoints.At(**point) for point in found["points"]]
    if sum(point.n for point in points) < breakpoints.LEAST:
        return Card("line", title, key, message=_("Too few answers that are half a year old."))
    rows = [[text_cell(one.score), share_cell(one.again / one.n), count_cell(one.n)] for one in points]
    shares = [round(one.again / one.n, 4) for one in points]
    option = charts.bars([one.score for one in points], {"": shares}, "percent")
    option["series"][0] |= {"markLine": _marks(found)}
    headings = [Heading(_("Score")), *right(_("Bought again"), _("Customers"))]
    return Card("line", title, key, join(_day(study), *_line_words(found)), option, headings, rows)


def _marks(found: Mapping[str, Any]) -> dict[str, Any]:
    ends = [str(found[name]) for name in ("below", "above") if found[name] is not None]
    return {"symbol": "none", "silent": True, "lineStyle": {"color": "@red"}, "label": {"show": False},
            "data": [{"xAxis": end} for end in ends]}  # fmt: skip


def _line_words(found: Mapping[str, Any]) -> list[str]:
    below = _("Below %(score)s loyalty collapses.") % {"score": found["below"]} if found["below"] is not None else ""
    above = _("From %(score)s on it jumps.") % {"score": found["above"]} if found["above"] is not None else ""
    neither = "" if below or above else _("No break point can be told from chance.")
    left = (
        ""
        if found["left"] is None
        else _("Of the satisfied %(share)s left all the same (%(n)s customers).")
        % {"share": write.percent(found["left"]), "n": write.integer(found["satisfied"])}
    )
    return [below, above, neither, left]


# --- Who did not answer -------------------------------------------------------------------


def silence(scope: Scope, study: FigureStudy) -> Card:
    title, key, found = str(FigureStudy.Kind.SILENCE.label), "survey_silence", study.found
    if not found["tier"]:
        return Card("silence", title, key, message=_("Nobody was asked whose time to answer is over."))
    rows = [
        [text_cell(_("Level")), text_cell(name), *_answered(found["tier"][value])]
        for value, name in naming.names("tier", found["tier"]).items()
    ] + [
        [text_cell(_("Last purchase")), text_cell(name), *_answered(found["ago"][value])]
        for value, name in _ago().items() if value in found["ago"]
    ]  # fmt: skip
    headings = [Heading(_("By")), Heading(_("Group")), *right(_("Answered"), _("Asked"))]
    return Card("silence", title, key, join(_day(study), _if_all_had(scope, found)), None, headings, rows)


def _ago() -> dict[str, str]:
    return {
        "30": _("up to 30 days before"), "90": _("31 to 90 days before"), "180": _("91 to 180 days before"),
        "365": _("181 to 365 days before"), "older": _("longer ago"), "never": pgettext("purchase", "never"),
    }  # fmt: skip


def _answered(found: Mapping[str, int]) -> list[Cell]:
    return [share_cell(found["answered"] / found["asked"]), count_cell(found["asked"])]


def _if_all_had(scope: Scope, found: Mapping[str, Any]) -> str:
    if found["reweighted"] is None:
        return ""
    unit = writing.UNITS[scope.metric]
    return _("If every level had answered as often: %(other)s instead of %(score)s.") % {
        "other": writing.value(unit, found["reweighted"]), "score": writing.value(unit, found["score"])
    }  # fmt: skip
