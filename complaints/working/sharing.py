"""What nobody looks after, because nobody had room or whoever did has left, goes to who has room by now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from complaints import assigning
from complaints.models import Case, CaseEvent, Team
from complaints.querysets import CaseQuerySet, Rank

# Of a team at a time: those behind have even less of a chance.
BATCH = 50
# Whoever put a case back means it to wait for a hand.
_PUT_BACK = CaseEvent.objects.filter(case=OuterRef("pk"), verb="case.assigned", actor__isnull=False, data__new="")


def share_out(*, now: datetime) -> int:
    """How many cases went to somebody. What is held at this moment comes with the next round."""
    left = _each(Case.objects.open().filter(assignee__is_active=False), now)
    return left + sum(_each(rows, now) for rows in _waiting())


def _waiting() -> Iterator[CaseQuerySet]:
    rows = Case.objects.open().filter(assignee=None).exclude(Exists(_PUT_BACK))
    for team in Team.objects.filter(is_active=True, members__user__is_active=True).distinct().order_by("pk"):
        yield rows.filter(team=team)


def _each(rows: CaseQuerySet, now: datetime) -> int:
    with transaction.atomic():
        ranked = rows.order_by(Rank(F("priority"), F("due_at")), "pk")
        found = list(ranked.select_for_update(of=("self",), skip_locked=True)[:BATCH])
        return sum(_share(row, now) is not None for row in found)


def _share(row: Case, now: datetime) -> object:
    return assigning.hand_on(row, now=now) if row.assignee_id else assigning.assign(row, now=now)
