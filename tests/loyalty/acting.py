"""Acts on the ledger for tests: its settings, a household with its members, and that a refusal writes nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from core.errors import DomainError
from loyalty.households import services as households
from loyalty.models import LedgerSettings, SpendingTerms
from tests.loyalty.factories import NOW, snapshot

MARCH, JUNE = datetime(2026, 3, 31, tzinfo=UTC), datetime(2026, 6, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


def settings(**values):
    LedgerSettings.objects.filter(pk=1).update(**values)


def terms(currency="points", **values):
    SpendingTerms.objects.filter(pk=currency).update(**values)


def refused(code, action, **values):
    before = snapshot()
    with pytest.raises(DomainError) as error:
        action(**values)
    assert error.value.code == code
    assert snapshot() == before


def home(holder, *members, role="spend"):
    made = households.create_household(holder=holder, name="Lins", now=NOW, actor=None)
    for who in members:
        households.add_member(household=made, customer=who, role=role, now=NOW, actor=None)
    return made
