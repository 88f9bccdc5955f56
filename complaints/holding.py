"""While a case is open its customer is left alone: no survey, no offer. Resolved is no longer open."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_noop

from complaints.models import Case
from customers.models import ContactHold
from customers.services.holds import place_hold, release_hold

KIND = "complaint"
WHY = gettext_noop("Open complaint")


def source_of(case: Case) -> str:
    return f"complaint:{case.pk}"


def hold(case: Case, *, now: datetime) -> None:
    if case.customer:
        place_hold(
            customer=case.customer, kind=KIND, reason=WHY, source=source_of(case), until=None, actor=None, now=now
        )


def release(case: Case, *, now: datetime) -> None:
    for row in ContactHold.objects.filter(kind=KIND, source=source_of(case), released_at=None):
        release_hold(hold=row, actor=None, now=now)
