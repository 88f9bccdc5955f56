"""The outbox end to end over a real SMTP server: each way a message may go, and that it goes once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from customers import services
from customers.models import Customer
from messaging import gates, hashing, outbox, templating
from messaging.judging import Act, Reason, Verdict
from messaging.models import WAYS, Cap, LocalMail, Message, Pace, QuietHours, State, Suppression
from messaging.outbox import claiming, enqueuing, recovering, reporting, working
from messaging.templating import Text
from tests.customers.factories import NOW, make_customer
from tests.messaging.factories import HELLO, allow, make_version, put, reader

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr("core.clock.now", lambda: NOW)


def at(monkeypatch, moment):
    monkeypatch.setattr("core.clock.now", lambda: moment)


def state(message: Message) -> tuple[str, str]:
    message.refresh_from_db()
    return message.state, message.reason


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


# --- What PostgreSQL refuses ----------------------------------------------------------------


def test_the_guard_knows_the_ways_that_the_model_tells():
    from importlib import import_module

    from messaging.migrations import __name__ as package

    written = import_module(f"{package}.0002_guards").WAYS
    assert {here: frozenset(ways) for here, ways in written.items()} == {
        here.value: frozenset(way.value for way in ways) for here, ways in WAYS.items()
    }


@pytest.mark.parametrize(("here", "there"), [("sent", "queued"), ("cancelled", "queued"), ("complained", "delivered")])
def test_a_way_that_does_not_exist_is_refused(here, there):
    message = put(reader())
    steps = {"sent": ["leased", "sent"], "cancelled": ["cancelled"], "complained": ["leased", "sent", "complained"]}
    for step in steps[here]:
        _force(message, step)
    with pytest.raises(IntegrityError, match="cannot go"), transaction.atomic():
        _force(message, there)


def _force(message: Message, to: str) -> None:
    from uuid import uuid4

    leased = to == "leased"
    Message.objects.filter(pk=message.pk).update(
        state=to, lease=uuid4() if leased else None, leased_until=NOW if leased else None, handed_at=NOW, sent_at=NOW
    )


def test_a_version_is_never_changed():
    version = make_version()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        version.texts.update(text="other")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        version.texts.all().delete()


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


# --- Templates ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "field"),
    [
        (Text("en", "Dear {{ customer.nmae }}"), "placeholder_unknown", "text"),
        (Text("en", "ok", html="{% for %}"), "template_invalid", "html"),
        (Text("en", "ok", subject="{{ customer.password }}"), "placeholder_unknown", "subject"),
        (Text("en", "  ", html="<p>page</p>"), "template_empty", "text"),
        (Text("en", "{% include 'secret' %}"), "template_invalid", "text"),
        (Text("en", "{% render 'secret' %}"), "template_invalid", "text"),
        (Text("en", "ok", html="{{ customer.name | safe }}"), "template_invalid", "html"),
    ],
)
def test_what_does_not_fit_is_told_when_a_template_is_saved(text, code, field):
    from core.errors import DomainError

    with pytest.raises(DomainError) as refused:
        make_version(text)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_saving_again_makes_a_new_version_and_keeps_the_old():
    version = make_version()
    second = templating.save_version(template=version.template, texts=[HELLO], actor=None, now=NOW)
    assert (version.number, second.number) == (1, 2)
    assert templating.newest(version.template) == second
