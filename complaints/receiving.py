"""A complaint comes in, by whichever door: one case, once, with its number, its team and its clocks."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction

from complaints import assigning, hiding, holding, timing, trail
from complaints.models import Case, Category
from complaints.telling import acknowledging
from core import clock
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


@transaction.atomic
def open_case(
    *,
    door: str,
    data: Mapping[str, Any],
    actor: User | None,
    now: datetime,
    received_at: datetime | None = None,
    source: str | None = None,
    tier: int | None = None,
) -> Case:
    """A new case; the same `source` again is the same case (`is_new` on the instance tells).

    `received_at`: when the customer really spoke. Refuses `subject_missing`, `received_later`, `field_unknown`.
    """
    _check(data, received_at or now, now)
    if source and (known := Case.objects.filter(source=source).first()):
        return known
    row = Case(door=door, source=source, received_at=received_at or now, created_at=now, entered_by=actor, **data)
    _fill(row)
    row.number = next_number(now)
    row.policy, row.policy_reason = timing.policy_for(row, tier=tier)
    try:
        with transaction.atomic() if source else nullcontext():
            row.save(force_insert=True)
    except IntegrityError:
        if not source:
            raise
        # Told twice at the same moment: the other one has it.
        return Case.objects.get(source=source)
    trail.record("case.received", row, actor=actor, now=now, door=door)
    timing.begin(row)
    assigning.assign(row, now=now)
    holding.hold(row, now=now)
    if acknowledging.acknowledge(case=row, now=now):
        row.refresh_from_db(fields=["acknowledged_at", "version", "due_at"])
    row.is_new = True  # type: ignore[attr-defined]  # said to the caller
    return row


def _check(data: Mapping[str, Any], received_at: datetime, now: datetime) -> None:
    if unknown := sorted(set(data) - FIELDS):
        raise DomainError("field_unknown", _("There is no field “%(name)s”.") % {"name": unknown[0]})
    if not str(data.get("subject", "")).strip():
        raise DomainError("subject_missing", _("Say in a few words what it is about."), field="subject")
    if received_at > now:
        raise DomainError("received_later", _("This lies in the future."), field="received_at")


def _fill(row: Case) -> None:
    """What follows from its category, as far as nobody said otherwise."""
    category: Category | None = row.category
    if category:
        row.is_safety, row.is_legal = row.is_safety or category.is_safety, row.is_legal or category.is_legal
        row.team = row.team or category.team
    row.is_confidential = is_confidential(row)
    if row.is_confidential and not (row.team and row.team.is_confidential):
        row.team = hiding.team()
    row.priority = priority_of(row)


def is_confidential(row: Case) -> bool:
    """By or about staff: said so, or by whom or what it is about."""
    return row.is_confidential or row.about is not None or (row.category is not None and row.category.is_confidential)


def priority_of(row: Case) -> int:
    """Severity × urgency; safety and the law jump the queue."""
    return JUMPS if row.is_safety or row.is_legal else row.severity * row.urgency


def next_number(now: datetime) -> str:
    """Never twice; a number that was rolled back stays unused."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('complaints_case_number')")
        return f"{clock.business_day(now).year}-{cursor.fetchone()[0]:06}"
