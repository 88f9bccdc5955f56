"""Complaints by and about staff: told by anybody who works here, read by management only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from complaints.models import Case, Door
from complaints.receiving import open_case
from core.models import User

FIELDS = frozenset({"subject", "text", "about", "store"})


def rows(user: Any) -> QuerySet[Case]:
    """Those that this person may see: never one about themselves."""
    return Case.objects.seen_by(user).filter(is_confidential=True)


def tell(*, data: Mapping[str, Any], actor: User, is_anonymous: bool, now: datetime, key: str | None = None) -> Case:
    """A complaint of somebody who works here; it goes to a team for such cases, if there is one.

    The same `key`, of the page that was sent, is the same complaint. Anonymous: no row of the case says who it was, nor
    when to the minute.
    """
    told = {name: value for name, value in data.items() if name in FIELDS}
    at = now.replace(minute=0, second=0, microsecond=0) if is_anonymous else now
    return open_case(
        door=Door.COUNTER, data=told | {"is_confidential": True}, now=at,
        actor=None if is_anonymous else actor, source=f"staff:{key}" if key else None,
    )  # fmt: skip
