"""Messaging apps: which account is written to, and that the same rules hold as everywhere."""

from __future__ import annotations

import pytest

from customers import services
from customers.merging import merge_customers
from customers.models import Consent
from messaging.models import Cap, LocalMail, Suppression, Template
from messaging.outbox import working
from messaging.templating import Text
from tests.customers.factories import NOW, make_customer, make_user
from tests.messaging.factories import allow, make_version, put, state

pytestmark = pytest.mark.django_db
NEWS = Text("en", "Hello {{ customer.given_name }}", subject="News")


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr("core.clock.now", lambda: NOW)


def chatter(*accounts: str, name: str = "Anna"):
    """Somebody who is in messaging services (`wechat:oX1`) and said yes there."""
    customer = make_customer(name)
    for account in accounts:
        provider, _colon, identity = account.partition(":")
        services.add_identity(customer=customer, provider=provider, identity=identity, actor=None, now=NOW)
    allow(customer, channel="chat")
    return customer


def put_chat(customer, **given):
    return put(customer, **({"channel": "chat", "version": make_version(NEWS, channel="chat")} | given))


def sent(message):
    working.send_due("chat")
    return state(message)


def test_the_bridge_gets_the_account_and_the_words(carrier):
    message = put_chat(chatter("wechat:oX1:é@b"))
    assert sent(message) == ("sent", "")
    assert message.address == "wechat:oX1:é@b"
    (got,) = carrier.got
    told = got.told
    assert got.path == "/chat"
    assert (told["channel"], told["provider"], told["to"]) == ("chat", "wechat", "oX1:é@b")
    assert (told["subject"], told["text"]) == ("News", "Hello Anna")
    assert "/messages/u/" in told["unsubscribe"]


def test_an_approved_template_goes_with_its_values(carrier):
    version = make_version(NEWS, channel="chat")
    Template.objects.filter(versions=version).update(approved_id="TM00015")
    assert sent(put_chat(chatter("wechat:oX1"), version=version)) == ("sent", "")
    told = carrier.got[0].told
    assert (told["template"], told["values"]) == ("TM00015", {"customer_given_name": "Anna"})


def test_of_several_accounts_the_first_that_the_bridge_speaks_to(carrier, settings):
    settings.CHAT_PROVIDERS = ["line", "wechat"]
    for anna, address in (
        (chatter("viber:9", "wechat:w1", "line:L1"), "line:L1"),
        (chatter("viber:8", "wechat:w3", "wechat:w2"), "wechat:w3"),
    ):
        message = put_chat(anna)
        assert sent(message) == ("sent", "")
        assert message.address == address


def test_who_is_in_none_of_them_has_no_address(carrier, settings):
    settings.CHAT_PROVIDERS = ["line"]
    assert sent(put_chat(chatter("wechat:w1"))) == ("skipped", "no_address")
    assert carrier.got == []


def test_without_a_bridge_it_lands_in_the_local_mailbox():
    message = put_chat(chatter("wechat:w1"))
    assert sent(message) == ("sent", "")
    mail = LocalMail.objects.get(message=message)
    assert (bytes(mail.content), mail.subject, mail.segments) == (b"Hello Anna", "News", 0)


def test_a_yes_to_e_mail_is_none_here(carrier):
    anna = make_customer("Anna")
    services.add_identity(customer=anna, provider="wechat", identity="w1", actor=None, now=NOW)
    allow(anna)
    assert sent(put_chat(anna)) == ("skipped", "consent")


def test_the_way_out_stops_it_and_outlives_a_file_that_says_yes(carrier, client):
    anna = chatter("wechat:w1", "viber:9")
    assert sent(put_chat(anna)) == ("sent", "")
    path = "/messages/u/" + carrier.got[0].told["unsubscribe"].partition("/messages/u/")[2]
    assert "messaging app" in client.get(path).content.decode()
    assert client.post(path).status_code == 200
    assert sent(put_chat(anna)) == ("skipped", "consent")
    assert Suppression.objects.filter(channel="chat", purpose="marketing").count() == 2
    Consent.objects.update(state="granted")
    assert sent(put_chat(anna)) == ("skipped", "suppressed")
    allow(anna, channel="chat", state="refused")
    allow(anna, channel="chat")
    assert sent(put_chat(anna)) == ("sent", "")


def test_caps_hold_here_too(carrier):
    Cap.objects.create(channel="chat", purpose="marketing", messages=1, days=2)
    anna = chatter("wechat:w1")
    assert sent(put_chat(anna)) == ("sent", "")
    assert sent(put_chat(anna)) == ("queued", "capped")


def test_what_waits_for_a_merged_customer_goes_to_their_account(carrier):
    kept, gone = make_customer("Kept"), chatter("wechat:w1", name="Gone")
    message = put_chat(gone)
    merge_customers(survivor=kept, duplicate=gone, reason="the same", actor=make_user("owner"), now=NOW)
    assert sent(message)[0] == "sent"
    assert carrier.got[0].told["to"] == "w1"
