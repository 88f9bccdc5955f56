"""Purchases and products as files: one row a receipt, one row a line, the catalogue.

What the shop pays for its goods is told only to those who set prices or read figures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from core import clock, money
from core.models import User
from core.paging import Column
from core.shares import lay
from customers import listfiles
from customers.listfiles import ListFile, Sheet
from sales.forms import ProductFilter, PurchaseFilter
from sales.models import Product, Purchase, PurchaseLine
from sales.querysets import PurchaseQuerySet

EXPORT = "sales.export_purchase"
COLUMNS = (
    Column("number", gettext_lazy("Receipt")),
    Column("when", gettext_lazy("When"), sort="occurred_at", first="-"),
    Column("customer", gettext_lazy("Customer")),
    Column("store", gettext_lazy("Store")),
    Column("state", gettext_lazy("State")),
    Column("amount", gettext_lazy("Net amount"), css="text-end", hint=gettext_lazy("What was paid, less returns.")),
)
PRODUCT_COLUMNS = (
    Column("name", gettext_lazy("Name"), sort="name"),
    Column("category", gettext_lazy("Category")),
    Column("brand", gettext_lazy("Brand")),
    Column("state", gettext_lazy("State")),
    Column("launch", gettext_lazy("Launch day"), sort="launch_on", first="-"),
    Column("price", gettext_lazy("Price"), sort="price", first="-", css="text-end"),
)
_UNIT_PRICE_PLACES = 4


def sees_cost(user: Any) -> bool:
    """What the shop pays is for those who set prices or read figures, not for the till."""
    return bool(user.has_perm("sales.change_product") or user.has_perm("customers.view_reports"))


def _amount(amount: int | None) -> Decimal | None:
    return None if amount is None else money.from_minor(amount)


# --- Purchases ----------------------------------------------------------------------------


def _filtered(user: User, asked: QueryDict) -> tuple[PurchaseQuerySet, list[str]]:
    filters = PurchaseFilter(asked)
    rows = filters.apply(Purchase.objects.visible_to(user), clock.now())
    found: Any = listfiles.ordered(rows, COLUMNS, asked.get("sort") or "", "-when")
    return found, [name for name in PurchaseFilter.base_fields if asked.get(name)]


def _purchases(user: User, asked: QueryDict) -> Sheet:
    found, filters = _filtered(user, asked)
    texts = (
        *_head_of_receipt(),
        _("Amount"), _("Tax"), _("Delivery"), _("Tip"), _("Returned"), _("Net amount"),
        _("Paid with points"), _("Paid with cashback"), _("Paid with gift cards"), _("Paid with vouchers"),
        pgettext("money", "Currency"), _("Promised for"), _("Fulfilled at"),
    )  # fmt: skip
    rows = found.select_related("customer", "store", "channel")
    return Sheet(texts, listfiles.count_of(found), lambda: map(_receipt, _all(rows)), filters)


def _all(rows: Any) -> Iterator[Any]:
    for chunk in listfiles.in_chunks(rows):
        yield from chunk


def _head_of_receipt() -> tuple[str, ...]:
    return (
        _("Source"), _("Receipt"), _("When"), _("Customer"), _("External id"), _("Store"), _("Channel"), _("State"),
    )  # fmt: skip


def _head(row: Purchase) -> list[Any]:
    return [
        row.source, row.number, row.occurred_at,
        row.customer.display_name if row.customer else "", row.customer.external_id if row.customer else "",
        row.store.name if row.store else "", row.channel.name if row.channel else "", row.get_state_display(),
    ]  # fmt: skip


def _receipt(row: Purchase) -> list[Any]:
    amounts = (
        row.amount, row.tax, row.delivery, row.tip, row.returned, row.net_amount,
        row.paid_points, row.paid_cashback, row.paid_gift_card, row.paid_voucher,
    )  # fmt: skip
    return [*_head(row), *map(_amount, amounts), settings.CURRENCY, row.promised_at, row.fulfilled_at]


# --- Purchases line by line ---------------------------------------------------------------


def _lines(user: User, asked: QueryDict) -> Sheet:
    found, filters = _filtered(user, asked)
    with_cost = sees_cost(user)
    texts = (
        *_head_of_receipt(),
        _("Line"), _("SKU"), _("Product"), _("Category"), _("Brand"), _("Quantity"), _("Unit price"), _("Amount"),
        _("Tax in it"), _("Returned quantity"), _("Returned"), _("Net amount"),
        *([_("Unit cost")] if with_cost else []),
        _("On promotion"), _("Serial number"), _("Guaranteed until"), pgettext("money", "Currency"),
    )  # fmt: skip

    def count() -> int:
        return PurchaseLine.objects.filter(purchase__in=found.order_by()).count()

    return Sheet(texts, count, lambda: _line_rows(found, with_cost=with_cost), filters)


def _line_rows(found: Any, *, with_cost: bool) -> Iterator[list[Any]]:
    """By receipts, each with its lines: they lie together, and the tax of a receipt needs all of them."""
    for chunk in listfiles.in_chunks(found.select_related("customer", "store", "channel")):
        lines = _lines_of(chunk)
        for purchase in chunk:
            head, own = _head(purchase), lines[purchase.pk]
            for line, tax in zip(own, tax_parts(purchase, own), strict=True):
                yield [*head, *_line(line, tax, with_cost=with_cost), settings.CURRENCY]


def _lines_of(purchases: list[Purchase]) -> dict[int, list[PurchaseLine]]:
    """Not prefetched: a receipt and lines that know each other wait in memory for the garbage collector."""
    rows = PurchaseLine.objects.filter(purchase__in=[row.pk for row in purchases])
    found: dict[int, list[PurchaseLine]] = defaultdict(list)
    for line in rows.select_related("product__category", "product__brand").order_by("purchase", "position"):
        found[line.purchase_id].append(line)
    return found


def tax_parts(purchase: Purchase, lines: list[PurchaseLine]) -> list[int]:
    """The tax of a receipt, shared out on its lines by what was paid for each; nothing is lost by rounding."""
    return lay(purchase.tax, [line.amount for line in lines])


def _line(line: PurchaseLine, tax: int, *, with_cost: bool) -> list[Any]:
    product = line.product
    category, brand = (product.category, product.brand) if product else (None, None)
    return [
        line.position, product.sku if product else "", line.description or (product.name if product else ""),
        category.name if category else "", brand.name if brand else "", _plain(line.quantity), _unit_price(line),
        _amount(line.amount), _amount(tax), _plain(line.returned_quantity), _amount(line.returned_amount),
        _amount(line.amount - line.returned_amount), *([_amount(line.unit_cost)] if with_cost else []),
        _("Yes") if line.is_promotion else _("No"), line.serial_number, line.guarantee_until,
    ]  # fmt: skip


def _unit_price(line: PurchaseLine) -> Decimal:
    """Of what was paid, discounts taken off; it may have more places than money has."""
    return _plain(round(money.from_minor(line.amount) / line.quantity, _UNIT_PRICE_PLACES))


def _plain(number: Decimal) -> Decimal:
    """Without noughts at the end: 2, not 2.000; neither 2E+1."""
    short = number.normalize()
    exponent = short.as_tuple().exponent
    return short.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else short


# --- The catalogue ------------------------------------------------------------------------


def _products(user: User, asked: QueryDict) -> Sheet:
    rows = ProductFilter(asked).apply(Product.objects.select_related("category", "brand"))
    found = listfiles.ordered(rows, PRODUCT_COLUMNS, asked.get("sort") or "", "name")
    with_cost = sees_cost(user)
    texts = (
        _("SKU"), _("Name"), _("Category"), _("Brand"), _("State"), _("Launch day"), _("Price"),
        *([_("Unit cost")] if with_cost else []), _("Bar code"),
    )  # fmt: skip

    def line(row: Product) -> list[Any]:
        return [
            row.sku, row.name, row.category.name if row.category else "", row.brand.name if row.brand else "",
            row.get_state_display(), row.launch_on, _amount(row.price),
            *([_amount(row.unit_cost)] if with_cost else []), row.barcode,
        ]  # fmt: skip

    return Sheet(texts, listfiles.count_of(found), lambda: map(line, _all(found)))


PURCHASES = listfiles.declare(
    ListFile(
        "purchases", gettext_lazy("List of purchases"), ("sales.view_purchase",), _purchases, EXPORT,
        verb="purchases.exported",
    )
)  # fmt: skip
LINES = listfiles.declare(
    ListFile("purchase-lines", gettext_lazy("Purchases line by line"), ("sales.view_purchase",), _lines, EXPORT)
)
# It says nothing about any person, so it leaves nothing on the trail.
PRODUCTS = listfiles.declare(
    ListFile("products", gettext_lazy("Products"), ("sales.view_product",), _products, EXPORT, is_personal=False)
)
