"""Who gets a place, who waits, who gives one up: each under the lock of the event, in the order in which they asked.

A customer is held before their event, an event is locked before its registrations. Nobody overtakes who waits: a party
that does not fit into what is free keeps its turn, and those behind it wait with it. PostgreSQL counts the places and
refuses one too many, whatever is written here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from campaigns.events import audience, telling, trail
from campaigns.models import Event, EventLetter, EventState, Registration, RegistrationState
from campaigns.models.event import CODE_LENGTH, HOLDING, REGISTRATION_WAYS
from core.codes import new_code
from core.errors import Conflict, DomainError
from core.locks import lock_rows, outermost
from core.models import User
from core.wording import worded as _
from customers.models import Customer
from customers.services.people import hold_customers

Letter = EventLetter.Kind
AWAKE = (EventState.OPEN, EventState.CLOSED)
PLACED = (RegistrationState.REGISTERED, RegistrationState.ATTENDED, RegistrationState.NO_SHOW)


def register(
    *, event: Event, customer: Customer, companions: int = 0, actor: User | None, now: datetime, may_wait: bool = True
) -> Registration:
    """A place, or the end of the waiting list; told again it changes nothing, with other companions only these.

    Accepts a place that was offered; too late for that, they ask anew. Staff (`actor`) may register whom they like,
    until the event ends. Refuses `event_not_open`, `not_invited`, `too_many_companions`, `event_full`.
    """
    asked = _Asked(customer, companions, actor, now)
    return outermost(lambda: _register(event, asked, may_wait=may_wait))


@dataclass(frozen=True, slots=True)
class _Asked:
    customer: Customer
    companions: int
    actor: User | None
    now: datetime


@transaction.atomic
def _register(event: Event, asked: _Asked, *, may_wait: bool) -> Registration:
    _hold(asked.customer)
    event = lock(event)
    promote(event, now=asked.now)
    row = event.registrations.filter(customer=asked.customer).first()
    if row and row.state in PLACED and row.companions == asked.companions:
        return row
    check_party(event, asked.companions)
    if row and row.state != RegistrationState.CANCELLED:
        return _again(event, row, asked)
    _check_door(event, asked)
    return _first(event, row, asked, may_wait=may_wait)


def _hold(customer: Customer) -> None:
    """Refuses `customer_gone` for who was merged away or erased meanwhile."""
    hold_customers([customer.pk])
    customer.refresh_from_db(fields=["merged_into", "erased_at"])
    if customer.merged_into_id or customer.erased_at:
        raise Conflict("customer_gone", _("This customer is no longer in the books."), field="customer")


def lock(event: Event) -> Event:
    return lock_rows(Event.objects.select_related("segment"), [event.pk])[event.pk]


def check_party(event: Event, companions: int) -> None:
    if not 0 <= companions <= event.companions:
        words = _("At most %(n)d companions can come along.") % {"n": event.companions}
        raise DomainError("too_many_companions", words, field="companions")
    if event.places is not None and 1 + companions > event.places:
        raise DomainError("too_many_companions", _("There are not so many places."), field="companions")


def _check_door(event: Event, asked: _Asked) -> None:
    if not is_open(event, now=asked.now, by_staff=asked.actor is not None):
        raise Conflict("event_not_open", _("Registration for this event is not open."))
    if asked.actor is None and not audience.is_for(event, asked.customer, now=asked.now):
        raise DomainError("not_invited", _("This event is for invited guests only."), status=403)


def is_open(event: Event, *, now: datetime, by_staff: bool = False) -> bool:
    """Whether somebody can still come in."""
    if by_staff:
        return event.state in AWAKE and now < event.ends_at
    if event.state != EventState.OPEN or (event.opens_at and now < event.opens_at):
        return False
    return now < (event.closes_at or event.starts_at)


def _first(event: Event, row: Registration | None, asked: _Asked, *, may_wait: bool) -> Registration:
    has_place = _fits(event, 1 + asked.companions) and not _waiting(event).exists()
    if not has_place and not may_wait:
        raise Conflict("event_full", _("All places are taken."))
    state = RegistrationState.REGISTERED if has_place else RegistrationState.WAITING
    told = {
        "companions": asked.companions, "asked_at": asked.now, "placed_at": asked.now if has_place else None,
        "reason": "",
    }  # fmt: skip
    if row is None:
        row = event.registrations.create(customer=asked.customer, state=state, code=new_code(CODE_LENGTH), **told)
    else:
        move(row, state, reminded_at=None, **told)
    verb, letter = ("event.registered", Letter.PLACE) if has_place else ("event.waiting", Letter.WAITING)
    _tell(event, row, verb, letter, actor=asked.actor, now=asked.now)
    return row


def _again(event: Event, row: Registration, asked: _Asked) -> Registration:
    """They are on the list already: an offer is accepted, companions are changed, also when nobody else comes in."""
    if event.state not in AWAKE or asked.now >= (event.ends_at if asked.actor else event.starts_at):
        raise Conflict("event_not_open", _("Registration for this event is not open."))
    more = asked.companions - row.companions
    if row.state == RegistrationState.WAITING:
        return _wait_with(event, row, asked)
    if row.state == RegistrationState.ATTENDED or (row.state == RegistrationState.REGISTERED and not more):
        return row
    # Those who wait come first; an offered place is theirs already.
    if more > 0 and (not _fits(event, more) or _waiting(event).exists()):
        raise Conflict("event_full", _("There are no places for more companions."), field="companions")
    if row.state == RegistrationState.OFFERED:
        fields = {"companions": asked.companions, "placed_at": asked.now, "offered_until": None}
        move(row, RegistrationState.REGISTERED, **fields)
        _tell(event, row, "event.registered", Letter.PLACE, actor=asked.actor, now=asked.now)
    else:
        _set_companions(row, asked.companions)
        telling.tell([row], Letter.PLACE, event=event, now=asked.now)
    promote(event, now=asked.now)
    return row


def _wait_with(event: Event, row: Registration, asked: _Asked) -> Registration:
    """With fewer they may fit now; their turn stays what it is."""
    if row.companions != asked.companions:
        _set_companions(row, asked.companions)
        promote(event, now=asked.now)
        row.refresh_from_db()
    return row


def _set_companions(row: Registration, companions: int) -> None:
    Registration.objects.filter(pk=row.pk).update(companions=companions, step=F("step") + 1)
    row.refresh_from_db(fields=["companions", "step"])


# --- Giving up ------------------------------------------------------------------------------------


def give_up(*, registration: Registration, actor: User | None, now: datetime, reason: str = "") -> Registration:
    """Twice is once; what comes free goes to who waits. Refuses `too_late` (not to staff), `registration_state`."""
    return outermost(lambda: _give_up(registration, actor=actor, now=now, reason=reason))


@transaction.atomic
def _give_up(registration: Registration, *, actor: User | None, now: datetime, reason: str) -> Registration:
    hold_customers([registration.customer_id])
    event = lock(registration.event)
    row = lock_rows(Registration.objects.all(), [registration.pk])[registration.pk]
    if row.state == RegistrationState.CANCELLED:
        return row
    if RegistrationState.CANCELLED not in REGISTRATION_WAYS[row.state] or event.state not in AWAKE:
        raise Conflict("registration_state", _("This cannot be given up any more."))
    is_late = now >= (event.cancel_until or event.starts_at)
    if not actor and is_late and row.state == RegistrationState.REGISTERED:
        raise Conflict("too_late", _("It is too late to give up the place here: please call us."))
    _leave(row, reason)
    _tell(event, row, "event.given_up", Letter.GIVEN_UP, actor=actor, now=now, reason=reason)
    promote(event, now=now)
    return row


@transaction.atomic
def withdraw(registration: Registration, *, actor: User | None, now: datetime) -> None:
    """Without a word to who is erased; the caller holds them."""
    event = lock(registration.event)
    row = lock_rows(Registration.objects.all(), [registration.pk])[registration.pk]
    if RegistrationState.CANCELLED in REGISTRATION_WAYS[row.state]:
        _leave(row, "")
        trail.record("event.given_up", row, event, actor=actor, now=now)
        promote(event, now=now)


def _leave(row: Registration, reason: str) -> None:
    move(row, RegistrationState.CANCELLED, offered_until=None, placed_at=None, reason=reason[:200])


# --- The waiting list -----------------------------------------------------------------------------


def promote(event: Event, *, now: datetime) -> int:
    """What is free goes to those who wait, in their order; under the lock of the event. Returns how many were moved."""
    count = _lapse(event, now)
    event.refresh_from_db(fields=["taken"])
    if event.state not in AWAKE or now >= event.starts_at:
        return count
    for row in _waiting(event):
        if not _fits(event, 1 + row.companions):
            break
        _hand(event, row, now)
        event.refresh_from_db(fields=["taken"])
        count += 1
    return count


def _lapse(event: Event, now: datetime) -> int:
    """Offers that nobody accepted in time."""
    rows = event.registrations.filter(state=RegistrationState.OFFERED, offered_until__lte=now)
    found = list(rows.order_by("asked_at", "pk"))
    for row in found:
        move(row, RegistrationState.CANCELLED, offered_until=None)
        _tell(event, row, "event.lapsed", Letter.LAPSED, actor=None, now=now)
    return len(found)


def _hand(event: Event, row: Registration, now: datetime) -> None:
    if event.offer_hours:
        until = min(now + timedelta(hours=event.offer_hours), event.starts_at)
        move(row, RegistrationState.OFFERED, offered_until=until)
        _tell(event, row, "event.offered", Letter.OFFER, actor=None, now=now)
    else:
        move(row, RegistrationState.REGISTERED, placed_at=now)
        _tell(event, row, "event.registered", Letter.PLACE, actor=None, now=now)


def _waiting(event: Event) -> Any:
    return event.registrations.filter(state=RegistrationState.WAITING).order_by("asked_at", "pk")


def _fits(event: Event, party: int) -> bool:
    return event.free is None or event.free >= party


def ahead_of(row: Registration) -> int:
    """How many registrations wait before this one."""
    others = Registration.objects.filter(event=row.event_id, state=RegistrationState.WAITING)
    earlier = others.filter(asked_at__lt=row.asked_at) | others.filter(asked_at=row.asked_at, pk__lt=row.pk)
    return earlier.count()


# --- Shared ---------------------------------------------------------------------------------------


def move(row: Registration, state: str, **fields: Any) -> None:
    """Conflict `registration_state` where somebody else has moved it meanwhile, or no way leads there."""
    rows = Registration.objects.filter(pk=row.pk, state=row.state)
    if state not in REGISTRATION_WAYS[row.state] or not rows.update(state=state, step=F("step") + 1, **fields):
        raise Conflict("registration_state", _("This registration has moved on meanwhile; look at it again."))
    row.refresh_from_db()


def _tell(
    event: Event, row: Registration, verb: str, letter: str, *, actor: User | None, now: datetime, reason: str = ""
) -> None:
    trail.record(verb, row, event, actor=actor, now=now, reason=reason)
    telling.tell([row], letter, event=event, now=now)


def has_place(row: Registration) -> bool:
    return row.state in HOLDING and row.state != RegistrationState.OFFERED
