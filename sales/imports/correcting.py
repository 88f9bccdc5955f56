"""Returns that were booked before and that the source tells differently now.

What was booked is taken off the sale again, in the same transaction that books it anew: the
lines of the sale, its sums, and, by announcing the sale, the units that the return took. A
savepoint around it keeps everything as it was when the new telling matches no sale.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from core import clock
from core.errors import Conflict
from core.importing.staging import fetch, run
from core.wording import worded as _
from customers.models import TimelineEntry
from sales.imports.matching import MAX_PIECES, Back
from sales.services.locking import hold_owners


@dataclass
class Booked:
    """What is booked under one number of the file; a return of several sales is several."""

    ids: list[int] = field(default_factory=list)
    purchases: set[int] = field(default_factory=set)
    customers: set[int] = field(default_factory=set)
    numbers: list[str] = field(default_factory=list)
    amount: int = 0
    quantity: Decimal = Decimal(0)
    is_same_day: bool = True
    is_cancelled: bool = True
    is_imported: bool = True

    def says(self, back: Back, *, has_quantity: bool) -> bool:
        """Whether the file tells what is booked."""
        if back.is_cancelled:
            return self.is_cancelled
        if has_quantity and self.quantity != sum(line.quantity for line in back.lines):
            return False
        return self.is_same_day and self.amount == sum(line.amount for line in back.lines)

    def require_correctable(self, back: Back) -> None:
        """Refuse what a file must not undo."""
        if self.is_cancelled and not back.is_cancelled:
            raise Conflict(
                "purchase_cancelled",
                _("The sale was cancelled as a whole, with delivery and tip; a file cannot make it a partial return."),
            )
        if not self.is_imported or self._was_told_elsewhere():
            raise Conflict(
                "return_of_another_door",
                _("This return was recorded at a till or by hand; what a file tells differently cannot replace it."),
            )

    def _was_told_elsewhere(self) -> bool:
        """Other doors leave a return on the customer's timeline; imports do not."""
        return TimelineEntry.objects.filter(
            customer__in=self.customers,
            target__in=[f"purchase:{pk}" for pk in self.purchases],
            data__return__in=self.numbers,
        ).exists()


def names(number: str) -> list[str]:
    """A return of several sales is booked as several: `R7`, `R7/2`, `R7/3` …"""
    return [number, *(f"{number[:60]}/{place}" for place in range(2, MAX_PIECES + 1))]


def booked(source: str, backs: Iterable[Back]) -> dict[str, Booked]:
    """By number of the file, what is booked already."""
    told = {name: back for back in backs for name in names(back.number)}
    found: dict[str, Booked] = {}
    for pk, purchase, customer, number, amount, day, sold_on, state, fingerprint, quantity in fetch(
        _BOOKED, [source, list(told)]
    ):
        back = told[number]
        row = found.setdefault(back.number, Booked())
        row.ids.append(pk)
        row.purchases.add(purchase)
        row.customers |= {customer} - {None}
        row.numbers.append(number)
        row.amount += amount
        row.quantity += quantity
        row.is_same_day &= day == _day(back, sold_on)
        row.is_cancelled &= state == "cancelled"
        row.is_imported &= fingerprint.startswith("i")
    return found


def _day(back: Back, sold_on: date) -> date:
    """Files often tell days only, and a return is never booked before its sale."""
    return max(clock.business_day(back.at), sold_on)


def unbook(row: Booked) -> bool:
    """Take what is booked off its sales, whose rows are locked first. False: somebody else was faster."""
    hold_owners(row.purchases)
    fetch(_LOCK, [sorted(row.purchases)])
    ids = [row.ids]
    if len(fetch("SELECT id FROM sales_return WHERE id = ANY (%s)", ids)) < len(row.ids):
        return False
    for statement in (_LINES_BACK, _SUMS_BACK, _DROP_LINES, _DROP):
        run(statement, ids)
    run(_NO_LONGER_WHOLE, [sorted(row.purchases)])
    return True


_BOOKED = """
SELECT back.id, purchase.id, purchase.customer_id, back.number, back.amount, back.occurred_on, purchase.occurred_on,
       purchase.state, purchase.fingerprint,
       coalesce((SELECT sum(line.quantity) FROM sales_returnline line WHERE line.return_of_id = back.id), 0)
FROM sales_return back JOIN sales_purchase purchase ON purchase.id = back.purchase_id
WHERE back.source = %s AND back.number = ANY (%s) ORDER BY back.id"""
_LOCK = "SELECT id FROM sales_purchase WHERE id = ANY (%s) ORDER BY id FOR UPDATE"
_LINES_BACK = """
UPDATE sales_purchaseline sold
SET returned_quantity = sold.returned_quantity - back.quantity, returned_amount = sold.returned_amount - back.amount
FROM (SELECT line_id, sum(quantity) AS quantity, sum(amount)::bigint AS amount
      FROM sales_returnline WHERE return_of_id = ANY (%s) GROUP BY 1) back
WHERE sold.id = back.line_id"""
_SUMS_BACK = """
UPDATE sales_purchase purchase SET returned = purchase.returned - back.amount, is_fully_returned = false
FROM (SELECT purchase_id, sum(amount)::bigint AS amount FROM sales_return WHERE id = ANY (%s) GROUP BY 1) back
WHERE purchase.id = back.purchase_id"""
_DROP_LINES = "DELETE FROM sales_returnline WHERE return_of_id = ANY (%s)"
_DROP = "DELETE FROM sales_return WHERE id = ANY (%s)"
_NO_LONGER_WHOLE = "UPDATE sales_return SET completes = false WHERE completes AND purchase_id = ANY (%s)"
