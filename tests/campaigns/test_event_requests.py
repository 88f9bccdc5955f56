"""Asking for a place without a link: known and unknown look the same, nothing counts before the button, floods stop."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from campaigns.events import planning, requesting, sweeping
from campaigns.models import Event, PlaceRequest, Registration
from core import limits
from core.errors import DomainError
from customers import erasing, merging, services
from customers.models import Consent, Customer, ErasedKey
from messaging.models import Message, MessagingSettings, State
from messaging.outbox import working
from tests.campaigns.eventing import guest, opened, register, token
from tests.campaigns.factories import make_segment
from tests.customers.factories import NOW, make_customer, make_user
from tests.messaging.factories import allow, at

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ADA = {"name": "Ada", "email": "ada@example.com", "agrees": "on"}


@pytest.fixture
def event() -> Event:
    return opened(is_public=True, companions=2)


@pytest.fixture
def strict() -> Client:
    return Client(enforce_csrf_checks=True)


def ask(client: Client, event: Event, **told: Any) -> Any:
    return client.post(reverse("events:ask", args=[event.public_id]), {**ADA, **told})


def public(event: Event) -> str:
    return reverse("events:public", args=[event.public_id])


def join(client: Client, event: Event, customer: Customer, **told: Any) -> Any:
    return client.post(reverse("events:join", args=[token(event, customer)]), told)


# --- From the page to the place ---------------------------------------------------------------


def test_from_asking_to_the_place(host, strict, event):
    assert "Ask for a place" in strict.get(public(event)).content.decode()
    answer = ask(strict, event, companions="1")
    assert (answer.status_code, answer.url) == (302, public(event) + "?asked=1")
    assert "We have written to the address" in strict.get(answer.url).content.decode()
    working.send_due("email")
    (got,) = host.got
    assert got.to == "ada@example.com"
    ada = Customer.objects.get()
    link = token(event, ada)
    assert f"/events/{link}/" in got.message.get_body(("plain",)).get_content()
    assert strict.get(f"/events/{link}/").status_code == 200
    assert not Registration.objects.exists()
    assert 'value="1" selected' in strict.get(f"/events/{link}/").content.decode()
    assert join(strict, event, ada, companions="1").status_code == 302
    row = Registration.objects.get()
    assert (row.state, row.companions) == ("registered", 1)
    assert PlaceRequest.objects.get().settled_at == NOW
    assert not Consent.objects.exists()


def test_the_letter_names_nobody(host, client, event):
    ask(client, event, name="Buy cheap pills")
    working.send_due("email")
    assert "Buy cheap" not in host.got[0].message.get_body(("plain",)).get_content()


def test_a_yes_to_news_is_confirmed_by_the_same_button(client, event):
    MessagingSettings.objects.update_or_create(pk=1, defaults={"confirm_email": True})
    ask(client, event)
    ada = Customer.objects.get()
    assert "news and offers" in client.get(reverse("events:guest", args=[token(event, ada)])).content.decode()
    for _ in range(2):
        join(client, event, ada, companions="0", news="1")
    assert (Consent.objects.get().state, Consent.objects.get().source) == ("granted", "event page")


def test_news_are_not_asked_of_who_said_yes_or_did_not_ask(client, event):
    known, other = guest("Known", email="known@example.com"), guest("Other")
    allow(known)
    ask(client, event, email="known@example.com")
    for who in (known, other):
        page = client.get(reverse("events:guest", args=[token(event, who)])).content.decode()
        assert 'name="news"' not in page
    join(client, event, other, companions="0", news="1")
    assert not Consent.objects.filter(customer=other).exists()


def test_by_telephone(client, event):
    answer = ask(client, event, email="", phone="+1 202 555 0142")
    assert answer.status_code == 302
    message = Message.objects.get()
    assert (message.channel, message.customer.phone, message.purpose) == ("sms", "+12025550142", "transactional")


# --- Nothing is given away --------------------------------------------------------------------


def test_a_known_address_is_not_revealed_and_not_changed(client, event):
    ada = make_customer("Ada Lovelace", email="Ada@Example.com")
    register(event, ada)
    known, new = ask(client, event, name="Mallory"), ask(client, event, email="new@example.com")
    assert (known.status_code, known.url, known.content) == (new.status_code, new.url, new.content)
    ada.refresh_from_db()
    assert ada.display_name == "Ada Lovelace"
    request = PlaceRequest.objects.get(customer=ada)
    assert not request.is_stranger
    assert Customer.objects.count() == 2


def test_an_address_is_asked_seldom(client, event):
    for _ in range(3):
        assert ask(client, event).status_code == 302
    assert PlaceRequest.objects.count() == 1
    for _ in range(4):
        assert ask(client, opened(is_public=True)).status_code == 302
    assert PlaceRequest.objects.count() == 3
    assert Message.objects.count() == 3


def test_again_on_another_day(client, event, monkeypatch):
    ask(client, event)
    at(monkeypatch, NOW + DAY)
    ask(client, event)
    assert PlaceRequest.objects.count() == 2
    assert Customer.objects.count() == 1
    assert PlaceRequest.objects.filter(is_stranger=True).count() == 2


@pytest.mark.parametrize(
    ("told", "word"),
    [
        ({"name": ""}, "wrong-name"),
        ({"name": "http://win.example"}, "Only your name"),
        ({"name": "A\0da"}, "wrong-name"),
        ({"name": "x" * 200}, "wrong-name"),
        ({"email": "", "phone": ""}, "Say where we can write"),
        ({"email": "nonsense"}, "wrong-email"),
        ({"email": "", "phone": "12"}, "wrong-phone"),
        ({"agrees": ""}, "Without it"),
        ({"companions": "3"}, "wrong-companions"),
        ({"companions": "-1"}, "wrong-companions"),
        ({"companions": "²"}, "wrong-companions"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_and_what_was_typed_stays(client, event, told, word):
    answer = ask(client, event, **told)
    assert answer.status_code == 422
    assert word in answer.content.decode()
    assert 'value="' in answer.content.decode()
    assert not Customer.objects.exists()
    assert not Message.objects.exists()


def test_robots_hear_the_same_and_do_nothing(client, event):
    assert ask(client, event, website="https://spam.example").url == public(event) + "?asked=1"
    assert not Customer.objects.exists()


@pytest.mark.parametrize("brake", ["event.asker", "event.asked"])
def test_braked(client, event, monkeypatch, brake):
    monkeypatch.setattr(limits, "allow", lambda name, *_args, **_told: name != brake)
    answer = ask(client, event)
    assert answer.status_code == 429
    assert "ada@example.com" in answer.content.decode()
    assert not Customer.objects.exists()


def test_where_nobody_may_ask(client):
    closed = planning.close(event=opened(is_public=True), actor=None, now=NOW)
    for event in (opened(), opened(audience="members"), closed):
        assert ask(client, event).status_code == 404
        assert 'name="agrees"' not in client.get(public(event)).content.decode()
    assert ask(client, opened(audience="segment", segment=make_segment([]))).status_code == 404
    assert not Customer.objects.exists()
    assert client.get(reverse("events:ask", args=[closed.public_id])).status_code == 405


def test_headers(client, event):
    answer = ask(client, event, name="")
    assert answer["Cache-Control"] == "private, no-store"
    assert "noindex" in answer["X-Robots-Tag"]


def test_only_events_for_everybody_are_public():
    with pytest.raises(DomainError) as refused:
        opened(is_public=True, audience="members")
    assert refused.value.code == "event_public_audience"
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=opened(is_public=True).pk).update(audience="members")


# --- Who never answers ------------------------------------------------------------------------


def test_a_stranger_who_never_answers_is_forgotten(client, event, monkeypatch):
    ask(client, event, name="Quintessa Marsh")
    sweeping.sweep(now=NOW + requesting.VALID - timedelta(seconds=1))
    assert Customer.objects.get().email
    later = NOW + requesting.VALID
    at(monkeypatch, later)
    for _ in range(2):
        sweeping.sweep(now=later)
    who = Customer.objects.get()
    assert (bool(who.erased_at), who.email) == (True, "")
    assert "Quintessa" not in who.display_name
    assert Message.objects.get().state == State.CANCELLED
    # Whoever typed the address did not speak for its owner.
    assert not ErasedKey.objects.exists()
    ask(client, event, name="Quintessa Marsh")
    assert Customer.objects.filter(erased_at=None).count() == 1


def _presses(event: Event, ada: Customer, client: Client) -> None:
    join(client, event, ada, companions="0")


def _edited(event: Event, ada: Customer, client: Client) -> None:
    actor = make_user("owner")
    services.update_customer(customer=ada, data={"family_name": "L"}, expected_version=1, actor=actor, now=NOW)


def _noted(event: Event, ada: Customer, client: Client) -> None:
    services.add_note(customer=ada, text="Called us", actor=make_user("owner"), now=NOW)


def _merged(event: Event, ada: Customer, client: Client) -> None:
    twin = make_customer("Ada")
    merging.merge_customers(survivor=ada, duplicate=twin, reason="Same", actor=make_user("owner"), now=NOW)


@pytest.mark.parametrize("happens", [_presses, _edited, _noted, _merged])
def test_who_is_somebody_by_then_stays(client, event, happens):
    ask(client, event)
    ada = Customer.objects.get()
    happens(event, ada, client)
    requesting.forget_unanswered(now=NOW + requesting.VALID)
    ada.refresh_from_db()
    assert ada.erased_at is None
    assert not PlaceRequest.objects.filter(settled_at=None).exists()


def test_known_customers_are_never_forgotten(client, event):
    ada = make_customer("Ada", email=ADA["email"])
    ask(client, event)
    requesting.forget_unanswered(now=NOW + requesting.VALID)
    ada.refresh_from_db()
    assert ada.erased_at is None


def test_merged_and_erased(client, event):
    ask(client, event)
    ada, other = Customer.objects.get(), make_customer("Ada")
    merging.merge_customers(survivor=other, duplicate=ada, reason="Same", actor=make_user("owner"), now=NOW)
    request = PlaceRequest.objects.get()
    assert (request.customer, request.is_stranger) == (other, False)
    erasing.erase(customer=other, actor=make_user("owner"), reason="asked", now=NOW)
    ask(client, event)
    assert PlaceRequest.objects.count() == 1


def test_old_requests_go(client, event):
    ask(client, event)
    requesting.forget_unanswered(now=NOW + requesting.VALID)
    assert requesting.tidy(now=NOW + requesting.KEPT) == 0
    assert requesting.tidy(now=NOW + requesting.KEPT + timedelta(seconds=1)) == 1
