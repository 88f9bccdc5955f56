"""A leased row for tests of what is made of it, without a database."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from messaging.outbox.cases import Row

_FACTS: dict[str, Any] = {
    "id": 1, "key": "test:1", "customer": 1, "purpose": "marketing", "priority": 0, "source": "test", "version": 1,
    "facts": {}, "valid_until": datetime(2027, 1, 1, tzinfo=UTC), "attempts": 0, "address": "anna@example.com",
    "name": "Anna", "given_name": "", "family_name": "", "language": "", "zone": "",
    "public_id": "018f0000-0000-7000-8000-000000000001",
}  # fmt: skip


def row(**given: Any) -> Row:
    return Row(**(_FACTS | given))
