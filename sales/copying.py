"""What sales put into the copy of a customer's data."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from customers.portability import Section, register
from sales.models import Purchase, PurchaseLine, Return, ReturnLine, StockWish

# What the goods cost the shop is nothing about the customer.
_OURS = frozenset({"unit_cost"})


def register_sections() -> None:
    register(
        Section("purchases", _("Purchases"), Purchase, "customer"),
        Section("purchase_lines", _("Goods bought"), PurchaseLine, "purchase__customer", _OURS),
        Section("returns", _("Returns"), Return, "purchase__customer"),
        Section("return_lines", _("Goods brought back"), ReturnLine, "return_of__purchase__customer"),
        Section("stock_wishes", _("Products waited for"), StockWish, "customer", frozenset({"noted_by"})),
    )
