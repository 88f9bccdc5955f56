"""What a door tells about a sale, before anything is written: plain data, checked without the database.

Amounts are integers of the currency's smallest unit, quantities decimals. What was paid in
all is computed here, once, and never believed from outside:

    amount = sum of the lines + delivery + tip (+ tax, where prices are told without it)

Every other part (tax that the prices contain, what was paid with points, cashback, gift card
or voucher) lies within that amount.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from hashlib import blake2b
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from core import money
from core.errors import DomainError

MAX_LINES = 1000
MAX_QUANTITY = Decimal(10**9)
# Clocks of tills differ; a sale further ahead than this is a mistake, not a clock.
CLOCK_TOLERANCE = timedelta(hours=24)
_PARTS = ("tax", "delivery", "tip", "paid_points", "paid_cashback", "paid_gift_card", "paid_voucher")


@dataclass(frozen=True)
class LineDraft:
    """One line as told. `product` is the id or the SKU; `amount` what was paid for the line in all."""

    amount: int
    quantity: Decimal = Decimal(1)
    product: int | str | None = None
    description: str = ""
    unit_cost: int | None = None
    is_promotion: bool = False
    serial_number: str = ""


@dataclass(frozen=True)
class PurchaseDraft:
    """A receipt as told. `customer` is the id or the public id, None an anonymous sale;
    `store` and `channel` are ids or codes; without a channel the store's own counts.

    `total`, when told, must equal the computed amount. An open order has `is_open`.
    """

    source: str
    number: str
    occurred_at: datetime
    lines: Sequence[LineDraft]
    customer: int | UUID | None = None
    store: int | str | None = None
    channel: int | str | None = None
    currency: str = ""
    total: int | None = None
    tax: int = 0
    is_tax_included: bool = True
    delivery: int = 0
    tip: int = 0
    paid_points: int = 0
    paid_cashback: int = 0
    paid_gift_card: int = 0
    paid_voucher: int = 0
    is_open: bool = False
    promised_at: datetime | None = None
    fulfilled_at: datetime | None = None
    # What an upper app promised for this sale, opaque here; it travels with `hooks.Change`. Of an order that is
    # changed, None says nothing of it and "" gives it up.
    quote: str | None = None

    @cached_property
    def amount(self) -> int:
        on_top = 0 if self.is_tax_included else self.tax
        return sum(line.amount for line in self.lines) + self.delivery + self.tip + on_top

    @cached_property
    def fingerprint(self) -> str:
        """32 hex digits of everything told, equal for equal content whatever the door."""
        left_out = {"lines", "total", "currency", *(() if self.quote else ("quote",))}
        told = [_plain(getattr(self, item.name)) for item in fields(self) if item.name not in left_out]
        lines = [[_plain(getattr(line, item.name)) for item in fields(line)] for line in self.lines]
        return _hash(told, lines)


@dataclass(frozen=True)
class ReturnLineDraft:
    """How much of which line came back; `amount` only when something else than its share was paid back."""

    line: int
    quantity: Decimal
    amount: int | None = None


@dataclass(frozen=True)
class ReturnDraft:
    """Goods brought back. `lines` name the purchase lines by id; none means everything that is left.

    `with_extras` also pays back delivery and tip; a tax on top of the prices follows the goods. With `is_now`
    the time is that of the telling: told again it is another one, and still the same return.
    """

    purchase: int
    source: str
    number: str
    occurred_at: datetime
    lines: Sequence[ReturnLineDraft] = field(default=())
    reason: str = ""
    with_extras: bool = False
    is_now: bool = False

    @cached_property
    def fingerprint(self) -> str:
        """32 hex digits of everything told; the order of the lines says nothing."""
        at = None if self.is_now else self.occurred_at
        told = [self.purchase, self.source, self.number, at, self.reason, self.with_extras]
        lines = sorted(([_plain(getattr(line, item.name)) for item in fields(line)] for line in self.lines), key=repr)
        return _hash([_plain(value) for value in told], lines)


def _hash(told: list[Any], lines: list[list[Any]]) -> str:
    return blake2b(repr((told, lines)).encode(), digest_size=16).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    # "1E+2" for 100 is shown to nobody, and stored hashes were made of it: in another form receipts told again differ.
    return str(value.normalize()) if isinstance(value, Decimal) else value if value is None else str(value)


# --- Checks -------------------------------------------------------------------------------


def check_purchase(draft: PurchaseDraft, now: datetime) -> None:
    """Refuse what can be seen to be wrong without the database; the error names the field."""
    check_currency(draft.currency)
    check_key(draft.source, draft.number)
    check_moments(draft, now)
    if not 0 < len(draft.lines) <= MAX_LINES:
        raise DomainError(
            "lines_missing", _("A receipt has between 1 and %(most)d lines.") % {"most": MAX_LINES}, field="lines"
        )
    for line in draft.lines:
        check_line(line)
    check_amounts(draft)


def check_currency(currency: str) -> None:
    if currency and currency.upper() != settings.CURRENCY:
        raise DomainError(
            "currency_other",
            _("This shop counts in %(ours)s; amounts in %(theirs)s are not converted.")
            % {"ours": settings.CURRENCY, "theirs": currency[:8]},
            field="currency",
        )


def check_key(source: str, number: str) -> None:
    for name, value, longest in (("source", source, 40), ("number", number, 64)):
        if not value.strip():
            raise DomainError(f"{name}_missing", _("Source and number must not be empty."), field=name)
        check_text(name, value, longest)


def check_text(name: str, value: str, longest: int) -> None:
    """PostgreSQL takes no zero bytes, and a text that is too long would be refused by the column."""
    if len(value) > longest or "\0" in value:
        raise DomainError(
            "text_invalid", _("This text is longer than %(longest)d characters.") % {"longest": longest}, field=name
        )


def check_moments(draft: PurchaseDraft, now: datetime) -> None:
    for name in ("occurred_at", "promised_at", "fulfilled_at"):
        check_aware(name, getattr(draft, name))
    check_not_ahead(draft.occurred_at, now)
    if draft.fulfilled_at and draft.is_open:
        raise DomainError("open_but_fulfilled", _("An open order has no time of fulfilment yet."), field="fulfilled_at")
    if draft.fulfilled_at and draft.fulfilled_at < draft.occurred_at:
        raise DomainError(
            "fulfilled_too_early", _("It cannot be fulfilled before it was bought."), field="fulfilled_at"
        )
    if draft.promised_at and draft.promised_at < draft.occurred_at:
        raise DomainError("promised_too_early", _("The promised time lies before the purchase."), field="promised_at")


def check_aware(name: str, at: datetime | None) -> None:
    if at is not None and at.utcoffset() is None:
        raise DomainError("time_zone_missing", _("This time has no time zone."), field=name)


def check_not_ahead(at: datetime, now: datetime) -> None:
    check_aware("occurred_at", at)
    if at > now + CLOCK_TOLERANCE:
        raise DomainError("in_the_future", _("This lies in the future."), field="occurred_at")
    if at.year < 1900:
        raise DomainError("too_long_ago", _("This lies too far in the past."), field="occurred_at")


def check_line(line: LineDraft) -> None:
    check_quantity(line.quantity)
    _not_negative("lines", line.amount)
    if line.unit_cost is not None:
        _not_negative("lines", line.unit_cost)
    check_text("lines", line.description, 160)
    check_text("lines", line.serial_number, 64)
    if isinstance(line.product, str):
        check_text("lines", line.product, 64)


def check_quantity(quantity: Decimal) -> None:
    if not quantity.is_finite() or not 0 < quantity < MAX_QUANTITY:
        raise DomainError("quantity_invalid", _("A quantity is above zero."), field="lines")
    if quantity != quantity.quantize(Decimal("0.001")):
        raise DomainError("quantity_precision", _("A quantity has at most three decimal places."), field="lines")


def check_amounts(draft: PurchaseDraft) -> None:
    for name in _PARTS:
        _not_negative(name, getattr(draft, name))
    _not_negative("lines", draft.amount)
    if draft.total is not None and draft.total != draft.amount:
        raise DomainError(
            "total_differs",
            _("The total is %(told)s, but the parts add up to %(computed)s.")
            % {"told": money.format_plain(draft.total), "computed": money.format_plain(draft.amount)},
            field="total",
        )
    if draft.tax + draft.delivery + draft.tip > draft.amount:
        raise DomainError("tax_too_large", _("The tax is larger than what was paid."), field="tax")
    if _sum(draft, _PARTS[3:]) > draft.amount:
        raise DomainError(
            "paid_parts_too_large",
            _("Points, cashback, gift cards and vouchers pay more than the receipt."),
            field="paid_points",
        )


def _sum(draft: PurchaseDraft, names: Iterable[str]) -> int:
    return sum(int(getattr(draft, name)) for name in names)


def _not_negative(name: str, amount: int) -> None:
    if not 0 <= amount <= money.MAX_AMOUNT:
        raise DomainError("amount_out_of_range", _("An amount must not be negative, nor absurdly large."), field=name)
