"""Who buys a product."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet

from customers.models import Customer
from sales.models import Product, Purchase
from sales.querysets import PurchaseQuerySet

# "Who buys it" looks at so many sales, so that a bestseller's page is as quick as any.
SAMPLE = 2000
_BUYERS = """
WITH latest AS (
    SELECT purchase_id, quantity - returned_quantity AS kept, amount - returned_amount AS paid
    FROM sales_purchaseline WHERE product_id = %(product)s ORDER BY id DESC LIMIT %(sample)s
), sales AS (
    SELECT purchase.customer_id, purchase.occurred_on, latest.kept, latest.paid
    FROM latest JOIN sales_purchase purchase ON purchase.id = latest.purchase_id WHERE latest.kept > 0
), buyers AS (
    SELECT customer_id, count(DISTINCT occurred_on) AS visits FROM sales WHERE customer_id IS NOT NULL GROUP BY 1
)
SELECT (SELECT count(*) FROM sales), (SELECT coalesce(sum(kept), 0) FROM sales),
       (SELECT coalesce(sum(paid), 0)::bigint FROM sales), (SELECT max(occurred_on) FROM sales),
       (SELECT min(occurred_on) FROM sales), (SELECT count(*) FROM buyers),
       (SELECT count(*) FROM buyers WHERE visits > 1),
       ARRAY(SELECT customer_id FROM sales WHERE customer_id IS NOT NULL
             GROUP BY 1 ORDER BY max(occurred_on) DESC, 1 LIMIT 500)"""


@dataclass(frozen=True)
class Buyers:
    """Who bought a product in its latest sales (at most `SAMPLE`; returned pieces left out)."""

    sales: int
    quantity: Decimal
    revenue: int
    last_on: date | None
    since: date | None
    customers: int
    again: int
    ids: list[int]

    @property
    def is_sample(self) -> bool:
        return self.sales >= SAMPLE

    @property
    def share_again(self) -> float | None:
        return self.again / self.customers if self.customers else None


def buyers_of(product: Product) -> Buyers:
    with connection.cursor() as cursor:
        cursor.execute(_BUYERS, {"product": product.pk, "sample": SAMPLE})
        return Buyers(*cursor.fetchone())


def groups_of(buyers: Buyers) -> list[dict[str, Any]]:
    """Customer groups among the latest buyers, the largest first."""
    counted = Customer.groups.through.objects.filter(customer_id__in=buyers.ids)
    named = counted.values("customergroup__name").annotate(n=Count("pk")).order_by("-n", "customergroup__name")[:5]
    return [{"name": row["customergroup__name"], "n": row["n"]} for row in named]


def recent_buyers(buyers: Buyers, user: Any, limit: int = 8) -> QuerySet[Customer]:
    """Those of the latest buyers whom this person may see; the order of `ids` is by day."""
    return Customer.objects.visible_to(user).current().filter(pk__in=buyers.ids[:50]).order_by("sort_key", "pk")[:limit]


def history_of(customer: Customer) -> PurchaseQuerySet:
    """A customer's purchases, newest first."""
    return Purchase.objects.filter(customer=customer).order_by("-occurred_on", "-pk")
