"""Handing over: what a real SMTP server may answer or not, and leases that are lost, cancelled or paused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count
from threading import Event
from uuid import uuid4

import pytest
from django.db import connection, transaction

from messaging import outbox
from messaging.models import Lease, Message, State
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
    assert reporting.hand_over(claimed.lease, parcels[0], [], now=NOW)
    later = NOW + claiming.LEASE
    assert recovering.recover(now=later - timedelta(seconds=1)) == 0
    assert recovering.recover(now=later) == 1
    assert (state(first), state(second)) == (("uncertain", "worker_lost"), ("queued", ""))
    # The one that was slow, not dead, may not hand over what is not its own any more …
    assert not reporting.hand_over(claimed.lease, parcels[1], [], now=later)
    # … but what it heard of the first is the truth.
    heard = reporting.Ending(parcels[0], claimed.lease, NOW, later, _done())
    assert reporting.end([heard])
    assert state(first) == ("sent", "")


def _done():
    from messaging.channels import Outcome, Wait

    return Outcome(Wait.DONE, provider_id="<x@y>")


def test_a_cancelled_source_sends_nothing_that_was_not_handed_over(host):
    version = make_version()
    messages = [put(reader(), version=version, source="campaign:1") for _ in range(3)]
    claimed = claiming.claim("email", now=NOW)
    parcels, _broken = working._compose("email", claimed.rows)
    assert reporting.hand_over(claimed.lease, parcels[0], [], now=NOW)
    assert outbox.cancel(source="campaign:1", now=NOW) == 2
    assert not reporting.hand_over(claimed.lease, parcels[1], [], now=NOW)
    assert [state(message)[0] for message in messages] == ["leased", "cancelled", "cancelled"]


def test_pause_and_resume_any_number_of_times(host):
    version = make_version()
    for _ in range(3):
        put(reader(), version=version, source="campaign:1")
    for _ in range(20):
        assert enqueuing.move(source="campaign:1", to=State.PAUSED, now=NOW) == 3
        assert working.send_due("email") == 0
        assert enqueuing.move(source="campaign:1", to=State.QUEUED, now=NOW) == 3
    working.send_due("email")
    assert len(host.got) == 3


# --- What is known of a worker that died ----------------------------------------------------


def handed(number: int, of: int):
    """So many of a batch were handed over, each a moment after the one before."""
    version = make_version()
    messages = [put(reader(), version=version, source="campaign:1") for _ in range(of)]
    claimed = claiming.claim("email", now=NOW)
    parcels, _broken = working._compose("email", claimed.rows)
    for place, parcel in enumerate(parcels[:number]):
        assert reporting.hand_over(claimed.lease, parcel, [], now=NOW + timedelta(milliseconds=place))
    return claimed.lease, messages


def lost(*messages):
    recovering.recover(now=NOW + claiming.LEASE)
    return [state(message)[0] for message in messages]


def test_whoever_handed_over_the_next_had_heard_that_the_one_before_was_taken(host):
    _lease, messages = handed(3, of=5)
    assert lost(*messages) == ["sent", "sent", "uncertain", "queued", "queued"]
    first = messages[0]
    assert first.sent_at == first.handed_at == NOW
    assert (first.settled_at, first.lease, first.reason) == (NOW + claiming.LEASE, None, "")
    assert first.provider_id
    assert not Lease.objects.exists()


def test_after_a_crash_of_the_database_the_next_in_turn_may_have_gone_too(host):
    _lease, messages = handed(3, of=3 + reporting.SURE_EVERY + 2)
    # The table is not logged: a crash leaves it empty.
    Lease.objects.all().delete()
    ends = lost(*messages)
    unsure = 1 + reporting.SURE_EVERY - 1
    assert ends == ["sent"] * 2 + ["uncertain"] * unsure + ["queued"] * 3
    assert Message.objects.filter(state="uncertain").exclude(handed_at=None).count() == unsure


def test_of_what_was_not_handed_over_nothing_is_uncertain():
    _lease, messages = handed(0, of=2)
    assert lost(*messages) == ["queued", "queued"]


def test_what_was_paused_meanwhile_is_nobodys_turn(host):
    _lease, messages = handed(2, of=4)
    assert enqueuing.move(source="campaign:1", to=State.PAUSED, now=NOW) == 2
    assert lost(*messages) == ["sent", "uncertain", "paused", "paused"]


@pytest.mark.django_db(transaction=True)
def test_a_lease_that_somebody_holds_in_part_waits_for_the_next_round(host):
    _lease, messages = handed(3, of=3)

    def hold(begun, done):
        with transaction.atomic():
            list(Message.objects.select_for_update().filter(pk=messages[2].pk))
            begun.set()
            done.wait(10)
        connection.close()

    begun, done = Event(), Event()
    with ThreadPoolExecutor(1) as pool:
        holding = pool.submit(hold, begun, done)
        assert begun.wait(10)
        assert lost(*messages) == ["leased"] * 3
        done.set()
        holding.result(10)
    assert lost(*messages) == ["sent", "sent", "uncertain"]


def test_the_row_of_a_lease_goes_with_its_last_message(host):
    """Its worker was killed after the last end was written; a lease that is held stays."""
    over = Lease.objects.create(pk=uuid4())
    lease, _messages = handed(1, of=2)
    recovering.recover(now=NOW)
    assert list(Lease.objects.values_list("pk", flat=True)) == [lease]
    assert over.pk != lease


# --- When ends are written ------------------------------------------------------------------


def test_ends_are_written_together_every_second_and_at_the_end(host, monkeypatch):
    moments, written, original = count(), [], reporting._ends
    monkeypatch.setattr("core.clock.now", lambda: NOW + timedelta(seconds=0.25) * next(moments))

    def note(ended):
        written.append(len(ended))
        return original(ended)

    monkeypatch.setattr(reporting, "_ends", note)
    version = make_version()
    messages = [put(reader(), version=version) for _ in range(9)]
    working.send_due("email")
    assert {state(message) for message in messages} == {("sent", "")}
    assert sum(written) == 9
    assert 1 < len(written) < 9


def test_a_clock_that_goes_back_keeps_the_order(host, monkeypatch):
    moments = count()
    monkeypatch.setattr("core.clock.now", lambda: NOW - timedelta(seconds=0.01) * next(moments))
    version = make_version()
    messages = [put(reader(), version=version, now=NOW - DAY) for _ in range(4)]
    working.send_due("email")
    times = [Message.objects.get(pk=message.pk).handed_at for message in messages]
    assert times == sorted(set(times))


# --- What is said ahead ---------------------------------------------------------------------


def test_a_server_that_asks_for_the_content_though_nobody_may_receive_it_gets_none(host):
    host.patient = True
    host.rcpt = lambda address, _number: "550 5.1.1 no such user" if address.startswith("gone") else "250 ok"
    version = make_version()
    gone, there = put(reader(email="gone@example.com"), version=version), put(reader(), version=version)
    working.send_due("email")
    assert (state(gone), state(there)) == (("failed", "no_such_address"), ("sent", ""))
    assert [got.to for got in host.got] == [there.customer.email]
    assert host.connections == 1


def test_what_was_announced_and_then_cancelled_arrives_nowhere_not_even_empty(host, monkeypatch):
    version = make_version()
    messages = [put(reader(), version=version, source="campaign:1") for _ in range(3)]
    original = reporting.hand_over

    def cancelled_at_the_second(lease, parcel, ended, **told):
        if parcel.id == messages[1].pk:
            outbox.cancel(source="campaign:1", now=NOW)
        return original(lease, parcel, ended, **told)

    monkeypatch.setattr(reporting, "hand_over", cancelled_at_the_second)
    working.send_due("email")
    assert [state(message)[0] for message in messages] == ["sent", "cancelled", "cancelled"]
    assert [got.to for got in host.got] == [messages[0].customer.email]
    assert host.connections == 1
