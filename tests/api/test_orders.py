"""Amending, handing over and cancelling an order over the API, with what that does to the ledger."""

from __future__ import annotations

from typing import Any

import pytest

from core import clock
from customers import services as customers
from customers.models import Customer, TimelineEntry
from loyalty.models import Account, Entry
from sales.models import Purchase, Store
from tests.api.client import ApiClient, receipt

pytestmark = pytest.mark.django_db
LINES = [{"sku": "T-1", "quantity": "4", "amount": "50.00"}]


@pytest.fixture
def member(customer: Customer) -> Customer:
    customers.enrol(customer=customer, terms_version="1", where="test", actor=None, now=clock.now())
    return customer


@pytest.fixture
def order(api: ApiClient, member: Customer, shop: Store) -> str:
    answer = api.post("/purchases/", receipt(customer=str(member.public_id), is_open=True, delivery="5.00"))
    assert answer.status_code == 201, answer.json()
    return f"/purchases/{answer.json()['public_id']}/"


def version(api: ApiClient, order: str) -> str:
    return str(api.get(order).json()["version"])


def points() -> dict[str, int]:
    return dict(Account.objects.values_list("currency", "balance"))


def told(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json().get("code", "")


def test_the_answer_to_an_order_tells_its_version_and_to_a_sale_none(api: ApiClient, shop: Store) -> None:
    made = api.post("/purchases/", receipt(is_open=True)).json()
    again = api.post("/purchases/", receipt(is_open=True)).json()
    assert made["version"] == again["version"] == version(api, f"/purchases/{made['public_id']}/")
    assert "version" not in api.post("/purchases/", receipt(number="other")).json()


def test_reading_tells_the_version(api: ApiClient, order: str) -> None:
    answer = api.get(order)
    assert answer["ETag"] == f'"{answer.json()["version"]}"'
    listed = api.get("/purchases/").json()["results"][0]
    assert listed["version"] == answer.json()["version"]


def test_an_order_is_amended_with_what_it_earned(api: ApiClient, order: str) -> None:
    before = points()["points"]
    answer = api.patch(order, {"lines": LINES, "reason": "two more"}, If_Match=api.get(order)["ETag"])
    assert answer.status_code == 200, answer.json()
    body = answer.json()
    assert (body["amount"], body["is_new"], body["state"]) == ("55.00", True, "open")
    assert answer["ETag"] == f'"{version(api, order)}"'
    earned = int(next(row["earned"] for row in body["accounts"] if row["currency"] == "points"))
    assert points()["points"] == earned == int(body["accounts"][0]["balance"])
    assert earned < before
    kinds = list(Entry.objects.filter(account__currency="points").order_by("id").values_list("kind", "units"))
    assert kinds == [("grant", before), ("return", -before), ("grant", earned)]
    stored = api.get(order).json()
    assert [(line["sku"], line["quantity"], line["amount"]) for line in stored["lines"]] == [("T-1", "4.000", "50.00")]
    assert stored["delivery"] == "5.00"  # not sent, so it stays
    assert TimelineEntry.objects.get(verb="purchase.amended").reason == "two more"


def test_the_same_change_again_books_nothing(api: ApiClient, order: str) -> None:
    change = {"lines": LINES, "version": version(api, order)}
    first, again = api.patch(order, change), api.patch(order, change)
    entries = Entry.objects.count()
    assert (first.status_code, again.status_code) == (200, 200)
    assert again.json() == first.json() | {"is_new": False}
    keyed = [api.patch(order, {"tip": "1.00", "version": version(api, order)}, Idempotency_Key="k")]
    keyed += [api.patch(order, {"tip": "1.00", "version": first.json()["version"]}, Idempotency_Key="k")]
    assert keyed[1]["Idempotent-Replayed"] == "true"
    assert keyed[1]["ETag"] == keyed[0]["ETag"]
    assert Purchase.objects.get().tip == 100
    assert Entry.objects.count() == entries  # a tip earns nothing


def test_a_stale_change_is_refused(api: ApiClient, order: str) -> None:
    etag, read = api.get(order)["ETag"], version(api, order)
    assert api.patch(order, {"tip": "1.00", "version": read}).status_code == 200
    assert told(api.patch(order, {"tip": "2.00", "version": read})) == (409, "stale_edit")
    assert told(api.patch(order, {"tip": "2.00"}, If_Match=etag)) == (412, "stale_edit")
    assert Purchase.objects.get().tip == 100


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"lines": []}, 400, "empty"),
        ({"lines": [{"sku": "T-9", "amount": "1"}]}, 404, "product_unknown"),
        ({"lines": [{"amount": "x"}]}, 400, "amount_invalid"),
        ({"number": "other"}, 400, "number_fixed"),
        ({"source": "other"}, 400, "number_fixed"),
        ({"store": "nowhere"}, 404, "store_unknown"),
        ({"customer": "00000000-0000-4000-8000-000000000000"}, 404, "customer_unknown"),
        ({"total": "1.00"}, 400, "total_differs"),
        ({"tax": "999.00"}, 400, "tax_too_large"),
        ({"version": "nonsense"}, 400, "invalid"),
    ],
)
def test_an_impossible_change_is_refused(api: ApiClient, order: str, change: dict, status: int, code: str) -> None:
    before, entries = version(api, order), Entry.objects.count()
    assert told(api.patch(order, {"version": before} | change)) == (status, code)
    assert version(api, order) == before
    assert Entry.objects.count() == entries


def test_a_change_names_the_version_it_read(api: ApiClient, order: str) -> None:
    assert told(api.patch(order, {"tip": "1.00"})) == (428, "version_missing")
    assert told(api.patch(order, {"tip": "1.00"}, If_Match='"3"')) == (400, "etag_invalid")


def test_another_customer_gets_what_the_order_earns(api: ApiClient, order: str, member: Customer) -> None:
    other = Customer.objects.create(display_name="Bo")
    customers.enrol(customer=other, terms_version="1", where="test", actor=None, now=clock.now())
    answer = api.patch(order, {"customer": str(other.public_id), "version": version(api, order)})
    assert answer.json()["customer"] == str(other.public_id)
    assert Account.objects.get(customer=member, currency="points").balance == 0
    assert Account.objects.get(customer=other, currency="points").balance > 0


def test_an_order_is_handed_over_once(api: ApiClient, order: str) -> None:
    first, again = api.post(f"{order}fulfil/", {}), api.post(f"{order}fulfil/")
    assert (first.status_code, first.json()["state"], first.json()["is_new"]) == (200, "fulfilled", True)
    assert again.json() == first.json() | {"is_new": False}
    assert told(api.post(f"{order}fulfil/", {"at": "2026-05-04T10:00:00Z"})) == (409, "purchase_fulfilled")
    read = version(api, order)
    assert told(api.patch(order, {"tip": "1.00", "version": read})) == (409, "purchase_fulfilled")
    assert told(api.post(f"{order}cancel/", {"reason": "late"})) == (409, "purchase_fulfilled")


@pytest.mark.parametrize(
    ("at", "code"), [("2020-01-01T00:00:00Z", "fulfilled_at_invalid"), ("2199-01-01T00:00:00Z", "fulfilled_at_invalid"),
                     ("soon", "instant_invalid")]
)  # fmt: skip
def test_a_wrong_time_of_handing_over_is_refused(api: ApiClient, order: str, at: str, code: str) -> None:
    assert told(api.post(f"{order}fulfil/", {"at": at})) == (400, code)
    assert Purchase.objects.get().state == "open"


def test_a_cancelled_order_gives_back_what_it_earned(api: ApiClient, order: str) -> None:
    assert points()["points"] > 0
    first, again = (api.post(f"{order}cancel/", {"reason": "too late"}) for _ in range(2))
    assert first.status_code == 200, first.json()
    body = first.json()
    assert (body["state"], body["returned"], body["is_new"]) == ("cancelled", "88.50", True)
    assert again.json() == body | {"is_new": False}
    assert points()["points"] == 0
    assert told(api.post(f"{order}fulfil/")) == (409, "purchase_cancelled")
    assert told(api.patch(order, {"tip": "1.00", "version": version(api, order)})) == (409, "purchase_cancelled")
    assert api.get("/returns/").json()["results"][0]["source"] == "cancellation"


def test_cancelling_needs_a_reason(api: ApiClient, order: str) -> None:
    assert told(api.post(f"{order}cancel/", {})) == (400, "required")
    assert told(api.post(f"{order}cancel/", {"reason": " "})) == (400, "blank")


# --- Returns as they are read ---------------------------------------------------------------


@pytest.fixture
def returned(api: ApiClient, member: Customer, shop: Store) -> list[dict[str, Any]]:
    made = []
    for day in (1, 2, 3):
        who = {"customer": str(member.public_id)} if day == 2 else {}
        bought = api.post("/purchases/", receipt(str(day), occurred_at=f"2026-05-0{day}T09:30:00Z", **who)).json()
        body = {"source": "till-1", "number": f"R-{day}", "occurred_at": f"2026-05-0{day}T10:00:00Z",
                "lines": [{"position": 1, "quantity": "1"}], "reason": "too blue"}  # fmt: skip
        made.append(api.post(f"/purchases/{bought['public_id']}/returns/", body).json())
    return made


def numbers(answer: Any) -> list[str]:
    return [row["number"] for row in answer.json()["results"]]


def test_returns_are_listed_page_by_page(api: ApiClient, returned: list[dict]) -> None:
    seen, path = [], "/returns/?page_size=2"
    while path:
        answer = api.get(path.removeprefix("http://testserver/api/v1"))
        seen += numbers(answer)
        path = answer.json()["next"]
    assert seen == ["R-3", "R-2", "R-1"]


def test_returns_are_filtered(api: ApiClient, returned: list[dict], member: Customer) -> None:
    for query, found in (
        ({"customer": str(member.public_id)}, ["R-2"]),
        ({"purchase": returned[0]["purchase"]}, ["R-1"]),
        ({"occurred_from": "2026-05-02T10:00:00Z"}, ["R-3", "R-2"]),
        ({"occurred_until": "2026-05-02T10:00:00Z"}, ["R-1"]),
        ({"occurred_from": "2026-05-02T10:00:01Z"}, ["R-3"]),
        ({"source": "till-1", "number": "R-3"}, ["R-3"]),
    ):
        assert numbers(api.get("/returns/", query)) == found, query
    assert told(api.get("/returns/", {"since": "2026-05-02"})) == (400, "parameter_unknown")


def test_one_return_with_its_lines(api: ApiClient, returned: list[dict], member: Customer) -> None:
    body = api.get(f"/returns/{returned[1]['id']}/").json()
    assert body["customer"] == str(member.public_id)
    assert (body["purchase"], body["amount"], body["reason"]) == (returned[1]["purchase"], "12.50", "too blue")
    assert body["lines"] == [
        {"position": 1, "sku": "T-1", "description": "Oolong", "quantity": "1.000", "amount": "12.50"}
    ]
    assert api.get(f"/returns/{returned[0]['id']}/").json()["customer"] is None
    for nothing in ("0", "9" * 30):
        assert api.get(f"/returns/{nothing}/").status_code == 404


@pytest.mark.parametrize("size", [1, 3])
def test_returns_cost_the_same_for_any_number(
    api: ApiClient, returned: list[dict], size: int, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(3):  # token, returns, lines
        assert len(api.get("/returns/", {"page_size": size}).json()["results"]) == size
