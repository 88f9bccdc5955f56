"""Quotes, price look-up and coupon check over the API, and the sale that names its quote."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from core import clock, integrations
from core.integrations import all_scopes
from customers.models import CustomerGroup
from loyalty.models import Coupon, PricingSettings, ProductLink, Quote
from loyalty.pricing import quotes
from sales.models import Product, Purchase
from tests.api.client import ApiClient
from tests.loyalty.factories import member
from tests.loyalty.pricing_factories import coupon, gift, pay, price_list, promotion, quote, row
from tests.sales.factories import customer, product

pytestmark = pytest.mark.django_db
SCOPES = [
    ("post", "/quotes/", "prices:write"),
    ("post", "/quotes/00000000-0000-4000-8000-000000000000/reserve/", "prices:write"),
    ("post", "/quotes/00000000-0000-4000-8000-000000000000/release/", "prices:write"),
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
    assert (told["is_held"], told["reserved_until"]) == (False, None)
    assert [(one["limit"], one["message"]) for one in told["while_it_lasts"]] == [
        ("gift", "The gift Ribbon while stocks last")
    ]
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
    # Paid, all of it is held.
    assert again | {"earns": told["earns"]} == told | {"is_held": True, "while_it_lasts": []}
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


# --- Quoting an order anew ------------------------------------------------------------------------


def an_order(**values: Any) -> tuple[Purchase, ProductLink, ProductLink]:
    """Seven small packs with a code, for which six in one and a shade are offered."""
    small, big = product(sku="SMALL", price=500), product(sku="SIX", price=2500)
    pack = ProductLink.objects.create(product=small, other=big, kind="larger_pack", pieces=6, reason="Cheaper")
    shade = ProductLink.objects.create(product=small, other=product(sku="SHADE", price=900), kind="companion")
    coupon(promotion(needs_coupon=True, products=[small, big]), "TEN")
    made = quote(small, now=clock.now(), quantity=7, coupons=["TEN"], **values)
    return pay(made, is_open=True), pack, shade


def test_an_order_is_quoted_anew_upwards(api):
    order, pack, shade = an_order()
    url = f"/purchases/{order.public_id}/requote/"
    told = api.get(url).json()
    assert [(one["offer"], one["sku"], one["replaces"], one["reason"]) for one in told["offers"]] == [
        (pack.pk, "SIX", "6", "Cheaper"),
        (shade.pk, "SHADE", None, ""),
    ]
    body = {"offers": [pack.pk, shade.pk], "lines": [{"sku": "SHADE", "quantity": "1"}]}
    looked = api.post(url, body).json()
    assert (looked["is_agreed"], looked["before"], looked["total"], looked["more"], looked["quote"]) == (
        False, "31.50", "45.00", "13.50", "",
    )  # fmt: skip
    assert looked["version"] == told["version"]
    order.refresh_from_db()
    assert (order.amount, Quote.objects.count(), Coupon.objects.get().uses) == (3150, 1, 1)
    agreed = body | {"agreed": "45.00", "version": told["version"]}
    done = api.post(url, agreed, Idempotency_Key="requote-1")
    assert done.status_code == 200
    assert (done.json()["is_agreed"], done.json()["lines"]) == (True, looked["lines"])
    assert api.post(url, agreed, Idempotency_Key="requote-1").json() == done.json()
    assert api.post(url, body, Idempotency_Key="requote-1").json()["code"] == "idempotency_key_reused"
    order.refresh_from_db()
    assert (order.amount, Coupon.objects.get().uses) == (4500, 1)
    held = Quote.objects.get(purchase=order, released_at=None)
    assert quotes.token(held) == done.json()["quote"]
    assert api.get(f"/purchases/{order.public_id}/").json()["version"] == done.json()["version"]


def test_an_agreement_is_once_without_a_key_too(api):
    order, _pack, shade = an_order()
    url = f"/purchases/{order.public_id}/requote/"
    version = api.get(url).json()["version"]
    more = {"lines": [{"sku": "SHADE"}], "agreed": "40.50"}
    assert api.post(url, {"offers": [shade.pk], "agreed": "1.00"}).json()["code"] == "price_changed"
    assert api.post(url, more).status_code == 200
    again = api.post(url, more)
    assert (again.status_code, again.json()["code"]) == (409, "price_changed")
    stale = api.post(url, {"lines": [{"sku": "SHADE"}], "agreed": "49.50", "version": version})
    assert (stale.status_code, stale.json()["code"]) == (409, "stale_edit")
    order.refresh_from_db()
    assert order.amount == 4050


def test_what_cannot_be_quoted_anew_says_why(api):
    order, pack, _shade = an_order()
    url = f"/purchases/{order.public_id}/requote/"
    for body, code in (
        ({}, "nothing_added"),
        ({"offers": [pack.pk, 10**9]}, "offer_unknown"),
        ({"lines": [{"sku": "NOPE"}]}, "product_unknown"),
        ({"offers": ["x"]}, "invalid"),
    ):
        assert api.post(url, body).json()["code"] == code, body
    Product.objects.filter(sku="SIX").update(price=100)
    assert api.post(url, {"offers": [pack.pk]}).json()["code"] == "requote_lower"
    api.post(f"/purchases/{order.public_id}/fulfil/", {})
    assert api.post(url, {"lines": [{"sku": "SHADE"}]}).json()["code"] == "purchase_fulfilled"
    assert api.get(url).json()["offers"] == []


def test_other_lines_say_what_becomes_of_the_quote(api):
    """Changing an order's goods must neither free its code silently nor keep it silently."""
    order, _pack, _shade = an_order()
    url = f"/purchases/{order.public_id}/"
    told = {"version": api.get(url).json()["version"], "lines": [{"sku": "SMALL", "quantity": "1", "amount": "5.00"}]}
    unsaid = api.patch(url, told)
    assert (unsaid.status_code, unsaid.json()["code"], unsaid.json()["field"]) == (409, "quote_needed", "quote")
    assert Coupon.objects.get().uses == 1
    assert api.patch(url, {"version": told["version"], "tip": "1.00"}).status_code == 200  # its goods stay
    assert Coupon.objects.get().uses == 1
    told["version"] = api.get(url).json()["version"]
    assert api.patch(url, told | {"quote": ""}).status_code == 200
    assert Coupon.objects.get().uses == 0
    order.refresh_from_db()
    assert order.amount == 600


# --- Reservations ---------------------------------------------------------------------------------


def test_a_quote_that_reserves_is_replaced_released_and_paid(api):
    product(sku="ROSE", price=1000)
    coupon(promotion(needs_coupon=True, name="Spring"), "LAST")
    body = ask("ROSE", coupons=["LAST"], reserve=True)
    first = api.post("/quotes/", body, Idempotency_Key="q1").json()
    assert (first["total"], first["is_held"], first["while_it_lasts"]) == ("18.00", True, [])
    assert first["reserved_until"] == first["valid_until"]
    assert api.post("/quotes/", body, Idempotency_Key="q1").json() == first
    assert Coupon.objects.get().uses == 1
    second = api.post("/quotes/", body).json()
    assert (second["total"], second["coupons"][0]["reason"]) == ("20.00", "coupon_reserved")
    third = api.post("/quotes/", body | {"replaces": first["public_id"]}).json()
    assert (third["total"], Coupon.objects.get().uses) == ("18.00", 1)
    gone = api.get(f"/quotes/{first['public_id']}/").json()
    assert (gone["is_held"], gone["reserved_until"], gone["while_it_lasts"][0]["limit"]) == (False, None, "coupon")
    url = f"/quotes/{third['public_id']}/"
    for _twice in range(2):
        given_up = api.post(f"{url}release/", {})
        assert (given_up.status_code, given_up.json()["is_held"]) == (200, False)
    for _twice in range(2):
        again = api.post(f"{url}reserve/", {})
        assert (again.status_code, again.json()["is_held"]) == (200, True)
    assert Quote.objects.get(public_id=third["public_id"]).integration
    taken = api.post(f"/quotes/{first['public_id']}/reserve/", {})
    assert (taken.status_code, taken.json()["code"]) == (409, "coupon_used_up")
    sale = {"source": "till", "number": "1", "occurred_at": third["created_at"], "quote": third["quote"],
            "lines": [{"sku": "ROSE", "quantity": "2", "amount": "18.00"}]}  # fmt: skip
    assert api.post("/purchases/", sale).status_code == 201
    for action in ("reserve", "release"):
        assert api.post(f"{url}{action}/", {}).json()["code"] == "quote_used"
    assert api.post("/quotes/", body | {"replaces": third["public_id"]}).json()["code"] == "quote_used"
    unknown = api.post("/quotes/", body | {"replaces": "00000000-0000-4000-8000-000000000000"})
    assert (unknown.status_code, unknown.json()["field"]) == (404, "replaces")


def test_reserving_too_much_is_refused(api):
    PricingSettings.objects.update(max_reserved_customer=1)
    product(sku="ROSE", price=1000)
    promotion("gift", gift=gift(9))
    body = ask("ROSE", customer=str(member().public_id), reserve=True)
    assert api.post("/quotes/", body).status_code == 201
    refused = api.post("/quotes/", body)
    assert (refused.status_code, refused.json()["code"], refused.json()["field"]) == (
        409, "reservations_many", "reserve",
    )  # fmt: skip
    assert api.post("/quotes/", body | {"reserve": False}).status_code == 201
