"""What the API does not know it refuses, and every amount it takes can be read in one way only."""

from __future__ import annotations

from typing import Any

import pytest
from drf_spectacular.generators import SchemaGenerator

from loyalty.models import HeldReturn
from sales.models import Purchase
from tests.api.client import ApiClient, receipt
from tests.api.test_access import OPERATIONS
from tests.loyalty.factories import grant, member, only_rules, state

pytestmark = pytest.mark.django_db

SCHEMA = SchemaGenerator().get_schema(request=None, public=True)
WRITES = [(method, path) for method, path, _scope in OPERATIONS if method != "get"]


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_every_write_refuses_a_field_that_nobody_reads(api: ApiClient, method: str, path: str) -> None:
    answer = api.send(method, path, {"no_such_field": "1"})
    assert answer.status_code == 400, answer.content
    told = answer.json()
    assert (told["code"], told["field"]) == ("unknown_field", "no_such_field")


def test_a_misspelt_field_of_a_line_is_named_beside_the_other_faults(api: ApiClient, shop: Any) -> None:
    body = receipt(lines=[{"amount": "1.00"}, {"amuont": "2.00"}])
    told = api.post("/purchases/", body | {"totl": "3.00"}).json()
    assert told["code"] == "unknown_field"
    found = {(fault["field"], fault["code"]) for fault in told["errors"]}
    assert found == {("totl", "unknown_field"), ("lines.1.amuont", "unknown_field"), ("lines.1.amount", "required")}
    assert not Purchase.objects.exists()


def test_nonsense_of_one_receipt_can_be_answered_and_kept(api: ApiClient) -> None:
    """The answer of a batch is stored under its key, and PostgreSQL's JSON has no zero byte and no half pair."""
    told = {"receipts": [{"so\0urce": "1", "source": "a\0b", "number": "\ud800", "x\ud800": 1}]}
    answer = api.post("/purchases/batch/", told, Idempotency_Key="k")
    assert (answer.status_code, answer.json()["refused"]) == (200, 1)
    assert api.post("/purchases/batch/", told, Idempotency_Key="k").json() == answer.json()


def test_a_body_of_nonsense_is_named_in_part(api: ApiClient, shop: Any) -> None:
    told = api.post("/purchases/", {f"field{n}" * 100: n for n in range(100)}).json()
    assert 20 <= len(told["errors"]) < 40
    assert max(len(fault["field"]) for fault in told["errors"]) <= 60


@pytest.mark.parametrize("text", ["1.500", "1,500", "1,50", "1e3", "+5", "-5", "1_0", "", "1.", ".5", "٣"])
@pytest.mark.parametrize("currency", ["cashback", "points"])
def test_units_are_read_in_one_way_or_refused(api: ApiClient, text: str, currency: str) -> None:
    only_rules()
    who = member()
    grant(who, 5000, currency=currency)
    body = {"event_key": "k", "customer": str(who.public_id), "currency": currency, "units": text}
    answer = api.post("/accounts/redeem/", body)
    assert answer.status_code == 400, answer.content
    assert answer.json()["field"] == "units"
    assert answer.json()["code"] in {"amount_invalid", "units_invalid", "blank"}
    assert state(who, currency) == (5000, 0)


def test_more_units_than_a_number_holds_are_refused(api: ApiClient) -> None:
    who = member()
    body = {"event_key": "k", "customer": str(who.public_id), "currency": "points", "units": "9" * 20}
    assert api.post("/accounts/redeem/", body).json()["code"] == "units_invalid"


@pytest.mark.parametrize("text", ["1.500", "1,50", "1e2", " 5.00", "-1.00", "5.", 5, 5.5, True])
def test_amounts_are_read_in_one_way_or_refused(api: ApiClient, shop: Any, text: Any) -> None:
    answer = api.post("/purchases/", receipt(lines=[{"amount": text}]))
    assert (answer.status_code, answer.json()["code"]) == (400, "amount_invalid")


def test_a_number_is_no_text(api: ApiClient, shop: Any) -> None:
    assert api.post("/purchases/", receipt() | {"number": 4711}).json()["field"] == "number"


def test_a_return_by_number_takes_the_sources_that_sales_take(api: ApiClient, shop: Any) -> None:
    """Sources have up to 40 letters; a return held for a sale of such a source is booked when it arrives."""
    source = "the-till-with-a-name-of-forty-letters-xx"
    told = {"source": source, "number": "R-1", "sale_source": source, "sale_number": "1",
            "occurred_at": "2026-05-06T10:00:00Z", "lines": [{"position": 1, "quantity": "1"}]}  # fmt: skip
    assert api.post("/purchases/returns/", told).status_code == 202
    assert api.post("/purchases/returns/", told).status_code == 202
    assert api.post("/purchases/returns/", told | {"lines": [{"position": 1, "quantity": 1}]}).status_code == 400
    assert api.post("/purchases/", receipt("1", source=source)).status_code == 201
    assert HeldReturn.objects.get().booked_at is not None


def test_the_description_closes_every_body() -> None:
    names = set()
    for operations in SCHEMA["paths"].values():
        for operation in operations.values():
            for content in operation.get("requestBody", {}).get("content", {}).values():
                names.add(content["schema"]["$ref"].rpartition("/")[2])
    schemas = SCHEMA["components"]["schemas"]
    assert names
    assert [name for name in names if schemas[name].get("additionalProperties") is not False] == []
    assert schemas["NewLineRequest"]["additionalProperties"] is False
