"""Report pages for tests: an owner's browser, addresses, two hundred real customers. Fixtures are imported by name."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from loyalty.metrics import recompute
from tests.customers.factories import make_user
from tests.loyalty import cdnow


def address(name: str) -> str:
    return reverse("loyalty:dashboard") if name == "dashboard" else reverse("loyalty:report", args=[name])


@pytest.fixture
def owner(client: Client) -> Client:
    client.force_login(make_user("owner"))
    return client


@pytest.fixture
def history() -> None:
    """Two hundred real customers, moved to end today."""
    today = clock.today()
    moved = today - cdnow.AS_OF
    cdnow.load((name, day + moved, units, cents) for name, day, units, cents in cdnow.sample_rows() if name <= "0200")
    recompute.full(as_of=today, now=clock.now())


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())
