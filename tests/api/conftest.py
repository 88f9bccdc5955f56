"""What API tests start from: integrations, a few customers and products.

Imports stand inside the fixtures: pytest reads this file before Django is set up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from customers.models import Customer
    from sales.models import Store
    from tests.api.client import ApiClient, MakeClient


@pytest.fixture
def make_client(db: None) -> MakeClient:
    from core import integrations
    from core.models import Integration
    from tests.api.client import ApiClient

    def make(*scopes: str) -> ApiClient:
        _, token = integrations.create_integration(name=f"Till {Integration.objects.count() + 1}", scopes=scopes)
        return ApiClient(token)

    return make


@pytest.fixture
def api(make_client: MakeClient) -> ApiClient:
    """A client that may do everything."""
    from core.integrations import all_scopes

    return make_client(*(scope.code for scope in all_scopes()))


@pytest.fixture
def customer(db: None) -> Customer:
    from customers.models import Customer

    return Customer.objects.create(display_name="Ada Lovelace", given_name="Ada", family_name="Lovelace")


@pytest.fixture
def shop(db: None) -> Store:
    """A store with its channel and two products of a category."""
    from sales.models import Category, Channel, Product, Store

    channel = Channel.objects.create(code="counter", name="Counter")
    category = Category.objects.create(code="tea", name="Tea")
    Product.objects.create(sku="T-1", name="Oolong", price=1250, category=category, warranty_months=0)
    Product.objects.create(sku="T-2", name="Kettle", price=4900, warranty_months=24)
    return Store.objects.create(code="main", name="Main street", channel=channel)
