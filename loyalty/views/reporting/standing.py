"""Cards about standing and worth: stages and moves, kinds of loyalty, lifetime value, what if, units."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from loyalty.metrics.figure import Figure
from loyalty.metrics.what_if import Basis
from loyalty.models import LoyaltyKind, Stage, StageMove
from loyalty.views.reporting.cards import (
    Card,
    Heading,
    count_cell,
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


def stage_words() -> dict[str, str]:
    return {**{stage.value: str(stage.label) for stage in Stage}, "new": _("New")}


def stages(figures: Figures) -> Card:
    """A funnel of those who got at least so far: every customer is at least a suspect."""
    found = figures.get("stages")
    title = _("Five stages")
    if (empty := no_card("stages", title, found)) or found is None:
        return empty or Card("stages", title)
    words = stage_words()
    reached = [sum(row["customers"] for row in found.value[place:]) for place in range(len(found.value))]
    names = [words[row["stage"]] for row in found.value]
    option = {
        "tooltip": {"trigger": "item", "valueFormatter": "int"},
        "series": [
            {
                "type": "funnel",
                "sort": "none",
                "min": 0,
                "minSize": "14%",
                "left": 8,
                "right": 8,
                "top": 8,
                "bottom": 8,
                "label": {"position": "inside"},
                "data": [{"name": name, "value": value} for name, value in zip(names, reached, strict=True)],
            }
        ],
    }
    rows = [
        [
            text_cell(words[row["stage"]]),
            count_cell(row["customers"]),
            share_cell(row["share"]),
            count_cell(so_far),
            money_cell(row["revenue"]),
        ]
        for row, so_far in zip(found.value, reached, strict=True)
    ]
    headings = [Heading(_("Stage")), *right(_("Customers"), _("Share"), _("At least so far"), _("Net revenue"))]
    return Card(
        "stages",
        title,
        found.definition,
        join(_("at least so far"), n_words(found)),
        option,
        headings,
        rows,
        side=False,
    )


def moves(figures: Figures) -> Card:
    """Who moved in the last whole month, beside who owns the move, what was wanted and what we do."""
    found = figures.get("stage_moves")
    title = _("Moves of the last month")
    if (empty := no_card("moves", title, found)) or found is None:
        return empty or Card("moves", title)
    plans = {(plan.from_stage, plan.to_stage): plan for plan in StageMove.objects.select_related("owner")}
    words = stage_words()
    shown: dict[tuple[str, str], dict[str, Any]] = {
        (row["from"], row["to"]): row for row in found.value if row["from"] != row["to"]
    }
    for pair in plans:
        shown.setdefault(pair, {"from": pair[0], "to": pair[1], "customers": 0, "share": 0.0})
    rows = []
    for pair, row in shown.items():
        plan = plans.get(pair)
        rows.append(
            [
                text_cell(words[row["from"]]),
                text_cell(words[row["to"]]),
                count_cell(row["customers"]),
                share_cell(row["share"] if row["from"] != "new" else None),
                share_cell(plan.target_share if plan else None),
                text_cell(plan.owner or "–" if plan else "–"),
                text_cell(plan.action or "–" if plan else "–"),
            ]
        )
    headings = [
        Heading(_("From")),
        Heading(_("To")),
        *right(_("Customers"), _("Share"), _("Target")),
        Heading(_("Owner")),
        Heading(_("Action")),
    ]
    matrix = _matrix_option(found, words)
    return Card(
        "moves",
        title,
        found.definition,
        join(period_words(found.period), n_words(found)),
        matrix,
        headings,
        rows,
        side=False,
    )


def _matrix_option(found: Figure, words: dict[str, str]) -> dict[str, Any]:
    order = ["new", *Stage.values]
    points = [
        [order.index(row["to"]), order.index(row["from"]), row["customers"]]
        for row in found.value
        if row["from"] != row["to"]
    ]
    names = [words[stage] for stage in order]
    return {
        "xAxis": {"type": "category", "data": names, "name": _("at the end"), "nameLocation": "middle", "nameGap": 28},
        "yAxis": {"type": "category", "data": names, "inverse": True},
        "grid": {"bottom": 84},
        "visualMap": {
            "min": 0,
            "max": max((point[2] for point in points), default=1) or 1,
            "calculable": False,
            "orient": "horizontal",
            "left": "center",
            "bottom": 0,
            "formatter": "int",
        },
        "tooltip": {"valueFormatter": "int"},
        "series": [{"type": "heatmap", "data": points, "label": {"show": True, "formatter": "int"}}],
    }


def kind_words() -> dict[str, str]:
    return {**{kind.value: str(kind.label) for kind in LoyaltyKind}, "none": _("None yet")}


def kinds(figures: Figures) -> Card:
    found = figures.get("loyalty_kinds")
    title = _("Kinds of loyalty")
    if (empty := no_card("kinds", title, found)) or found is None:
        return empty or Card("kinds", title)
    words = kind_words()
    option = {
        "xAxis": {"type": "category", "data": [words[row["kind"]] for row in found.value]},
        "yAxis": {"type": "value", "axisLabel": {"formatter": "compact"}},
        "tooltip": {"trigger": "axis", "valueFormatter": "int"},
        "series": [{"type": "bar", "data": [row["customers"] for row in found.value]}],
    }
    rows = [
        [text_cell(words[row["kind"]]), count_cell(row["customers"]), money_cell(row["revenue"])] for row in found.value
    ]
    headings = [Heading(_("Kind")), *right(_("Customers"), _("Net revenue"))]
    return Card("kinds", title, found.definition, n_words(found), option, headings, rows)


def grid(figures: Figures) -> Card:
    found = figures.get("loyalty_grid")
    title = _("Attitude × behaviour")
    if (empty := no_card("grid", title, found)) or found is None:
        return empty or Card("grid", title)
    words = {
        "true": _("True"),
        "latent": _("Latent"),
        "captive": _("Captive"),
        "none": _("None"),
        "attitude unknown, comes steadily": _("Attitude unknown, comes steadily"),
        "attitude unknown, does not": _("Attitude unknown, does not come steadily"),
    }
    rows = [[text_cell(words[row["loyalty"]]), count_cell(row["customers"])] for row in found.value]
    return Card(
        "grid",
        title,
        found.definition,
        n_words(found),
        None,
        [Heading(_("Kind of loyalty")), *right(_("Customers"))],
        rows,
    )


def what_if(figures: Figures, points: float) -> Card:
    """`points` more of yearly retention, beside the usual steps."""
    found = figures.get("what_if")
    title = _("If more customers stayed")
    if (empty := no_card("what_if", title, found)) or found is None:
        return empty or Card("what_if", title)
    basis = Basis(**found.extra)
    wanted = sorted({1.0, 2.0, 5.0, 10.0, points})
    effects = [basis.with_more_retention(step) for step in wanted]
    names = {
        "revenue_gain": _("Revenue, simple"),
        "margin_gain": _("Margin, simple"),
        "predicted_gain": _("Margin, predicted"),
    }
    option = {
        "legend": {},
        "xAxis": {"type": "category", "data": [f"+{step:g}" for step in wanted]},
        "yAxis": {"type": "value", "axisLabel": {"formatter": "compactMoney"}},
        "tooltip": {"trigger": "axis", "valueFormatter": "money"},
        "series": [
            {"type": "bar", "name": name, "data": [None if row[key] is None else round(row[key]) for row in effects]}
            for key, name in names.items()
        ],
    }
    columns = [
        ("points", number_cell),
        ("retention", share_cell),
        ("lifetime", number_cell),
        ("value", money_cell),
        ("revenue_gain", money_cell),
        ("margin_gain", money_cell),
        ("predicted_gain", money_cell),
    ]
    headings = right(
        _("Points"),
        _("Retention"),
        _("Years"),
        _("Value of a customer"),
        _("Revenue gained"),
        _("Margin gained"),
        _("Margin gained, predicted"),
    )
    return Card(
        "what_if",
        title,
        found.definition,
        join(_("all active customers together"), n_words(found)),
        option,
        headings,
        simple_rows(effects, columns),
        side=False,
    )


def models(figures: Figures) -> Card:
    found = figures.get("model_fits")
    title = _("Models behind the prediction")
    if (empty := no_card("models", title, found)) or found is None:
        return empty or Card("models", title)
    rows = [
        [
            text_cell(row["model"]),
            text_cell(_("converged") if row["converged"] else _("not used")),
            count_cell(row["customers"]),
            number_cell(row["log_likelihood"], 1),
            text_cell(row["parameters"] or row["message"]),
        ]
        for row in found.value
    ]
    headings = [
        Heading(_("Model")),
        Heading(_("State")),
        *right(_("Customers fitted"), _("Log-likelihood")),
        Heading(_("Parameters"), css="wide"),
    ]
    return Card("models", title, found.definition, "", None, headings, rows)


def units_name(currency: str) -> str:
    return _("Points") if currency == "points" else _("Cashback")


def _units(currency: str) -> Any:
    return money_cell if currency == "cashback" else count_cell


def redemption(figures: Figures, currency: str) -> Card:
    found = figures.get(f"redemption_by_month_{currency}")
    title = _("%(currency)s by month of issue") % {"currency": units_name(currency)}
    card_id = f"redemption_{currency}"
    if (empty := no_card(card_id, title, found)) or found is None:
        return empty or Card(card_id, title)
    months, unit = found.value, "money" if currency == "cashback" else "int"
    option = {
        "legend": {},
        "xAxis": {"type": "category", "data": [row["month"] for row in months]},
        "yAxis": {"type": "value", "axisLabel": {"formatter": "compactMoney" if currency == "cashback" else "compact"}},
        "tooltip": {"trigger": "axis", "valueFormatter": unit},
        "series": [
            {"type": "bar", "name": _("Issued"), "data": [row["issued"] for row in months]},
            {"type": "bar", "name": _("Redeemed"), "data": [row["redeemed"] for row in months]},
            {"type": "bar", "name": _("Expired"), "data": [row["expired"] for row in months]},
        ],
    }
    cell = _units(currency)
    columns = [("month", month_cell), ("issued", cell), ("redeemed", cell), ("expired", cell), ("rate", share_cell)]
    headings = [Heading(_("Month")), *right(_("Issued"), _("Redeemed"), _("Expired"), _("Redemption rate"))]
    return Card(
        card_id,
        title,
        found.definition,
        _("issued on purchases, net of returns"),
        option,
        headings,
        simple_rows(months, columns),
    )


def liability(figures: Figures, currency: str) -> Card:
    found = figures.get(f"liability_{currency}")
    title = _("%(currency)s by month of expiry") % {"currency": units_name(currency)}
    card_id = f"liability_{currency}"
    if (empty := no_card(card_id, title, found)) or found is None:
        return empty or Card(card_id, title)
    months, names = found.value, {"available": _("Available"), "pending": _("Pending")}
    option = {
        "legend": {},
        "xAxis": {"type": "category", "data": [row["month"] or _("never") for row in months]},
        "yAxis": {"type": "value", "axisLabel": {"formatter": "compactMoney" if currency == "cashback" else "compact"}},
        "tooltip": {"trigger": "axis", "valueFormatter": "money" if currency == "cashback" else "int"},
        "series": [
            {"type": "bar", "stack": "units", "name": name, "data": [row[key] for row in months]}
            for key, name in names.items()
        ],
    }
    cell = _units(currency)
    rows = [
        [month_cell(row["month"] or _("never")), cell(row["available"]), cell(row["pending"]), money_cell(row["value"])]
        for row in months
    ]
    headings = [Heading(_("Expires in")), *right(_("Available"), _("Pending"), _("Worth"))]
    return Card(card_id, title, found.definition, _("what members hold"), option, headings, rows)
