"""The sweep that turns finished answers into action, each exactly once.

An answer is handled in one transaction of its own: either all of it is there, follow-up, units, interests and the mark
that it was handled, or nothing, and the next sweep takes it up. Two workers never hold the same answer. One that fails
is left, written to the log, and stops nobody else.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from time import monotonic

import structlog
from django.db import transaction

from core.errors import DomainError
from core.locks import outermost
from customers import timeline
from customers.models import Customer
from loyalty.earning import events
from loyalty.ledger import pool
from loyalty.metrics.touch import touch
from surveys.loop import caring, following, learning
from surveys.models import Response
from surveys.questionnaire import parsing
from surveys.signals import response_finished

log = structlog.get_logger(__name__)
BATCH = 200
EVENT = "survey"


def handle_due(*, now: datetime, seconds: float | None = None) -> int:
    """Handle what is finished and not handled yet, for so long at most; returns how many answers."""
    end = None if seconds is None else monotonic() + seconds
    done = 0
    for pk in _due():
        if end is not None and monotonic() > end:
            break
        done += _try(pk, now)
    return done


def _due() -> Iterator[int]:
    """Each once, in the order in which they came; one that is left does not stand in the way of the next."""
    last = 0
    rows = Response.objects.filter(finished_at__isnull=False, handled_at__isnull=True).order_by("pk")
    while ids := list(rows.filter(pk__gt=last).values_list("pk", flat=True)[:BATCH]):
        yield from ids
        last = ids[-1]


def _try(pk: int, now: datetime) -> int:
    try:
        return int(outermost(partial(_handle, pk, now)))
    except Exception:  # one answer must not keep all others from being heard
        log.exception("survey_answer_left", response=pk)
        return 0


@transaction.atomic
def _handle(pk: int, now: datetime) -> bool:
    """False when somebody else has it, or it was handled meanwhile."""
    customer = _hold(pk)
    rows = Response.objects.select_related("survey", "version", "invitation").filter(pk=pk, handled_at__isnull=True)
    response = rows.select_for_update(of=("self",), skip_locked=True).first()
    if response is None or not _is_of(response, customer):
        return False
    care = _act(response, customer, now)
    Response.objects.filter(pk=pk).update(handled_at=now)
    told = {"response_id": pk, "customer_id": customer.pk if customer else None, "care": care}
    transaction.on_commit(lambda: response_finished.send_robust(sender=Response, **told), robust=True)
    return True


def _hold(pk: int) -> Customer | None:
    """Whoever the customer has become, not to be merged away now; locked before anything of theirs, as everywhere."""
    found = Response.objects.filter(pk=pk).values_list("customer_id", flat=True).first()
    if found is None:
        return None
    who, _collector = pool.hold(found)
    return Customer.objects.select_related("assigned_to").get(pk=who)


def _is_of(response: Response, customer: Customer | None) -> bool:
    """Whether it is still theirs: a merge may have been quicker than we. One who was merged away is followed."""
    if response.customer_id is None or customer is None:
        return response.customer_id is None and customer is None
    known = Customer.objects.filter(pk=response.customer_id).values_list("merged_into_id", flat=True).get()
    return customer.pk in {response.customer_id, known}


def _act(response: Response, customer: Customer | None, now: datetime) -> str:
    if customer is None or customer.erased_at is not None:
        return caring.take_up(response, parsing.read(response.version.form), None, now)
    if response.customer_id != customer.pk:
        Response.objects.filter(pk=response.pk).update(customer=customer)
        response.customer = customer
    form = parsing.read(response.version.form)
    _record(response, customer)
    learning.learn(response, form, customer, now)
    _grant(response, customer, now)
    care = caring.take_up(response, form, customer, now)
    following.tie([customer.pk])
    return care


def _record(response: Response, customer: Customer) -> None:
    """What they said stays out of the trail, which can never forget it."""
    data = {"survey": response.survey.name, "score": response.score, "scale": response.scale}
    timeline.record(
        customer=customer, verb="survey.answered", actor=response.entered_by, at=response.finished_at,  # type: ignore[arg-type]  # finished
        data=data, target=f"response:{response.pk}",
    )  # fmt: skip
    touch([customer.pk])  # whether they are a prospect


def _grant(response: Response, customer: Customer, now: datetime) -> None:
    """Once for each invitation, else for each answer; whatever the score was."""
    of = f"invitation:{response.invitation_id}" if response.invitation_id else f"response:{response.pk}"
    try:
        with transaction.atomic():
            events.grant_event(customer_id=customer.pk, event=EVENT, reference=of, now=now)
    except DomainError as error:  # their account takes nothing now: what they said counts all the same
        log.warning("survey_units_refused", response=response.pk, code=error.code)
