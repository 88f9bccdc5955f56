"""Draws for tests: a small one that customers enter by whatever way the test is about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from core.errors import DomainError
from customers.models import Customer
from loyalty.draws import drawing, entering, freezing, publishing
from loyalty.models import Draw, DrawAward
from sales import services
from sales.drafts import LineDraft
from sales.models import Purchase
from tests.sales.factories import draft as receipt
from tests.sales.factories import return_draft

_serial = count(1)
PUBLISHED = datetime(2026, 3, 1, 8, tzinfo=UTC)
OPENS = datetime(2026, 3, 10, 8, tzinfo=UTC)
INSIDE = datetime(2026, 3, 14, 12, tzinfo=UTC)
CLOSES = datetime(2026, 3, 20, 8, tzinfo=UTC)
DRAWS = CLOSES + timedelta(days=1)


def draft(*prizes: int, **values: Any) -> Draw:
    """`prizes` are values, the first prize first; one of 100.00 unless told."""
    told: dict[str, Any] = {
        "name": f"Draw {next(_serial)}",
        "rules": "Buy and win.",
        "opens_at": OPENS,
        "closes_at": CLOSES,
        "freezes_at": CLOSES,
        "draws_at": DRAWS,
        "by_signup": True,
        "members_only": False,
    }
    scopes = {name: values.pop(name) for name in ("products", "categories") if name in values}
    draw = publishing.create_draw(data=told | values, now=PUBLISHED, **scopes)
    for number, value in enumerate(prizes or (10000,), start=1):
        publishing.add_prizes(draw=draw, name=f"Prize {number}", value=value)
    return draw


def published(*prizes: int, **values: Any) -> Draw:
    return publishing.publish_draw(draw=draft(*prizes, **values), now=PUBLISHED)


def frozen(draw: Draw) -> Draw:
    return freezing.freeze_draw(draw=draw, now=draw.freezes_at)


def drawn(draw: Draw) -> Draw:
    frozen(draw)
    return drawing.draw_winners(draw=draw, now=draw.draws_at)


def chances(draw: Draw) -> dict[str, int]:
    """What each customer has in the frozen list, by name."""
    rows = frozen(draw).lines.values_list("participant__customer__display_name", "chances")
    return dict(rows)


def award(draw: Draw, position: int = 1) -> DrawAward:
    rows = DrawAward.objects.select_related("step__prize", "step__draw", "customer")
    return rows.filter(step__draw=draw, step__prize__position=position).latest("step__step")


def refuses(code: str) -> Any:
    return pytest.raises(DomainError, check=lambda error: error.code == code)


def buy(who: Customer, *lines: LineDraft, at: datetime = INSIDE, **values: Any) -> Purchase:
    return services.record_purchase(draft=receipt(*lines, customer=who.pk, occurred_at=at, **values), now=at)


def bring_back(bought: Purchase, back: dict[int, int | str] | None = None, at: datetime = INSIDE) -> Any:
    told = return_draft(bought, back, occurred_at=at)
    return services.record_return(draft=told, now=at)


def sign_up(draw: Draw, *people: Customer, now: datetime = INSIDE) -> None:
    for who in people:
        entering.enter_by_signup(draw=draw, customer_id=who.pk, now=now)
