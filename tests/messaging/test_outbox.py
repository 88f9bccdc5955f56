"""The outbox end to end over a real SMTP server: each way a message may go, and that it goes once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from customers import services
from customers.models import Customer
from messaging import gates, hashing, outbox, templating
from messaging.judging import Act, Reason, Verdict
from messaging.models import Cap, LocalMail, Message, Pace, QuietHours, State, Suppression
from messaging.outbox import claiming, working
from messaging.templating import Text
from tests.customers.factories import NOW, make_customer
from tests.messaging.factories import allow, at, make_version, put, reader, state

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr("core.clock.now", lambda: NOW)


# --- Sent -----------------------------------------------------------------------------------


def test_a_message_is_sent_once_and_reads_well(host):
    message = put(reader("Anna Élodie 张伟", given_name="Anna"))
    assert working.send_due("email") == 1
    assert working.send_due("email") == 0
    (got,) = host.got
    assert got.message["Subject"] == "News for Anna"
    assert got.message["To"].addresses[0].display_name == "Anna Élodie 张伟"
    assert got.message.get_body(("html",)).get_content().strip() == "<p>Hello Anna Élodie 张伟</p>"
    assert got.message.get_body(("plain",)).get_content().strip() == "Hello Anna Élodie 张伟"
    assert state(message) == ("sent", "")
    assert (message.attempts, message.address, message.language) == (1, got.to, "en")
    assert message.sent_at == message.handed_at == message.settled_at == NOW
    assert message.provider_id == got.message["Message-ID"]


def test_the_same_key_is_one_message(host):
    anna, version = reader(), make_version()
    draft = outbox.Draft("birthday:2026:1", anna.pk, "email", "marketing", "birthday", version.pk, NOW, NOW + DAY)
    assert outbox.enqueue([draft], now=NOW) == 1
    assert outbox.enqueue([draft], now=NOW) == 0
    working.send_due("email")
    assert outbox.enqueue([draft], now=NOW) == 0
    working.send_due("email")
    assert len(host.got) == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_drafts_from_two_sides_at_once_are_each_new_once():
    people, version = [reader() for _ in range(40)], make_version()
    drafts = [
        outbox.Draft(f"twice:{who.pk}", who.pk, "email", "marketing", "twice", version.pk, NOW, NOW + DAY)
        for who in people
    ]
    barrier = Barrier(4)

    def put_all(_number: int) -> int:
        try:
            barrier.wait(timeout=30)
            return outbox.enqueue(iter(drafts), now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(put_all, range(4))) == 40
    assert Message.objects.count() == 40


def test_without_a_server_messages_land_in_the_local_mailbox():
    message = put(reader())
    working.send_due("email")
    mail = LocalMail.objects.get()
    assert (mail.message, mail.address) == (message, message.customer.email)
    assert b"multipart/alternative" in mail.content
    assert state(message) == ("sent", "")


def test_what_is_not_due_yet_waits(host, monkeypatch):
    put(reader(), next_at=NOW + timedelta(hours=1))
    assert working.send_due("email") == 0
    at(monkeypatch, NOW + timedelta(hours=1))
    assert working.send_due("email") == 1
    assert len(host.got) == 1


def test_one_connection_serves_many(host):
    version = make_version()
    for _ in range(5):
        put(reader(), version=version)
    working.send_due("email")
    assert (len(host.got), host.connections) == (5, 1)


def test_what_somebody_waits_for_goes_first(host):
    version = make_version()
    put(reader("News"), version=version)
    put(reader("Receipt"), version=version, purpose="transactional")
    working.send_due("email")
    assert ["Receipt" in got.message["Subject"] for got in host.got] == [True, False]


def test_a_line_that_begins_with_a_dot_arrives_as_it_was(host):
    put(reader(), version=make_version(Text("en", ".\n..hidden\n.end", subject=".")))
    working.send_due("email")
    assert host.got[0].message.get_content().split() == [".", "..hidden", ".end"]


def test_facts_cannot_write_headers_or_tags(host):
    text = Text("en", "{{ product.name }}", subject="{{ product.name }}", html="<p>{{ product.name }}</p>")
    templating.offer("product.name")
    evil = "<script>\r\nBcc: all@example.com"
    put(reader(), version=make_version(text), facts={"product": {"name": evil}})
    working.send_due("email")
    (got,) = host.got
    assert got.message["Bcc"] is None
    assert got.message["Subject"] == "<script> Bcc: all@example.com"
    assert "<script>" not in got.message.get_body(("html",)).get_content()


# --- Languages ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "expected"), [("zh-hans", "你好"), ("zh-tw", "你好"), ("de", "Hello"), ("", "Hello"), ("en", "Hello")]
)
def test_each_in_their_language_else_the_shops(host, language, expected):
    put(reader(language=language), version=make_version(Text("zh-hans", "你好"), Text("en", "Hello")))
    working.send_due("email")
    assert host.got[0].message.get_content().strip() == expected


def test_a_missing_fact_is_an_error_of_that_message_alone(host):
    templating.offer("product.name")
    version = make_version(Text("en", "{{ product.name }}"))
    broken, whole = put(reader(), version=version), put(reader(), version=version, facts={"product": {"name": "Tea"}})
    working.send_due("email")
    assert state(broken) == ("skipped", "render_error")
    assert "product" in broken.detail
    assert state(whole) == ("sent", "")


# --- Checked again at the claim -------------------------------------------------------------


def _withdraw(anna: Customer) -> None:
    allow(anna, state="withdrawn")


def _suppress(anna: Customer) -> None:
    Suppression.objects.create(
        channel="email", address_hash=hashing.hashes(anna.email.upper())[0], reason="bounced", since=NOW
    )


def _hold(anna: Customer) -> None:
    services.place_hold(customer=anna, kind="complaint", reason="open", actor=None, now=NOW, source="complaint:1")


def _move(anna: Customer) -> None:
    services.update_customer(
        customer=anna, data={"email": "other@example.com"}, expected_version=None, actor=None, now=NOW
    )


def _lose(anna: Customer) -> None:
    services.update_customer(customer=anna, data={"email": ""}, expected_version=None, actor=None, now=NOW)


@pytest.mark.parametrize(
    ("change", "reason"),
    [(_withdraw, "consent"), (_suppress, "suppressed"), (_hold, "held"), (_move, "consent"), (_lose, "no_address")],
)
def test_what_changed_after_enqueuing_stops_it(host, change, reason):
    anna = reader()
    message = put(anna)
    anna.refresh_from_db()
    change(anna)
    working.send_due("email")
    assert state(message) == ("skipped", reason)
    assert host.got == []


def test_a_suppression_of_one_purpose_leaves_the_others(host):
    anna = reader()
    Suppression.objects.create(
        channel="email",
        address_hash=hashing.hashes(anna.email)[0],
        purpose="marketing",
        reason="unsubscribed",
        since=NOW,
    )
    news, receipt = put(anna), put(anna, purpose="transactional")
    working.send_due("email")
    assert (state(news), state(receipt)) == (("skipped", "suppressed"), ("sent", ""))


def test_an_address_hashed_with_an_older_key_is_still_known(host, settings):
    anna = reader()
    settings.SUPPRESSION_KEYS = ["old" * 10]
    _suppress(anna)
    settings.SUPPRESSION_KEYS = ["new" * 10, "old" * 10]
    message = put(anna)
    working.send_due("email")
    assert state(message) == ("skipped", "suppressed")


def test_upper_apps_may_object(host, monkeypatch):
    monkeypatch.setattr(gates, "_gates", {})
    message = put(reader(), source="campaign:7")
    gates.register(
        "test",
        lambda rows, _now: {row.id: Verdict(Act.SKIP, Reason.HELD_OUT) for row in rows if row.source == "campaign:7"},
    )
    working.send_due("email")
    assert state(message) == ("skipped", "held_out")


def test_quiet_hours_delay_by_the_customers_own_clock(host, monkeypatch):
    """NOW is noon in London, eight in the evening in Shanghai."""
    QuietHours.objects.create(channel="email", begins="20:00", ends="09:00")
    version = make_version()
    here, there = put(reader(), version=version), put(reader(time_zone="Asia/Shanghai"), version=version)
    working.send_due("email")
    assert (state(here), state(there)) == (("sent", ""), ("queued", "quiet"))
    assert there.next_at == NOW + timedelta(hours=13)
    at(monkeypatch, there.next_at)
    working.send_due("email")
    assert state(there) == ("sent", "")


# --- Caps -----------------------------------------------------------------------------------


def test_the_cap_holds_within_a_batch_and_over_days(host, monkeypatch):
    Cap.objects.create(channel="email", purpose="marketing", messages=2, days=7)
    anna, version = reader(), make_version()
    messages = [put(anna, version=version, valid_until=NOW + 30 * DAY) for _ in range(3)]
    working.send_due("email")
    assert [state(message) for message in messages] == [("sent", ""), ("sent", ""), ("queued", "capped")]
    assert messages[2].next_at == NOW + 7 * DAY
    at(monkeypatch, NOW + 7 * DAY)
    working.send_due("email")
    assert state(messages[2]) == ("sent", "")


def test_the_last_place_goes_to_the_higher_priority_though_it_came_later(host, monkeypatch):
    Cap.objects.create(channel="email", purpose="marketing", messages=1, days=7)
    monkeypatch.setattr(claiming, "BATCH", 1)
    anna, version = reader(), make_version()
    low, high = put(anna, version=version, priority=1), put(anna, version=version, priority=5)
    claimed = claiming.claim("email", now=NOW, limit=1)
    assert (claimed.rows, state(low)) == ([], ("queued", "outranked"))
    working.send_due("email")
    assert state(high) == ("sent", "")
    at(monkeypatch, NOW + timedelta(minutes=2))
    working.send_due("email")
    assert state(low) == ("queued", "capped") or state(low) == ("skipped", "capped")
    assert len(host.got) == 1


def test_caps_are_per_purpose_and_leave_transactions_alone(host):
    Cap.objects.create(channel="email", purpose="marketing", messages=1, days=7)
    anna, version = reader(), make_version()
    allow(anna, "survey")
    put(anna, version=version)
    others = [
        put(anna, version=version, purpose=purpose)
        for purpose in ("survey", "service", "transactional", "transactional")
    ]
    working.send_due("email")
    assert {state(message) for message in others} == {("sent", "")}


def test_a_failed_message_frees_its_place(host):
    Cap.objects.create(channel="email", purpose="marketing", messages=1, days=7)
    host.data = lambda _address, number: "550 no" if number == 1 else "250 ok"
    anna, version = reader(), make_version()
    first = put(anna, version=version)
    working.send_due("email")
    second = put(anna, version=version)
    working.send_due("email")
    assert (state(first), state(second)) == (("failed", "refused"), ("sent", ""))


def test_a_pace_holds_over_runs_and_fills_by_the_clock(host, monkeypatch):
    Pace.objects.create(channel="email", per_minute=3)
    version = make_version()
    for _ in range(8):
        put(reader(), version=version)
    working.send_due("email")
    working.send_due("email")
    assert len(host.got) == 3
    at(monkeypatch, NOW + timedelta(seconds=20))
    working.send_due("email")
    assert len(host.got) == 4
    at(monkeypatch, NOW + timedelta(hours=1))
    working.send_due("email")
    assert len(host.got) == 7


def test_who_is_skipped_takes_nothing_of_the_pace(host):
    Pace.objects.create(channel="email", per_minute=2)
    version = make_version()
    for _ in range(4):
        put(make_customer(email=""), version=version)
    put(reader(), version=version)
    for _ in range(3):
        working.send_due("email")
    assert len(host.got) == 1


# --- Merging --------------------------------------------------------------------------------


def test_what_waits_for_a_merged_customer_goes_to_the_survivor(host):
    from customers.merging import merge_customers
    from tests.customers.factories import make_user

    kept, gone = reader("Kept"), reader("Gone")
    message = put(gone)
    merge_customers(survivor=kept, duplicate=gone, reason="the same", actor=make_user("owner"), now=NOW)
    working.send_due("email")
    message.refresh_from_db()
    assert (message.customer, message.state, host.got[0].to) == (kept, State.SENT, kept.email)
