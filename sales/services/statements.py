"""The statements that write a receipt with all its lines at once.

Both share their parts: the place, the lines as told with their products, the writing of
lines, and the keys that come back. Values always travel as parameters.
"""

from __future__ import annotations

from uuid import UUID

# Lines as told, each with its product. Serves recording and amending alike.
_TOLD = """
told AS (
    SELECT line.*, product.id AS product_id, product.name AS product_name, product.unit_cost AS product_cost,
           product.warranty_months
    FROM unnest(%(products)s::bigint[], %(skus)s::text[], %(descriptions)s::text[], %(quantities)s::numeric[],
                %(amounts)s::bigint[], %(costs)s::bigint[], %(promotions)s::bool[], %(serials)s::text[])
         WITH ORDINALITY AS line (product, sku, description, quantity, amount, cost, is_promotion, serial, position)
    -- By key for each line: joined at once, a plan for any number of lines would read the whole catalogue.
    LEFT JOIN LATERAL (
        SELECT * FROM sales_product
        WHERE id = coalesce(line.product, (SELECT known.id FROM sales_product known WHERE known.sku = line.sku))
        LIMIT 1
    ) product ON true
)"""
_PLACE = """
place AS (
    SELECT (SELECT id FROM sales_store WHERE id = %(store_id)s::bigint OR code = %(store_code)s) AS store_id,
           coalesce(
               (SELECT id FROM sales_channel WHERE id = %(channel_id)s::bigint OR code = %(channel_code)s),
               (SELECT channel_id FROM sales_store
                WHERE (id = %(store_id)s::bigint OR code = %(store_code)s) AND NOT %(has_channel)s)
           ) AS channel_id
)"""
_WRITE_LINES = """
written AS (
    INSERT INTO sales_purchaseline (purchase_id, position, product_id, description, quantity, amount, unit_cost,
        is_promotion, serial_number, guarantee_until, returned_quantity, returned_amount)
    SELECT new.id, told.position, told.product_id,
           coalesce(nullif(told.description, ''), told.product_name, ''), told.quantity, told.amount,
           coalesce(told.cost, told.product_cost), told.is_promotion, told.serial,
           CASE WHEN told.warranty_months > 0
                THEN (%(guaranteed_from)s::date + make_interval(months => told.warranty_months))::date END, 0, 0
    FROM new CROSS JOIN told
)"""
_KEYS = """
SELECT new.id, new.customer_id, place.store_id, place.channel_id,
       (SELECT array_agg(told.position) FROM told
        WHERE told.product_id IS NULL AND (told.product IS NOT NULL OR told.sku IS NOT NULL)) AS unknown_products
FROM new CROSS JOIN place"""
_RECORD = f"""
WITH who AS (
    SELECT id FROM customers_customer
    WHERE {{key}} = %(customer)s AND merged_into_id IS NULL AND erased_at IS NULL
    -- The lock that the foreign key would take at the commit. Taken here, it meets a merge of this very
    -- moment: whoever comes second sees what the first has left, and no sale stays with who is merged away.
    FOR KEY SHARE
), {_PLACE}, {_TOLD}, new AS (
    INSERT INTO sales_purchase (public_id, customer_id, source, number, state, occurred_at, occurred_on, store_id,
        channel_id, amount, tax, delivery, tip, paid_points, paid_cashback, paid_gift_card, paid_voucher, returned,
        is_fully_returned, promised_at, fulfilled_at, fingerprint, created_at)
    SELECT %(public_id)s, (SELECT id FROM who), %(source)s, %(number)s, %(state)s, %(occurred_at)s, %(occurred_on)s,
           place.store_id, place.channel_id, %(amount)s, %(tax)s, %(delivery)s, %(tip)s, %(paid_points)s,
           %(paid_cashback)s, %(paid_gift_card)s, %(paid_voucher)s, 0, false, %(promised_at)s::timestamptz,
           %(fulfilled_at)s::timestamptz, %(fingerprint)s, %(created_at)s
    FROM place
    WHERE %(is_anonymous)s OR EXISTS (SELECT FROM who)
    ON CONFLICT (source, number) DO NOTHING
    RETURNING id, customer_id
), {_WRITE_LINES} {_KEYS}"""  # noqa: S608  # only our own constants are put in
RECORD_BY = {
    UUID: _RECORD.format(key="public_id"),
    int: _RECORD.format(key="id"),
    type(None): _RECORD.format(key="id"),
}
AMEND = f"""
WITH {_PLACE}, {_TOLD}, new AS (
    UPDATE sales_purchase SET customer_id = %(customer)s, occurred_at = %(occurred_at)s, occurred_on = %(occurred_on)s,
        store_id = place.store_id, channel_id = place.channel_id, amount = %(amount)s, tax = %(tax)s,
        delivery = %(delivery)s, tip = %(tip)s, paid_points = %(paid_points)s, paid_cashback = %(paid_cashback)s,
        paid_gift_card = %(paid_gift_card)s, paid_voucher = %(paid_voucher)s, state = %(state)s,
        promised_at = %(promised_at)s::timestamptz, fulfilled_at = %(fulfilled_at)s::timestamptz,
        fingerprint = %(fingerprint)s
    FROM place WHERE sales_purchase.id = %(purchase)s
    RETURNING sales_purchase.id, sales_purchase.customer_id
), {_WRITE_LINES} {_KEYS}"""  # noqa: S608  # only our own constants are put in
GUARANTEES_RUN_FROM = """
UPDATE sales_purchaseline SET guarantee_until = (%(day)s::date + make_interval(months => product.warranty_months))::date
FROM sales_product product
WHERE sales_purchaseline.purchase_id = %(purchase)s AND product.id = sales_purchaseline.product_id
  AND product.warranty_months > 0"""
