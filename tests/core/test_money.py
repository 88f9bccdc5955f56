"""Money: integers inside, text only at the doors."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from core import money
from core.errors import DomainError


@pytest.mark.parametrize(("text", "amount"), [("0", 0), ("1", 100), (" 12.5 ", 1250), ("-0.01", -1), ("1e2", 10000)])
def test_text_becomes_smallest_units(text: str, amount: int) -> None:
    assert money.parse_money(text) == amount


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "amount_invalid"),
        ("abc", "amount_invalid"),
        ("1,234.00", "amount_invalid"),
        ("NaN", "amount_invalid"),
        ("Infinity", "amount_invalid"),
        ("0.001", "amount_precision"),
        ("1e30", "amount_too_large"),
        ("1e999999999", "amount_invalid"),
    ],
)
def test_what_is_not_exactly_an_amount_is_refused(text: str, code: str) -> None:
    with pytest.raises(DomainError) as caught:
        money.parse_money(text)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "amount"), [("12", 1200), ("12.5", 1250), (" 12,50 ", 1250), ("0", 0), ("1500", 150000), ("-5", -500)]
)
def test_people_type_a_point_or_a_comma(text: str, amount: int) -> None:
    assert money.parse_typed(text) == amount


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1.500", "amount_ambiguous"),
        ("1,500", "amount_ambiguous"),
        ("1,234.00", "amount_invalid"),
        ("1e3", "amount_invalid"),
        ("", "amount_invalid"),
        ("1 000", "amount_invalid"),
        ("٣", "amount_invalid"),
        ("9" * 15, "amount_too_large"),
    ],
)
def test_what_may_mean_two_amounts_is_refused(text: str, code: str) -> None:
    with pytest.raises(DomainError) as caught:
        money.parse_typed(text)
    assert caught.value.code == code


def test_three_places_are_an_amount_where_the_currency_has_them(settings: Any) -> None:
    settings.CURRENCY = "KWD"
    assert money.parse_typed("1,500") == 1500
    settings.CURRENCY = "JPY"
    with pytest.raises(DomainError):
        money.parse_typed("1,500")


@given(st.integers(-(10**14), 10**14))
def test_plain_text_and_back_is_the_same(amount: int) -> None:
    assert money.parse_money(money.format_plain(amount)) == amount


def test_places_follow_the_currency(settings: Any) -> None:
    settings.CURRENCY = "JPY"
    assert money.parse_money("1999") == 1999
    assert money.format_plain(1999) == "1999"
    settings.CURRENCY = "KWD"
    assert money.parse_money("1.234") == 1234


def test_people_read_grouped_amounts_with_a_sign() -> None:
    with translation.override("en"):
        assert money.format_money(-123456789) == "−$1,234,567.89"
        assert money.format_money(None) == "–"


def test_a_half_rounds_away_from_zero() -> None:
    assert [money.round_minor(Decimal(text)) for text in ("0.5", "1.5", "-0.5", "2.4")] == [1, 2, -1, 2]
