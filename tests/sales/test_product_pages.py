"""Products: found, made, changed, and who buys one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from customers.models import CustomerGroup
from sales import services
from sales.models import Category, Product
from sales.services import ProductData
from tests.sales import factories as make
from tests.sales.looking import text

pytestmark = pytest.mark.django_db


def test_products_are_found_by_name_category_and_state(owner: Client) -> None:
    music = services.save_category(category=Category(name="Music", code="music"))
    jazz = services.save_category(category=Category(name="Jazz", code="jazz", parent=music))
    blue = make.product(name="Kind of Blue", category=jazz, price=None)
    make.product(name="Other", state=Product.State.PLANNED)
    for query in (f"category={music.pk}", "q=of+blue", f"q={blue.sku.lower()}", "state=active"):
        assert [row.pk for row in owner.get(f"{reverse('sales:products')}?{query}").context["page"]] == [blue.pk], query
    assert len(owner.get(f"{reverse('sales:products')}?sort=-price").context["page"]) == 2
    response = owner.get(f"{reverse('sales:products')}?q=blue&format=csv")
    assert b"Kind of Blue" in b"".join(response.streaming_content)  # type: ignore[attr-defined]


def test_a_product_is_made_and_changed(owner: Client) -> None:
    told = {"sku": "S1", "name": "Blue", "state": "active", "price": "19.99", "warranty_months": "24",
            "launch_on": "2026-01-31", "selling_points": "- Quiet\n- Blue", "likely_questions": "Why?"}  # fmt: skip
    assert owner.post(reverse("sales:product_new"), told).status_code == 302
    row = Product.objects.get(sku="S1")
    assert (row.price, row.unit_cost, row.warranty_months) == (1999, None, 24)
    page = text(owner.get(reverse("sales:product", args=[row.pk])))
    assert "<li>Quiet</li>" in page
    assert 'value="19.99"' in text(owner.get(reverse("sales:product_edit", args=[row.pk])))
    assert owner.post(reverse("sales:product_edit", args=[row.pk]), told | {"unit_cost": "8"}).status_code == 302
    assert Product.objects.get().unit_cost == 800
    for wrong in ({"sku": "S1"}, {"sku": "S2", "price": "1.999"}, {"sku": "S2", "price": "-1"}, {"sku": ""}):
        response = owner.post(reverse("sales:product_new"), told | wrong)
        assert response.status_code == 422, wrong
        assert "Blue" in text(response)


def test_what_the_shop_system_changed_meanwhile_is_not_overwritten(owner: Client) -> None:
    product = services.create_product(data=ProductData(sku="S1", name="Blue", price=1000))
    url = reverse("sales:product_edit", args=[product.pk])
    version = services.product_version(product)
    assert f'value="{version}"' in text(owner.get(url))
    services.change_product(product=product, told={"price": 1200})
    told = {"sku": "S1", "name": "Blue, long", "state": "active", "warranty_months": 0, "price": "10.00"}
    refused = owner.post(url, told | {"version": version})
    assert refused.status_code == 422
    assert "Somebody else has changed this product" in text(refused)
    product.refresh_from_db()
    assert (product.name, product.price) == ("Blue", 1200)
    assert owner.post(url, told | {"version": services.product_version(product)}).status_code == 302


def test_who_buys_a_product(owner: Client, django_assert_max_num_queries: Any) -> None:
    disc = make.product()
    url = reverse("sales:product_buyers", args=[disc.pk])
    assert "Nobody has bought it yet" in text(owner.get(url))
    anna, bert = make.customer(display_name="Anna"), make.customer(display_name="Bert")
    anna.groups.add(CustomerGroup.objects.create(name="Florists"))
    line = make.line(1000, 2, product=disc.pk)
    for days in (0, 1):
        make.purchase(line, customer=anna.pk, occurred_at=make.NOON + timedelta(days=days))
    make.purchase(line, customer=bert.pk)
    make.give_back(make.purchase(line, customer=make.customer(display_name="Carl").pk))
    with django_assert_max_num_queries(15):
        page = text(owner.get(url))
    for words in ("Anna", "Bert", "Florists · 1", "50%", "all of its 3 sales"):
        assert words in page, words
    assert "Carl" not in page
