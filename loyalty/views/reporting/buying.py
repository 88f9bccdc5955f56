"""Cards about buying: repeat rates, cohorts, the revenue tree, churn, the best customers."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.templatetags import regulars as write
from loyalty.metrics.figure import Figure
from loyalty.views.reporting.cards import (
    Card,
    Cell,
    Heading,
    count_cell,
    heat_cell,
    join,
    money_cell,
    month_cell,
    n_words,
    no_card,
    number_cell,
    period_words,
    right,
    share_cell,
    simple_rows,
    text_cell,
)

Figures = dict[str, Figure]
SHOWN_COHORTS, SHOWN_MONTHS = 18, 18


def next_purchase(figures: Figures) -> Card:
    found = figures.get("next_purchase_rates")
    title = _("Who comes once more")
    if (empty := no_card("next", title, found)) or found is None:
        return empty or Card("next", title)
    steps = found.value
    option = {
        "xAxis": {"type": "category", "data": [row["step"] for row in steps]},
        "yAxis": {"type": "value", "max": 1, "axisLabel": {"formatter": "percent0"}},
        "tooltip": {"trigger": "axis", "valueFormatter": "percent"},
        "series": [
            {
                "type": "bar",
                "data": [row["rate"] for row in steps],
                "label": {"show": True, "position": "top", "formatter": "percent0"},
            }
        ],
    }
    columns = [("step", text_cell), ("customers", count_cell), ("came_again", count_cell), ("rate", share_cell)]
    return Card(
        "next",
        title,
        found.definition,
        join(_("to date"), n_words(found)),
        option,
        [Heading(_("Visit")), *right(_("Customers"), _("Came again"), _("Rate"))],
        simple_rows(steps, columns),
    )


def cohorts(figures: Figures) -> Card:
    found = figures.get("cohorts")
    title = _("Cohorts by month of first visit")
    if (empty := no_card("cohorts", title, found)) or found is None:
        return empty or Card("cohorts", title)
    shown = found.value[-SHOWN_COHORTS:]
    width = min(SHOWN_MONTHS, max(len(row["rates"]) for row in shown))
    later = [rate for row in shown for rate in row["rates"][1:width]]
    top = max(later, default=0) or 1
    points = [
        [month, place, round(rate, 6)]
        for place, row in enumerate(shown)
        for month, rate in enumerate(row["rates"][:width])
        if month
    ]
    option = {
        "xAxis": {
            "type": "category",
            "data": list(range(width)),
            "name": _("months later"),
            "nameLocation": "middle",
            "nameGap": 28,
        },
        "yAxis": {"type": "category", "data": [row["cohort"] for row in shown], "inverse": True},
        "grid": {"bottom": 72},
        "visualMap": {
            "min": 0,
            "max": top,
            "calculable": False,
            "orient": "horizontal",
            "left": "center",
            "bottom": 0,
            "formatter": "percent0",
        },
        "tooltip": {"valueFormatter": "percent"},
        "series": [{"type": "heatmap", "data": points}],
    }
    headings = [
        Heading(_("Cohort")),
        *right(_("Customers")),
        *[Heading(f"+{month}", "text-end") for month in range(1, width)],
    ]
    rows = [
        [
            month_cell(row["cohort"]),
            count_cell(row["size"]),
            *[_cohort_cell(row["rates"], month, top) for month in range(1, width)],
        ]
        for row in shown
    ]
    return Card(
        "cohorts",
        title,
        found.definition,
        join(_("share with a visit in each later month"), n_words(found)),
        option,
        headings,
        rows,
        size="tall",
        side=False,
    )


def _cohort_cell(rates: list[float], month: int, top: float) -> Cell:
    if month >= len(rates):
        return Cell("", None)
    return heat_cell(write.percent(rates[month]), round(rates[month], 6), rates[month] / top)


def _factor_words() -> dict[str, str]:
    return {
        "buyers": _("Buyers"),
        "visits_per_buyer": _("Visits per buyer"),
        "units_per_visit": _("Units per visit"),
        "price_per_unit": _("Net price per unit"),
        "revenue": _("Net revenue"),
    }


def revenue_tree(figures: Figures) -> Card:
    """A waterfall from the revenue before to the revenue now, one step per factor."""
    found = figures.get("revenue_tree")
    title = _("What changed the revenue")
    if (empty := no_card("tree", title, found)) or found is None or found.period is None:
        return empty or Card("tree", title)
    words, rows = _factor_words(), found.value
    total, steps = rows[-1], rows[:-1]
    option = {
        "xAxis": {
            "type": "category",
            "data": [_("Before"), *[words[row["factor"]] for row in steps], _("Now")],
            "axisLabel": {"interval": 0, "hideOverlap": False, "width": 72, "overflow": "break"},
        },
        "yAxis": {"type": "value", "axisLabel": {"formatter": "compactMoney"}},
        "tooltip": {"trigger": "item", "valueFormatter": "money"},
        "series": _waterfall(total["before"], [row["contribution"] for row in steps], total["now"]),
    }
    table = [
        [
            text_cell(words[row["factor"]]),
            _factor_cell(row["factor"], row["before"]),
            _factor_cell(row["factor"], row["now"]),
            money_cell(row["contribution"]),
        ]
        for row in rows
    ]
    subtitle = join(
        _("%(period)s against %(before)s")
        % {
            "period": period_words(found.period),
            "before": period_words(found.period.before()),
        },
        n_words(found),
    )
    headings = [Heading(_("Factor")), *right(_("Before"), _("Now"), _("Contribution"))]
    return Card("tree", title, found.definition, subtitle, option, headings, table, side=False)


def _factor_cell(factor: str, value: float) -> Cell:
    if factor in {"price_per_unit", "revenue"}:
        return money_cell(value)
    return count_cell(value) if factor == "buyers" else number_cell(value)


def _waterfall(before: int, steps: list[int], now: int) -> list[dict[str, object]]:
    """Two invisible-based stacks: an unseen pedestal, then what rises or falls."""
    pedestal: list[int] = [0]
    shown: list[dict[str, object]] = [{"value": before, "itemStyle": {"color": "@2"}}]
    level = before
    for step in steps:
        pedestal.append(min(level, level + step))
        shown.append({"value": abs(step), "itemStyle": {"color": "@1" if step >= 0 else "@red"}})
        level += step
    pedestal.append(0)
    shown.append({"value": now, "itemStyle": {"color": "@2"}})
    hidden = {"itemStyle": {"color": "transparent"}, "tooltip": {"show": False}, "silent": True}
    return [
        {"type": "bar", "stack": "all", "data": pedestal, **hidden},
        {"type": "bar", "stack": "all", "data": shown},
    ]


def inactivity(figures: Figures) -> Card:
    found = figures.get("inactivity")
    title = _("Inactivity by quarter")
    if (empty := no_card("inactivity", title, found)) or found is None:
        return empty or Card("inactivity", title)
    quarters = list(reversed(found.value[1:]))
    option = {
        "xAxis": {"type": "category", "data": [f"{row['from']} – {row['to']}" for row in quarters]},
        "yAxis": {"type": "value", "axisLabel": {"formatter": "percent0"}},
        "tooltip": {"trigger": "axis", "valueFormatter": "percent"},
        "series": [{"type": "bar", "data": [row["rate"] for row in quarters]}],
    }
    columns = [
        ("from", text_cell),
        ("to", text_cell),
        ("window_days", count_cell),
        ("customers", count_cell),
        ("inactive", count_cell),
        ("rate", share_cell),
    ]
    headings = [
        Heading(_("From")),
        Heading(_("Before")),
        *right(_("Days looked back"), _("Buyers"), _("Stayed away"), _("Share")),
    ]
    return Card(
        "inactivity",
        title,
        found.definition,
        _("of those who bought in the days before, who stayed away"),
        option,
        headings,
        simple_rows(found.value, columns),
        side=False,
    )


def rfm(figures: Figures) -> Card:
    """Recency × frequency; money is in the table of cells."""
    found = figures.get("rfm_cells")
    title = _("Recency × frequency")
    if (empty := no_card("rfm", title, found)) or found is None:
        return empty or Card("rfm", title)
    sums: dict[tuple[int, int], int] = {}
    for cell in found.value:
        sums[cell["r"], cell["f"]] = sums.get((cell["r"], cell["f"]), 0) + cell["customers"]
    top = max(sums.values())
    option = {
        "xAxis": {"type": "category", "data": [f"F{score}" for score in range(1, 6)]},
        "yAxis": {"type": "category", "data": [f"R{score}" for score in range(1, 6)]},
        "grid": {"bottom": 56},
        "visualMap": {
            "min": 0,
            "max": top,
            "calculable": False,
            "orient": "horizontal",
            "left": "center",
            "bottom": 0,
            "formatter": "int",
        },
        "tooltip": {"valueFormatter": "int"},
        "series": [
            {
                "type": "heatmap",
                "label": {"show": True, "formatter": "int"},
                "data": [[f - 1, r - 1, sums.get((r, f), 0)] for r in range(1, 6) for f in range(1, 6)],
            }
        ],
    }
    headings = [Heading("R × F"), *[Heading(f"F{score}", "text-end") for score in range(1, 6)]]
    rows = [
        [
            text_cell(f"R{r}"),
            *[
                heat_cell(write.integer(sums.get((r, f), 0)), sums.get((r, f), 0), sums.get((r, f), 0) / top)
                for f in range(1, 6)
            ],
        ]
        for r in range(5, 0, -1)
    ]
    return Card("rfm", title, found.definition, n_words(found), option, headings, rows)


def rfm_scores(figures: Figures) -> Card:
    found = figures.get("rfm_scores")
    title = _("Customers by score")
    if (empty := no_card("scores", title, found)) or found is None:
        return empty or Card("scores", title)
    names = {"r": _("Recency"), "f": _("Frequency"), "m": pgettext("RFM", "Money")}
    option = {
        "legend": {},
        "xAxis": {"type": "category", "data": [str(row["score"]) for row in found.value]},
        "yAxis": {"type": "value", "axisLabel": {"formatter": "compact"}},
        "tooltip": {"trigger": "axis", "valueFormatter": "int"},
        "series": [
            {"type": "bar", "name": name, "data": [row[key] for row in found.value]} for key, name in names.items()
        ],
    }
    columns = [("score", count_cell), ("r", count_cell), ("f", count_cell), ("m", count_cell)]
    return Card(
        "scores",
        title,
        found.definition,
        n_words(found),
        option,
        right(_("Score"), *names.values()),
        simple_rows(found.value, columns),
    )


def rfm_cells(figures: Figures) -> Card:
    found = figures.get("rfm_cells")
    title = _("Cells by revenue")
    if (empty := no_card("cells", title, found)) or found is None:
        return empty or Card("cells", title)
    best = sorted(found.value, key=lambda cell: -cell["revenue"])
    shown = best[:12]
    option = {
        "xAxis": {"type": "category", "data": [cell["cell"] for cell in shown]},
        "yAxis": {"type": "value", "axisLabel": {"formatter": "compactMoney"}},
        "tooltip": {"trigger": "axis", "valueFormatter": "money"},
        "series": [{"type": "bar", "data": [cell["revenue"] for cell in shown]}],
    }
    columns = [("cell", text_cell), ("customers", count_cell), ("visits", count_cell), ("revenue", money_cell)]
    headings = [Heading("RFM"), *right(_("Customers"), _("Visits"), _("Net revenue"))]
    return Card(
        "cells",
        title,
        found.definition,
        _("the twelve with the highest net revenue"),
        option,
        headings,
        simple_rows(best, columns),
    )


def pareto(figures: Figures) -> Card:
    found = figures.get("pareto_curve")
    title = _("Pareto curve")
    if (empty := no_card("pareto", title, found)) or found is None:
        return empty or Card("pareto", title)
    points = [[0, 0], *[[row["customers"], row["share"]] for row in found.value]]
    option = {
        "xAxis": {
            "type": "value",
            "max": 1,
            "axisLabel": {"formatter": "percent0"},
            "name": _("customers, best first"),
            "nameLocation": "middle",
            "nameGap": 28,
        },
        "yAxis": {"type": "value", "max": 1, "axisLabel": {"formatter": "percent0"}},
        "grid": {"bottom": 36},
        "tooltip": {"trigger": "axis", "valueFormatter": "percent"},
        "series": [
            {
                "type": "line",
                "data": points,
                "areaStyle": {"opacity": 0.12},
                "markLine": {
                    "symbol": "none",
                    "silent": True,
                    "label": {"show": False},
                    "data": [{"xAxis": 0.2}],
                },
            }
        ],
    }
    columns = [("customers", share_cell), ("customers_n", count_cell), ("revenue", money_cell), ("share", share_cell)]
    headings = right(_("Best customers"), _("Number"), _("Net revenue"), _("Share of revenue"))
    return Card(
        "pareto",
        title,
        found.definition,
        join(_("to date"), n_words(found)),
        option,
        headings,
        simple_rows(found.value, columns),
        side=False,
    )
