"""What the database refuses about purchases and their lines."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from sales.models import Purchase, PurchaseLine
from tests.sales import factories as make
from tests.sales.factories import purchase as record

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("purchase_amount_not_negative", {"amount": -1}),
        ("purchase_returned_within_amount", {"returned": 1001}),
        ("purchase_returned_within_amount", {"returned": -1}),
        ("purchase_parts_not_negative", {"paid_points": -1}),
        ("purchase_parts_within_amount", {"tax": 600, "delivery": 401}),
        ("purchase_parts_within_amount", {"paid_points": 600, "paid_voucher": 401}),
    ],
)
def test_constraints_of_a_purchase(constraint: str, values: dict[str, int]) -> None:
    row = record()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Purchase.objects.filter(pk=row.pk).update(**values)


def test_the_number_is_unique_in_its_source() -> None:
    first, second = record(), record()
    with pytest.raises(IntegrityError, match="purchase_number_unique"), transaction.atomic():
        Purchase.objects.filter(pk=second.pk).update(number=first.number)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("purchase_line_quantity_positive", {"quantity": 0}),
        ("purchase_line_amount_not_negative", {"amount": -1}),
        ("purchase_line_returned_within", {"returned_quantity": 2}),
        ("purchase_line_returned_within", {"returned_amount": 1001}),
        ("purchase_line_returned_within", {"returned_amount": -1}),
        ("purchase_line_unique", {"position": 2}),
    ],
)
def test_constraints_of_a_line(constraint: str, values: dict[str, int]) -> None:
    row = record(make.line(), make.line())
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        PurchaseLine.objects.filter(purchase=row, position=1).update(**values)
