"""Earning for tests: a purchase at a time, and that ledger and limits agree."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from loyalty.ledger import audit
from loyalty.models import RuleCounter, RuleUse
from tests.loyalty.factories import NOW
from tests.sales.factories import line, purchase

START = datetime(2026, 1, 5, 10, tzinfo=UTC)


def buy(who, amount: int, at: datetime = START, **values: Any):
    return purchase(line(amount), customer=who.pk, occurred_at=at, now=NOW, **values)


def agrees() -> None:
    assert [str(found) for found in audit.disagreements(NOW)] == []
    kept = {counter.scope: counter.spent for counter in RuleCounter.objects.all()}
    for scope, spent in kept.items():
        assert spent == sum(RuleUse.objects.filter(scope=scope).values_list("kept", flat=True))
