"""The cards of the pages: each a picture with the table of the same figures, or a sentence why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from core.templatetags import regulars as write
from loyalty.views.reporting import charts
from loyalty.views.reporting.cards import Card, Heading, count_cell, month_cell, right, share_cell, text_cell
from surveys.figures import naming, reading, tallies, writing
from surveys.figures.funnel import Funnel
from surveys.figures.reading import Breakdown, Part
from surveys.figures.scopes import Months, Scope, Span, dimension_label
from surveys.figures.tallies import Tally

# Of a dimension with very many values, those with the most answers.
MOST_GROUPS = 20
TREND_MONTHS = 24
_COLOURS = ("@1", "@line2", "@red")


def shares(scope: Scope, tally: Tally) -> Card:
    """High, middle and low in one bar."""
    title, key = _("How they answered"), f"survey_{scope.metric}"
    if not tally.n:
        return Card("shares", title, key, message=_("No answers yet."))
    named = list(zip(writing.outcomes(scope.metric), tally.shares, _COLOURS, strict=True))
    sums = (tally.high, tally.middle, tally.low)
    rows = [
        [text_cell(name), count_cell(round(total)), share_cell(share)]
        for (name, share, _colour), total in zip(named, sums, strict=True)
    ]
    headings = [Heading(_("Answer")), *right(_("Answers"), _("Share"))]
    return Card("shares", title, key, option=_stacked(named), headings=headings, rows=rows, size="short")


def _stacked(named: Sequence[tuple[str, float, str]]) -> dict[str, Any]:
    series = [
        {
            "type": "bar", "name": name, "stack": "all", "data": [share], "itemStyle": {"color": colour},
            "label": {"show": share > 0.06, "formatter": "percent0"},  # room for the words
        }
        for name, share, colour in named
    ]  # fmt: skip
    return {
        "xAxis": {"type": "value", "max": 1, "axisLabel": {"formatter": "percent0"}},
        "yAxis": charts.categories([""]), "tooltip": charts.tooltip("percent", "item"), "legend": {}, "series": series,
    }  # fmt: skip


def distribution(scope: Scope, found: dict[int, int]) -> Card:
    title = _("By score")
    if not found:
        return Card("scores", title, message=_("No answers yet, or too few to show."))
    low, high = (int(end) for end in scope.scale.split("-"))
    numbers = [(score, found.get(score, 0)) for score in range(low, high + 1)]
    option = charts.bars([score for score, _n in numbers], {"": [n for _score, n in numbers]}, "int")
    rows = [[text_cell(score), count_cell(n)] for score, n in numbers]
    headings = [Heading(_("Score")), *right(_("Answers"))]
    return Card("scores", title, option=option, headings=headings, rows=rows, size="short")


def trend(scope: Scope, span: Span, part: Part) -> Card:
    """By month of answering, in the programme's zone; the newest 24 of the period."""
    title = _("By month of the answer")
    if not isinstance(span, Months):
        return Card("trend", title, message=_("Months are shown for periods of whole months."))
    found = dict(list(reading.trend(scope, span, part).items())[-TREND_MONTHS:])
    if not found:
        return Card("trend", title, message=_("No answers yet."))
    least = reading.fewest()
    scored = [(month, one, tallies.score(scope.metric, one)) for month, one in found.items()]
    rows = [
        [month_cell(writing.month(month)), *writing.score_cells(score, is_few=reading.is_few(one, least))]
        for month, one, score in scored
    ]
    headings = [Heading(_("Month")), *writing.score_headings(scope.metric, scope)]
    option = _trend_option(scope, scored)
    return Card("trend", title, f"survey_{scope.metric}", option=option, headings=headings, rows=rows)


def _trend_option(scope: Scope, scored: Sequence[Any]) -> dict[str, Any]:
    unit = writing.UNITS[scope.metric]
    lows = [round(score.low, 4) for _month, _one, score in scored]
    spans = [round(score.high - score.low, 4) for _month, _one, score in scored]
    values = [round(score.value, 4) for _month, _one, score in scored]
    band = {"type": "line", "stack": "band", "lineStyle": {"opacity": 0}, "silent": True, "tooltip": {"show": False}}
    # The band is stacked from its lower end; a stack of signs of both kinds would begin at zero.
    return {
        "xAxis": charts.categories([writing.month(month) for month, *_rest in scored]),
        "yAxis": writing.AXES[unit], "tooltip": charts.tooltip(writing.FORMATS[unit]),
        "series": [
            band | {"data": lows, "stackStrategy": "all"},
            band | {"data": spans, "stackStrategy": "all", "areaStyle": {"color": "@1", "opacity": 0.15}},
            {"type": "line", "name": writing.name(scope.metric, scope), "data": values, "showSymbol": True},
        ],
    }  # fmt: skip


def breakdown(scope: Scope, span: Span, dimension: str) -> Card:
    found = reading.breakdown(scope, span, dimension)
    title = dimension_label(dimension)
    if not found.groups:
        return Card(f"by-{dimension}", title, subtitle=_hidden(found), message=_("No answers that tell this."))
    shown = found.groups[:MOST_GROUPS]
    names = naming.names(dimension, [group.value for group in shown])
    scored = [(names[group.value], group, tallies.score(scope.metric, group.tally)) for group in shown]
    rows = [[text_cell(name), *writing.score_cells(score, is_few=group.is_few)] for name, group, score in scored]
    unit = writing.UNITS[scope.metric]
    option = {
        "xAxis": writing.AXES[unit],
        "yAxis": charts.categories([name for name, *_rest in scored], inverse=True,
                                   axisLabel={"width": 110, "overflow": "truncate", "interval": 0}),
        "tooltip": charts.tooltip(writing.FORMATS[unit], "item"),
        "series": [{"type": "bar", "data": [_bar(score, is_few=group.is_few) for _name, group, score in scored]}],
    }  # fmt: skip
    headings = [Heading(title), *writing.score_headings(scope.metric, scope)]
    return Card(f"by-{dimension}", title, subtitle=_hidden(found), option=option, headings=headings, rows=rows)


def _bar(score: Any, *, is_few: bool) -> dict[str, Any]:
    return {"value": round(score.value, 4) if score else None, "itemStyle": {"color": "@line2" if is_few else "@1"}}


def _hidden(found: Breakdown) -> str:
    if len(found.groups) > MOST_GROUPS:
        return _("The %(n)s with the most answers.") % {"n": MOST_GROUPS}
    if not found.hidden:
        return ""
    return _("Groups so small that people could be told apart are not shown: %(n)s.") % {"n": found.hidden}


def funnel(found: Funnel | None) -> Card:
    title = _("From asked to answered")
    if found is None:
        return Card("funnel", title, "survey_funnel", message=_("Nobody was invited in these months."))
    steps = [
        (_("Sent"), found.sent), (_("Delivered"), found.delivered), (_("Opened"), found.opened),
        (_("Begun"), found.started), (_("Answered"), found.finished),
    ]  # fmt: skip
    rows = [[text_cell(name), count_cell(n), share_cell(n / found.sent if found.sent else None)] for name, n in steps]
    headings = [Heading(_("Step")), *right(_("Invitations"), _("Of those sent"))]
    subtitle = _("Counted %(when)s.") % {"when": write.instant(found.counted_at)}
    return Card("funnel", title, "survey_funnel", subtitle, charts.funnel(steps, "int"), headings, rows)
