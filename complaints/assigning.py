"""Who looks after a case: of its team whoever knows the category, is there, and has the most room left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import F

from complaints import trail
from complaints.models import Absence, Case
from complaints.ways import OPEN
from core import clock, prepared
from core.errors import DomainError
from core.models import User
from core.wording import worded as _


def assign(case: Case, *, now: datetime) -> User | None:
    """To whom `choose` names."""
    chosen = choose(case, now=now)
    return _give(case, chosen, actor=None, now=now, reason="") if chosen else None


def choose(case: Case, *, now: datetime) -> User | None:
    """By load and skill; nobody where the team has nobody with room: then it waits in the team's queue."""
    if case.team_id is None:
        return None
    return next((user for user in _candidates(case, now) if _may_have(user, case)), None)


def hand_on(case: Case, *, now: datetime) -> User | None:
    """From who is away or has left to who is there; for want of one it stays with who is away, and their deputy.

    Returns who looks after it now. The caller holds the case.
    """
    held = case.assignee
    if held is None or (held.is_active and not is_away(held, now)):
        return held
    found = _candidates(case, now) if case.team_id else iter(())
    chosen = next((user for user in found if _may_have(user, case)), held if held.is_active else None)
    if chosen != held:
        _give(case, chosen, actor=None, now=now, reason="")
        case.refresh_from_db(fields=["version"])
    return chosen


def is_away(user: User, now: datetime) -> bool:
    day = clock.business_day(now)
    return Absence.objects.filter(user=user, first_day__lte=day, last_day__gte=day).exists()


def assign_to(*, case: Case, user: User | None, actor: User, now: datetime, reason: str = "") -> User | None:
    """By hand. Refuses `forbidden`, and `confidential` for who may not see it."""
    if not actor.has_perm("complaints.assign_case"):
        raise DomainError("forbidden", _("You may not do this."), status=403)
    if user and case.is_confidential and not user.has_perm("complaints.see_confidential_case"):
        raise DomainError("confidential", _("They may not see cases by and about staff."), field="assignee")
    return _give(case, user, actor=actor, now=now, reason=reason)


def unassign(case: Case, *, actor: User | None, now: datetime) -> None:
    """It waits for somebody else."""
    _give(case, None, actor=actor, now=now, reason="")


def _may_have(user: User, case: Case) -> bool:
    return not case.is_confidential or user.has_perm("complaints.see_confidential_case")


# Whoever knows the category or one above it, with the smallest share of what they can carry; planned once. The states
# stand in it: bound as a value, they would keep the plan from the index of open cases.
_OPEN = ", ".join(f"'{state}'" for state in OPEN)
_CANDIDATES = f"""
SELECT member.user_id FROM complaints_teammember member
JOIN core_user who ON who.id = member.user_id
CROSS JOIN LATERAL (
    SELECT count(*) AS n FROM complaints_case held
    WHERE held.assignee_id = member.user_id AND held.state IN ({_OPEN})) AS carried
WHERE member.team_id = %(team)s::bigint AND who.is_active AND member.user_id IS DISTINCT FROM %(about)s::bigint
  AND carried.n < member.capacity
  AND NOT EXISTS (SELECT FROM complaints_absence away WHERE away.user_id = member.user_id
                  AND away.first_day <= %(day)s::date AND away.last_day >= %(day)s::date)
  AND (%(skills)s::bigint[] IS NULL
       OR NOT EXISTS (SELECT FROM complaints_teammember_skills skill WHERE skill.teammember_id = member.id)
       OR EXISTS (SELECT FROM complaints_teammember_skills skill
                  WHERE skill.teammember_id = member.id AND skill.category_id = ANY(%(skills)s::bigint[])))
ORDER BY carried.n::float / member.capacity, member.id"""  # noqa: S608  # constants of this module


def _candidates(case: Case, now: datetime) -> Iterator[User]:
    told = {
        "team": case.team_id, "about": case.about_id, "day": clock.business_day(now),
        "skills": _with_above(case) if case.category_id else None,
    }  # fmt: skip
    for (pk,) in prepared.fetch(_CANDIDATES, told):
        yield User.objects.get(pk=pk)


def _with_above(case: Case) -> list[int]:
    """The category and those that it is in."""
    assert case.category is not None  # asked for
    return [int(pk) for pk in case.category.path.split("/") if pk] or [case.category.pk]


def _give(case: Case, user: User | None, *, actor: User | None, now: datetime, reason: str) -> User | None:
    old = str(case.assignee) if case.assignee else ""
    case.assignee = user
    Case.objects.filter(pk=case.pk).update(assignee=user, version=F("version") + 1)
    trail.record("case.assigned", case, actor=actor, now=now, reason=reason, old=old, new=str(user or ""))
    return user
