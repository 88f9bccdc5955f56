"""How fast a campaign goes and how long it will still take, from what whoever looked a moment ago saw.

Nothing of it is kept for good: without a look before, or after a pause, nobody can tell yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache

from campaigns.models import Campaign, State

# Over so many seconds; a look that is older says nothing of now.
WINDOW, LEAST = 60, 2


@dataclass(frozen=True, slots=True)
class Pace:
    """Messages a second, and seconds to go; `left` is None while nothing moves."""

    rate: float
    left: float | None


def of(campaign: Campaign, done: int, total: int, *, now: datetime) -> Pace | None:
    """None while it does not run, and at the first look."""
    if campaign.state != State.RUNNING:
        return None
    key, at = f"campaign-pace:{campaign.pk}", now.timestamp()
    looks = [look for look in cache.get(key, []) if at - WINDOW <= look[0] <= at and look[1] <= done]
    if not looks or at - looks[-1][0] >= LEAST:
        cache.set(key, [*looks, (at, done)], WINDOW)
    earlier = [look for look in looks if at - look[0] >= LEAST]
    if not earlier:
        return None
    then, before = earlier[0]
    rate = (done - before) / (at - then)
    return Pace(rate, (total - done) / rate if rate else None)
