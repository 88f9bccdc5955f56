"""Who comes is checked in once, earns once, and can be taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from campaigns.events import counting, door, planning
from core.errors import DomainError
from core.models import User
from customers.models import Customer
from loyalty.models import Occurrence
from tests.campaigns.eventing import ENDS, STARTS, draft, give_up, guest, opened, register, states, taken
from tests.customers.factories import NOW, make_user, verbs
from tests.loyalty.factories import member, movements, only_rules, rule

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> User:
    return make_user("cashier")


def refused(code: str, work) -> str:
    with pytest.raises(DomainError) as error:
        work()
    assert error.value.code == code
    return str(error.value)


def test_by_the_code_and_once(staff):
    event = opened()
    row = register(event)
    shown = f" {row.code[:4].lower()} {row.code[4:8]}-{row.code[8:]}\n"
    assert door.find(event, shown) == row
    first = door.check_in(registration=row, actor=staff, now=STARTS + timedelta(minutes=3))
    again = door.check_in(registration=row, actor=staff, now=STARTS + timedelta(minutes=9))
    assert (first.is_new, again.is_new) == (True, False)
    assert door.already(again.registration) == "Already in, since 12:03."
    assert (again.registration.attended_at, again.registration.checked_by) == (STARTS + timedelta(minutes=3), staff)
    assert verbs(row.customer)[-1] == "event.attended"


def test_what_is_no_place_here(staff):
    event, other = opened(places=1), opened(name="Webinar")
    placed, waiting = register(event), register(event)
    refused("code_unknown", lambda: door.find(event, "ABCD"))
    refused("code_unknown", lambda: door.find(event, "  "))
    assert "Webinar" in refused("other_event", lambda: door.find(event, register(other).code))
    refused("no_place", lambda: door.check_in(registration=waiting, actor=staff, now=NOW))
    give_up(placed)
    refused("no_place", lambda: door.check_in(registration=placed, actor=staff, now=NOW))
    planning.call_off(event=event, reason="Ill", actor=None, now=NOW)
    refused("door_closed", lambda: door.check_in(registration=waiting, actor=staff, now=NOW))


def test_who_was_offered_a_place_accepts_it_first(staff):
    event = opened(places=1, offer_hours=4)
    first, second = register(event), register(event)
    give_up(first)
    refused("no_place", lambda: door.check_in(registration=second, actor=staff, now=NOW))
    assert door.walk_in(event=event, customer=second.customer, actor=staff, now=NOW).is_new


def test_walk_ins_while_there_are_places(staff):
    event = opened(places=2, companions=1)
    row = register(event)
    came = door.walk_in(event=event, customer=guest(), actor=staff, now=STARTS)
    assert (came.is_new, came.registration.state, taken(event)) == (True, "attended", 2)
    refused("event_full", lambda: door.walk_in(event=event, customer=guest(), actor=staff, now=STARTS))
    assert door.walk_in(event=event, customer=row.customer, actor=staff, now=STARTS).is_new
    assert not door.walk_in(event=event, customer=row.customer, actor=staff, now=STARTS).is_new
    refused("event_not_open", lambda: door.walk_in(event=draft(), customer=guest(), actor=staff, now=NOW))


def test_undone_and_mended_after_the_end(staff):
    event = opened()
    row, other = register(event), register(event)
    door.check_in(registration=row, actor=staff, now=STARTS)
    for _ in range(2):
        door.undo(registration=row, actor=staff, now=STARTS, reason="The wrong one")
    assert states(row) == ["registered"]
    assert verbs(row.customer)[-2:] == ["event.attended", "event.undone"]
    door.check_in(registration=row, actor=staff, now=STARTS)
    planning.end(event=event, actor=None, now=ENDS)
    assert states(row, other) == ["attended", "no_show"]
    door.check_in(registration=other, actor=staff, now=ENDS)
    door.undo(registration=row, actor=staff, now=ENDS)
    assert states(row, other) == ["no_show", "attended"]


def test_the_rate_of_those_who_did_not_come(staff):
    event = opened()
    rows = [register(event) for _ in range(4)]
    door.check_in(registration=rows[0], actor=staff, now=STARTS)
    assert counting.tally(event).no_show_rate is None
    planning.end(event=event, actor=None, now=ENDS)
    assert counting.tally(event).no_show_rate == 0.75
    unchecked = opened()
    register(unchecked)
    planning.end(event=unchecked, actor=None, now=ENDS)
    assert counting.tally(unchecked).no_show_rate is None


# --- Units ----------------------------------------------------------------------------------------


@pytest.fixture
def ada() -> Customer:
    only_rules()
    rule(20, kind="event", event="attended")
    return member()


def test_coming_earns_once_and_undoing_takes_it_back(staff, ada):
    row = register(opened(), ada)
    for _ in range(3):
        door.check_in(registration=row, actor=staff, now=NOW)
    assert movements(ada) == [("grant", 20)]
    for _ in range(2):
        door.undo(registration=row, actor=staff, now=NOW)
    assert [units for _kind, units in movements(ada)] == [20, -20]
    assert Occurrence.objects.get(customer=ada).revoked_at
    door.check_in(registration=row, actor=staff, now=NOW)
    assert [units for _kind, units in movements(ada)] == [20, -20, 20]


def test_each_event_earns(staff, ada):
    for event in (opened(), opened()):
        door.walk_in(event=event, customer=ada, actor=staff, now=NOW)
    assert movements(ada) == [("grant", 20)] * 2
