"""What the ledger reads of sales: receipts with their lines, and what of each is back by now.

Set-based: one statement for one receipt or for a chunk of an import.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from core import clock, prepared
from loyalty import asking, programme
from loyalty.asking import SALE_COLUMNS, SALE_ROWS
from loyalty.earning import Earned, Line, Receipt
from loyalty.ledger import store
from loyalty.ledger.returns import Returned
from loyalty.programme import Terms
from sales.hooks import Change

_SALES = f"SELECT {SALE_COLUMNS} {SALE_ROWS}"


@dataclass(slots=True)
class Sale:
    """A purchase as the ledger sees it."""

    id: int
    customer: int | None
    membership: str | None
    day: date
    receipt: Receipt
    earned: list[Earned] = field(default_factory=list)
    # Whose accounts it credits, when the customer collects with others.
    holder: int | None = None
    # A return was told before it.
    is_awaited: bool = False
    # A member, and told to earn: then rules that ask about the member are asked.
    may_earn: bool = False

    @property
    def collector(self) -> int | None:
        return self.holder or self.customer


@dataclass(slots=True)
class Sales:
    """The sales of a batch in the order told, with the programme that the transaction sees."""

    by_id: dict[int, Sale]
    terms: Terms
    slides: bool


@dataclass(frozen=True, slots=True)
class ReturnState:
    """A return: its number in order, what its receipt comes to as it is now, and what of each line is back
    once it is counted."""

    id: int
    occurred_at: datetime
    receipt: int
    back: dict[int, Returned]


# --- Receipts ---


def read_sales(change: Change) -> Sales:
    """What was recorded and amended, in the order told."""
    answer = asking.of(change)
    purchases = [*change.created, *change.amended]
    if not purchases:
        return Sales({}, programme.terms(), slides=slides_now())
    read = prepared.fetch if len(purchases) == 1 else store.rows
    found = answer.rows if answer else read(_SALES, {"purchases": store.array(purchases)})
    stamp, slides = found[0][19:21] if found else (None, False)
    terms = programme.terms(stamp)
    by_id: dict[int, Sale] = {}
    lines: list[Line] = []
    last = 0
    for row in found:
        if row[1] != last:
            last, lines = row[1], []
            by_id[last] = _sale(row, lines)
            by_id[last].holder, by_id[last].is_awaited = row[21:23]
        if row[13] is not None:
            path = row[17]
            categories = tuple([int(part) for part in path.split("/") if part]) if path else ()
            lines.append(Line(row[13], row[14], row[15], row[16], categories, row[18]))
    if terms.book.asks_minute or terms.book.tells_parts:
        _tell_more(by_id.values(), terms)
    return Sales(by_id, terms, slides)


def _tell_more(sales: Iterable[Sale], terms: Terms) -> None:
    """What only some rules and policies ask."""
    zone = clock.business_zone()
    for sale in sales:
        local = sale.receipt.occurred_at.astimezone(zone)
        minute = local.hour * 60 + local.minute
        sale.receipt = sale.receipt._replace(minute=minute, tells_parts=terms.book.tells_parts)


def _sale(row: tuple[Any, ...], lines: list[Line]) -> Sale:
    _, purchase, customer, membership, occurred_at, day, amount, channel, tax, delivery, tip, points, cashback = row[
        :13
    ]
    # As text: the driver's own reading of instants costs more than all the earning.
    receipt = Receipt(
        datetime.fromisoformat(occurred_at),
        day.isoweekday(),
        amount,
        lines,
        channel,
        tax,
        delivery,
        tip,
        points,
        cashback,
    )
    return Sale(purchase, customer, membership, day, receipt)


def slides_now() -> bool:
    statement = "SELECT EXISTS (SELECT FROM loyalty_lot WHERE remaining > 0 AND activity_months IS NOT NULL)"
    return bool(store.rows(statement, {})[0][0])


# --- Returns ---

_RETURNS = """
SELECT back.purchase_id, back.id, back.occurred_at, line.position, return_line.amount, return_line.quantity,
       line.quantity, back.amount, back.completes, purchase.amount
FROM sales_return back
JOIN sales_purchase purchase ON purchase.id = back.purchase_id
LEFT JOIN sales_returnline return_line ON return_line.return_of_id = back.id
LEFT JOIN sales_purchaseline line ON line.id = return_line.line_id
WHERE back.purchase_id = ANY(%(purchases)s::bigint[])
   OR back.purchase_id IN (SELECT purchase_id FROM sales_return WHERE id = ANY(%(returns)s::bigint[]))
ORDER BY back.purchase_id, back.id"""


def read_returns(change: Change) -> dict[int, list[ReturnState]]:
    """All returns of the purchases concerned, each with what is back by then, in all."""
    if not (change.returns or change.amended):
        return {}
    found = store.rows(_RETURNS, {"purchases": store.array(change.amended), "returns": store.array(change.returns)})
    by_purchase: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for row in found:
        by_purchase[row[0]].append(row[1:])
    return {purchase: _cumulative(rows) for purchase, rows in by_purchase.items()}


def _cumulative(found: Iterable[tuple[Any, ...]]) -> list[ReturnState]:
    states: list[ReturnState] = []
    amounts: dict[int, int] = defaultdict(int)
    quantities: dict[int, Any] = defaultdict(int)
    back: dict[int, Returned] = {}
    for return_id, occurred_at, position, amount, quantity, bought, whole, completes, receipt in found:
        if not states or states[-1].id != return_id:
            # Position 0 stands for a receipt that was granted without lines.
            amounts[0] += whole
            back = {**back, 0: Returned(amounts[0], completes)}
            states.append(ReturnState(return_id, occurred_at, receipt, back))
        if position is not None:
            amounts[position] += amount
            quantities[position] += quantity
            back[position] = Returned(amounts[position], quantities[position] >= bought)
    return states


def in_order(returns: Sequence[int], returned: dict[int, list[ReturnState]]) -> list[tuple[int, int]]:
    """(return, its purchase) in the order told."""
    purchase_of = {state.id: purchase for purchase, states in returned.items() for state in states}
    return [(return_id, purchase_of[return_id]) for return_id in returns if return_id in purchase_of]
