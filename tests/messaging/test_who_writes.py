"""Who writes stands on it; and of whom nobody knows where they live is disturbed by the shop's clock."""

from __future__ import annotations

from datetime import time, timedelta
from email import message_from_bytes, policy

import pytest

from core import clock
from messaging import templating
from messaging.models import LocalMail, Message, MessagingSettings, QuietHours
from messaging.outbox import working
from messaging.templating import Text
from tests.customers.factories import NOW
from tests.messaging.factories import at, make_version, phoner, put, put_sms, reader, state

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    at(monkeypatch, NOW)
    templating.offer("product")


def test_name_and_postal_address_stand_on_what_nobody_asked_for():
    MessagingSettings.objects.create(
        pk=1, sender_name="Tea & Co", sender_email="shop@example.com", postal_address="1 High St", sms_signature="茶"
    )
    text = Text("en", "", subject="News", content="Hello")
    text = Text("en", templating.plain_text(text), subject="News", content="Hello")
    put(reader(), version=make_version(text))
    working.send_due("email")
    mail = message_from_bytes(bytes(LocalMail.objects.get().content), policy=policy.default)
    assert "Tea & Co" in mail["From"]
    for kind in ("plain", "html"):
        words = mail.get_body((kind,)).get_content()
        assert "1 High St" in words
        assert "Tea &" in words
    put_sms(phoner())
    working.send_due("sms")
    assert bytes(LocalMail.objects.get(message__channel="sms").content).decode().startswith("【茶】")


@pytest.mark.parametrize("zone", ["", "Mars/Base", "America", "'; DROP TABLE x; --"])
def test_a_zone_that_nobody_knows_is_the_shops(zone, monkeypatch):
    who = reader()
    type(who).objects.filter(pk=who.pk).update(time_zone=zone)
    QuietHours.objects.create(channel="email", begins=time(21), ends=time(9))
    midnight = clock.day_start(clock.business_day(NOW)) + timedelta(days=1)
    message = put(who)
    at(monkeypatch, midnight)
    working.send_due("email")
    assert state(message) == ("queued", "quiet")
    assert Message.objects.get().next_at == midnight + timedelta(hours=9)
    at(monkeypatch, midnight + timedelta(hours=9))
    working.send_due("email")
    assert state(message) == ("sent", "")
