"""SMS end to end over a real HTTP server: what it is told, what must stand on it, and each answer that it may give."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.urls import reverse

from customers.models import Consent, Customer
from messaging import hashing, templating
from messaging.channels.http import line
from messaging.models import (
    Cap,
    CountryWording,
    LocalMail,
    MessagingSettings,
    Pace,
    QuietHours,
    Suppression,
    Template,
)
from messaging.outbox import working
from messaging.templating import Text
from tests.core.webhooking import check
from tests.customers.factories import NOW, make_customer, make_user
from tests.messaging.conftest import SECRET
from tests.messaging.factories import NOTE, allow, at, make_version, phoner, put_sms, state

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    templating.offer("product")
    CountryWording.objects.all().delete()
    monkeypatch.setattr("core.clock.now", lambda: NOW)


def configure(**given: str) -> None:
    MessagingSettings.objects.update_or_create(pk=1, defaults=given)


# --- Sent -----------------------------------------------------------------------------------


def test_a_message_goes_out_once_signed_and_counted(carrier):
    anna = phoner(language="zh-hans")
    version = make_version(NOTE, Text("zh-hans", "{{ customer.given_name }}，{{ product }}到店了。"), channel="sms")
    message = put_sms(anna, version=version)
    assert working.send_due("sms") == 1
    working.send_due("sms")
    assert state(message) == ("sent", "")
    assert (message.provider_id, message.address, message.language) == ("1", anna.phone, "zh-hans")
    (got,) = carrier.got
    assert got.path == "/"
    assert got.headers["webhook-id"] == got.told["id"]
    assert check(SECRET, got)
    assert got.told | {"id": "", "unsubscribe": ""} == {
        "id": "", "channel": "sms", "to": anna.phone, "sender": "", "subject": "", "text": "Anna，Yirgacheffe到店了。",
        "language": "zh-hans", "segments": 1, "template": "", "values": {}, "unsubscribe": "",
        "valid_until": message.valid_until.isoformat(),
    }  # fmt: skip
    assert "/messages/u/" in got.told["unsubscribe"]


def test_what_was_asked_for_just_now_has_no_way_out(carrier):
    put_sms(phoner(), purpose="transactional")
    working.send_due("sms")
    assert carrier.got[0].told["unsubscribe"] == ""


def test_the_way_out_of_an_sms_stops_sms_alone(carrier, client):
    anna = phoner()
    put_sms(anna)
    working.send_due("sms")
    path = "/messages/u/" + carrier.got[0].told["unsubscribe"].partition("/messages/u/")[2]
    assert client.post(path).status_code == 200
    later = put_sms(anna)
    working.send_due("sms")
    assert state(later) == ("skipped", "consent")


def test_a_carrier_without_a_word_of_its_own_gets_ours(carrier):
    carrier.answer = lambda _number: "202 fine"
    message = put_sms(phoner())
    working.send_due("sms")
    assert state(message) == ("sent", "")
    assert message.provider_id


def test_a_template_that_the_carrier_approved_is_named_with_its_values(carrier):
    version = make_version(NOTE, channel="sms")
    Template.objects.filter(versions=version).update(approved_id="SMS_1")
    put_sms(phoner(), version=version)
    working.send_due("sms")
    told = carrier.got[0].told
    assert (told["template"], told["values"]) == ("SMS_1", {"customer_given_name": "Anna", "product": "Yirgacheffe"})


def test_with_nothing_configured_it_lands_in_the_local_mailbox_with_its_count(client):
    version = make_version(Text("en", "常" * 71), channel="sms")
    message = put_sms(phoner(), version=version)
    working.send_due("sms")
    assert state(message) == ("sent", "")
    mail = LocalMail.objects.get(message=message)
    assert (bytes(mail.content).decode(), mail.segments, mail.address) == ("常" * 71, 2, message.address)
    assert mail.subject == "常" * 71
    client.force_login(make_user("owner"))
    assert "2 SMS" in client.get(reverse("messaging:mail", args=[mail.pk])).content.decode()


# --- What must stand on it ------------------------------------------------------------------


def sent_text(carrier, country="CN", **given):
    put_sms(phoner(country=country), version=make_version(Text("en", "New beans."), channel="sms"), **given)
    working.send_due("sms")
    return carrier.got[-1].told["text"]


def test_signature_and_way_out_stand_on_news_and_the_signature_alone_on_the_rest(carrier):
    configure(sms_signature="常客", sms_opt_out="Reply T to unsubscribe", sms_sender="Regulars")
    assert sent_text(carrier) == "【常客】New beans. Reply T to unsubscribe"
    assert carrier.got[-1].told["sender"] == "Regulars"
    assert sent_text(carrier, purpose="transactional") == "【常客】New beans."
    assert sent_text(carrier, purpose="service") == "【常客】New beans."


def test_the_country_of_the_number_has_the_last_word(carrier):
    configure(sms_opt_out="Reply T to unsubscribe")
    CountryWording.objects.create(country="CN", sms_mark="广告", sms_opt_out="拒收请回复R")
    assert sent_text(carrier) == "广告 New beans. 拒收请回复R"
    assert sent_text(carrier, country="US") == "New beans. Reply T to unsubscribe"


def test_what_the_words_say_already_is_not_said_twice(carrier):
    CountryWording.objects.create(country="CN", sms_mark="广告", sms_opt_out="拒收请回复R")
    put_sms(phoner(), version=make_version(Text("en", "广告 New beans. 拒收请回复R"), channel="sms"))
    working.send_due("sms")
    assert carrier.got[0].told["text"] == "广告 New beans. 拒收请回复R"


def test_what_is_put_on_it_counts(carrier):
    configure(sms_signature="常客")
    put_sms(phoner(), version=make_version(Text("en", "常" * 67), channel="sms"))
    working.send_due("sms")
    assert carrier.got[0].told["segments"] == 2


# --- The same rules as for e-mail -----------------------------------------------------------


def test_consent_suppression_and_address_are_those_of_sms(carrier):
    version = make_version(NOTE, channel="sms")
    by_mail_only = make_customer("Bo", phone="+8613811111111", email="bo@example.com")
    allow(by_mail_only)
    suppressed, nowhere = phoner(), make_customer("Cy", email="cy@example.com")
    allow(nowhere, channel="sms")
    Suppression.objects.create(
        channel="sms", address_hash=hashing.hashes(suppressed.phone)[0], reason="staff", since=NOW
    )
    odd = make_customer("Di")
    Customer.objects.filter(pk=odd.pk).update(phone="110")
    allow(odd, channel="sms")
    found = [state(_sent(put_sms(one, version=version))) for one in (by_mail_only, suppressed, nowhere, odd)]
    assert found == [
        ("skipped", "consent"), ("skipped", "suppressed"), ("skipped", "no_address"), ("skipped", "address_invalid"),
    ]  # fmt: skip
    assert carrier.got == []


def _sent(message):
    working.send_due("sms")
    return message


def test_withdrawing_outlives_a_file_that_says_yes(carrier):
    anna = phoner()
    allow(anna, state="withdrawn", channel="sms")
    again = make_customer("Anna again", phone=anna.phone)
    Consent.objects.create(
        customer=again, channel="sms", purpose="marketing", state="granted", source="file", changed_at=NOW
    )
    assert state(_sent(put_sms(again))) == ("skipped", "suppressed")


def test_caps_quiet_hours_and_pace_of_e_mail_say_nothing_of_sms(carrier, monkeypatch):
    for model in (Cap, QuietHours, Pace):
        model.objects.all().delete()
    Cap.objects.create(channel="email", purpose="marketing", messages=1, days=7)
    Cap.objects.create(channel="sms", purpose="marketing", messages=1, days=2)
    anna, version = phoner(), make_version(NOTE, channel="sms")
    first, second = put_sms(anna, version=version), put_sms(anna, version=version)
    working.send_due("sms")
    assert (state(first), state(second)) == (("sent", ""), ("queued", "capped"))
    assert second.next_at == NOW + 2 * DAY
    QuietHours.objects.create(channel="sms", begins="11:00", ends="13:00")
    at(monkeypatch, NOW + 2 * DAY)
    working.send_due("sms")
    assert state(second) == ("queued", "quiet")


# --- What a carrier may answer --------------------------------------------------------------


@pytest.mark.parametrize("status", [400, 403, 404, 413, 422])
def test_a_refusal_ends_that_message_alone(carrier, status):
    carrier.answer = lambda number: f"{status} no" if number == 1 else "200"
    version = make_version(NOTE, channel="sms")
    first, second = put_sms(phoner(), version=version), put_sms(phoner(), version=version)
    working.send_due("sms")
    assert (state(first), state(second)) == (("failed", "refused"), ("sent", ""))
    assert first.detail == f"{status} no"


@pytest.mark.parametrize("status", [408, 425, 429, 500, 503])
def test_not_now_is_tried_again_later(carrier, monkeypatch, status):
    carrier.answer = lambda number: f"{status} later" if number == 1 else "200"
    message = put_sms(phoner())
    working.send_due("sms")
    assert state(message) == ("queued", "temporary")
    at(monkeypatch, message.next_at)
    working.send_due("sms")
    assert (state(message), message.attempts) == (("sent", ""), 2)
    assert len({got.headers["webhook-id"] for got in carrier.got}) == 1


@pytest.mark.parametrize("status", [401, 402, 301, 307])
def test_what_is_wrong_with_the_account_lets_everything_wait(carrier, status):
    carrier.location = f"{carrier.url}/elsewhere"
    carrier.answer = lambda _number: f"{status} no"
    version = make_version(NOTE, channel="sms")
    messages = [put_sms(phoner(), version=version) for _ in range(3)]
    working.send_due("sms")
    assert [state(message) for message in messages] == [
        ("queued", "not_configured"), ("queued", "channel_down"), ("queued", "channel_down")
    ]  # fmt: skip
    assert len(carrier.got) == 1
    assert messages[0].handed_at is None


@pytest.mark.parametrize("status", [502, 504])
def test_a_gateway_that_heard_nothing_is_uncertain(carrier, monkeypatch, status):
    carrier.answer = lambda _number: f"{status} bad gateway"
    message = put_sms(phoner())
    working.send_due("sms")
    assert state(message) == ("uncertain", "no_answer")
    at(monkeypatch, NOW + DAY)
    working.send_due("sms")
    assert len(carrier.got) == 1


def test_nobody_lives_there(carrier):
    carrier.answer = lambda _number: '422 {"code": "no_such_address"}'
    anna = phoner()
    first = put_sms(anna)
    working.send_due("sms")
    assert state(first) == ("failed", "no_such_address")
    assert state(_sent(put_sms(anna, purpose="transactional"))) == ("skipped", "suppressed")


def test_half_an_answer_still_said_that_it_was_taken(carrier):
    carrier.answer = lambda _number: "half"
    message = put_sms(phoner())
    working.send_due("sms")
    assert state(message) == ("sent", "")


def test_an_answer_without_an_end_is_not_read_to_its_end(carrier):
    carrier.answer = lambda _number: "flood"
    message = put_sms(phoner())
    began = time.monotonic()
    working.send_due("sms")
    assert state(message) == ("sent", "")
    assert time.monotonic() - began < 2


# --- Silence --------------------------------------------------------------------------------


def test_nobody_there_lets_everything_wait(settings):
    settings.SMS_URL, settings.SMS_SECRET, settings.CHANNELS_ALLOW_PRIVATE = "http://127.0.0.1:1", SECRET, True
    version = make_version(NOTE, channel="sms")
    messages = [put_sms(phoner(), version=version) for _ in range(2)]
    working.send_due("sms")
    assert [state(message) for message in messages] == [("queued", "unreachable"), ("queued", "channel_down")]
    assert messages[0].next_at == NOW + timedelta(seconds=30)


@pytest.mark.parametrize("act", ["cut", "hang", "drip"])
def test_silence_after_the_request_is_uncertain_and_the_others_wait(carrier, monkeypatch, act):
    monkeypatch.setattr(line, "WHOLE_SECONDS", 0.4)
    carrier.answer = lambda number: act if number == 1 else "200"
    carrier.patience = 1.0
    version = make_version(NOTE, channel="sms")
    first, second = put_sms(phoner(), version=version), put_sms(phoner(), version=version)
    began = time.monotonic()
    working.send_due("sms")
    assert time.monotonic() - began < 2
    assert state(first) == ("uncertain", "no_answer")
    assert state(second)[0] == "queued"
    at(monkeypatch, NOW + DAY)
    working.send_due("sms")
    assert (state(first)[0], state(second)[0]) == ("uncertain", "sent")
    assert len(carrier.got) == 2


def test_who_closes_before_reading_never_makes_a_message_sent_or_lost(carrier):
    """Whether the request had gone out whole is the kernel's to say: both ends are honest."""
    carrier.answer = lambda _number: "deaf"
    message = put_sms(phoner())
    working.send_due("sms")
    assert state(message) in {("uncertain", "no_answer"), ("queued", "unreachable")}


def test_a_private_address_is_not_asked_unless_that_is_allowed(carrier, settings):
    settings.CHANNELS_ALLOW_PRIVATE, settings.WEBHOOKS_ALLOW_PRIVATE = False, True
    message = put_sms(phoner())
    working.send_due("sms")
    assert state(message) == ("queued", "unreachable")
    assert message.detail == "address_refused"
    assert carrier.seen == 0
