"""From when on a customer may claim: the earliest opening whose circle they belong to."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from customers.models import Customer, Membership
from loyalty.models import Edition, EditionAccess, TierLevel, TierMembership


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
    return opens_for_many(edition, [customer.pk])[customer.pk]


def opens_for_many(edition: Edition, customers: Collection[int]) -> dict[int, datetime | None]:
    """Of each of them, with a fixed number of statements."""
    steps = list(edition.steps.select_related("level"))
    members = set(_active(customers))
    groups = _groups(customers) if any(step.group_id for step in steps) else {}
    held = TierMembership.objects.filter(pk__in=members).select_related("level")
    levels = {row.pk: row.level for row in held}
    return {pk: _opens(steps, groups.get(pk, set()), levels.get(pk), is_member=pk in members) for pk in customers}


def is_over(edition: Edition, now: datetime) -> bool:
    return edition.state == Edition.State.CLOSED or bool(edition.closes_at and now >= edition.closes_at)


def _active(customers: Collection[int]) -> Iterator[int]:
    rows = Membership.objects.filter(pk__in=customers, state=Membership.State.ACTIVE)
    yield from rows.values_list("pk", flat=True)


def _groups(customers: Collection[int]) -> dict[int, set[int]]:
    rows = Customer.groups.through.objects.filter(customer__in=customers)
    found: dict[int, set[int]] = {}
    for customer, group in rows.values_list("customer_id", "customergroup_id"):
        found.setdefault(customer, set()).add(group)
    return found


def _opens(
    steps: Collection[EditionAccess], groups: set[int], level: TierLevel | None, *, is_member: bool
) -> datetime | None:
    circles = Circles(is_member, groups, level.rank if level else None)
    fitting = [step.opens_at for step in steps if circles.fit(step)]
    # A benefit of the level: so many hours before everybody of the same circle.
    early = timedelta(hours=level.early_access_hours if level else 0)
    return min(fitting) - early if fitting else None
