"""The SQL of a customer's figures, in two steps: raw values, then what derives from them.

Step one (`raw`) reads purchases once, in the order of the index `purchase_history`: receipts
with a gap of 0 days to the one before belong to the same visit. Step two (`derive`) adds
scores, stage, flags and predictions from parameters that the nightly run fixed. Full and
incremental runs, and figures of any other day, group or store, use these same statements, so
they cannot disagree. Every statement is one string with named parameters.

Temporary tables: `m_raw` (step one), `m_scope` (member_id → customer_id that counts for it;
only in scoped runs), `m_merged` (the same for merged customers), `m_expected` (model table).
"""

from __future__ import annotations

from dataclasses import dataclass

from customers.querysets import is_counted
from loyalty.metrics import acts, prospects

# Columns of `loyalty_customermetrics`, in the order in which `derive` selects them.
COLUMNS = (
    "customer_id", "net_revenue", "revenue_365", "promotion_revenue", "rfm_revenue", "predicted_clv",
    "gap_median", "gap_variation", "p_alive", "predicted_visits",
    "as_of", "first_on", "second_on", "last_on",
    "receipts", "visits", "receipts_365", "visits_365", "visits_before", "rfm_visits",
    "r", "f", "m", "score_emotional", "score_behavioural", "score_cognitive", "score_impulsive",
    "is_late", "is_lapsed", "stage", "loyalty_kind", "referrals", "events", "reviews", "informed",
)  # fmt: skip


@dataclass(frozen=True)
class Source:
    """Which purchases a statement reads.

    `is_scoped`: only those of the members in `m_scope`. `has_later_returns`: returns dated after
    the as-of day exist, so the cached `returned` must be taken back to that day. `by_store`:
    only one store's (parameter `store`). `has_merged`: merged customers exist and are mapped
    here; a full recompute maps them separately and keeps the order of the index instead.
    """

    is_scoped: bool = False
    has_later_returns: bool = False
    by_store: bool = False
    has_merged: bool = False

    @property
    def customer(self) -> str:
        if self.is_scoped:
            return "s.customer_id"
        return "coalesce(mm.customer_id, p.customer_id)" if self.has_merged else "p.customer_id"

    @property
    def net(self) -> str:
        return "p.amount - p.returned + coalesce(l.amount, 0)" if self.has_later_returns else "p.amount - p.returned"

    @property
    def tables(self) -> str:
        parts = [
            "m_scope s JOIN sales_purchase p ON p.customer_id = s.member_id" if self.is_scoped else "sales_purchase p"
        ]
        if self.has_merged and not self.is_scoped:
            parts.append("LEFT JOIN m_merged mm ON mm.member_id = p.customer_id")
        if self.has_later_returns:
            parts.append(f"LEFT JOIN ({LATER_RETURNS}) l ON l.purchase_id = p.id")
        return " ".join(parts)

    @property
    def conditions(self) -> str:
        parts = ["p.customer_id IS NOT NULL", "p.occurred_on <= %(as_of)s"]
        whole = "NOT p.is_fully_returned"
        parts.append(f"({whole} OR coalesce(l.completes, false))" if self.has_later_returns else whole)
        if self.by_store:
            parts.append("p.store_id = %(store)s")
        return " AND ".join(parts)

    def receipts(self, *extra: str) -> str:
        """Receipts as of the day: customer_id, occurred_on, net, and what else is asked for."""
        more = "".join(f", {column}" for column in extra)
        return (
            f"SELECT {self.customer} AS customer_id, p.occurred_on, {self.net} AS net{more}"
            f" FROM {self.tables} WHERE {self.conditions}"
        )


LATER_RETURNS = """
    SELECT purchase_id, sum(amount)::bigint AS amount, bool_or(completes) AS completes
    FROM sales_return WHERE occurred_on > %(as_of)s GROUP BY purchase_id
"""


def raw(source: Source) -> str:
    """One row of raw values per customer with a receipt.

    A gap is compared with `IS DISTINCT FROM 0`, because the first receipt has none; sums of
    whole days stay integers, so the same rows give the same figures in any order.
    """
    return f"""
    SELECT customer_id,
        count(*)::int AS receipts,
        (count(*) FILTER (WHERE gap IS DISTINCT FROM 0))::int AS visits,
        sum(net)::bigint AS net_revenue,
        min(occurred_on) AS first_on,
        min(occurred_on) FILTER (WHERE gap > 0) AS second_on,
        max(occurred_on) AS last_on,
        (count(*) FILTER (WHERE occurred_on > %(year_ago)s))::int AS receipts_365,
        coalesce(sum(net) FILTER (WHERE occurred_on > %(year_ago)s), 0)::bigint AS revenue_365,
        (count(*) FILTER (WHERE occurred_on > %(year_ago)s AND gap IS DISTINCT FROM 0))::int AS visits_365,
        (count(*) FILTER (WHERE occurred_on > %(two_years_ago)s AND occurred_on <= %(year_ago)s
                          AND gap IS DISTINCT FROM 0))::int AS visits_before,
        (count(*) FILTER (WHERE occurred_on > %(rfm_from)s AND gap IS DISTINCT FROM 0))::int AS rfm_visits,
        coalesce(sum(net) FILTER (WHERE occurred_on > %(rfm_from)s), 0)::bigint AS rfm_revenue,
        (sum(net) FILTER (WHERE occurred_on = first_day))::bigint AS first_revenue,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY gap) FILTER (WHERE gap > 0) AS gap_median,
        sum(gap::bigint * gap)::float8 AS gap_squares
    FROM (
        SELECT customer_id, occurred_on, net,
            occurred_on - lag(occurred_on) OVER history AS gap,
            first_value(occurred_on) OVER history AS first_day
        FROM ({source.receipts()}) AS receipts
        WINDOW history AS (PARTITION BY customer_id ORDER BY occurred_on)
    ) AS steps
    GROUP BY customer_id"""


def promotions(source: Source) -> str:
    """Net revenue bought on promotion, per customer who did; read through the index of such lines."""
    net = "line.amount - line.returned_amount"
    later = ""
    if source.has_later_returns:
        net += " + coalesce(b.amount, 0)"
        later = """LEFT JOIN (
            SELECT rl.line_id, sum(rl.amount) AS amount FROM sales_returnline rl
            JOIN sales_return rr ON rr.id = rl.return_of_id WHERE rr.occurred_on > %(as_of)s GROUP BY rl.line_id
        ) b ON b.line_id = line.id"""
    return f"""
    SELECT {source.customer} AS customer_id, sum({net})::bigint AS promotion_revenue
    FROM {source.tables} JOIN sales_purchaseline line ON line.purchase_id = p.id AND line.is_promotion {later}
    WHERE {source.conditions} GROUP BY 1"""


# Who is not in the figures by themselves. Merged ones count for their survivor.
DROP_UNCOUNTED = f"""
    DELETE FROM m_raw USING customers_customer c WHERE c.id = m_raw.customer_id AND NOT {is_counted("c")}
"""

MERGED = """
    CREATE TEMPORARY TABLE m_merged ON COMMIT DROP AS
    WITH RECURSIVE chain AS (
        SELECT id AS member_id, merged_into_id AS customer_id FROM customers_customer WHERE merged_into_id IS NOT NULL
        UNION
        SELECT chain.member_id, c.merged_into_id FROM chain JOIN customers_customer c ON c.id = chain.customer_id
        WHERE c.merged_into_id IS NOT NULL
    )
    SELECT chain.member_id, chain.customer_id FROM chain
    JOIN customers_customer c ON c.id = chain.customer_id AND c.merged_into_id IS NULL
"""


def _mid_rank(column: str, *, is_recency: bool = False) -> str:
    """Least value for each of the scores 2…5, by mid-rank; NULL where nobody reaches it.

    With `less` customers before a value and `n` equal ones its mid-rank less ½ is less + n/2.
    Integers throughout: 5·(2·less + n) / (2·N) rounds down.
    """
    order = "DESC" if is_recency else "ASC"
    place = "(5 * (2 * less + n) / (2 * total))::int"
    score = f"5 - {place}" if is_recency else f"1 + {place}"
    return f"""
    SELECT {", ".join(f"min(value) FILTER (WHERE score >= {wanted})" for wanted in (2, 3, 4, 5))}
    FROM (
        SELECT value, {score} AS score FROM (
            SELECT value, n,
                (sum(n) OVER (ORDER BY value {order}) - n)::bigint AS less, (sum(n) OVER ())::bigint AS total
            FROM (SELECT {column} AS value, count(*) AS n FROM m_raw WHERE rfm_visits > 0 GROUP BY 1) AS values_
        ) AS ranks
    ) AS scores"""


CUT_POINTS = {
    "r": _mid_rank("last_on", is_recency=True),
    "f": _mid_rank("rfm_visits"),
    "m": _mid_rank("rfm_revenue"),
}

REPEATS = "(w.visits - 1)"
# Logarithm of the odds that the customer has left, from BG/NBD; only for those with a repeat visit.
_GONE = (
    f"ln(%(a)s::float8 / (%(b)s::float8 + {REPEATS} - 1)) + (%(r)s::float8 + {REPEATS}) * "
    "ln((%(alpha)s::float8 + (%(as_of)s::date - w.first_on) / 7.0::float8)"
    " / (%(alpha)s::float8 + (w.last_on - w.first_on) / 7.0::float8))"
)
# exp() of more than 700 overflows; 1 / (1 + e^600) is 0 in any case.
_ALIVE = f"CASE WHEN w.visits = 1 THEN 1 WHEN w.visits > 1 THEN 1 / (1 + exp(least(600, {_GONE}))) END"
# Gamma-Gamma: expected spend per visit in smallest units; what x repeat visits brought in all, if anything.
_REPEAT_REVENUE = "greatest(w.net_revenue - w.first_revenue, 0)"
_SPEND = (
    f"CASE WHEN {REPEATS} = 0 OR {_REPEAT_REVENUE} = 0 THEN %(p)s::float8 * %(v)s::float8 / (%(q)s::float8 - 1)"
    f" ELSE %(p)s::float8 * (%(v)s::float8 + {_REPEAT_REVENUE})"
    f" / (%(p)s::float8 * {REPEATS} + %(q)s::float8 - 1) END"
)


def _score(column: str, key: str) -> str:
    steps = " + ".join(f"(w.{column} >= %({key}{score})s)::int" for score in (2, 3, 4, 5))
    return f"CASE WHEN w.rfm_visits > 0 THEN 1 + {steps} END"


# Of the gaps between visits: standard deviation ÷ mean, from their squares and the days between first and last.
_GAP_VARIATION = f"""CASE WHEN w.visits > 2 THEN sqrt(greatest(0, (w.gap_squares - (w.last_on - w.first_on)::float8
    * (w.last_on - w.first_on) / {REPEATS}) / (w.visits - 2))) * {REPEATS} / (w.last_on - w.first_on) END"""
_IS_LATE = "coalesce(w.visits >= 3 AND %(as_of)s::date - w.last_on > greatest(30, 2 * w.gap_median), false)"
_BEHAVIOURAL = "CASE WHEN visits >= 5 AND gap_variation < 0.5 THEN round(100 * (1 - gap_variation)) ELSE 0 END"
_IMPULSIVE = """CASE WHEN net_revenue > 0 THEN round(100 * least(1, promotion_revenue::float8 / net_revenue))
    ELSE 0 END"""
_EMOTIONAL = f"least(100, {acts.PER_FRIEND} * referrals + {acts.PER_EVENT} * (events + reviews))"
# No data of whom no link was followed.
_COGNITIVE = f"CASE WHEN informed > 0 THEN least(100, {acts.PER_NEWS} * informed) END"
# The best of the scores that have evidence; ties in the order of `LoyaltyKind`.
_KIND = """CASE WHEN emotional = 0 AND behavioural = 0 AND impulsive = 0 AND cognitive IS NULL THEN ''
    WHEN emotional >= greatest(behavioural, cognitive, impulsive) THEN 'emotional'
    WHEN behavioural >= greatest(cognitive, impulsive) THEN 'behavioural'
    WHEN cognitive >= impulsive THEN 'cognitive' ELSE 'impulsive' END"""


def derive(*, target: str, is_scoped: bool, has_visits_model: bool, has_spend_model: bool) -> str:
    """Write the rows of the counted customers into `target` from `m_raw` and `m_promotions`."""
    customers = _counted(is_scoped=is_scoped, has_visits_model=has_visits_model, has_spend_model=has_spend_model)
    return f"""
    INSERT INTO {target} ({", ".join(COLUMNS)})
    SELECT customer_id, net_revenue, revenue_365, promotion_revenue, rfm_revenue,
        round(alive * value)::bigint, gap_median, gap_variation,
        round(alive * 1e6) / 1e6, round(alive * expected * 1e6) / 1e6,
        %(as_of)s, first_on, second_on, last_on,
        receipts, visits, receipts_365, visits_365, visits_before, rfm_visits,
        r, f, m, emotional, behavioural, cognitive, impulsive, is_late, is_lapsed, stage, {_KIND}, referrals, events,
        reviews, informed
    FROM (
        SELECT d.*, {_EMOTIONAL}::smallint AS emotional, {_BEHAVIOURAL}::smallint AS behavioural,
            ({_COGNITIVE})::smallint AS cognitive, {_IMPULSIVE}::smallint AS impulsive
        FROM ({customers}) AS d
    ) AS scored"""


def _counted(*, is_scoped: bool, has_visits_model: bool, has_spend_model: bool) -> str:
    """A row per counted customer: raw values, scores by the cut points, flags, stage, and what the models say."""
    has_value = has_visits_model and has_spend_model
    alive = _ALIVE if has_visits_model else "NULL::float8"
    expected = "e.visits" if has_visits_model else "NULL::float8"
    value = f"e.discounted * ({_SPEND}) * %(margin)s::float8" if has_value else "NULL::float8"
    join = f"LEFT JOIN m_expected e ON e.repeats = {REPEATS} AND e.first_on = w.first_on" if has_visits_model else ""
    scope = "JOIN (SELECT DISTINCT customer_id FROM m_scope) s ON s.customer_id = c.id" if is_scoped else ""
    is_interested = f"{prospects.since()} < %(day_end)s"
    return f"""
    SELECT c.id AS customer_id,
        coalesce(w.net_revenue, 0) AS net_revenue, coalesce(w.revenue_365, 0) AS revenue_365,
        coalesce(o.promotion_revenue, 0) AS promotion_revenue, coalesce(w.rfm_revenue, 0) AS rfm_revenue,
        {alive} AS alive, {expected} AS expected, {value} AS value,
        w.gap_median, {_GAP_VARIATION} AS gap_variation, w.first_on, w.second_on, w.last_on,
        coalesce(w.receipts, 0) AS receipts, coalesce(w.visits, 0) AS visits,
        coalesce(w.receipts_365, 0) AS receipts_365, coalesce(w.visits_365, 0) AS visits_365,
        coalesce(w.visits_before, 0) AS visits_before, coalesce(w.rfm_visits, 0) AS rfm_visits,
        {_score("last_on", "r")} AS r, {_score("rfm_visits", "f")} AS f, {_score("rfm_revenue", "m")} AS m,
        {_IS_LATE} AS is_late, coalesce(%(as_of)s::date - w.last_on >= %(lapse_days)s, false) AS is_lapsed,
        CASE WHEN b.referrals > 0 THEN 'advocate' WHEN w.visits > 1 THEN 'repeat' WHEN w.visits = 1 THEN 'first_time'
            WHEN {is_interested} THEN 'prospect' ELSE 'suspect' END AS stage, coalesce(b.referrals, 0) AS referrals,
        coalesce(t.events, 0) AS events, coalesce(t.reviews, 0) AS reviews, coalesce(i.informed, 0) AS informed
    FROM customers_customer c {scope}
    LEFT JOIN m_raw w ON w.customer_id = c.id
    LEFT JOIN m_promotions o ON o.customer_id = c.id
    {prospects.joins(is_scoped=is_scoped)}
    LEFT JOIN ({acts.brought(is_scoped=is_scoped)}) b ON b.customer_id = c.id
    LEFT JOIN ({acts.told(is_scoped=is_scoped)}) t ON t.customer_id = c.id
    LEFT JOIN ({acts.informed(is_scoped=is_scoped)}) i ON i.customer_id = c.id
    {join}
    WHERE {is_counted("c")}
        AND (w.customer_id IS NOT NULL OR c.created_at < %(day_end)s OR {is_interested})"""
