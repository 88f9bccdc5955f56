"""Handing over: what a real SMTP server may answer or not, and leases that are lost, cancelled or paused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from messaging import outbox
from messaging.outbox import claiming, enqueuing, recovering, reporting, working
from tests.customers.factories import NOW
from tests.messaging.factories import at, make_version, put, reader, state

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr("core.clock.now", lambda: NOW)


@pytest.fixture(autouse=True, params=[(), ("SIZE 1000000", "PIPELINING")], ids=["one by one", "pipelined"])
def _offers(host, request):
    """Whatever the server answers must mean the same whether or not it takes two commands at once."""
    host.offers = request.param


# --- When the server says no ----------------------------------------------------------------


def test_not_now_is_tried_again_later_and_never_now(host, monkeypatch):
    host.rcpt = lambda _address, number: "451 greylisted" if number == 1 else "250 ok"
    message = put(reader())
    working.send_due("email")
    assert state(message) == ("queued", "temporary")
    assert message.detail == "451 greylisted"
    assert timedelta(seconds=45) <= message.next_at - NOW <= timedelta(seconds=75)
    at(monkeypatch, message.next_at)
    working.send_due("email")
    assert state(message) == ("sent", "")
    assert message.attempts == 2


def test_not_now_until_it_is_too_late_fails_with_the_last_words(host):
    host.data = lambda _address, _number: "452 full"
    message = put(reader(), valid_until=NOW + timedelta(seconds=30))
    working.send_due("email")
    assert state(message) == ("failed", "temporary")
    assert message.detail == "452 full"


def test_a_refusal_fails_that_message_only(host):
    host.rcpt = lambda address, _number: "550 5.1.1 no such user" if address.startswith("gone") else "250 ok"
    version = make_version()
    gone, there = put(reader(email="gone@example.com"), version=version), put(reader(), version=version)
    working.send_due("email")
    assert (state(gone), state(there)) == (("failed", "no_such_address"), ("sent", ""))
    assert gone.handed_at is None


def test_a_refused_sender_leaves_the_connection_in_order(host):
    version, refused = make_version(), ["550 not from here"]
    host.mail = lambda _sender: refused.pop() if refused else "250 ok"
    first, second = put(reader(), version=version), put(reader(), version=version)
    working.send_due("email")
    assert (state(first), state(second)) == (("failed", "refused"), ("sent", ""))
    assert first.detail == "550 not from here"
    assert host.connections == 1


def test_a_server_that_goes_away_says_so_and_nothing_is_lost(host, monkeypatch):
    version, going = make_version(), ["421 closing"]
    host.mail = lambda _sender: going.pop() if going else "250 ok"
    messages = [put(reader(), version=version) for _ in range(2)]
    working.send_due("email")
    assert [state(message) for message in messages] == [("queued", "unreachable"), ("queued", "channel_down")]
    assert "421" in messages[0].detail
    at(monkeypatch, NOW + timedelta(minutes=1))
    working.send_due("email")
    assert len({*host.keys}) == len(host.got) == 2


def test_silence_after_the_last_dot_is_uncertain_and_not_sent_again(host, monkeypatch):
    host.data = lambda _address, number: "take_and_cut" if number == 1 else "250 ok"
    version = make_version()
    first, second = put(reader(), version=version), put(reader(), version=version)
    working.send_due("email")
    assert (state(first), state(second)) == (("uncertain", "no_answer"), ("sent", ""))
    at(monkeypatch, NOW + DAY)
    working.send_due("email")
    assert len(host.got) == 2


def test_a_connection_lost_before_the_content_costs_nothing(host, monkeypatch):
    host.rcpt = lambda _address, number: "cut" if number == 2 else "250 ok"
    version = make_version()
    messages = [put(reader(), version=version) for _ in range(3)]
    working.send_due("email")
    assert [state(message)[0] for message in messages] == ["sent", "queued", "queued"]
    assert messages[1].reason == messages[2].reason == "channel_down" or messages[1].reason == "unreachable"
    at(monkeypatch, NOW + timedelta(minutes=1))
    working.send_due("email")
    assert len({*host.keys}) == len(host.got) == 3


def test_a_server_that_is_not_there_lets_everything_wait(settings):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    version = make_version()
    messages = [put(reader(), version=version) for _ in range(3)]
    working.send_due("email")
    assert {state(message)[0] for message in messages} == {"queued"}


# --- Leases ---------------------------------------------------------------------------------


def test_a_lost_lease_is_sent_again_only_when_it_was_not_handed_over(host):
    version = make_version()
    first, second = put(reader(), version=version), put(reader(), version=version)
    claimed = claiming.claim("email", now=NOW)
    parcels, _broken = working._compose("email", claimed.rows)
    assert reporting.hand_over(claimed.lease, parcels[0], None, now=NOW)
    later = NOW + claiming.LEASE
    assert recovering.recover(now=later - timedelta(seconds=1)) == 0
    assert recovering.recover(now=later) == 1
    assert (state(first), state(second)) == (("uncertain", "worker_lost"), ("queued", ""))
    # The one that was slow, not dead, may not hand over what is not its own any more …
    assert not reporting.hand_over(claimed.lease, parcels[1], None, now=later)
    # … but what it heard of the first is the truth.
    heard = reporting.Ending(parcels[0], claimed.lease, NOW, later, _done())
    assert reporting.end(heard)
    assert state(first) == ("sent", "")


def _done():
    from messaging.channels import Outcome, Wait

    return Outcome(Wait.DONE, provider_id="<x@y>")


def test_a_cancelled_source_sends_nothing_that_was_not_handed_over(host):
    version = make_version()
    messages = [put(reader(), version=version, source="campaign:1") for _ in range(3)]
    claimed = claiming.claim("email", now=NOW)
    parcels, _broken = working._compose("email", claimed.rows)
    assert reporting.hand_over(claimed.lease, parcels[0], None, now=NOW)
    assert outbox.cancel(source="campaign:1", now=NOW) == 2
    assert not reporting.hand_over(claimed.lease, parcels[1], None, now=NOW)
    assert [state(message)[0] for message in messages] == ["leased", "cancelled", "cancelled"]


def test_pause_and_resume_any_number_of_times(host):
    version = make_version()
    for _ in range(3):
        put(reader(), version=version, source="campaign:1")
    for _ in range(20):
        assert enqueuing.pause(source="campaign:1") == 3
        assert working.send_due("email") == 0
        assert enqueuing.resume(source="campaign:1") == 3
    working.send_due("email")
    assert len(host.got) == 3
