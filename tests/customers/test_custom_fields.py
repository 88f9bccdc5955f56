"""Values of the administrators' own fields."""

from __future__ import annotations

import time
from decimal import Decimal
from typing import Any

import pytest

from core.errors import DomainError
from customers.custom_fields import pattern_error, validate
from customers.models import CustomField


def field(**values: Any) -> CustomField:
    return CustomField(**({"code": "x", "label": "X"} | values))


@pytest.mark.parametrize(
    ("definition", "given", "stored"),
    [
        ({"kind": "text"}, "  two   words ", {"x": "two words"}),
        ({"kind": "text"}, "", {}),
        ({"kind": "text", "pattern": r"[A-Z]{2}\d+"}, "AB12", {"x": "AB12"}),
        ({"kind": "number"}, "1.50", {"x": "1.50"}),
        ({"kind": "number", "minimum": 1, "maximum": 3}, 3, {"x": "3"}),
        ({"kind": "date"}, "2026-02-28", {"x": "2026-02-28"}),
        ({"kind": "boolean"}, "false", {"x": False}),
        ({"kind": "boolean"}, True, {"x": True}),
        ({"kind": "choice", "choices": ["S", "M"]}, "M", {"x": "M"}),
    ],
)
def test_accepted(definition: dict[str, Any], given: Any, stored: dict[str, Any]) -> None:
    assert validate({"x": given}, [field(**definition)]) == stored


@pytest.mark.parametrize(
    ("definition", "given", "code"),
    [
        ({"is_required": True}, "", "custom_required"),
        ({"is_required": True}, None, "custom_required"),
        ({"kind": "text", "pattern": r"\d+"}, "12a", "custom_pattern"),
        ({"kind": "text"}, "x" * 501, "custom_too_long"),
        ({"kind": "number"}, "many", "custom_number"),
        ({"kind": "number"}, "NaN", "custom_number"),
        ({"kind": "number"}, "1e99", "custom_number"),
        ({"kind": "number"}, "1e9999999", "custom_number"),
        ({"kind": "number", "minimum": 2}, "1", "custom_minimum"),
        ({"kind": "number", "maximum": 2}, "3", "custom_maximum"),
        ({"kind": "date"}, "31.12.2026", "custom_date"),
        ({"kind": "boolean"}, "perhaps", "custom_boolean"),
        ({"kind": "choice", "choices": ["S"]}, "XL", "custom_choice"),
    ],
)
def test_refused_at_its_field(definition: dict[str, Any], given: Any, code: str) -> None:
    numbers = {key: Decimal(value) for key, value in definition.items() if key in {"minimum", "maximum"}}
    with pytest.raises(DomainError) as refused:
        validate({"x": given}, [field(**(definition | numbers))])
    assert (refused.value.code, refused.value.field) == (code, "custom_x")


@pytest.mark.parametrize(
    ("bound", "given", "words"), [("minimum", 1, "At least 100."), ("maximum", 101, "At most 100.")]
)
def test_a_bound_is_told_in_digits(bound: str, given: int, words: str) -> None:
    with pytest.raises(DomainError) as refused:
        validate({"x": given}, [field(**{"kind": "number", bound: Decimal("100.000")})])
    assert refused.value.message == words


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(DomainError) as refused:
        validate({"y": 1}, [field()])
    assert refused.value.code == "custom_unknown"


def test_a_pattern_that_never_ends_is_cut_off() -> None:
    started = time.perf_counter()
    with pytest.raises(DomainError):
        validate({"x": "a" * 40 + "!"}, [field(kind="text", pattern=r"(a|aa)+$")])
    assert time.perf_counter() - started < 2


def test_a_broken_pattern_says_why() -> None:
    assert pattern_error("(") != ""
    assert pattern_error(r"\d{3}") == ""
