"""What every template may say: of the customer, of the shop, and what the message brings along."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from core import clock
from messaging.models import MessagingSettings
from messaging.outbox.cases import Row

CUSTOMER = ("customer.name", "customer.given_name", "customer.family_name")
SHOP = ("shop.name", "shop.postal_address", "today")


def common(now: datetime) -> dict[str, Any]:
    """The same for all messages of a batch."""
    known = MessagingSettings.current()
    return {
        "shop": {"name": known.sender_name, "postal_address": known.postal_address},
        "today": clock.business_day(now).isoformat(),
    }


def of(row: Row, given: Mapping[str, Any]) -> dict[str, Any]:
    customer = {"name": row.name, "given_name": row.given_name or row.name, "family_name": row.family_name}
    return {**row.facts, **given, "customer": customer}
