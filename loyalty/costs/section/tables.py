"""The sums as figures: headline, statement line by line, by month and by level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from loyalty.costs import kinds
from loyalty.costs.lines import POSTED, UNITS, USED, Lines, Sums
from loyalty.costs.section.sales import Sales
from loyalty.metrics import figure as f
from loyalty.metrics.figure import Figure, ratio
from loyalty.metrics.scope import Ground
from loyalty.models import TierLevel


def headline(ground: Ground, lines: Lines, sales: Sales) -> Iterator[Figure]:
    sums, n, period = lines.sums(), sales.buyers, ground.scope.shown_period
    for key, amount in (
        ("profit_revenue", sums.revenue),
        ("profit_margin", sums.full_margin),
        ("profit_cost", -sums.cost),
        ("profit_result", sums.result),
    ):
        yield Figure(key, amount, f.MONEY, n, period, definition=key, is_total=True)
    share = ratio(-sums.cost, sums.revenue)
    yield Figure("profit_cost_share", share, f.SHARE, n, period, definition="profit_cost_share")


def statement(ground: Ground, lines: Lines, sales: Sales) -> Figure:
    """Line by line, as it is added up. `part` tells sums from what they are made of."""
    sums = lines.sums()
    posted = dict(lines.posted())
    discounts = [kind.code for kind in kinds.known() if kind.is_discount and posted.get(kind.code)]
    others = [code for code in posted if posted[code] and not _is_discount(code)]
    told = [
        ("revenue", sums.revenue), ("goods", sums.margin - sums.revenue), ("margin", sums.margin),
        ("discounts_back", -sums.discounts), ("full_margin", sums.full_margin),
        *((POSTED + code, posted[code]) for code in discounts),
        *((role, lines.total(role)) for role in UNITS),
        *((POSTED + code, posted[code]) for code in _in_order(others)),
        ("cost", sums.cost), ("result", sums.result), ("used", lines.total(USED)),
        ("result_when_used", lines.result_when_used),
    ]  # fmt: skip
    rows = [{"line": line, "amount": amount, "share": ratio(amount, sums.revenue)} for line, amount in told]
    kinds_ = {"line": f.TEXT, "amount": f.MONEY, "share": f.SHARE}
    return table(ground, "profit_statement", rows if lines.cells else [], kinds_, sales)


def _is_discount(code: str) -> bool:
    return any(kind.code == code and kind.is_discount for kind in kinds.known())


def _in_order(codes: list[str]) -> list[str]:
    order = [kind.code for kind in kinds.known()]
    return sorted(codes, key=lambda code: order.index(code) if code in order else len(order))


_SUMS = ("revenue", "full_margin", "discounts", "units", "other", "result")


def _row(sums: Sums) -> dict[str, int]:
    return {name: getattr(sums, name) for name in _SUMS}


def by_month(ground: Ground, lines: Lines, sales: Sales) -> Figure:
    rows = [{"month": month, **_row(sums)} for month, sums in lines.by_month()]
    return table(ground, "profit_by_month", rows, {"month": f.TEXT, **dict.fromkeys(_SUMS, f.MONEY)}, sales)


def by_level(ground: Ground, lines: Lines, sales: Sales) -> Figure:
    order = list(TierLevel.objects.order_by("-rank").values_list("name", flat=True))
    rows = []
    for level, sums in lines.by_level(order):
        found = sales.by_level.get(level, {"buyers": 0, "receipts": 0})
        per_buyer = ratio(sums.result, found["buyers"])
        rows.append(
            {"level": level, "buyers": found["buyers"], "receipts": found["receipts"], **_row(sums), "each": per_buyer}
        )
    kinds_ = {"level": f.TEXT, "buyers": f.COUNT, "receipts": f.COUNT, **dict.fromkeys((*_SUMS, "each"), f.MONEY)}
    return replace(table(ground, "profit_by_level", rows, kinds_, sales), guards={"each": "buyers"})


def cells(ground: Ground, lines: Lines, sales: Sales) -> Figure:
    rows = [{"month": month, "level": level, **_row(sums)} for (month, level), sums in lines.by_month_and_level()]
    kinds_ = {"month": f.TEXT, "level": f.TEXT, **dict.fromkeys(_SUMS, f.MONEY)}
    return table(ground, "profit_by_month_and_level", rows, kinds_, sales)


def table(ground: Ground, key: str, rows: list[dict[str, Any]], kinds_: dict[str, str], sales: Sales) -> Figure:
    return Figure(
        key, rows, n=sales.buyers, period=ground.scope.shown_period, kinds=kinds_, is_total=True,
        status=f.OK if rows else f.NO_DATA, definition=key,
    )  # fmt: skip
