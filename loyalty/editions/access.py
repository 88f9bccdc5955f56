"""From when on a customer may claim: the earliest opening whose circle they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from customers.models import Customer, Membership
from loyalty.models import Edition, EditionAccess
from loyalty.tiers.queries import current_level


@dataclass(frozen=True)
class Circles:
    """What a customer belongs to."""

    is_member: bool
    groups: set[int]
    rank: int | None

    def fit(self, step: EditionAccess) -> bool:
        if step.members_only and not self.is_member:
            return False
        if step.level and (self.rank is None or self.rank < step.level.rank):
            return False
        return step.group_id is None or step.group_id in self.groups


def opens_for(edition: Edition, customer: Customer) -> datetime | None:
    """None: never."""
    steps = list(edition.steps.select_related("level"))
    is_member = Membership.objects.filter(pk=customer.pk, state=Membership.State.ACTIVE).exists()
    groups = set(customer.groups.values_list("pk", flat=True)) if any(step.group_id for step in steps) else set()
    level = current_level(customer.pk) if is_member else None
    circles = Circles(is_member, groups, level.rank if level else None)
    fitting = [step.opens_at for step in steps if circles.fit(step)]
    # A benefit of the level: so many hours before everybody of the same circle.
    early = timedelta(hours=level.early_access_hours if level else 0)
    return min(fitting) - early if fitting else None
