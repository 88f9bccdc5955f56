"""What tests of follow-ups and imports share."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from customers.models import Customer, FollowUp
from surveys.loop import handling
from surveys.models import Invitation, Loop, Response, Survey
from tests.surveys.factories import NOW, answer

LATER = NOW + timedelta(hours=1)


def handled(of: Survey, score: int | None, who: Customer | None = None, **values: Any) -> Response:
    """A finished answer that was taken up."""
    made = answer(of, score, who, **values)
    handling.handle_due(now=LATER)
    made.refresh_from_db()
    return made


def follow_up(of: Response) -> FollowUp:
    return FollowUp.objects.get(source=f"survey:{of.pk}")


def loop(of: Response) -> Loop:
    return Loop.objects.get(response=of)


def invitation(of: Survey, who: Customer, occasion: str = "2026Q1", **values: Any) -> Invitation:
    told: dict[str, Any] = {
        "survey": of, "customer": who, "occasion": occasion, "state": "asked", "due_at": NOW, "asked_at": NOW,
        "expires_at": NOW + timedelta(days=14), "created_at": NOW,
    }  # fmt: skip
    return Invitation.objects.create(**told | values)
