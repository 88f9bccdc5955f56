"""Proof that equal criteria paid equal prices.

Sales with a quote are grouped by product, day, quantity and the digest of the published criteria
that their customer met (lists and promotions name them; channel and coupons belong to them).
Where a group paid different amounts, the facts of its quotes say why; what they do not explain
is a violation. A sale without a quote has no explanation and is counted apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

LIMIT = 500


@dataclass(frozen=True)
class Difference:
    """A group of equals that did not pay the same."""

    day: date
    product: int
    name: str
    quantity: int
    sales: int
    lowest: int
    highest: int
    cause: str


@dataclass(frozen=True)
class Equality:
    """The whole report for a period."""

    sales: int
    compared: int
    without_quote: int
    differences: list[Difference]

    @property
    def unexplained(self) -> int:
        return sum(found.cause == "unexplained" for found in self.differences)

    @property
    def equal(self) -> int:
        return self.compared - len(self.differences)


_LINES = """
    SELECT sale.occurred_on AS day, (line ->> 'product')::bigint AS product, (line ->> 'quantity')::bigint AS quantity,
           quote.criteria, (line ->> 'amount')::bigint AS amount, (line ->> 'unit_price')::bigint AS unit_price,
           quote.created_at, quote.id AS quote,
           line -> 'steps' @> '[{"kind": "staff"}]' AS has_staff,
           line -> 'steps' @> '[{"kind": "promotion"}]' AS has_promotion
    FROM loyalty_quote quote
    JOIN sales_purchase sale ON sale.id = quote.purchase_id
    CROSS JOIN LATERAL jsonb_array_elements(quote.facts -> 'lines') AS line
    WHERE sale.occurred_on >= %(start)s AND sale.occurred_on < %(end)s AND line ->> 'product' IS NOT NULL"""
_GROUPS = f"""
SELECT day, product, quantity, count(*) AS sales, min(amount) AS lowest, max(amount) AS highest,
       count(DISTINCT unit_price) > 1 AS other_unit, bool_or(has_staff) AS staff, bool_or(has_promotion) AS promotion,
       min(created_at) AS first_at, max(created_at) AS last_at
FROM ({_LINES}) AS line
GROUP BY day, product, quantity, criteria
HAVING count(*) > 1"""  # noqa: S608  # our own constants
_DIFFERENCES = f"""
SELECT found.*, product.name,
       EXISTS (SELECT FROM loyalty_pricelog log WHERE log.at > found.first_at AND log.at <= found.last_at) AS changed
FROM ({_GROUPS}) AS found JOIN sales_product product ON product.id = found.product
WHERE found.lowest <> found.highest
ORDER BY found.day DESC, product.name, found.quantity LIMIT {LIMIT}"""  # noqa: S608
_TOTALS = f"""
SELECT (SELECT count(DISTINCT quote) FROM ({_LINES}) AS line), (SELECT count(*) FROM ({_GROUPS}) AS found),
       (SELECT count(*) FROM sales_purchase sale
        WHERE sale.occurred_on >= %(start)s AND sale.occurred_on < %(end)s
          AND NOT EXISTS (SELECT FROM loyalty_quote quote WHERE quote.purchase_id = sale.id))"""  # noqa: S608


def equality(*, start: date, end: date) -> Equality:
    """Sales of the days [start, end)."""
    told = {"start": start, "end": end}
    with connection.cursor() as cursor:
        cursor.execute(_TOTALS, told)
        sales, compared, without = cursor.fetchone()
        cursor.execute(_DIFFERENCES, told)
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return Equality(sales, compared, without, [_difference(row) for row in rows])


def _difference(row: dict[str, Any]) -> Difference:
    return Difference(
        day=row["day"],
        product=row["product"],
        name=row["name"],
        quantity=row["quantity"],
        sales=row["sales"],
        lowest=row["lowest"],
        highest=row["highest"],
        cause=_cause(row),
    )


def _cause(row: dict[str, Any]) -> str:
    if row["other_unit"]:
        return "changed" if row["changed"] else "unexplained"
    if row["staff"]:
        return "staff"
    return "promotion" if row["promotion"] else "unexplained"
