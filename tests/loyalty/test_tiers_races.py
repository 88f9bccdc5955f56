"""Real connections: no crossing is missed."""

from __future__ import annotations

from typing import Any

import pytest

from core import clock
from tests.loyalty.factories import only_rules
from tests.loyalty.test_ledger_races import at_once
from tests.loyalty.tiers import held, ladder, long_member
from tests.sales.factories import line, purchase

pytestmark = pytest.mark.django_db(transaction=True)


def _two_halves(who: Any) -> list[Any]:
    """Each alone is below Silver, both together are Silver; no rule earns, so no account is locked."""
    now = clock.now()
    return [lambda: purchase(line(250_00), customer=who.pk, occurred_at=now, now=now) for _ in range(2)]


def test_two_tills_at_once_miss_no_crossing():
    ladder()
    only_rules()
    people = [long_member() for _ in range(8)]
    for who in people:
        assert at_once(_two_halves(who)) == ["done", "done"]
    assert [held(who) for who in people] == ["silver"] * len(people)


def test_without_the_lock_they_may_miss_it(monkeypatch):
    """The twin: without the lock both receipts are written before either is measured, and measured before either is
    committed: nobody crosses."""
    from threading import Barrier

    from loyalty.tiers import services

    ladder()
    only_rules()
    who, both = long_member(), Barrier(2)
    candidates = services.measuring.candidates

    def measured(*arguments: Any, **options: Any) -> Any:
        found = candidates(*arguments, **options)
        both.wait(timeout=60)
        return found

    monkeypatch.setattr(services, "lock", lambda _customers: both.wait(timeout=60))
    monkeypatch.setattr(services.measuring, "candidates", measured)
    assert at_once(_two_halves(who)) == ["done", "done"]
    assert held(who) is None
