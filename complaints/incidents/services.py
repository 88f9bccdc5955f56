"""Incidents: opened, changed, cases attached, everybody affected written to, reviewed and closed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from complaints import trail
from complaints.incidents import changes
from complaints.models import Case, CaseState, Incident, IncidentCase, IncidentState
from complaints.seeing import check_may_see
from core.errors import Conflict, DomainError
from core.models import User
from core.wording import worded as _

FIELDS = ("title", "what", "cause", "owner", "plan", "first_day", "last_day", "lots", "review")
LINKS = ("products", "stores")
_DEAD = (CaseState.MERGED, CaseState.SPAM)
MOST_LOTS = 50


@transaction.atomic
def open_incident(*, data: Mapping[str, Any], actor: User, now: datetime) -> Incident:
    """Refuses `title_missing`, `days_backward`, `lots_invalid`."""
    _may(actor, "complaints.add_incident")
    row = Incident(opened_by=actor, opened_at=now, owner=actor)
    _fill(row, data)
    row.save(force_insert=True)
    _link(row, data)
    return row


@transaction.atomic
def change(*, incident: Incident, data: Mapping[str, Any], version: int, actor: User, now: datetime) -> Incident:
    """What differs is kept with who changed it.

    Conflict `stale` when somebody saved meanwhile, `incident_closed` once it is closed.
    """
    _may(actor, "complaints.change_incident")
    row = _lock(incident)
    if row.version != version:
        raise Conflict("stale", _("Somebody else has saved this meanwhile: look at it again, please."))
    before = changes.told(row)
    _fill(row, data)
    row.version += 1
    row.save()
    _link(row, data)
    changes.record(row, before, actor=actor, now=now)
    return row


def _fill(row: Incident, data: Mapping[str, Any]) -> None:
    for name in FIELDS:
        if name in data:
            setattr(row, name, data[name])
    if not row.title.strip():
        raise DomainError("title_missing", _("Say in a few words what happened."), field="title")
    if row.last_day < row.first_day:
        raise DomainError("days_backward", _("The last day lies before the first."), field="last_day")
    row.lots = [str(lot).strip() for lot in row.lots if str(lot).strip()]
    if len(row.lots) > MOST_LOTS or any(len(lot) > 40 for lot in row.lots):  # as `Case.lot`
        raise DomainError("lots_invalid", _("At most 50 lots, each of at most 40 characters."), field="lots")


def _link(row: Incident, data: Mapping[str, Any]) -> None:
    for name in LINKS:
        if name in data:
            getattr(row, name).set(data[name])


@transaction.atomic
def review(*, incident: Incident, actor: User, now: datetime) -> Incident:
    """Put right; what is to be learnt is being written down."""
    _may(actor, "complaints.change_incident")
    row = _lock(incident)
    before = changes.told(row)
    row.state, row.version = IncidentState.REVIEW, row.version + 1
    row.save()
    changes.record(row, before, actor=actor, now=now)
    return row


@transaction.atomic
def close(*, incident: Incident, words: str, actor: User, now: datetime) -> Incident:
    """With what was learnt. Refuses `review_missing`; closed already: nothing happens."""
    _may(actor, "complaints.change_incident")
    row = Incident.objects.select_for_update().get(pk=incident.pk)
    if row.state == IncidentState.CLOSED:
        return row
    told = words.strip() or row.review.strip()
    if not told:
        raise DomainError("review_missing", _("Write down what is to be learnt from it."), field="review")
    before = changes.told(row)
    row.review, row.state, row.closed_by, row.closed_at = told[:4000], IncidentState.CLOSED, actor, now
    row.version += 1
    row.save()
    changes.record(row, before, actor=actor, now=now)
    return row


@transaction.atomic
def attach(*, incident: Incident, case: Case, actor: User, now: datetime) -> IncidentCase:
    """A case is in one incident at a time; twice is once. Refuses `in_another`, `case_ended`, `incident_closed`."""
    _may(actor, "complaints.change_case")
    check_may_see(actor, case)
    row = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if row.state in _DEAD:
        raise Conflict("case_ended", _("This case was merged, or is spam."))
    _lock(incident)
    made, is_new = IncidentCase.objects.get_or_create(case=row, defaults={"incident": incident, "at": now, "by": actor})
    if made.incident_id != incident.pk:
        raise Conflict("in_another", _("This case is in another incident: take it out there first."), field="number")
    if is_new:
        trail.record("case.in_incident", row, actor=actor, now=now, incident=incident.pk, title=incident.title)
    return made


@transaction.atomic
def detach(*, case: Case, actor: User, now: datetime) -> bool:
    """Refuses `incident_closed`: what it was about is known by then."""
    _may(actor, "complaints.change_case")
    check_may_see(actor, case)
    row = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    found = IncidentCase.objects.filter(case=row).first()
    if found is None:
        return False
    _lock(found.incident)
    found.delete()
    trail.record("case.out_of_incident", row, actor=actor, now=now, incident=found.incident_id)
    return True


def _lock(incident: Incident) -> Incident:
    row = Incident.objects.select_for_update().get(pk=incident.pk)
    if row.state == IncidentState.CLOSED:
        raise Conflict("incident_closed", _("This incident is closed."))
    return row


def _may(actor: User, permission: str) -> None:
    if not actor.has_perm(permission):
        raise DomainError("forbidden", _("You may not do this."), status=403)
