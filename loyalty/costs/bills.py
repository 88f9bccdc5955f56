"""Bills that people enter by hand: what a printer, a gateway or an apology cost, with a reason and on the trail.

A bill is a posted cost like any other, so nobody changes or deletes it; entered by mistake it is taken back whole, by
a row of its own.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from core import clock
from core.errors import Conflict, DomainError
from core.models import User
from core.money import format_money
from customers import timeline
from customers.models import Customer
from loyalty.costs import kinds
from loyalty.costs.services import post_cost, take_back
from loyalty.ledger.services import check_permission, check_reason
from loyalty.models import Cost

PREFIX = "bill:"
VERB, BACK = "loyalty.bill", "loyalty.bill_back"
# Nobody posts them by hand: the ledger releases units, sales post discounts.
_OWN = {"points"}


def offered() -> list[kinds.Kind]:
    """Kinds that a bill may have."""
    return [kind for kind in kinds.known() if not kind.is_discount and kind.code not in _OWN]


@transaction.atomic
def enter(
    *, key: UUID, kind: str, amount: int, day: date, reason: str, customer: Customer | None, actor: User, now: datetime
) -> bool:
    """Post a bill; False when this very form was sent before."""
    check_permission(actor, "loyalty.add_cost")
    check_reason(reason)
    if kind not in {known.code for known in offered()}:
        raise DomainError("cost_kind_unknown", _("There is no kind of cost “%(kind)s”.") % {"kind": kind}, field="kind")
    if amount <= 0:
        raise DomainError("amount_invalid", _("Enter an amount above zero."), field="amount")
    if day > clock.business_day(now):
        raise DomainError("day_ahead", _("This day lies ahead."), field="day")
    at = min(now, clock.day_start(day) + timedelta(hours=12))
    note, whose = reason.strip(), customer.pk if customer else None
    if not post_cost(key=f"{PREFIX}{key}", kind=kind, amount=amount, customer_id=whose, at=at, note=note):
        return False
    _record(VERB, Cost.objects.get(key=f"{PREFIX}{key}"), actor=actor, now=now, reason=note)
    return True


@transaction.atomic
def withdraw(*, cost: Cost, reason: str, actor: User, now: datetime) -> None:
    """Take a bill back whole; Conflict when that was done already."""
    check_permission(actor, "loyalty.add_cost")
    check_reason(reason)
    if not cost.key.startswith(PREFIX) or cost.of_id is not None:
        raise DomainError("not_a_bill", _("Only a bill that was entered by hand can be taken back here."))
    # Where it stood: the month of the bill is the one that was wrong.
    if not take_back(keys=[cost.key], at=cost.occurred_at, note=reason.strip()):
        raise Conflict("bill_taken_back", _("This bill was taken back already."))
    _record(BACK, cost, actor=actor, now=now, reason=reason.strip())


def _record(verb: str, cost: Cost, *, actor: User, now: datetime, reason: str) -> None:
    timeline.record(
        customer=cost.customer_id, verb=verb, actor=actor, at=now, data={"kind": cost.kind, "amount": cost.amount},
        reason=reason, target=f"cost:{cost.key}",
    )  # fmt: skip


def entered_in_words(data: Any) -> str:
    return _("Bill entered: %(kind)s, %(amount)s") % _told(data)


def withdrawn_in_words(data: Any) -> str:
    return _("Bill taken back: %(kind)s, %(amount)s") % _told(data)


def _told(data: Any) -> dict[str, str]:
    return {"kind": kinds.title(data["kind"]), "amount": format_money(data["amount"])}
