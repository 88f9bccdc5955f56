"""What of a basket others may have before it is paid: goods of limited editions, and promotions with a limit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from loyalty.editions import claimed
from loyalty.editions.claimed import Editions
from loyalty.pricing import book, coupons
from loyalty.pricing.arithmetic import PIECE
from loyalty.pricing.reading import Goods
from loyalty.pricing.records import Applied, Line


def limits(applied: Iterable[Applied], compiled: book.Compiled, checked: coupons.Checked) -> dict[int, list[str]]:
    """By promotion, what decides whether it is still to be had when the basket is paid; without limit: left out."""
    found = {one.promotion: _limits(one, compiled, checked) for one in applied}
    return {promotion: told for promotion, told in found.items() if told}


def _limits(found: Applied, compiled: book.Compiled, checked: coupons.Checked) -> list[str]:
    row = checked.rows.get(found.coupon)
    told = {
        "budget": found.promotion in compiled.budgeted,
        "customer": found.promotion in compiled.limited_per_customer or bool(row and row.limit_per_customer),
        "coupon": bool(row and row.max_uses is not None),
        "gift": found.gift is not None,
    }
    return [limit for limit, counts in told.items() if counts]


def editions(goods: Iterable[Goods], *, customer: int | None, purchase: int | None, now: datetime) -> Editions:
    products = {item.id for item in goods if item.has_edition}
    if not products:
        return Editions()
    return claimed.about(products, customer=customer, purchase=purchase, now=now)


def unclaimed(lines: Iterable[Line], editions: Editions) -> str:
    """The name of an edition of which more is in the basket than this customer may buy."""
    told = [line for line in lines if line.product in editions.only]
    for product, name in editions.only.items():
        wanted = sum(line.quantity for line in told if line.product == product)
        left = wanted // PIECE
        for pieces in editions.pieces.get(product, ()):
            if pieces <= left:
                left, wanted = left - pieces, wanted - pieces * PIECE
        if wanted > 0:
            return name
    return ""
