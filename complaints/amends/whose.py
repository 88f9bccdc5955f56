"""Whose amends are: whom they were offered to, whatever the case says later."""

from __future__ import annotations

from complaints.models import Amend, AmendKind, AmendState, Case
from core.errors import Conflict
from core.wording import worded as _

_STAND = (AmendState.WAITING, AmendState.APPROVED, AmendState.GRANTED)


def follow(case: Case) -> None:
    """What was offered to somebody whom nobody knew yet is the customer's as soon as the case has one."""
    if case.customer_id:
        Amend.objects.filter(case=case, customer=None).update(customer=case.customer_id)


def check_may_change(case: Case) -> None:
    """Refuses `amends_given` where something was asked for or given to this customer: limits are counted by them."""
    if case.customer_id is None:
        return
    if Amend.objects.filter(case=case, state__in=_STAND).exclude(kind=AmendKind.APOLOGY).exists():
        raise Conflict(
            "amends_given",
            _("Amends of this case wait, or were given, to this customer: withdraw them or take them back first."),
        )
