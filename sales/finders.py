"""What the global search finds of sales: receipts by number or serial number, products by name or SKU."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from core.money import format_money
from customers.finders import LIMIT, Hit
from sales.models import Product, Purchase, PurchaseLine

# A shorter text is the beginning of too much.
MIN_NUMBER = 3
MIN_NAME = 2


def find_receipts(user: Any, text: str) -> list[Hit]:
    """By the beginning of the number, or the serial number of something sold; each from an index."""
    if len(text) < MIN_NUMBER:
        return []
    sold = PurchaseLine.objects.filter(serial_number=text).values_list("purchase_id", flat=True)[:LIMIT]
    wanted = Q(number__startswith=text) | Q(number__startswith=text.upper()) | Q(pk__in=list(sold))
    # Not ordered: the first from the index, whatever the size of the table.
    rows = Purchase.objects.visible_to(user).filter(wanted).select_related("customer")[:LIMIT]
    return [Hit(row.number, reverse("sales:purchase", args=[row.public_id]), _detail(row)) for row in rows]


def _detail(row: Purchase) -> str:
    who = row.customer.display_name if row.customer else _("Anonymous sale")
    return f"{who} · {format_money(row.net_amount)}"


def find_products(user: Any, text: str) -> list[Hit]:
    if len(text) < MIN_NAME:
        return []
    rows = Product.objects.matching(text).order_by("name", "pk")[:LIMIT]
    return [Hit(row.name, reverse("sales:product", args=[row.pk]), row.sku, "box-seam") for row in rows]
