"""Events over the API."""

from __future__ import annotations

from uuid import uuid4

import pytest

from core import integrations
from tests.api.client import ApiClient
from tests.campaigns.eventing import draft, guest, opened, register, states

pytestmark = pytest.mark.django_db


@pytest.fixture
def api() -> ApiClient:
    scopes = [scope.code for scope in integrations.all_scopes()]
    return ApiClient(integrations.create_integration(name="Shop", scopes=scopes)[1])


def test_what_there_is(api):
    event, hidden = opened(name="Tasting", translations={"zh-hans": {"name": "品鉴会"}}), draft()
    (row,) = api.get("/events/").json()["results"]
    assert (row["public_id"], row["name"], row["taken"], row["places"]) == (str(event.public_id), "Tasting", 0, None)
    assert api.get(f"/events/{event.public_id}/", Accept_Language="zh-hans").json()["name"] == "品鉴会"
    assert api.get(f"/events/{hidden.public_id}/").status_code == 404
    assert "address_online" not in row


def test_registering_and_giving_up(api):
    event, ada = opened(places=1), guest("Ada")
    path, told = f"/events/{event.public_id}/registrations/", {"customer": str(ada.public_id)}
    first, again = api.post(path, told), api.post(path, told)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    waiting = api.post(path, {"customer": str(guest().public_id)}).json()
    assert waiting["state"] == "waiting"
    full = api.post(path, {"customer": str(guest().public_id), "may_wait": False})
    assert (full.status_code, full.json()["code"]) == (409, "event_full")
    assert len(api.get(path, {"state": "waiting"}).json()["results"]) == 1
    for _ in range(2):
        given = api.post(f"/registrations/{first.json()['public_id']}/cancel/")
        assert given.json()["state"] == "cancelled"
    assert api.get(path, {"customer": waiting["customer"]}).json()["results"][0]["state"] == "registered"
    assert api.post(path, {"customer": str(uuid4())}).json()["code"] == "customer_unknown"
    assert api.post(path, told | {"companions": 1}).json()["code"] == "too_many_companions"
    assert api.get(f"/events/{uuid4()}/registrations/").status_code == 404


def test_checking_in(api):
    event, other = opened(), opened()
    row = register(event)
    path = f"/events/{event.public_id}/check-in/"
    answers = [api.post(path, {"code": row.code}).json() for _ in range(2)]
    assert [answer["is_new"] for answer in answers] == [True, False]
    assert answers[0]["registration"]["state"] == "attended"
    assert states(row) == ["attended"]
    assert api.post(path, {"code": register(other).code}).json()["code"] == "other_event"
    assert api.post(path, {"code": "ABCD"}).json()["code"] == "code_unknown"
