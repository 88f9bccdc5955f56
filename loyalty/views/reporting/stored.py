"""Cards about stored value: month by month, and whether that agrees with the ledger."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loyalty.metrics.figure import Figure
from loyalty.views.reporting import charts
from loyalty.views.reporting.cards import Body, Heading, card, money_cell, month_cell, table, text_cell


@card("stored_by_month", "stored_by_month", gettext_lazy("Stored value by month"), side=False)
def by_month(found: Figure) -> Body:
    """What came in stands above the line, what went below; the closing balance is the month before with all of it."""
    parts = {
        "topped_up": _("Topped up"),
        "bonus": _("Bonuses"),
        "spent": _("Spent"),
        "given_back": _("Given back"),
        "paid_out": _("Paid out"),
        "taken_back": _("Bonus taken back"),
        "expired": _("Expired"),
        "other": _("Other"),
    }
    headings, rows = table(
        found.value,
        (_("Month"), "month", month_cell),
        *((name, key, money_cell) for key, name in parts.items()),
        (_("Closing balance"), "closing", money_cell),
    )
    used = {key: name for key, name in parts.items() if any(row[key] for row in found.value)}
    series = {name: [row[key] for row in found.value] for key, name in used.items()}
    option = charts.bars([row["month"] for row in found.value], series, "money", stack="units")
    return Body(headings, rows, option, _("customers’ money: paid in, given on top, and what became of it"))


@card("stored_agreement", "stored_agreement", gettext_lazy("Does it agree?"))
def agreement(found: Figure) -> Body:
    words = {
        "closing": _("Closing balance of the last month"),
        "others": _("Of customers whom these figures leave out"),
        "total": _("Together"),
        "entries": _("All entries of the ledger"),
        "balances": _("Balances of the accounts, less debts"),
        "lots": _("What remains in lots, less debts"),
    }
    differs = any(row["difference"] for row in found.value)
    said = _("It does not agree: tell whoever looks after the system.") if differs else _("It agrees to the last unit.")
    headings, rows = table(
        [row | {"what": words[row["what"]]} for row in found.value],
        (_("What"), "what", text_cell),
        (_("Amount"), "units", money_cell),
        (_("Difference"), "difference", money_cell),
    )
    headings[0] = Heading(headings[0].text, "wide")
    return Body(headings, rows, subtitle=said)
