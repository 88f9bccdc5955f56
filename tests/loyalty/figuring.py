"""Receipts straight into the tables, and the figures of a day that tests look at."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from customers.models import Customer
from loyalty.metrics import recompute, reports
from loyalty.metrics.figure import Figure
from loyalty.models import CustomerMetrics
from sales.models import Purchase, PurchaseLine, Return, ReturnLine
from tests.loyalty.factories import NOW

AS_OF = date(2026, 3, 15)


def buy(customer: Customer, on: date, amount: int = 1000, *, is_promotion: bool = False) -> Purchase:
    """A receipt with one line, straight into the tables; nobody is told."""
    bought = Purchase.objects.create(
        customer=customer, source="test", number=str(Purchase.objects.count()), occurred_on=on, amount=amount,
        occurred_at=datetime.combine(on, time(12), UTC),
    )  # fmt: skip
    PurchaseLine.objects.create(purchase=bought, position=1, quantity=2, amount=amount, is_promotion=is_promotion)
    return bought


def bring_back(bought: Purchase, on: date, amount: int) -> None:
    """Part or all of a receipt comes back."""
    line = bought.lines.get()
    completes = amount == bought.amount - bought.returned
    back = Return.objects.create(
        purchase=bought, source="test", number=str(Return.objects.count()), occurred_on=on, amount=amount,
        occurred_at=datetime.combine(on, time(15), UTC), completes=completes,
    )  # fmt: skip
    quantity = line.quantity - line.returned_quantity if completes else line.quantity / 1000
    ReturnLine.objects.create(return_of=back, line=line, quantity=quantity, amount=amount)
    Purchase.objects.filter(pk=bought.pk).update(returned=bought.returned + amount, is_fully_returned=completes)
    PurchaseLine.objects.filter(pk=line.pk).update(
        returned_amount=line.returned_amount + amount, returned_quantity=line.returned_quantity + quantity
    )
    bought.refresh_from_db()


def rows() -> list[dict[str, Any]]:
    return list(CustomerMetrics.objects.order_by("customer_id").values())


def one(customer: Customer, as_of: date = AS_OF) -> CustomerMetrics:
    recompute.full(as_of=as_of, now=NOW)
    return CustomerMetrics.objects.get(customer=customer)


def plain(found: dict[str, Figure]) -> dict[str, Any]:
    return {key: figure.to_public() for key, figure in found.items()}


def values(**scope: Any) -> dict[str, Figure]:
    return reports.figures(AS_OF, **scope)


def table(found: Figure, key: str) -> dict[Any, dict[str, Any]]:
    return {row[key]: row for row in found.value}
