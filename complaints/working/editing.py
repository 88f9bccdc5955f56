"""What is known of a case is corrected: with old and new on its trail, its priority and its promise made anew."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from complaints import hiding, trail
from complaints.amends import whose
from complaints.models import Case
from complaints.models.trees import Node
from complaints.receiving import JUMPS, is_confidential, priority_of
from complaints.sla import laying, teams
from complaints.telling import alerting
from complaints.ways import OPEN
from core.errors import Conflict, DomainError, NotFound
from core.models import User
from core.wording import worded as _
from customers.models import Customer

FIELDS = (
    "subject", "category", "severity", "urgency", "is_safety", "is_legal", "is_confidential", "is_legal_hold",
    "customer", "contact_name", "contact_email", "contact_phone", "language", "purchase", "product", "lot", "store",
    "about", "team",
)  # fmt: skip
# By these a promise is chosen, or counted; a team that takes over counts by its own hours.
_PROMISED_BY = {"category", "severity", "customer", "team"}
# Addresses do not stay on the trail; of a customer only the number, which names nobody once they are erased.
_PERSONAL = {"contact_name", "contact_email", "contact_phone"}


@transaction.atomic
def update(
    *, case: Case, changes: Mapping[str, Any], expected: int, actor: User, now: datetime, reason: str = ""
) -> Case:
    """The fresh case; `reason` is needed to lift a legal hold.

    Refuses `forbidden`, `stale` (somebody saved since version `expected`), `field_unknown`, `confidential`,
    `hold_forbidden`, `reason_missing`, `amends_given`, and what `give_to_team` refuses.
    """
    row = _locked(case, actor)
    if row.version != expected:
        raise Conflict("stale", _("Somebody has saved this case since you opened it."))
    told = {name: value for name, value in changes.items() if getattr(row, _known(name)) != value}
    if not told:
        return row
    _check(row, told, actor)
    if "is_legal_hold" in told:
        _check_hold(row, actor, reason)
    # Whoever works on it changes with the team; one that has ended stays with whoever ended it.
    team = told.pop("team") if row.state in OPEN and told.get("team") else None
    if told:
        row = _write(row, told, actor, now, reason)
    if team:
        row = teams.give_to_team(case=row, team=team, actor=actor, now=now)
    return _follow(row, set(told), now)


def _write(row: Case, told: Mapping[str, Any], actor: User, now: datetime, reason: str) -> Case:
    was_confidential, before = row.is_confidential, row.priority
    old = {name: getattr(row, name) for name in told}
    for name, value in told.items():
        setattr(row, name, value)
    row.is_confidential = is_confidential(row)
    row.priority, row.version = priority_of(row), row.version + 1
    row.save(update_fields=[*told, "is_confidential", "priority", "version"])
    whose.follow(row)
    trail.record("case.changed", row, actor=actor, now=now, reason=reason.strip(), **_difference(old, told))
    if row.priority == JUMPS != before and row.state in OPEN:
        alerting.jumped(row, now=now)
    return hiding.hide(row, actor=actor, now=now) if row.is_confidential and not was_confidential else row


def _locked(case: Case, actor: User) -> Case:
    if not actor.has_perm("complaints.change_case"):
        raise DomainError("forbidden", _("You may not do this."), status=403)
    row = Case.objects.seen_by(actor).select_for_update(of=("self",)).filter(pk=case.pk).first()
    if row is None:
        raise NotFound("case_unknown", _("There is no such case."))
    return row


def _known(name: str) -> str:
    if name not in FIELDS:
        raise DomainError("field_unknown", _("There is no field “%(name)s”.") % {"name": name})
    return name


def _check(row: Case, told: Mapping[str, Any], actor: User) -> None:
    if not str(told.get("subject", row.subject)).strip():
        raise DomainError("subject_missing", _("Say in a few words what it is about."), field="subject")
    may_see = actor.has_perm("complaints.see_confidential_case")
    if {"is_confidential", "about"} & set(told) and row.is_confidential and not may_see:
        raise DomainError("confidential", _("You may not decide this."), field="is_confidential")
    if "customer" in told:
        whose.check_may_change(row)


def _check_hold(row: Case, actor: User, reason: str) -> None:
    """Whoever ends cases may keep one for the law; to lift that is another's decision, and has its reason."""
    if not actor.has_perm("complaints.lift_legal_hold" if row.is_legal_hold else "complaints.close_case"):
        raise DomainError("hold_forbidden", _("You may not decide this."), field="is_legal_hold")
    if row.is_legal_hold and not reason.strip():
        raise DomainError("reason_missing", _("Say why, please."), field="reason")


def _difference(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Of what names persons only that it changed."""
    return {
        "fields": sorted(new),
        "old": {name: _plain(value) for name, value in old.items() if name not in _PERSONAL},
        "new": {name: _plain(value) for name, value in new.items() if name not in _PERSONAL},
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Node):
        return value.name  # in whichever language it is read later
    if isinstance(value, Customer):
        return value.pk
    return value if value is None or isinstance(value, str | int | bool) else str(value)


def _follow(row: Case, told: set[str], now: datetime) -> Case:
    """Whom it holds, and what is promised: chosen anew."""
    if row.state not in OPEN:
        return row
    if "customer" in told or ("is_confidential" in told and not row.is_confidential):
        hiding.hold_anew(row, now=now)
    if told & _PROMISED_BY:
        laying.lay_anew(row, now=now, why="changed", chooses=True)
        row.refresh_from_db()
    return row
