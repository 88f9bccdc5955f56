"""What the report says beside what its sources say by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from loyalty.costs.lines import Lines
from loyalty.costs.section.posted import Posted
from loyalty.costs.section.sales import Sales
from loyalty.costs.section.tables import table
from loyalty.costs.section.units import ROLE, Units
from loyalty.metrics import figure as f
from loyalty.metrics.figure import Figure
from loyalty.metrics.scope import Ground


def agreement(ground: Ground, lines: Lines, sales: Sales, posted: Posted) -> Figure:
    """What the report says beside what sales and posted costs say by themselves."""
    rows = [_agrees("sales", lines.sums().revenue, sales.others, _sold(ground))]
    if not ground.scope.is_part and ground.scope.store is None:
        costs = -sum(amount for _code, amount in lines.posted())
        rows.append(_agrees("costs", costs, -posted.left_out, _booked(ground)))
    kinds_ = {"what": f.TEXT, **dict.fromkeys(("here", "left_out", "there", "difference"), f.MONEY)}
    return table(ground, "profit_agreement", rows, kinds_, sales)


def _agrees(what: str, here: int, left_out: int, there: int) -> dict[str, Any]:
    """`left_out` is what the report leaves to others (customers who were no members), and so belongs to `there`."""
    return {"what": what, "here": here, "left_out": left_out, "there": there, "difference": here + left_out - there}


def _sold(ground: Ground) -> int:
    """Net revenue of the period, as every report of sales counts it."""
    sold = f"SELECT coalesce(sum(net), 0)::bigint AS net FROM ({ground.receipts()}) o"
    return int(ground.ask_one(f"{sold} WHERE o.occurred_on BETWEEN %(first)s AND %(last)s", **_days(ground))["net"])


def _booked(ground: Ground) -> int:
    """Posted costs of the period by themselves: what a row takes back counts where the cost stood."""
    row = ground.ask_one(
        """SELECT coalesce(sum(c.amount), 0)::bigint AS amount
        FROM loyalty_cost c LEFT JOIN loyalty_cost base ON base.id = c.of_id
        WHERE coalesce(base.occurred_on, c.occurred_on) BETWEEN %(first)s AND %(last)s
            AND c.occurred_on <= %(as_of)s""",
        **_days(ground),
    )
    return int(row["amount"])


def _days(ground: Ground) -> dict[str, Any]:
    period = ground.scope.shown_period
    return {"first": period.first, "last": period.last}


def agreement_units(ground: Ground, units: Units, values: dict[str, Any]) -> Iterator[Figure]:
    """What the currencies' rows count, with what they leave out, beside all entries that the ledger booked then.

    Left out: money paid in and out, units that change hands, and what returns of the period took back of
    earlier grants less what later returns took of this period's.
    """
    if ground.scope.store is not None:
        return
    customer = "coalesce(mm.customer_id, a.customer_id)" if ground.source.has_merged else "a.customer_id"
    merged = "LEFT JOIN m_merged mm ON mm.member_id = a.customer_id" if ground.source.has_merged else ""
    found = ground.ask(
        f"""
        WITH moves AS (
            SELECT a.currency, e.units, {ROLE} IS NOT NULL AS has_role,
                e.occurred_at >= %(from_at)s AND e.occurred_at < %(until_at)s AS is_now,
                coalesce(origin.occurred_at, e.occurred_at) >= %(from_at)s
                    AND coalesce(origin.occurred_at, e.occurred_at) < %(until_at)s AS is_reported
            FROM loyalty_entry e JOIN loyalty_account a ON a.id = e.account_id {merged}
            LEFT JOIN loyalty_entry origin ON e.kind = 'return' AND origin.event_key = e.facts ->> 'of'
            WHERE e.occurred_at >= %(from_at)s AND e.occurred_at < %(end)s
                AND {customer} IN (SELECT customer_id FROM {ground.rows})
        )
        SELECT currency AS what, coalesce(sum(units) FILTER (WHERE is_now), 0)::bigint AS there,
            (coalesce(sum(units) FILTER (WHERE is_now AND NOT (has_role AND is_reported)), 0)
             - coalesce(sum(units) FILTER (WHERE NOT is_now AND has_role AND is_reported), 0))::bigint AS left_out
        FROM moves GROUP BY currency ORDER BY 1""",
        **values,
    )
    rows = [_agrees(row["what"], units.moved.get(row["what"], 0), row["left_out"], row["there"]) for row in found]
    kinds_ = {"what": f.TEXT, **dict.fromkeys(("here", "left_out", "there", "difference"), f.COUNT)}
    yield Figure(
        "profit_agreement_units", rows, n=len(rows), period=ground.scope.shown_period, kinds=kinds_, is_total=True,
        status=f.OK if rows else f.NO_DATA, definition="profit_agreement",
    )  # fmt: skip
