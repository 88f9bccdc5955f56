"""Who has a case open just now: a hint, kept in the cache for a minute, so that two do not answer at once."""

from __future__ import annotations

import time

from django.core.cache import cache

from complaints.models import Case
from core.models import User

SECONDS = 60


def _key(case: Case) -> str:
    return f"complaints:present:{case.pk}"


def here(case: Case, user: User) -> list[str]:
    """Say that one is here; the names of the others who are."""
    now = time.time()
    told: dict[int, tuple[str, float]] = cache.get(_key(case)) or {}
    told = {pk: (name, at) for pk, (name, at) in told.items() if now - at < SECONDS}
    told[user.pk] = (str(user), now)
    cache.set(_key(case), told, SECONDS)
    return [name for pk, (name, _at) in sorted(told.items()) if pk != user.pk]
