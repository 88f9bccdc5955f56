"""How often and for how much: repeat rates, averages, the revenue tree, inactivity, cohorts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from loyalty.metrics import figure as f
from loyalty.metrics import tree
from loyalty.metrics.days import Look, Period, add_months
from loyalty.metrics.figure import Figure, ratio
from loyalty.metrics.scope import Ground

NEXT_RATES = 5
COHORTS = 36


def looks(as_of: date) -> list[Look]:
    """The last half-year, and the four quarters that end with the as-of day, newest first."""
    end = as_of + timedelta(days=1)
    quarters = [Look(add_months(end, -3 - 3 * back), add_months(end, -3 * back), 90) for back in range(4)]
    return [Look(add_months(end, -6), end, 180), *quarters]


def figures(ground: Ground) -> Iterator[Figure]:
    totals = _totals(ground)
    yield from _sums(totals)
    yield from _repeat(totals)
    yield from _periods(ground)
    yield _cohorts(ground)
    yield from _anonymous(ground)


def _totals(ground: Ground) -> dict[str, Any]:
    steps = ", ".join(f"count(*) FILTER (WHERE visits >= {n}) AS from_{n}" for n in range(1, NEXT_RATES + 2))
    return ground.ask_one(
        f"""SELECT count(*) FILTER (WHERE visits > 0) AS buyers, coalesce(sum(net_revenue), 0)::bigint AS net_revenue,
        coalesce(sum(receipts), 0)::bigint AS receipts, coalesce(sum(visits), 0)::bigint AS visits, {steps}
        FROM {ground.rows}"""
    )


def _sums(totals: dict[str, Any]) -> Iterator[Figure]:
    n, money = totals["buyers"], totals["net_revenue"]
    yield Figure("customers_to_date", n, f.COUNT, n, definition="customers_to_date")
    yield Figure("net_revenue", money, f.MONEY, n, definition="net_revenue", is_total=True)
    yield Figure("receipts", totals["receipts"], f.COUNT, n, definition="receipts")
    yield Figure("visits", totals["visits"], f.COUNT, n, definition="visits")
    yield Figure("average_order_value", ratio(money, totals["receipts"]), f.MONEY, n, definition="average_order_value")
    yield Figure("spend_per_visit", ratio(money, totals["visits"]), f.MONEY, n, definition="spend_per_visit")
    yield Figure("clv_to_date", ratio(money, n), f.MONEY, n, definition="clv_to_date")


def _repeat(totals: dict[str, Any]) -> Iterator[Figure]:
    n = totals["buyers"]
    yield Figure("repeat_customers", totals["from_2"], f.COUNT, n, definition="repeat_customers")
    yield Figure("repeat_customer_rate", ratio(totals["from_2"], n), f.SHARE, n, definition="repeat_customer_rate")
    steps = [
        {
            "step": f"{i}→{i + 1}", "customers": totals[f"from_{i}"], "came_again": totals[f"from_{i + 1}"],
            "rate": ratio(totals[f"from_{i + 1}"], totals[f"from_{i}"]),
        }
        for i in range(1, NEXT_RATES + 1)
    ]  # fmt: skip
    kinds = {"step": f.TEXT, "customers": f.COUNT, "came_again": f.COUNT, "rate": f.SHARE}
    guards = {"rate": "customers"}
    yield Figure("next_purchase_rates", steps, n=n, kinds=kinds, guards=guards, definition="next_purchase_rates")


def _periods(ground: Ground) -> Iterator[Figure]:
    """Repeat rate of the period, revenue tree against the period before, inactivity: one pass over histories."""
    period = ground.scope.shown_period
    before = period.before()
    asked = [*looks(ground.scope.as_of), *([ground.scope.look] if ground.scope.look else [])]
    counted = ground.ask_one(_periods_sql(ground, asked), **_period_values(period, before, asked))
    buyers = counted["buyers"]
    yield Figure("buyers", buyers, f.COUNT, buyers, period, definition="buyers")
    yield Figure(
        "revenue_of_period", counted["revenue"], f.MONEY, buyers, period, definition="revenue_of_period", is_total=True
    )
    rate = ratio(counted["repeaters"], buyers)
    yield Figure(
        "repeat_customer_rate_of_period", rate, f.SHARE, buyers, period, definition="repeat_customer_rate_of_period"
    )
    yield _tree(ground, counted, period, before)
    yield _inactivity(counted, asked)


def _period_values(period: Period, before: Period, asked: list[Look]) -> dict[str, Any]:
    values: dict[str, Any] = {
        "first": period.first, "last": period.last, "before_first": before.first, "before_last": before.last,
    }  # fmt: skip
    for i, look in enumerate(asked):
        values |= {
            f"start_{i}": look.start,
            f"end_{i}": look.end,
            f"from_{i}": look.start - timedelta(days=look.window),
        }
    return values


def _periods_sql(ground: Ground, asked: list[Look]) -> str:
    windows = "".join(
        f""", bool_or(occurred_on >= %(from_{i})s AND occurred_on < %(start_{i})s) AS was_{i},
        bool_or(occurred_on >= %(start_{i})s AND occurred_on < %(end_{i})s) AS came_{i}"""
        for i in range(len(asked))
    )
    counts = "".join(
        f""", count(*) FILTER (WHERE was_{i}) AS base_{i},
        count(*) FILTER (WHERE was_{i} AND NOT came_{i}) AS away_{i}"""
        for i in range(len(asked))
    )
    now, then = "occurred_on BETWEEN %(first)s AND %(last)s", "occurred_on BETWEEN %(before_first)s AND %(before_last)s"
    return f"""
    SELECT count(*) FILTER (WHERE visits_now > 0) AS buyers, count(*) FILTER (WHERE visits_then > 0) AS buyers_then,
        count(*) FILTER (WHERE visits_now > 0 AND visits_until >= 2) AS repeaters,
        coalesce(sum(visits_now), 0)::bigint AS visits, coalesce(sum(visits_then), 0)::bigint AS visits_then,
        coalesce(sum(revenue_now), 0)::bigint AS revenue,
        coalesce(sum(revenue_then), 0)::bigint AS revenue_then {counts}
    FROM (
        SELECT customer_id,
            count(*) FILTER (WHERE {now} AND gap IS DISTINCT FROM 0) AS visits_now,
            count(*) FILTER (WHERE {then} AND gap IS DISTINCT FROM 0) AS visits_then,
            count(*) FILTER (WHERE occurred_on <= %(last)s AND gap IS DISTINCT FROM 0) AS visits_until,
            sum(net) FILTER (WHERE {now}) AS revenue_now, sum(net) FILTER (WHERE {then}) AS revenue_then {windows}
        FROM ({ground.history()}) steps GROUP BY customer_id
    ) customers"""


def units_sql(ground: Ground, condition: str) -> str:
    """Units kept (not returned) of the scope's receipts that fit `condition`."""
    later, back = "", "0"
    if ground.source.has_later_returns:
        back = "coalesce(b.quantity, 0)"
        later = """LEFT JOIN (
            SELECT rl.line_id, sum(rl.quantity) AS quantity FROM sales_returnline rl
            JOIN sales_return rr ON rr.id = rl.return_of_id WHERE rr.occurred_on > %(as_of)s GROUP BY 1
        ) b ON b.line_id = line.id"""
    return f"""
    SELECT coalesce(sum(line.quantity - line.returned_quantity + {back}), 0)::float8 AS units
    FROM ({ground.receipts("p.id AS purchase_id")}) o
    JOIN sales_purchaseline line ON line.purchase_id = o.purchase_id {later}
    WHERE {condition}"""


def _tree(ground: Ground, counted: dict[str, Any], period: Period, before: Period) -> Figure:
    between = "o.occurred_on BETWEEN %(first)s AND %(last)s"
    units = ground.ask_one(units_sql(ground, between), first=period.first, last=period.last)["units"]
    units_then = ground.ask_one(units_sql(ground, between), first=before.first, last=before.last)["units"]
    now = tree.Sums(counted["buyers"], counted["visits"], units, counted["revenue"])
    then = tree.Sums(counted["buyers_then"], counted["visits_then"], units_then, counted["revenue_then"])
    added = tree.whole_contributions(then, now)
    factors_then, factors_now = then.factors(), now.factors()
    rows = [
        {"factor": name, "before": factors_then[name], "now": factors_now[name], "contribution": added[name]}
        for name in tree.FACTORS
    ]
    rows.append(
        {"factor": "revenue", "before": then.revenue, "now": now.revenue, "contribution": now.revenue - then.revenue}
    )
    kinds = {"factor": f.TEXT, "before": f.NUMBER, "now": f.NUMBER, "contribution": f.MONEY}
    return Figure("revenue_tree", rows, n=now.buyers, period=period, kinds=kinds, definition="revenue_tree")


def _inactivity(counted: dict[str, Any], asked: list[Look]) -> Figure:
    rows = [
        {
            "from": look.start.isoformat(), "to": look.end.isoformat(), "window_days": look.window,
            "customers": counted[f"base_{i}"], "inactive": counted[f"away_{i}"],
            "rate": ratio(counted[f"away_{i}"], counted[f"base_{i}"]),
        }
        for i, look in enumerate(asked)
    ]  # fmt: skip
    kinds = {
        "from": f.DAY, "to": f.DAY, "window_days": f.COUNT, "customers": f.COUNT, "inactive": f.COUNT, "rate": f.SHARE,
    }  # fmt: skip
    n = max(counted[f"base_{i}"] for i in range(len(asked)))
    return Figure("inactivity", rows, n=n, kinds=kinds, guards={"rate": "customers"}, definition="inactivity")


def _month(expression: str) -> str:
    """Months since year 0, so that differences are months."""
    return f"(date_part('year', {expression}) * 12 + date_part('month', {expression}) - 1)::int"


def _cohorts(ground: Ground) -> Figure:
    """Customers by month of first visit, and how many of them came in each later month."""
    found = ground.ask(
        f"""
        SELECT cohort, month - cohort AS k, count(*)::int AS customers FROM (
            SELECT {_month("first_day")} AS cohort, {_month("occurred_on")} AS month,
                gap IS NULL
                    OR date_trunc('month', occurred_on) <> date_trunc('month', occurred_on - gap) AS is_new_month
            FROM ({ground.history()}) steps
        ) months WHERE is_new_month AND cohort > %(since)s GROUP BY 1, 2 ORDER BY 1, 2""",
        since=ground.scope.as_of.year * 12 + ground.scope.as_of.month - 1 - COHORTS,
    )
    last = ground.scope.as_of.year * 12 + ground.scope.as_of.month - 1
    cohorts: dict[int, dict[int, int]] = {}
    for row in found:
        cohorts.setdefault(row["cohort"], {})[row["k"]] = row["customers"]
    rows: list[dict[str, Any]] = [
        {
            "cohort": f"{cohort // 12:04d}-{cohort % 12 + 1:02d}",
            "size": months[0],
            "customers": [months.get(k, 0) for k in range(last - cohort + 1)],
            "rates": [months.get(k, 0) / months[0] for k in range(last - cohort + 1)],
        }
        for cohort, months in cohorts.items()
    ]
    kinds = {"cohort": f.TEXT, "size": f.COUNT, "customers": f.COUNT, "rates": f.SHARE}
    n = sum(row["size"] for row in rows)
    return Figure("cohorts", rows, n=n, kinds=kinds, guards={"rates": "size"}, definition="cohorts")


def _anonymous(ground: Ground) -> Iterator[Figure]:
    """Sales to nobody we know: revenue that no figure of a customer contains."""
    if ground.scope.is_part:
        return
    anonymous = ground.source.receipts().replace("p.customer_id IS NOT NULL", "p.customer_id IS NULL")
    row = ground.ask_one(f"SELECT count(*) AS n, coalesce(sum(net), 0)::bigint AS revenue FROM ({anonymous}) o")
    yield Figure("anonymous_revenue", row["revenue"], f.MONEY, row["n"], definition="anonymous_revenue", is_total=True)
