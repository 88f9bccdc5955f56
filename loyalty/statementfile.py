"""A customer's statement as a file: every entry of an account with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import clock, money
from core.errors import NotFound
from core.models import User
from core.paging import Column
from customers import listfiles
from customers.models import Customer
from loyalty import wording
from loyalty.currencies import is_money
from loyalty.ledger import statement
from loyalty.models import Entry, Lot

COLUMNS = (
    Column("when", gettext_lazy("When"), sort="occurred_at", first="-"),
    Column("kind", gettext_lazy("What")),
    Column("why", gettext_lazy("Why")),
    Column("units", gettext_lazy("Units"), css="text-end"),
)
LOT_COLUMNS = (
    Column("earned", gettext_lazy("Earned")),
    Column("state", gettext_lazy("State")),
    Column("available", gettext_lazy("Available from"), sort="available_at"),
    Column("expires", gettext_lazy("Last day to spend"), sort="expires_at"),
    Column("remaining", gettext_lazy("Remaining"), sort="remaining", first="-", css="text-end"),
)
_STATES = {
    "available": gettext_lazy("Available"),
    "pending": gettext_lazy("Pending"),
    "expired": gettext_lazy("Expired"),
}


def chosen_of(accounts: Sequence[statement.Balance], currency: str) -> statement.Balance | None:
    return next((account for account in accounts if account.currency == currency), accounts[0] if accounts else None)


def entries_of(chosen: statement.Balance | None, kind: str) -> QuerySet[Entry]:
    return statement.entries(chosen.account_id if chosen else 0, kind=kind if kind in Entry.Kind.values else "")


def _whose(user: User, asked: QueryDict) -> tuple[Customer, statement.Balance | None]:
    """`customer` comes from the address of the page."""
    customer = Customer.objects.visible_to(user).filter(public_id=asked.get("customer") or "").first()
    if customer is None:
        raise NotFound("customer_unknown", _("There is no such customer."))
    return customer, chosen_of(statement.balances(customer.pk, clock.now()), asked.get("currency") or "")


def _sheet(user: User, asked: QueryDict) -> listfiles.Sheet:
    customer, chosen = _whose(user, asked)
    found = listfiles.ordered(entries_of(chosen, asked.get("kind") or ""), COLUMNS, asked.get("sort") or "", "-when")
    texts = (
        _("When"), _("Booked at"), _("Currency"), _("What"), _("Units"), _("Of it debt"), _("Why"), _("Reason"),
        _("Receipt"), _("Available from"), _("Expires at"),
    )  # fmt: skip
    filters = [name for name in ("currency", "kind") if asked.get(name)]
    return listfiles.Sheet(
        texts, listfiles.count_of(found), lambda: _lines(found), filters, customer, f"statement-{customer.pk}"
    )


def _lines(found: QuerySet[Entry]) -> Iterator[list[Any]]:
    for chunk in listfiles.in_chunks(found.select_related("account", "purchase", "actor", "lot")):
        yield from map(_line, chunk)


def _line(entry: Entry) -> list[Any]:
    lot = getattr(entry, "lot", None)
    is_amount = is_money(entry.account.currency)
    units, debt = (money.from_minor(number) if is_amount else number for number in (entry.units, entry.debt_units))
    return [
        entry.occurred_at, entry.booked_at, entry.account.get_currency_display(), entry.get_kind_display(), units,
        debt, wording.explain(entry), entry.reason, entry.purchase.number if entry.purchase else "",
        lot.available_at if lot else None, lot.expires_at if lot else None,
    ]  # fmt: skip


def _lots_sheet(user: User, asked: QueryDict) -> listfiles.Sheet:
    """What of an account is left, lot by lot, as it stands at this moment."""
    customer, chosen = _whose(user, asked)
    rows = statement.open_lots(chosen.account_id if chosen else 0)
    found = listfiles.ordered(rows, LOT_COLUMNS, asked.get("sort") or "", "expires")
    texts = (
        _("Earned"), _("Receipt"), _("What"), _("Currency"), _("State"), _("Available from"), _("Expires at"),
        _("Remaining"), _("Granted"),
    )  # fmt: skip
    filters = ["currency"] if asked.get("currency") else []
    return listfiles.Sheet(
        texts, listfiles.count_of(found), lambda: _lot_lines(found), filters, customer, f"lots-{customer.pk}"
    )


def _lot_lines(found: QuerySet[Lot]) -> Iterator[list[Any]]:
    now = clock.now()
    for chunk in listfiles.in_chunks(found.select_related("account")):
        yield from (_lot_line(lot, str(_STATES[statement.state_of(lot, now)])) for lot in chunk)


def _lot_line(lot: Lot, state: str) -> list[Any]:
    is_amount = is_money(lot.account.currency)
    left, granted = (money.from_minor(number) if is_amount else number for number in (lot.remaining, lot.granted))
    return [
        lot.entry.occurred_at, lot.entry.purchase.number if lot.entry.purchase else "", lot.entry.get_kind_display(),
        lot.account.get_currency_display(), state, lot.available_at, lot.expires_at, left, granted,
    ]  # fmt: skip


LOTS = listfiles.declare(
    listfiles.ListFile("lots", gettext_lazy("Lots"), ("loyalty.view_account", "loyalty.view_entry"), _lots_sheet)
)
FILE = listfiles.declare(
    listfiles.ListFile(
        "statement", gettext_lazy("Statement"), ("loyalty.view_account", "loyalty.view_entry"), _sheet,
        verb="loyalty.statement_exported",
    )
)  # fmt: skip
