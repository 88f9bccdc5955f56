"""Figures, days and words as people read them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from core import clock, definitions
from core.templatetags import regulars


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (regulars.money(123456), "$1,234.56"),
        (regulars.money(-5), "−$0.05"),
        (regulars.money(Decimal("100.5")), "$1.01"),
        (regulars.money(None), "–"),
        (regulars.money(""), "–"),
        (regulars.integer(1234567), "1,234,567"),
        (regulars.integer(Decimal("-3")), "−3"),
        (regulars.integer("x"), "–"),
        (regulars.number(3.14159, 1), "3.1"),
        (regulars.number(-0.04, 1), "0.0"),
        (regulars.percent(0.5034), "50.3%"),
        (regulars.percent(Decimal("-0.02"), 0), "−2%"),
        (regulars.percent(float("nan")), "–"),
        (regulars.percent(114 / 20418), "0.6%"),
        (regulars.percent(1795 / 20418), "8.8%"),
        (regulars.percent(Decimal("0.9337")), "93.4%"),
        (regulars.percent(Decimal("0.0005")), "0.1%"),
        (regulars.percent(20 / 29610), "0.1%"),
        (regulars.percent(Decimal("0.00049")), "< 0.1%"),
        (regulars.percent(Decimal("0.9994")), "99.9%"),
        (regulars.percent(Decimal("0.9996")), "> 99.9%"),
        (regulars.percent(0), "0.0%"),
        (regulars.percent(1), "100.0%"),
        (regulars.percent(Decimal("1.0004")), "100.0%"),
        (regulars.percent(Decimal("0.004"), 0), "< 1%"),
        (regulars.percent(Decimal("0.996"), 0), "> 99%"),
        (regulars.percent(Decimal("-0.0567"), 1), "−5.7%"),
        (regulars.percent(Decimal("-0.0001"), 1), "0.0%"),
        (regulars.number(2.96, 1), "3.0"),
        (regulars.integer(Decimal("2.5")), "3"),
        (regulars.units(1500), "1,500"),
        (regulars.units(1500, "cashback"), "$15.00"),
        (regulars.signed(5), "+5"),
        (regulars.signed(-5), "−5"),
        (regulars.signed(0), "0"),
        (regulars.signed_units(1500, "cashback"), "+$15.00"),
        (regulars.signed_units(-1500, "cashback"), "−$15.00"),
        (regulars.duration(0), "0 s"),
        (regulars.duration(7500), "2 h 5 min"),
        (regulars.duration(timedelta(days=1, hours=3, minutes=9)), "1 day 3 h"),
        (regulars.duration(None), "–"),
        (regulars.bare(Decimal("1234.50")), "1234.5"),
        (regulars.bare(None), "0"),
    ],
)
def test_figures(shown: str, expected: str) -> None:
    assert shown == expected


def test_numbers_for_attributes_ignore_the_language() -> None:
    with translation.override("de"):
        assert regulars.bare(1234567) == "1234567"


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "today"), (1, "yesterday"), (-1, "tomorrow"), (12, "12 days ago"), (-3, "in 3 days")],
)
def test_days_ago(days: int, words: str) -> None:
    assert regulars.days_ago(clock.today() - timedelta(days=days)) == words


def test_a_day_is_the_business_day(settings: Any) -> None:
    settings.BUSINESS_TIME_ZONE = "Asia/Shanghai"
    assert regulars.day(datetime(2026, 1, 31, 17, tzinfo=UTC)) == regulars.day(date(2026, 2, 1))


def test_query_changes_the_query_string() -> None:
    request = RequestFactory().get("/x/?a=1&b=2&cursor=c&format=csv")
    template = Template('{% load regulars %}{% query a=3 b=None d="é" %}')
    assert template.render(Context({"request": request})) == "?a=3&amp;d=%C3%A9"


def test_a_definition_has_an_id_of_its_own() -> None:
    definitions.register([definitions.Definition("test_rate", "Test rate", "Share of <tests>.", "a / b")])
    request = RequestFactory().get("/")
    template = Template('{% load regulars %}{% definition "test_rate" %}{% definition "test_rate" %}')
    html = template.render(Context({"request": request}))
    assert 'popovertarget="d-1"' in html
    assert 'id="d-2"' in html
    assert "&lt;tests&gt;" in html


def test_an_unknown_definition_is_an_error() -> None:
    with pytest.raises(KeyError):
        definitions.get("nothing of this name")
