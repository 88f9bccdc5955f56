"""Invitations, segments by events, and what happens when records are merged, erased and copied."""

from __future__ import annotations

from datetime import timedelta

import pytest

from campaigns.events import door, inviting, links, planning, sweeping, telling
from campaigns.models import Registration
from core.errors import DomainError
from customers import erasing, merging
from messaging import previewing
from messaging.models import Message
from tests.campaigns.eventing import ENDS, draft, give_up, guest, letters, opened, register, states, taken
from tests.campaigns.factories import make_campaign, make_segment, send, start
from tests.customers.factories import NOW, make_user
from tests.customers.segmenting import condition, fits
from tests.messaging.factories import reader

pytestmark = pytest.mark.django_db


# --- Invitations ----------------------------------------------------------------------------------


def test_each_hears_of_their_own_link():
    event = opened(name="Preview", translations={"zh-hans": {"name": "预览"}})
    ada, berta = reader("Ada"), reader("Berta", language="zh-hans")
    campaign = inviting.invite(event=event, segment=make_segment([ada, berta]), actor=None, now=NOW)
    assert (campaign.state, campaign.holdout_percent, campaign.valid_days) == ("draft", 0, 7)
    send(start(campaign))
    found = {row.customer_id: row for row in Message.objects.filter(source=campaign.source)}
    assert {row.state for row in found.values()} == {"sent"}
    words = {pk: previewing.of_message(row) for pk, row in found.items()}
    assert links.url_for(event.public_id, ada.public_id) in words[ada.pk].text
    assert links.url_for(event.public_id, berta.public_id) in words[berta.pk].html
    assert words[ada.pk].subject == "You are invited: Preview"
    assert "预览" in words[berta.pk].subject


def test_who_was_invited_may_come_though_they_left_the_segment():
    ada = reader("Ada")
    segment = make_segment([ada])
    event = opened(audience="segment", segment=segment)
    send(start(inviting.invite(event=event, segment=segment, actor=None, now=NOW)))
    segment.members.all().delete()
    assert register(event, ada).state == "registered"


def test_nobody_is_invited_to_what_is_called_off():
    event = opened()
    campaign = inviting.invite(event=event, segment=make_segment([reader()]), actor=None, now=NOW)
    start(campaign)
    planning.call_off(event=event, reason="Flood", actor=None, now=NOW)
    send(campaign)
    assert Message.objects.get(source=campaign.source).reason == telling.OFF
    for closed in (draft(), event):
        with pytest.raises(DomainError):
            inviting.invite(event=closed, segment=campaign.segment, actor=None, now=NOW)


def test_other_campaigns_bring_nothing_along():
    campaign = start(make_campaign([reader()]))
    send(campaign)
    assert Message.objects.get(source=campaign.source).facts == {}


# --- Segments -------------------------------------------------------------------------------------


def test_segments_by_events():
    past, other = opened(name="Past"), opened(name="Other", kind="online", place="", address_online="https://a.example")
    came, missed, elsewhere, waits = (guest() for _ in range(4))
    staff = make_user("cashier")
    door.walk_in(event=past, customer=came, actor=staff, now=NOW - timedelta(days=3))
    register(past, missed)
    register(other, elsewhere)
    full = opened(places=1)
    register(full)
    register(full, waits)
    planning.end(event=past, actor=None, now=ENDS)
    people = (came, missed, elsewhere, waits)
    assert fits(condition("campaigns.event_registered", "has", {}), *people) == [True, True, True, False]
    assert fits(condition("campaigns.event_attended", "has", {"days": 7}), *people) == [True, False, False, False]
    assert fits(condition("campaigns.event_attended", "has", {"days": 2}), *people) == [False] * 4
    assert fits(condition("campaigns.event_missed", "has", {}), *people) == [False, True, False, False]
    unchecked = opened()
    stayed = register(unchecked).customer
    planning.end(event=unchecked, actor=None, now=ENDS)
    assert fits(condition("campaigns.event_missed", "has", {}), missed, stayed) == [True, False]
    of = {"of": {"event": [str(other.public_id)]}}
    assert fits(condition("campaigns.event_registered", "has", of), *people) == [False, False, True, False]
    online = {"of": {"kind": ["online"]}}
    assert fits(condition("campaigns.event_registered", "has_not", online), *people) == [True, True, False, True]


# --- Two records of one ---------------------------------------------------------------------------


def merge(survivor, duplicate):
    merging.merge_customers(
        survivor=survivor, duplicate=duplicate, reason="Same person", actor=make_user("owner"), now=NOW
    )


def test_merged_registrations_move():
    event, ada, twin = opened(), guest("Ada"), guest("Ada")
    row = register(event, twin)
    merge(ada, twin)
    row.refresh_from_db()
    assert row.customer == ada


@pytest.mark.parametrize("survivor_first", [True, False])
def test_of_two_the_one_that_got_further_stays(survivor_first):
    event = opened(places=2)
    ada, twin, other = guest("Ada"), guest("Ada"), guest()
    first = register(event, ada if survivor_first else twin)
    second = register(event, twin if survivor_first else ada)
    waiting = register(event, other)
    give_up(second)
    assert states(waiting) == ["registered"]
    merge(ada, twin)
    row = Registration.objects.get(customer=ada)
    assert (row.pk, row.state, taken(event)) == (first.pk, "registered", 2)
    assert not Registration.objects.filter(customer=twin).exists()


def test_two_places_become_one():
    event, ada, twin = opened(places=2), guest("Ada"), guest("Ada")
    register(event, ada)
    register(event, twin)
    waiting = register(event)
    merge(ada, twin)
    assert taken(event) == 1
    sweeping.sweep(now=NOW)
    assert states(waiting) == ["registered"]


# --- Erased ---------------------------------------------------------------------------------------


def test_who_is_erased_comes_to_nothing_any_more():
    event, past = opened(places=1), opened()
    ada, owner = guest("Ada"), make_user("owner")
    row, waiting = register(event, ada), register(event)
    came = register(past, ada)
    door.check_in(registration=came, actor=owner, now=NOW)
    gone = register(opened(), ada)
    give_up(gone, actor=owner, reason="Ada is ill")
    erasing.erase(customer=ada, actor=owner, reason="Asked for it", now=NOW)
    assert states(row, waiting, came, gone) == ["cancelled", "registered", "attended", "cancelled"]
    assert "ill" not in gone.reason
    assert "given_up" not in letters(row)
    assert set(Message.objects.filter(customer=ada).values_list("state", flat=True)) == {"cancelled"}
