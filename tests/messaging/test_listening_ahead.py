"""Servers that listen ahead (RFC 2920): the next is announced with the content of the one before, and whatever is
answered counts for the message that it was said of."""

from __future__ import annotations

import smtplib
import socket
from contextlib import closing

import pytest

from messaging import outbox
from messaging.channels import smtp
from messaging.outbox import reporting, working
from tests.customers.factories import NOW
from tests.messaging.factories import make_version, put, reader, state

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr("core.clock.now", lambda: NOW)


@pytest.fixture(autouse=True)
def _offers(host):
    host.offers = ("SIZE 1000000", "PIPELINING")


ADDRESSES = [f"reader{n}@example.com" for n in "abc"]


def three():
    version = make_version()
    people = [reader(email=address) for address in ADDRESSES]
    return [put(one, version=version, source=f"campaign:{n}") for n, one in enumerate(people)]


def packets(monkeypatch):
    """What left at once with each content."""
    found, original = [], smtp._pour

    def pour(line, told):
        found.append(told)
        return original(line, told)

    monkeypatch.setattr(smtp, "_pour", pour)
    return found


def test_the_next_is_announced_with_the_content_before_it(host, monkeypatch):
    three()
    found = packets(monkeypatch)
    working.send_due("email")
    assert [told.rpartition(b"\r\n.\r\n")[2].split(b"\r\n")[1:] for told in found] == [
        [f"RCPT TO:<{ADDRESSES[1]}>".encode(), b"DATA", b""],
        [f"RCPT TO:<{ADDRESSES[2]}>".encode(), b"DATA", b""],
        [],
    ]
    assert [got.to for got in host.got] == ADDRESSES
    assert host.connections == 1


def test_whoever_does_not_offer_it_hears_one_after_the_other(host, monkeypatch):
    host.offers = ()
    three()
    found = packets(monkeypatch)
    working.send_due("email")
    assert all(told.endswith(b"\r\n.\r\n") for told in found)
    assert len(host.got) == 3


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize(
    ("answer", "end"),
    [("550 5.1.1 nobody", ("failed", "no_such_address")), ("452 full", ("queued", "temporary"))],
)
@pytest.mark.parametrize("command", ["rcpt", "data"])
def test_a_no_counts_for_whom_it_was_said_of(host, place, answer, end, command):
    messages = three()
    setattr(host, command, lambda to, _number: answer if to == ADDRESSES[place] else "250 ok")
    working.send_due("email")
    assert [state(message) for message in messages] == [end if n == place else ("sent", "") for n in range(3)]
    assert [got.to for got in host.got] == [one for n, one in enumerate(ADDRESSES) if n != place]
    assert host.connections == 1


def test_a_refused_sender_counts_for_one_too(host):
    messages, answers = three(), ["250 ok", "550 not from here", "250 ok"]
    host.mail = lambda _sender: answers.pop(0)
    working.send_due("email")
    assert [state(message) for message in messages] == [("sent", ""), ("failed", "refused"), ("sent", "")]
    assert len(host.got) == 2


def test_a_server_that_goes_away_at_the_next_has_taken_the_one_before(host):
    messages = three()
    host.rcpt = lambda to, _number: "421 enough" if to == ADDRESSES[1] else "250 ok"
    working.send_due("email")
    assert [state(message)[0] for message in messages] == ["sent", "queued", "queued"]
    assert len(host.got) == 1


def test_silence_about_one_says_nothing_of_the_one_announced(host):
    messages = three()
    host.data = lambda to, _number: "take_and_cut" if to == ADDRESSES[0] else "250 ok"
    working.send_due("email")
    assert [state(message)[0] for message in messages] == ["uncertain", "sent", "sent"]
    assert len({*host.keys}) == len(host.got) == 3


def test_what_was_announced_and_is_not_ours_any_more_arrives_nowhere_and_the_others_do(host, monkeypatch):
    messages, original = three(), reporting.hand_over

    def cancelled(lease, parcel, ended, **told):
        if parcel.id == messages[1].pk:
            outbox.cancel(source="campaign:1", now=NOW)
        return original(lease, parcel, ended, **told)

    monkeypatch.setattr(reporting, "hand_over", cancelled)
    working.send_due("email")
    assert [state(message)[0] for message in messages] == ["sent", "cancelled", "sent"]
    assert [got.to for got in host.got] == [ADDRESSES[0], ADDRESSES[2]]
    assert host.connections == 2


def test_how_much_left_before_it_broke_is_known(monkeypatch):
    """A peer that reads nothing: what the system did not take never arrives."""
    monkeypatch.setattr(smtp, "TIMEOUT_SECONDS", 0.1)
    ours, theirs = socket.socketpair()
    with closing(theirs), smtplib.SMTP() as line:
        line.sock = ours
        ours.settimeout(0.05)
        gone, broken = smtp._pour(line, b"x" * 5_000_000)
        assert isinstance(broken, TimeoutError)
        assert 0 < gone < 5_000_000
        assert len(theirs.recv(gone, socket.MSG_WAITALL)) == gone
        line.close()
