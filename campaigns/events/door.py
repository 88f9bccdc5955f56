"""At the door: who comes is checked in once, by the code they show or by their name; units for coming; undoing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from campaigns.events import places, trail, wordings
from campaigns.models import Event, EventState, Registration, RegistrationState
from core.codes import normalise_code
from core.errors import Conflict, NotFound
from core.locks import lock_rows, outermost
from core.models import User
from core.wording import worded as _
from customers.models import Customer
from customers.services.people import hold_customers
from loyalty.earning.events import grant_event, revoke_event
from loyalty.models import EarnRule

# Somebody forgot to close the doors, or to check in who did come: it can be mended for so long.
OPEN_DOOR = (EventState.OPEN, EventState.CLOSED, EventState.OVER)
# What a scanner reads may be the whole address of the page that shows the code.
LONGEST = 200


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """`is_new` is False for who was in already."""

    registration: Registration
    is_new: bool


def find(event: Event, text: str) -> Registration:
    """By the code that was scanned or typed. NotFound `code_unknown`, Conflict `other_event`."""
    code = normalise_code(text[:LONGEST])
    row = Registration.objects.select_related("event", "customer").filter(code=code).first() if code else None
    if row is None:
        raise NotFound("code_unknown", _("There is no such place."), field="code")
    if row.event_id != event.pk:
        raise Conflict("other_event", _("This is for another event: %(event)s.") % {"event": row.event.name})
    return row


def check_in(*, registration: Registration, actor: User | None, now: datetime) -> CheckedIn:
    """Once, however often it is scanned. Conflict `no_place` for who has none, `door_closed`."""
    return outermost(lambda: _check_in(registration, actor, now))


@transaction.atomic
def _check_in(registration: Registration, actor: User | None, now: datetime) -> CheckedIn:
    hold_customers([registration.customer_id])
    row = _lock(registration)
    if row.state == RegistrationState.ATTENDED:
        return CheckedIn(row, is_new=False)
    if row.event.state not in OPEN_DOOR:
        raise Conflict("door_closed", _("Nobody is checked in to this event."))
    if row.state not in (RegistrationState.REGISTERED, RegistrationState.NO_SHOW):
        raise Conflict("no_place", _no_place(row))
    places.move(row, RegistrationState.ATTENDED, attended_at=now, checked_by=actor)
    grant_event(customer_id=row.customer_id, event=EarnRule.Event.ATTENDED, reference=_reference(row), now=now)
    trail.record("event.attended", row, row.event, actor=actor, now=now)
    return CheckedIn(row, is_new=True)


def _no_place(row: Registration) -> object:
    if row.state == RegistrationState.WAITING:
        return _("They are on the waiting list and have no place.")
    if row.state == RegistrationState.OFFERED:
        return _("They were offered a place and have not accepted it yet.")
    return _("They gave up their place.")


def undo(*, registration: Registration, actor: User | None, now: datetime, reason: str = "") -> Registration:
    """They did not come after all: what coming earned is taken back. Twice is once."""
    return outermost(lambda: _undo(registration, actor, now, reason))


@transaction.atomic
def _undo(registration: Registration, actor: User | None, now: datetime, reason: str) -> Registration:
    hold_customers([registration.customer_id])
    row = _lock(registration)
    if row.state != RegistrationState.ATTENDED:
        return row
    revoke_event(
        customer_id=row.customer_id, event=EarnRule.Event.ATTENDED, reference=_reference(row), now=now, reason=reason
    )
    is_over = row.event.state == EventState.OVER
    state = RegistrationState.NO_SHOW if is_over else RegistrationState.REGISTERED
    places.move(row, state, attended_at=None, checked_by=None)
    trail.record("event.undone", row, row.event, actor=actor, now=now, reason=reason)
    return row


def walk_in(*, event: Event, customer: Customer, actor: User, now: datetime, companions: int = 0) -> CheckedIn:
    """Somebody without a registration comes in, if there is a place; who has one is simply checked in."""

    @transaction.atomic
    def work() -> CheckedIn:
        row = places.register(
            event=event, customer=customer, companions=companions, actor=actor, now=now, may_wait=False
        )
        if row.state == RegistrationState.WAITING:
            raise Conflict("no_place", _("They are on the waiting list and have no place."))
        return check_in(registration=row, actor=actor, now=now)

    return outermost(work)


def already(row: Registration) -> str:
    """In words, for who was in already."""
    at = wordings.clock_time(row.attended_at) if row.attended_at else ""
    return _("Already in, since %(at)s.") % {"at": at}


def _lock(registration: Registration) -> Registration:
    rows = Registration.objects.select_related("event", "customer")
    return lock_rows(rows, [registration.pk])[registration.pk]


def _reference(row: Registration) -> str:
    """Of this coming: after an undo it is another one, and earns again."""
    return f"{row.public_id.hex}:{row.step}"
