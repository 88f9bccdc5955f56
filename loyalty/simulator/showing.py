"""The figures of a simulation as tiles, a picture and tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core import money
from core.templatetags import regulars as write
from loyalty.models import Simulation, TierLevel
from loyalty.simulator.job import totals
from loyalty.views.reporting.cards import Card, Cell, Heading, count_cell, money_cell, text_cell


@dataclass(frozen=True)
class Tile:
    label: str
    value: str
    note: str = ""
    help: str = ""


Sums = Sequence[int]


def tiles(simulation: Simulation) -> list[Tile]:
    figures = simulation.figures
    currency, value = figures["currency"], Decimal(figures["unit_value"])
    sums = _whole(figures["rows"])
    purchases, base, without, draft, granted = sums
    extra = draft - without
    share = write.percent(extra * value / base) if base else "–"
    return [
        Tile(_("Purchases of members"), write.integer(purchases), write.money(base), _("What of them earns.")),
        Tile(
            _("With this rule"), write.units(draft, currency), write.money(round(draft * value)),
            _("What these purchases would have earned by the rules in force now and this one."),
        ),
        Tile(
            _("With the rules of today"), write.units(without, currency), write.money(round(without * value)),
            _("All rules in force now, without this one."),
        ),
        Tile(
            _("This rule adds"), _signed(extra, currency), _("%(cost)s, %(share)s of sales") % {
                "cost": write.money(round(extra * value)), "share": share,
            },
            _("The difference of the two: what the rule would have cost if every unit were spent."),
        ),
        Tile(
            _("Really granted"), write.units(granted, currency), write.money(round(granted * value)),
            _("By the rules of the time of each purchase."),
        ),
    ]  # fmt: skip


def _signed(number: int, currency: str) -> str:
    text = write.units(abs(number), currency)
    return f"+{text}" if number > 0 else f"−{text}" if number < 0 else text


def _whole(rows: list[list[Any]]) -> list[int]:
    return [sum(row[index] for row in rows) for index in range(2, 7)]


def cards(simulation: Simulation) -> list[Card]:
    figures = simulation.figures
    by_month = totals(figures["rows"], 0)
    months = sorted(by_month)
    headings = _headings(_("Month"))
    monthly = Card(
        id="months",
        title=_("By month"),
        subtitle=_("Units by the month of the purchase"),
        option=_option(months, by_month, figures["currency"]),
        headings=headings,
        rows=[_row(month, by_month[month], figures) for month in months],
        side=False,
    )
    # Named when it was counted; in the reader's language as long as the level exists.
    names = {"": _("No tier"), **figures["names"], **{level.code: level.title for level in TierLevel.objects.all()}}
    by_tier = totals(figures["rows"], 1)
    order = [code for code in ["", *figures["names"]] if code in by_tier]
    tiers = Card(
        id="tiers",
        title=_("By tier"),
        subtitle=_("The tier that the member had at the time of the purchase"),
        headings=_headings(_("Tier")),
        rows=[_row(names[code], by_tier[code], figures) for code in order],
        side=False,
        message="" if order else _("There are no purchases of members in this period."),
    )
    return [monthly, tiers]


def _headings(first: str) -> list[Heading]:
    words = [
        _("Purchases"), _("With this rule"), _("Rules of today"), _("This rule adds"), _("Cost of it"),
        _("Really granted"),
    ]  # fmt: skip
    return [Heading(first), *[Heading(word, "text-end") for word in words]]


def _row(name: str, sums: Sums, figures: dict[str, Any]) -> list[Cell]:
    purchases, _base, without, draft, granted = sums
    currency, value = figures["currency"], Decimal(figures["unit_value"])
    extra = draft - without
    return [
        text_cell(name), count_cell(purchases), _units(draft, currency), _units(without, currency),
        Cell(_signed(extra, currency), extra, "text-end num"), money_cell(round(extra * value)),
        _units(granted, currency),
    ]  # fmt: skip


def _units(number: int, currency: str) -> Cell:
    return Cell(write.units(number, currency), number, "text-end num")


def _option(months: list[str], sums: dict[str, list[int]], currency: str) -> dict[str, Any]:
    def series(name: str, index: int, kind: str) -> dict[str, Any]:
        data = [_plain(sums[month][index], currency) for month in months]
        return {"name": name, "type": kind, "data": data}

    return {
        "legend": {},
        "tooltip": {"trigger": "axis"},
        "xAxis": {"type": "category", "data": months},
        "yAxis": {"type": "value"},
        "series": [
            series(_("With this rule"), 3, "bar"),
            series(_("Rules of today"), 2, "bar"),
            series(_("Really granted"), 4, "line"),
        ],
    }


def _plain(number: int, currency: str) -> float:
    from loyalty.currencies import is_money

    return float(money.from_minor(number)) if is_money(currency) else number
