"""Loyalty cards over the API."""

from __future__ import annotations

import pytest

from core import integrations
from tests.loyalty.card_factories import issue
from tests.loyalty.factories import member

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(client):
    _integration, token = integrations.create_integration(name="till", scopes=["cards:read", "cards:write"])
    headers = {"Authorization": f"Bearer {token}"}

    def call(method: str, path: str, data=None, **more):
        ask = getattr(client, method)
        told = {"headers": headers | more}
        if data is not None:
            told |= {"data": data, "content_type": "application/json"}
        return ask(f"/api/v1/cards/{path}", **told)

    return call


def test_over_the_api(api):
    who = member()
    made = api("post", "", {"customer": str(who.public_id)}, **{"Idempotency-Key": "k1"})
    assert made.status_code == 201
    number = made.json()["number"]
    assert api("post", "", {"customer": str(who.public_id)}, **{"Idempotency-Key": "k1"}).json()["number"] == number
    assert api("post", "", {"customer": str(who.public_id)}).json()["code"] == "card_limit"
    assert api("post", "", {"customer": str(who.public_id), "number": number}).status_code == 200
    found = api("get", f"{number}/").json()
    assert (found["customer"], found["refusal"]) == (str(who.public_id), "")
    new = api("post", f"{number}/replace/", {"reason": "worn out"}).json()
    found = api("get", f"{number}/").json()
    assert (found["refusal"], found["current_number"]) == ("card_replaced", new["number"])
    assert api("post", f"{new['number']}/block/", {}).json()["code"] == "reason_missing"
    assert api("post", f"{new['number']}/block/", {"reason": "fraud"}).json()["state"] == "blocked"
    assert api("post", f"{new['number']}/lost/", {}).status_code == 409
    assert len(api("get", f"?customer={who.public_id}").json()["results"]) == 2
    assert api("get", "no-such/").json()["code"] == "card_unknown"


def test_reading_needs_a_scope(client):
    _integration, token = integrations.create_integration(name="x", scopes=["cards:read"])
    headers = {"Authorization": f"Bearer {token}"}
    assert client.get("/api/v1/cards/", headers=headers).status_code == 200
    assert client.post("/api/v1/cards/", {}, headers=headers).status_code == 403


def test_lost_and_found_over_the_api(api):
    card = issue(member())
    assert api("post", f"{card.number}/lost/", {}).json()["state"] == "lost"
    assert api("post", f"{card.number}/reactivate/", {}).json()["state"] == "active"
    assert api("get", "2000000000016/").json()["code"] == "card_mistyped"
