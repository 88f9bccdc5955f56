"""Who is away: no new cases come to them, and their deputy hears what they would have heard."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from complaints.models import Absence
from core import clock
from core.errors import Conflict, DomainError
from core.locks import lock_rows
from core.models import User
from core.wording import worded as _


def looked_after(user: Any, now: datetime) -> list[int]:
    """Whose cases are this person's to look after: their own, and those of who is away and named them as deputy.

    Looked up once for whoever asks in one request.
    """
    day = clock.business_day(now)
    known: dict[date, list[int]] = user.__dict__.setdefault("_looked_after", {})
    if day not in known:
        away = Absence.objects.filter(deputy=user.pk, first_day__lte=day, last_day__gte=day)
        known[day] = [user.pk, *away.values_list("user", flat=True)]
    return known[day]


@transaction.atomic
def note(*, user: User, first_day: date, last_day: date, deputy: User | None, actor: User) -> Absence:
    """Refuses `forbidden`, `days_reversed`, `deputy_self`, `absence_overlaps`."""
    may = "complaints.change_case" if user.pk == actor.pk else "complaints.add_absence"
    if not actor.has_perm(may):
        raise DomainError("forbidden", _("You may not do this."), status=403)
    if last_day < first_day:
        raise DomainError("days_reversed", _("The last day lies before the first."), field="last_day")
    if deputy and deputy.pk == user.pk:
        raise DomainError("deputy_self", _("Nobody stands in for themselves."), field="deputy")
    # Two who note the same at once: the second finds the first.
    lock_rows(User.objects.all(), [user.pk])
    if Absence.objects.filter(user=user, first_day__lte=last_day, last_day__gte=first_day).exists():
        raise Conflict(
            "absence_overlaps", _("They are noted as away on some of these days already."), field="first_day"
        )
    return Absence.objects.create(user=user, first_day=first_day, last_day=last_day, deputy=deputy)


@transaction.atomic
def end(*, absence: Absence, actor: User, now: datetime) -> None:
    """Back since today; one that has not begun is as if it had never been noted. Refuses `forbidden`."""
    if absence.user_id != actor.pk and not actor.has_perm("complaints.delete_absence"):
        raise DomainError("forbidden", _("You may not do this."), status=403)
    yesterday = clock.business_day(now) - timedelta(days=1)
    if absence.first_day > yesterday:
        absence.delete()
    elif absence.last_day > yesterday:
        absence.last_day = yesterday
        absence.save(update_fields=["last_day"])
