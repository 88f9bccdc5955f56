"""The till over the API: batches of an offline till, look-ups, claims."""

from __future__ import annotations

import time
from typing import Any

import pytest

from core import clock
from customers import services
from customers.models import Customer
from loyalty.cards import services as cards
from loyalty.models import Entry, HeldReturn, ReceiptClaim
from loyalty.till import api as till_api
from sales.models import Product, Purchase, Return, Store
from tests.api.client import ApiClient, MakeClient, receipt
from tests.api.conftest import api, customer, make_client, shop  # noqa: F401  # fixtures of the API
from tests.loyalty.factories import grant, member, only_rules, rule, state
from tests.loyalty.till_factories import sold

pytestmark = pytest.mark.django_db
LATER = "2026-06-01T12:00:00+00:00"


def batch(api: ApiClient, *receipts: Any, key: str = "") -> Any:  # noqa: F811  # the fixture
    headers = {"Idempotency_Key": key} if key else {}
    return api.post("/purchases/batch/", {"receipts": list(receipts)}, **headers)


def statuses(answer: Any) -> list[str]:
    return [row["status"] for row in answer.json()["results"]]


def test_each_receipt_has_its_own_result(api: ApiClient, shop: Store) -> None:  # noqa: F811
    only_rules()
    rule(1)
    who = member()
    answer = batch(
        api,
        receipt("1", customer=str(who.public_id)),
        receipt("2", lines=[{"amount": "1.005"}]),
        receipt("3", lines=[{"sku": "no-such", "amount": "1.00"}]),
        "nonsense",
        receipt("4", customer="00000000-0000-0000-0000-000000000001"),
        receipt("5"),
        receipt("1", delivery="5.00"),
    )
    assert answer.status_code == 200, answer.json()
    body = answer.json()
    assert (body["recorded"], body["known"], body["refused"]) == (2, 0, 5)
    assert statuses(answer) == ["recorded", "refused", "refused", "refused", "refused", "recorded", "refused"]
    codes = [row["code"] for row in body["results"]]
    assert codes[1:5] == ["amount_invalid", "product_unknown", "invalid", "customer_unknown"]
    assert codes[6] == "receipt_differs"
    assert body["results"][1]["field"] == "lines.0.amount"
    assert body["results"][0]["accounts"] == [{"currency": "points", "earned": "83"}]
    assert body["results"][0]["customer"] == str(who.public_id)
    assert state(who) == (83, 0)


def test_sent_again_everything_is_known(api: ApiClient, shop: Store) -> None:  # noqa: F811
    only_rules()
    rule(1)
    who = member()
    receipts = [receipt(str(number), customer=str(who.public_id)) for number in range(5)]
    first, again = batch(api, *receipts), batch(api, *receipts)
    assert statuses(first) == ["recorded"] * 5
    assert statuses(again) == ["known"] * 5
    assert [row["public_id"] for row in again.json()["results"]] == [
        row["public_id"] for row in first.json()["results"]
    ]
    assert Entry.objects.filter(kind="grant").count() == 5


def test_the_key_repeats_the_answer_and_refuses_another_body(api: ApiClient, shop: Store) -> None:  # noqa: F811
    first = batch(api, receipt("1"), key="b1")
    again = batch(api, receipt("1"), key="b1")
    assert again.json() == first.json()
    assert again["Idempotent-Replayed"] == "true"
    other = batch(api, receipt("2"), key="b1")
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")
    assert Purchase.objects.count() == 1


def test_a_quote_that_does_not_fit_stays_out_alone(api: ApiClient, shop: Store) -> None:  # noqa: F811
    answer = batch(api, receipt("1"), receipt("2", quote="made-up"), receipt("3"))
    assert statuses(answer) == ["recorded", "refused", "recorded"]
    assert answer.json()["results"][1]["code"] == "quote_invalid"


def test_a_quote_is_honoured_in_a_batch(api: ApiClient, shop: Store) -> None:  # noqa: F811
    made = api.post("/quotes/", {"lines": [{"sku": "T-1"}]}).json()
    now = clock.now().isoformat()
    told = receipt("1", quote=made["quote"], lines=[{"sku": "T-1", "amount": made["total"]}], occurred_at=now)
    again = receipt("2", quote=made["quote"], lines=[{"sku": "T-1", "amount": made["total"]}], occurred_at=now)
    answer = batch(api, told, again)
    assert statuses(answer) == ["recorded", "refused"]
    assert answer.json()["results"][1]["code"] == "quote_used"


def test_a_batch_has_limits(api: ApiClient, make_client: MakeClient) -> None:  # noqa: F811
    assert batch(api).status_code == 400
    assert batch(api, *["x"] * 1001).status_code == 400
    assert batch(make_client("purchases:read"), receipt("1")).status_code == 403


def back(number: str, sale: str, **values: Any) -> dict[str, Any]:
    """A return as the single endpoint takes it."""
    told = {"source": "till", "number": number, "sale_source": "till-1", "sale_number": sale, "occurred_at": LATER}
    return told | values


class TestReturnsInABatch:
    def test_with_their_receipts_in_any_order_and_again(self, api: ApiClient, shop: Store) -> None:  # noqa: F811
        only_rules()
        rule(1)
        who = member()
        told = receipt("1", customer=str(who.public_id))
        journal = [back("r2", "2"), told, back("r1", "1"), receipt("2"), back("r9", "none")]
        answer = batch(api, *journal)
        body = answer.json()
        assert statuses(answer) == ["recorded", "recorded", "recorded", "recorded", "held"], body
        assert {key: body[key] for key in ("recorded", "known", "held", "refused")} == {
            "recorded": 4, "known": 0, "held": 1, "refused": 0,
        }  # fmt: skip
        first, sale, returned = body["results"][:3]
        assert (first["kind"], sale["kind"], returned["kind"]) == ("return", "purchase", "return")
        assert returned["public_id"] == sale["public_id"]
        assert returned["amount"] == sale["amount"]
        assert returned["accounts"] == [{"currency": "points", "earned": "0"}]
        assert state(who) == (0, 0)
        again = batch(api, *journal)
        assert statuses(again) == ["known", "known", "known", "known", "held"]
        assert Return.objects.count() == 2
        assert HeldReturn.objects.filter(booked_at=None).count() == 1
        assert statuses(batch(api, receipt("none"))) == ["recorded"]
        assert Return.objects.count() == 3

    def test_the_same_state_as_one_by_one(self, api: ApiClient, shop: Store) -> None:  # noqa: F811
        only_rules()
        rule(1)
        together, single = member(), member()
        sale = receipt("1", customer=str(together.public_id))
        part = [{"position": 1, "quantity": "1"}]
        batch(api, back("r1", "1", lines=part), sale)
        other = receipt("2", customer=str(single.public_id))
        assert api.post("/purchases/returns/", back("r2", "2", lines=part)).status_code == 202
        assert api.post("/purchases/", other).status_code == 201
        assert state(together) == state(single)

    def test_a_bad_one_is_refused_alone(self, api: ApiClient, shop: Store) -> None:  # noqa: F811
        answer = batch(
            api,
            receipt("1"),
            back("r1", "1", lines=[{"position": 99, "quantity": "1"}]),
            back("r2", "1", colour="red"),
            {"sale_number": "1"},
            back("r3", "1"),
            back("r3", "1", reason="another"),
            receipt("2"),
        )
        assert statuses(answer) == ["recorded", "refused", "refused", "refused", "recorded", "refused", "recorded"]
        rows = answer.json()["results"]
        assert [row["code"] for row in rows[1:4]] == ["line_unknown", "unknown_field", "required"]
        assert {row["kind"] for row in rows[1:6]} == {"return"}

    def test_one_that_does_not_fit_its_receipt_says_why(self, api: ApiClient, shop: Store) -> None:  # noqa: F811
        answer = batch(api, back("r1", "1", lines=[{"position": 99, "quantity": "1"}]), receipt("1"))
        assert statuses(answer) == ["held", "recorded"]
        row = answer.json()["results"][0]
        assert row["code"] == "return_problem"
        assert "99" in row["message"]


@pytest.mark.slow
def test_a_thousand_receipts_in_bounded_time(api: ApiClient, shop: Store) -> None:  # noqa: F811
    people = [str(member().public_id) for _n in range(50)]
    receipts = [receipt(str(n), customer=people[n % 50]) for n in range(1000)]
    started = time.perf_counter()
    answer = batch(api, *receipts)
    seconds = time.perf_counter() - started
    assert answer.json()["recorded"] == 1000
    print(f"1,000 receipts in {seconds:.1f} s")
    assert seconds < 60


# --- Look-ups -------------------------------------------------------------------------------


def test_a_product_is_found_by_its_bar_code(api: ApiClient, shop: Store) -> None:  # noqa: F811
    Product.objects.filter(sku="T-2").update(barcode="4006381333931")
    found = api.get("/products/", {"barcode": "4006381333931"}).json()["results"]
    assert [(row["sku"], row["barcode"]) for row in found] == [("T-2", "4006381333931")]
    assert api.get("/products/", {"barcode": "1"}).json()["results"] == []


def test_a_card_and_a_phone_find_the_customer(api: ApiClient) -> None:  # noqa: F811
    who = services.create_customer(data={"display_name": "Ada", "phone": "+12025550142"}, actor=None, now=clock.now())
    services.enrol(customer=who, terms_version="1", where="x", actor=None, now=clock.now())
    grant(who, 50)
    card = cards.issue_card(customer=who, actor=None, now=clock.now())
    for text in (card.number, "202 555 0142"):
        found = api.get("/till/customers/", {"q": text}).json()
        assert [row["customer"] for row in found["results"]] == [str(who.public_id)]
        assert found["results"][0]["accounts"] == [
            {"currency": "points", "available": "50", "balance": "50", "debt": "0"}
        ]
    cards.report_lost(card=card, actor=None, now=clock.now())
    assert api.get("/till/customers/", {"q": card.number}).json()["refusal"] == "card_lost"


@pytest.mark.parametrize("text", ["Ada", "555", "+1202", "\0", "%", "x" * 3000])
def test_parts_find_nobody(api: ApiClient, text: str) -> None:  # noqa: F811
    services.create_customer(data={"display_name": "Ada", "phone": "+12025550142"}, actor=None, now=clock.now())
    answer = api.get("/till/customers/", {"q": text})
    assert answer.status_code in {200, 400}
    assert not answer.json().get("results")


def test_look_ups_are_counted(api: ApiClient, make_client: MakeClient, monkeypatch: Any) -> None:  # noqa: F811
    monkeypatch.setattr(till_api, "LOOKUPS", 2)
    answers = [api.get("/till/customers/", {"q": "1"}).status_code for _n in range(3)]
    assert answers == [200, 200, 429]
    assert make_client("till:read").get("/till/customers/", {"q": "1"}).status_code == 200
    assert make_client("purchases:read").get("/till/customers/", {"q": "1"}).status_code == 403
    assert make_client("till:read").get("/till/customers/", {"name": "1"}).status_code == 400


# --- Claims ---------------------------------------------------------------------------------


def test_a_receipt_is_claimed(api: ApiClient) -> None:  # noqa: F811
    only_rules()
    rule(1)
    bought, who = sold(), member()
    code = api.post(f"/purchases/{bought.public_id}/claim-code/").json()["code"]
    assert code == ReceiptClaim.objects.get().code
    body = {"code": code, "customer": str(who.public_id)}
    first = api.post("/receipt-claims/", body)
    again = api.post("/receipt-claims/", body)
    assert first.status_code == 200, first.json()
    assert first.json() == again.json()
    assert first.json()["customer"] == str(who.public_id)
    assert state(who) == (10, 0)
    other = api.post("/receipt-claims/", body | {"customer": str(member().public_id)})
    assert (other.status_code, other.json()["code"]) == (409, "claim_taken")
    unknown = api.post("/receipt-claims/", {"code": "K2222", "customer": str(who.public_id)})
    assert (unknown.status_code, unknown.json()["code"]) == (404, "claim_unknown")
    assert Customer.objects.filter(purchases=bought).get() == who
