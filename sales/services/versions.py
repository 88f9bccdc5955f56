"""What an order says now, and a short name for it, so that nobody overwrites what they have not read."""

from __future__ import annotations

from hashlib import blake2b

from sales.drafts import LineDraft, PurchaseDraft
from sales.models import Purchase, PurchaseLine

_HEAD = (
    *("customer_id", "state", "occurred_at", "store_id", "channel_id", "amount", "tax", "delivery", "tip"),
    *("paid_points", "paid_cashback", "paid_gift_card", "paid_voucher", "returned", "promised_at", "fulfilled_at"),
)
_LINE = (
    *("product_id", "description", "quantity", "amount", "unit_cost", "is_promotion", "serial_number"),
    "returned_quantity",
)
_KEPT = ("source", "number", "occurred_at", "tax", "delivery", "tip", "promised_at")
_PAID = ("paid_points", "paid_cashback", "paid_gift_card", "paid_voucher")


def version_of(purchase: Purchase) -> str:
    """16 hex digits, the same as long as the receipt and its lines say the same; uses prefetched lines."""
    head = [getattr(purchase, name) for name in _HEAD]
    lines = [[getattr(line, name) for name in _LINE] for line in _lines(purchase)]
    return blake2b(repr((head, lines)).encode(), digest_size=8).hexdigest()


def draft_of(purchase: Purchase) -> PurchaseDraft:
    """The order as a door would tell it again; to be changed in part and handed to `amend_purchase`."""
    lines = [
        LineDraft(
            amount=line.amount,
            quantity=line.quantity,
            product=line.product_id,
            description=line.description,
            unit_cost=line.unit_cost,
            is_promotion=line.is_promotion,
            serial_number=line.serial_number,
        )
        for line in _lines(purchase)
    ]
    goods = sum(line.amount for line in lines)
    return PurchaseDraft(
        lines=lines,
        customer=purchase.customer_id,
        store=purchase.store_id,
        channel=purchase.channel_id,
        # What the parts do not explain is a tax that came on top of the prices.
        is_tax_included=purchase.amount == goods + purchase.delivery + purchase.tip,
        is_open=purchase.state == Purchase.State.OPEN,
        fulfilled_at=purchase.fulfilled_at,
        **{name: getattr(purchase, name) for name in (*_KEPT, *_PAID)},
    )


def _lines(purchase: Purchase) -> list[PurchaseLine]:
    return sorted(purchase.lines.all(), key=lambda line: line.position)
