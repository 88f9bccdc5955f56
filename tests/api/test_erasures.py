"""`/api/v1/customers/{public_id}/erasure-requests/`."""

from __future__ import annotations

from typing import Any

import pytest

from core import clock
from customers import erasing
from tests.api.client import ApiClient
from tests.customers.factories import make_customer, make_user

pytestmark = pytest.mark.django_db
NOBODY = "00000000-0000-4000-8000-000000000000"


def test_a_system_notes_it_and_follows_its_state(api: ApiClient) -> None:
    who = make_customer("Anna")
    address = f"/customers/{who.public_id}/erasure-requests/"
    answer = api.post(address, {"reason": "account page"})
    assert answer.status_code == 201, answer.json()
    body = answer.json()
    assert (body["state"], body["customer"]) == ("open", str(who.public_id))
    assert api.post(address, {"reason": "account page"}).json()["public_id"] == body["public_id"]
    row = who.erasure_requests.get()
    assert row.asked_via.startswith("Till")
    erasing.carry_out(request=row, actor=make_user("owner"), now=clock.now(), confirmation="Anna")
    one = api.get(f"{address}{body['public_id']}/").json()
    assert (one["state"], bool(one["closed_at"])) == ("done", True)
    assert [row["public_id"] for row in api.get(address).json()["results"]] == [body["public_id"]]
    assert api.get(f"/customers/{who.public_id}/").status_code == 404
    assert api.post(address, {"reason": "again"}).json()["code"] == "customer_erased"


@pytest.mark.parametrize(
    ("told", "field"),
    [({}, "reason"), ({"reason": "  "}, "reason"), ({"reason": "x", "received_on": "2999-01-01"}, "received_on")],
)
def test_refusals_name_the_field(api: ApiClient, told: dict[str, Any], field: str) -> None:
    answer = api.post(f"/customers/{make_customer().public_id}/erasure-requests/", told)
    assert (answer.status_code, answer.json()["field"]) == (400, field)


def test_unknown_customers_and_other_scopes(api: ApiClient, make_client: Any) -> None:
    assert api.get(f"/customers/{NOBODY}/erasure-requests/").status_code == 404
    assert api.post(f"/customers/{NOBODY}/erasure-requests/", {"reason": "x"}).status_code == 404
    who = make_customer()
    reader = make_client("customers:read", "customers:write")
    assert reader.post(f"/customers/{who.public_id}/erasure-requests/", {"reason": "x"}).status_code == 403
    assert reader.get(f"/customers/{who.public_id}/erasure-requests/").status_code == 403
    assert make_client("erasures:read").get(f"/customers/{who.public_id}/erasure-requests/").status_code == 200
