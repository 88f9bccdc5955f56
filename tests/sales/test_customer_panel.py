"""The purchases on a customer's record."""

from __future__ import annotations

import pytest
from django.test import Client

from sales.models import Purchase
from tests.sales import factories

pytestmark = pytest.mark.django_db


def test_a_purchase_of_no_store_and_no_channel_is_shown(admin_client: Client) -> None:
    """Imported histories often know neither."""
    buyer = factories.customer()
    day = factories.NOON.date()
    Purchase.objects.create(
        customer=buyer, source="old", number="X-1", occurred_at=factories.NOON, occurred_on=day, amount=1
    )
    page = admin_client.get(f"/sales/customers/{buyer.public_id}/purchases/")
    assert page.status_code == 200
    assert "X-1" in page.content.decode()


def test_guarantees_of_goods_that_are_kept_however_much_was_bought_since(admin_client: Client) -> None:
    buyer = factories.customer()
    kept, back = (factories.product(name=name, warranty_months=600) for name in ("Kept", "Gone back"))
    factories.purchase(factories.line(product=kept.pk), customer=buyer.pk)
    other = factories.line(product=back.pk), factories.line(500)
    factories.give_back(factories.purchase(*other, customer=buyer.pk), {1: 1})
    for _n in range(55):
        factories.purchase(factories.line(100), customer=buyer.pk)
    page = " ".join(admin_client.get(f"/sales/customers/{buyer.public_id}/purchases/").content.decode().split())
    assert "Kept is guaranteed until" in page
    assert "Gone back is guaranteed" not in page
