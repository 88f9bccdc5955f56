"""Cards about the units of each currency: what became of those issued, and what members hold."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from loyalty.metrics.figure import Figure
from loyalty.views.reporting import charts
from loyalty.views.reporting.cards import (
    Body,
    Card,
    Cell,
    Figures,
    count_cell,
    make_card,
    money_cell,
    month_cell,
    share_cell,
    table,
)


def units_name(currency: str) -> str:
    return _("Points") if currency == "points" else _("Cashback")


def _ways(currency: str) -> tuple[str, Callable[[Any], Cell]]:
    """Cashback is money, points are numbers: the format of the picture and the cell of the table."""
    return ("money", money_cell) if currency == "cashback" else ("int", count_cell)


def redemption(figures: Figures, currency: str) -> Card:
    title = _("%(currency)s by month of issue") % {"currency": units_name(currency)}
    body = partial(_redemption, currency=currency)
    return make_card(figures, f"redemption_by_month_{currency}", f"redemption_{currency}", title, body, side=False)


def _redemption(found: Figure, currency: str) -> Body:
    """Each month's issued units, and where they are: the four parts of a bar are the whole of it."""
    unit, cell = _ways(currency)
    parts = {
        "redeemed": _("Redeemed"),
        "outstanding": _("Outstanding"),
        "expired": _("Expired"),
        "reversed": _("Taken back"),
    }
    series = {name: [row[key] for row in found.value] for key, name in parts.items()}
    headings, rows = table(
        found.value,
        (_("Month"), "month", month_cell),
        (_("Issued"), "issued", cell),
        *((name, key, cell) for key, name in parts.items()),
        (_("Redemption rate"), "rate", share_cell),
    )
    option = charts.bars([row["month"] for row in found.value], series, unit, stack="units")
    return Body(headings, rows, option, _("issued on purchases, and what became of them"))


def liability(figures: Figures, currency: str) -> Card:
    title = _("%(currency)s by month of expiry") % {"currency": units_name(currency)}
    body = partial(_liability, currency=currency)
    return make_card(figures, f"liability_{currency}", f"liability_{currency}", title, body)


def _liability(found: Figure, currency: str) -> Body:
    unit, cell = _ways(currency)
    months = [row | {"month": row["month"] or _("never")} for row in found.value]
    parts = {"available": _("Available"), "pending": _("Pending")}
    series = {name: [row[key] for row in months] for key, name in parts.items()}
    headings, rows = table(
        months,
        (_("Expires in"), "month", month_cell),
        *((name, key, cell) for key, name in parts.items()),
        (_("Worth"), "value", money_cell),
    )
    option = charts.bars([row["month"] for row in months], series, unit, stack="units")
    return Body(headings, rows, option, _("what members hold"))
