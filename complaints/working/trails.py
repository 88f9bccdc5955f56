"""The trail of a case in words, for its page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints import moving
from complaints.models import Case, CaseEvent, CaseOutcome, CaseState, ClockKind, Door, Means
from complaints.working import editing, reading, wordings
from core.templatetags import regulars as write

SHOWN = 100
Wording = Callable[[Mapping[str, Any]], str]


@dataclass(frozen=True, slots=True)
class Line:
    at: datetime
    words: str
    who: str
    reason: str = ""
    details: tuple[str, ...] = ()


def _state(value: Any) -> str:
    return str(CaseState(value).label) if value in CaseState.values else str(value)


def _moved(data: Mapping[str, Any]) -> str:
    return _("%(old)s → %(new)s") % {"old": _state(data["old"]), "new": _state(data["new"])}


def _given(data: Mapping[str, Any]) -> str:
    if not data["new"]:
        return _("Looked after by nobody; before: %(old)s") % data
    return _("Looked after by %(new)s") % data


def _due(data: Mapping[str, Any]) -> str:
    told = {"clock": ClockKind(data["clock"]).label, "old": _at(data["old"]), "new": _at(data["new"])}
    return _("%(clock)s: due %(new)s, before %(old)s") % told


def _at(text: str) -> str:
    at = parse_datetime(text) if text else None
    return str(write.instant(at)) if at else "–"


WORDINGS: dict[str, Wording] = {
    "case.received": lambda data: _("Received: %(door)s") % {"door": Door(data["door"]).label},
    "case.state": _moved,
    "case.assigned": _given,
    "case.changed": lambda data: _("Changed: %(names)s") % {"names": ", ".join(_field(f) for f in data["fields"])},
    "case.took_in": lambda data: _("Took in case %(number)s") % data,
    "case.due_changed": _due,
    "case.said_in": lambda data: _("The customer said something: %(means)s") % {"means": Means(data["means"]).label},
    "case.said_out": lambda data: _("Answered: %(means)s") % {"means": Means(data["means"]).label},
    "case.said_note": lambda _data: _("Internal note"),
}
REASONS: dict[str, Any] = {
    "customer": gettext_lazy("the customer wrote"),
    "changed": gettext_lazy("the case was changed"),
    "merged": gettext_lazy("another case went into it"),
    "score": gettext_lazy("the customer is still unhappy"),
}


def _field(name: str) -> str:
    if name not in (*editing.FIELDS, *moving.FACTS):
        return name
    field: Any = Case._meta.get_field(name)  # noqa: SLF001  # Django's API
    return str(field.verbose_name)


def lines(case: Case, before: int | None = None) -> tuple[list[Line], int | None]:
    """The latest first, or those before an event; and the last of them, if there are more behind it."""
    rows = reading.further_back(CaseEvent.objects.filter(case=case), before)
    found = list(rows.select_related("actor").order_by("-at", "-pk")[: SHOWN + 1])
    return [_line(row) for row in found[:SHOWN]], found[SHOWN - 1].pk if len(found) > SHOWN else None


def _line(row: CaseEvent) -> Line:
    who = str(row.actor) if row.actor else _("automatically")
    return Line(row.at, words(row), who, _reason(row), tuple(_details(row.data)))


def _reason(row: CaseEvent) -> str:
    """What a person typed, or the words for why it went by itself."""
    if row.verb == "case.policy":
        return wordings.policy_words(row.reason)
    return str(row.reason if row.actor else REASONS.get(row.reason, row.reason))


def words(row: CaseEvent) -> str:
    """Of verbs of other parts, or facts of an older release, the verb itself."""
    worded = WORDINGS.get(row.verb)
    try:
        return worded(row.data) if worded else row.verb
    except (KeyError, TypeError, ValueError):
        return row.verb


def register(verbs: Mapping[str, Wording], reasons: Mapping[str, Any] | None = None) -> None:
    """Other parts tell how their verbs are said, and why they do by themselves what they do."""
    WORDINGS.update(verbs)
    REASONS.update(reasons or {})


def _details(data: Mapping[str, Any]) -> list[str]:
    """What was known at the end; old and new value of each field that was changed."""
    if isinstance(facts := data.get("facts"), dict):
        return [
            _("%(name)s: %(value)s") % {"name": _field(name), "value": _fact(name, value)}
            for name, value in facts.items()
        ]
    old, new = data.get("old"), data.get("new")
    if not (isinstance(old, dict) and isinstance(new, dict)):
        return []
    return [
        _("%(name)s: %(old)s → %(new)s")
        % {"name": _field(name), "old": _value(name, old.get(name)), "new": _value(name, new[name])}
        for name in new
    ]


def _fact(name: str, value: Any) -> str:
    return str(CaseOutcome(value).label) if name == "outcome" and value in CaseOutcome.values else str(value)


def _value(name: str, value: Any) -> str:
    if name == "customer" and value:
        # Their number alone stands there: names go when somebody is erased.
        return f"#{value}"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "–" if value in (None, "") else str(value)
