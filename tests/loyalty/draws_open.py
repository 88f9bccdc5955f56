"""A draw and a limited edition that are open now, for tests of pages and API: fixtures, import them by name."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from core import clock
from core.models import User
from loyalty.draws import drawing, freezing, publishing
from loyalty.editions import publishing as edition_publishing
from loyalty.models import Draw, Edition
from tests.customers.factories import make_user

LETTERS = {"owner": "o", "manager": "m", "marketer": "k", "service agent": "s", "cashier": "c", "analyst": "a"}


@pytest.fixture
def now() -> Any:
    return clock.now()


@pytest.fixture
def draw(now: Any) -> Draw:
    """Open now, by sign-up and points."""
    earlier = now - timedelta(days=2)
    told = {
        "name": "Spring draw", "rules": "Be lucky.", "opens_at": now - timedelta(days=1),
        "closes_at": now + timedelta(days=1), "freezes_at": now + timedelta(days=1),
        "draws_at": now + timedelta(days=1), "by_signup": True, "by_points": True, "units_per_chance": 5,
        "members_only": False, "slug": "spring", "translations": {"zh-hans": {"name": "春季抽奖"}},
    }  # fmt: skip
    made = publishing.create_draw(data=told, now=earlier)
    publishing.add_prizes(draw=made, name="Turntable", value=49900, number=2)
    return publishing.publish_draw(draw=made, now=earlier)


def finish(draw: Draw) -> Draw:
    freezing.freeze_draw(draw=draw, now=draw.freezes_at)
    return drawing.draw_winners(draw=draw, now=draw.draws_at)


@pytest.fixture
def edition(now: Any) -> Edition:
    told = {"name": "First pressing", "description": "Numbered.", "quantity": 2, "slug": "pressing"}
    made = edition_publishing.create_edition(data=told, now=now)
    edition_publishing.add_opening(edition=made, opens_at=now - timedelta(hours=1))
    return edition_publishing.publish_edition(edition=made, now=now)


def told(response: Any) -> str:
    return response.content.decode()


@pytest.fixture
def boss(client: Client) -> User:
    user = make_user("owner")
    client.force_login(user)
    return user
