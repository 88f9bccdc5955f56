"""The way out: RFC 8058 one-click, a page that does nothing by being looked at, and a "no" that lasts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from core import clock
from customers import erasing
from customers.models import Consent, Customer
from messaging import unsubscribing
from messaging.models import Suppression
from messaging.outbox import working
from tests.customers.factories import NOW, make_customer, make_user
from tests.messaging.factories import allow, make_version, put, reader

pytestmark = pytest.mark.django_db
ONE_CLICK = {"data": "List-Unsubscribe=One-Click", "content_type": "application/x-www-form-urlencoded"}


@pytest.fixture
def strict() -> Client:
    """A client that checks CSRF as a browser meets it, and knows nobody."""
    return Client(enforce_csrf_checks=True)


def path(customer: Customer, purpose: str = "marketing") -> str:
    return f"/messages/u/{unsubscribing.token_for(customer.public_id, 'email', purpose)}/"


def consent(customer: Customer) -> str:
    return Consent.objects.get(customer=customer, channel="email", purpose="marketing").state


@pytest.fixture(autouse=True)
def _noon(monkeypatch):
    monkeypatch.setattr("core.clock.now", lambda: NOW)


def test_a_mail_that_nobody_asked_for_carries_the_way_out_and_a_receipt_does_not(host, strict, settings):
    anna, version = reader(), make_version()
    put(anna, version=version)
    put(anna, version=version, purpose="transactional")
    working.send_due("email")
    receipt, news = (got.message for got in host.got)
    assert receipt["List-Unsubscribe"] is None
    assert news["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    url = news["List-Unsubscribe"].strip("<>")
    answer = strict.post(url.removeprefix(settings.SITE_URL), **ONE_CLICK)
    assert (answer.status_code, consent(anna)) == (200, "withdrawn")


def test_one_click_needs_no_cookie_and_answers_without_a_redirect(strict):
    anna = reader()
    for _ in range(2):
        answer = strict.post(path(anna), **ONE_CLICK)
        assert (answer.status_code, answer.cookies) == (200, {})
    assert consent(anna) == "withdrawn"


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_changes_nothing(strict, method):
    anna = reader()
    answer = getattr(strict, method)(path(anna))
    assert (answer.status_code, consent(anna)) == (200, "granted")
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "no-referrer"


def test_a_changed_or_foreign_token_opens_nothing_and_tells_nothing(strict):
    anna = reader()
    good = path(anna)
    for bad in (good[:-3] + "x/", "/messages/u/nonsense/", good.replace("/u/A", "/u/B")):
        answer = strict.post(bad, **ONE_CLICK)
        assert answer.status_code == 404
        assert anna.display_name not in answer.content.decode()
    assert consent(anna) == "granted"


def test_a_link_signed_with_an_older_key_still_opens(strict, settings):
    anna = reader()
    settings.LINK_KEYS = ["old" * 12]
    old = path(anna)
    settings.LINK_KEYS = ["new" * 12, "old" * 12]
    assert strict.post(old, **ONE_CLICK).status_code == 200
    settings.LINK_KEYS = ["new" * 12]
    assert strict.post(old, **ONE_CLICK).status_code == 404


def test_a_no_survives_erasure_and_a_new_import(strict, host):
    """The address comes back in an old file that says yes: it is not written to."""
    anna = reader(email="anna@example.com")
    strict.post(path(anna), **ONE_CLICK)
    Customer.objects.filter(pk=anna.pk).update(email="", email_key="")
    again = make_customer(email="Anna@Example.com")
    Consent.objects.create(
        customer=again, channel="email", purpose="marketing", state="granted", source="import", changed_at=NOW
    )
    message = put(again)
    working.send_due("email")
    message.refresh_from_db()
    assert (message.state, message.reason, host.got) == ("skipped", "suppressed", [])


def test_a_yes_in_person_is_written_to_again(strict, host):
    anna = reader()
    strict.post(path(anna), **ONE_CLICK)
    allow(anna)
    message = put(anna)
    working.send_due("email")
    message.refresh_from_db()
    assert message.state == "sent"


def test_nobody_lives_there_is_not_theirs_to_take_back(host):
    host.rcpt = lambda _address, _number: "550 5.1.1 unknown"
    anna = reader()
    put(anna)
    working.send_due("email")
    allow(anna, state="refused")
    allow(anna)
    assert list(Suppression.objects.values_list("purpose", "reason")) == [("", "bounced")]
    message = put(anna)
    working.send_due("email")
    message.refresh_from_db()
    assert message.reason == "suppressed"


def test_taking_back_is_for_the_hour_after(strict, monkeypatch):
    anna = reader()
    strict.post(path(anna), **ONE_CLICK)
    page = strict.get(path(anna)).content.decode()
    assert f"{path(anna)}back/" in page
    strict.post(f"{path(anna)}back/")
    assert consent(anna) == "granted"
    strict.post(path(anna), **ONE_CLICK)
    late = clock.now() + timedelta(hours=1)
    monkeypatch.setattr("core.clock.now", lambda: late)
    strict.post(f"{path(anna)}back/")
    assert consent(anna) == "withdrawn"
    assert "back/" not in strict.get(path(anna)).content.decode()


def test_the_page_speaks_the_customers_language(strict):
    anna = reader(language="zh-hans")
    assert 'lang="zh-hans"' in strict.get(path(anna)).content.decode()


def test_an_erased_customer_hears_nothing_and_no_word_of_them_is_kept(host):
    anna = reader()
    allow(anna, "survey")
    version = make_version()
    sent = put(anna, version=version)
    working.send_due("email")
    waiting = put(anna, version=version, facts={"words": "for Anna"})
    erasing.erase(customer=anna, actor=make_user("owner"), reason="asked", now=NOW)
    working.send_due("email")
    assert len(host.got) == 1
    for message, state in ((sent, "sent"), (waiting, "cancelled")):
        message.refresh_from_db()
        assert (message.state, message.address, message.facts, message.detail) == (state, "", {}, "")
