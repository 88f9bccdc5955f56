"""`/api/v1/purchases/` and what hangs on it."""

from __future__ import annotations

import pytest

from customers.models import Customer
from sales.models import Purchase, Store
from tests.api.client import ApiClient, MakeClient, receipt

pytestmark = pytest.mark.django_db


def test_a_purchase_is_recorded(api: ApiClient, customer: Customer, shop: Store) -> None:
    answer = api.post("/purchases/", receipt(customer=str(customer.public_id)))
    assert answer.status_code == 201, answer.json()
    body = answer.json()
    purchase = Purchase.objects.get()
    assert body["public_id"] == str(purchase.public_id)
    assert body["customer"] == str(customer.public_id)
    assert body["amount"] == "83.50"
    assert body["is_new"] is True
    assert purchase.store == shop
    assert purchase.channel == shop.channel


def test_the_same_receipt_again_changes_nothing(api: ApiClient, customer: Customer, shop: Store) -> None:
    first = api.post("/purchases/", receipt(customer=str(customer.public_id)))
    again = api.post("/purchases/", receipt(customer=str(customer.public_id)))
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json() | {"is_new": False}
    assert Purchase.objects.count() == 1


def test_the_same_number_with_other_content_is_refused(api: ApiClient, shop: Store) -> None:
    api.post("/purchases/", receipt())
    other = api.post("/purchases/", receipt(delivery="5.00"))
    assert other.status_code == 409
    assert other.json()["code"] == "receipt_differs"
    assert other.json()["field"] == "number"


def test_an_order_told_as_handed_over_is_not_answered_as_recorded(api: ApiClient, shop: Store) -> None:
    api.post("/purchases/", receipt(is_open=True))
    done = api.post("/purchases/", receipt(is_open=False, fulfilled_at="2026-05-05T09:30:00Z"))
    assert (done.status_code, done.json()["code"]) == (409, "receipt_differs")
    assert api.post("/purchases/", receipt(is_open=True)).status_code == 200
    assert Purchase.objects.get().state == "open"


def test_an_anonymous_purchase_has_no_accounts(api: ApiClient, shop: Store) -> None:
    body = api.post("/purchases/", receipt()).json()
    assert body["customer"] is None
    assert body["accounts"] == []


def test_a_purchase_is_read_with_its_lines(api: ApiClient, customer: Customer, shop: Store) -> None:
    made = api.post("/purchases/", receipt(customer=str(customer.public_id))).json()
    body = api.get(f"/purchases/{made['public_id']}/").json()
    assert body["store"] == "main"
    assert body["occurred_at"] == "2026-05-04T09:30:00Z"
    assert [line["sku"] for line in body["lines"]] == ["T-1", None]
    assert [line["quantity"] for line in body["lines"]] == ["2.000", "1.000"]
    assert [line["amount"] for line in body["lines"]] == ["25.00", "58.50"]


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"number": ""}, "blank", "number"),
        ({"number": "x" * 65}, "max_length", "number"),
        ({"lines": []}, "empty", "lines"),
        ({"lines": [{"amount": 12.5}]}, "amount_invalid", "lines.0.amount"),
        ({"lines": [{"amount": "12.505"}]}, "amount_invalid", "lines.0.amount"),
        ({"lines": [{"amount": "1e3"}]}, "amount_invalid", "lines.0.amount"),
        ({"lines": [{"amount": "-1"}]}, "amount_invalid", "lines.0.amount"),
        ({"lines": [{"amount": "1", "quantity": "0"}]}, "quantity_invalid", "lines"),
        ({"lines": [{"amount": "1", "quantity": 1}]}, "quantity_invalid", "lines.0.quantity"),
        ({"lines": [{"amount": "1", "description": "a\0b"}]}, "null_characters_not_allowed", "lines.0.description"),
        ({"occurred_at": "2026-05-04T09:30:00"}, "instant_invalid", "occurred_at"),
        ({"occurred_at": "9999-12-31T23:59:59-14:00"}, "instant_invalid", "occurred_at"),
        ({"occurred_at": "2199-01-01T00:00:00Z"}, "in_the_future", "occurred_at"),
        ({"customer": "nobody"}, "invalid", "customer"),
        ({"total": "83.51"}, "total_differs", "total"),
        ({"currency": "EUR"}, "currency_other", "currency"),
    ],
)
def test_a_purchase_with_a_fault_is_refused(api: ApiClient, shop: Store, changes: dict, code: str, field: str) -> None:
    answer = api.post("/purchases/", receipt(**changes))
    assert answer.status_code == 400, answer.json()
    assert (answer.json()["code"], answer.json()["field"]) == (code, field)
    assert answer.json()["request_id"] == answer["X-Request-Id"]
    assert not Purchase.objects.exists()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"customer": "00000000-0000-4000-8000-000000000000"}, "customer_unknown"),
        ({"store": "nowhere"}, "store_unknown"),
        ({"channel": "nothing"}, "channel_unknown"),
        ({"lines": [{"sku": "T-9", "amount": "1"}]}, "product_unknown"),
    ],
)
def test_a_purchase_that_names_what_is_unknown_is_refused(
    api: ApiClient, shop: Store, changes: dict, code: str
) -> None:
    answer = api.post("/purchases/", receipt(**changes))
    assert answer.status_code == 404
    assert answer.json()["code"] == code
    assert not Purchase.objects.exists()


def test_every_fault_is_told(api: ApiClient, shop: Store) -> None:
    body = api.post("/purchases/", receipt(number="", lines=[{"amount": "1"}, {"amount": "x"}])).json()
    assert [fault["field"] for fault in body["errors"]] == ["number", "lines.1.amount"]


# --- Lists --------------------------------------------------------------------------------


@pytest.fixture
def history(api: ApiClient, customer: Customer, shop: Store) -> None:
    for day in range(1, 6):
        who = {"customer": str(customer.public_id)} if day % 2 else {}
        api.post("/purchases/", receipt(str(day), occurred_at=f"2026-05-0{min(day, 4)}T09:30:00Z", **who))


def numbers(body: dict) -> list[str]:
    return [row["number"] for row in body["results"]]


def test_purchases_are_listed_the_latest_first_page_by_page(api: ApiClient, history: None) -> None:
    seen, path = [], "/purchases/?page_size=2"
    while path:
        body = api.get(path.removeprefix("http://testserver/api/v1")).json()
        seen += numbers(body)
        path = body["next"]
    assert seen == ["5", "4", "3", "2", "1"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"number": "3"}, ["3"]),
        ({"occurred_from": "2026-05-03T00:00:00Z", "occurred_until": "2026-05-04T00:00:00Z"}, ["3"]),
        ({"state": "cancelled"}, []),
        ({"occurred_from": "2026-05-04T05:30:00-20:50"}, []),
        ({"store": "main", "source": "till-1", "channel": "counter"}, ["5", "4", "3", "2", "1"]),
    ],
)
def test_purchases_are_filtered(api: ApiClient, history: None, query: dict, found: list[str]) -> None:
    assert numbers(api.get("/purchases/", query).json()) == found


def test_purchases_of_one_customer(api: ApiClient, history: None, customer: Customer) -> None:
    assert numbers(api.get("/purchases/", {"customer": str(customer.public_id)}).json()) == ["5", "3", "1"]


@pytest.mark.parametrize("size", [1, 3])
def test_a_list_costs_the_same_number_of_statements(
    api: ApiClient, history: None, size: int, django_assert_num_queries
) -> None:
    with django_assert_num_queries(3):  # token, purchases, lines
        assert len(api.get("/purchases/", {"page_size": size}).json()["results"]) == size


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"cursor": "%%%"}, "cursor_invalid"),
        ({"cursor": "W10"}, "cursor_invalid"),
        ({"cursor": "WyJ4IiwgMV0"}, "cursor_invalid"),
        ({"page_size": "0"}, "page_size_invalid"),
        ({"page_size": "201"}, "page_size_invalid"),
        ({"page_size": "٣"}, "page_size_invalid"),
        ({"occurred_from": "yesterday"}, "instant_invalid"),
        ({"state": "eaten"}, "invalid_choice"),
        ({"customer": "nobody"}, "invalid"),
        ({"number": "a\0b"}, "null_characters_not_allowed"),
        ({"custmer": "x"}, "parameter_unknown"),
        ({"customer": ""}, "parameter_empty"),
    ],
)
def test_a_wrong_parameter_is_refused(api: ApiClient, query: dict, code: str) -> None:
    answer = api.get("/purchases/", query)
    assert answer.status_code == 400
    assert answer.json()["code"] == code


# --- Returns ------------------------------------------------------------------------------


@pytest.fixture
def bought(api: ApiClient, customer: Customer, shop: Store) -> str:
    return str(api.post("/purchases/", receipt(customer=str(customer.public_id))).json()["public_id"])


def give_back(number: str = "R-1", **changes: object) -> dict:
    return {"source": "till-1", "number": number, "occurred_at": "2026-05-05T10:00:00Z", **changes}


def test_one_piece_is_brought_back(api: ApiClient, bought: str) -> None:
    body = give_back(lines=[{"position": 1, "quantity": "1"}])
    first = api.post(f"/purchases/{bought}/returns/", body)
    again = api.post(f"/purchases/{bought}/returns/", body)
    assert (first.status_code, again.status_code) == (201, 200), first.json()
    assert first.json()["amount"] == "12.50"
    assert again.json() == first.json() | {"is_new": False}
    assert api.get(f"/purchases/{bought}/").json()["returned"] == "12.50"


@pytest.mark.parametrize(
    "changes",
    [
        {"lines": [{"position": 1, "quantity": "1", "amount": "3.00"}]},
        {"lines": []},
        {"with_extras": True},
        {"reason": "Broken"},
        {"occurred_at": "2026-05-06T10:00:00Z"},
    ],
)
def test_another_return_under_the_same_number_is_refused(api: ApiClient, bought: str, changes: dict) -> None:
    body = give_back(lines=[{"position": 1, "quantity": "1"}])
    assert api.post(f"/purchases/{bought}/returns/", body).status_code == 201
    other = api.post(f"/purchases/{bought}/returns/", body | changes)
    assert (other.status_code, other.json()["code"]) == (409, "return_differs")


def test_everything_is_brought_back(api: ApiClient, bought: str) -> None:
    assert api.post(f"/purchases/{bought}/returns/", give_back()).json()["amount"] == "83.50"
    assert api.get(f"/purchases/{bought}/").json()["is_fully_returned"] is True
    assert api.post(f"/purchases/{bought}/returns/", give_back("R-2")).json()["code"] == "nothing_left"


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"lines": [{"position": 3, "quantity": "1"}]}, 400, "line_unknown"),
        ({"lines": [{"position": 1, "quantity": "3"}]}, 409, "too_much_returned"),
        ({"lines": [{"position": 1, "quantity": "1", "amount": "26.00"}]}, 409, "too_much_paid_back"),
        ({"occurred_at": "2026-05-03T10:00:00Z"}, 400, "return_before_sale"),
        ({"lines": [{"position": 1, "quantity": "x"}]}, 400, "quantity_invalid"),
    ],
)
def test_an_impossible_return_is_refused(api: ApiClient, bought: str, changes: dict, status: int, code: str) -> None:
    answer = api.post(f"/purchases/{bought}/returns/", give_back(**changes))
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_return_of_an_unknown_purchase(api: ApiClient) -> None:
    path = "/purchases/00000000-0000-4000-8000-000000000000/returns/"
    assert api.post(path, give_back()).status_code == 404


def test_the_answer_is_in_the_callers_language(make_client: MakeClient, shop: Store) -> None:
    client = make_client("purchases:write")
    answer = client.post("/purchases/", receipt(lines=[{"amount": "x"}]), Accept_Language="zh-hans")
    assert answer["Content-Language"] == "zh-hans"
