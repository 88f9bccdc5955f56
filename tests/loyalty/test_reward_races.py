"""Rewards under parallel redeeming, cancelling, handing over and expiring."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from loyalty.ledger import audit
from loyalty.models import (
    LedgerSettings,
)
from loyalty.rewards import expiring, services
from tests.loyalty.factories import NOW, state
from tests.loyalty.rewarding import redeem, reward, rich
from tests.loyalty.test_ledger_races import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("agrees")]


@pytest.mark.django_db(transaction=True)
class TestRaces:
    def test_the_stock_holds(self):
        people, mug = [rich() for _ in range(20)], reward(stock=7)
        results = Counter(at_once([lambda who=who: redeem(who, mug) for who in people]))
        assert results == {"done": 7, "sold_out": 13}
        mug.refresh_from_db()
        assert mug.taken == 7

    def test_without_the_condition_only_the_database_holds_it(self, monkeypatch):
        """The twin: what was read before others took a piece decides."""
        unconditional = "UPDATE loyalty_reward SET taken = taken + %(quantity)s WHERE id = %(reward)s"
        monkeypatch.setattr(services, "_STOCK", unconditional)
        people = [rich() for _ in range(12)]
        for n in range(10):
            mug = reward(f"Mug {n}", price=10, stock=4)
            results = set(at_once([lambda who=who, mug=mug: redeem(who, mug) for who in people]))
            if results - {"done", "sold_out"}:
                break
        assert results - {"done", "sold_out"}

    def test_the_limit_of_a_member_holds(self):
        who, mug = rich(), reward(per_customer=3)
        assert Counter(at_once([lambda: redeem(who, mug)] * 10)) == {"done": 3, "too_many": 7}
        assert state(who) == (700, 0)

    def test_one_event_by_ten_tills(self):
        who, mug = rich(), reward()
        assert at_once([lambda: redeem(who, mug, event_key="one")] * 10) == ["done"] * 10
        assert state(who) == (900, 0)

    def test_cancelled_and_handed_over_at_once(self):
        who, mug = rich(), reward()
        made = redeem(who, mug)
        actions = [lambda: services.fulfil(redemption=made, now=NOW)] * 4
        actions += [lambda: services.cancel(redemption=made, now=NOW, reason="no")] * 4
        at_once(actions)
        made.refresh_from_db()
        assert state(who)[0] == (900 if made.state == "fulfilled" else 1000)


@pytest.mark.django_db(transaction=True)
def test_expiring_handing_over_and_cancelling_at_once():
    """One of the three happens, wholly. The till's clock is before the end, the sweep's behind it."""
    LedgerSettings.objects.filter(pk=1).update(expired_code="return")
    who, mug = rich(), reward(stock=5, valid_days=1)
    made = redeem(who, mug)
    soon = NOW + timedelta(days=2)

    def expire():
        expiring.sweep(now=soon)

    def cancel():
        services.cancel(redemption=made, now=soon, reason="Changed their mind")

    def hand_over():
        services.fulfil(redemption=made, now=NOW)

    results = set(at_once([expire, cancel, hand_over] * 3))
    assert results <= {"done", "redemption_closed", "code_expired"}
    made.refresh_from_db()
    mug.refresh_from_db()
    is_out = made.state == "fulfilled"
    assert made.state in {"expired", "cancelled", "fulfilled"}
    assert (mug.taken, state(who)) == ((1, (900, 0)) if is_out else (0, (1000, 0)))
    assert [str(found) for found in audit.disagreements(soon)] == []
