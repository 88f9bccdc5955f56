"""Cases over the API: submitted once, listed, read, added to; those by and about staff only with their scope."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from complaints.models import Case
from complaints.moving import transition
from complaints.saying import say
from core import integrations
from tests.api.client import ApiClient
from tests.complaints.factories import NOW, boss, case, category
from tests.complaints.test_doors_form import at
from tests.sales.factories import customer, product, purchase

pytestmark = pytest.mark.django_db
LONG_AGO = NOW - timedelta(days=90)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    at(monkeypatch, NOW)


def client(*scopes: str) -> ApiClient:
    given = scopes or ("complaints:read", "complaints:write")
    return ApiClient(integrations.create_integration(name=f"Shop {uuid4()}", scopes=given)[1])


def test_a_complaint_is_submitted_once():
    api, who, goods, about = client(), customer(), product(), category(name="Faulty")
    receipt = purchase(customer=who.pk)
    told = {
        "text": "It leaks.\nBadly.", "customer": str(who.public_id), "product": goods.sku, "category": "Faulty",
        "purchase": str(receipt.public_id), "key": "T-17", "language": "zh-hans", "received_at": "2026-09-27T08:00:00Z",
    }  # fmt: skip
    first = api.post("/cases/", told, Idempotency_Key="a")
    body = first.json()
    assert first.status_code == 201
    assert api.post("/cases/", told, Idempotency_Key="a").json() == body
    assert api.post("/cases/", told).json()["number"] == body["number"], "its own key, too, makes it one"
    row = Case.objects.get()
    assert (row.door, row.subject, row.category, row.product) == ("api", "It leaks.", about, goods)
    assert (body["customer"], body["state"], body["received_at"]) == (
        str(who.public_id), "new", "2026-09-27T08:00:00Z"
    )  # fmt: skip
    assert "/c/case/" in body["tracking_url"]
    assert client().post("/cases/", told).json()["number"] != body["number"], "two programs may number alike"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"customer": str(uuid4())}, "customer_unknown"), ({"purchase": str(uuid4())}, "purchase_unknown"),
        ({"product": "no"}, "product_unknown"), ({"store": "no"}, "store_unknown"),
        ({"category": "no"}, "category_unknown"), ({"received_at": "2027-01-01T00:00:00Z"}, "received_later"),
        ({"text": " "}, "blank"), ({"contact_email": "x"}, "invalid"), ({"severity": 4}, "unknown_field"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused(wrong, code):
    refused = client().post("/cases/", {"text": "It leaks."} | wrong)
    assert (refused.status_code // 100, refused.json()["code"]) == (4, code)
    assert not Case.objects.exists()


def test_cases_are_listed_by_state_customer_and_time():
    who = customer()
    old, new = case(customer=who, received_at=NOW - timedelta(days=3)), case()
    api = client()
    numbers = [row["number"] for row in api.get("/cases/").json()["results"]]
    assert numbers == [new.number, old.number]
    for query, found in (
        ({"customer": str(who.public_id)}, [old]), ({"since": "2026-09-27T00:00:00Z"}, [new]),
        ({"until": "2026-09-27T00:00:00Z"}, [old]), ({"state": "new"}, [new, old]), ({"state": "closed"}, []),
    ):  # fmt: skip
        assert [row["number"] for row in api.get("/cases/", query).json()["results"]] == [one.number for one in found]
    first = api.get("/cases/", {"page_size": 1}).json()
    assert first["results"][0]["number"] == new.number
    assert first["next"]
    assert "tracking_url" not in first["results"][0]


def test_one_case_with_what_was_said_and_no_notes():
    row = case()
    for direction, text in (("out", "Sorry!"), ("note", "Secret")):
        say(case=row, direction=direction, means="page", text=text, author=boss(), now=NOW)
    body = client().get(f"/cases/{row.public_id}/").json()
    assert [(one["direction"], one["text"]) for one in body["messages"]] == [("out", "Sorry!")]


def test_cases_about_staff_need_their_scope():
    row = case(about=boss())
    api, wide = client(), client("complaints:read", "complaints:write", "confidential_complaints:read")
    assert api.get("/cases/").json()["results"] == []
    assert api.get(f"/cases/{row.public_id}/").status_code == 404
    assert api.post(f"/cases/{row.public_id}/messages/", {"text": "x"}).status_code == 404
    assert [one["is_confidential"] for one in wide.get("/cases/").json()["results"]] == [True]
    assert wide.get(f"/cases/{row.public_id}/").status_code == 200


def test_words_are_added_and_refused_where_nobody_reads_them():
    row, api = case(), client()
    path = f"/cases/{row.public_id}/messages/"
    for _ in range(2):
        added = api.post(path, {"text": "Still."}, Idempotency_Key="m")
        assert (added.status_code, added.json()["text"]) == (201, "Still.")
    assert row.messages.count() == 1
    ended = transition(case=case(now=LONG_AGO), to="resolved", actor=boss(), now=LONG_AGO, facts={"outcome": "partly"})
    late = api.post(f"/cases/{ended.public_id}/messages/", {"text": "Broken again"})
    assert (late.status_code, late.json()["code"], ended.messages.exists()) == (409, "case_over", False)
    assert api.post(path, {"text": "x", "at": "2027-01-01T00:00:00Z"}).json()["code"] == "at_later"
    Case.objects.filter(pk=row.pk).update(state="spam")
    assert api.post(path, {"text": "x"}).json()["code"] == "case_over"
