"""Members' purchases of a period as receipts, in the order of sale, a slice at a time.

Slices follow the index on the time of sale, so that a million purchases pass through a few
megabytes, and no cursor stays open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from core import clock
from customers.segments import membership
from loyalty.earning import Line, Receipt
from loyalty.earning.book import RuleBook
from loyalty.ledger import store

SLICE = 10_000
_TIER = """(SELECT level.code FROM loyalty_tierperiod period JOIN loyalty_tierlevel level ON level.id = period.level_id
     WHERE period.customer_id = {customer} AND period.valid_from <= {at}
       AND (period.valid_until IS NULL OR {at} < period.valid_until))"""
_PURCHASES = """
SELECT purchase.id, purchase.customer_id, purchase.occurred_at::text, purchase.occurred_on, purchase.amount,
       purchase.channel_id, purchase.tax, purchase.delivery, purchase.tip, purchase.paid_points,
       purchase.paid_cashback, purchase.returned, {tier}
FROM sales_purchase purchase
JOIN customers_membership membership ON membership.customer_id = purchase.customer_id
     AND membership.state = 'active'
WHERE (purchase.occurred_at, purchase.id) > (%(at)s::timestamptz, %(id)s) AND purchase.occurred_at < %(until)s
  AND purchase.state <> 'cancelled' AND NOT purchase.is_fully_returned
ORDER BY purchase.occurred_at, purchase.id LIMIT %(limit)s"""
_LINES = """
SELECT line.purchase_id, line.position, line.amount, line.product_id, product.brand_id, category.path{quantity}
FROM sales_purchaseline line
LEFT JOIN sales_product product ON product.id = line.product_id
LEFT JOIN sales_category category ON category.id = product.category_id
WHERE line.purchase_id = ANY(%(purchases)s::bigint[])
ORDER BY line.purchase_id, line.position"""
_COUNT = """
SELECT count(*) FROM sales_purchase purchase
JOIN customers_membership membership ON membership.customer_id = purchase.customer_id
     AND membership.state = 'active'
WHERE purchase.occurred_at >= %(since)s AND purchase.occurred_at < %(until)s
  AND purchase.state <> 'cancelled' AND NOT purchase.is_fully_returned"""


@dataclass(slots=True)
class Bought:
    """A purchase with what rules may ask, and what of it has come back."""

    id: int
    customer: int
    day: date
    tier: str
    returned: int
    receipt: Receipt
    segments: frozenset[int] = frozenset()


def count(since: datetime, until: datetime) -> int:
    return int(store.rows(_COUNT, {"since": since, "until": until})[0][0])


def tier_of(customer: str, at: str) -> str:
    """The code of the level that the customer in the first column had at the time in the second, as an expression."""
    has_tiers = store.rows("SELECT EXISTS (SELECT FROM loyalty_tierperiod)", {})[0][0]
    return _TIER.format(customer=customer, at=at) if has_tiers else "''"


def purchases(since: datetime, until: datetime, book: RuleBook) -> Iterator[list[Bought]]:
    """Slices in the order of sale."""
    statement = _PURCHASES.format(tier=tier_of("purchase.customer_id", "purchase.occurred_at"))
    zone = clock.business_zone() if book.asks_minute else None
    at, last = since, 0
    while True:
        told = {"at": at, "id": last, "until": until, "limit": SLICE}
        rows = store.rows(statement, told)
        if not rows:
            return
        lines = _lines([row[0] for row in rows], book)
        bought = [_bought(row, lines.get(row[0], ()), zone) for row in rows]
        held = membership.segments_at(book.segments, [(one.customer, one.receipt.occurred_at) for one in bought])
        for one, segments in zip(bought, held, strict=True):
            one.segments = segments
        yield bought
        at, last = datetime.fromisoformat(rows[-1][2]), rows[-1][0]


def _lines(wanted: list[int], book: RuleBook) -> dict[int, list[Line]]:
    """Quantities only where some rule counts pieces: reading a million decimals takes seconds."""
    statement = _LINES.format(quantity=", line.quantity" if book.asks_quantity else "")
    found: dict[int, list[Line]] = {}
    paths: dict[str | None, tuple[int, ...]] = {None: (), "": ()}
    for purchase, position, amount, product, brand, path, *quantity in store.rows(
        statement, {"purchases": store.array(wanted)}
    ):
        categories = paths.get(path)
        if categories is None:
            categories = paths[path] = tuple([int(part) for part in path.split("/") if part])
        line = Line(position, amount, product, brand, categories, *quantity)
        if purchase in found:
            found[purchase].append(line)
        else:
            found[purchase] = [line]
    return found


def _bought(row: tuple[object, ...], lines: object, zone: ZoneInfo | None) -> Bought:
    pk, customer, told_at, day, amount, channel, tax, delivery, tip, points, cashback, returned, tier = row
    at = datetime.fromisoformat(told_at)  # type: ignore[arg-type]
    minute = 0
    if zone is not None:
        local = at.astimezone(zone)
        minute = local.hour * 60 + local.minute
    receipt = Receipt(
        at, day.isoweekday(), amount, lines, channel, tax, delivery, tip, points, cashback, minute,  # type: ignore[arg-type, attr-defined]
    )  # fmt: skip
    return Bought(pk, customer, day, tier or "", returned, receipt)  # type: ignore[arg-type]
