"""Goods brought back, line by line, in any number of partial returns.

The purchase is locked first, so that two tills cannot take back the same piece. What a line
pays back follows the quantity *cumulatively*: after each return the line has paid back
`round(amount × returned ÷ quantity)` in all, so the last piece takes what rounding left and
many small returns never add up to more or less than one large one. A tax on top of the
prices follows the goods the same way. Delivery and tip are paid back only when asked for,
and when an order is cancelled.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from core import clock
from core.errors import Conflict, DomainError, NotFound
from core.models import User
from core.money import round_minor
from sales import hooks
from sales.drafts import ReturnDraft, check_key, check_not_ahead, check_quantity, check_text
from sales.models import Purchase, PurchaseLine, Return, ReturnLine
from sales.services.locking import lock_purchase
from sales.services.sameness import is_same_return
from sales.services.telling import known, tell

CANCELLATION = "cancellation"
_BOOK_LINES = """
UPDATE sales_purchaseline SET returned_quantity = returned_quantity + back.quantity,
                              returned_amount = returned_amount + back.amount
FROM unnest(%(lines)s::bigint[], %(quantities)s::numeric[], %(amounts)s::bigint[]) AS back (line, quantity, amount)
WHERE sales_purchaseline.id = back.line"""


@dataclass(frozen=True)
class _Back:
    """What of one line comes back now."""

    line: PurchaseLine
    quantity: Decimal
    amount: int

    @property
    def is_whole(self) -> bool:
        return self.line.returned_quantity + self.quantity == self.line.quantity


def record_return(*, draft: ReturnDraft, now: datetime, actor: User | None = None) -> Return:
    """Take goods back once; the same source and number again gives the return that exists.

    Refuses more than is left of a line (`too_much_returned`), a return before its sale, and
    other content under a known number (`return_differs`).
    """
    check_key(draft.source, draft.number)
    check_not_ahead(draft.occurred_at, now)
    check_text("reason", draft.reason, 200)
    try:
        with transaction.atomic():
            return _record(draft, now, actor)
    except IntegrityError as error:  # the same number told of another purchase at the same moment
        if "return_number_unique" not in str(error):
            raise
        raise _differs() from error


def cancel_purchase(*, purchase: Purchase, now: datetime, reason: str, actor: User | None = None) -> Return:
    """Cancel an open order: a return of everything, delivery and tip included. Twice is once."""
    if not reason.strip():
        raise DomainError("reason_missing", _("Say why."), field="reason")
    draft = ReturnDraft(
        purchase=purchase.pk,
        source=CANCELLATION,
        number=str(purchase.public_id),
        occurred_at=max(now, purchase.occurred_at),
        reason=reason,
        with_extras=True,
    )
    with transaction.atomic():
        row = lock_purchase(purchase.pk)
        if row.state == Purchase.State.FULFILLED:
            raise Conflict("purchase_fulfilled", _("This order is already fulfilled; only a return can change it."))
        if row.state == Purchase.State.CANCELLED:
            return Return.objects.get(source=draft.source, number=draft.number)
        row.state = Purchase.State.CANCELLED
        row.save(update_fields=["state"])
        return _record(draft, now, actor, verb="purchase.cancelled")


def _record(draft: ReturnDraft, now: datetime, actor: User | None, verb: str = "purchase.returned") -> Return:
    purchase = lock_purchase(draft.purchase)
    lines = {line.pk: line for line in purchase.lines.order_by("position")}
    existing = Return.objects.filter(source=draft.source, number=draft.number).first()
    if existing:
        return _same_or_refuse(existing, draft)
    if draft.occurred_at < purchase.occurred_at:
        raise DomainError("return_before_sale", _("The return lies before the purchase."), field="occurred_at")
    backs = _backs(draft, lines)
    amount = _paid_back(purchase, lines, backs, with_extras=draft.with_extras)
    completes = _completes(lines, backs)
    row = _write(draft, backs, amount, now, completes=completes)
    _book(purchase, row, backs)
    tell(purchase, verb, actor=actor, now=now, reason=draft.reason, data={"amount": amount, "return": row.number})
    hooks.announce(hooks.Change(now=now, returns=[row.pk], customers=known(purchase.customer_id)))
    return row


def _same_or_refuse(existing: Return, draft: ReturnDraft) -> Return:
    if not is_same_return(existing, draft):
        raise _differs()
    return existing


def _differs() -> Conflict:
    return Conflict("return_differs", _("This return is already recorded with other content."), field="number")


# --- How much -----------------------------------------------------------------------------


def _backs(draft: ReturnDraft, lines: Mapping[int, PurchaseLine]) -> list[_Back]:
    """The pieces told, or everything that is left; each within what its line still has."""
    if not draft.lines:
        left = [(line, line.quantity - line.returned_quantity) for line in lines.values()]
        told: list[tuple[PurchaseLine, Decimal, int | None]] = [(*item, None) for item in left if item[1]]
    else:
        if len({line.line for line in draft.lines}) < len(draft.lines):
            raise DomainError("line_twice", _("A line is named twice."), field="lines")
        told = [(_line(lines, item.line), item.quantity, item.amount) for item in draft.lines]
    if not told:
        raise Conflict("nothing_left", _("Everything of this purchase was already returned."), field="lines")
    return [_back(line, quantity, amount) for line, quantity, amount in told]


def _line(lines: Mapping[int, PurchaseLine], pk: int) -> PurchaseLine:
    if pk not in lines:
        raise NotFound("line_unknown", _("This line does not belong to the purchase."), field="lines")
    return lines[pk]


def _back(line: PurchaseLine, quantity: Decimal, amount: int | None) -> _Back:
    check_quantity(quantity)
    left = line.quantity - line.returned_quantity
    if quantity > left:
        raise Conflict(
            "too_much_returned",
            _("Only %(left)s of line %(line)d can still be returned.")
            % {"left": f"{left.normalize():f}", "line": line.position},
            field="lines",
        )
    share = line_share(line, line.returned_quantity + quantity)
    paid = max(0, share - line.returned_amount) if amount is None else amount
    if not 0 <= paid <= line.amount - line.returned_amount:
        raise Conflict(
            "too_much_paid_back",
            _("Line %(line)d cannot pay back more than was paid for it.") % {"line": line.position},
            field="lines",
        )
    return _Back(line, quantity, paid)


def line_share(line: PurchaseLine, quantity: Decimal) -> int:
    """What a line pays back in all once `quantity` of it is back; the whole amount for all of it."""
    return round_minor(line.amount * quantity / line.quantity)


def _paid_back(purchase: Purchase, lines: Mapping[int, PurchaseLine], backs: list[_Back], *, with_extras: bool) -> int:
    """Goods, their share of a tax on top, and delivery and tip if asked; never more than is left."""
    goods = sum(line.amount for line in lines.values())
    before = sum(line.returned_amount for line in lines.values())
    now = sum(back.amount for back in backs)
    extras = purchase.delivery + purchase.tip
    on_top = max(0, purchase.amount - goods - extras)
    taxed_before, taxed = _tax_share(on_top, before, goods), _tax_share(on_top, before + now, goods)
    extras_left = max(0, extras - max(0, purchase.returned - before - taxed_before))
    amount = now + taxed - taxed_before + (extras_left if with_extras else 0)
    return min(amount, purchase.amount - purchase.returned)


def _tax_share(on_top: int, returned: int, goods: int) -> int:
    return round_minor(Decimal(on_top) * returned / goods) if goods else 0


def _completes(lines: Mapping[int, PurchaseLine], backs: list[_Back]) -> bool:
    """Whether every line of the purchase is back whole after this."""
    whole = {back.line.pk for back in backs if back.is_whole}
    return all(line.pk in whole or line.returned_quantity == line.quantity for line in lines.values())


# --- Writing ------------------------------------------------------------------------------


def _write(draft: ReturnDraft, backs: list[_Back], amount: int, now: datetime, *, completes: bool) -> Return:
    row = Return.objects.create(
        purchase_id=draft.purchase,
        source=draft.source,
        number=draft.number,
        occurred_at=draft.occurred_at,
        occurred_on=clock.business_day(draft.occurred_at),
        amount=amount,
        reason=draft.reason,
        completes=completes,
        fingerprint=draft.fingerprint,
    )
    ReturnLine.objects.bulk_create(
        ReturnLine(return_of=row, line=back.line, quantity=back.quantity, amount=back.amount) for back in backs
    )
    row.is_new = True
    return row


def _book(purchase: Purchase, row: Return, backs: list[_Back]) -> None:
    """Keep the sums on the lines and the purchase; the database holds them within their limits."""
    with connection.cursor() as cursor:
        cursor.execute(
            _BOOK_LINES,
            {
                "lines": [back.line.pk for back in backs],
                "quantities": [back.quantity for back in backs],
                "amounts": [back.amount for back in backs],
            },
        )
    purchase.returned += row.amount
    purchase.is_fully_returned = row.completes
    purchase.save(update_fields=["returned", "is_fully_returned"])
