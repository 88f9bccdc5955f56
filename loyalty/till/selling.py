"""From a basket to a receipt: quote, purchase, units and payment parts in one transaction.

The number of the receipt follows from the basket, so the same basket can never be sold twice: whoever sends the
sale again gets the receipt that exists.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from core import clock, locks, money
from core.errors import Conflict, DomainError
from core.models import User
from loyalty.models import PaymentKind, Quote, TillBasket, TillPayment
from loyalty.pricing import quotes, reserving
from loyalty.pricing.arithmetic import PIECE
from loyalty.pricing.quotes import Inquiry
from loyalty.pricing.reserving import Door
from loyalty.till import baskets, claims, exchanging, items, units
from loyalty.till.baskets import Desk
from loyalty.till.items import UNIT_KINDS, Part
from sales.drafts import LineDraft, PurchaseDraft
from sales.models import Purchase
from sales.services import record_purchase

SOURCE = "counter"
# Nobody lays so much on the counter for so little: eight digits are a short bar code.
LARGEST_NOTES = 10**8


# --- Paying ---------------------------------------------------------------------------------


def check_out(row: TillBasket, *, actor: User, now: datetime) -> None:
    """Promise the prices: from here on they hold until the quote expires, whatever lists say meanwhile.

    Codes, gifts and budgets in it are reserved; a customer whose other baskets hold all that one customer may hold
    is served all the same, and the page says what may be gone.
    """
    wanted = items.items_of(row.lines)
    if not wanted:
        raise DomainError("basket_empty", _("There is nothing in the basket."))
    if missing := next((item for item in wanted if not item.is_priced), None):
        raise DomainError("price_unknown", _("What does “%(name)s” cost?") % {"name": missing.name}, field=missing.id)
    row.quote = _promise(row, baskets.inquiry(row, wanted), actor, now)
    row.payments = [part.as_json() for part in exchanging.part(row, row.quote.total)]


def _promise(row: TillBasket, asked: Inquiry, actor: User, now: datetime) -> Quote:
    before = row.quote.public_id if row.quote else None
    told: dict[str, Any] = {"inquiry": asked, "now": now, "door": Door(actor=actor), "replaces": before}
    try:
        return reserving.make_quote(**told)[1]
    except Conflict as error:
        if error.code != "reservations_many":
            raise
    return reserving.make_quote(**told, reserve=False)[1]


def quote_of(row: TillBasket, now: datetime) -> Quote:
    if row.quote is None:
        raise Conflict("not_checked_out", _("Look at the total first, then take the payment."))
    if row.quote.valid_until <= now:
        raise Conflict("quote_expired", _("These prices have expired. Go back to the basket to see today's."))
    return row.quote


def left_to_pay(row: TillBasket) -> int:
    return (row.quote.total if row.quote else 0) - sum(part.amount for part in items.parts_of(row.payments))


def add_part(row: TillBasket, kind: str, told: str, now: datetime) -> None:
    """One part of the payment. Nothing typed means all that is left; cash may be more, the rest is change."""
    quote_of(row, now)
    if kind not in PaymentKind.values or kind == PaymentKind.EXCHANGE:
        raise DomainError("payment_unknown", _("There is no such way to pay."))
    left = left_to_pay(row)
    if left <= 0:
        raise Conflict("paid_already", _("Everything is paid."))
    part = _units_part(row, kind, told, left, now) if kind in UNIT_KINDS else _money_part(kind, told, left)
    laid = items.parts_of(row.payments)
    same = next((known for known in laid if known.kind == kind and not known.is_laid_by_goods), None)
    if same:
        merged = Part(same.id, kind, same.amount + part.amount, same.units + part.units, _received(same, part))
        row.payments = [merged.as_json() if known["id"] == same.id else known for known in row.payments]
    else:
        row.payments = [*row.payments, part.as_json()]


def _received(one: Part, other: Part) -> int | None:
    if one.received is None and other.received is None:
        return None
    return (one.received or one.amount) + (other.received or other.amount)


def _money_part(kind: str, told: str, left: int) -> Part:
    amount = money.parse_typed(told) if told.strip() else left
    if amount <= 0:
        raise DomainError("amount_invalid", _("An amount is above zero."), field="pay")
    if amount >= LARGEST_NOTES and amount > 100 * left:
        raise DomainError("amount_looks_scanned", _("This looks like a bar code, not like an amount."), field="pay")
    if kind == PaymentKind.CASH and amount > left:
        return Part(items.new_id(), kind, left, received=amount)
    if amount > left:
        raise DomainError(
            "paid_too_much",
            _("Only %(left)s is left to pay.") % {"left": money.format_money(left)},
            field="pay",
        )
    return Part(items.new_id(), kind, amount)


def _units_part(row: TillBasket, kind: str, told: str, left: int, now: datetime) -> Part:
    """Told in money; the ledger says how many units that takes."""
    if row.customer_id is None or row.quote is None:
        raise DomainError("customer_missing", _("Whose units? Scan the customer's card first."), field="pay")
    total = row.quote.total
    found = units.usable(row.customer_id, total, left, taken=items.parts_of(row.payments), now=now)
    account = next((one for one in found if one.currency == kind), None)
    if account is None or account.refusal or not account.most:
        raise Conflict("insufficient", (account and account.refusal) or _("Nothing can be used now."), field="pay")
    amount = money.parse_typed(told) if told.strip() else account.most
    if not 0 < amount <= account.most:
        most = money.format_money(account.most)
        raise Conflict("insufficient", _("At most %(most)s can be used.") % {"most": most}, field="pay")
    if amount < account.least:
        least = money.format_money(account.least)
        raise Conflict("share_too_small", _("At least %(least)s of this receipt.") % {"least": least}, field="pay")
    return Part(items.new_id(), kind, amount, units.units_for(row.customer_id, kind, amount, total, now))


def remove_part(row: TillBasket, part: str) -> None:
    """What comes back stays: it is part of the exchange, not of what is laid on the counter."""
    laid = items.parts_of(row.payments)
    row.payments = [known.as_json() for known in laid if known.id != part or known.is_laid_by_goods]


# --- The sale -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sold:
    purchase: Purchase
    is_new: bool


def sell(*, desk: Desk, basket: UUID, key: str, version: int, now: datetime) -> Sold:
    """Record the sale once; the same basket again gives its receipt, whatever the key."""
    known = TillBasket.objects.filter(public_id=basket, purchase__isnull=False).select_related("purchase").first()
    if known and known.purchase and known.owner_id == desk.user.pk:
        return Sold(known.purchase, is_new=False)

    def work(row: TillBasket) -> None:
        _sell(row, desk.user, now)

    try:
        row = locks.outermost(
            lambda: baskets.act(desk=desk, basket=basket, key=key, now=now, version=version, work=work)
        )
    except Conflict as error:
        if error.code == "basket_sold":
            return sell(desk=desk, basket=basket, key=key, version=version, now=now)
        raise
    if row.purchase is None:  # the key was used for something else of this basket
        raise Conflict("basket_changed", _("The basket has changed meanwhile. Look at it again, please."))
    return Sold(row.purchase, is_new=True)


def _sell(row: TillBasket, actor: User, now: datetime) -> None:
    quote, parts = quote_of(row, now), items.parts_of(row.payments)
    if left_to_pay(row):
        left = money.format_money(left_to_pay(row))
        raise DomainError("not_paid", _("%(left)s is left to pay.") % {"left": left}, field="pay")
    exchanging.hold(row, now)
    exchanging.take_back(row, actor=actor, now=now)
    if row.customer_id:
        units.lock(row.customer_id, now)
    purchase = record_purchase(draft=_draft(row, quote, parts, now), now=now)
    taken = {part.id: _take(part, purchase, row.customer_id, now) for part in parts if part.units}
    TillPayment.objects.bulk_create(
        _payment(purchase, number, part, taken.get(part.id, 0)) for number, part in enumerate(parts, start=1)
    )
    if purchase.customer_id is None:
        claims.issue_code(purchase=purchase, now=now)
    row.state, row.purchase, row.sold_at = TillBasket.State.SOLD, purchase, now


def _take(part: Part, purchase: Purchase, customer_id: int | None, now: datetime) -> int:
    if customer_id is None:
        raise DomainError("customer_missing", _("Whose units? Scan the customer's card first."), field="pay")
    return units.take(part, customer_id=customer_id, purchase_id=purchase.pk, receipt=purchase.amount, now=now)


def number_of(row: TillBasket) -> str:
    """`260315-1234`: the day it was begun and the basket; unique, and short enough to read aloud."""
    return f"{clock.business_day(row.created_at):%y%m%d}-{row.pk}"


def _draft(row: TillBasket, quote: Quote, parts: Sequence[Part], now: datetime) -> PurchaseDraft:
    paid: dict[str, int] = {}
    for part in parts:
        paid[part.kind] = paid.get(part.kind, 0) + part.amount
    return PurchaseDraft(
        source=SOURCE,
        number=number_of(row),
        occurred_at=now,
        lines=[_line(told) for told in quote.facts["lines"]],
        customer=row.customer_id,
        store=row.store_id,
        total=quote.total,
        paid_points=paid.get("points", 0),
        paid_cashback=paid.get("cashback", 0),
        paid_gift_card=paid.get("gift_card", 0) + paid.get("stored", 0),
        paid_voucher=paid.get("voucher", 0),
        fulfilled_at=now,
        quote=quotes.token(quote),
    )


def _line(told: dict[str, Any]) -> LineDraft:
    return LineDraft(
        amount=told["amount"],
        quantity=Decimal(told["quantity"]) / PIECE,
        product=told["product"],
        description=told["name"],
    )


def _payment(purchase: Purchase, position: int, part: Part, taken: int) -> TillPayment:
    return TillPayment(
        purchase=purchase, position=position, kind=part.kind, amount=part.amount, units=taken, received=part.received
    )
