"""Segments over the API."""

from __future__ import annotations

import pytest

from core import clock
from customers.models import Customer, Segment, TimelineEntry
from customers.segments import refreshing
from tests.api.client import ApiClient

pytestmark = pytest.mark.django_db
RULE = {"facet": "customers.name", "op": "filled"}


def made(api: ApiClient, **values: object) -> dict[str, object]:
    answer = api.post("/segments/", {"name": "Everybody", "rule": RULE} | values)
    assert answer.status_code == 201, answer.content
    told: dict[str, object] = answer.json()
    return told


def test_a_segment_and_its_members_page_by_page(api: ApiClient, customer: Customer) -> None:
    others = [Customer.objects.create(display_name=f"Bo {n}") for n in range(2)]
    told = made(api)
    assert (told["is_due"], told["size"], told["version"]) == (True, 0, 1)
    refreshing.refresh(now=clock.now())
    address = f"/segments/{told['public_id']}/"
    assert api.get(address).json()["size"] == 3
    first = api.get(f"{address}members/", {"page_size": 2}).json()
    cursor = first["next"].partition("cursor=")[2].partition("&")[0]
    second = api.get(f"{address}members/", {"page_size": 2, "cursor": cursor}).json()
    found = [row["customer"] for row in (*first["results"], *second["results"])]
    assert found == [str(row.public_id) for row in (customer, *others)]


def test_a_change_needs_the_version_that_was_read(api: ApiClient) -> None:
    told = made(api)
    address = f"/segments/{told['public_id']}/"
    changed = api.patch(address, {"name": "All", "version": 1})
    assert (changed.status_code, changed.json()["name"], changed.json()["rule"]) == (200, "All", RULE)
    assert api.patch(address, {"name": "Others", "version": 1}).status_code == 409
    entry = TimelineEntry.objects.get(verb="segment.changed")
    assert entry.data["via"].startswith("API")


def test_refusals_name_the_place(api: ApiClient) -> None:
    answer = api.post("/segments/", {"name": "x", "rule": {"all": [RULE, {"facet": "x", "op": "y"}]}})
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (400, "segment_facet_unknown", "rule")
    assert "rule.all[1]" in answer.json()["message"]
    assert Segment.objects.count() == 0


def test_a_snapshot(api: ApiClient, customer: Customer) -> None:
    told = made(api)
    refreshing.refresh(now=clock.now())
    answer = api.post(f"/segments/{told['public_id']}/snapshots/", {"name": "Then"})
    assert (answer.status_code, answer.json()["size"], answer.json()["rule"]) == (201, 1, None)


def test_facets_and_what_is_not_there(api: ApiClient) -> None:
    codes = {row["code"]: row for row in api.get("/segments/facets/").json()}
    assert {"customers.tags", "sales.bought", "loyalty.level", "messaging.sent"} <= codes.keys()
    assert "brand" in codes["sales.bought"]["of"]
    nowhere = "/segments/00000000-0000-0000-0000-000000000000/"
    assert api.get(nowhere).status_code == 404
    assert api.get(f"{nowhere}members/").status_code == 404


def test_reading_is_not_writing(api: ApiClient, make_client: object) -> None:
    reader: ApiClient = make_client("segments:read")  # type: ignore[operator]
    assert reader.get("/segments/").status_code == 200
    assert reader.post("/segments/", {"name": "x", "rule": RULE}).status_code == 403
