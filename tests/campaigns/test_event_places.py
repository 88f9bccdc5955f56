"""Who gets a place at an event, who waits, and what comes free."""

from __future__ import annotations

from datetime import timedelta

import pytest

from campaigns.events import audience, places, planning, sweeping
from campaigns.models import Event, Registration
from core.errors import DomainError
from customers.models import Customer
from tests.campaigns.eventing import (
    ENDS,
    STARTS,
    draft,
    give_up,
    guest,
    letters,
    opened,
    register,
    states,
    taken,
)
from tests.campaigns.factories import make_segment
from tests.customers.factories import NOW, make_member, make_user, verbs

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def refused(code: str, event: Event, customer: Customer | None = None, **told: object) -> None:
    with pytest.raises(DomainError) as error:
        register(event, customer, **told)
    assert error.value.code == code


# --- Places ---------------------------------------------------------------------------------------


def test_a_place_and_twice_is_once():
    event, ada = opened(places=2), guest("Ada")
    row = register(event, ada)
    again = register(event, ada, now=NOW + HOUR)
    assert (row.pk, row.state, row.placed_at) == (again.pk, "registered", NOW)
    assert (taken(event), letters(row), verbs(ada)[-1]) == (1, ["place"], "event.registered")


def test_companions_take_places_and_may_change():
    event = opened(places=4, companions=2)
    ada = guest()
    row = register(event, ada, companions=2)
    assert taken(event) == 3
    assert register(event, ada, companions=1).companions == 1
    assert taken(event) == 2
    other = register(event, companions=1)
    assert (other.state, taken(event)) == ("registered", 4)
    refused("event_full", event, ada, companions=2)
    refused("too_many_companions", event, ada, companions=3)
    refused("too_many_companions", event, guest(), companions=-1)
    assert letters(row) == ["place", "place"]


def test_a_party_larger_than_the_event_never_fits():
    refused("too_many_companions", opened(places=1, companions=3), companions=1)


def test_without_limit():
    event = opened()
    assert {register(event).state for _ in range(5)} == {"registered"}
    assert (taken(event), event.free) == (5, None)


def test_when_registration_is_open():
    refused("event_not_open", draft())
    early = opened(opens_at=NOW + HOUR, closes_at=NOW + 3 * HOUR)
    refused("event_not_open", early)
    assert register(early, now=NOW + HOUR).state == "registered"
    refused("event_not_open", early, now=NOW + 3 * HOUR)
    refused("event_not_open", opened(), now=STARTS)
    closed = planning.close(event=opened(), actor=None, now=NOW)
    refused("event_not_open", closed)
    staff = make_user("cashier")
    assert register(closed, actor=staff, now=STARTS + HOUR).state == "registered"
    refused("event_not_open", closed, actor=staff, now=ENDS)


def test_for_whom():
    members = opened(audience="members")
    refused("not_invited", members)
    assert register(members, make_member()).state == "registered"
    ada, berta = guest("Ada"), guest("Berta")
    chosen = opened(audience="segment", segment=make_segment([ada]))
    refused("not_invited", chosen, berta)
    assert register(chosen, ada).state == "registered"
    assert register(chosen, berta, actor=make_user("cashier")).state == "registered"
    assert audience.is_for(chosen, berta, now=NOW) is False


# --- The waiting list -----------------------------------------------------------------------------


def test_who_waits_is_promoted_in_order():
    event = opened(places=1)
    first, second, third = (register(event, now=NOW + n * HOUR) for n in range(3))
    assert states(first, second, third) == ["registered", "waiting", "waiting"]
    assert (places.ahead_of(second), places.ahead_of(third)) == (0, 1)
    give_up(first, now=NOW + 5 * HOUR)
    give_up(first, now=NOW + 6 * HOUR)
    assert states(first, second, third) == ["cancelled", "registered", "waiting"]
    assert letters(first) == ["place", "given_up"]
    assert letters(second) == ["waiting", "place"]
    assert letters(third) == ["waiting"]


def test_nobody_overtakes_a_party_that_waits():
    event = opened(places=2, companions=1)
    first, second = register(event), register(event)
    party, single = register(event, companions=1), register(event)
    give_up(first)
    assert states(party, single) == ["waiting", "waiting"]
    assert register(event).state == "waiting"
    give_up(second)
    assert states(party, single) == ["registered", "waiting"]


def test_a_party_that_waits_and_shrinks_fits():
    event, ada = opened(places=2, companions=1), guest()
    register(event)
    row = register(event, ada, companions=1)
    assert row.state == "waiting"
    assert register(event, ada, companions=0).state == "registered"


def test_offered_for_some_hours_then_to_the_next():
    event = opened(places=1, offer_hours=4)
    first, second, third = (register(event, now=NOW + timedelta(minutes=n)) for n in range(3))
    give_up(first, now=NOW + HOUR)
    assert states(second, third) == ["offered", "waiting"]
    assert (second.offered_until, taken(event)) == (NOW + 5 * HOUR, 1)
    sweeping.sweep(now=NOW + 4 * HOUR)
    assert states(second, third) == ["offered", "waiting"]
    sweeping.sweep(now=NOW + 5 * HOUR)
    sweeping.sweep(now=NOW + 5 * HOUR)
    assert states(second, third) == ["cancelled", "offered"]
    assert letters(second) == ["waiting", "offer", "lapsed"]
    accepted = register(event, third.customer, now=NOW + 6 * HOUR)
    assert (accepted.state, accepted.offered_until) == ("registered", None)
    assert letters(third) == ["waiting", "offer", "place"]
    assert taken(event) == 1


def test_who_accepts_too_late_asks_anew():
    event = opened(places=1, offer_hours=4)
    first = register(event)
    late, next_one = register(event), register(event, now=NOW + HOUR)
    give_up(first)
    assert register(event, late.customer, now=NOW + 5 * HOUR).state == "waiting"
    assert states(next_one, late) == ["offered", "waiting"]
    assert places.ahead_of(late) == 0


def test_an_offer_is_accepted_after_registration_has_closed():
    event = opened(places=1, offer_hours=4)
    first, second = register(event), register(event)
    planning.close(event=event, actor=None, now=NOW)
    give_up(first)
    assert register(event, second.customer).state == "registered"


def test_more_places_go_to_who_waits():
    event = opened(places=1)
    _first, second, third = register(event), register(event), register(event)
    planning.change(event=event, told={"places": 2}, actor=None, now=NOW, expected_version=event.version)
    assert states(second, third) == ["registered", "waiting"]


def test_may_not_wait():
    event = opened(places=1)
    register(event)
    refused("event_full", event, may_wait=False)
    assert Registration.objects.count() == 1


# --- Giving up ------------------------------------------------------------------------------------


def test_too_late_for_customers_and_never_for_staff():
    event = opened(cancel_until=NOW + HOUR)
    row = register(event)
    with pytest.raises(DomainError, match="too late"):
        give_up(row, now=NOW + HOUR)
    assert give_up(row, now=NOW + HOUR, actor=make_user("cashier"), reason="Called us").reason == "Called us"


def test_and_back_again_at_the_end():
    event = opened(places=1)
    first, second = register(event), register(event, now=NOW + HOUR)
    give_up(first)
    again = register(event, first.customer, now=NOW + 2 * HOUR)
    assert (again.pk, again.state, again.asked_at) == (first.pk, "waiting", NOW + 2 * HOUR)
    assert states(second) == ["registered"]
    assert letters(first) == ["place", "given_up", "waiting"]


# --- An event's own way ---------------------------------------------------------------------------


def test_called_off_tells_everybody_on_the_list():
    event = opened(places=1)
    placed, waiting, gone = register(event), register(event), register(event)
    give_up(gone)
    planning.call_off(event=event, reason="The harvest is late", actor=None, now=NOW)
    assert states(placed, waiting) == ["cancelled", "cancelled"]
    assert [letters(row)[-1] for row in (placed, waiting, gone)] == ["called_off", "called_off", "given_up"]
    assert taken(event) == 0
    with pytest.raises(DomainError):
        planning.call_off(event=event, reason="Again", actor=None, now=NOW)
    with pytest.raises(DomainError):
        planning.call_off(event=opened(), reason=" ", actor=None, now=NOW)


def test_another_time_is_told_to_who_has_a_place():
    event = opened(places=1)
    placed, waiting = register(event), register(event)
    told = {"starts_at": STARTS + HOUR, "ends_at": ENDS + HOUR}
    event = planning.change(event=event, told=told, actor=None, now=NOW, expected_version=1)
    assert (letters(placed), letters(waiting)) == (["place", "moved"], ["waiting"])
    planning.change(event=event, told={"name": "Tasting again"}, actor=None, now=NOW, expected_version=2)
    assert letters(placed) == ["place", "moved"]


def test_changes_that_are_refused():
    event = opened(places=2)
    register(event)
    register(event)

    def change(**told: object) -> str:
        with pytest.raises(DomainError) as error:
            planning.change(event=event, told=told, actor=None, now=NOW, expected_version=1)
        return f"{error.value.code} {error.value.field}"

    assert change(places=1) == "event_places_taken places"
    assert change(ends_at=STARTS) == "event_times ends_at"
    assert change(closes_at=ENDS + HOUR) == "event_times closes_at"
    assert change(opens_at=STARTS) == "event_times opens_at"
    assert change(place="") == "event_place_missing place"
    assert change(kind="online") == "event_place_missing address_online"
    assert change(audience="segment") == "event_segment_missing segment"
    with pytest.raises(DomainError, match="meanwhile"):
        planning.change(event=event, told={}, actor=None, now=NOW, expected_version=7)


def test_over_and_who_did_not_come():
    event = opened(places=1)
    placed, waiting = register(event), register(event)
    with pytest.raises(DomainError, match="not begun"):
        planning.end(event=event, actor=None, now=NOW)
    planning.end(event=event, actor=None, now=ENDS)
    assert states(placed, waiting) == ["no_show", "cancelled"]
    assert (letters(placed), letters(waiting)) == (["place"], ["waiting"])
    with pytest.raises(DomainError):
        planning.change(event=event, told={}, actor=None, now=ENDS, expected_version=1)
    with pytest.raises(DomainError):
        planning.open_up(event=draft(starts_at=NOW - 2 * HOUR, ends_at=NOW - HOUR), actor=None, now=NOW)


def test_it_ends_by_itself_a_day_later_and_nobody_is_promoted_then():
    event = opened(places=1)
    placed, waiting = register(event), register(event)
    sweeping.sweep(now=ENDS + timedelta(hours=23))
    assert states(placed, waiting) == ["registered", "waiting"]
    for _ in range(2):
        sweeping.sweep(now=ENDS + timedelta(hours=24))
    assert states(placed, waiting) == ["no_show", "cancelled"]
    event.refresh_from_db()
    assert event.state == "over"
