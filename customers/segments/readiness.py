"""When the members of a segment may be built upon."""

from __future__ import annotations

from datetime import date

from django.db.models import Q


def is_ready(day: date, path: str) -> Q:
    """Segments whose members are those of the rule as it is now and of this day; a snapshot's are what they are.

    `path` leads to the segment, as `segment__`.
    """
    computed = Q(**{f"{path}is_due": False, f"{path}problem": "", f"{path}full_on": day})
    return computed | Q(**{f"{path}rule__isnull": True})
