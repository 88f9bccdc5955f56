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
    is_events, members = is_of_events(figures), figures.get("members")
    looked_at, base, without, draft, granted = _whole(figures["rows"])

    def units(label: str, number: int, help_: str) -> Tile:
        return Tile(label, write.units(number, currency), write.money(round(number * value)), help_)

    return [
        _looked_at(looked_at, base, is_events=is_events),
        units(_("With this rule"), draft, _with_words(is_events=is_events)),
        units(_("With the rules of today"), without, _without_words(is_events=is_events)),
        _added(draft - without, base, figures),
        *([] if members is None else [_touched(members)]),
        units(_("Really granted"), granted, _granted_words(is_events=is_events)),
    ]


def _looked_at(number: int, base: int, *, is_events: bool) -> Tile:
    if is_events:
        return Tile(_("Events of members"), write.integer(number), "", _("Not those that were taken back."))
    return Tile(_("Purchases of members"), write.integer(number), write.money(base), _("What of them earns."))


def _with_words(*, is_events: bool) -> str:
    if is_events:
        return _("What these events would have earned by the rules in force now and this one.")
    return _("What these purchases would have earned by the rules in force now and this one.")


def _without_words(*, is_events: bool) -> str:
    if is_events:
        return _("All rules in force now for the same event, without this one.")
    return _("All rules in force now, without this one.")


def _granted_words(*, is_events: bool) -> str:
    return (
        _("By the rules of the time, for these events.")
        if is_events
        else _("By the rules of the time of each purchase.")
    )


def _added(extra: int, base: int, figures: dict[str, Any]) -> Tile:
    value = Decimal(figures["unit_value"])
    cost = write.money(round(extra * value))
    if base:
        cost = _("%(cost)s, %(share)s of sales") % {"cost": cost, "share": write.percent(extra * value / base)}
    help_ = _("The difference of the two: what the rule would have cost if every unit were spent.")
    return Tile(_("This rule adds"), _signed(extra, figures["currency"]), cost, help_)


def _touched(members: int) -> Tile:
    return Tile(_("Members touched"), write.integer(members), "", _("Who would have got more, or less, by this rule."))


def is_of_events(figures: dict[str, Any]) -> bool:
    return bool(figures.get("subject") == "events")


def _signed(number: int, currency: str) -> str:
    text = write.units(abs(number), currency)
    return f"+{text}" if number > 0 else f"−{text}" if number < 0 else text


def _whole(rows: list[list[Any]]) -> list[int]:
    return [sum(row[index] for row in rows) for index in range(2, 7)]


def cards(simulation: Simulation) -> list[Card]:
    figures = simulation.figures
    by_month = totals(figures["rows"], 0)
    months = sorted(by_month)
    is_events = is_of_events(figures)
    headings = _headings(_("Month"), is_events=is_events)
    monthly = Card(
        id="months",
        title=_("By month"),
        subtitle=_("Units by the month of the event") if is_events else _("Units by the month of the purchase"),
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
        subtitle=_("The tier that the member had at the time of the event")
        if is_events
        else _("The tier that the member had at the time of the purchase"),
        headings=_headings(_("Tier"), is_events=is_events),
        rows=[_row(names[code], by_tier[code], figures) for code in order],
        side=False,
        message="" if order else _nothing(is_events=is_events),
    )
    return [monthly, tiers]


def _nothing(*, is_events: bool) -> str:
    if is_events:
        return _("There are no such events of members in this period.")
    return _("There are no purchases of members in this period.")


def _headings(first: str, *, is_events: bool) -> list[Heading]:
    words = [
        _("Events") if is_events else _("Purchases"), _("With this rule"), _("Rules of today"), _("This rule adds"),
        _("Cost of it"), _("Really granted"),
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
