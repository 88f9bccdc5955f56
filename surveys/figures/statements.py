"""The SQL behind the figures: answers with their dimensions, who answered again and when, and the sums of it."""

from __future__ import annotations

from customers.querysets import is_left_out
from surveys.models import NEVER

# More segments than these would make as many sums that nobody looks at: published ones first, then the oldest.
SEGMENTS = 50
_NEVER = f"DATE '{NEVER.isoformat()}'"
# As `Scope.key`.
SURVEY_SCOPE = "'s' || {0}.survey_id || ':' || {0}.metric || ':' || {0}.scale"
SERIES_SCOPE = "{0}.metric || ':' || {0}.relation || ':' || {0}.scale"

# What an answer can be looked at by, as it is now; of anonymous surveys nothing that a purchase would tell.
_OF_PURCHASE = """
    SELECT line.product_id AS id FROM sales_purchaseline line
    WHERE line.purchase_id = p.id AND r.product_id IS NULL"""
_DIMS = f"""ARRAY(
    SELECT 'all:'
    UNION ALL SELECT 'score:' || r.score
    UNION ALL SELECT 'origin:' || r.origin
    UNION ALL SELECT 'store:' || coalesce(r.store_id, p.store_id)
    UNION ALL SELECT 'channel:' || coalesce(r.channel_id, p.channel_id)
    UNION ALL SELECT 'staff:' || r.staff_id
    UNION ALL SELECT 'product:' || coalesce(
        r.product_id, (SELECT min(bought.id) FROM ({_OF_PURCHASE}) bought HAVING count(DISTINCT bought.id) = 1))
    UNION ALL SELECT DISTINCT 'category:' || product.category_id FROM (
        SELECT r.product_id AS id UNION ALL {_OF_PURCHASE}) about
        JOIN sales_product product ON product.id = about.id
    UNION ALL SELECT 'tier:' || coalesce((
        SELECT period.level_id FROM loyalty_tierperiod period
        WHERE period.customer_id = who.id AND period.valid_from <= r.finished_at
            AND (period.valid_until IS NULL OR period.valid_until > r.finished_at) LIMIT 1), 0)
        WHERE who.id IS NOT NULL
    UNION ALL SELECT 'group:' || circle.customergroup_id FROM customers_customer_groups circle
        WHERE circle.customer_id = who.id
    UNION ALL SELECT 'segment:' || place.segment_id FROM customers_segmentmember place
        WHERE place.customer_id = who.id AND place.segment_id = ANY(%(segments)s))"""
# `ids` of answers; whoever is there already stays.
TAKE = f"""
INSERT INTO surveys_responsefigure (
    response_id, survey_id, customer_id, metric, relation, scale, at, day, month, score, outcome, weight, dims,
    in_series, counts, survey_next, series_next)
SELECT r.id, r.survey_id, who.id, r.metric, s.relation, r.scale, r.finished_at, r.finished_on,
    date_trunc('month', r.finished_on)::date, r.score, r.outcome, r.weight,
    array_remove({_DIMS}, NULL), NOT s.is_anonymous, false, {_NEVER}, {_NEVER}
FROM surveys_response r JOIN surveys_survey s ON s.id = r.survey_id
LEFT JOIN customers_customer c ON c.id = r.customer_id
LEFT JOIN LATERAL (SELECT coalesce(c.merged_into_id, c.id) AS id) who ON true
LEFT JOIN sales_purchase p ON p.id = r.purchase_id AND NOT s.is_anonymous
WHERE r.id = ANY(%(ids)s) AND r.score IS NOT NULL AND r.metric <> ''
ON CONFLICT (response_id) DO NOTHING"""
SEGMENT_IDS = f"SELECT id FROM customers_segment ORDER BY published_as = '', id LIMIT {SEGMENTS}"

# Answers go where their customer went; gives those concerned.
REASSIGN = """
UPDATE surveys_responsefigure figure SET customer_id = coalesce(c.merged_into_id, c.id)
FROM surveys_response r LEFT JOIN customers_customer c ON c.id = r.customer_id
WHERE r.id = figure.response_id AND figure.response_id IN (
    SELECT response_id FROM surveys_responsefigure WHERE customer_id = ANY(%(touched)s)
    UNION SELECT id FROM surveys_response WHERE customer_id = ANY(%(touched)s))
RETURNING figure.response_id, figure.customer_id"""


def _linked(partition: str) -> str:
    """The month of the next answer by the same customer."""
    return f"""coalesce(lead(f.month) OVER (
        PARTITION BY f.customer_id, {partition} ORDER BY f.at, f.response_id), {_NEVER})"""


_KNOWN = f"""
    SELECT f.response_id, NOT {is_left_out("c")} AS counts,
        {_linked("f.survey_id, f.metric, f.scale")} AS survey_next,
        {_linked("f.metric, f.relation, f.scale, f.in_series")} AS series_next
    FROM surveys_responsefigure f JOIN customers_customer c ON c.id = f.customer_id
    WHERE {{customers}}"""
_NAMELESS = f"""
    SELECT f.response_id, true, {_NEVER}, {_NEVER} FROM surveys_responsefigure f
    WHERE f.customer_id IS NULL AND NOT f.is_settled AND {{ids}}"""
_SUMS = """
    scope, split_part(dim, ':', 1) AS dimension, split_part(dim, ':', 2) AS value, month, until,
    sum(sign) AS n,
    coalesce(sum(sign * weight) FILTER (WHERE outcome = 'high'), 0) AS high,
    coalesce(sum(sign * weight) FILTER (WHERE outcome = 'middle'), 0) AS middle,
    coalesce(sum(sign * weight) FILTER (WHERE outcome = 'low'), 0) AS low,
    sum(sign * weight * weight) AS squares,
    sum(sign * weight * score) AS total,
    sum(sign * weight * score * score) AS total_squares"""
_COLUMNS = "scope, dimension, value, month, until, n, high, middle, low, squares, total, total_squares"
_ADDED = ", ".join(f"{name} = cell.{name} + due.{name}" for name in _COLUMNS.split(", ")[5:])
_NEW = ", ".join(f"due.{name}" for name in _COLUMNS.split(", "))
# What of answers changes, out of the old sums and into the new ones: one statement, one snapshot.
MOVE = f"""
WITH due AS (
    {_KNOWN.format(customers="f.customer_id = ANY(%(customers)s)")}
    UNION ALL {_NAMELESS.format(ids="f.response_id = ANY(%(ids)s)")}
), move AS MATERIALIZED (
    SELECT f.response_id, {SURVEY_SCOPE.format("f")} AS survey_scope, {SERIES_SCOPE.format("f")} AS series_scope,
        f.month, f.score, f.outcome, f.weight, f.dims, f.in_series,
        f.counts AS was, f.survey_next AS survey_was, f.series_next AS series_was,
        due.counts, due.survey_next, due.series_next
    FROM due JOIN surveys_responsefigure f USING (response_id)
    WHERE (f.counts, f.survey_next, f.series_next) IS DISTINCT FROM (due.counts, due.survey_next, due.series_next)
), written AS (
    UPDATE surveys_responsefigure f
    SET counts = move.counts, survey_next = move.survey_next, series_next = move.series_next
    FROM move WHERE f.response_id = move.response_id
), change AS (
    SELECT side.sign, side.scope, side.until, move.month, move.score, move.outcome, move.weight, move.dims
    FROM move CROSS JOIN LATERAL (VALUES
        (-1, was, survey_scope, survey_was), (1, counts, survey_scope, survey_next),
        (-1, was AND in_series, series_scope, series_was), (1, counts AND in_series, series_scope, series_next)
    ) side (sign, is_in, scope, until)
    WHERE side.is_in AND side.until > move.month
)
MERGE INTO surveys_figurecell AS cell
USING (
    SELECT {_SUMS} FROM change CROSS JOIN LATERAL unnest(dims) dim GROUP BY scope, dim, month, until
) AS due ON (cell.scope, cell.dimension, cell.month, cell.until, cell.value)
    = (due.scope, due.dimension, due.month, due.until, due.value)
WHEN MATCHED AND cell.n + due.n = 0 THEN DELETE
WHEN MATCHED THEN UPDATE SET {_ADDED}
WHEN NOT MATCHED AND due.n <> 0 THEN INSERT ({_COLUMNS}) VALUES ({_NEW})"""

# --- Everything anew ----------------------------------------------------------------------

REASSIGN_ALL = """
UPDATE surveys_responsefigure figure SET customer_id = found.id
FROM (SELECT r.id AS response_id, coalesce(c.merged_into_id, c.id) AS id
      FROM surveys_response r LEFT JOIN customers_customer c ON c.id = r.customer_id) found
WHERE found.response_id = figure.response_id AND figure.customer_id IS DISTINCT FROM found.id"""
LINK_ALL = f"""
UPDATE surveys_responsefigure figure
SET counts = due.counts, survey_next = due.survey_next, series_next = due.series_next
FROM ({_KNOWN.format(customers="true")} UNION ALL {_NAMELESS.format(ids="true")}) due
WHERE due.response_id = figure.response_id
    AND (figure.counts, figure.survey_next, figure.series_next)
        IS DISTINCT FROM (due.counts, due.survey_next, due.series_next)"""
SUM_ALL = f"""
INSERT INTO surveys_figurecell ({_COLUMNS})
SELECT {_SUMS} FROM (
    SELECT 1 AS sign, side.scope, side.until, f.month, f.score, f.outcome, f.weight, f.dims
    FROM surveys_responsefigure f CROSS JOIN LATERAL (VALUES
        ({SURVEY_SCOPE.format("f")}, f.survey_next, true), ({SERIES_SCOPE.format("f")}, f.series_next, f.in_series)
    ) side (scope, until, is_in)
    WHERE f.counts AND side.is_in AND side.until > f.month
) change CROSS JOIN LATERAL unnest(dims) dim
GROUP BY scope, dim, month, until"""
