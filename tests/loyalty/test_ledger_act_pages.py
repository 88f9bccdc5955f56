"""Acts on the ledger by staff and by systems: moving units, households, exchanges, what webhooks tell."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from core import integrations, webhooks
from core.models import WebhookDelivery, WebhookEndpoint
from loyalty import ledger
from loyalty.models import (
    Entry,
    HouseholdMember,
    LedgerSettings,
    SpendingTerms,
)
from sales import services
from tests.loyalty.acting import JUNE, LATER, MARCH
from tests.loyalty.factories import NOW, key, lot, member, opening, policy, redeem, snapshot, state
from tests.sales.factories import draft, line, purchase

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("agrees")]


class TestWebhook:
    def test_every_way_of_writing_tells(self):
        who = member()
        WebhookEndpoint.objects.create(
            name="shop", url="https://example.com/hook", events=["balance.changed"], is_active=True
        )
        assert "balance.changed" in {kind.code for kind in webhooks.event_types()}
        opening(who, lot(100, MARCH))
        redeem(who, 10)
        ledger.expire_due(now=JUNE)
        told = list(WebhookDelivery.objects.order_by("pk").values_list("event__data__units", flat=True))
        assert told == ["100", "-10", "-90"]


class TestPages:
    def test_moving_by_staff(self, client, owner):
        client.force_login(owner)
        SpendingTerms.objects.update(transfer_daily_limit=100)
        LedgerSettings.objects.update(points_to_cashback=Decimal(1))
        policy("stored", is_active=True)
        who, other = member(), member(external_id="C-77")
        opening(who, lot(100))
        for name in ("transfer", "convert", "top_up"):
            assert client.get(reverse(f"loyalty:{name}", args=[who.public_id])).status_code == 200
        page = client.get(reverse("loyalty:convert", args=[who.public_id])).content.decode()
        assert "100 Points become $1.00 Cashback." in page
        told = {"currency": "points", "units": "10", "reason": "a present", "key": str(uuid4())}
        url = reverse("loyalty:transfer", args=[who.public_id])
        assert client.post(url, told | {"to": "C-77"}).status_code == 302
        assert client.post(url, told | {"to": "nobody at all", "key": str(uuid4())}).status_code == 422
        convert = reverse("loyalty:convert", args=[who.public_id])
        assert client.post(convert, told | {"key": str(uuid4())}).status_code == 302
        top_up = {"units": "12.50", "reason": "cash", "key": str(uuid4())}
        answer = client.post(reverse("loyalty:top_up", args=[who.public_id]), top_up)
        assert answer.url == reverse("loyalty:statement", args=[who.public_id]) + "?currency=stored"
        assert (state(who), state(other), state(who, "cashback")) == ((80, 0), (10, 0), (10, 0))
        assert state(who, "stored") == (1250, 0)
        entry = Entry.objects.get(kind="topup")
        undo = reverse("loyalty:entry_undo", args=[who.public_id, entry.pk])
        assert client.get(undo).status_code == 200
        told = {"units": "", "reason": "moves", "key": str(uuid4())}
        shown = client.post(undo, told).context["form"]["shown"].value()
        assert client.post(undo, told | {"shown": shown}).status_code == 302
        assert state(who, "stored") == (0, 0)
        for currency in ("points", "stored"):
            page = client.get(reverse("loyalty:statement", args=[who.public_id]) + f"?currency={currency}")
            assert page.status_code == 200

    def test_households(self, client, owner):
        client.force_login(owner)
        who, child = member(), member(external_id="C-77")
        assert client.get(reverse("loyalty:customer_household", args=[who.public_id])).status_code == 200
        made = client.post(reverse("loyalty:household_new", args=[who.public_id]), {"name": "Lins"})
        assert made.status_code == 302
        row = HouseholdMember.objects.get().household
        add = reverse("loyalty:household_add", args=[row.public_id])
        assert client.get(add).status_code == 200
        assert client.post(add, {"customer": "C-77", "role": "earn"}).status_code == 302
        page = client.get(reverse("loyalty:household", args=[row.public_id]))
        assert page.status_code == 200
        joined = row.members.get(customer=child)
        role = reverse("loyalty:household_role", args=[row.public_id, joined.pk])
        assert client.get(role).status_code == 200
        assert client.post(role, {"role": "spend"}).status_code == 302
        client.post(reverse("loyalty:household_remove", args=[row.public_id, joined.pk]), {"reason": "asked for it"})
        assert row.members.count() == 1
        client.post(reverse("loyalty:household_dissolve", args=[row.public_id]), {"reason": "asked for it"})
        assert not HouseholdMember.objects.exists()

    def test_households_over_the_api(self, client):
        _, token = integrations.create_integration(name="shop", scopes=["households:read", "households:write"])
        headers = {"HTTP_AUTHORIZATION": f"Bearer {token}", "content_type": "application/json"}
        who, child = member(), member()
        body = {"holder": str(who.public_id), "name": "Lins"}
        made = client.post("/api/v1/households/", body, **headers).json()
        one = f"/api/v1/households/{made['public_id']}/members/"
        told = client.post(one, {"customer": str(child.public_id), "role": "spend"}, **headers).json()
        assert {row["role"] for row in told["members"]} == {"holder", "spend"}
        assert len(client.get("/api/v1/households/", **headers).json()["results"]) == 1
        left = client.delete(f"{one}{child.public_id}/", **headers).json()
        assert len(left["members"]) == 1

    def test_inactive_currencies_do_not_show(self, client, owner):
        client.force_login(owner)
        page = client.get(reverse("loyalty:overview")).content.decode()
        assert "Stored value" not in page
        assert key()


class TestMovesOverTheApi:
    @pytest.fixture
    def post(self, client):
        scopes = ["accounts:read", "accounts:write", "purchases:read", "purchases:write"]
        _, token = integrations.create_integration(name="shop", scopes=scopes)

        def send(path, **body):
            told = {"HTTP_AUTHORIZATION": f"Bearer {token}", "content_type": "application/json"}
            answer = client.post(f"/api/v1/{path}/", body, **told)
            return answer.status_code, answer.json()

        return send

    def test_each_move_and_its_replay(self, post):
        SpendingTerms.objects.update(transfer_daily_limit=100)
        LedgerSettings.objects.update(points_to_cashback=Decimal(1))
        policy("stored", is_active=True)
        who, other = member(), member()
        opening(who, lot(100))
        told = {"customer": str(who.public_id), "currency": "points", "units": "10"}
        assert post("accounts/redeem", event_key="r", **told)[0] == 201
        assert post("accounts/redeem", event_key="r", **told)[0] == 200
        assert post("accounts/cancel", event_key="c", of="r")[1]["balance"] == "100"
        assert post("accounts/transfer", event_key="t", to=str(other.public_id), **told)[1]["balance"] == "90"
        assert post("accounts/convert", event_key="v", to="cashback", **told)[0] == 201
        topped = post("accounts/top-up", event_key="u", customer=str(who.public_id), amount="12.50")
        assert topped[1]["balance"] == "12.50"
        assert (state(who), state(other), state(who, "cashback")) == ((80, 0), (10, 0), (10, 0))
        told["units"] = "many"
        assert post("accounts/redeem", event_key="x", **told)[1]["code"] == "units_invalid"

    def test_a_return_before_its_sale(self, post):
        told = {"source": "till", "number": "R1", "sale_source": "till", "sale_number": "S1"}
        when = NOW.isoformat()
        assert post("purchases/returns", occurred_at=when, **told) == (202, {"is_held": True})
        services.record_purchase(draft=draft(line(1000), source="till", number="S1"), now=NOW)
        assert post("purchases/returns", occurred_at=when, **told) == (200, {"is_held": False})

    def test_an_exchange_is_both_or_neither(self, post):
        who = member()
        bought = purchase(line(1000, 2), customer=who.pk)
        path = f"purchases/{bought.public_id}/exchange"
        told_at = LATER.isoformat()
        back = {"source": "till", "number": "R1", "occurred_at": told_at, "lines": [{"position": 1, "quantity": "1"}]}
        sale = {
            "source": "till", "number": "S2", "occurred_at": told_at, "customer": str(who.public_id),
            "lines": [{"description": "Cup", "quantity": "1", "amount": "7.00"}],
        }  # fmt: skip
        before = snapshot()
        assert post(path, back=back, sale=sale | {"customer": str(uuid4())})[0] == 404
        assert snapshot() == before
        assert post(path, back=back, sale=sale)[0] == 201
        assert state(who) == (12, 0)
        status, told = post(path, back=back, sale=sale)
        assert (status, told["back"]["is_new"], told["sale"]["is_new"]) == (200, False, False)
        assert state(who) == (12, 0)
