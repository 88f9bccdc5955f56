"""Costs that were posted: rewards, gifts, discounts, messages and the like."""

from __future__ import annotations

from typing import Any

from customers import membership
from customers.querysets import is_left_out
from loyalty.costs import kinds
from loyalty.costs.lines import POSTED, Cell
from loyalty.costs.section.whose import level_at, level_name
from loyalty.metrics.scope import Ground


class Posted:
    def __init__(self, cells: list[Cell], left_out: int) -> None:
        self.cells, self.left_out = cells, left_out


def posted_of(ground: Ground, values: dict[str, Any]) -> Posted:
    """By the day of the cost, also for what was taken back later; discounts with the members' sales they were on."""
    customer = "coalesce(mm.customer_id, c.customer_id)" if ground.source.has_merged else "c.customer_id"
    merged = "LEFT JOIN m_merged mm ON mm.member_id = c.customer_id" if ground.source.has_merged else ""
    place = ""
    if ground.scope.store is not None:
        place = "JOIN sales_purchase p ON p.id = c.purchase_id AND p.store_id = %(store)s"
    whose = f"coalesce(customer_id IN (SELECT customer_id FROM {ground.rows}), false)"
    if not ground.scope.is_part:
        whose = f"""NOT EXISTS (SELECT FROM customers_customer person
            WHERE person.id = customer_id AND {is_left_out("person")})"""
    rows = ground.ask(
        f"""
        WITH rows AS (
            SELECT c.kind, c.amount, {customer} AS customer_id, coalesce(base.occurred_at, c.occurred_at) AS at,
                coalesce(base.occurred_on, c.occurred_on) AS day
            FROM loyalty_cost c LEFT JOIN loyalty_cost base ON base.id = c.of_id {merged} {place}
            WHERE c.occurred_on >= %(first)s AND c.occurred_on <= %(as_of)s
        )
        SELECT kind, to_char(day, 'YYYY-MM') AS month,
            {level_name(level_at("rows.customer_id", "rows.at"))} AS level,
            {membership.member_at("rows.customer_id", "rows.at")} AS is_member, {whose} AS is_counted,
            sum(amount)::bigint AS amount
        FROM rows WHERE day BETWEEN %(first)s AND %(last)s GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3""",
        **values,
    )
    discounts = {kind.code for kind in kinds.known() if kind.is_discount}
    cells, left_out = [], 0
    for row in rows:
        if row["is_counted"] and (row["is_member"] or row["kind"] not in discounts):
            cells.append(Cell(row["month"], row["level"], POSTED + row["kind"], -row["amount"]))
        elif not ground.scope.is_part:
            left_out -= row["amount"]
    return Posted(cells, left_out)
