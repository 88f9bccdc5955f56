"""The fields of the rule form: what each node of a draft shows, for the templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from customers.models import Segment
from customers.segments import drafts
from customers.segments.drafts import SEGMENT, DraftCondition, DraftGroup
from customers.segments.facets import Facet, Label
from customers.segments.kinds import BARE, OPERATORS, Kind
from customers.segments.words import OPERATORS as WORDS


@dataclass(frozen=True)
class Option:
    value: str
    label: Label
    is_chosen: bool


@dataclass(frozen=True)
class Field:
    """`kind`: number, text, date, choice (several of `options`) or one (of them). `unit` stands behind it."""

    name: str
    label: Label
    kind: str
    value: str = ""
    options: Sequence[Option] = ()
    unit: Label = ""


@dataclass(frozen=True)
class ConditionView:
    id: str
    facets: list[tuple[str, list[Option]]]
    operators: list[Option]
    fields: list[Field]
    is_clock: bool
    is_group: bool = False


@dataclass(frozen=True)
class GroupView:
    id: str
    match: str
    is_not: bool
    may_nest: bool
    children: list[GroupView | ConditionView] = field(default_factory=list)
    is_group: bool = True


class Views:
    """Fields for a whole draft; choices are read once."""

    def __init__(self, facets: Mapping[str, Facet], present: Segment | None) -> None:
        self._facets = facets
        self._present = present
        self._choices: dict[Any, list[tuple[str, Label]]] = {}
        self._segments: list[tuple[str, Label]] | None = None

    def group(self, draft: DraftGroup) -> GroupView:
        children = [
            self.group(child) if isinstance(child, DraftGroup) else self._condition(child) for child in draft.children
        ]
        return GroupView(draft.id, draft.match, draft.is_not, draft.may_nest, children)

    def _condition(self, draft: DraftCondition) -> ConditionView:
        facet = self._facets.get(draft.facet)
        if draft.facet == SEGMENT:
            operators, shown = self._ops(drafts.SEGMENT_OPERATORS, draft.op or "in"), list(self._of_segment(draft))
        elif facet is not None:
            op = drafts.operator(draft, facet)
            operators, shown = self._ops(OPERATORS[facet.kind], op), list(self._of_facet(draft, facet, op))
        else:
            operators, shown = [], []
        return ConditionView(draft.id, self._offered(draft.facet), operators, shown, bool(facet and facet.is_clock))

    def _offered(self, chosen: str) -> list[tuple[str, list[Option]]]:
        """Facts by group, in the order in which apps brought them."""
        by_group = sorted(self._facets.values(), key=lambda facet: self._order[str(facet.group)])
        found = [
            (group, [Option(facet.code, facet.label, facet.code == chosen) for facet in facets])
            for group, facets in groupby(by_group, key=lambda facet: str(facet.group))
        ]
        return [*found, (_("Segments"), [Option(SEGMENT, _("Member of another segment"), chosen == SEGMENT)])]

    @cached_property
    def _order(self) -> dict[str, int]:
        order: dict[str, int] = {}
        for facet in self._facets.values():
            order.setdefault(str(facet.group), len(order))
        return order

    def _ops(self, operators: Sequence[str], chosen: str) -> list[Option]:
        return [Option(op, WORDS[op], op == chosen) for op in operators]

    def _of_segment(self, draft: DraftCondition) -> Iterator[Field]:
        if self._segments is None:
            rows = Segment.objects.exclude(pk=self._present.pk if self._present else 0).order_by("name")
            self._segments = [(str(pk), name) for pk, name in rows.values_list("pk", "name")]
        yield Field(
            f"value-{draft.id}", _("Segment"), "one", options=_options([("", "–"), *self._segments], draft.values)
        )

    def _of_facet(self, draft: DraftCondition, facet: Facet, op: str) -> Iterator[Field]:
        name, first = f"value-{draft.id}", draft.values[0] if draft.values else ""
        if op in BARE:
            return
        if facet.kind is Kind.EVENT:
            yield from self._of_event(draft, facet)
        elif facet.kind is Kind.CHOICE:
            yield Field(name, _("Values"), "choice", options=_options(self._read(facet.choices), draft.values))
        elif op in {"last_days", "next_days", "days_ago"}:
            yield Field(name, _("Days"), "number", first)
        elif op in {"between", "within"}:
            kind, unit = _input(facet.kind), _("days from now") if op == "within" else ""
            yield Field(name, _("From"), kind, first)
            yield Field(f"to-{draft.id}", _("To"), kind, draft.to, unit=unit)
        else:
            yield Field(name, _("Value"), _input(facet.kind), first)

    def _of_event(self, draft: DraftCondition, facet: Facet) -> Iterator[Field]:
        yield Field(f"times-{draft.id}", _("At least"), "number", draft.times or "1", unit=facet.counts or _("times"))
        if facet.has_days:
            label = _("in the next (days)") if facet.is_ahead else _("in the last (days)")
            yield Field(f"days-{draft.id}", label, "number", draft.days)
        for one in facet.of:
            told, name = draft.of.get(one.name, []), f"of-{draft.id}-{one.name}"
            if one.choices:
                yield Field(name, one.label, "choice", options=_options(self._read(one.choices), told))
            else:
                yield Field(name, one.label, "text", ", ".join(told))

    def _read(self, choices: Any) -> list[tuple[str, Label]]:
        if choices is None:
            return []
        if choices not in self._choices:
            self._choices[choices] = list(choices())
        return self._choices[choices]


def _input(kind: Kind) -> str:
    return "date" if kind is Kind.DATE else "text" if kind in {Kind.TEXT, Kind.MONEY} else "number"


def _options(choices: Sequence[tuple[str, Label]], chosen: Sequence[str]) -> list[Option]:
    """What was chosen and is there no more is shown all the same, or saving would lose it without a word."""
    known = {str(value) for value, _label in choices}
    lost = [(value, value) for value in chosen if value not in known]
    return [Option(str(value), label, str(value) in chosen) for value, label in (*choices, *lost)]
