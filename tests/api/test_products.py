"""`/api/v1/products/`: a shop's own system keeps them in step, by its SKUs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from core import clock
from customers.models import Topic
from loyalty.models import PriceLog
from loyalty.pricing import history
from sales.models import Brand, Category, Product, ProductChange
from tests.api.client import ApiClient, MakeClient

pytestmark = pytest.mark.django_db
WHOLE = {
    "name": "Sencha", "barcode": "400 6381 333931", "state": "active", "category": "tea", "brand": "Kyoto",
    "topics": ["green"], "price": "9.50", "unit_cost": "4.00", "launch_on": "2026-05-01", "warranty_months": 6,
    "warranty_terms": "Kept fresh.", "selling_points": "From the first picking.", "likely_questions": "How hot? 70 °C.",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _names(db: None, shop: Any) -> None:
    Brand.objects.create(name="Kyoto")
    Topic.objects.create(name="Green tea", code="green")


def put(api: ApiClient, sku: str = "T-9", **told: Any) -> Any:
    return api.put(f"/products/{sku}/", WHOLE | told)


def test_a_product_is_made_and_told_whole(api: ApiClient) -> None:
    answer = put(api)
    assert answer.status_code == 201, answer.json()
    body = answer.json()
    assert body | WHOLE | {"barcode": "4006381333931", "sku": "T-9"} == body
    assert answer["ETag"] == f'"{body["version"]}"'
    assert api.get("/products/T-9/").json() == body
    stored = Product.objects.get(sku="T-9")
    assert (stored.price, stored.unit_cost, list(stored.topics.values_list("code", flat=True))) == (950, 400, ["green"])


def test_the_history_names_the_integration(api: ApiClient) -> None:
    put(api)
    put(api)
    api.patch("/products/T-9/", {"price": "12.50"})
    rows = ProductChange.objects.filter(product__sku="T-9").order_by("pk").values_list("field", "door", "via", "actor")
    assert list(rows) == [("made", "api", "Till 1", None), ("price", "api", "Till 1", None)]


def test_the_same_again_changes_nothing(api: ApiClient) -> None:
    first = put(api).json()
    again = put(api)
    assert (again.status_code, again.json()) == (200, first)
    assert PriceLog.objects.filter(subject="product", subject_id=Product.objects.get(sku="T-9").pk).count() == 1


def test_what_is_left_out_of_a_whole_product_is_as_new(api: ApiClient) -> None:
    put(api)
    answer = api.put("/products/T-9/", {"name": "Sencha"})
    assert answer.status_code == 200
    body = answer.json()
    assert [body[name] for name in ("price", "unit_cost", "brand", "category", "topics", "selling_points")] == [
        None, None, None, None, [], ""
    ]  # fmt: skip


def test_parts_are_changed_and_the_rest_stays(api: ApiClient) -> None:
    before = put(api).json()
    answer = api.patch("/products/T-9/", {"price": "8.00", "topics": []})
    assert answer.status_code == 200, answer.json()
    after = answer.json()
    assert {name for name in after if after[name] != before[name]} == {"price", "topics", "version", "updated_at"}
    assert api.patch("/products/T-9/", {"brand": None}).json()["brand"] is None
    assert api.patch("/products/none/", {"price": "1.00"}).status_code == 404


def test_prices_go_into_the_log_that_reductions_are_told_from(api: ApiClient) -> None:
    put(api, price="10.00")
    product = Product.objects.select_related("category").get(sku="T-9")
    PriceLog.objects.filter(subject="product", subject_id=product.pk).update(at=clock.now() - timedelta(days=60))
    api.patch("/products/T-9/", {"price": "9.00"})
    put(api, price="7.00")
    logged = PriceLog.objects.filter(subject="product", subject_id=product.pk).order_by("pk")
    assert [(entry.state or {})["price"] for entry in logged] == [1000, 900, 700]
    product.refresh_from_db()
    found = history.reductions([product], days=30, now=clock.now())[product.pk]
    assert found is not None
    assert (found.price, found.lowest, found.is_honest) == (700, 900, True)


def test_a_version_that_was_overtaken_is_refused(api: ApiClient) -> None:
    version = put(api).json()["version"]
    assert api.patch("/products/T-9/", {"price": "8.00"}, If_Match=f'"{version}"').status_code == 200
    in_header = api.patch("/products/T-9/", {"price": "7.00"}, If_Match=f'"{version}"')
    assert (in_header.status_code, in_header.json()["code"]) == (412, "stale_edit")
    in_body = put(api, price="7.00", version=version)
    assert (in_body.status_code, in_body.json()["code"]) == (409, "stale_edit")
    # What it says already is never stale, and without a version yours counts.
    assert api.patch("/products/T-9/", {"price": "8.00"}, If_Match=f'"{version}"').status_code == 200
    assert put(api, price="7.00").status_code == 200
    assert put(api, "T-10", barcode="", version=version).status_code == 409


@pytest.mark.parametrize(
    ("told", "status", "code", "field"),
    [
        ({"name": ""}, 400, "blank", "name"),
        ({"name": "x" * 161}, 400, "max_length", "name"),
        ({"price": 9.5}, 400, "amount_invalid", "price"),
        ({"price": "-1.00"}, 400, "amount_invalid", "price"),
        ({"state": "gone"}, 400, "invalid_choice", "state"),
        ({"warranty_months": 601}, 400, "max_value", "warranty_months"),
        ({"launch_on": "May"}, 400, "invalid", "launch_on"),
        ({"category": "coffee"}, 404, "category_unknown", "category"),
        ({"brand": "Nobody"}, 404, "brand_unknown", "brand"),
        ({"topics": ["black"]}, 404, "topic_unknown", "topics"),
        ({"barcode": "T-1"}, 409, "barcode_taken", "barcode"),
        ({"sku": "T-1"}, 400, "unknown_field", "sku"),
    ],
)
def test_a_fault_is_refused_by_either_door(api: ApiClient, told: dict, status: int, code: str, field: str) -> None:
    put(api, "T-8")
    body = WHOLE | {"barcode": ""} | told
    for answer in (api.put("/products/T-9/", body), api.patch("/products/T-8/", told)):
        assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (status, code, field)
    assert not Product.objects.filter(sku="T-9").exists()


@pytest.mark.parametrize("sku", ["%20T-9", "T%099", "T%00", "x" * 65])
def test_a_sku_that_cannot_be_is_refused(api: ApiClient, sku: str) -> None:
    assert put(api, sku).status_code == 400
    assert Product.objects.count() == 2


def test_a_sku_may_hold_strokes_and_other_scripts(api: ApiClient) -> None:
    for sku in ("A/2/红", "A%2F3", "a b"):
        assert put(api, sku, barcode="").status_code == 201
    assert set(Product.objects.values_list("sku", flat=True)) >= {"A/2/红", "A/3", "a b"}


def test_a_sku_that_an_import_took_can_still_be_given_a_price(api: ApiClient) -> None:
    Product.objects.create(sku="odd ", name="Odd")
    assert api.patch("/products/odd%20/", {"price": "1.00"}).status_code == 200


def test_what_the_shop_pays_is_for_those_who_write_products(api: ApiClient, make_client: MakeClient) -> None:
    put(api)
    till = make_client("products:read")
    assert "unit_cost" not in till.get("/products/T-9/").json()
    assert all("unit_cost" not in row for row in till.get("/products/").json()["results"])
    assert api.get("/products/T-9/").json()["unit_cost"] == "4.00"


def test_what_products_are_named_by_is_listed(api: ApiClient) -> None:
    parent = Category.objects.get(code="tea")
    Category.objects.create(code="green", name="Green", parent=parent)
    assert api.get("/categories/").json()["results"] == [
        {"code": "tea", "name": "Tea", "parent": None}, {"code": "green", "name": "Green", "parent": "tea"}
    ]  # fmt: skip
    assert api.get("/brands/").json()["results"] == [{"name": "Kyoto"}]


def test_more_products_take_no_more_queries(api: ApiClient, django_assert_num_queries: Any) -> None:
    api.get("/products/")
    with django_assert_num_queries(3):  # token, products, topics
        api.get("/products/", {"page_size": "1"})
    put(api)
    with django_assert_num_queries(3):
        api.get("/products/")
