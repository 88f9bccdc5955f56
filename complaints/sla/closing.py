"""Resolved cases end by themselves after some days of silence, if all is known that must be; the rest is listed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from complaints.models import Case, CaseState, ComplaintSettings
from complaints.moving import transition
from complaints.querysets import CaseQuerySet

BATCH = 100
REASON = "silence"
_TOLD = ~Q(told_how="") | ~Q(not_told_why="")
_WHOLE = Q(cause__isnull=False) & _TOLD & (~Q(outcome="unjustified") | ~Q(explanation=""))


def close_due(*, now: datetime, limit: int = BATCH) -> int:
    """One batch; returns how many ended. Cases that somebody holds at this moment come with the next round."""
    with transaction.atomic():
        rows = list(
            _resolved(now).filter(_WHOLE).order_by("resolved_at", "pk")
            .select_for_update(of=("self",), skip_locked=True)[:limit]
        )  # fmt: skip
        for row in rows:
            transition(case=row, to=CaseState.CLOSED, actor=None, now=now, reason=REASON)
        return len(rows)


def lacking(now: datetime) -> CaseQuerySet:
    """Those that could end but for what nobody has said yet: the root cause, or how the customer was told."""
    return _resolved(now).exclude(_WHOLE)


def _resolved(now: datetime) -> CaseQuerySet:
    days = ComplaintSettings.current().close_days
    return Case.objects.filter(state=CaseState.RESOLVED, resolved_at__lte=now - timedelta(days=days))
