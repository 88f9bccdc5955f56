"""What somebody may give alone: by their roles, in a case and for a customer in 12 months.

Who has several roles has the higher limit of each kind; who has none with a limit gives nothing that costs without a
second person. A superuser stands above roles and has no limit: a shop of one could else give nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Max, Q, QuerySet, Sum

from complaints.amends.ways import COUNTS
from complaints.models import Amend, AmendLimit, Case
from core.models import User

YEAR = timedelta(days=365)


def of(user: User) -> tuple[int, int] | None:
    """(in a case, for a customer in 12 months); None: without limit."""
    if user.is_superuser:
        return None
    found = AmendLimit.objects.filter(role__in=user.groups.all()).aggregate(Max("per_case"), Max("per_customer"))
    return found["per_case__max"] or 0, found["per_customer__max"] or 0


def is_told(user: User) -> bool:
    """Whether a limit was set for one of their roles at all."""
    return AmendLimit.objects.filter(role__in=user.groups.all()).exists()


def passes(*, case: Case, cost: int, user: User, now: datetime, but: Amend | None = None) -> bool:
    """Whether this on top of what counts already is above what they may give alone; `but` is not counted.

    The caller holds the case and its customer, so that two who offer at once do not both look first.
    """
    limit = of(user)
    if limit is None or cost == 0:
        return False
    rows = Amend.objects.filter(state__in=COUNTS)
    if but:
        rows = rows.exclude(pk=but.pk)
    in_case = _sum(rows.filter(case=case))
    for_customer = _sum(rows.filter(_theirs(case), requested_at__gt=now - YEAR))
    return in_case + cost > limit[0] or for_customer + cost > limit[1]


def _theirs(case: Case) -> Q:
    """Of all that were offered to the customer; of a stranger of this case alone."""
    return Q(customer=case.customer_id) if case.customer_id else Q(case=case)


def _sum(rows: QuerySet[Amend]) -> int:
    return int(rows.aggregate(total=Sum("cost"))["total"] or 0)
