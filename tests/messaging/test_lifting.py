"""Letting an address be written to again: who may, what it needs, and that it is told."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.errors import DomainError
from customers import services
from customers.models import Customer, TimelineEntry
from messaging import suppressing
from messaging.models import Message, Suppression
from messaging.outbox import working
from tests.customers.factories import NOW, make_user
from tests.messaging.factories import at, put, reader, state

pytestmark = pytest.mark.django_db
ADDRESS = "anna@example.com"


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    at(monkeypatch, NOW)


def refuse(reason: str, purpose: str = "", address: str = ADDRESS) -> Suppression:
    suppressing.suppress(channel="email", address=address, reason=reason, purpose=purpose, now=NOW)
    return Suppression.objects.latest("pk")


def anna() -> Customer:
    return reader("Anna", email="Anna@Example.com")


def lift(customer: Customer, row: Suppression, **told: Any) -> None:
    given: dict[str, Any] = {"reason": "Typing error mended", "own_word": "", "actor": make_user("owner")} | told
    suppressing.lift_by_hand(customer=customer, suppression=row, now=NOW, **given)


def url(customer: Customer) -> str:
    return reverse("messaging:lift", args=[customer.public_id])


def test_a_bounced_address_is_written_to_again_and_it_is_told(host):
    who, row = anna(), refuse("bounced")
    first = put(who)
    working.send_due("email")
    assert state(first) == ("skipped", "suppressed")
    lift(who, row)
    second = put(who)
    working.send_due("email")
    assert state(second)[0] == "sent"
    entry = TimelineEntry.objects.get(verb=suppressing.LIFTED)
    assert (entry.customer, entry.reason, entry.data["was"]) == (who, "Typing error mended", "bounced")


@pytest.mark.parametrize("reason", ["unsubscribed", "complained"])
def test_what_they_said_needs_their_own_word(reason):
    who, row = anna(), refuse(reason, "marketing" if reason == "unsubscribed" else "")
    with pytest.raises(DomainError) as refused:
        lift(who, row)
    assert (refused.value.code, refused.value.field) == ("own_word_missing", "own_word")
    assert Suppression.objects.exists()
    lift(who, row, own_word="On the telephone, 9 March: please write again")
    assert not Suppression.objects.exists()
    assert "please write again" in TimelineEntry.objects.get(verb=suppressing.LIFTED).reason


def test_consent_is_another_matter(host):
    who = anna()
    services.set_consent(
        customer=who, channel="email", purpose="marketing", state="withdrawn", source="link", actor=None, now=NOW
    )
    lift(who, Suppression.objects.get(purpose="marketing"), own_word="By letter")
    news = put(who)
    working.send_due("email")
    assert state(news) == ("skipped", "consent")


def test_twice_is_once_and_nobody_else_s():
    who, row = anna(), refuse("bounced")
    other = refuse("bounced", address="other@example.com")
    lift(who, row)
    for gone in (row, other):
        with pytest.raises(DomainError) as refused:
            lift(who, gone)
        assert refused.value.code == "suppression_gone"
    assert TimelineEntry.objects.filter(verb=suppressing.LIFTED).count() == 1
    assert Suppression.objects.get() == other


def test_the_page(client: Client):
    who, row = anna(), refuse("complained")
    client.force_login(make_user("owner"))
    panel = client.get(reverse("messaging:customer", args=[who.public_id])).content.decode()
    assert url(who) in panel
    page = client.get(url(who)).content.decode()
    assert "Reported as spam" in page
    answer = client.post(url(who), {"which": row.pk, "reason": "Called us", "own_word": ""})
    assert answer.status_code == 422
    assert "Called us" in answer.content.decode()
    assert client.post(url(who), {"which": "999", "reason": "x", "own_word": "x"}).status_code == 422
    answer = client.post(url(who), {"which": row.pk, "reason": "Called us", "own_word": "By telephone"})
    assert answer.status_code == 302
    assert not Suppression.objects.exists()
    assert "may be written to" in client.get(url(who)).content.decode()
    assert not Message.objects.exists()


@pytest.mark.parametrize("role", ["marketer", "service agent", "analyst"])
def test_only_some_may(client: Client, role: str):
    who = anna()
    refuse("bounced")
    client.force_login(make_user(role))
    assert client.get(url(who)).status_code == 403
