"""Cards of the profit and loss: the statement, by month, by tier, what units cost, and whether it agrees."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import clock
from core.money import format_money, round_minor
from loyalty import worth
from loyalty.costs import kinds
from loyalty.costs.lines import BY_HAND, EARNED, LAPSED, POSTED
from loyalty.currencies import is_money
from loyalty.metrics.figure import Figure
from loyalty.models import LoyaltyCurrency, UnitWorth
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
    make_card,
    money_cell,
    month_cell,
    period_words,
    share_cell,
    table,
    text_cell,
)

# Lines that sum up what stands above them.
_SUMS = ("margin", "full_margin", "cost", "result", "result_when_used")


def _line_words() -> dict[str, str]:
    return {
        "revenue": _("Members’ revenue"),
        "goods": _("Cost of goods, delivery and tax"),
        "margin": _("Margin as sold"),
        "discounts_back": _("Discounts given, added back"),
        "full_margin": _("Margin at list prices"),
        EARNED: _("Units earned"),
        BY_HAND: _("Units given or taken by hand"),
        LAPSED: _("Breakage: expired unused"),
        "cost": _("Cost of the programme"),
        "result": _("Result"),
        "used": _("For comparison: units used"),
        "result_when_used": _("Result if units cost when they are used"),
    }


def line_words(line: str) -> str:
    if line.startswith(POSTED):
        return kinds.title(line.removeprefix(POSTED))
    return _line_words().get(line, line)


@card("profit_statement", "profit_statement", gettext_lazy("Profit and loss"), size="tall", side=False)
def statement(found: Figure) -> Body:
    """Lines of nothing are left out, sums are not."""
    told = [row for row in found.value if row["amount"] or row["line"] in _SUMS]
    headings, rows = table(
        [row | {"words": line_words(row["line"])} for row in told],
        (_("Line"), "words", text_cell),
        (_("Amount"), "amount", money_cell),
        (_("Of revenue"), "share", share_cell),
    )
    rows = [_strong(cells) if row["line"] in _SUMS else cells for row, cells in zip(told, rows, strict=True)]
    return Body(headings, rows, _waterfall(found.value), period_words(found.period))


def _strong(cells: list[Cell]) -> list[Cell]:
    return [Cell(cell.text, cell.plain, f"{cell.css} fw-bold".strip()) for cell in cells]


def _waterfall(rows: list[dict[str, Any]]) -> charts.Option:
    """From the margin at list prices down to the result, one step per cost."""
    amounts = {row["line"]: row["amount"] for row in rows}
    begin = [row["line"] for row in rows].index("full_margin")
    end = [row["line"] for row in rows].index("cost")
    steps = [row for row in rows[begin + 1 : end] if row["amount"]]
    names = [line_words("full_margin"), *(line_words(row["line"]) for row in steps), line_words("result")]
    return charts.waterfall(names, amounts["full_margin"], [row["amount"] for row in steps], amounts["result"], "money")


def _columns() -> tuple[Any, ...]:
    return (
        (_("Members’ revenue"), "revenue", money_cell),
        (_("Margin at list prices"), "full_margin", money_cell),
        (_("Discounts"), "discounts", money_cell),
        (_("Cost of units"), "units", money_cell),
        (_("Other costs"), "other", money_cell),
        (_("Result"), "result", money_cell),
    )


@card("profit_by_month", "profit_by_month", gettext_lazy("Result by month"), side=False)
def by_month(found: Figure) -> Body:
    parts = {"discounts": _("Discounts"), "units": _("Cost of units"), "other": _("Other costs")}
    series = {name: [row[key] for row in found.value] for key, name in parts.items()}
    option = charts.bars([row["month"] for row in found.value], series, "money", stack="costs")
    option["series"].append(
        {"type": "line", "name": _("Result"), "data": [row["result"] for row in found.value], "showSymbol": False}
    )
    headings, rows = table(found.value, (_("Month"), "month", month_cell), *_columns())
    return Body(headings, rows, option, _("costs below zero, the result as a line"))


@card("profit_by_tier", "profit_by_level", gettext_lazy("Result by tier"), side=False)
def by_level(found: Figure) -> Body:
    told = with_titles(found.value)
    headings, rows = table(
        told,
        (_("Tier"), "level", month_cell),
        (_("Buyers"), "buyers", count_cell),
        *_columns(),
        (_("Result per buyer"), "each", money_cell),
    )
    option = charts.bars([row["level"] for row in told], {_("Result"): [row["result"] for row in told]}, "money")
    return Body(_breaking(headings), rows, option, _("by the level at the moment of the sale"))


@card("profit_months_and_tiers", "profit_by_month_and_level", gettext_lazy("Every month with every tier"), side=False)
def by_month_and_level(found: Figure) -> Body:
    told = with_titles(found.value)
    columns = ((_("Month"), "month", month_cell), (_("Tier"), "level", month_cell))
    return Body(
        *table(told, *columns, *_columns()), subtitle=_("the same cells as the tables above, for a spreadsheet")
    )


def currency_words(currency: str) -> str:
    labels: dict[str, Any] = dict(LoyaltyCurrency.choices)
    return str(labels.get(currency, currency))


def _units_cell(currency: str) -> Callable[[Any], Cell]:
    """Cashback and stored value count in the smallest unit of money, points and stamps one by one."""
    return money_cell if is_money(currency) else count_cell


@card("profit_units", "profit_units", gettext_lazy("What units cost"), side=False)
def units(found: Figure) -> Body:
    counted = [
        row
        | {"currency": currency_words(row["currency"])}
        | {name: _units_cell(row["currency"])(row[name]) for name in _COUNTED}
        for row in found.value
    ]
    headings, rows = table(
        counted,
        (_("Currency"), "currency", month_cell),
        (_("Earned"), "earned_units", _ready),
        (_("By hand"), "by_hand_units", _ready),
        (_("Expired or forfeited"), "lapsed_units", _ready),
        (_("Used"), "used_units", _ready),
        (_("Cost as earned"), "cost", money_cell),
        (_("Of it breakage"), "breakage", money_cell),
        (_("Breakage share"), "breakage_share", share_cell),
        (_("Cost as used"), "cost_when_used", money_cell),
    )
    told = [str(_("net of what returns took back; cashback and stored value in money")), *worths()]
    return Body(_breaking(headings), rows, subtitle="; ".join(told))


def worths() -> list[str]:
    """Of currencies whose value was changed, which one counts for what was earned when."""
    return [
        _("%(currency)s at what they were worth when they were earned (a hundred: %(values)s)")
        % {"currency": currency_words(currency), "values": _(", ").join(map(_value, rows))}
        for currency, rows in worth.known().items()
        if len(rows) > 1
    ]


def _value(row: UnitWorth) -> str:
    value = format_money(round_minor(row.value * 100))
    if row.since is None:
        return value
    day = formats.date_format(clock.business_day(row.since), "DATE_FORMAT")
    return _("from %(day)s on %(value)s") % {"day": day, "value": value}


def _breaking(headings: list[Heading]) -> list[Heading]:
    """With many columns the headings break into lines, so that all columns are seen at once."""
    return [Heading(heading.text, f"{heading.css} text-wrap".strip()) for heading in headings]


_COUNTED = ("earned_units", "by_hand_units", "lapsed_units", "used_units")


def _ready(cell: Cell) -> Cell:
    return cell


def agreement(figures: Figures) -> Card:
    return make_card(
        figures, "profit_agreement", "profit_agreement", _("Does it agree?"),
        lambda found: _agreement(found, figures.get("profit_agreement_units")), side=False,
    )  # fmt: skip


def _agreement(found: Figure, counted: Figure | None) -> Body:
    words = {"sales": _("Sales: net revenue"), "costs": _("Posted costs")}
    rows = [_agreement_row(words[row["what"]], row, money_cell) for row in found.value]
    for row in counted.value if counted else []:
        name = _("%(currency)s: change of what members hold") % {"currency": currency_words(row["what"])}
        rows.append(_agreement_row(name, row, _units_cell(row["what"])))
    differs = any(row[4].plain for row in rows)
    said = _("It does not agree: tell whoever looks after the system.") if differs else _("It agrees to the last unit.")
    headings, _rows = table(
        [],
        (_("What"), "what", text_cell),
        (_("In this report"), "here", money_cell),
        (_("Left out of it"), "left_out", money_cell),
        (_("In the books"), "there", money_cell),
        (_("Difference"), "difference", money_cell),
    )
    headings[0] = Heading(headings[0].text, "wide")
    return Body(headings, rows, subtitle=said)


def _agreement_row(words: str, row: dict[str, Any], cell: Any) -> list[Cell]:
    return [text_cell(words), *(cell(row[key]) for key in ("here", "left_out", "there", "difference"))]
