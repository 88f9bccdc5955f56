"""Loyalty cards for tests: issued, blank, and why one was refused."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from core.errors import DomainError
from customers.models import Customer
from loyalty.cards import services
from loyalty.models import Card

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)


def issue(who: Customer, number: str = "") -> Card:
    return services.issue_card(customer=who, number=number, actor=None, now=NOW)


def blank() -> Card:
    batch = services.make_batch(name="Counter", size=1, actor=None, now=NOW)
    return batch.cards.get()


def refused(action) -> str:
    with pytest.raises(DomainError) as caught:
        action()
    return caught.value.code
