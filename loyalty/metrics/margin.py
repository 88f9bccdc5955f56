"""The margin on goods, as SQL: the one definition of the figures and of the profit and loss.

By the line's unit cost where it is known, else by the programme's rate (`%(margin)s`), less what came back until the
as-of day; of a receipt without lines by the rate.
"""

from __future__ import annotations

from dataclasses import dataclass

_LATER = """LEFT JOIN (
    SELECT rl.line_id, sum(rl.quantity) AS quantity, sum(rl.amount) AS amount FROM sales_returnline rl
    JOIN sales_return rr ON rr.id = rl.return_of_id WHERE rr.occurred_on > %(as_of)s GROUP BY 1
) b ON b.line_id = line.id"""


@dataclass(frozen=True)
class Margin:
    """`total` sums over rows of receipts that `joins` has brought their lines to."""

    total: str
    joins: str


def of_receipts(alias: str, *, has_later_returns: bool) -> Margin:
    """Of rows `alias` with purchase_id and net. With later returns, what came back after the day is not back yet."""
    amount, quantity = ("coalesce(b.amount, 0)", "coalesce(b.quantity, 0)") if has_later_returns else ("0", "0")
    kept = f"(line.amount - line.returned_amount + {amount})"
    pieces = f"(line.quantity - line.returned_quantity + {quantity})"
    total = f"""sum(CASE
        WHEN line.id IS NULL THEN {alias}.net * %(margin)s::numeric
        WHEN line.unit_cost IS NULL THEN {kept} * %(margin)s::numeric
        ELSE {kept} - line.unit_cost * {pieces} END)"""
    joins = f"LEFT JOIN sales_purchaseline line ON line.purchase_id = {alias}.purchase_id"
    return Margin(total, f"{joins} {_LATER}" if has_later_returns else joins)
