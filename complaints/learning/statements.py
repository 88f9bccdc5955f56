"""The SQL behind the figures: what each case adds to the sums, and the sums of it.

Of a mark there is how many (`n`) and how much (`total`). Durations are counted by bucket: sixteen to each doubling of
a minute, so that a percentile read from them is right to 2.2 %. What was merged, is spam, or is of somebody who is left
out of all figures does not count.
"""

from __future__ import annotations

from customers.querysets import is_left_out

# Buyers of these days after the end of a case came back.
BACK_DAYS = 90
BUCKETS = 16
# Of these a part has all marks; of the others (the product, the cause, the door) only how many.
WHOLE = ("all", "store", "category", "team")
COUNTED = "n"


def bucket(seconds: str) -> str:
    """0 up to a minute; bucket b ends at 60 · 2^(b/16) seconds."""
    return f"greatest(0, ceil({BUCKETS} * ln(greatest({seconds}, 1) / 60.0::float8) / ln(2.0::float8)))::int"


def _since(column: str) -> str:
    return f"extract(epoch FROM c.{column} - c.received_at)::float8"


# Who came back: bought within the days after the end, what they returned taken off. Where the same customer had another
# case that ended within these days, the later one stands for both: nobody is recovered twice.
_BACK = f"""
    SELECT count(*) > 0 AS again, coalesce(sum(p.amount - p.returned), 0) AS net
    FROM sales_purchase p
    WHERE p.customer_id = who.id AND NOT p.is_fully_returned AND p.state <> 'cancelled'
        AND p.occurred_on >= (c.resolved_at AT TIME ZONE %(zone)s)::date AND p.occurred_at > c.resolved_at
        AND p.occurred_at <= c.resolved_at + interval '{BACK_DAYS} days'"""
_LATER = f"""
    EXISTS (SELECT FROM complaints_case other WHERE other.customer_id = c.customer_id AND other.id <> c.id
        AND other.state IN ('resolved', 'closed')
        AND (other.resolved_at, other.id) > (c.resolved_at, c.id)
        AND other.resolved_at <= c.resolved_at + interval '{BACK_DAYS} days')"""
_IS_OVER = f"c.resolved_at + interval '{BACK_DAYS} days' <= %(now)s"
# How fast the first answer of a person came, by the clock on the wall.
_SPEED = f"""CASE WHEN c.responded_at IS NULL THEN 'none' WHEN {_since("responded_at")} <= 3600 THEN '1h'
    WHEN {_since("responded_at")} <= 14400 THEN '4h' WHEN {_since("responded_at")} <= 86400 THEN '1d'
    WHEN {_since("responded_at")} <= 259200 THEN '3d' ELSE 'more' END"""
_MARKS = f"""
    SELECT '{COUNTED}' AS mark, 1 AS n, 0::bigint AS total
    UNION ALL SELECT 'ended', 1, 0 WHERE ended.is_ended
    UNION ALL SELECT 'reopened', 1, c.reopened WHERE c.reopened > 0
    UNION ALL SELECT 'outcome:' || c.outcome, 1, 0 WHERE ended.is_ended
    UNION ALL SELECT 'ack.c:' || {bucket(_since("acknowledged_at"))}, 1, 0 WHERE c.acknowledged_at IS NOT NULL
    UNION ALL SELECT 'first.c:' || {bucket(_since("responded_at"))}, 1, 0 WHERE c.responded_at IS NOT NULL
    UNION ALL SELECT 'end.c:' || {bucket(_since("resolved_at"))}, 1, 0 WHERE ended.is_ended
    UNION ALL SELECT k.mark || '.w:' || {bucket("k.spent::float8")}, 1, 0
        FROM complaints_caseclock w CROSS JOIN LATERAL (VALUES (CASE w.kind WHEN 'acknowledge' THEN 'ack'
            WHEN 'respond' THEN 'first' WHEN 'resolve' THEN 'end' END, w.spent)) k (mark, spent)
        WHERE w.case_id = c.id AND w.stopped_at IS NOT NULL AND NOT w.is_lapsed AND k.mark IS NOT NULL
    UNION ALL SELECT 'sla.' || w.kind || CASE WHEN w.is_late OR w.stopped_at IS NULL THEN '.late' ELSE '.ok' END,
            count(*), 0
        FROM complaints_caseclock w
        WHERE w.case_id = c.id AND (w.is_late OR w.stopped_at IS NOT NULL AND NOT w.is_lapsed
            OR w.stopped_at IS NULL AND w.due_at <= %(now)s) GROUP BY 1
    UNION ALL SELECT 'followed', 1, 0 WHERE back.is_followed
    UNION ALL SELECT 'recovered', 1, back.net WHERE back.is_followed AND back.again
    UNION ALL SELECT 'speed:' || c.severity || ':' || {_SPEED}, 1, back.again::int WHERE back.is_followed"""
_DIMS = """array_remove(ARRAY[
    'all:', 'store:' || c.store_id, 'product:' || c.product_id, 'category:' || c.category_id, 'cause:' || c.cause_id,
    'team:' || c.team_id, 'severity:' || c.severity, 'door:' || c.door], NULL)"""
# What the cases add now.
_NOW = f"""
SELECT c.id AS case_id, c.is_confidential,
    c.state NOT IN ('merged', 'spam') AND NOT coalesce({is_left_out("who")}, false) AS counts,
    day.day, date_trunc('month', day.day)::date AS month, c.product_id AS product, {_DIMS} AS dims,
    (SELECT jsonb_object_agg(m.mark, jsonb_build_array(m.n, m.total)) FROM ({_MARKS}) m) AS marks
FROM complaints_case c
LEFT JOIN customers_customer told ON told.id = c.customer_id
LEFT JOIN customers_customer who ON who.id = coalesce(told.merged_into_id, told.id)
CROSS JOIN LATERAL (SELECT (c.received_at AT TIME ZONE %(zone)s)::date AS day) day
CROSS JOIN LATERAL (SELECT c.state IN ('resolved', 'closed') AS is_ended) ended
CROSS JOIN LATERAL (
    SELECT ended.is_ended AND who.id IS NOT NULL AND (bought.again OR {_IS_OVER}) AND NOT {_LATER} AS is_followed,
        bought.again, bought.net
    FROM ({_BACK}) bought
) back
WHERE c.id = ANY(%(ids)s)"""
_EXPANDED = """
    split_part(dim, ':', 1) AS dimension, split_part(dim, ':', 2) AS value, month, is_confidential, told.key AS mark,
    sum(sign * (told.value->>0)::bigint)::bigint AS n, sum(sign * (told.value->>1)::bigint)::bigint AS total"""
_WHOLE = ", ".join(f"'{name}'" for name in WHOLE)
_SPREAD = f"""CROSS JOIN LATERAL unnest(dims) dim CROSS JOIN LATERAL jsonb_each(marks) told
    WHERE (split_part(dim, ':', 1) IN ({_WHOLE}) OR told.key = '{COUNTED}')"""
_COLUMNS = "dimension, value, month, is_confidential, mark, n, total"
# Out of the old sums and into the new ones: one statement, one snapshot.
MOVE = f"""
WITH new AS MATERIALIZED ({_NOW}), old AS MATERIALIZED (
    SELECT f.* FROM complaints_casefigure f WHERE f.case_id = ANY(%(ids)s)
), written AS (
    INSERT INTO complaints_casefigure (case_id, is_confidential, counts, day, month, product, dims, marks)
    SELECT case_id, is_confidential, counts, day, month, product, dims, marks FROM new
    ON CONFLICT (case_id) DO UPDATE SET is_confidential = excluded.is_confidential, counts = excluded.counts,
        day = excluded.day, month = excluded.month, product = excluded.product, dims = excluded.dims,
        marks = excluded.marks
), change AS (
    SELECT -1 AS sign, month, is_confidential, dims, marks FROM old WHERE counts
    UNION ALL SELECT 1, month, is_confidential, dims, marks FROM new WHERE counts
), due AS (
    SELECT {_EXPANDED} FROM change {_SPREAD} GROUP BY dim, month, is_confidential, told.key
)
MERGE INTO complaints_casecell AS cell
USING (SELECT * FROM due WHERE n <> 0 OR total <> 0) AS due
ON (cell.dimension, cell.value, cell.month, cell.is_confidential, cell.mark)
    = (due.dimension, due.value, due.month, due.is_confidential, due.mark)
WHEN MATCHED AND cell.n + due.n = 0 THEN DELETE
WHEN MATCHED THEN UPDATE SET n = cell.n + due.n, total = cell.total + due.total
WHEN NOT MATCHED THEN INSERT ({_COLUMNS}) VALUES (due.dimension, due.value, due.month, due.is_confidential, due.mark,
    due.n, due.total)"""
# With the ended cases of the same customers: which of them stands for the others may be another now.
BESIDE = """
SELECT DISTINCT other.id FROM complaints_case c JOIN complaints_case other ON other.customer_id = c.customer_id
WHERE c.id = ANY(%(ids)s) AND other.state IN ('resolved', 'closed')"""
# Whose figures change though nobody touched them: a clock ran out, a customer came back or had their time.
DUE = f"""
INSERT INTO complaints_casetouch (case_id)
SELECT w.case_id FROM complaints_caseclock w WHERE w.stopped_at IS NULL AND w.due_at <= %(now)s
    AND w.due_at > %(since)s
UNION
SELECT c.id FROM complaints_case c
WHERE c.state IN ('resolved', 'closed') AND c.customer_id IS NOT NULL
    AND c.resolved_at > %(since)s - interval '{BACK_DAYS} days' AND c.resolved_at <= %(now)s
UNION
SELECT c.id FROM sales_purchase p
JOIN customers_customer told ON told.id = p.customer_id
JOIN complaints_case c ON c.customer_id = told.id AND c.state IN ('resolved', 'closed')
    AND p.occurred_at > c.resolved_at AND p.occurred_at <= c.resolved_at + interval '{BACK_DAYS} days'
WHERE p.id > %(purchase)s"""

# --- Orders -------------------------------------------------------------------------------

ORDERS = """
INSERT INTO complaints_orderday (dimension, value, day, n)
SELECT 'all', '', p.occurred_on, count(*) FROM sales_purchase p WHERE p.state <> 'cancelled' AND {days} GROUP BY 3
UNION ALL
SELECT 'store', p.store_id::text, p.occurred_on, count(*) FROM sales_purchase p
WHERE p.state <> 'cancelled' AND p.store_id IS NOT NULL AND {days} GROUP BY 2, 3
UNION ALL
SELECT 'product', line.product_id::text, p.occurred_on, count(DISTINCT p.id)
FROM sales_purchase p JOIN sales_purchaseline line ON line.purchase_id = p.id
WHERE p.state <> 'cancelled' AND line.product_id IS NOT NULL AND {days} GROUP BY 2, 3"""
NEW_DAYS = "SELECT DISTINCT occurred_on FROM sales_purchase WHERE id > %(purchase)s"
