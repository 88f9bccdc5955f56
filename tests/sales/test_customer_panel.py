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
