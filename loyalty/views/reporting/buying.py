"""Cards about buying: repeat rates, cohorts, the revenue tree, churn, the best customers."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from core.templatetags import regulars as write
from loyalty.metrics.figure import Figure
from loyalty.views.reporting import charts
from loyalty.views.reporting.cards import (
    Body,
    Cell,
    Heading,
    card,
    count_cell,
    few_cell,
    heat_cell,
    join,
    money_cell,
    month_cell,
    n_words,
    number_cell,
    period_words,
    right,
    share_cell,
    table,
    text_cell,
)

SHOWN_COHORTS, SHOWN_MONTHS = 18, 18
SHOWN_CELLS = 12
SCORES = range(1, 6)


@card("next", "next_purchase_rates", gettext_lazy("Who comes once more"))
def next_purchase(found: Figure) -> Body:
    option = charts.bars([row["step"] for row in found.value], {"": [row["rate"] for row in found.value]}, "percent")
    option["yAxis"]["max"] = 1
    option["series"][0]["label"] = {"show": True, "position": "top", "formatter": "percent0"}
    headings, rows = table(
        found.value,
        (_("Visit"), "step", text_cell),
        (_("Customers"), "customers", count_cell),
        (_("Came again"), "came_again", count_cell),
        (_("Rate"), "rate", share_cell),
    )
    return Body(headings, rows, option, join(_("to date"), n_words(found)))


@card("cohorts", "cohorts", gettext_lazy("Cohorts by month of first visit"), size="tall", side=False)
def cohorts(found: Figure) -> Body:
    shown = found.value[-SHOWN_COHORTS:]
    width = min(SHOWN_MONTHS, max(len(row["customers"]) for row in shown))
    top = max((rate for row in shown for rate in (row["rates"] or ())[1:width]), default=0) or 1
    months = range(1, width)
    headings = [
        Heading(_("Cohort")),
        *right(_("Customers")),
        *[Heading(f"+{month}", "text-end") for month in months],
    ]
    rows = [
        [month_cell(row["cohort"]), count_cell(row["size"]), *[_cohort_cell(row, n, top) for n in months]]
        for row in shown
    ]
    drawn = [row for row in shown if row["rates"]]
    few = _("months of too few customers are in the table alone") if len(drawn) < len(shown) else ""
    subtitle = join(_("share with a visit in each later month"), n_words(found), few)
    return Body(headings, rows, _cohorts_chart(drawn, width, top) if drawn else None, subtitle)


def _cohorts_chart(shown: list[dict[str, Any]], width: int, top: float) -> charts.Option:
    points = [
        [month, place, round(rate, 6)]
        for place, row in enumerate(shown)
        for month, rate in enumerate(row["rates"][:width])
        if month
    ]
    across = charts.categories(range(width), **charts.named(_("months later")))
    down = charts.categories([row["cohort"] for row in shown], inverse=True)
    return charts.heat(across, down, points, top=top, unit="percent", bottom=72)


def _cohort_cell(row: dict[str, Any], month: int, top: float) -> Cell:
    rates: list[float] | None = row["rates"]
    if month >= len(row["customers"]):
        return Cell("", None)
    if rates is None:
        return few_cell()
    return heat_cell(write.percent(rates[month]), round(rates[month], 6), rates[month] / top)


def _factor_words() -> dict[str, str]:
    return {
        "buyers": _("Buyers"),
        "visits_per_buyer": _("Visits per buyer"),
        "units_per_visit": _("Units per visit"),
        "price_per_unit": _("Net price per unit"),
        "revenue": _("Net revenue"),
    }


@card("tree", "revenue_tree", gettext_lazy("What changed the revenue"), side=False)
def revenue_tree(found: Figure) -> Body:
    """A waterfall from the revenue before to the revenue now, one step per factor."""
    period = found.period
    assert period is not None  # it compares two
    words, (*steps, total) = _factor_words(), found.value
    option = charts.waterfall(
        [_("Before"), *[words[row["factor"]] for row in steps], _("Now")],
        total["before"],
        [row["contribution"] for row in steps],
        total["now"],
        "money",
    )
    rows = [
        [
            text_cell(words[row["factor"]]),
            _factor_cell(row["factor"], row["before"]),
            _factor_cell(row["factor"], row["now"]),
            money_cell(row["contribution"]),
        ]
        for row in found.value
    ]
    compared = {"period": period_words(period), "before": period_words(period.before())}
    subtitle = join(_("%(period)s against %(before)s") % compared, n_words(found))
    return Body([Heading(_("Factor")), *right(_("Before"), _("Now"), _("Contribution"))], rows, option, subtitle)


def _factor_cell(factor: str, value: float) -> Cell:
    if factor in {"price_per_unit", "revenue"}:
        return money_cell(value)
    return count_cell(value) if factor == "buyers" else number_cell(value)


@card("inactivity", "inactivity", gettext_lazy("Inactivity"), side=False)
def inactivity(found: Figure) -> Body:
    quarters = list(reversed(found.value[1:5]))
    labels = [f"{row['from']} – {row['to']}" for row in quarters]
    headings, rows = table(
        found.value,
        (_("From"), "from", text_cell),
        (_("Before"), "to", text_cell),
        (_("Days looked back"), "window_days", count_cell),
        (_("Buyers"), "customers", count_cell),
        (_("Stayed away"), "inactive", count_cell),
        (_("Share"), "rate", share_cell),
    )
    option = charts.bars(labels, {"": [row["rate"] for row in quarters]}, "percent")
    return Body(headings, rows, option, _("of those who bought in the days before, who stayed away"))


@card("rfm", "rfm_cells", gettext_lazy("Recency × frequency"))
def rfm(found: Figure) -> Body:
    """Recency × frequency; money is in the table of cells."""
    sums: dict[tuple[int, int], int] = dict.fromkeys(((r, f) for r in SCORES for f in SCORES), 0)
    for cell in found.value:
        sums[cell["r"], cell["f"]] += cell["customers"]
    top = max(sums.values())
    option = charts.heat(
        charts.categories([f"F{score}" for score in SCORES]),
        charts.categories([f"R{score}" for score in SCORES]),
        [[f - 1, r - 1, customers] for (r, f), customers in sums.items()],
        top=top,
        unit="int",
        bottom=56,
        labels=True,
    )
    rows = [
        [text_cell(f"R{r}"), *[heat_cell(write.integer(sums[r, f]), sums[r, f], sums[r, f] / top) for f in SCORES]]
        for r in reversed(SCORES)
    ]
    return Body([Heading("R × F"), *right(*(f"F{score}" for score in SCORES))], rows, option, n_words(found))


@card("scores", "rfm_scores", gettext_lazy("Customers by score"))
def rfm_scores(found: Figure) -> Body:
    names = {"r": _("Recency"), "f": _("Frequency"), "m": pgettext("RFM", "Money")}
    labels = [str(row["score"]) for row in found.value]
    option = charts.bars(labels, {name: [row[key] for row in found.value] for key, name in names.items()}, "int")
    columns = [(name, key, count_cell) for key, name in names.items()]
    headings, rows = table(found.value, (_("Score"), "score", count_cell), *columns)
    return Body(headings, rows, option, n_words(found))


@card("cells", "rfm_cells", gettext_lazy("Cells by revenue"))
def rfm_cells(found: Figure) -> Body:
    best = sorted(found.value, key=lambda cell: -cell["revenue"])
    shown = best[:SHOWN_CELLS]
    option = charts.bars([cell["cell"] for cell in shown], {"": [cell["revenue"] for cell in shown]}, "money")
    headings, rows = table(
        best,
        ("RFM", "cell", text_cell),
        (_("Customers"), "customers", count_cell),
        (_("Visits"), "visits", count_cell),
        (_("Net revenue"), "revenue", money_cell),
    )
    return Body(headings, rows, option, _("the twelve with the highest net revenue"))


@card("pareto", "pareto_curve", gettext_lazy("Pareto curve"), side=False)
def pareto(found: Figure) -> Body:
    best_fifth = {"symbol": "none", "silent": True, "label": {"show": False}, "data": [{"xAxis": 0.2}]}
    points = [[0, 0], *[[row["customers"], row["share"]] for row in found.value]]
    option = {
        "xAxis": charts.values("percent", max=1, **charts.named(_("customers, best first"))),
        "yAxis": charts.values("percent", max=1),
        "grid": {"bottom": 36},
        "tooltip": charts.tooltip("percent"),
        "series": [{"type": "line", "data": points, "areaStyle": {"opacity": 0.12}, "markLine": best_fifth}],
    }
    headings, rows = table(
        found.value,
        (_("Best customers"), "customers", share_cell),
        (_("Number"), "customers_n", count_cell),
        (_("Net revenue"), "revenue", money_cell),
        (_("Share of revenue"), "share", share_cell),
    )
    return Body(headings, rows, option, join(_("to date"), n_words(found)))
