"""While a case is open its customer is left alone: no survey, no offer. Resolved is no longer open."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_noop

from complaints.models import Case
from customers.models import ContactHold
from customers.services.holds import place_hold, release_hold

KIND, SOURCE = "complaint", "complaint:"
WHY = gettext_noop("Open complaint")
# Of a case by or about staff: that there is one shows at the till to the very people whom it is about.
HIDDEN, WHY_HIDDEN = "other", gettext_noop("To be left in peace for now")


def source_of(case: Case) -> str:
    return f"{SOURCE}{case.pk}"


def hold(case: Case, *, now: datetime) -> None:
    if case.customer:
        kind, why = (HIDDEN, WHY_HIDDEN) if case.is_confidential else (KIND, WHY)
        place_hold(customer=case.customer, kind=kind, reason=why, source=source_of(case), actor=None, now=now)


def release(case: Case, *, now: datetime) -> None:
    for row in ContactHold.objects.filter(source=source_of(case), released_at=None):
        release_hold(hold=row, actor=None, now=now)
