"""What PostgreSQL itself refuses about events, whoever writes."""

from __future__ import annotations

from itertools import product

import pytest
from django.db import IntegrityError, transaction

from campaigns.models import Event, EventLetter, EventState, Registration, RegistrationState
from campaigns.models.event import EVENT_WAYS, HOLDING, REGISTRATION_WAYS
from tests.campaigns.eventing import STARTS, draft, guest, opened, register, taken
from tests.customers.factories import NOW
from tests.messaging.factories import make_version

pytestmark = pytest.mark.django_db


def no(match: str, work) -> None:
    with pytest.raises(IntegrityError, match=match), transaction.atomic():
        work()


def test_the_table_of_the_migration_is_that_of_the_models():
    from importlib import import_module

    told = import_module("campaigns.migrations.0005_events")
    assert {here: set(there) for here, there in told.EVENT_WAYS.items()} == EVENT_WAYS
    assert {here: set(there) for here, there in told.REGISTRATION_WAYS.items()} == REGISTRATION_WAYS
    assert told.HOLDING == HOLDING


@pytest.mark.parametrize(("here", "there"), list(product(EventState.values, repeat=2)))
def test_ways_of_an_event(here, there):
    event = draft()
    rows = Event.objects.filter(pk=event.pk)
    for state in {"open": ["open"], "draft": []}.get(here, ["open", here]):
        rows.update(state=state, reason="x")
    if here == there or there in EVENT_WAYS[here]:
        rows.update(state=there)
    else:
        no("event cannot go", lambda: rows.update(state=there))


_FIELDS = {
    "waiting": {}, "offered": {"offered_until": STARTS}, "registered": {"placed_at": NOW},
    "attended": {"placed_at": NOW, "attended_at": NOW}, "no_show": {"placed_at": NOW}, "cancelled": {},
}  # fmt: skip


@pytest.mark.parametrize(("here", "there"), list(product(RegistrationState.values, repeat=2)))
def test_ways_of_a_registration(here, there):
    row = Registration.objects.create(
        event=opened(), customer=guest(), state=here, code="A", asked_at=NOW, **_FIELDS[here]
    )
    rows = Registration.objects.filter(pk=row.pk)
    fields = {"offered_until": None, "attended_at": None} | _FIELDS[there]
    if here == there or there in REGISTRATION_WAYS[here]:
        rows.update(state=there, **fields)
        assert taken(row.event) == (there in HOLDING)
    else:
        no("registration cannot go", lambda: rows.update(state=there, **fields))


def test_the_places_are_counted_by_postgresql():
    event, other = opened(places=3), opened(places=1)
    row = Registration.objects.create(
        event=event, customer=guest(), state="registered", code="A", asked_at=NOW, placed_at=NOW, companions=1
    )
    assert taken(event) == 2
    rows = Registration.objects.filter(pk=row.pk)
    no("event_places_enough", lambda: rows.update(companions=3))
    rows.update(companions=2)
    assert taken(event) == 3
    no("event_places_enough", lambda: Event.objects.filter(pk=event.pk).update(places=2))
    no("registration stays", lambda: rows.update(event=other))
    rows.delete()
    assert taken(event) == 0


BAD_EVENTS = {
    "event_named": {"name": ""},
    "event_state_known": {"state": "nowhere"},
    "event_ends_after": {"ends_at": STARTS},
    "event_ranges": {"companions": 21},
    "event_places_enough": {"places": 1, "taken": 2},
    "event_segment_told": {"audience": "segment"},
    "event_open_where": {"state": "open", "place": ""},
    "event_cancelled_why": {"state": "cancelled"},
}


@pytest.mark.parametrize("name", BAD_EVENTS)
def test_events(name):
    event = draft()
    event.pk, event.public_id, event._state.adding = None, guest().public_id, True
    for field, value in BAD_EVENTS[name].items():
        setattr(event, field, value)
    no(name, lambda: event.save(force_insert=True))


BAD_REGISTRATIONS = {
    "registration_state_known": {"state": "nowhere"},
    "registration_companions": {"companions": 21},
    "registration_placed_when": {"state": "registered", "placed_at": None},
    "registration_offered_until": {"state": "offered"},
    "registration_attended_when": {"state": "attended", "placed_at": NOW},
}


@pytest.mark.parametrize("name", BAD_REGISTRATIONS)
def test_registrations(name):
    values = {"event": opened(), "customer": guest(), "state": "waiting", "code": "A", "asked_at": NOW}
    no(name, lambda: Registration.objects.create(**values | BAD_REGISTRATIONS[name]))


def test_once_for_each_customer_and_letter():
    row = register(opened())
    no(
        "registration_once",
        lambda: Registration.objects.create(
            event=row.event, customer=row.customer, state="waiting", code="B", asked_at=NOW
        ),
    )
    other = register(opened())
    no("code", lambda: Registration.objects.filter(pk=other.pk).update(code=row.code))
    template = make_version().template
    no(
        "event_letter_once",
        lambda: EventLetter.objects.create(kind="place", channel="email", template=template),
    )
