"""What a shop still lacks before its complaints can be worked on to the end, with where it is set.

Shown on the queue to whoever may set it, until nothing is lacking: each of these is a dead end otherwise, met only when
somebody stands before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Step:
    what: Any
    why: Any
    page: str
    permission: str
    is_there: str

    @property
    def url(self) -> str:
        return reverse(f"admin:complaints_{self.page}")


STEPS = (
    Step(
        _("What customers complain of"), _("Take the list that is ready with one button, or write your own."),
        "category_changelist", "complaints.add_category", "EXISTS (SELECT FROM complaints_category)",
    ),
    Step(
        _("Root causes"), _("No case can be closed without one. There is a list that is ready, too."),
        "cause_changelist", "complaints.add_cause", "EXISTS (SELECT FROM complaints_cause)",
    ),
    Step(
        _("A team, with its hours"), _("Until there is one nobody is given a case by itself."),
        "team_add", "complaints.add_team", "EXISTS (SELECT FROM complaints_team WHERE is_active)",
    ),
    Step(
        _("The team for what belongs to no other"), _("Until it is chosen, complaints without a category wait."),
        "complaintsettings_changelist", "complaints.change_complaintsettings",
        "EXISTS (SELECT FROM complaints_complaintsettings WHERE default_team_id IS NOT NULL)",
    ),
    Step(
        _("What is promised"), _("Until then no customer hears by when, and nobody is warned."),
        "slapolicy_add", "complaints.add_slapolicy", "EXISTS (SELECT FROM complaints_slapolicy WHERE is_active)",
    ),
    Step(
        _("What each role may give alone"), _("Until then whatever costs waits for a second person."),
        "amendlimit_add", "complaints.add_amendlimit", "EXISTS (SELECT FROM complaints_amendlimit)",
    ),
)  # fmt: skip


def lacking(user: Any) -> list[Step]:
    """Of what this person may set, what is not there; one query."""
    mine = [step for step in STEPS if user.has_perm(step.permission)]
    if not mine:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(step.is_there for step in mine)}")  # constants of this module
        found = cursor.fetchone()
    return [step for step, is_there in zip(mine, found, strict=True) if not is_there]
