"""What the demo's shop does about the causes of complaints."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils.translation import gettext

from complaints.learning import actions
from complaints.models import Cause, CorrectiveAction
from config.demo import complaintwords as words
from config.demo.people import Staff
from core import clock
from core.models import User

DAY = timedelta(days=1)


def seed(causes: Mapping[str, Cause], staff: Staff, now: datetime) -> list[CorrectiveAction]:
    """One that worked, one that did not, one to be checked, one that is late, one that begins."""
    manager = staff.team[0]
    today = clock.business_day(now)
    made = []
    for place, (title, need, characteristic, cause, verdict) in enumerate(words.ACTIONS):
        begun = now - timedelta(days=(240, 90, 45, 6, 300)[place])
        row = actions.begin(
            data={
                "title": gettext(title), "need": gettext(need), "characteristic": gettext(characteristic),
                "cause": causes[cause], "owner": (staff.owner or manager) if place == 3 else manager,
                "due_on": today - timedelta(days=(205, 40, 4, -10, 270)[place]),
            },
            actor=staff.owner or manager, now=begun,
        )  # fmt: skip
        made.append(_advance(row, place, gettext(verdict) if verdict else "", manager, now))
    return made


def _advance(row: CorrectiveAction, place: int, verdict: str, by: User, now: datetime) -> CorrectiveAction:
    done = {0: 200, 1: 42, 4: 260}.get(place)
    if place in (2, 3):
        return actions.go(action=row, to="doing", actor=by, now=now - timedelta(days=2)) if place == 2 else row
    assert done is not None  # of the others
    row = actions.go(action=row, to="done", actor=by, now=now - timedelta(days=done))
    if not verdict:
        return row
    return actions.go(action=row, to="failed" if place == 4 else "works", actor=by, now=now - 7 * DAY, verdict=verdict)
