"""Quotes, price look-up and coupon check over the API, and the sale that names its quote."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from core import clock, integrations
from core.integrations import all_scopes
from customers.models import CustomerGroup
from loyalty.models import Coupon, Quote
from sales.models import Product, Purchase
from tests.api.client import ApiClient
from tests.loyalty.factories import member
from tests.loyalty.pricing_factories import coupon, gift, price_list, promotion, row
from tests.sales.factories import customer, product

pytestmark = pytest.mark.django_db
SCOPES = [
    ("post", "/quotes/", "prices:write"),
    ("get", "/prices/", "prices:read"),
    ("get", "/coupons/X/", "prices:read"),
]


@pytest.fixture
def api() -> ApiClient:
    return client(*(scope.code for scope in all_scopes()))


def client(*scopes: str) -> ApiClient:
    _, token = integrations.create_integration(name=f"Till {len(scopes)}", scopes=scopes)
    return ApiClient(token)


def florist() -> Any:
    group = CustomerGroup.objects.create(name="Florists")
    who = member()
    who.groups.add(group)
    row(price_list(("group", group.pk), name="Florists"), 20)
    return who


def ask(*skus: str, **values: Any) -> dict[str, Any]:
    return {"lines": [{"sku": sku, "quantity": "2"} for sku in skus]} | values


def test_a_quote_and_its_sale(api):
    who, item = florist(), product(sku="ROSE", price=1000)
    promotion("gift", gift=gift(name="Ribbon"), minimum_spend=100)
    body = ask("ROSE", customer=str(who.public_id))
    made = api.post("/quotes/", body)
    assert made.status_code == 201
    told = made.json()
    assert told["total"] == "16.00"
    assert told["list_total"] == "20.00"
    assert told["lines"][0]["explanation"] == "List 10.00 → Florists −20 % = 8.00 → × 2 = 16.00"
    assert told["offers"] == [
        {"name": told["offers"][0]["name"], "discount": "0.00", "coupon": "", "gift": "Ribbon", "gift_quantity": 1}
    ]
    assert told["earns"][0]["units"] == "16"
    sale = {
        "source": "till", "number": "1", "occurred_at": told["created_at"], "customer": str(who.public_id),
        "lines": [{"sku": "ROSE", "quantity": "2", "amount": "16.00"}], "quote": told["quote"],
    }  # fmt: skip
    wrong = sale | {"lines": [{"sku": "ROSE", "quantity": "2", "amount": "15.00"}]}
    assert api.post("/purchases/", wrong).json()["code"] == "quote_basket_differs"
    assert api.post("/purchases/", sale | {"quote": "x" * 50}).json()["code"] == "quote_invalid"
    assert api.post("/purchases/", sale).status_code == 201
    assert api.post("/purchases/", sale).status_code == 200
    assert api.post("/purchases/", sale | {"number": "2"}).json()["code"] == "quote_used"
    assert Quote.objects.get().purchase == Purchase.objects.get()
    again = api.get(f"/quotes/{told['public_id']}/").json()
    assert again | {"earns": told["earns"]} == told
    assert item.pk


def test_the_same_key_repeats_the_answer(api):
    product(sku="ROSE")
    first = api.post("/quotes/", ask("ROSE"), Idempotency_Key="k1")
    again = api.post("/quotes/", ask("ROSE"), Idempotency_Key="k1")
    assert first.json() == again.json()
    assert Quote.objects.count() == 1
    other = api.post("/quotes/", ask("ROSE", "ROSE"), Idempotency_Key="k1")
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")


def test_a_refused_coupon_says_why_and_the_rest_counts(api):
    product(sku="ROSE", price=1000)
    coupon(promotion(needs_coupon=True, name="Spring"), "SPRING")
    told = api.post("/quotes/", ask("ROSE", coupons=["spring", "NOPE"])).json()
    assert told["total"] == "18.00"
    assert [(found["code"], found["counts"], found["reason"]) for found in told["coupons"]] == [
        ("SPRING", True, ""),
        ("NOPE", False, "coupon_unknown"),
    ]
    assert told["coupons"][1]["message"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"lines": [{"sku": "NOPE"}]}, "product_unknown"),
        ({"lines": [{"sku": "DEAR"}]}, "price_unknown"),
        ({"lines": [{"sku": "ROSE", "staff_percent": "50.00"}]}, "staff_discount_too_large"),
        ({"lines": [{"sku": "ROSE"}], "channel": "moon"}, "channel_unknown"),
        ({"lines": [{"sku": "ROSE"}], "customer": "00000000-0000-4000-8000-000000000000"}, "customer_unknown"),
    ],
)
def test_refusals(api, body, code):
    product(sku="ROSE")
    product(sku="DEAR", price=None)
    answer = api.post("/quotes/", body)
    assert answer.status_code in {400, 404}
    assert answer.json()["code"] == code
    assert not Quote.objects.exists()


def test_price_look_up(api):
    who = florist()
    for sku in ("A", "B"):
        Product.objects.create(sku=sku, name=sku, price=500)
    promotion(percent=50)  # a price look-up speaks of price lists alone, its reduction of what is announced
    found = api.get("/prices/", {"sku": "A,B", "customer": str(who.public_id), "quantity": "3"}).json()["results"]
    assert [(line["sku"], line["unit_price"], line["amount"]) for line in found] == [
        ("A", "4.00", "12.00"),
        ("B", "4.00", "12.00"),
    ]
    assert api.get("/prices/", {"sku": "A"}).json()["results"][0]["unit_price"] == "5.00"
    told = api.get("/prices/", {"sku": "A"}).json()["results"][0]["reduction"]
    assert (told["price"], told["lowest_price"], told["days"]) == ("2.50", "5.00", 30)
    assert api.get("/prices/", {"sku": "A", "colour": "red"}).json()["code"] == "parameter_unknown"
    assert api.get("/prices/", {}).status_code == 400
    assert api.get("/prices/", {"sku": ","}).json()["code"] == "sku_many"


def test_coupon_check(api):
    now = clock.now()
    owner = customer()
    mine = coupon(promotion(needs_coupon=True, name="Spring"), "MINE", customer=owner, valid_until=now + timedelta(1))
    told = api.get("/coupons/mine/").json()
    assert (told["code"], told["counts"], told["reason"], told["promotion"]) == (
        "MINE",
        False,
        "coupon_customer_needed",
        "Spring",
    )
    known = api.get("/coupons/mine/", {"customer": str(owner.public_id)}).json()
    assert known["counts"] is True
    assert known["valid_until"]
    assert api.get("/coupons/what/").json()["reason"] == "coupon_unknown"
    mine.promotion.is_active = False
    mine.promotion.save(update_fields=["is_active"])
    Coupon.objects.update(customer=None)
    assert api.get("/coupons/mine/").json()["reason"] == "coupon_promotion_not_running"


@pytest.mark.parametrize(("method", "path", "scope"), SCOPES)
def test_scopes(method, path, scope):
    assert client(scope).send(method, path, {}).status_code != 403
    others = [one.code for one in all_scopes() if one.code != scope]
    assert client(*others).send(method, path, {}).status_code == 403
