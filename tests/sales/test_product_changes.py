"""Who changed what of a product: kept by the database, whichever door it came through."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from core.actors import By
from core.models import User
from sales import changes, services
from sales.models import Category, Product, ProductChange
from sales.services import ProductData
from tests.customers.factories import make_user
from tests.sales import factories as make
from tests.sales.importing import run
from tests.sales.looking import text

pytestmark = pytest.mark.django_db


def kept(product: Product) -> list[tuple[Any, ...]]:
    rows = ProductChange.objects.filter(product=product).order_by("pk")
    return list(rows.values_list("field", "old", "new", "door", "actor"))


def test_each_field_from_what_to_what(owner: Client) -> None:
    told = {"sku": "S1", "name": "Blue", "state": "active", "price": "19.99", "warranty_months": "0"}
    owner.post(reverse("sales:product_new"), told)
    row = Product.objects.get()
    music = services.save_category(category=Category(name="Music", code="music"))
    version = services.product_version(row)
    more = {"price": "24.99", "unit_cost": "8", "state": "discontinued", "category": music.pk, "selling_points": "Blue"}
    owner.post(reverse("sales:product_edit", args=[row.pk]), told | more | {"version": version})
    user = User.objects.get()
    assert sorted(kept(row)[1:], key=str) == sorted(
        [
            ("price", "1999", "2499", "page", user.pk),
            ("unit_cost", None, "800", "page", user.pk),
            ("state", "active", "discontinued", "page", user.pk),
            ("category_id", None, str(music.pk), "page", user.pk),
            ("selling_points", None, None, "page", user.pk),
        ],
        key=str,
    )
    page = text(owner.get(reverse("sales:product", args=[row.pk])))
    for part in ("$19.99 → $24.99", "– → Music", "On sale → Discontinued", "(text changed)", str(user)):
        assert part in page, part


def test_what_says_the_same_is_no_change(owner: Client) -> None:
    data = ProductData(sku="S1", name="Blue", price=5)
    row = services.create_product(data=data)
    services.update_product(product=row, data=data, topics=[])
    assert [field for field, *_rest in kept(row)] == ["made"]


def test_costs_are_for_those_who_may_see_them() -> None:
    row = services.create_product(data=ProductData(sku="S1", name="Blue", unit_cost=1))
    services.change_product(product=row, told={"unit_cost": 2}, by=By("page", make_user("manager")))
    assert [line.new for line in changes.latest(row, with_cost=True)] == ["$0.02", "–"]
    assert [line.is_made for line in changes.latest(row, with_cost=False)] == [True]


def test_a_file_is_named_as_the_door(tmp_path: Path) -> None:
    table = tmp_path / "p.csv"
    make.product(sku="OLD", name="Old")
    table.write_text(
        "number,customer,occurred_at,amount,sku,barcode\n1,K,2026-01-02,5,NEW,\n2,K,2026-01-02,5,OLD,4006381333931\n"
    )
    run(table)
    rows = ProductChange.objects.exclude(door="").order_by("product__sku").values_list("product__sku", "field", "door")
    assert list(rows) == [("NEW", "made", "import"), ("OLD", "barcode", "import")]


def test_who_wrote_before_in_the_same_transaction_is_not_named() -> None:
    row = services.create_product(data=ProductData(sku="S1", name="Blue"), by=By("page", make_user("owner")))
    services.change_product(product=row, told={"price": 7})
    assert kept(row)[-1] == ("price", None, "7", "", None)
    assert changes.latest(row, with_cost=True)[0].by == "by the system"


@pytest.mark.parametrize("statement", ["UPDATE sales_productchange SET new = 'x'", "DELETE FROM sales_productchange"])
def test_the_history_cannot_be_changed(statement: str) -> None:
    make.product()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    with pytest.raises(DatabaseError, match="names_field"), transaction.atomic():
        ProductChange.objects.create(product=make.product(), field="", changed_at="2026-01-01T00:00Z")
