"""The cards of the report: each a picture with the table of the same figures, or a sentence why there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from complaints.amends.costs import Spent
from complaints.learning import figures, naming
from complaints.learning.figures import CLOCKS, PERCENTILES, STEPS, Marks, Share
from complaints.learning.reading import Age
from complaints.models import ClockKind
from core.templatetags import regulars as write
from loyalty.views.reporting import charts
from loyalty.views.reporting.cards import (
    Card,
    Cell,
    Heading,
    Tile,
    count_cell,
    few_cell,
    known_cell,
    money_cell,
    money_words,
    month_cell,
    number_cell,
    right,
    share_cell,
    text_cell,
)
from surveys.figures import writing

MOST_BARS, MOST_PRODUCTS = 12, 20


def step_name(step: str) -> str:
    return {
        "ack": _("Acknowledgement"), "first": _("First answer of a person"), "end": _("End of the case"),
    }[step]  # fmt: skip


def duration_cell(seconds: float | None) -> Cell:
    """A download gets hours."""
    text = write.duration(seconds) if seconds is not None else "–"
    return Cell(text, None if seconds is None else round(seconds / 3600, 3), "text-end num")


# --- Tiles --------------------------------------------------------------------------------


def tiles(marks: Marks, before: Marks, orders: int, capture: Mapping[str, int] | None) -> list[Tile]:
    """What management asks first."""
    volume, sla, back = figures.volume(marks), figures.within_sla(marks, "respond"), figures.recovered(marks)
    first = figures.percentiles(marks, "first.c")
    earlier = _("before: %(n)s") % {"n": write.integer(figures.volume(before))}
    of_orders = _("of %(n)s orders") % {"n": write.integer(orders)} if orders else _("no orders known")
    return [
        Tile(_("Complaints"), write.integer(volume), "complaint_volume", earlier),
        Tile(_("Per 1,000 orders"), write.number(figures.per_thousand(volume, orders), 2), "complaint_rate", of_orders),
        Tile(_("Half are answered within"), write.duration(first[50]) if first else "–", "complaint_times"),
        Tile(_("First answer within the promise"), write.percent(sla.value), "complaint_sla", interval(sla), _n(sla)),
        Tile(_("Reopened"), write.percent(figures.reopened(marks).value), "complaint_reopened"),
        Tile(_("Bought again"), write.percent(back.value), "complaint_recovered", interval(back), _n(back)),
        Tile(_("Revenue kept"), money_words(figures.revenue_kept(marks)), "complaint_kept", _("in 90 days")),
        *([_capture(capture)] if capture else []),
    ]  # fmt: skip


def _capture(told: Mapping[str, int]) -> Tile:
    share = Share(told["complained"], told["anybody"])
    return Tile(_("Capture rate"), write.percent(share.value), "complaint_capture", _few(share), _n(share))


def interval(share: Share) -> str:
    """With its few cases said, a share is no wild number."""
    found = share.interval
    if found is None:
        return ""
    words = f"{write.percent(found[0], 0)} – {write.percent(found[1], 0)}"
    return " · ".join(part for part in (words, _few(share)) if part)


def _few(share: Share) -> str:
    return _("few: a hint only") if share.is_few else ""


def _n(share: Share) -> str:
    return write.integer(share.whole)


# --- Cards --------------------------------------------------------------------------------


def trend(months: Mapping[date, Marks], orders: Mapping[date, int]) -> Card:
    title = _("By month")
    rows, rates, counts = [], [], []
    for month, marks in months.items():
        n, sla = figures.volume(marks), figures.within_sla(marks, "respond")
        rate, first = figures.per_thousand(n, orders.get(month, 0)), figures.percentiles(marks, "first.c")
        counts.append(n)
        rates.append(None if rate is None else round(rate, 3))
        rows.append([
            month_cell(writing.month(month)), count_cell(n), number_cell(rate),
            duration_cell(first[50] if first else None), share_cell(sla.value),
            share_cell(figures.reopened(marks).value), share_cell(figures.recovered(marks).value),
        ])  # fmt: skip
    option = {
        "legend": {}, "xAxis": charts.categories([writing.month(month) for month in months]),
        "yAxis": [charts.values("int"), {"type": "value", "splitLine": {"show": False}}],
        "tooltip": charts.tooltip("number"),
        "series": [
            {"type": "bar", "name": _("Complaints"), "data": counts},
            {"type": "line", "name": _("Per 1,000 orders"), "data": rates, "yAxisIndex": 1},
        ],
    }  # fmt: skip
    headings = [
        Heading(_("Month")),
        *right(_("Complaints"), _("Per 1,000 orders"), _("First answer, half within"), _("In time"), _("Reopened"),
               _("Bought again")),
    ]  # fmt: skip
    return Card("trend", title, "complaint_volume", option=option, headings=headings, rows=rows, side=False)


def times(marks: Marks) -> Card:
    """Calendar time and working time, side by side."""
    title, rows = _("How long it took"), []
    for step in STEPS:
        for unit, words in (("c", _("calendar time")), ("w", _("working time"))):
            found = figures.percentiles(marks, f"{step}.{unit}")
            if found:
                n = figures.measured(marks, f"{step}.{unit}")
                cells = [duration_cell(found[share]) for share in PERCENTILES]
                rows.append([text_cell(f"{step_name(step)}, {words}"), count_cell(n), *cells])
    if not rows:
        return Card("times", title, "complaint_times", message=_("Nothing was answered yet."))
    headings = [Heading(_("Until")), *right(_("Cases"), _("Half within"), _("80 % within"), _("95 % within"))]
    return Card("times", title, "complaint_times", headings=headings, rows=rows)


def promises(marks: Marks) -> Card:
    title = _("Within the promise")
    found = [(str(ClockKind(clock).label), figures.within_sla(marks, clock)) for clock in CLOCKS]
    shown = [(name, share) for name, share in found if share.whole]
    if not shown:
        return Card("sla", title, "complaint_sla", message=_("No clock has stopped yet."))
    rows = [
        [text_cell(name), count_cell(share.whole), share_cell(share.value), text_cell(interval(share))]
        for name, share in shown
    ]
    option = {
        "xAxis": {"type": "value", "max": 1, "axisLabel": {"formatter": "percent0"}},
        "yAxis": charts.categories([name for name, _share in shown], inverse=True),
        "tooltip": charts.tooltip("percent", "item"),
        "series": [{"type": "bar", "data": [round(share.value or 0, 4) for _name, share in shown]}],
    }  # fmt: skip
    headings = [Heading(pgettext("service level", "Clock")), *right(_("Clocks"), _("In time")), Heading(_("Interval"))]
    return Card("sla", title, "complaint_sla", option=option, headings=headings, rows=rows, size="short")


def ages(found: Sequence[Age]) -> Card:
    title = _("Age of open cases")
    if not any(age.n for age in found):
        return Card("ages", title, "complaint_ageing", message=_("No case is open."))
    rows = [[text_cell(age.words), count_cell(age.n), count_cell(age.late)] for age in found]
    series = {_("in time"): [age.n - age.late for age in found], _("overdue"): [age.late for age in found]}
    option = charts.bars([age.words for age in found], series, "int", stack="all")
    headings = [Heading(_("Age")), *right(_("Open"), _("of these overdue"))]
    return Card(
        "ages", title, "complaint_ageing", _("At this moment"), option=option, headings=headings, rows=rows,
        size="short",
    )  # fmt: skip


def pareto(card: str, title: str, dimension: str, counts: Mapping[str, int], key: str) -> Card:
    """The largest first; the line says what they come to together."""
    bars = figures.pareto(counts)
    if not bars:
        return Card(card, title, key, message=_("Nothing is known of it yet."))
    names = naming.names(dimension, [bar.key for bar in bars])
    rows = [
        [text_cell(names[bar.key]), count_cell(bar.n), share_cell(bar.share), share_cell(bar.reached)] for bar in bars
    ]
    shown = bars[:MOST_BARS]
    option = {
        "legend": {},
        "xAxis": charts.categories([names[bar.key].rpartition(" › ")[2] for bar in shown],
                                   axisLabel={"rotate": 30, "width": 90, "overflow": "truncate", "interval": 0}),
        "yAxis": [charts.values("int"), {"type": "value", "max": 1, "axisLabel": {"formatter": "percent0"},
                                         "splitLine": {"show": False}}],
        "tooltip": charts.tooltip("number"),
        "series": [
            {"type": "bar", "name": _("Cases"), "data": [bar.n for bar in shown]},
            {"type": "line", "name": _("Together"), "yAxisIndex": 1, "data": [round(bar.reached, 4) for bar in shown]},
        ],
    }  # fmt: skip
    headings = [Heading(title), *right(_("Cases"), _("Share"), _("Together"))]
    return Card(card, title, key, option=option, headings=headings, rows=rows)


def amends(found: Sequence[tuple[int | None, Spent]]) -> Card:
    """What putting things right has cost, by what they went wrong by."""
    title = _("Cost of amends by cause")
    if not found:
        return Card("amends", title, "complaint_amends", message=_("No amends were granted."))
    names = naming.names("cause", [str(cause) for cause, _spent in found if cause is not None])
    told = [(names[str(cause)] if cause else _("Not known yet"), spent) for cause, spent in found]
    whole = sum(spent.cost for _name, spent in told)
    rows = [
        [text_cell(name), count_cell(spent.count), money_cell(spent.cost),
         share_cell(spent.cost / whole if whole else None)]
        for name, spent in told
    ]  # fmt: skip
    shown = told[:MOST_BARS]
    option = charts.bars(
        [name.rpartition(" › ")[2] for name, _spent in shown], {title: [spent.cost for _name, spent in shown]}, "money"
    )
    headings = [Heading(_("Root cause")), *right(_("Amends"), _("Cost"), _("Share"))]
    return Card("amends", title, "complaint_amends", option=option, headings=headings, rows=rows)


def outcomes(marks: Marks) -> Card:
    title, found = _("What became of them"), figures.outcomes(marks)
    whole = sum(found.values())
    if not whole:
        return Card("outcomes", title, message=_("No case has ended yet."))
    ranked = sorted(found.items(), key=lambda one: -one[1])
    rows = [[text_cell(naming.outcome(name)), count_cell(n), share_cell(n / whole)] for name, n in ranked]
    return Card("outcomes", title, headings=[Heading(_("Outcome")), *right(_("Cases"), _("Share"))], rows=rows)


def speeds(marks: Marks) -> Card:
    title, found = _("Coming back, by speed of the answer"), figures.by_speed(marks)
    if not found:
        return Card("speeds", title, "complaint_speed", message=_("Nobody’s 90 days after the end are over yet."))
    shown = [speed for speed in figures.SPEEDS if any(speed in known for known in found.values())]
    rows = [
        [text_cell(naming.severity(severity)), *(_share(known.get(speed)) for speed in shown)]
        for severity, known in found.items()
    ]
    level = figures.adjusted(found)
    rows.append([text_cell(_("All, with equal severities")), *(share_cell(level.get(speed)) for speed in shown)])
    headings = [Heading(_("Severity")), *right(*(naming.speed(speed) for speed in shown))]
    return Card("speeds", title, "complaint_speed", headings=headings, rows=rows)


def _share(share: Share | None) -> Cell:
    if share is None:
        return text_cell("–")
    if share.whole < 5:
        return few_cell()
    text = f"{write.percent(share.value, 0)} (n = {write.integer(share.whole)})"
    return Cell(text, round(share.value or 0, 6), "text-end num")


def capture(months: Mapping[date, Mapping[str, int]]) -> Card:
    title = _("Capture rate")
    if not months:
        return Card("capture", title, "complaint_capture", message=_("It is counted at night."))
    rows = [
        [
            month_cell(writing.month(month)), count_cell(told["complained"]), count_cell(told["low"]),
            count_cell(told["returned"]), known_cell(told.get("silent")), count_cell(told["anybody"]),
            share_cell(Share(told["complained"], told["anybody"]).value),
        ]
        for month, told in months.items()
    ]  # fmt: skip
    headings = [
        Heading(_("Month")),
        *right(_("Complained"), _("Low score"), _("Several returns"), _("Unhappy in silence")),
        *right(_("Dissatisfied in all"), _("Capture rate")),
    ]
    values = [round(Share(told["complained"], told["anybody"]).value or 0, 4) for told in months.values()]
    option = {
        "xAxis": charts.categories([writing.month(month) for month in months]),
        "yAxis": {"type": "value", "max": 1, "axisLabel": {"formatter": "percent0"}},
        "tooltip": charts.tooltip("percent"),
        "series": [{"type": "line", "name": title, "data": values}],
    }  # fmt: skip
    return Card("capture", title, "complaint_capture", option=option, headings=headings, rows=rows, side=False)


def products(rows: Sequence[Mapping[str, Any]]) -> Card:
    title = _("Complaints beside recommendation and churn")
    if not rows:
        return Card("products", title, "complaint_products", message=_("No complaint names a product."))
    table = [
        [
            text_cell(row["name"]), count_cell(row["n"]), number_cell(row["rate"]),
            Cell(row["nps_words"], row["nps"], "text-end num"), share_cell(row["churn"]),
        ]
        for row in rows
    ]  # fmt: skip
    headings = [
        Heading(_("Product")), *right(_("Complaints"), _("Per 1,000 orders"), _("NPS"), _("Churn"))
    ]  # fmt: skip
    return Card("products", title, "complaint_products", headings=headings, rows=table, side=False)
