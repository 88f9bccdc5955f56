"""What a priced basket would earn: the same pure function that the ledger uses when the sale is recorded."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from core import clock
from customers.models import Membership
from loyalty import programme
from loyalty.earning import Line, Receipt, members
from loyalty.pricing.arithmetic import PIECE
from loyalty.pricing.quotes import Answer


class Preview(NamedTuple):
    currency: str
    units: int
    explanation: str


def preview(answer: Answer, *, points: int = 0, cashback: int = 0) -> list[Preview]:
    """Per currency that earns something when so much is paid with points and cashback; only for active members."""
    if answer.customer is None or not answer.basket.lines:
        return []
    membership = getattr(answer.customer, "membership", None)
    if membership is None or membership.state != Membership.State.ACTIVE:
        return []
    book = programme.terms(answer.programme).book
    told = receipt(answer)._replace(paid_points=points, paid_cashback=cashback)
    earned = book.earn(members.asked_of(book, told, answer.customer.pk))
    return [Preview(found.currency, found.units, found.explanation) for found in earned]


def receipt(answer: Answer) -> Receipt:
    lines = []
    for line in answer.basket.lines:
        item = answer.goods.get(line.product) if line.product is not None else None
        brand, categories = (item.brand, item.categories) if item else (None, ())
        lines.append(Line(line.position, line.amount, line.product, brand, categories, Decimal(line.quantity) / PIECE))
    weekday = clock.business_day(answer.at).isoweekday()
    return Receipt(answer.at, weekday, answer.total, lines, answer.channel, delivery=answer.delivery)
