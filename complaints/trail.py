"""What was done to a case, on its own trail and, shortly, on the customer's timeline."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from complaints.models import Case, CaseEvent
from core.models import User


def record(verb: str, case: Case, *, actor: User | None, now: datetime, reason: str = "", **data: Any) -> CaseEvent:
    return CaseEvent.objects.create(case=case, verb=verb, actor=actor, at=now, reason=reason[:500], data=data)
