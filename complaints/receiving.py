"""A complaint comes in, by whichever door: one case, once, with its number, its team and its clocks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from complaints import assigning, hiding, holding, keeping, timing, trail
from complaints.models import Case, Category, ClockKind, ComplaintSettings, Door, Team
from complaints.telling import acknowledging, alerting
from core import clock, inserting, prepared
from core.errors import DomainError
from core.models import User
from core.wording import worded as _

# What whoever takes it may tell.
FIELDS = frozenset(
    {
        *("customer", "contact_name", "contact_email", "contact_phone", "subject", "text", "category", "severity"),
        *(
            "urgency",
            "is_safety",
            "is_legal",
            "is_confidential",
            "purchase",
            "line",
            "product",
            "lot",
            "store",
            "about",
            "team",
        ),
        "language",
    }
)
JUMPS = 99
# Whoever takes it there says so themselves.
_TAKEN_BY_A_PERSON = frozenset({Door.PHONE, Door.COUNTER})


@transaction.atomic
def open_case(
    *,
    door: str,
    data: Mapping[str, Any],
    actor: User | None,
    now: datetime,
    received_at: datetime | None = None,
    source: str | None = None,
) -> Case:
    """A new case; the same `source` again is the same case (`is_new` on the instance tells).

    `received_at`: when the customer really spoke. Refuses `subject_missing`, `received_later`, `field_unknown`.
    """
    _check(data, received_at or now, now)
    if source and (known := keeping.of_source(source)):
        return known
    row = Case(door=door, source=source, received_at=received_at or now, created_at=now, entered_by=actor, **data)
    _fill(row, told=data)
    if actor and door in _TAKEN_BY_A_PERSON:
        row.acknowledged_at = row.received_at
    row.policy, row.policy_reason = timing.policy_for(row)
    row.assignee, clocks = assigning.choose(row, now=now), timing.first(row)
    row.number = next_number(now)
    if not inserting.insert(row, unless=["source"]):
        # Told twice at the same moment: the other one has it.
        return Case.objects.get(source=source)
    row.is_new = True  # type: ignore[attr-defined]  # said to the caller
    timing.start(row, clocks)
    if row.acknowledged_at:
        timing.stop(row, [ClockKind.ACKNOWLEDGE], at=row.acknowledged_at)
    trail.record("case.received", row, actor=actor, now=now, door=door)
    if row.assignee:
        trail.record("case.assigned", row, actor=None, now=now, old="", new=str(row.assignee))
    if row.priority == JUMPS:
        alerting.jumped(row, now=now)
    holding.hold(row, now=now)
    acknowledging.acknowledge(case=row, now=now)
    return row


def _check(data: Mapping[str, Any], received_at: datetime, now: datetime) -> None:
    if unknown := sorted(set(data) - FIELDS):
        raise DomainError("field_unknown", _("There is no field “%(name)s”.") % {"name": unknown[0]})
    if not str(data.get("subject", "")).strip():
        raise DomainError("subject_missing", _("Say in a few words what it is about."), field="subject")
    if received_at > now:
        raise DomainError("received_later", _("This lies in the future."), field="received_at")


def _fill(row: Case, told: Mapping[str, Any]) -> None:
    """What follows from its category, as far as nobody said otherwise."""
    category: Category | None = row.category
    if category:
        row.severity = told.get("severity") or category.severity
        row.is_safety, row.is_legal = row.is_safety or category.is_safety, row.is_legal or category.is_legal
        row.team = row.team or category.team
    row.is_confidential = is_confidential(row)
    if row.is_confidential and not (row.team and row.team.is_confidential):
        row.team = hiding.team()
    elif row.team is None:
        row.team = _default_team()
    row.priority = priority_of(row)
    row.fold_phone()


def is_confidential(row: Case) -> bool:
    """By or about staff: said so, or by whom or what it is about."""
    return row.is_confidential or row.about is not None or (row.category is not None and row.category.is_confidential)


def _default_team() -> Team | None:
    """Whoever takes what nobody was named for; asked only for such."""
    chosen = ComplaintSettings.objects.filter(pk=1).values("default_team")
    return Team.objects.filter(pk__in=chosen, is_active=True, is_confidential=False).first()


def priority_of(row: Case) -> int:
    """Severity × urgency; safety and the law jump the queue."""
    return JUMPS if row.is_safety or row.is_legal else row.severity * row.urgency


def next_number(now: datetime) -> str:
    """Never twice; a number that was rolled back stays unused."""
    [(number,)] = prepared.fetch("SELECT nextval('complaints_case_number')", {})
    return f"{clock.business_day(now).year}-{number:06}"
