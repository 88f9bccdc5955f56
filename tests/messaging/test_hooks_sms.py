"""What carriers tell of SMS, and what customers answer to them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from customers.models import Consent
from messaging import templating
from messaging.models import DeliveryEvent, Message, Suppression
from messaging.outbox import working
from messaging.rendering.mime import digest
from messaging.tracking import applying
from messaging.tracking.answers import word_of
from tests.customers.factories import NOW
from tests.messaging.factories import allow, at, phoner, put_sms, state
from tests.messaging.hooking import TOKEN, tell, tell_aliyun, tell_twilio

pytestmark = pytest.mark.django_db
SITE = "https://crm.shop.example"
STAMP = NOW.timestamp()


@pytest.fixture(autouse=True)
def _now(monkeypatch, settings):
    at(monkeypatch, NOW)
    templating.offer("product")
    settings.SITE_URL = SITE
    settings.SMS_PRESET, settings.SMS_SECRET = "twilio", TOKEN


# --- SMS ------------------------------------------------------------------------------------


def sms(number: str = "SM1", **given: Any) -> Message:
    message = put_sms(phoner(**given))
    Message.objects.filter(pk=message.pk).update(
        state="leased", lease="12345678-1234-5678-1234-567812345678", leased_until=NOW + timedelta(minutes=1)
    )
    Message.objects.filter(pk=message.pk).update(
        state="sent", lease=None, leased_until=None, provider_id=number, handed_at=NOW, sent_at=NOW,
        address=message.customer.phone,
    )  # fmt: skip
    message.refresh_from_db()
    return message


def suppressed(message: Message) -> set[str]:
    return set(Suppression.objects.filter(channel="sms").values_list("purpose", flat=True))


@pytest.mark.parametrize(
    ("told", "ends"),
    [
        ({"MessageStatus": "delivered"}, ("delivered", "")),
        ({"MessageStatus": "undelivered", "ErrorCode": "30003"}, ("bounced", "given_up")),
        ({"MessageStatus": "undelivered", "ErrorCode": "30005"}, ("bounced", "no_such_address")),
        ({"MessageStatus": "sent"}, ("sent", "")),
    ],
)
def test_twilio_tells_what_became_of_it(told, ends):
    message = sms()
    for _thrice in range(3):
        assert tell_twilio({"MessageSid": "SM1", "To": message.address, **told}).status_code == 200
    applying.apply_due()
    assert state(message) == ends
    assert DeliveryEvent.objects.count() == (0 if told["MessageStatus"] == "sent" else 1)
    assert suppressed(message) == ({""} if ends[1] == "no_such_address" else set())


def test_twilio_settles_one_that_was_never_answered_for():
    message = sms()
    Message.objects.filter(pk=message.pk).update(state="sent")
    other = put_sms(phoner())
    Message.objects.filter(pk=other.pk).update(
        state="leased", lease="12345678-1234-5678-1234-567812345678", leased_until=NOW, handed_at=NOW
    )
    Message.objects.filter(pk=other.pk).update(state="uncertain", reason="no_answer", lease=None, leased_until=None)
    tell_twilio({"MessageSid": "SM9", "MessageStatus": "delivered"}, query=f"m={digest(other.key)}")
    applying.apply_due()
    assert (state(other), other.provider_id) == (("delivered", ""), "SM9")
    assert state(message)[0] == "sent"


def test_twilio_must_sign():
    assert tell_twilio({"MessageSid": "SM1", "MessageStatus": "delivered"}, token="other").status_code == 403
    assert Client().post("/hooks/sms/twilio/", {"MessageSid": "SM1"}).status_code == 403


def test_aliyun_tells_what_became_of_it():
    message, other = sms("900^0"), sms("901^0")
    row = {"phone_number": message.address.removeprefix("+86"), "report_time": "2026-03-10 20:01:00", "biz_id": "900^0"}
    fail = {
        "biz_id": "901^0",
        "phone_number": "13800138000",
        "err_code": "IS_CLOSED",
        "err_msg": "关机",
        "success": False,
    }
    for _thrice in range(3):
        answer = tell_aliyun([row | {"success": True, "err_code": "DELIVERED"}, fail])
        assert answer.json() == {"code": 0, "msg": "OK"}
    applying.apply_due()
    assert state(message) == ("delivered", "")
    assert (state(other), other.detail) == (("bounced", "given_up"), "IS_CLOSED 关机")
    assert DeliveryEvent.objects.count() == 2
    assert tell_aliyun([row], secret="guess").status_code == 403


# --- Answers --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("STOP", "STOP"), (" stop. ", "STOP"), ("Stop all", "STOP ALL"), ("退订", "退订"),
        ("【退订】", "退订"), ("r", "R"),
        ("Ｒ", "R"),
        ("td", "TD"), ("T D", ""), ("please stop", ""), ("Do not stop", ""), ("", ""), ("R" * 50, ""), ("不要退订", ""),
    ],
)  # fmt: skip
def test_only_a_word_of_refusal_is_one(text, word):
    assert word_of(text) == word


def inbound(kind: str, phone: str, text: str) -> None:
    if kind == "twilio":
        answer = tell_twilio({"MessageSid": "SM7", "From": phone, "Body": text, "SmsStatus": "received"})
        assert answer.content == b"<Response></Response>"
    elif kind == "aliyun":
        number = phone.removeprefix("+86")
        answer = tell_aliyun(
            [{"phone_number": number, "content": text, "sequence_id": 5, "send_time": "2026-03-10 20:00:01"}]
        )
    else:
        answer = tell({"event": "answer", "to": phone, "text": text, "id": "7"})
    assert answer.status_code == 200


@pytest.mark.parametrize("kind", ["twilio", "aliyun", "generic"])
@pytest.mark.parametrize(("text", "service"), [("TD", "granted"), ("STOP", "withdrawn")])
def test_a_word_of_refusal_withdraws_once_and_is_the_proof(kind, text, service):
    anna = phoner()
    allow(anna, "service", channel="sms")
    for _thrice in range(3):
        inbound(kind, anna.phone, text)
        applying.apply_due()
    given = {row.purpose: row for row in Consent.objects.filter(customer=anna, channel="sms")}
    assert (given["marketing"].state, given["survey"].state) == ("withdrawn", "withdrawn")
    assert given["service"].state == service
    assert f"“{text}”" in given["marketing"].source
    assert kind in given["marketing"].source
    assert anna.consent_changes.filter(channel="sms", purpose="marketing", state="withdrawn").count() == 1
    assert DeliveryEvent.objects.get().detail == text
    refused = put_sms(anna)
    working.send_due("sms")
    assert state(refused)[0] == "skipped"


def test_other_answers_are_not_kept():
    anna = phoner()
    inbound("generic", anna.phone, "Thank you, see you on Friday")
    inbound("twilio", "no number", "STOP")
    assert not DeliveryEvent.objects.exists()


def test_a_no_from_an_unknown_number_is_remembered_by_its_hash():
    inbound("generic", "+8613900000001", "退订")
    applying.apply_due()
    assert set(Suppression.objects.values_list("purpose", "reason")) == {
        ("marketing", "unsubscribed"), ("survey", "unsubscribed"),
    }  # fmt: skip
    assert DeliveryEvent.objects.get().address == ""
