"""Reusable reads of sales, permission included."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from sales.models import Category, Product, Purchase  # noqa: F401


def readings(code: str) -> list[str]:
    """The ways to write one bar code: scanners tell a UPC with or without the zero that makes an EAN-13 of it."""
    code = "".join(code.split())
    if not code or not (code.isascii() and code.isdigit()):
        return [code] if code else []
    bare = code.lstrip("0")
    return sorted({code, *(bare.zfill(length) for length in (8, 12, 13, 14) if len(bare) <= length)})


class PurchaseQuerySet(models.QuerySet["Purchase"]):
    def visible_to(self, user: Any) -> PurchaseQuerySet:
        """Purchases of the customers that this person may see, and anonymous ones."""
        if user.has_perm("customers.view_all_customers"):
            return self
        return self.filter(
            Q(customer__isnull=True) | Q(customer__assigned_to=user.pk) | Q(customer__assigned_to__isnull=True)
        )

    def receipts(self) -> PurchaseQuerySet:
        """What counts as a receipt: not fully returned. A cancelled order is a return of everything."""
        return self.filter(is_fully_returned=False)

    def shown(self, kind: str, now: datetime) -> PurchaseQuerySet:
        """The named views of the list."""
        conditions = {
            "open": Q(state="open"),
            "late": Q(state="open", promised_at__lt=now),
            "returned": Q(returned__gt=0),
            "cancelled": Q(state="cancelled"),
            "anonymous": Q(customer__isnull=True),
        }
        return self.filter(conditions[kind]) if kind in conditions else self


class ProductQuerySet(models.QuerySet["Product"]):
    def matching(self, words: str) -> ProductQuerySet:
        """By the beginning of the SKU, any part of the name, or the whole bar code."""
        return self.filter(Q(sku__istartswith=words) | Q(name__icontains=words) | Q(barcode__in=readings(words)))

    def scanned(self, code: str) -> ProductQuerySet:
        """What carries this bar code, in whichever of its lengths the scanner tells it."""
        return self.filter(barcode__in=readings(code))

    def in_category(self, category: Category) -> ProductQuerySet:
        """In this category or any below it."""
        return self.filter(category__path__startswith=category.path)
