"""Who hears that the time of a promise runs out: never nobody, never whom the case is about.

    50, 80 %   who looks after it
    100 %      who leads the team
    150 %      who manages it

Instead of somebody who is away their deputy hears it; where somebody is missing, is gone, or may not read the case,
the next one up; at last everybody who leads the shop.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Q

from complaints.models import Absence, Case
from core import clock
from core.models import User

SEES_ALL = "complaints.see_confidential_case"
LEADING = ("owner", "manager")


class Ears:
    """What is asked of many cases at one moment is looked up once."""

    def __init__(self, now: datetime) -> None:
        self._day: date = clock.business_day(now)
        self._away: dict[int, User | None] | None = None
        self._leading: list[User] | None = None
        self._sees: dict[int, bool] = {}

    def of(self, case: Case, percent: int) -> list[User]:
        """One person; all who lead the shop where there is no such one; empty only where nobody works at all."""
        one = next((who for who in self._in_turn(case, percent) if self._may_hear(who, case)), None)
        if one:
            return [one]
        return [who for who in self.leading() if self._may_hear(who, case)] or self._any(case)

    def _in_turn(self, case: Case, percent: int) -> Iterator[User]:
        team = case.team
        lead, manager = (team.lead, team.manager) if team else (None, None)
        turn = {50: (case.assignee, lead, manager), 80: (case.assignee, lead, manager), 100: (lead, manager)}
        for who in turn.get(percent, (manager, lead)):
            if who:
                yield from self._or_deputy(who)

    def _or_deputy(self, who: User) -> Iterator[User]:
        """Of who is away the deputy, if that one is there; nobody is told while they are away."""
        away = self.away()
        if who.pk not in away:
            yield who
        elif (deputy := away[who.pk]) and deputy.pk not in away:
            yield deputy

    def away(self) -> dict[int, User | None]:
        if self._away is None:
            rows = Absence.objects.filter(first_day__lte=self._day, last_day__gte=self._day).select_related("deputy")
            self._away = {row.user_id: row.deputy for row in rows.order_by("pk")}
        return self._away

    def leading(self) -> list[User]:
        if self._leading is None:
            held = Q(groups__name__in=LEADING) | Q(is_superuser=True)
            self._leading = list(User.objects.filter(held, is_active=True).distinct().order_by("pk"))
        return self._leading

    def _any(self, case: Case) -> list[User]:
        """A shop without owner and manager: whoever may read it."""
        rows = User.objects.filter(is_active=True).order_by("pk")[:50]
        return [who for who in rows if who.has_perm("complaints.view_case") and self._may_hear(who, case)]

    def _may_hear(self, who: User, case: Case) -> bool:
        if not who.is_active or who.pk == case.about_id:
            return False
        return not case.is_confidential or self._sees_all(who)

    def _sees_all(self, who: User) -> bool:
        if who.pk not in self._sees:
            self._sees[who.pk] = who.has_perm(SEES_ALL)
        return self._sees[who.pk]
