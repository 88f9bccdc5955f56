"""What was done to a case, on its own trail and, shortly, on the customer's timeline."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from complaints.models import Case, CaseEvent
from core import inserting
from core.models import User
from customers import timeline

# Words of a customer, or of staff to each other, are none of them.
ON_TIMELINE = frozenset({"case.received", "case.state", "case.assigned", "case.said_in", "case.said_out"})

# Of lines on the timeline.
TARGET = "case:"


def target_of(case: Case) -> str:
    return f"{TARGET}{case.pk}"


def record(verb: str, case: Case, *, actor: User | None, now: datetime, reason: str = "", **data: Any) -> CaseEvent:
    """Of a case by or about staff nothing stands where others than management would read it."""
    if verb in ON_TIMELINE and case.customer_id and not case.is_confidential:
        told = {name: value for name, value in data.items() if name != "facts"}
        timeline.record(
            customer=case.customer_id, verb=verb, actor=actor, at=now, data={"number": case.number, **told},
            target=target_of(case),
        )  # fmt: skip
    made = CaseEvent(case=case, verb=verb, actor=actor, at=now, reason=reason[:500], data=data)
    inserting.insert(made)
    return made
