"""Referrals for tests: terms, codes, claims and purchases, and the sweep once the hold is over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from core.errors import DomainError
from customers.models import Customer
from loyalty.ledger import audit
from loyalty.models import (
    Referral,
    ReferralCode,
    ReferralTerms,
)
from loyalty.referrals import codes, following, services
from tests.sales.factories import line, purchase

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
AFTER = NOW + timedelta(days=40)


def terms(**values: Any) -> ReferralTerms:
    told = {
        "name": f"Terms {ReferralTerms.objects.count()}", "is_default": not ReferralTerms.objects.exists(),
        "friend_units": 100, "referrer_units": 200, "hold_days": 14,
    }  # fmt: skip
    return ReferralTerms.objects.create(**told | values)


def code_of(who: Customer) -> ReferralCode:
    code = codes.code_of_member(customer=who, now=NOW)
    assert code
    return code


def claim(code: ReferralCode, friend: Customer, **values: Any) -> Referral:
    return services.claim(code=code, friend=friend, actor=None, **{"now": NOW} | values)


def buy(friend: Customer, amount: int = 5000, at: datetime = NOW, **values: Any):
    return purchase(line(amount), customer=friend.pk, occurred_at=at, now=at, **values)


def settle(at: datetime = AFTER) -> None:
    following.sweep(at)


def refused(action) -> str:
    with pytest.raises(DomainError) as caught:
        action()
    return caught.value.code


def agrees() -> None:
    assert [str(found) for found in audit.disagreements(AFTER)] == []
