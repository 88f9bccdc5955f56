"""Twilio and Aliyun end to end: their servers stand on loopback, the outbox does the rest."""

from __future__ import annotations

import pytest

from messaging import templating
from messaging.models import CountryWording, MessagingSettings, Template
from messaging.outbox import working
from tests.customers.factories import NOW
from tests.messaging.factories import NOTE, make_version, phoner, put_sms, state

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _account(monkeypatch, settings, carrier):
    templating.offer("product")
    monkeypatch.setattr("core.clock.now", lambda: NOW)
    settings.SMS_USER, settings.SMS_SECRET = "AC1", "secret"
    MessagingSettings.objects.create(pk=1, sms_sender="+14155550100", sms_signature="常客")
    CountryWording.objects.update_or_create(country="US", defaults={"sms_opt_out": "Reply STOP to opt out"})


def test_twilio(carrier, settings):
    settings.SMS_PRESET = "twilio"
    carrier.answer = lambda number: f'201 {{"sid": "SM{number}"}}'
    message = put_sms(phoner(country="US"))
    working.send_due("sms")
    assert (state(message), message.provider_id) == (("sent", ""), "SM1")
    (got,) = carrier.got
    assert got.path == "/2010-04-01/Accounts/AC1/Messages.json"
    assert got.form == {
        "To": message.address, "From": "+14155550100",
        "Body": "【常客】Hello Anna, Yirgacheffe is here. Reply STOP to opt out",
    }  # fmt: skip


def test_aliyun(carrier, settings):
    settings.SMS_PRESET = "aliyun"
    carrier.answer = lambda _number: '200 {"Code": "OK", "BizId": "900^0"}'
    version = make_version(NOTE, channel="sms")
    Template.objects.filter(versions=version).update(approved_id="SMS_7")
    message = put_sms(phoner(), version=version)
    working.send_due("sms")
    assert (state(message), message.provider_id) == (("sent", ""), "900^0")
    (got,) = carrier.got
    assert got.headers["host"] == f"127.0.0.1:{carrier.port}"
    assert got.headers["authorization"].startswith("ACS3-HMAC-SHA256 Credential=AC1,SignedHeaders=host;x-acs-action;")
    told = got.asked
    assert (told["SignName"], told["TemplateCode"]) == ("常客", "SMS_7")
    assert told["TemplateParam"] == '{"customer_given_name":"Anna","product":"Yirgacheffe"}'


def test_aliyun_sends_nothing_of_a_template_that_it_did_not_approve(carrier, settings):
    settings.SMS_PRESET = "aliyun"
    message = put_sms(phoner())
    working.send_due("sms")
    assert state(message) == ("skipped", "render_error")
    assert message.detail == "the template has no number at the carrier"
    assert carrier.got == []


def test_an_account_without_money_lets_everything_wait(carrier, settings):
    settings.SMS_PRESET = "aliyun"
    carrier.answer = lambda _number: '200 {"Code": "isv.AMOUNT_NOT_ENOUGH", "Message": "no money"}'
    version = make_version(NOTE, channel="sms")
    Template.objects.filter(versions=version).update(approved_id="SMS_7")
    first, second = put_sms(phoner(), version=version), put_sms(phoner(), version=version)
    working.send_due("sms")
    assert (state(first), state(second)) == (("queued", "not_configured"), ("queued", "channel_down"))


def test_nobody_named_as_sender_lets_everything_wait(carrier, settings):
    settings.SMS_PRESET = "twilio"
    MessagingSettings.objects.update(sms_sender="")
    message = put_sms(phoner())
    working.send_due("sms")
    assert state(message) == ("queued", "not_configured")
    assert message.detail == "nobody is named from whom SMS come"
    assert carrier.got == []
