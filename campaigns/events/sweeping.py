"""What goes by the clock: offers lapse, places that are free go to who waits, people are reminded, events end."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import DateTimeField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from campaigns.events import places, planning, requesting, telling
from campaigns.models import Event, EventLetter, Registration, RegistrationState
from core.errors import DomainError
from core.locks import outermost

BATCH = 500
# So long after its end somebody may still check people in before those who are not did not come.
GRACE = timedelta(hours=24)
_HOUR = timedelta(hours=1)


def sweep(*, now: datetime) -> None:
    """May run twice, late, or beside itself."""
    hand_on(now=now)
    while remind(now=now):
        pass
    end_done(now=now)
    requesting.forget_unanswered(now=now)
    requesting.tidy(now=now)


def hand_on(*, now: datetime) -> int:
    """Lapsed offers, and free places that somebody waits for; returns how many registrations were moved."""
    mine = Registration.objects.filter(event=OuterRef("pk"))
    lapsed = mine.filter(state=RegistrationState.OFFERED, offered_until__lte=now)
    waiting = mine.filter(state=RegistrationState.WAITING)
    has_room = Q(places__isnull=True) | Q(taken__lt=F("places"))
    rows = Event.objects.filter(
        Exists(lapsed) | Q(has_room, Exists(waiting), starts_at__gt=now), state__in=places.AWAKE
    )
    return sum(outermost(partial(_hand_on, event, now)) for event in rows.order_by("pk"))


@transaction.atomic
def _hand_on(event: Event, now: datetime) -> int:
    return places.promote(places.lock(event), now=now)


def remind(*, now: datetime) -> int:
    """One batch of those with a place whose event is near, each once; not who came in later than that."""
    return outermost(lambda: _remind(now))


@transaction.atomic
def _remind(now: datetime) -> int:
    rows = list(_to_remind(now).select_for_update(of=("self",), skip_locked=True).order_by("event", "pk")[:BATCH])
    Registration.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_at=now)
    by_event: dict[int, list[Registration]] = {}
    for row in rows:
        by_event.setdefault(row.event_id, []).append(row)
    for found in by_event.values():
        telling.tell(found, EventLetter.Kind.REMINDER, event=found[0].event, now=now)
    return len(rows)


def _to_remind(now: datetime) -> QuerySet[Registration]:
    before = ExpressionWrapper(F("event__starts_at") - F("event__reminder_hours") * _HOUR, output_field=DateTimeField())
    rows = Registration.objects.select_related("event").alias(remind_at=before)
    return rows.filter(
        event__state__in=places.AWAKE, event__reminder_hours__gt=0, event__starts_at__gt=now, remind_at__lte=now,
        state=RegistrationState.REGISTERED, reminded_at__isnull=True, placed_at__lte=F("remind_at"),
    )  # fmt: skip


def end_done(*, now: datetime) -> int:
    """Events that nobody has ended by hand; returns how many."""
    rows = Event.objects.filter(state__in=places.AWAKE, ends_at__lte=now - GRACE).order_by("pk")
    return sum(_end(event, now) for event in rows)


def _end(event: Event, now: datetime) -> bool:
    try:
        planning.end(event=event, actor=None, now=now)
    except DomainError:  # somebody did it just now
        return False
    return True
