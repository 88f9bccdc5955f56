"""Reading the rule of a segment: JSON → tree; pure.

Whatever does not fit is refused with a `DomainError` on `rule` that names the place, such as `rule.all[1].any[0]`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import gettext as _

from core.errors import DomainError
from customers.segments import kinds
from customers.segments.kinds import EventValue, Kind

MAX_DEPTH = 6
MAX_NODES = 60
ROOT = "rule"


class Spec(Protocol):
    """What reading must know of a facet."""

    @property
    def kind(self) -> Kind: ...

    @property
    def of_names(self) -> frozenset[str]: ...


@dataclass(frozen=True)
class Condition:
    facet: str
    op: str
    value: Any
    place: str


@dataclass(frozen=True)
class InSegment:
    segment: int
    place: str


@dataclass(frozen=True)
class Group:
    """`is_all`: every one must hold, else at least one."""

    is_all: bool
    children: tuple[Node, ...]
    place: str


@dataclass(frozen=True)
class Not:
    child: Node
    place: str


Leaf = Condition | InSegment
Node = Condition | InSegment | Group | Not


def parse(rule: Any, facets: Mapping[str, Spec]) -> Node:
    """The tree of a rule, every condition checked against its facet."""
    return _Reader(facets).read(rule, ROOT, 1)


def leaves(node: Node) -> Iterator[Leaf]:
    """Conditions and segments, from left to right."""
    if isinstance(node, Group):
        for child in node.children:
            yield from leaves(child)
    elif isinstance(node, Not):
        yield from leaves(node.child)
    else:
        yield node


def segments_of(node: Node) -> set[int]:
    """The segments that a tree names itself."""
    return {leaf.segment for leaf in leaves(node) if isinstance(leaf, InSegment)}


def conditions_of(node: Node) -> list[Condition]:
    return [leaf for leaf in leaves(node) if isinstance(leaf, Condition)]


class _Reader:
    def __init__(self, facets: Mapping[str, Spec]) -> None:
        self._facets = facets
        self._count = 0

    def read(self, node: Any, place: str, depth: int) -> Node:
        self._bound(place, depth)
        if not isinstance(node, dict):
            raise refusal("segment_shape", place, _("an object is expected"))
        if node.keys() == {"segment"}:
            return self._segment(node["segment"], place)
        if "facet" in node:
            return self._condition(node, place)
        if node.keys() == {"not"}:
            return Not(self.read(node["not"], f"{place}.not", depth + 1), place)
        for name in ("all", "any"):
            if node.keys() == {name}:
                return self._group(name, node[name], place, depth)
        raise refusal("segment_shape", place, _("one of “all”, “any”, “not”, “segment” and “facet” is expected"))

    def _bound(self, place: str, depth: int) -> None:
        self._count += 1
        if depth > MAX_DEPTH:
            raise refusal("segment_too_deep", place, _("more than %(n)d levels") % {"n": MAX_DEPTH})
        if self._count > MAX_NODES:
            raise refusal("segment_too_large", place, _("more than %(n)d conditions and groups") % {"n": MAX_NODES})

    def _group(self, name: str, children: Any, place: str, depth: int) -> Group:
        if not isinstance(children, list) or not children:
            raise refusal("segment_shape", place, _("a group needs at least one condition"))
        found = (self.read(child, f"{place}.{name}[{n}]", depth + 1) for n, child in enumerate(children))
        return Group(name == "all", tuple(found), place)

    def _segment(self, segment: Any, place: str) -> InSegment:
        if isinstance(segment, bool) or not isinstance(segment, int) or not 0 < segment < 2**63:
            raise refusal("segment_unknown", place, _("the number of a segment is expected"))
        return InSegment(segment, place)

    def _condition(self, node: dict[str, Any], place: str) -> Condition:
        code, op = node.get("facet"), node.get("op")
        if node.keys() - {"facet", "op", "value"}:
            raise refusal("segment_shape", place, _("a condition has “facet”, “op” and “value”"))
        spec = self._facets.get(code) if isinstance(code, str) else None
        if spec is None or not isinstance(code, str):
            raise refusal("segment_facet_unknown", place, _("“%(name)s” is not known") % {"name": str(code)[:60]})
        if not isinstance(op, str) or op not in kinds.OPERATORS[spec.kind]:
            reason = _("“%(name)s” cannot be asked of this") % {"name": str(op)[:60]}
            raise refusal("segment_operator_unknown", place, reason)
        return Condition(code, op, self._value(spec, op, node.get("value"), place), place)

    def _value(self, spec: Spec, op: str, told: Any, place: str) -> Any:
        try:
            value = kinds.read(spec.kind, op, told)
        except ValueError as error:
            raise refusal("segment_value_invalid", place, str(error)) from error
        unknown = sorted(value.of.keys() - spec.of_names) if isinstance(value, EventValue) else []
        if unknown:
            raise refusal("segment_value_invalid", place, _("“%(name)s” is not known") % {"name": unknown[0][:60]})
        return value


def refusal(code: str, place: str, reason: str) -> DomainError:
    return DomainError(code, f"{place}: {reason}.", field="rule")
