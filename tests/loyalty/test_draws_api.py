"""Draws and limited editions over the API."""

# ruff: noqa: F811  # arguments are named like the fixtures that they are

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from core import integrations
from loyalty.draws import entering, publishing
from loyalty.editions import publishing as edition_publishing
from loyalty.models import DrawAward
from tests.api.client import ApiClient
from tests.customers.factories import make_customer
from tests.loyalty.draws_open import draw, finish, now  # noqa: F401  # fixtures among them
from tests.loyalty.factories import lot, member, opening
from tests.sales.factories import line, product, purchase

pytestmark = pytest.mark.django_db


class TestApi:
    @pytest.fixture
    def api(self) -> ApiClient:
        scopes = [scope.code for scope in integrations.all_scopes()]
        return ApiClient(integrations.create_integration(name="Shop", scopes=scopes)[1])

    def test_draws_and_entries(self, api, draw):
        who = member()
        opening(who, lot(100))
        listed = api.get("/draws/").json()["results"]
        assert [row["name"] for row in listed] == ["Spring draw"]
        assert listed[0]["seed"] == ""
        assert api.get(f"/draws/{draw.public_id}/", Accept_Language="zh-hans").json()["name"] == "春季抽奖"
        path, customer = f"/draws/{draw.public_id}/entries/", str(who.public_id)
        first = api.post(path, {"customer": customer, "kind": "signup"})
        assert (first.status_code, first.json()["chances"]) == (201, 1)
        assert api.post(path, {"customer": customer, "kind": "signup"}).status_code == 200
        points = {"customer": customer, "kind": "points", "chances": 3, "key": "order-1"}
        assert api.post(path, points).status_code == 201
        assert api.post(path, points).status_code == 200
        assert api.post(path, points | {"chances": 4}).json()["code"] == "event_key_taken"
        assert api.post(path, {"customer": customer, "kind": "points"}).status_code == 400
        assert len(api.get(path, {"kind": "points"}).json()["results"]) == 1
        assert api.get(f"/draws/{uuid4()}/entries/").status_code == 404
        assert api.post(path, {"customer": str(uuid4()), "kind": "signup"}).json()["code"] == "customer_unknown"

    def test_winners_and_their_claims(self, api, draw, now):
        who = member()
        entering.enter_by_signup(draw=draw, customer_id=who.pk, now=now)
        finish(draw)
        (won,) = api.get(f"/draws/{draw.public_id}/winners/").json()["results"]
        assert (won["customer"], won["state"]) == (str(who.public_id), "won")
        path, code = f"/draws/{draw.public_id}/claim/", DrawAward.objects.get().claim_code
        assert api.post(path, {"code": "WRONG"}).json()["code"] == "code_unknown"
        for _ in range(2):
            assert api.post(path, {"code": code}).json()["state"] == "claimed"
        assert api.get(f"/draws/{uuid4()}/winners/").status_code == 404

    def test_a_draft_is_not_there(self, api, now):
        values = {"name": "x", "rules": "x", "opens_at": now, "closes_at": now + timedelta(1)}
        later = now + timedelta(2)
        made = publishing.create_draw(data=values | {"freezes_at": later, "draws_at": later}, now=now)
        assert api.get("/draws/").json()["results"] == []
        assert api.get(f"/draws/{made.public_id}/").status_code == 404

    def test_claims(self, api, now):
        thing = product()
        told_edition = {"name": "Box", "description": "x", "quantity": 1, "product": thing}
        made = edition_publishing.create_edition(data=told_edition, now=now)
        edition_publishing.add_opening(edition=made, opens_at=now - timedelta(hours=1))
        edition_publishing.publish_edition(edition=made, now=now)
        first, second = make_customer(), make_customer()
        body = {"edition": str(made.public_id), "customer": str(first.public_id), "key": "web-1"}
        held = api.post("/claims/", body)
        assert (held.status_code, held.json()["state"]) == (201, "held")
        assert api.post("/claims/", body).status_code == 200
        assert api.post("/claims/", body | {"quantity": 2}).json()["code"] == "event_key_taken"
        other = {"edition": str(made.public_id), "customer": str(second.public_id), "key": "web-2"}
        assert api.post("/claims/", other | {"may_wait": False}).json()["code"] == "sold_out"
        waiting = api.post("/claims/", other).json()
        assert waiting["state"] == "waiting"
        path = f"/claims/{held.json()['public_id']}/"
        bought = purchase(line(product=thing.sku), customer=first.pk)
        paid = api.post(f"{path}pay/", {"purchase": str(bought.public_id)})
        assert (paid.status_code, paid.json()["state"]) == (200, "paid")
        assert api.post(f"{path}pay/", {"purchase": str(uuid4())}).json()["code"] == "purchase_unknown"
        assert api.post(f"{path}cancel/").json()["code"] == "reason_missing"
        assert api.get(path).json()["purchase"] == str(bought.public_id)
        gone = api.post(f"/claims/{waiting['public_id']}/cancel/")
        assert gone.json()["state"] == "cancelled"
        assert len(api.get("/claims/", {"state": "paid"}).json()["results"]) == 1
        assert api.get("/editions/").json()["results"][0]["taken"] == 1
