"""Products that go together, by who bought both: each product's most similar ones, in one statement.

A customer counts with their last products only, so the pairs grow with the customers and not with the square of what
a distributor buys. `docs/algorithms/announcements.md` has the formula and its examples.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from core import clock
from sales.models import Product, SimilarProduct

WINDOW = timedelta(days=730)
MIN_CUSTOMERS, NEIGHBOURS, LAST_PRODUCTS = 3, 20, 50
_RELATE = """
WITH bought AS MATERIALIZED (
    SELECT customer_id, product_id FROM (
        SELECT purchase.customer_id, line.product_id,
               row_number() OVER (PARTITION BY purchase.customer_id
                                  ORDER BY max(purchase.occurred_on) DESC, line.product_id) AS place
        FROM sales_purchase purchase JOIN sales_purchaseline line ON line.purchase_id = purchase.id
        WHERE purchase.occurred_on > %(since)s AND purchase.customer_id IS NOT NULL
          AND NOT purchase.is_fully_returned AND line.product_id IS NOT NULL
          AND line.returned_quantity < line.quantity
        GROUP BY 1, 2
    ) told WHERE place <= %(last)s
), sizes AS (
    SELECT product_id, count(*) AS size FROM bought GROUP BY 1 HAVING count(*) >= %(least)s
), pairs AS (
    SELECT one.product_id AS a, two.product_id AS b, count(*) AS together
    FROM bought one JOIN bought two ON two.customer_id = one.customer_id AND one.product_id < two.product_id
    GROUP BY 1, 2 HAVING count(*) >= %(least)s
), both_ways AS (
    SELECT a, b, together FROM pairs UNION ALL SELECT b, a, together FROM pairs
), ranked AS (
    SELECT a, b, together, cosine, row_number() OVER (PARTITION BY a ORDER BY cosine DESC, together DESC, b) AS place
    FROM (SELECT a, b, together, greatest(round((together / sqrt(mine.size::numeric * theirs.size)), 4), 0.0001)
                 AS cosine
          FROM both_ways JOIN sizes mine ON mine.product_id = a JOIN sizes theirs ON theirs.product_id = b) told
), best AS MATERIALIZED (
    SELECT a, b, together, cosine FROM ranked WHERE place <= %(neighbours)s
), gone AS (
    DELETE FROM sales_similarproduct row
    WHERE NOT EXISTS (SELECT FROM best WHERE best.a = row.product_id AND best.b = row.other_id)
)
INSERT INTO sales_similarproduct (product_id, other_id, together, similarity)
SELECT a, b, together, cosine FROM best ORDER BY a, b
ON CONFLICT (product_id, other_id) DO UPDATE SET together = excluded.together, similarity = excluded.similarity
    WHERE (sales_similarproduct.together, sales_similarproduct.similarity)
        IS DISTINCT FROM (excluded.together, excluded.similarity)"""


def relate_products(*, now: datetime) -> int:
    """Compute all pairs anew; returns how many rows are new or changed."""
    values: dict[str, Any] = {
        "since": clock.business_day(now - WINDOW), "least": MIN_CUSTOMERS, "neighbours": NEIGHBOURS,
        "last": LAST_PRODUCTS,
    }  # fmt: skip
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(_RELATE, values)
        return int(cursor.rowcount)


def kin(product: Product, named: Sequence[Product] = ()) -> dict[int, Decimal]:
    """Products like this one with their weight, the best first: by what staff named, else what is bought with it,
    else, while nobody has bought it, with those of its category, or of its brand."""
    weights = _similar(list(named) or [product])
    if not named and not weights:
        weights = _similar(_relatives(product))
    for one in named:
        weights[one.pk] = Decimal(1)
    weights.pop(product.pk, None)
    ranked = sorted(weights.items(), key=lambda found: (-found[1], found[0]))
    return dict(ranked[:NEIGHBOURS])


def _relatives(product: Product) -> Sequence[Product]:
    others = Product.objects.exclude(pk=product.pk)
    if product.category:
        return list(others.filter(category__path__startswith=product.category.path))
    return list(others.filter(brand=product.brand_id)) if product.brand_id else []


def _similar(products: Sequence[Product]) -> dict[int, Decimal]:
    weights: dict[int, Decimal] = {}
    rows = SimilarProduct.objects.filter(product__in=products).values_list("other", "similarity")
    for other, similarity in rows:
        weights[other] = max(similarity, weights.get(other, Decimal(0)))
    return weights
