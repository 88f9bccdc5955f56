"""What messages may say of what a customer bought. Receipts that went back whole count nowhere, as in segments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from core import clock
from messaging import templating
from messaging.rendering import known
from sales.facets import OUTDATED, old_enough

_PURCHASES = """
SELECT seen.customer_id, seen.times, last.occurred_on::text, dearest.name
FROM (
    SELECT customer_id, count(*) AS times FROM sales_purchase
    WHERE customer_id = ANY(%(customers)s::bigint[]) AND NOT is_fully_returned GROUP BY customer_id
) seen
JOIN LATERAL (
    SELECT id, occurred_on FROM sales_purchase
    WHERE customer_id = seen.customer_id AND NOT is_fully_returned
    ORDER BY occurred_on DESC, occurred_at DESC, id DESC LIMIT 1
) last ON true
LEFT JOIN LATERAL (
    SELECT nullif(coalesce(nullif(line.description, ''), product.name), '') AS name
    FROM sales_purchaseline line LEFT JOIN sales_product product ON product.id = line.product_id
    WHERE line.purchase_id = last.id AND line.returned_quantity < line.quantity
    ORDER BY line.amount - line.returned_amount DESC, line.position LIMIT 1
) dearest ON true"""

_SUCCESSORS = f"""
SELECT DISTINCT ON (p.customer_id) p.customer_id, product.name, successor.name
FROM {OUTDATED} JOIN sales_product successor ON successor.id = product.successor_id
WHERE p.customer_id = ANY(%(customers)s::bigint[]) AND {old_enough("%(day)s::date")}
ORDER BY p.customer_id, p.occurred_on DESC, line.id DESC"""  # noqa: S608  # constants of this package


def register() -> None:
    known.register(
        known.Known(
            "purchase",
            {
                "purchase.last_on": _("the day of their last purchase; nothing for who never bought"),
                "purchase.last_product": _("the dearest thing of their last purchase that they kept"),
                "purchase.count": _("how many purchases; 0 for who never bought"),
            },
            purchases,
            {"last_on": "2027-02-14", "last_product": _("Oolong"), "count": 7},
        )
    )

    known.register(
        known.Known(
            "successor",
            {
                "successor.old": _("what they have that has a successor; nothing for who has none"),
                "successor.new": _("what the successor is called"),
            },
            successors,
            {"old": _("Turntable One"), "new": _("Turntable Two")},
        )
    )
    templating.offer(
        words={"stock.product": _("the product that is there again; only in the message that says so")},
        examples={"stock": {"product": _("Oolong")}},
    )


def successors(customers: Sequence[int], now: datetime) -> dict[int, Mapping[str, Any]]:
    """The latest bought of the products that a segment would find them by (`facets.OUTDATED`)."""
    with connection.cursor() as cursor:
        cursor.execute(_SUCCESSORS, {"customers": list(customers), "day": clock.business_day(now)})
        return {customer: {"old": old, "new": new} for customer, old, new in cursor.fetchall()}


def purchases(customers: Sequence[int], _now: datetime) -> dict[int, Mapping[str, Any]]:
    told: dict[int, Mapping[str, Any]] = {customer: {"count": 0} for customer in customers}
    with connection.cursor() as cursor:
        cursor.execute(_PURCHASES, {"customers": list(customers)})
        for customer, times, day, product in cursor.fetchall():
            told[customer] = {"count": times, "last_on": day, "last_product": product}
    return told
