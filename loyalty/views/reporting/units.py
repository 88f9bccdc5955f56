"""Cards about the units of each currency: what became of those issued, and what members hold."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from core.templatetags import regulars as write
from loyalty.currencies import ORDER, is_money
from loyalty.metrics.figure import Figure
from loyalty.models import LoyaltyCurrency
from loyalty.tiers.wording import with_titles
from loyalty.views.reporting import charts
from loyalty.views.reporting.cards import (
    Body,
    Card,
    Cell,
    Figures,
    Heading,
    Tile,
    count_cell,
    make_card,
    money_cell,
    month_cell,
    share_cell,
    table,
    text_cell,
    tile,
)


def units_name(currency: str) -> str:
    labels: dict[str, Any] = dict(LoyaltyCurrency.choices)
    return str(labels.get(currency, currency))


def shown(figures: Figures) -> list[str]:
    """Currencies that the figures speak of, in the order in which people read them."""
    return [currency for currency in ORDER if f"liability_{currency}" in figures]


def _ways(currency: str) -> tuple[str, Callable[[Any], Cell]]:
    """Cashback and stored value are money, the others numbers: the format of the picture and of the table."""
    return ("money", money_cell) if is_money(currency) else ("int", count_cell)


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
    return make_card(figures, f"liability_{currency}", f"liability_{currency}", title, body, side=False)


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
        (_("Expected to expire"), "breakage", cell),
    )
    option = charts.bars([row["month"] for row in months], series, unit, stack="units")
    return Body(headings, rows, option, _("what members hold"))


def by_tier(figures: Figures, currency: str) -> Card:
    title = _("%(currency)s by tier") % {"currency": units_name(currency)}
    body = partial(_by_tier, currency=currency)
    return make_card(figures, f"liability_by_tier_{currency}", f"liability_by_tier_{currency}", title, body)


def _by_tier(found: Figure, currency: str) -> Body:
    _unit, cell = _ways(currency)
    headings, rows = table(
        with_titles(found.value),
        (_("Tier"), "level", month_cell),
        (_("Accounts"), "accounts", count_cell),
        (_("Available"), "available", cell),
        (_("Pending"), "pending", cell),
        (_("Owed to us"), "debt", cell),
        (_("Worth"), "value", money_cell),
    )
    return Body(
        headings,
        rows,
        subtitle=_("by the level that the member had at the end of the day; what is owed is never netted"),
    )


def agreement(figures: Figures, currency: str) -> Card:
    title = _("%(currency)s: does it agree?") % {"currency": units_name(currency)}
    body = partial(_agreement, currency=currency)
    return make_card(figures, f"liability_agreement_{currency}", f"liability_agreement_{currency}", title, body)


def _agreement(found: Figure, currency: str) -> Body:
    _unit, cell = _ways(currency)
    words = {
        "listed": _("In the tables above"),
        "unbooked": _("Expired by the clock, not booked yet"),
        "others": _("Of customers whom these figures leave out"),
        "total": _("Together"),
        "balances": _("Balances of the accounts"),
        "lots": _("What remains in lots"),
        "entries": _("Entries, with debts added"),
    }
    differs = any(row["difference"] for row in found.value)
    said = _("It does not agree: tell whoever looks after the system.") if differs else _("It agrees to the last unit.")
    headings, rows = table(
        [row | {"what": words[row["what"]]} for row in found.value],
        (_("What"), "what", text_cell),
        (_("Units"), "units", cell),
        (_("Difference"), "difference", cell),
    )
    headings[0] = Heading(headings[0].text, "wide")
    return Body(headings, rows, subtitle=said)


def redemption_tiles(figures: Figures) -> list[Tile]:
    """Per currency how much was used, by how many, and how much expired."""
    tiles = []
    for currency in shown(figures):
        shown_as = {"currency": units_name(currency)}
        tiles += [
            tile(figures, f"redemption_rate_{currency}", _("%(currency)s redeemed") % shown_as),
            tile(figures, f"participation_{currency}", _("Members who redeemed: %(currency)s") % shown_as),
            tile(figures, f"breakage_{currency}", _("%(currency)s expired") % shown_as),
        ]
    return tiles


def liability_tiles(figures: Figures) -> list[Tile]:
    """Per currency what it is worth and what is owed; stored value, which members paid in, apart from the others."""
    tiles = []
    for currency in shown(figures):
        told, is_main = {"currency": units_name(currency)}, currency in {"points", "cashback"}
        worth = _("%(currency)s, worth") % told
        tiles.append(tile(figures, f"liability_value_{currency}", worth, note=_units(figures, "liability", currency)))
        owed = figures.get(f"debt_value_{currency}")
        if is_main or (owed and owed.value):
            words = _("%(currency)s owed to us") % told
            tiles.append(tile(figures, f"debt_value_{currency}", words, note=_units(figures, "debt", currency)))
        expected = figures.get(f"expected_breakage_{currency}")
        if currency == "points" or (expected and expected.value):
            words = _("%(currency)s expected to expire, worth") % told
            tiles.append(tile(figures, f"expected_breakage_{currency}", words))
    return tiles


def _units(figures: Figures, what: str, currency: str) -> str:
    """How many units that are; of what is money already, nothing more need be said."""
    found = None if is_money(currency) else figures.get(f"{what}_units_{currency}")
    return _("%(n)s units") % {"n": write.integer(found.value)} if found else ""


def liability_cards(figures: Figures) -> list[Card]:
    return [make(figures, currency) for currency in shown(figures) for make in (liability, by_tier, agreement)]
