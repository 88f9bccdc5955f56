"""Customers, catalogue and drafts for tests of sales."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from core import clock
from customers.models import Customer
from sales import services
from sales.drafts import LineDraft, PurchaseDraft, ReturnDraft, ReturnLineDraft
from sales.models import Product, Purchase, Return

_serial = count(1)
NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)


def customer(**values: Any) -> Customer:
    return Customer.objects.create(**{"display_name": f"Customer {next(_serial)}"} | values)


def product(**values: Any) -> Product:
    number = next(_serial)
    return Product.objects.create(**{"sku": f"SKU-{number}", "name": f"Product {number}", "price": 1000} | values)


def line(amount: int = 1000, quantity: int | str = 1, **values: Any) -> LineDraft:
    return LineDraft(amount=amount, quantity=Decimal(quantity), **values)


def draft(*lines: LineDraft, **values: Any) -> PurchaseDraft:
    told: dict[str, Any] = {
        "source": "till",
        "number": f"R{next(_serial)}",
        "occurred_at": NOON,
        "lines": lines or (line(),),
    }
    return PurchaseDraft(**told | values)


def purchase(*lines: LineDraft, now: datetime | None = None, **values: Any) -> Purchase:
    return services.record_purchase(draft=draft(*lines, **values), now=now or clock.now())


def return_draft(bought: Purchase, back: dict[int, int | str] | None = None, **values: Any) -> ReturnDraft:
    """`back` maps positions of lines to quantities; none means everything."""
    ids = dict(bought.lines.values_list("position", "pk"))
    lines = tuple(ReturnLineDraft(line=ids[position], quantity=Decimal(q)) for position, q in (back or {}).items())
    told: dict[str, Any] = {
        "purchase": bought.pk,
        "source": "till",
        "number": f"B{next(_serial)}",
        "occurred_at": bought.occurred_at + timedelta(hours=1),
        "lines": lines,
    }
    return ReturnDraft(**told | values)


def give_back(bought: Purchase, back: dict[int, int | str] | None = None, **values: Any) -> Return:
    return services.record_return(draft=return_draft(bought, back, **values), now=clock.now())
