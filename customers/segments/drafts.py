"""A rule while somebody builds it in a form: groups and conditions, complete or not.

Every node has an id that says where it stands (`0` the whole, `0-1` its second part); the form names its fields by it
(`facet-0-1`), so that a browser without JavaScript sends the whole tree with every press of a button. `from_rule` and
`to_rule` lead from and to the rule language; what was typed stays as it was typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from core import money
from customers.segments.facets import Facet
from customers.segments.kinds import BARE, OPERATORS, Kind
from customers.segments.rules import MAX_DEPTH, MAX_NODES

SEGMENT = "segment"
SEGMENT_OPERATORS = ("in", "not_in")
DEFAULT_OPERATOR = {Kind.CHOICE: "in", Kind.TEXT: "contains"}


@dataclass
class DraftCondition:
    facet: str = ""
    op: str = ""
    values: list[str] = field(default_factory=list)
    to: str = ""
    times: str = ""
    days: str = ""
    of: dict[str, list[str]] = field(default_factory=dict)
    id: str = ""
    is_group = False


@dataclass
class DraftGroup:
    match: str = "all"
    is_not: bool = False
    children: list[DraftGroup | DraftCondition] = field(default_factory=list)
    id: str = "0"
    is_group = True

    @property
    def depth(self) -> int:
        return self.id.count("-") + 1

    @property
    def may_nest(self) -> bool:
        """A group below it, negated perhaps, with a condition in it must still fit."""
        return self.depth + 3 <= MAX_DEPTH


Draft = DraftGroup | DraftCondition


def empty() -> DraftGroup:
    return renumbered(DraftGroup(children=[DraftCondition()]))


def renumbered(group: DraftGroup, id_: str = "0") -> DraftGroup:
    group.id = id_
    for n, child in enumerate(group.children):
        if isinstance(child, DraftGroup):
            renumbered(child, f"{id_}-{n}")
        else:
            child.id = f"{id_}-{n}"
    return group


# --- From what was sent -----------------------------------------------------------------------


def from_post(data: QueryDict) -> DraftGroup:
    """What the form had; whatever makes no sense in it is left out."""
    groups: dict[str, DraftGroup] = {"0": _group(data, "0")}
    told = [id_ for id_ in data.getlist("node")[: 2 * MAX_NODES] if _is_id(id_)]
    for id_ in sorted(told, key=_place):
        parent = groups.get(id_.rpartition("-")[0])
        if parent is None or id_.count("-") >= MAX_DEPTH:
            continue
        if f"match-{id_}" in data:
            groups[id_] = _group(data, id_)
            parent.children.append(groups[id_])
        else:
            parent.children.append(_condition(data, id_))
    return renumbered(groups["0"])


def _is_id(text: str) -> bool:
    parts = text.split("-")
    are_numbers = all(part.isascii() and part.isdecimal() and len(part) < 4 for part in parts)
    return parts[0] == "0" and len(parts) > 1 and are_numbers


def _place(id_: str) -> tuple[int, ...]:
    return tuple(int(part) for part in id_.split("-"))


def _group(data: QueryDict, id_: str) -> DraftGroup:
    match = "any" if data.get(f"match-{id_}") == "any" else "all"
    return DraftGroup(match=match, is_not=f"not-{id_}" in data, id=id_)


def _condition(data: QueryDict, id_: str) -> DraftCondition:
    prefix = f"of-{id_}-"
    return DraftCondition(
        facet=data.get(f"facet-{id_}", ""),
        op=data.get(f"op-{id_}", ""),
        values=[value for value in data.getlist(f"value-{id_}") if value],
        to=data.get(f"to-{id_}", ""),
        times=data.get(f"times-{id_}", ""),
        days=data.get(f"days-{id_}", ""),
        of={name.removeprefix(prefix): data.getlist(name) for name in data if name.startswith(prefix)},
        id=id_,
    )


def act(draft: DraftGroup, told: str) -> DraftGroup:
    """Carry out a button: `condition:0-1` and `group:0-1` add to a group, `remove:0-1` takes a node away."""
    what, _, id_ = told.partition(":")
    if what == "remove":
        return renumbered(_without(draft, id_))
    group = _find(draft, id_)
    if group is not None and what == "condition":
        group.children.append(DraftCondition())
    elif group is not None and what == "group" and group.may_nest:
        group.children.append(DraftGroup(match="any" if group.match == "all" else "all", children=[DraftCondition()]))
    return renumbered(draft)


def _find(group: DraftGroup, id_: str) -> DraftGroup | None:
    if group.id == id_:
        return group
    below = (_find(child, id_) for child in group.children if isinstance(child, DraftGroup))
    return next((found for found in below if found), None)


def _without(group: DraftGroup, id_: str) -> DraftGroup:
    group.children = [
        _without(child, id_) if isinstance(child, DraftGroup) else child for child in group.children if child.id != id_
    ]
    return group


# --- To the rule language ---------------------------------------------------------------------


def to_rule(draft: Draft, facets: Mapping[str, Facet]) -> dict[str, Any]:
    """What was typed, as a rule; whether it is one, reading it says. Conditions without a fact are left out."""
    if isinstance(draft, DraftCondition):
        return _to_condition(draft, facets)
    children = [to_rule(child, facets) for child in draft.children if isinstance(child, DraftGroup) or child.facet]
    group: dict[str, Any] = {draft.match: children}
    return {"not": group} if draft.is_not else group


def _to_condition(draft: DraftCondition, facets: Mapping[str, Facet]) -> dict[str, Any]:
    if draft.facet == SEGMENT:
        node: dict[str, Any] = {"segment": _number(draft.values[0] if draft.values else "")}
        return {"not": node} if draft.op == "not_in" else node
    facet = facets.get(draft.facet)
    if facet is None:
        return {"facet": draft.facet, "op": draft.op}
    condition: dict[str, Any] = {"facet": draft.facet, "op": operator(draft, facet)}
    if condition["op"] not in BARE:
        condition["value"] = _value(draft, facet, condition["op"])
    return condition


def operator(draft: DraftCondition, facet: Facet) -> str:
    """What was chosen, or the usual one when it fits another kind of fact only."""
    known = OPERATORS[facet.kind]
    return draft.op if draft.op in known else DEFAULT_OPERATOR.get(facet.kind, known[0])


def _value(draft: DraftCondition, facet: Facet, op: str) -> Any:
    first = draft.values[0] if draft.values else ""
    if facet.kind is Kind.EVENT:
        return _event(draft, facet)
    if facet.kind is Kind.CHOICE:
        return draft.values
    if facet.kind is Kind.MONEY:
        return [_amount(first), _amount(draft.to)] if op == "between" else _amount(first)
    if op == "within":
        return [_number(first), _number(draft.to)]
    return [first, draft.to] if op == "between" else first


def _event(draft: DraftCondition, facet: Facet) -> dict[str, Any]:
    value: dict[str, Any] = {"times": _number(draft.times or "1")}
    if draft.days:
        value["days"] = _number(draft.days)
    of = {one.name: _listed(draft.of.get(one.name, []), is_typed=one.choices is None) for one in facet.of}
    return value | ({"of": {name: values for name, values in of.items() if values}} if any(of.values()) else {})


def _listed(values: Iterable[str], *, is_typed: bool) -> list[str]:
    told = (part for value in values for part in (value.replace("\n", ",").split(",") if is_typed else [value]))
    return [part.strip() for part in told if part.strip()]


def _number(text: str) -> Any:
    """A whole number, or the text itself, which reading refuses by name."""
    told = text.strip()
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 16 else told


def _amount(text: str) -> Any:
    try:
        return money.parse_typed(text)
    except Exception:  # noqa: BLE001  # whatever is no amount is refused when the rule is read
        return text


# --- From the rule language -------------------------------------------------------------------


def from_rule(rule: Any, facets: Mapping[str, Facet]) -> DraftGroup:
    """A rule as the form shows it; a single condition stands in a group of its own."""
    draft = _from(rule, facets)
    return renumbered(draft if isinstance(draft, DraftGroup) else DraftGroup(children=[draft]))


def _from(node: Mapping[str, Any], facets: Mapping[str, Facet]) -> Draft:
    if "not" in node:
        return _negated(_from(node["not"], facets))
    if SEGMENT in node:
        return DraftCondition(facet=SEGMENT, op="in", values=[str(node[SEGMENT])])
    if "facet" in node:
        return _from_condition(node, facets.get(node["facet"]))
    match = "all" if "all" in node else "any"
    return DraftGroup(match=match, children=[_from(child, facets) for child in node[match]])


def _negated(draft: Draft) -> Draft:
    if isinstance(draft, DraftCondition) and draft.facet == SEGMENT and draft.op == "in":
        draft.op = "not_in"
        return draft
    if isinstance(draft, DraftGroup) and not draft.is_not:
        draft.is_not = True
        return draft
    return DraftGroup(is_not=True, children=[draft])


def _from_condition(node: Mapping[str, Any], facet: Facet | None) -> DraftCondition:
    draft, value = DraftCondition(facet=node["facet"], op=node.get("op", "")), node.get("value")
    if isinstance(value, dict):
        draft.times = str(value.get("times", 1))
        draft.days = str(value.get("days") or "")
        draft.of = {name: list(values) for name, values in (value.get("of") or {}).items()}
        return draft
    told = [_typed(one, facet) for one in (value if isinstance(value, list) else [value]) if one is not None]
    if draft.op in {"between", "within"}:
        draft.to = told.pop()
    draft.values = told
    return draft


def _typed(value: Any, facet: Facet | None) -> str:
    return money.format_plain(int(value)) if facet is not None and facet.kind is Kind.MONEY else str(value)
