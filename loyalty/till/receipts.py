"""The receipt on paper and on the screen: what was bought, how it was paid, what it earned, what is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from core import codes
from loyalty.households.queries import holder_of
from loyalty.ledger import statement
from loyalty.models import LoyaltyCurrency, PaymentKind, Quote, ReceiptClaim, TillPayment, TillSettings
from loyalty.pricing import wording
from loyalty.pricing.arithmetic import PIECE
from loyalty.receipts import Balance, outcome_of
from sales.models import Purchase, PurchaseLine, Return

# More signs are too thin on 80 mm of paper for any scanner.
WIDEST = 24


@dataclass(frozen=True)
class Slip:
    """One receipt as it is printed."""

    purchase: Purchase
    lines: Sequence[Mapping[str, Any]]
    payments: Sequence[Mapping[str, Any]]
    saved: int
    earned: Sequence[Balance]
    balances: Sequence[statement.Balance]
    claim: ReceiptClaim | None
    claim_qr: str
    barcode: str
    gifts: Sequence[str]
    footer: str
    returns: Sequence[Return]

    @property
    def shop(self) -> str:
        return str(settings.SITE_NAME)

    @property
    def claim_code(self) -> str:
        return codes.grouped(self.claim.code, 5) if self.claim else ""


def slip(purchase: Purchase, *, now: datetime, claim_address: str = "") -> Slip:
    """`claim_address` is where a customer claims an anonymous receipt; its code is appended."""
    quote = Quote.objects.filter(purchase=purchase).first()
    claim = ReceiptClaim.objects.filter(pk=purchase.pk, claimed_at__isnull=True, valid_until__gt=now).first()
    outcome = outcome_of(customer=purchase.customer_id, purchase=purchase.pk, now=now)
    return Slip(
        purchase=purchase,
        lines=_lines(purchase, quote),
        payments=_payments(purchase),
        saved=quote.list_total - quote.total if quote else 0,
        earned=[row for row in outcome.balances if row.earned],
        balances=statement.balances(holder_of(purchase.customer_id), now) if purchase.customer_id else (),
        claim=claim if purchase.customer_id is None else None,
        barcode=_barcode(purchase.number),
        claim_qr=codes.qr_svg(claim_address + claim.code) if claim and claim_address else "",
        gifts=_gifts(quote),
        footer=TillSettings.current().receipt_footer,
        returns=list(purchase.returns.order_by("occurred_at", "pk")),
    )


def _barcode(number: str) -> str:
    """The receipt's number for the scanner of whoever takes goods back; none for what bars cannot say."""
    is_short = len(number) <= WIDEST and number.isascii() and number.isprintable()
    return codes.code128_svg(number, title=_("Receipt %(number)s") % {"number": number}) if is_short else ""


def _lines(purchase: Purchase, quote: Quote | None) -> list[dict[str, Any]]:
    promised = {line["position"]: line for line in quote.facts["lines"]} if quote else {}
    rows = PurchaseLine.objects.filter(purchase=purchase).select_related("product").order_by("position")
    return [_line(row, promised.get(row.position)) for row in rows]


def _line(row: PurchaseLine, promised: Mapping[str, Any] | None) -> dict[str, Any]:
    return {
        "name": row.description or (row.product.name if row.product else _("Goods")),
        "quantity": wording.quantity(int(row.quantity * PIECE)),
        "is_single": row.quantity == 1,
        "amount": row.amount,
        "list_amount": promised["list_amount"] if promised else row.amount,
        "unit_price": promised["unit_price"] if promised else None,
        "returned": wording.quantity(int(row.returned_quantity * PIECE)) if row.returned_quantity else "",
        "explanation": wording.steps(promised["steps"]) if promised and len(promised["steps"]) > 1 else "",
    }


def _payments(purchase: Purchase) -> list[dict[str, Any]]:
    parts = list(TillPayment.objects.filter(purchase=purchase).order_by("position"))
    if parts:
        return [_payment(part) for part in parts]
    told = (("points", purchase.paid_points), ("cashback", purchase.paid_cashback),
            ("gift_card", purchase.paid_gift_card), ("voucher", purchase.paid_voucher))  # fmt: skip
    used = [{"title": str(PaymentKind(kind).label), "amount": amount} for kind, amount in told if amount]
    rest = purchase.amount - sum(amount for _kind, amount in told)
    return [*used, {"title": _("Money"), "amount": rest}] if rest or not used else used


def _payment(part: TillPayment) -> dict[str, Any]:
    return {
        "title": str(PaymentKind(part.kind).label),
        "amount": part.amount,
        "points": part.units if part.kind == LoyaltyCurrency.POINTS else 0,
        "received": part.received,
        "change": part.received - part.amount if part.received else 0,
    }


def _gifts(quote: Quote | None) -> list[str]:
    if quote is None:
        return []
    return [
        f"{found['gift_quantity']} × {found.get('gift_name', '')}"
        for found in quote.facts["applied"]
        if found.get("gift")
    ]
