"""Each preset: the request as the provider documents it, and what every answer of theirs means."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from messaging.channels import Parcel, Wait
from messaging.channels.http import aliyun, generic, twilio
from messaging.channels.http.line import Account, Answer, NotReady
from tests.customers.factories import NOW

PARCEL: dict[str, Any] = {
    "id": 1, "key": "birthday:2026:sms:1", "channel": "sms", "address": "+8613800138000", "sender": "Regulars",
    "subject": "", "content": "你好 & welcome".encode(), "language": "zh-hans",
    "valid_until": datetime(2026, 3, 11, tzinfo=UTC), "attempts": 0, "provider_id": "ours",
}  # fmt: skip


def parcel(**given: Any) -> Parcel:
    return Parcel(**(PARCEL | given))


def said(status: int, told: object = "") -> Answer:
    return Answer(status, (told if isinstance(told, str) else json.dumps(told)).encode())


# --- Twilio ---------------------------------------------------------------------------------

TWILIO = Account("https://api.twilio.com", "AC123", "token")


def form(body: bytes) -> dict[str, str]:
    return dict(parse_qsl(body.decode()))


def test_twilio_gets_a_form():
    request = twilio.build(parcel(), TWILIO, NOW)
    assert request.url == "https://api.twilio.com/2010-04-01/Accounts/AC123/Messages.json"
    assert form(request.body) == {"To": "+8613800138000", "From": "Regulars", "Body": "你好 & welcome"}
    assert base64.b64decode(request.headers["Authorization"].removeprefix("Basic ")) == b"AC123:token"


def test_twilio_is_told_a_messaging_service_by_its_name():
    service = "MG" + "0a" * 16
    told = form(twilio.build(parcel(sender=service), TWILIO, NOW).body)
    assert told["MessagingServiceSid"] == service
    assert "From" not in told
    assert form(twilio.build(parcel(sender="MGB Coffee"), TWILIO, NOW).body)["From"] == "MGB Coffee"


def test_without_a_sender_nothing_is_asked_of_twilio():
    with pytest.raises(NotReady):
        twilio.build(parcel(sender=""), TWILIO, NOW)


@pytest.mark.parametrize(
    ("answer", "wait", "reason"),
    [
        (said(201, {"sid": "SM1", "status": "queued"}), Wait.DONE, ""),
        (
            said(400, {"code": 21211, "message": "Invalid 'To' Phone Number", "status": 400}),
            Wait.NEVER,
            "no_such_address",
        ),
        (said(400, {"code": 21614}), Wait.NEVER, "no_such_address"),
        (said(400, {"code": 21610}), Wait.NEVER, "opted_out"),
        (said(400, {"code": 21617}), None, ""),
        (said(429, {"code": 20429}), None, ""),
        (said(500, "oh"), None, ""),
    ],
)
def test_answers_of_twilio(answer, wait, reason):
    found = twilio.read(answer, parcel())
    assert (found and found.wait, found.reason if found else "") == (wait, reason)


def test_twilio_names_the_message():
    found = twilio.read(said(201, {"sid": "SM1"}), parcel())
    assert found
    assert found.provider_id == "SM1"
    cut = twilio.read(said(201), parcel())
    assert cut
    assert cut.provider_id == "ours"


# --- Aliyun ---------------------------------------------------------------------------------

ALIYUN = Account("https://dysmsapi.aliyuncs.com", "YourAccessKeyId", "YourAccessKeySecret")
EMPTY = sha256(b"").hexdigest()


def test_aliyun_is_signed_as_its_documentation_does():
    asked = {"ImageId": "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd", "RegionId": "cn-shanghai"}
    headers = {
        "host": "ecs.cn-shanghai.aliyuncs.com", "x-acs-action": "RunInstances", "x-acs-content-sha256": EMPTY,
        "x-acs-date": "2023-10-26T10:22:32Z", "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
        "x-acs-version": "2014-05-26",
    }  # fmt: skip
    assert aliyun.authorization(asked, headers, ALIYUN) == (
        "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,"
        "SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,"
        "Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
    )


def asked(url: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))


def test_aliyun_is_told_the_approved_template():
    wanted = parcel(sender="常客", template="SMS_1", values={"customer_name": "安 娜~*", "code": "7"})
    request = aliyun.build(wanted, ALIYUN, NOW)
    assert request.url.startswith("https://dysmsapi.aliyuncs.com/?")
    told = asked(request.url)
    assert told == {
        "PhoneNumbers": "13800138000", "SignName": "常客", "TemplateCode": "SMS_1", "OutId": told["OutId"],
        "TemplateParam": '{"customer_name":"安 娜~*","code":"7"}',
    }  # fmt: skip
    assert request.url.isascii()
    assert "%20" in request.url
    assert "~%2A" in request.url
    headers = dict(request.headers)
    nonce, signed = headers.pop("x-acs-signature-nonce"), headers.pop("Authorization")
    assert headers == {
        "host": "dysmsapi.aliyuncs.com", "x-acs-action": "SendSms", "x-acs-version": "2017-05-25",
        "x-acs-date": "2026-03-10T12:00:00Z", "x-acs-content-sha256": EMPTY,
    }  # fmt: skip
    assert signed == aliyun.authorization(told, headers | {"x-acs-signature-nonce": nonce}, ALIYUN)
    assert (request.body, len(nonce)) == (b"", 32)
    assert aliyun.build(wanted, ALIYUN, NOW).headers["x-acs-signature-nonce"] != nonce


@pytest.mark.parametrize(
    ("address", "number"),
    [("+8613800138000", "13800138000"), ("+85261234567", "85261234567"), ("+14155550100", "14155550100")],
)
def test_aliyun_takes_numbers_abroad_with_their_country(address, number):
    assert asked(aliyun.build(parcel(address=address), ALIYUN, NOW).url)["PhoneNumbers"] == number


@pytest.mark.parametrize(
    ("status", "code", "wait", "reason"),
    [
        (200, "OK", Wait.DONE, ""),
        (200, "isv.MOBILE_NUMBER_ILLEGAL", Wait.NEVER, "no_such_address"),
        (200, "isv.SMS_TEMPLATE_ILLEGAL", Wait.NEVER, "refused"),
        (200, "isv.BUSINESS_LIMIT_CONTROL", Wait.LATER, "temporary"),
        (200, "isp.SYSTEM_ERROR", Wait.LATER, "temporary"),
        (400, "Throttling.User", Wait.LATER, "temporary"),
        (503, "ServiceUnavailable", Wait.LATER, "temporary"),
        (200, "isv.OUT_OF_SERVICE", Wait.DOWN, "not_configured"),
        (200, "isv.AMOUNT_NOT_ENOUGH", Wait.DOWN, "not_configured"),
        (200, "isv.SMS_SIGNATURE_ILLEGAL", Wait.DOWN, "not_configured"),
        (200, "isv.DAY_LIMIT_CONTROL", Wait.DOWN, "not_configured"),
        (400, "SignatureDoesNotMatch", Wait.DOWN, "not_configured"),
        (404, "InvalidAccessKeyId.NotFound", Wait.DOWN, "not_configured"),
        (400, "MissingPhoneNumbers", Wait.NEVER, "refused"),
    ],
)
def test_answers_of_aliyun(status, code, wait, reason):
    found = aliyun.read(said(status, {"Code": code, "Message": "…", "BizId": "9^0"}), parcel())
    assert found
    assert (found.wait, found.reason) == (wait, reason)
    assert found.provider_id == ("9^0" if wait is Wait.DONE else "")


def test_an_answer_of_aliyun_that_cannot_be_read_says_nothing():
    found = aliyun.read(said(200, "<html>"), parcel())
    assert found
    assert found.wait is Wait.UNKNOWN
    assert aliyun.read(said(502, "<html>"), parcel()) is None


# --- Generic --------------------------------------------------------------------------------


@pytest.mark.parametrize("secret", ["", "whsec_a"])
def test_a_secret_that_is_none_lets_everything_wait(secret):
    with pytest.raises(NotReady):
        generic.build(parcel(), Account("https://x.example", "", secret), NOW)


@pytest.mark.parametrize(
    ("answer", "number"),
    [
        (said(200, {"id": "7"}), "7"),
        (said(202, {"id": 7}), "7"),
        (said(200, {"id": True}), "ours"),
        (said(200, {"id": {"x": 1}}), "ours"),
        (said(200, [1]), "ours"),
        (said(204), "ours"),
        (said(200, {"id": "x" * 500}), "x" * 200),
        (said(200, '{"id": "a\\u0000b\\ud800 c"}'), "abc"),
        (Answer(200, b"\xff\xfe"), "ours"),
        (Answer(200, b"[" * 60_000), "ours"),
        (Answer(200, b'{"id": ' + b"9" * 6000 + b"}"), "ours"),
    ],
)
def test_a_gateway_may_answer_anything(answer, number):
    found = generic.read(answer, parcel())
    assert found
    assert (found.wait, found.provider_id) == (Wait.DONE, number)
