"""Members' purchases of the period: what they brought, and what the goods cost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from customers import membership
from loyalty.costs.lines import GOODS, REVENUE, Cell
from loyalty.costs.section.whose import level_at, level_name
from loyalty.metrics import margin
from loyalty.metrics.scope import Ground


class Sales:
    """Members' purchases of the period, and who else bought."""

    def __init__(self, ground: Ground, values: dict[str, Any]) -> None:
        _create_sales(ground, values)
        self.cells = list(_sale_cells(ground))
        self.others = self._one(ground, "SELECT coalesce(sum(net), 0)::bigint FROM m_sales WHERE NOT is_member")
        self.buyers = self._one(ground, "SELECT count(DISTINCT customer_id) FROM m_sales WHERE is_member")
        rows = ground.ask(
            f"""SELECT {level_name("level_id")} AS level, count(DISTINCT customer_id) AS buyers,
            count(*) AS receipts FROM m_sales WHERE is_member GROUP BY level_id"""
        )
        self.by_level = {row["level"]: row for row in rows}

    @staticmethod
    def _one(ground: Ground, statement: str) -> int:
        ground.cursor.execute(statement)
        return int(ground.cursor.fetchone()[0])


def _create_sales(ground: Ground, values: dict[str, Any]) -> None:
    receipts = ground.receipts("p.id AS purchase_id", "p.occurred_at")
    ground.cursor.execute(
        f"""
        CREATE TEMPORARY TABLE m_sales ON COMMIT DROP AS
        SELECT o.purchase_id, o.customer_id, o.net, to_char(o.occurred_on, 'YYYY-MM') AS month,
            {membership.member_at("o.customer_id", "o.occurred_at")} AS is_member,
            {level_at("o.customer_id", "o.occurred_at")} AS level_id
        FROM ({receipts}) o WHERE o.occurred_on BETWEEN %(first)s AND %(last)s""",
        ground.values | values,
    )
    ground.cursor.execute("ANALYZE m_sales")


def _sale_cells(ground: Ground) -> Iterator[Cell]:
    """Revenue, and what the goods cost: by the line's unit cost where known, else by the programme's margin."""
    goods = margin.of_receipts("m", has_later_returns=ground.source.has_later_returns)
    rows = ground.ask(
        f"""
        WITH lines AS (
            SELECT m.month, m.level_id, {goods.total} AS margin FROM m_sales m {goods.joins}
            WHERE m.is_member GROUP BY 1, 2
        ), sums AS (SELECT month, level_id, sum(net) AS net FROM m_sales WHERE is_member GROUP BY 1, 2)
        SELECT sums.month, {level_name("sums.level_id")} AS level, sums.net::bigint AS revenue,
            round(lines.margin)::bigint AS margin
        FROM sums JOIN lines ON lines.month = sums.month AND lines.level_id IS NOT DISTINCT FROM sums.level_id
        ORDER BY 1, 2"""
    )
    for row in rows:
        yield Cell(row["month"], row["level"], REVENUE, row["revenue"])
        yield Cell(row["month"], row["level"], GOODS, row["margin"] - row["revenue"])
