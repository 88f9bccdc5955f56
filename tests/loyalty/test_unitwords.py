"""Refusals say which units they count."""

from __future__ import annotations

import pytest
from django.utils import translation

from core.errors import DomainError
from loyalty.models import SpendingTerms
from loyalty.unitwords import named
from tests.loyalty.factories import lot, member, opening, redeem


@pytest.mark.parametrize(
    ("units", "currency", "english", "chinese"),
    [
        (9, "stamps", "9 stamps", "9 枚印花"),
        (1, "stamps", "1 stamp", "1 枚印花"),
        (1626, "points", "1,626 points", "1,626 积分"),
        (197, "cashback", "$1.97 cashback", "$1.97 返现"),
        (0, "stored", "$0.00 stored value", "$0.00 储值"),
    ],
)
def test_named(units: int, currency: str, english: str, chinese: str) -> None:
    assert named(units, currency) == english
    with translation.override("zh-hans"):
        assert named(units, currency) == chinese


@pytest.mark.django_db
def test_a_refusal_names_its_units() -> None:
    who = member()
    opening(who, lot(9), currency="stamps")
    with pytest.raises(DomainError, match=r"^Only 9 stamps can be redeemed now\.$"):
        redeem(who, 10, "stamps")
    SpendingTerms.objects.filter(currency="cashback").update(unlock_units=500)
    with pytest.raises(DomainError, match=r"^Only \$0\.00 cashback can be redeemed now\.$"):
        redeem(who, 10, "cashback")
