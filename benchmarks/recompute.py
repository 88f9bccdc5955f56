"""Recomputing every customer's figures, against one CREATE TABLE AS with the same aggregates; and a few customers'."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from benchmarks import databases
from benchmarks.report import Row
from benchmarks.scale import Scale

ROUNDS = 2
TOUCHED_SHARE = 0.01

# The yardstick, as an analyst would write it: aggregates, gaps between visits with their median and
# variation, the windows of 365 days and of RFM, and the mid-ranks behind the scores.
YARDSTICK = """
CREATE TABLE bench_figures AS
WITH steps AS (
    SELECT customer_id, occurred_on, amount - returned AS net,
           occurred_on - lag(occurred_on) OVER history AS gap, first_value(occurred_on) OVER history AS first_day
    FROM sales_purchase
    WHERE customer_id IS NOT NULL AND NOT is_fully_returned AND occurred_on <= %(as_of)s
    WINDOW history AS (PARTITION BY customer_id ORDER BY occurred_on)
), figures AS (
    SELECT customer_id, count(*) AS receipts, count(*) FILTER (WHERE gap IS DISTINCT FROM 0) AS visits,
           sum(net) AS net_revenue, min(occurred_on) AS first_on, max(occurred_on) AS last_on,
           min(occurred_on) FILTER (WHERE gap > 0) AS second_on,
           sum(net) FILTER (WHERE occurred_on = first_day) AS first_revenue,
           count(*) FILTER (WHERE occurred_on > %(as_of)s - 365) AS receipts_365,
           sum(net) FILTER (WHERE occurred_on > %(as_of)s - 365) AS revenue_365,
           count(*) FILTER (WHERE occurred_on > %(as_of)s - 365 AND gap IS DISTINCT FROM 0) AS visits_365,
           count(*) FILTER (WHERE occurred_on > %(as_of)s - 730 AND occurred_on <= %(as_of)s - 365
                            AND gap IS DISTINCT FROM 0) AS visits_before,
           count(*) FILTER (WHERE occurred_on > %(as_of)s - 730 AND gap IS DISTINCT FROM 0) AS rfm_visits,
           sum(net) FILTER (WHERE occurred_on > %(as_of)s - 730) AS rfm_revenue,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY gap) FILTER (WHERE gap > 0) AS gap_median,
           stddev_samp(gap) FILTER (WHERE gap > 0) / avg(gap) FILTER (WHERE gap > 0) AS gap_variation
    FROM steps GROUP BY customer_id
), promotions AS (
    SELECT customer_id, sum(line.amount - line.returned_amount) AS promotion_revenue
    FROM sales_purchaseline line JOIN sales_purchase ON sales_purchase.id = line.purchase_id
    WHERE line.is_promotion AND customer_id IS NOT NULL AND NOT is_fully_returned AND occurred_on <= %(as_of)s
    GROUP BY customer_id
)
SELECT figures.*, promotion_revenue,
       (rank() OVER recency + cume_dist() OVER recency * count(*) OVER ()) / 2 AS recency_rank,
       (rank() OVER frequency + cume_dist() OVER frequency * count(*) OVER ()) / 2 AS frequency_rank,
       (rank() OVER money + cume_dist() OVER money * count(*) OVER ()) / 2 AS money_rank
FROM figures LEFT JOIN promotions USING (customer_id)
WINDOW recency AS (ORDER BY last_on DESC), frequency AS (ORDER BY rfm_visits), money AS (ORDER BY rfm_revenue)
"""
BARE = """
SELECT count(*), sum(n) FROM (
    SELECT customer_id, count(*) AS n, sum(amount), max(occurred_on) FROM sales_purchase GROUP BY customer_id
) grouped"""


@dataclass(frozen=True)
class Times:
    """Seconds, the best of the rounds."""

    full: float
    yardstick: float
    bare: float
    incremental: float
    reports: float
    customers: int
    touched: int

    @property
    def ratio(self) -> float:
        return self.full / self.yardstick


def measure(scale: Scale, *, fresh: bool) -> tuple[list[Row], list[str]]:
    """Both sizes; each in a process of its own, because Django knows one database per process."""
    import json
    import sys

    found = []
    for size, customers, orders in sizes(scale):
        database = databases.ensure(f"{scale.name}_{size}", f"{customers} {orders} --ledger", fresh=fresh)
        print(f"recompute: {orders:,} purchases …", flush=True)
        out = databases.run([sys.executable, "-m", "benchmarks.recompute"], database)
        found.append(Times(**json.loads(out.strip().splitlines()[-1])))
        print(f"recompute: {found[-1]}", flush=True)
    return _rows(scale, *found), [_yardstick_note()]


def sizes(scale: Scale) -> list[tuple[str, int, int]]:
    return [("small", scale.customers, scale.orders), ("large", scale.large_customers, scale.large_orders)]


def _rows(scale: Scale, small: Times, large: Times) -> list[Row]:
    rows = [_full(scale.orders, small), _full(scale.large_orders, large)]
    growth = large.full / small.full
    rows.append(
        Row(
            "recompute_growth", f"full recompute, {scale.large_orders:,} against {scale.orders:,} purchases",
            f"{large.full:.1f} s", f"{small.full:.1f} s", growth, 15, "×",
        )
    )  # fmt: skip
    return rows + [_incremental(size, times) for size, times in ((scale.orders, small), (scale.large_orders, large))]


def _full(orders: int, times: Times) -> Row:
    return Row(
        key=f"recompute_{orders}",
        work=f"full recompute, {orders:,} purchases of {times.customers:,} customers",
        measured=f"{times.full:.1f} s",
        against=f"CREATE TABLE AS {times.yardstick:.1f} s (bare GROUP BY {times.bare:.1f} s)",
        value=times.ratio,
        bar=2,
        unit="×",
        note=f"model fits, scores, stages, predictions, indexes and the swap included; "
        f"the reports of the programme then took {times.reports:.1f} s.",
        details={"seconds": times.full, "yardstick_seconds": times.yardstick, "bare_seconds": times.bare},
    )


def _incremental(orders: int, times: Times) -> Row:
    return Row(
        key=f"incremental_{orders}",
        work=f"incremental recompute after 1 % of customers bought, {orders:,} purchases",
        measured=f"{times.incremental:.2f} s ({times.touched:,} customers)",
        against=f"full {times.full:.1f} s",
        value=100 * times.incremental / times.full,
        bar=5,
        unit="%",
    )


def _yardstick_note() -> str:
    return f"The best of {ROUNDS} rounds each, taken in turns. The yardstick:\n\n```sql\n{YARDSTICK.strip()}\n```"


# --- In the process of one size -----------------------------------------------------------


def run_here() -> dict[str, float]:
    """Times of one database, yardstick and product in turns."""
    from django.db import connection

    from core import clock
    from loyalty.metrics import recompute, store

    now = clock.now()
    as_of = clock.business_day(now)
    best: dict[str, float] = {}
    for _ in range(ROUNDS):
        _keep(best, "bare", lambda: _query(BARE))
        _keep(best, "yardstick", lambda: _yardstick(as_of))
        _keep(best, "full", lambda: recompute.full(as_of=as_of, now=now))
    started = time.monotonic()
    store.refresh(now=now)
    best["reports"] = time.monotonic() - started
    best["customers"] = recompute_count()
    for _ in range(ROUNDS):
        best["touched"] = _buy(connection, as_of)
        _keep(best, "incremental", lambda: recompute.incremental(now=now))
    return best


def recompute_count() -> int:
    from loyalty.models import CustomerMetrics

    return CustomerMetrics.objects.count()


def _keep(best: dict[str, float], name: str, work: Callable[[], Any]) -> None:
    started = time.monotonic()
    work()
    best[name] = min(best.get(name, float("inf")), time.monotonic() - started)


def _query(statement: str, parameters: dict[str, Any] | None = None) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def _yardstick(as_of: date) -> None:
    _query("DROP TABLE IF EXISTS bench_figures")
    _query(YARDSTICK, {"as_of": as_of})


def _buy(connection: Any, as_of: date) -> int:
    """One more purchase for every hundredth customer, told as the hook of sales tells it."""
    from loyalty.metrics.touch import touch

    _query("DROP TABLE IF EXISTS bench_figures")
    with connection.cursor() as cursor:
        cursor.execute(
            """
            CREATE TEMPORARY TABLE buyers ON COMMIT PRESERVE ROWS AS
            SELECT id FROM customers_customer WHERE random() < %s
            """,
            [TOUCHED_SHARE],
        )
        cursor.execute(_BUY, {"as_of": as_of})
        cursor.execute("SELECT id FROM buyers")
        buyers = [row[0] for row in cursor.fetchall()]
        cursor.execute("DROP TABLE buyers")
    touch(buyers)
    return len(buyers)


_BUY = """
INSERT INTO sales_purchase (public_id, customer_id, source, number, state, occurred_at, occurred_on, amount, tax,
    delivery, tip, paid_points, paid_cashback, paid_gift_card, paid_voucher, returned, is_fully_returned, fingerprint,
    created_at)
SELECT gen_random_uuid(), id, 'bench-touch', gen_random_uuid()::text, 'fulfilled', now(), %(as_of)s,
       1500, 0, 0, 0, 0, 0, 0, 0, 0, false, '', now()
FROM buyers"""


if __name__ == "__main__":
    import json

    import django

    django.setup()
    print(json.dumps(run_here()))
