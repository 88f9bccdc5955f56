"""What the texts of an invitation bring in: the name of its reader, and what it is about; by the batch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import formats, translation

from core import clock
from customers.models import Customer
from sales.models import Product, Purchase, PurchaseLine
from surveys.models import Invitation


@dataclass(frozen=True, slots=True)
class About:
    """Of a purchase its store, day and dearest product; of a survey about a product that."""

    product: str = ""
    store: str = ""
    at: datetime | None = None


def about(rows: Sequence[Invitation]) -> dict[int, About]:
    """By invitation, with its survey."""
    bought = {row.purchase_id for row in rows if row.purchase_id}
    purchases = Purchase.objects.select_related("store").in_bulk(bought) if bought else {}
    dearest = _dearest(bought) if bought else {}
    asked = {row.survey.product_id for row in rows if row.survey.product_id}
    products = dict(Product.objects.filter(pk__in=asked).values_list("pk", "name")) if asked else {}
    return {
        row.pk: _about(
            purchases.get(row.purchase_id or 0),
            products.get(row.survey.product_id or 0) or dearest.get(row.purchase_id or 0, ""),
        )
        for row in rows
    }


def _dearest(purchases: set[int]) -> dict[int, str]:
    lines = PurchaseLine.objects.filter(purchase__in=purchases).exclude(product=None)
    first = lines.order_by("purchase", "-amount", "pk").distinct("purchase")
    return dict(first.values_list("purchase", "product__name"))


def _about(purchase: Purchase | None, product: str) -> About:
    if purchase is None:
        return About(product)
    return About(product, purchase.store.name if purchase.store else "", purchase.occurred_at)


def known_of(customer: Customer, of: About, language: str) -> Mapping[str, str]:
    """By the names of `questionnaire.parsing.PIPES`."""
    return {
        "name": customer.given_name or customer.display_name, "product": of.product, "store": of.store,
        "day": _day(of.at, language) if of.at else "",
    }  # fmt: skip


def _day(at: datetime, language: str) -> str:
    with translation.override(language):
        return formats.date_format(at.astimezone(clock.business_zone()), "DATE_FORMAT")
