"""Proof that equal criteria paid equal prices.

Sales with a quote are grouped by product, day, quantity (of the line, and of the product in the
whole basket: breaks count that), the digest of the published criteria that their customer met
(lists and promotions name them; channel and coupons belong to them), and the pieces of a limited
edition that they had claimed. Where a group paid
different amounts, the facts of its quotes say why; what they do not explain is a violation. A
sale without a quote has no explanation and is counted apart.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

LIMIT = 500


@dataclass(frozen=True)
class Difference:
    """A group of equals that did not pay the same; `cheap` and `dear` are quotes of the two ends."""

    day: date
    product: int
    sku: str
    name: str
    quantity: int
    sales: int
    lowest: int
    highest: int
    cause: str
    cheap: UUID
    dear: UUID


@dataclass(frozen=True)
class Equality:
    """The whole report for a period; `differences` has the latest of them, those not explained first."""

    sales: int
    compared: int
    different: int
    unexplained: int
    without_quote: int
    differences: list[Difference]

    @property
    def equal(self) -> int:
        return self.compared - self.different


_LINES = """
    SELECT sale.occurred_on AS day, (line ->> 'product')::bigint AS product, (line ->> 'quantity')::bigint AS quantity,
           quote.criteria, (line ->> 'amount')::bigint AS amount, (line ->> 'unit_price')::bigint AS unit_price,
           quote.created_at, quote.public_id AS quote,
           line -> 'steps' @> '[{"kind": "staff"}]' AS has_staff,
           line -> 'steps' @> '[{"kind": "promotion"}]' AS has_promotion,
           (SELECT string_agg(concat_ws(' ', step ->> 'name', step ->> 'price', step ->> 'quantity'), ', ')
            FROM jsonb_array_elements(line -> 'steps') AS step WHERE step ->> 'kind' = 'edition') AS claimed,
           sum((line ->> 'quantity')::bigint) OVER (PARTITION BY quote.id, line ->> 'product') AS pieces
    FROM loyalty_quote quote
    JOIN sales_purchase sale ON sale.id = quote.purchase_id
    CROSS JOIN LATERAL jsonb_array_elements(quote.facts -> 'lines') AS line
    WHERE sale.occurred_on >= %(start)s AND sale.occurred_on < %(end)s AND line ->> 'product' IS NOT NULL"""
_GROUPS = f"""
    SELECT day, product, quantity, count(*) AS sales, min(amount) AS lowest, max(amount) AS highest,
           count(DISTINCT unit_price) > 1 AS other_unit, bool_or(has_staff) AS staff, bool_or(has_promotion) AS offer,
           min(created_at) AS first_at, max(created_at) AS last_at,
           (array_agg(quote ORDER BY amount, quote))[1] AS cheap,
           (array_agg(quote ORDER BY amount DESC, quote))[1] AS dear
    FROM ({_LINES}) AS line
    GROUP BY day, product, quantity, pieces, criteria, claimed
    HAVING count(*) > 1"""  # noqa: S608  # our own constants
# Whether the product's price may have changed between the quotes: its own, a row about it or about more than one
# product, a list or promotion; or one of these began or ended then.
_CHANGED = """
    EXISTS (
        SELECT FROM loyalty_pricelog log WHERE log.at > found.first_at AND log.at <= found.last_at
          AND (log.subject IN ('list', 'target', 'promotion')
               OR (log.subject = 'product' AND log.subject_id = found.product)
               OR (log.subject = 'row'
                   AND coalesce((log.state ->> 'product_id')::bigint, found.product) = found.product))
    ) OR EXISTS (
        SELECT FROM (SELECT valid_from, valid_until FROM loyalty_pricelist
                     UNION ALL SELECT valid_from, valid_until FROM loyalty_promotion) AS term
        WHERE (term.valid_from > found.first_at AND term.valid_from <= found.last_at)
           OR (term.valid_until > found.first_at AND term.valid_until <= found.last_at)
    )"""
_CAUSED = f"""
    SELECT found.*, CASE WHEN found.other_unit THEN CASE WHEN {_CHANGED} THEN 'changed' ELSE 'unexplained' END
                         WHEN found.staff THEN 'staff' WHEN found.offer THEN 'promotion'
                         ELSE 'unexplained' END AS cause
    FROM grouped found WHERE found.lowest <> found.highest"""  # noqa: S608
_REPORT = f"""
WITH lines AS ({_LINES}), grouped AS ({_GROUPS.replace(_LINES, "SELECT * FROM lines")}), caused AS ({_CAUSED})
SELECT (SELECT count(DISTINCT quote) FROM lines), (SELECT count(*) FROM grouped), (SELECT count(*) FROM caused),
       (SELECT count(*) FROM caused WHERE cause = 'unexplained'),
       (SELECT count(*) FROM sales_purchase sale
        WHERE sale.occurred_on >= %(start)s AND sale.occurred_on < %(end)s
          AND NOT EXISTS (SELECT FROM loyalty_quote quote WHERE quote.purchase_id = sale.id)),
       (SELECT coalesce(jsonb_agg(to_jsonb(shown)), '[]')
        FROM (SELECT caused.*, product.sku, product.name
              FROM caused JOIN sales_product product ON product.id = caused.product
              ORDER BY caused.cause = 'unexplained' DESC, caused.day DESC, product.name, caused.quantity
              LIMIT {LIMIT}) AS shown)"""  # noqa: S608


def equality(*, start: date, end: date) -> Equality:
    """Sales of the days [start, end)."""
    with connection.cursor() as cursor:
        cursor.execute(_REPORT, {"start": start, "end": end})
        sales, compared, different, unexplained, without_quote, rows = cursor.fetchone()
    differences = [_difference(row) for row in _plain(rows)]
    return Equality(sales, compared, different, unexplained, without_quote, differences)


def _plain(rows: Any) -> list[dict[str, Any]]:
    """Django leaves JSON of raw statements as text."""
    found: list[dict[str, Any]] = json.loads(rows) if isinstance(rows, str) else rows
    return found


def _difference(row: dict[str, Any]) -> Difference:
    return Difference(
        day=date.fromisoformat(row["day"]),
        product=row["product"],
        sku=row["sku"],
        name=row["name"],
        quantity=row["quantity"],
        sales=row["sales"],
        lowest=row["lowest"],
        highest=row["highest"],
        cause=row["cause"],
        cheap=UUID(row["cheap"]),
        dear=UUID(row["dear"]),
    )
