"""Cards about standing and worth: stages and moves, kinds of loyalty, lifetime value, what if."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from loyalty.metrics.figure import TOO_FEW, Figure
from loyalty.metrics.what_if import Basis
from loyalty.models import LoyaltyKind, Stage, StageMove, TierLevel
from loyalty.tiers.wording import with_titles
from loyalty.views.reporting import charts
from loyalty.views.reporting.cards import (
    Body,
    Card,
    Cell,
    Figures,
    Heading,
    card,
    count_cell,
    few_cell,
    join,
    known_cell,
    make_card,
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


def stage_words() -> dict[str, str]:
    return {**{stage.value: str(stage.label) for stage in Stage}, "new": _("New")}


@card("stages", "stages", gettext_lazy("Five stages"), side=False)
def stages(found: Figure) -> Body:
    """A funnel of those who got at least so far: every customer is at least a suspect."""
    words = stage_words()
    reached = [sum(row["customers"] for row in found.value[place:]) for place in range(len(found.value))]
    steps = [(words[row["stage"]], so_far) for row, so_far in zip(found.value, reached, strict=True)]
    told = [
        row | {"stage": words[row["stage"]], "so_far": so_far} for row, so_far in zip(found.value, reached, strict=True)
    ]
    headings, rows = table(
        told,
        (_("Stage"), "stage", text_cell),
        (_("Customers"), "customers", count_cell),
        (_("Share"), "share", share_cell),
        (_("At least so far"), "so_far", count_cell),
        (_("Net revenue"), "revenue", money_cell),
    )
    return Body(headings, rows, charts.funnel(steps, "int"), join(_("at least so far"), n_words(found)))


@card("moves", "stage_moves", gettext_lazy("Moves of a month"), side=False)
def moves(found: Figure) -> Body:
    """Who moved in the month, beside who owns the move, what was wanted and what we do."""
    plans = {(plan.from_stage, plan.to_stage): plan for plan in StageMove.objects.select_related("owner")}
    moved = [row for row in found.value if row["from"] != row["to"]]
    shown = {(row["from"], row["to"]): row for row in moved}
    for before, after in plans:
        shown.setdefault((before, after), {"from": before, "to": after, "customers": 0, "share": 0.0})
    words = stage_words()
    headings = [
        Heading(_("From")),
        Heading(_("To")),
        *right(_("Customers"), _("Share"), _("Target")),
        Heading(_("Owner")),
        Heading(_("Action")),
    ]
    rows = [_move_row(row, plans.get(pair), words) for pair, row in shown.items()]
    return Body(headings, rows, _matrix(moved, words), join(period_words(found.period), n_words(found)))


def _move_row(row: dict[str, Any], plan: StageMove | None, words: dict[str, str]) -> list[Cell]:
    return [
        text_cell(words[row["from"]]),
        text_cell(words[row["to"]]),
        count_cell(row["customers"]),
        few_cell() if row.get("status") == TOO_FEW else share_cell(row["share"] if row["from"] != "new" else None),
        share_cell(plan.target_share if plan else None),
        text_cell((plan and plan.owner) or "–"),
        text_cell((plan and plan.action) or "–"),
    ]


def _matrix(moved: list[dict[str, Any]], words: dict[str, str]) -> charts.Option:
    order = ["new", *Stage.values]
    names = [words[stage] for stage in order]
    points = [[order.index(row["to"]), order.index(row["from"]), row["customers"]] for row in moved]
    return charts.heat(
        charts.categories(names, **charts.named(_("at the end"))),
        charts.categories(names, inverse=True),
        points,
        top=max((point[2] for point in points), default=1) or 1,
        unit="int",
        bottom=84,
        labels=True,
    )


@card("members", "members_by_tier", gettext_lazy("Members by tier"), side=False)
def members(found: Figure) -> Body:
    """The figure names levels by their codes; people read their names."""
    titles = {level.code: level.title for level in TierLevel.objects.all()} | {"": _("No level")}
    told = [row | {"level": titles.get(row["level"], row["level"])} for row in found.value]
    option = charts.bars([row["level"] for row in told], {"": [row["members"] for row in told]}, "int")
    headings, rows = table(
        told,
        (_("Tier"), "level", month_cell),
        (_("Members"), "members", count_cell),
        (_("Share"), "share", share_cell),
        (_("Net revenue of the last 365 days"), "revenue", money_cell),
    )
    return Body(headings, rows, option, _("members at the end of the day, by the level held then"))


def kind_words() -> dict[str, str]:
    return {**{kind.value: str(kind.label) for kind in LoyaltyKind}, "none": _("None yet")}


@card("kinds", "loyalty_kinds", gettext_lazy("Kinds of loyalty"))
def kinds(found: Figure) -> Body:
    words = kind_words()
    told = [row | {"kind": words[row["kind"]]} for row in found.value]
    known = [row for row in told if row["customers"] is not None]
    option = charts.bars([row["kind"] for row in known], {"": [row["customers"] for row in known]}, "int")
    headings, rows = table(
        told,
        (_("Kind"), "kind", month_cell),
        (_("Customers"), "customers", known_cell),
        (_("Net revenue"), "revenue", money_cell),
        (_("With evidence"), "evidence", count_cell),
        (_("Their mean score"), "score", partial(number_cell, places=0)),
    )
    return Body(headings, rows, option, join(_("by the highest of four scores"), n_words(found)))


@card("acts", "loyalty_acts", gettext_lazy("What customers did for us"))
def acts(found: Figure) -> Body:
    """What emotional loyalty rests on."""
    words = {"referrals": _("Friends brought"), "events": _("Events attended"), "reviews": _("Reviews")}
    told = [row | {"act": words[row["act"]]} for row in found.value]
    headings, rows = table(
        told,
        (_("What"), "act", text_cell),
        (pgettext("acts", "Times"), "times", count_cell),
        (_("Customers"), "customers", count_cell),
    )
    return Body(
        headings, rows, subtitle=_("50 points of emotional loyalty a friend, 25 an event or review, at most 100")
    )


@card("grid", "loyalty_grid", gettext_lazy("Attitude × behaviour"))
def grid(found: Figure) -> Body:
    words = {
        "true": _("True"),
        "latent": _("Latent"),
        "captive": _("Captive"),
        "none": _("None"),
        "attitude unknown, comes steadily": _("Attitude unknown, comes steadily"),
        "attitude unknown, does not": _("Attitude unknown, does not come steadily"),
    }
    told = [row | {"loyalty": words[row["loyalty"]]} for row in found.value]
    columns = ((_("Kind of loyalty"), "loyalty", text_cell), (_("Customers"), "customers", count_cell))
    return Body(*table(told, *columns), subtitle=n_words(found))


def what_if(figures: Figures, points: float) -> Card:
    """`points` more of yearly retention, beside the usual steps."""
    body = partial(_what_if, points=points)
    return make_card(figures, "what_if", "what_if", _("If more customers stayed"), body, side=False)


def _what_if(found: Figure, points: float) -> Body:
    basis = Basis(**found.extra)
    effects = [basis.with_more_retention(step) for step in sorted({1.0, 2.0, 5.0, 10.0, points})]
    names = {
        "revenue_gain": _("Revenue, simple"),
        "margin_gain": _("Margin, simple"),
        "predicted_gain": _("Margin, predicted"),
    }
    gains = {name: [None if row[key] is None else round(row[key]) for row in effects] for key, name in names.items()}
    option = charts.bars([f"+{row['points']:g}" for row in effects], gains, "money")
    headings, rows = table(
        effects,
        (_("Points"), "points", number_cell),
        (_("Retention"), "retention", share_cell),
        (_("Years"), "lifetime", number_cell),
        (_("Value of a customer"), "value", money_cell),
        (_("Revenue gained"), "revenue_gain", money_cell),
        (_("Margin gained"), "margin_gain", money_cell),
        (_("Margin gained, predicted"), "predicted_gain", money_cell),
    )
    return Body(headings, rows, option, join(_("all active customers together"), n_words(found)))


@card("by_tier", "clv_by_tier", gettext_lazy("Lifetime value by tier"), side=False)
def by_tier(found: Figure) -> Body:
    """By the level that customers hold on the day of the figures."""
    told = with_titles(found.value)
    values = {
        name: [row[key] for row in told] for key, name in (("simple", _("Simple")), ("predicted", _("Predicted")))
    }
    option = charts.bars([row["level"] for row in told], values, "money")
    headings, rows = table(
        told,
        (_("Tier"), "level", month_cell),
        (_("Customers"), "customers", count_cell),
        (_("Active"), "active", count_cell),
        (_("Churn"), "churn", share_cell),
        (_("Years (t)"), "t", number_cell),
        (_("Spend per receipt (c)"), "c", money_cell),
        (_("Receipts a year (f)"), "f", number_cell),
        (_("Simple"), "simple", money_cell),
        (_("Predicted"), "predicted", money_cell),
        (_("To date"), "to_date", money_cell),
    )
    return Body(
        headings, rows, option, join(_("choose a tier above for all its figures, the margin too"), n_words(found))
    )


@card("models", "model_fits", gettext_lazy("Models behind the prediction"))
def models(found: Figure) -> Body:
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
    return Body(headings, rows)
