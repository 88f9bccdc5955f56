"""Reading rules: what is refused, and at which place."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import DomainError
from customers.segments import ordering, rules
from customers.segments.kinds import EventValue, Kind
from customers.segments.rules import Condition, Group, InSegment, Not


@dataclass(frozen=True)
class Known:
    kind: Kind
    of_names: frozenset[str] = field(default_factory=frozenset)


FACETS = {kind.value: Known(kind) for kind in Kind} | {"event": Known(Kind.EVENT, frozenset({"brand"}))}


def read(rule: Any) -> rules.Node:
    return rules.parse(rule, FACETS)


def leaf(facet: str, op: str, value: Any = None) -> dict[str, Any]:
    return {"facet": facet, "op": op} | ({} if value is None else {"value": value})


ONE = leaf("boolean", "yes")


@pytest.mark.parametrize(
    ("facet", "op", "value", "read_as"),
    [
        ("number", "ge", 3, Decimal(3)),
        ("number", "between", ["1.5", 2], (Decimal("1.5"), Decimal(2))),
        ("money", "lt", 100, 100),
        ("text", "contains", " a ", "a"),
        ("choice", "in", ["a", "b", "a"], ("a", "b")),
        ("boolean", "no", None, None),
        ("date", "since", "2026-03-10", date(2026, 3, 10)),
        ("date", "last_days", 30, 30),
        ("date", "between", ["2026-01-01", "2026-01-01"], (date(2026, 1, 1), date(2026, 1, 1))),
        ("yearly", "within", [0, 7], (0, 7)),
        ("event", "has", {"times": 2, "days": 90, "of": {"brand": ["x"]}}, EventValue(2, 90, {"brand": ("x",)})),
        ("event", "has_not", {}, EventValue()),
        ("text", "empty", None, None),
    ],
)
def test_conditions(facet: str, op: str, value: Any, read_as: Any) -> None:
    assert read(leaf(facet, op, value)) == Condition(facet, op, read_as, "rule")


def test_a_tree() -> None:
    tree = read({"all": [{"not": {"any": [ONE, {"segment": 7}]}}, ONE]})
    assert isinstance(tree, Group)
    assert isinstance(tree.children[0], Not)
    assert rules.segments_of(tree) == {7}
    assert [node.place for node in rules.leaves(tree)] == [
        "rule.all[0].not.any[0]", "rule.all[0].not.any[1]", "rule.all[1]",
    ]  # fmt: skip


def deep(levels: int) -> Any:
    return ONE if levels == 1 else {"not": deep(levels - 1)}


@pytest.mark.parametrize(
    ("rule", "code", "place"),
    [
        (None, "segment_shape", "rule"),
        ([], "segment_shape", "rule"),
        ({}, "segment_shape", "rule"),
        ({"all": []}, "segment_shape", "rule"),
        ({"all": "x"}, "segment_shape", "rule"),
        ({"all": [ONE], "any": [ONE]}, "segment_shape", "rule"),
        ({"all": [ONE, {"any": [ONE, 3]}]}, "segment_shape", "rule.all[1].any[1]"),
        ({"facet": "number", "op": "ge", "value": 1, "more": 1}, "segment_shape", "rule"),
        ({"facet": "nothing", "op": "ge"}, "segment_facet_unknown", "rule"),
        ({"facet": ["number"], "op": "ge"}, "segment_facet_unknown", "rule"),
        (leaf("number", "contains", 1), "segment_operator_unknown", "rule"),
        ({"facet": "number", "op": ["ge"], "value": 1}, "segment_operator_unknown", "rule"),
        ({"not": leaf("number", "ge", "three")}, "segment_value_invalid", "rule.not"),
        (leaf("number", "ge", "NaN"), "segment_value_invalid", "rule"),
        (leaf("number", "ge", "1e9999999"), "segment_value_invalid", "rule"),
        (leaf("number", "ge", True), "segment_value_invalid", "rule"),
        (leaf("number", "ge", 10**15), "segment_value_invalid", "rule"),
        (leaf("number", "between", [2, 1]), "segment_value_invalid", "rule"),
        (leaf("money", "ge", "1.5"), "segment_value_invalid", "rule"),
        (leaf("text", "is", "a\0b"), "segment_value_invalid", "rule"),
        (leaf("text", "is", "x" * 201), "segment_value_invalid", "rule"),
        (leaf("choice", "in", []), "segment_value_invalid", "rule"),
        (leaf("choice", "in", ["x"] * 201), "segment_value_invalid", "rule"),
        (leaf("boolean", "yes", 1), "segment_value_invalid", "rule"),
        (leaf("date", "since", "10.3.2026"), "segment_value_invalid", "rule"),
        (leaf("date", "last_days", 0), "segment_value_invalid", "rule"),
        (leaf("date", "days_ago", 3661), "segment_value_invalid", "rule"),
        (leaf("yearly", "within", [0, 367]), "segment_value_invalid", "rule"),
        (leaf("event", "has", {"times": 0}), "segment_value_invalid", "rule"),
        (leaf("event", "has", {"of": {"shop": ["x"]}}), "segment_value_invalid", "rule"),
        (leaf("event", "has", {"more": 1}), "segment_value_invalid", "rule"),
        ({"segment": "7"}, "segment_unknown", "rule"),
        ({"segment": True}, "segment_unknown", "rule"),
        ({"segment": 2**63}, "segment_unknown", "rule"),
        (deep(7), "segment_too_deep", "rule.not.not.not.not.not.not"),
        ({"all": [ONE] * 60}, "segment_too_large", "rule.all[59]"),
    ],
)
def test_refusals_name_the_place(rule: Any, code: str, place: str) -> None:
    with pytest.raises(DomainError) as refused:
        read(rule)
    assert (refused.value.code, refused.value.field) == (code, "rule")
    assert str(refused.value).startswith(f"{place}:")


def test_the_bounds_themselves_are_allowed() -> None:
    assert read(deep(6))
    assert read({"all": [ONE] * 59})


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
    | st.sampled_from(["number", "text", "event", "ge", "has"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["all", "any", "not", "segment", "facet", "op", "value"]), inner, max_size=3),
    max_leaves=12,
)  # fmt: skip


@given(ANYTHING)
def test_nothing_but_a_refusal_comes_of_nonsense(rule: Any) -> None:
    with suppress(DomainError):
        assert isinstance(read(rule), (Condition, Group, InSegment, Not))


def test_order() -> None:
    assert ordering.in_order({1: [2, 3], 2: [3], 3: [], 4: [1]}) == [3, 2, 1, 4]
    assert ordering.in_order({1: [9]}) == [1]


def test_a_circle_ends_all_the_same() -> None:
    assert sorted(ordering.in_order({1: [2], 2: [1]})) == [1, 2]
    assert ordering.reached_from([1], {1: [2], 2: [1]}) == {1, 2}
