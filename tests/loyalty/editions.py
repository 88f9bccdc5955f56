"""Limited editions for tests."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

from customers.models import Customer
from loyalty.editions import publishing, services
from loyalty.models import Edition, EditionClaim

_serial = count(1)
TEN = datetime(2026, 3, 15, 10, tzinfo=UTC)


def draft(quantity: int = 2, **values: Any) -> Edition:
    told: dict[str, Any] = {"name": f"Edition {next(_serial)}", "description": "Numbered.", "quantity": quantity}
    return publishing.create_edition(data=told | values, now=TEN)


def published(quantity: int = 2, **values: Any) -> Edition:
    """Open for everybody from ten o'clock."""
    edition = draft(quantity, **values)
    publishing.add_opening(edition=edition, opens_at=TEN)
    return publishing.publish_edition(edition=edition, now=TEN)


def claim(edition: Edition, who: Customer, now: datetime = TEN, **values: Any) -> EditionClaim:
    told: dict[str, Any] = {"event_key": f"test:{next(_serial)}"}
    return services.claim_pieces(edition=edition, customer_id=who.pk, now=now, **told | values)


def state(row: EditionClaim) -> str:
    return EditionClaim.objects.values_list("state", flat=True).get(pk=row.pk)


def taken(edition: Edition) -> int:
    return Edition.objects.values_list("taken", flat=True).get(pk=edition.pk)


def agrees(edition: Edition) -> None:
    """The count is that of the claims."""
    held = EditionClaim.objects.filter(edition=edition, state__in=["held", "paid"])
    assert taken(edition) == sum(held.values_list("quantity", flat=True))
