"""From when on a customer may claim: the earliest opening whose circle they belong to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from customers.models import Customer, Membership
from loyalty.models import Edition, EditionAccess


def opens_for(edition: Edition, customer: Customer) -> datetime | None:
    """None: never."""
    steps = list(edition.steps.all())
    is_member = Membership.objects.filter(pk=customer.pk, state=Membership.State.ACTIVE).exists()
    groups = set(customer.groups.values_list("pk", flat=True)) if any(step.group_id for step in steps) else set()
    fitting = [step.opens_at for step in steps if _fits(step, groups, is_member=is_member)]
    return min(fitting, default=None)


def _fits(step: EditionAccess, groups: set[int], *, is_member: bool) -> bool:
    if step.members_only and not is_member:
        return False
    return step.group_id is None or step.group_id in groups


def first_opening(steps: Iterable[EditionAccess]) -> datetime | None:
    return min((step.opens_at for step in steps), default=None)
