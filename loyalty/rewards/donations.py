"""Donations: how much is waiting for each charity, and passing it on.

A donation is a redemption that nobody comes to fetch. It waits until the shop has passed the money on,
which closes all that wait for a charity at once; until then a member may still change their mind.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum

from core.models import User
from loyalty.ledger.services import check_permission
from loyalty.models import Charity, Redemption
from loyalty.rewards import services

State = Redemption.State


@dataclass(frozen=True)
class Gift:
    """What members gave to one charity. Amounts are what the rewards cost the shop."""

    charity: Charity
    waiting: int
    amount: int
    first_at: datetime | None
    last_at: datetime | None
    passed_on: int
    passed_amount: int


def given() -> QuerySet[Any]:
    """Charities that are open, or were given to, with what was given."""
    worth = F("redemptions__quantity") * F("redemptions__unit_cost")
    waits, done = Q(redemptions__state=State.OPEN), Q(redemptions__state=State.FULFILLED)
    rows = Charity.objects.annotate(
        waiting=Count("redemptions", filter=waits),
        amount=Sum(worth, filter=waits, default=0),
        first_at=Min("redemptions__created_at", filter=waits),
        last_at=Max("redemptions__created_at", filter=waits),
        passed_on=Count("redemptions", filter=done),
        passed_amount=Sum(worth, filter=done, default=0),
    )
    return rows.filter(Q(is_active=True) | Q(waiting__gt=0) | Q(passed_on__gt=0))


def by_charity() -> list[Gift]:
    return [
        Gift(row, row.waiting, row.amount, row.first_at, row.last_at, row.passed_on, row.passed_amount)
        for row in given().order_by("name")
    ]


@transaction.atomic
def pass_on(*, charity: Charity, until: datetime, now: datetime, actor: User) -> tuple[int, int]:
    """The money went to the charity: what was given up to `until` is closed. How many, and their amount.

    `until` is the last donation that was counted, so that one given meanwhile waits for the next time.
    """
    check_permission(actor, "loyalty.fulfil_redemption")
    rows = Redemption.objects.filter(charity=charity, state=State.OPEN, created_at__lte=until).order_by("pk")
    found = list(rows.select_related("reward").select_for_update(of=("self",)))
    for row in found:
        services.fulfil(redemption=row, now=now, actor=actor)
    return len(found), sum(row.quantity * row.unit_cost for row in found)
