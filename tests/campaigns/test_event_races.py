"""Real connections at once: the last place is given once, whoever asks; PostgreSQL counts, whatever the code does."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest
from django.db import connection

from campaigns.events import door, places, sweeping
from campaigns.models import Event, Registration
from core.locks import lock_rows
from messaging.models import Message
from tests.campaigns.eventing import give_up, guest, letters, opened, register, states, taken
from tests.customers.factories import NOW, make_user
from tests.loyalty.test_ledger_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 20


def test_twenty_want_the_last_place():
    event = opened(places=3)
    register(event)
    register(event)
    people = [guest() for _ in range(PEOPLE)]
    assert at_once([partial(register, event, who) for who in people]) == ["done"] * PEOPLE
    found = Counter(Registration.objects.filter(event=event).values_list("state", flat=True))
    assert (found, taken(event)) == (Counter(registered=3, waiting=PEOPLE - 1), 3)
    assert Message.objects.filter(source=event.source).count() == PEOPLE + 2


def test_without_the_lock_postgresql_refuses_all_but_one(monkeypatch):
    event = opened(places=1)
    people = [guest() for _ in range(8)]

    def unlocked(queryset, ids):
        return {row.pk: row for row in queryset.filter(pk__in=ids)}

    monkeypatch.setattr(places, "lock_rows", unlocked)
    done = Counter(at_once([partial(register, event, who) for who in people]))
    placed = Registration.objects.filter(event=event, state="registered").count()
    assert (placed, taken(event)) == (1, 1)
    assert set(done) <= {"done", "IntegrityError"}
    assert lock_rows is not unlocked


def test_one_customer_presses_six_times():
    event, who = opened(places=5), guest()
    assert at_once([partial(register, event, who)] * 6) == ["done"] * 6
    row = Registration.objects.get(event=event)
    assert (taken(event), letters(row)) == (1, ["place"])


def test_one_place_comes_free_for_one():
    event = opened(places=1)
    first = register(event)
    waiting = [register(event) for _ in range(4)]
    actions = [partial(give_up, first)] * 3 + [partial(sweeping.sweep, now=NOW)] * 3
    assert at_once(actions) == ["done"] * 6
    assert sorted(states(*waiting)) == ["registered", "waiting", "waiting", "waiting"]
    assert states(waiting[0]) == ["registered"]
    assert letters(waiting[0]) == ["waiting", "place"]


def test_scanned_at_two_doors_at_once():
    event, staff = opened(), make_user("cashier")
    row = register(event)
    check = partial(door.check_in, registration=row, actor=staff, now=NOW)
    assert at_once([check] * 6) == ["done"] * 6
    row.refresh_from_db()
    assert (row.state, row.step) == ("attended", 2)


def test_two_workers_remind_once():
    event = opened()
    rows = [register(event) for _ in range(5)]
    near = event.starts_at - sweeping.timedelta(hours=1)
    assert at_once([partial(sweeping.remind, now=near)] * 4) == ["done"] * 4
    sweeping.sweep(now=near)
    assert {tuple(letters(row)) for row in rows} == {("place", "reminder")}


def test_the_last_walk_in():
    event, staff = opened(places=1), make_user("cashier")
    people = [guest() for _ in range(5)]
    done = at_once([partial(door.walk_in, event=event, customer=who, actor=staff, now=NOW) for who in people])
    assert Counter(done) == Counter(done=1, event_full=4)
    assert Event.objects.get().taken == 1
    assert connection.is_usable()
