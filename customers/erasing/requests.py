"""The request: noted by one, carried out by another, answered within its term."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from core import clock
from core.errors import Conflict, DomainError
from core.models import User
from customers import timeline
from customers.erasing.services import PERMISSION, erase
from customers.models import Customer, CustomerSettings, ErasureRequest
from customers.services.people import lock_customer

State = ErasureRequest.State
REQUEST = "customers.add_erasurerequest"


@transaction.atomic
def request(
    *,
    customer: Customer,
    reason: str,
    actor: User | None,
    now: datetime,
    received_on: date | None = None,
    via: str = "",
) -> ErasureRequest:
    """Note that the customer wants to be erased, from a day on which the term begins; asked twice is once."""
    reason = " ".join(reason.split())
    if not reason:
        raise DomainError("reason_missing", _("Say why, please."), field="reason")
    received = received_on or clock.business_day(now)
    if received > clock.business_day(now):
        raise DomainError("day_ahead", _("This day has not come yet."), field="received_on")
    fresh = lock_customer(customer.pk)
    known = ErasureRequest.objects.open().filter(customer=fresh).first()
    if known:
        return known
    row = ErasureRequest(
        customer=fresh, reason=reason[:500], received_on=received, asked_by=actor, asked_via=via[:80], asked_at=now,
        due_on=received + timedelta(days=CustomerSettings.current().erasure_days),
    )  # fmt: skip
    row.save(force_insert=True)
    _record("erasure.requested", row, actor, now)
    return row


def carry_out(
    *, request: ErasureRequest, actor: User, now: datetime, confirmation: str, in_spite: bool = False
) -> Customer:
    """Erase the customer. `confirmation` is their name as it stands on the record, typed; somebody else has noted it.

    Refuses besides what `erase` refuses: `confirmation_wrong`, `second_person`, `erasure_closed`.
    """
    if not actor.has_perm(PERMISSION):
        raise DomainError("forbidden", _("You may not do this."), status=403)
    row = ErasureRequest.objects.select_related("customer").get(pk=request.pk)
    if row.state == State.DONE:
        return row.customer
    if row.state != State.OPEN:
        raise _closed()
    if CustomerSettings.current().erasure_by_two and row.asked_by_id == actor.pk:
        text = _("You noted this request: somebody else carries it out.")
        raise Conflict("second_person", text)
    if " ".join(confirmation.split()) != " ".join(row.customer.display_name.split()):
        text = _("This is not the name on the record.")
        raise DomainError("confirmation_wrong", text, field="confirmation")
    return erase(customer=row.customer, actor=actor, reason=row.reason, now=now, in_spite=in_spite)


def refuse(*, request: ErasureRequest, answer: str, actor: User, now: datetime) -> ErasureRequest:
    """Close it without erasing; the customer is told why, and the answer is kept."""
    if not actor.has_perm(PERMISSION):
        raise DomainError("forbidden", _("You may not do this."), status=403)
    if not answer.strip():
        raise DomainError("answer_missing", _("What was the customer told?"), field="answer")
    return _close(request, State.REFUSED, "erasure.refused", actor, now, answer=answer)


def withdraw(*, request: ErasureRequest, actor: User, now: datetime) -> ErasureRequest:
    """The customer wants to stay after all."""
    if not actor.has_perm(REQUEST):
        raise DomainError("forbidden", _("You may not do this."), status=403)
    return _close(request, State.WITHDRAWN, "erasure.withdrawn", actor, now)


@transaction.atomic
def _close(
    request: ErasureRequest, state: str, verb: str, actor: User, now: datetime, *, answer: str = ""
) -> ErasureRequest:
    lock_customer(request.customer_id)
    values = {"state": state, "closed_by": actor, "closed_at": now, "answer": " ".join(answer.split())[:500]}
    if not ErasureRequest.objects.open().filter(pk=request.pk).update(**values):
        raise _closed()
    request.refresh_from_db()
    _record(verb, request, actor, now)
    return request


def _closed() -> Conflict:
    return Conflict("erasure_closed", _("This request is closed already."))


def _record(verb: str, row: ErasureRequest, actor: User | None, now: datetime) -> None:
    timeline.record(
        customer=row.customer_id, verb=verb, actor=actor, at=now, target=f"erasure:{row.public_id}",
        data={"due_on": row.due_on.isoformat(), "via": row.asked_via},
    )  # fmt: skip
