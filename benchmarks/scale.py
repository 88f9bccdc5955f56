"""The sizes of the parts."""

from __future__ import annotations

from dataclasses import dataclass

PARTS = (
    *("import", "import-memory", "recompute", "posting", "pages", "quotes", "tiers", "simulator", "redeeming"),
    *("expiring", "segments", "sending", "birthdays", "surveys", "answers", "inviting", "clocks", "cases", "inbound"),
)


@dataclass(frozen=True)
class Scale:
    """`orders` purchases of `customers` customers for import and the smaller recompute; `large_…` for the larger.

    Pages are compared between `few` customers and `large_customers`.
    """

    name: str
    orders: int
    customers: int
    large_orders: int
    large_customers: int
    few: int
    few_orders: int
    posts: int
    visits: int


FULL = Scale("full", 1_000_000, 100_000, 10_000_000, 1_000_000, 10_000, 100_000, 1500, 420)
QUICK = Scale("quick", 5_000, 500, 20_000, 2_000, 200, 2_000, 60, 8)
