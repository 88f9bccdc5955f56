"""What was changed of an incident: written by whoever holds it, read on its page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from complaints.models import Incident, IncidentChange, IncidentState
from core.models import User

KEPT = ("title", "what", "cause", "owner", "plan", "first_day", "last_day", "lots", "review", "state")
LINKS = {"products": "sku", "stores": "name"}
SHOWN = 50


def told(row: Incident) -> dict[str, str]:
    """As it reads now."""
    links = {name: ", ".join(getattr(row, name).order_by(by).values_list(by, flat=True)) for name, by in LINKS.items()}
    return {name: _text(getattr(row, name)) for name in KEPT} | links


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def record(row: Incident, before: Mapping[str, str], *, actor: User, now: datetime) -> None:
    """The difference from what it was; nothing where there is none."""
    after = told(row)
    IncidentChange.objects.bulk_create(
        IncidentChange(incident=row, field=name, old=before[name], new=after[name], at=now, by=actor)
        for name in after
        if before[name] != after[name]
    )


def latest(row: Incident) -> list[IncidentChange]:
    """The newest first, each with the `label` of its field; states by their names."""
    found = list(row.changes.select_related("by").order_by("-pk")[:SHOWN])
    names = dict(IncidentState.choices)
    for one in found:
        field: Any = Incident._meta.get_field(one.field)  # noqa: SLF001  # Django's API
        one.label = field.verbose_name  # type: ignore[attr-defined]  # for the template
        if one.field == "state":
            one.old, one.new = (str(names[IncidentState(value)]) for value in (one.old, one.new))
    return found
