"""Conditions in words, in the language of the reader."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from core import money
from customers.models import Segment
from customers.segments.facets import Choices, Facet
from customers.segments.kinds import BARE, EventValue, Kind
from customers.segments.rules import Condition, InSegment, Leaf

OPERATORS = {
    "eq": gettext_lazy("is"),
    "ne": gettext_lazy("is not"),
    "lt": gettext_lazy("less than"),
    "le": gettext_lazy("at most"),
    "gt": gettext_lazy("more than"),
    "ge": gettext_lazy("at least"),
    "between": gettext_lazy("from … to …"),
    "empty": gettext_lazy("is not known"),
    "filled": gettext_lazy("is known"),
    "is": gettext_lazy("is"),
    "is_not": gettext_lazy("is not"),
    "starts": gettext_lazy("begins with"),
    "contains": gettext_lazy("contains"),
    "in": gettext_lazy("is one of"),
    "not_in": gettext_lazy("is none of"),
    "yes": pgettext_lazy("condition", "yes"),
    "no": pgettext_lazy("condition", "no"),
    "last_days": gettext_lazy("in the last days"),
    "days_ago": gettext_lazy("at least … days ago"),
    "next_days": gettext_lazy("in the next days"),
    "since": gettext_lazy("since"),
    "before": gettext_lazy("before"),
    "within": gettext_lazy("in … to … days"),
    "has": gettext_lazy("happened"),
    "has_not": gettext_lazy("did not happen"),
}


class Wording:
    """Words of many conditions; the choices of a facet, and the names of segments, are read once."""

    def __init__(self, facets: Mapping[str, Facet]) -> None:
        self._facets = facets
        self._labels: dict[Choices, dict[str, str]] = {}
        self._segments: dict[int, str] | None = None

    def leaf(self, leaf: Leaf) -> str:
        if isinstance(leaf, InSegment):
            return _("is in the segment “%(name)s”") % {"name": self.segment(leaf.segment)}
        facet = self._facets.get(leaf.facet)
        if facet is None:
            return leaf.facet
        if isinstance(leaf.value, EventValue):
            return self._event(facet, leaf, leaf.value)
        return _("%(fact)s: %(condition)s") % {"fact": facet.label, "condition": self._value(facet, leaf)}

    def segment(self, segment: int) -> str:
        if self._segments is None:
            self._segments = dict(Segment.objects.values_list("pk", "name"))
        return self._segments.get(segment, f"#{segment}")

    def fact(self, facet: Facet, value: Any) -> str:
        """A fact as it is now, as `compiling.answers` reads it."""
        if value is None:
            return _("not known")
        if facet.kind is Kind.CHOICE:
            return self._label(facet.choices, str(value))
        if isinstance(value, bool):
            return str(OPERATORS["yes" if value else "no"])
        return self._plain(facet.kind, value)

    def _value(self, facet: Facet, leaf: Condition) -> str:
        op, value = leaf.op, leaf.value
        if op in BARE:
            return str(OPERATORS[op])
        if op == "within":
            return _("%(from)d to %(to)d days from now") % {"from": value[0], "to": value[1]}
        if op == "between":
            low, high = (self._plain(facet.kind, one) for one in value)
            return _("from %(low)s to %(high)s") % {"low": low, "high": high}
        if op in {"last_days", "next_days", "days_ago"}:
            return _days(op, value)
        if isinstance(value, tuple):
            return f"{OPERATORS[op]} {self._all(facet.choices, value)}"
        return f"{OPERATORS[op]} {self._plain(facet.kind, value)}"

    def _event(self, facet: Facet, leaf: Condition, value: EventValue) -> str:
        """Label (of what): at least so often, when; the opposite says so in front."""
        told = [one for one in facet.of if one.name in value.of]
        narrowed = [
            _("%(fact)s: %(condition)s") % {"fact": one.label, "condition": self._all(one.choices, value.of[one.name])}
            for one in told
        ]
        what = f"{facet.label} ({'; '.join(narrowed)})" if narrowed else str(facet.label)
        often = _("at least %(times)s %(counts)s") % {
            "times": number_format(value.times, force_grouping=True), "counts": facet.counts or _("times"),
        }  # fmt: skip
        words = [what, often] if value.times > 1 or facet.counts else [what]
        if value.days is not None:
            words.append(_days("next_days" if facet.is_ahead else "last_days", value.days))
        said = ", ".join(words)
        return said if leaf.op == "has" else _("not: %(condition)s") % {"condition": said}

    def _all(self, choices: Choices | None, values: tuple[str, ...]) -> str:
        return ", ".join(self._label(choices, value) for value in values)

    def _label(self, choices: Choices | None, value: str) -> str:
        if choices is None:
            return value
        if choices not in self._labels:
            self._labels[choices] = {str(code): str(label) for code, label in choices()}
        return self._labels[choices].get(value, value)

    def _plain(self, kind: Kind, value: Any) -> str:
        if isinstance(value, date):
            return date_format(value)
        if kind is Kind.MONEY:
            return money.format_money(int(value))
        if isinstance(value, (int, float, Decimal)):
            # Years and scores are numbers, too: no grouping.
            return f"{Decimal(str(value)).normalize():f}"
        return str(value)


def _days(op: str, n: int) -> str:
    if op == "days_ago":
        return ngettext("at least %(n)d day ago", "at least %(n)d days ago", n) % {"n": n}
    if op == "next_days":
        return ngettext("in the next day", "in the next %(n)d days", n) % {"n": n}
    return ngettext("in the last day", "in the last %(n)d days", n) % {"n": n}
