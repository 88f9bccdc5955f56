"""Making an event, changing it, opening and closing it, calling it off, and its end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from campaigns.events import places, telling, trail
from campaigns.models import Event, EventLetter, EventState, Registration, RegistrationState
from campaigns.models.event import EVENT_WAYS
from core.errors import Conflict, DomainError
from core.locks import outermost
from core.models import User
from core.wording import worded as _

FIELDS = (
    "name", "description", "translations", "kind", "place", "address_online", "starts_at", "ends_at", "places",
    "companions", "opens_at", "closes_at", "cancel_until", "audience", "segment", "is_public", "offer_hours",
    "reminder_hours",
)  # fmt: skip
# Whoever has a place is told when one of these is another.
_TOLD = ("starts_at", "ends_at", "kind", "place", "address_online")
_CHUNK = 500


@transaction.atomic
def create(*, told: Mapping[str, Any], actor: User | None, now: datetime) -> Event:
    """A draft. `told` names `FIELDS`. Refuses `event_times`, `event_place_missing`, `event_segment_missing`,
    `event_public_audience`."""
    event = Event(**{name: told[name] for name in FIELDS if name in told}, created_by=actor, created_at=now)
    _check(event)
    event.save(force_insert=True)
    trail.record_event("event.created", event, actor=actor, now=now)
    return event


def change(*, event: Event, told: Mapping[str, Any], actor: User | None, now: datetime, expected_version: int) -> Event:
    """Until it is over; who has a place hears of another time or place, and more places go to who waits.

    Conflict `stale_edit` when somebody saved meanwhile, `event_fixed` when it is over or called off; refuses
    `event_places_taken` and what `create` refuses.
    """
    return outermost(lambda: _change(event, told, actor, now, expected_version))


@transaction.atomic
def _change(event: Event, told: Mapping[str, Any], actor: User | None, now: datetime, expected: int) -> Event:
    fresh = places.lock(event)
    if fresh.state in (EventState.CANCELLED, EventState.OVER):
        raise Conflict("event_fixed", _("What is over or called off stays as it was."))
    if fresh.version != expected:
        raise Conflict("stale_edit", _("Somebody has saved this event meanwhile."))
    before = {name: getattr(fresh, name) for name in FIELDS}
    for name in FIELDS:
        if name in told:
            setattr(fresh, name, told[name])
    _check(fresh)
    fresh.version += 1
    fresh.save(update_fields=[*FIELDS, "version"])
    changed = {name for name in FIELDS if getattr(fresh, name) != before[name]}
    if changed:
        trail.record_event("event.changed", fresh, actor=actor, now=now)
        _follow(fresh, changed, now)
    return fresh


def _follow(event: Event, changed: set[str], now: datetime) -> None:
    if event.state not in places.AWAKE:
        return
    if "starts_at" in changed:
        event.registrations.filter(state=RegistrationState.OFFERED, offered_until__gt=event.starts_at).update(
            offered_until=event.starts_at
        )
    if changed & set(_TOLD):
        _tell_all(event, (RegistrationState.REGISTERED,), EventLetter.Kind.MOVED, now, reminded_at=None)
    places.promote(event, now=now)


def _check(event: Event) -> None:
    if event.ends_at <= event.starts_at:
        raise DomainError("event_times", _("It ends after it begins."), field="ends_at")
    _check_times(event)
    if event.kind == Event.Kind.ONLINE and not event.address_online:
        raise DomainError("event_place_missing", _("Say at which address it can be seen."), field="address_online")
    if event.kind == Event.Kind.ON_SITE and not event.place:
        raise DomainError("event_place_missing", _("Say where it takes place."), field="place")
    if event.audience == Event.Audience.SEGMENT and event.segment_id is None:
        raise DomainError("event_segment_missing", _("Choose the segment."), field="segment")
    if event.audience != Event.Audience.SEGMENT:
        event.segment = None
    if event.is_public and event.audience != Event.Audience.EVERYBODY:
        words = _("Only at an event for everybody may anybody ask for a place.")
        raise DomainError("event_public_audience", words, field="is_public")
    if event.places is not None and event.places < event.taken:
        words = _("%(n)d places are taken already.") % {"n": event.taken}
        raise DomainError("event_places_taken", words, field="places")


def _check_times(event: Event) -> None:
    for name in ("closes_at", "cancel_until"):
        at = getattr(event, name)
        if at and at > event.ends_at:
            raise DomainError("event_times", _("This is after its end."), field=name)
    if event.opens_at and event.opens_at >= (event.closes_at or event.starts_at):
        raise DomainError("event_times", _("It would close before it opens."), field="opens_at")


# --- On its way -----------------------------------------------------------------------------------


@transaction.atomic
def open_up(*, event: Event, actor: User | None, now: datetime) -> Event:
    """From here on people can register; also after it was closed."""
    if event.ends_at <= now:
        raise Conflict("event_gone_by", _("Its time has gone by: change it first."))
    fresh = _go(event, EventState.OPEN)
    trail.record_event("event.opened", fresh, actor=actor, now=now)
    return fresh


@transaction.atomic
def close(*, event: Event, actor: User | None, now: datetime) -> Event:
    """Nobody else comes in; who waits may still be promoted, and staff may still add people."""
    fresh = _go(event, EventState.CLOSED)
    trail.record_event("event.closed", fresh, actor=actor, now=now)
    return fresh


def call_off(*, event: Event, reason: str, actor: User | None, now: datetime) -> Event:
    """For good; everybody who has a place, was offered one or waits is told why."""
    if not reason.strip():
        raise DomainError("reason_missing", _("Say why, please."), field="reason")
    return outermost(lambda: _call_off(event, reason.strip()[:200], actor, now))


@transaction.atomic
def _call_off(event: Event, reason: str, actor: User | None, now: datetime) -> Event:
    fresh = _go(event, EventState.CANCELLED, reason=reason)
    if fresh.registrations.filter(state=RegistrationState.ATTENDED).exists():
        raise Conflict("event_attended", _("People have been checked in: close it instead."))
    hearing = (RegistrationState.REGISTERED, RegistrationState.OFFERED, RegistrationState.WAITING)
    _tell_all(
        fresh, hearing, EventLetter.Kind.CALLED_OFF, now, state=RegistrationState.CANCELLED, offered_until=None,
        placed_at=None,
    )  # fmt: skip
    trail.record_event("event.called_off", fresh, actor=actor, now=now, reason=reason)
    return fresh


def end(*, event: Event, actor: User | None, now: datetime) -> Event:
    """Who had a place and was not checked in did not come; who waited waits no more. Nobody is written to."""
    if now < event.starts_at:
        raise Conflict("event_not_begun", _("It has not begun yet."))
    return outermost(lambda: _end(event, actor, now))


@transaction.atomic
def _end(event: Event, actor: User | None, now: datetime) -> Event:
    fresh = _go(event, EventState.OVER)
    rows = fresh.registrations
    rows.filter(state=RegistrationState.REGISTERED).update(state=RegistrationState.NO_SHOW, step=F("step") + 1)
    rows.filter(state__in=[RegistrationState.OFFERED, RegistrationState.WAITING]).update(
        state=RegistrationState.CANCELLED, offered_until=None, step=F("step") + 1
    )
    trail.record_event("event.over", fresh, actor=actor, now=now)
    return fresh


def _go(event: Event, state: str, **fields: Any) -> Event:
    """Conflict `event_state` where that way does not lead from here (any more)."""
    fresh = places.lock(event)
    if state not in EVENT_WAYS[fresh.state]:
        raise Conflict("event_state", _("This event has moved on meanwhile; look at it again."))
    fresh.state = state
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.save(update_fields=["state", *fields])
    return fresh


def _tell_all(event: Event, states: tuple[str, ...], kind: str, now: datetime, **fields: Any) -> None:
    """Change all of these states, and tell each; a chunk in memory at a time."""
    ids = list(event.registrations.filter(state__in=states).order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(ids), _CHUNK):
        chunk = ids[first : first + _CHUNK]
        Registration.objects.filter(pk__in=chunk).update(step=F("step") + 1, **fields)
        telling.tell(list(Registration.objects.filter(pk__in=chunk).order_by("pk")), kind, event=event, now=now)
