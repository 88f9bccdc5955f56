"""What discounts and gifts of a sale cost, posted with the sale and taken back with its lines.

A quote that was honoured says, line by line, what the list price was and what took something off it:
price list, promotions, staff. Each is a cost of its line. What comes back takes back its share
cumulatively, as the line pays back: after each return a line has taken back
`round(cost × returned ÷ quantity)`, so the last piece takes what rounding left. A gift goes with the whole
purchase. An amended order takes back all of a quote that it no longer has.
"""

from __future__ import annotations

from typing import Any

from django.db import connection

from core import clock
from sales.hooks import Change

_DISCOUNTS = """
INSERT INTO loyalty_cost (key, kind, amount, customer_id, purchase_id, position, occurred_at, occurred_on, booked_at,
    note)
SELECT 'quote:' || quote.id || ':' || (line ->> 'position') || ':' || part.kind, part.kind, part.amount,
    purchase.customer_id, purchase.id, (line ->> 'position')::smallint, purchase.occurred_at, purchase.occurred_on,
    %(now)s, ''
FROM loyalty_quote quote
JOIN sales_purchase purchase ON purchase.id = quote.purchase_id
CROSS JOIN LATERAL jsonb_array_elements(quote.facts -> 'lines') line
CROSS JOIN LATERAL (
    SELECT coalesce(sum((step ->> 'discount')::bigint) FILTER (WHERE step ->> 'kind' = 'promotion'), 0) AS promotion,
        coalesce(sum((step ->> 'discount')::bigint) FILTER (WHERE step ->> 'kind' = 'staff'), 0) AS staff
    FROM jsonb_array_elements(line -> 'steps') step
) off
CROSS JOIN LATERAL (VALUES
    ('price', (line ->> 'list_amount')::bigint - (line ->> 'amount')::bigint - off.promotion - off.staff),
    ('promotion', off.promotion), ('staff', off.staff)
) part (kind, amount)
WHERE quote.purchase_id = ANY(%(purchases)s) AND quote.released_at IS NULL AND part.amount <> 0
ON CONFLICT (key) DO NOTHING"""

_GIFTS = """
INSERT INTO loyalty_cost (key, kind, amount, customer_id, purchase_id, occurred_at, occurred_on, booked_at, note)
SELECT 'quote:' || quote.id || ':gift:' || used.promotion_id, 'gift', worth.each * used.gift_quantity,
    purchase.customer_id, purchase.id, purchase.occurred_at, purchase.occurred_on, %(now)s, left(gift.name, 200)
FROM loyalty_quote quote
JOIN sales_purchase purchase ON purchase.id = quote.purchase_id
JOIN loyalty_promotionuse used ON used.quote_id = quote.id
JOIN loyalty_gift gift ON gift.id = used.gift_id
LEFT JOIN sales_product product ON product.id = gift.product_id
CROSS JOIN LATERAL (SELECT coalesce(nullif(gift.unit_cost, 0), product.unit_cost, 0) AS each) worth
WHERE quote.purchase_id = ANY(%(purchases)s) AND quote.released_at IS NULL AND worth.each * used.gift_quantity <> 0
ON CONFLICT (key) DO NOTHING"""

_LEFT = """
base AS (
    SELECT cost.*, cost.amount + coalesce(back.amount, 0) AS left_over, coalesce(back.rows, 0) AS rows
    FROM loyalty_cost cost
    LEFT JOIN LATERAL (
        SELECT sum(amount)::bigint AS amount, count(*) AS rows,
            bool_or(key = cost.key || ':amended') AS is_over
        FROM loyalty_cost taken WHERE taken.of_id = cost.id
    ) back ON true
    WHERE cost.purchase_id IN (SELECT purchase_id FROM concerned) AND cost.of_id IS NULL
      AND (cost.position IS NOT NULL OR cost.kind = 'gift') AND NOT coalesce(back.is_over, false)
)"""

_RETURNED = f"""
WITH concerned AS (
    SELECT purchase_id, max(occurred_at) AS at, max(occurred_on) AS day, false AS is_retaken
    FROM sales_return WHERE id = ANY(%(returns)s) AND purchase_id <> ALL(%(retaken)s) GROUP BY purchase_id
    UNION ALL
    SELECT id, %(now)s, (%(now)s::timestamptz AT TIME ZONE %(zone)s)::date, true
    FROM sales_purchase WHERE id = ANY(%(retaken)s)
), {_LEFT}, due AS (
    SELECT base.*, concerned.at, concerned.day, concerned.is_retaken,
        CASE WHEN base.position IS NOT NULL
                THEN base.amount - coalesce(round(base.amount * line.returned_quantity / line.quantity), base.amount)
            WHEN purchase.is_fully_returned AND NOT EXISTS (
                -- It was kept, and its worth charged: the ledger gives that back.
                SELECT FROM loyalty_promotionuse used
                JOIN loyalty_entry charged ON charged.event_key = 'gift:' || used.id
                WHERE base.key = 'quote:' || used.quote_id || ':gift:' || used.promotion_id
                  AND used.quote_id = ANY (SELECT id FROM loyalty_quote WHERE purchase_id = base.purchase_id)
            ) THEN 0 ELSE base.amount END::bigint AS kept
    FROM base
    JOIN concerned ON concerned.purchase_id = base.purchase_id
    JOIN sales_purchase purchase ON purchase.id = base.purchase_id
    LEFT JOIN sales_purchaseline line ON line.purchase_id = base.purchase_id AND line.position = base.position
)
INSERT INTO loyalty_cost (key, kind, amount, customer_id, purchase_id, position, of_id, occurred_at, occurred_on,
    booked_at, note)
SELECT key || ':return:' || rows + 1, kind, kept - left_over, customer_id, purchase_id, position, id, at, day,
    %(now)s, ''
FROM due WHERE kept <> left_over AND (is_retaken OR abs(kept) < abs(left_over))"""

_AMENDED = f"""
WITH concerned AS (SELECT unnest(%(purchases)s::bigint[]) AS purchase_id), {_LEFT}
INSERT INTO loyalty_cost (key, kind, amount, customer_id, purchase_id, position, of_id, occurred_at, occurred_on,
    booked_at, note)
SELECT key || ':amended', kind, -left_over, customer_id, purchase_id, position, id, %(now)s,
    (%(now)s::timestamptz AT TIME ZONE %(zone)s)::date, %(now)s, ''
FROM base WHERE left_over <> 0 AND NOT EXISTS (
    -- An order that is changed in its day or its tip keeps its quote, and what that costs.
    SELECT FROM loyalty_quote held WHERE held.purchase_id = base.purchase_id AND held.released_at IS NULL
      AND starts_with(base.key, 'quote:' || held.id || ':')
)"""


def costs_hook(change: Change) -> None:
    """After pricing has bound and freed quotes, in the transaction of the sale."""
    retaken = sorted(change.retaken)
    if amended := [purchase for purchase in change.amended if purchase not in change.retaken]:
        _run(_AMENDED, change, purchases=amended)
    if change.returns or retaken:
        _run(_RETURNED, change, returns=list(change.returns), retaken=retaken)
    if named := sorted(purchase for purchase, told in change.quotes.items() if told):
        _run(_DISCOUNTS, change, purchases=named)
        _run(_GIFTS, change, purchases=named)


def _run(statement: str, change: Change, **values: Any) -> None:
    with connection.cursor() as cursor:
        told: dict[str, Any] = {"now": change.now, "zone": str(clock.business_zone())} | values
        cursor.execute(statement, told)
