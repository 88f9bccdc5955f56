"""Interests that purchases show: a customer's share of pieces by topic of the products bought.

Derived interests say so, with their weight and reason, and never touch what a customer declared.
Of the last two years, returned pieces left out, a topic counts from two pieces and a fifth of
all pieces on. "All" is everything they bought, each piece once, whether its product has several
topics or none. One statement for any number of customers; what no longer holds goes.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import connection, transaction

from core import clock

WINDOW = timedelta(days=730)
MIN_PIECES = 2
MIN_SHARE = 0.2
# Code of the reason; `sales.wordings` words it.
BOUGHT = "sales.bought"
_DERIVE = """
WITH bought AS (
    SELECT purchase.customer_id, line.product_id, sum(line.quantity - line.returned_quantity) AS pieces
    FROM sales_purchase purchase
    JOIN sales_purchaseline line ON line.purchase_id = purchase.id
    WHERE purchase.occurred_on > %(since)s AND purchase.customer_id IS NOT NULL AND NOT purchase.is_fully_returned
      AND (%(is_all)s OR purchase.customer_id = ANY (%(customers)s))
    GROUP BY 1, 2
), totals AS (
    SELECT customer_id, sum(pieces) AS total FROM bought GROUP BY 1
), by_topic AS (
    SELECT bought.customer_id, tagged.topic_id, sum(bought.pieces) AS pieces
    FROM bought JOIN sales_product_topics tagged ON tagged.product_id = bought.product_id
    GROUP BY 1, 2
), shares AS (
    SELECT by_topic.*, totals.total FROM by_topic JOIN totals USING (customer_id) WHERE by_topic.pieces > 0
), chosen AS (
    SELECT customer_id, topic_id, round(pieces / total, 3) AS weight,
           jsonb_build_object('pieces', trim_scale(pieces)::text, 'all', trim_scale(total)::text) AS facts
    FROM shares WHERE pieces >= %(min_pieces)s AND pieces >= total * %(min_share)s
), gone AS (
    DELETE FROM customers_interest interest
    WHERE interest.kind = 'derived' AND (%(is_all)s OR interest.customer_id = ANY (%(customers)s))
      AND NOT EXISTS (SELECT FROM chosen WHERE chosen.customer_id = interest.customer_id
                      AND chosen.topic_id = interest.topic_id)
)
INSERT INTO customers_interest (customer_id, topic_id, kind, weight, reason, reason_code, reason_data, updated_at)
SELECT customer_id, topic_id, 'derived', weight, '', %(reason)s, facts, %(now)s FROM chosen
ORDER BY customer_id, topic_id
ON CONFLICT (customer_id, topic_id, kind) DO UPDATE
    SET weight = excluded.weight, reason = '', reason_code = excluded.reason_code, reason_data = excluded.reason_data,
        updated_at = excluded.updated_at
    WHERE (customers_interest.weight, customers_interest.reason_code, customers_interest.reason_data)
        IS DISTINCT FROM (excluded.weight, excluded.reason_code, excluded.reason_data)"""


def derive_interests(*, now: datetime, customers: Collection[int] | None = None) -> int:
    """Conclude the interests of these customers, or of all, anew; returns how many rows changed."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(
            _DERIVE,
            {
                "since": clock.business_day(now - WINDOW),
                "is_all": customers is None,
                "customers": sorted(customers or ()),
                "reason": BOUGHT,
                "min_pieces": MIN_PIECES,
                "min_share": MIN_SHARE,
                "now": now,
            },
        )
        return int(cursor.rowcount)
