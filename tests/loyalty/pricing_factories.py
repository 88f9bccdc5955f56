"""Price lists, promotions, coupons and quotes as plain rows, for tests of pricing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from django.db import transaction

from core.errors import DomainError
from loyalty.models import (
    Coupon,
    Gift,
    PriceBreak,
    PriceList,
    PriceListTarget,
    PriceRow,
    Promotion,
    PromotionTarget,
    Quote,
    StackingGroup,
)
from loyalty.pricing import quotes
from loyalty.pricing.quotes import Ask, Inquiry
from sales.drafts import LineDraft
from sales.models import Channel, Product, Purchase
from tests.loyalty.factories import NOW
from tests.sales import factories as sales

_serial = count(1)


def price_list(*targets: tuple[str, int], **values: Any) -> PriceList:
    made = PriceList.objects.create(**{"name": f"List {next(_serial)}"} | values)
    for kind, key in targets or (("all", 0),):
        PriceListTarget.objects.create(price_list=made, kind=kind, key=key)
    return made


def row(made: PriceList, percent: Any = None, price: int | None = None, **values: Any) -> PriceRow:
    kind = "percent" if price is None else "fixed"
    share = None if percent is None else Decimal(str(percent))
    return PriceRow.objects.create(price_list=made, kind=kind, percent=share, price=price, **values)


def price_break(of: PriceRow, quantity: Any, percent: Any = None, price: int | None = None) -> PriceBreak:
    share = None if percent is None else Decimal(str(percent))
    return PriceBreak.objects.create(row=of, quantity=Decimal(str(quantity)), percent=share, price=price)


def promotion(kind: str = "percentage", *, targets: Any = (), order: int = 10, **values: Any) -> Promotion:
    scopes = {name: values.pop(name) for name in ("categories", "brands", "products", "channels") if name in values}
    told: dict[str, Any] = {"name": f"Promotion {next(_serial)}", "group": StackingGroup.objects.get(order=order)}
    if kind == "percentage":
        told["percent"] = Decimal(10)
    made = Promotion.objects.create(**told | {"kind": kind} | values)
    for name, wanted in scopes.items():
        getattr(made, name).set(wanted)
    for target, key in targets:
        PromotionTarget.objects.create(promotion=made, kind=target, key=key)
    return made


def coupon(of: Promotion, code: str = "", **values: Any) -> Coupon:
    return Coupon.objects.create(promotion=of, code=code or f"CODE{next(_serial)}", **values)


def gift(stock: int = 10, **values: Any) -> Gift:
    return Gift.objects.create(**{"name": f"Gift {next(_serial)}", "stock": stock} | values)


def channel(code: str) -> Channel:
    return Channel.objects.get_or_create(code=code, defaults={"name": code})[0]


def inquiry(*products: Product, customer: Any = None, **values: Any) -> Inquiry:
    quantity = Decimal(str(values.pop("quantity", 1)))
    lines = values.pop("lines", [Ask(product.pk, quantity) for product in products])
    return Inquiry(lines, customer.pk if customer else None, **values)


def quote(*products: Product, customer: Any = None, now: Any = NOW, **values: Any) -> Quote:
    return quotes.make_quote(inquiry=inquiry(*products, customer=customer, **values), now=now)


def pay(made: Quote, **values: Any) -> Purchase:
    """Record the sale that a quote promised."""
    lines = [
        LineDraft(item["amount"], Decimal(item["quantity"]) / 1000, item["product"], item["name"])
        for item in made.facts["lines"]
    ]
    told = {"customer": made.customer_id, "occurred_at": made.created_at, "quote": quotes.token(made)}
    now = values.pop("now", made.created_at + timedelta(minutes=1))
    return sales.purchase(*values.pop("lines", lines), now=now, **told | values)


def price(*products: Product, **values: Any) -> int:
    """What a basket comes to; nothing is kept."""
    return quotes.price_basket(inquiry=inquiry(*products, **values), now=values.get("now", NOW)).total


def refused(action: Callable[[], Any]) -> str:
    with pytest.raises(DomainError) as error, transaction.atomic():
        action()
    return error.value.code
