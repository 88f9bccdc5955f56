"""The figures of customers that offers are graded by and judged with: three statements for a batch of any size."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from campaigns.gifts.costing import Figures
from campaigns.models import Measure
from loyalty import programme
from loyalty.metrics import margin

# What somebody bought longer ago says little of what they would buy now.
YEARS = timedelta(days=3 * 365)
COLUMNS = {Measure.CLV: "predicted_clv", Measure.YEAR: "revenue_365", Measure.ALL: "net_revenue"}
_MARGIN = margin.of_receipts("receipt", has_later_returns=False)
_BOUGHT = f"""
WITH receipt AS MATERIALIZED (
    SELECT id AS purchase_id, customer_id, amount - returned AS net FROM sales_purchase
    WHERE customer_id = ANY(%(customers)s) AND NOT is_fully_returned AND occurred_at >= %(since)s
)
SELECT whole.customer_id, whole.n, whole.net, coalesce(parts.margin, 0)
FROM (SELECT customer_id, count(*) AS n, sum(net)::bigint AS net FROM receipt GROUP BY 1) whole
LEFT JOIN (
    SELECT receipt.customer_id, round({_MARGIN.total})::bigint AS margin FROM receipt {_MARGIN.joins} GROUP BY 1
) parts USING (customer_id)"""  # noqa: S608  # constants


_REFUSED = """
SELECT DISTINCT customer_id FROM customers_consent
WHERE customer_id = ANY(%s) AND purpose = 'profiling' AND state IN ('refused', 'withdrawn')"""


def of(customers: Sequence[int], measure: str, now: datetime) -> dict[int, Figures | None]:
    """By customer; the value is that of the last night's figures, None where it is not known.

    None for who said no to being profiled, on whatever channel: nothing is concluded of them.
    """
    refused = _refused(customers)
    known = _of([pk for pk in customers if pk not in refused], measure, now)
    return {pk: known.get(pk) for pk in customers}


def _refused(customers: Sequence[int]) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(_REFUSED, [list(customers)])
        return {pk for (pk,) in cursor.fetchall()}


def _of(customers: Sequence[int], measure: str, now: datetime) -> dict[int, Figures]:
    told = _of_the_night(customers, COLUMNS.get(Measure(measure), "NULL::bigint"))
    bought = _bought(customers, now)
    return {
        pk: Figures(*told.get(pk, (None,))[:1], *bought.get(pk, (0, 0, 0)), gap=told[pk][1] if pk in told else None)
        for pk in customers
    }


def _of_the_night(customers: Sequence[int], value: str) -> dict[int, tuple[int | None, float | None]]:
    statement = f"SELECT customer_id, {value}, gap_median FROM loyalty_customermetrics WHERE customer_id = ANY(%s)"  # noqa: S608  # a column of ours
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(customers)])
        return {pk: (found, gap) for pk, found, gap in cursor.fetchall()}


def _bought(customers: Sequence[int], now: datetime) -> dict[int, tuple[int, int, int]]:
    values: dict[str, Any] = {
        "customers": list(customers), "since": now - YEARS, "margin": programme.current().margin_rate,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_BOUGHT, values)
        return {pk: (count, revenue, int(total)) for pk, count, revenue, total in cursor.fetchall()}
