"""Opening balances, running promotions and expiry migrations over the API."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from core import clock, integrations
from loyalty.ledger import migrating
from loyalty.models import Entry, Lot
from tests.customers.factories import make_user
from tests.loyalty.factories import member, policy, state
from tests.loyalty.pricing_factories import promotion

pytestmark = pytest.mark.django_db


@pytest.fixture
def head() -> dict[str, str]:
    scopes = ["accounts:read", "accounts:write", "prices:read"]
    _made, token = integrations.create_integration(name="Move", scopes=scopes)
    return {"Authorization": f"Bearer {token}"}


def open_(client: Client, head: dict[str, str], **told: Any) -> Any:
    return client.post("/api/v1/accounts/opening/", told, content_type="application/json", headers=head)


def test_lots_with_dates_of_their_own_once(client: Client, head: dict[str, str]) -> None:
    who, now = member(), clock.now()
    lots = [
        {"units": "100", "earned_at": (now - timedelta(days=400)).isoformat(),
         "expires_at": (now + timedelta(days=30)).isoformat()},
        {"units": "50", "earned_at": now.isoformat(), "available_at": (now + timedelta(days=9)).isoformat()},
    ]  # fmt: skip
    told = {"event_key": "old:7", "customer": str(who.public_id), "currency": "points", "lots": lots}
    first = open_(client, head, **told)
    assert (first.status_code, first.json()["units"], first.json()["is_new"]) == (201, "150", True)
    again = open_(client, head, **told)
    assert (again.status_code, again.json()["is_new"]) == (200, False)
    assert state(who)[0] == 150
    assert set(Entry.objects.values_list("kind", "event_key")) == {
        ("opening", "api:old:7:1"),
        ("opening", "api:old:7:2"),
    }
    assert Lot.objects.filter(expires_at=None).get().available_at > now
    other = open_(client, head, **told | {"lots": [lots[0] | {"units": "99"}, lots[1]]})
    assert other.status_code == 409


@pytest.mark.parametrize("wrong", [{"lots": []}, {"currency": "gold"}, {"customer": "x"}, {"event_key": ""}])
def test_what_is_refused(client: Client, head: dict[str, str], wrong: dict[str, Any]) -> None:
    lots = [{"units": "1", "earned_at": clock.now().isoformat()}]
    told = {"event_key": "a", "customer": str(member().public_id), "currency": "points", "lots": lots}
    assert open_(client, head, **told | wrong).status_code == 400
    assert not Entry.objects.exists()


def test_promotions_that_run_now_without_a_code(client: Client, head: dict[str, str]) -> None:
    now = clock.now()
    running = promotion(percent=10)
    promotion(percent=10, needs_coupon=True)
    promotion(percent=10, is_active=False)
    promotion(percent=10, valid_until=now - timedelta(days=1))
    promotion(percent=10, valid_from=now + timedelta(days=1))
    found = client.get("/api/v1/promotions/", headers=head).json()["results"]
    assert [row["id"] for row in found] == [running.pk]
    assert "10" in found[0]["in_words"]


def test_expiry_migrations_are_to_be_read(client: Client, head: dict[str, str]) -> None:
    policy(expiry="months", expiry_n=12)
    migrating.start_migration(currency="points", reason="Announced", actor=make_user("owner"), now=clock.now())
    (row,) = client.get("/api/v1/expiry-migrations/", headers=head).json()["results"]
    assert (row["currency"], row["expiry"], row["n"], row["reason"]) == ("points", "months", 12, "Announced")
    assert client.get("/api/v1/expiry-migrations/", {"currency": "stamps"}, headers=head).json()["results"] == []
    assert client.post("/api/v1/expiry-migrations/", {}, headers=head).status_code == 405
