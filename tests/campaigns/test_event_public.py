"""The pages of events for customers: hostile input, nothing by looking, twice is once."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from campaigns.events import links, planning
from campaigns.models import Registration
from core import limits
from customers import merging
from tests.campaigns.eventing import ENDS, STARTS, draft, give_up, guest, opened, register, states, token
from tests.campaigns.factories import make_segment
from tests.customers.factories import NOW, make_customer, make_member, make_user
from tests.messaging.factories import at

pytestmark = pytest.mark.django_db


def page(told: str) -> str:
    return reverse("events:guest", args=[told])


def press(client: Client, what: str, told: str, **data: object):
    return client.post(reverse(f"events:{what}", args=[told]), data)


def test_from_the_link_to_the_code(client):
    event, ada = opened(companions=2), guest("Ada")
    told = token(event, ada)
    shown = client.get(page(told))
    assert shown.status_code == 200
    assert "Yes, I am coming" in shown.content.decode()
    assert not Registration.objects.exists()
    answer = press(client, "join", told, companions=2)
    assert answer["Location"] == page(told)
    assert press(client, "join", told, companions=2).status_code == 302
    row = Registration.objects.get()
    assert (row.state, row.companions, row.customer) == ("registered", 2, ada)
    words = client.get(page(told)).content.decode()
    assert "You have a place." in words
    assert f"{row.code[:4]} {row.code[4:8]}" in words
    assert "code-qr" in words
    for _ in range(2):
        assert press(client, "leave", told).status_code == 302
    assert states(row) == ["cancelled"]


def test_headers_and_that_looking_changes_nothing(client):
    told = token(opened(), guest())
    for method in (client.get, client.head):
        answer = method(page(told))
        assert answer["Cache-Control"] == "private, no-store"
        assert "noindex" in answer["X-Robots-Tag"]
        assert answer["Referrer-Policy"] == "no-referrer"
        assert client.get(reverse("events:join", args=[told])).status_code == 405
        assert client.get(reverse("events:leave", args=[told])).status_code == 405
    assert not Registration.objects.exists()


def test_without_cookies_and_csrf(db):
    told = token(opened(), guest())
    assert press(Client(enforce_csrf_checks=True), "join", told).status_code == 302


@pytest.mark.parametrize("bad", ["x", "A" * 66, "é" * 66, "..", "A" * 5000])
def test_what_is_no_link(client, bad):
    assert client.get(page(bad)).status_code == 404
    assert press(client, "join", bad).status_code == 404


def test_a_changed_link_and_those_of_other_purposes(client):
    event, ada = opened(), guest()
    told = token(event, ada)
    assert links.open_link(told) is not None
    for position in (0, 10, 30, 50, 64):
        sign = "A" if told[position] != "A" else "B"
        assert links.open_link(told[:position] + sign + told[position + 1 :]) is None
    assert links.open_link(links.token_for(uuid4(), ada.public_id)) is None
    assert links.open_link(links.token_for(draft().public_id, ada.public_id)) is None


def test_keys_that_are_replaced_still_open(client, settings):
    event, ada = opened(), guest()
    old = token(event, ada)
    settings.LINK_KEYS = ["new", *settings.LINK_KEYS]
    assert links.open_link(old) is not None
    assert token(event, ada) != old
    settings.LINK_KEYS = ["another"]
    assert links.open_link(old) is None


def test_the_link_of_a_merged_record_is_that_of_the_one_who_stays(client):
    event, ada, twin = opened(), guest("Ada"), guest("Ada")
    told = token(event, twin)
    merging.merge_customers(survivor=ada, duplicate=twin, reason="Same", actor=make_user("owner"), now=NOW)
    press(client, "join", told)
    assert Registration.objects.get().customer == ada


@pytest.mark.parametrize("bad", ["-1", "3", "1e3", "²", "", "99999", "x"])
def test_bad_companions(client, bad):
    told = token(opened(companions=2), guest())
    assert press(client, "join", told, companions=bad).status_code in (400, 409)
    assert not Registration.objects.exists()


def test_braked(client, monkeypatch):
    told = token(opened(), guest())
    monkeypatch.setattr(limits, "allow", lambda *_args, **_told: False)
    answer = press(client, "join", told)
    assert answer.status_code == 429
    assert not Registration.objects.exists()


def test_the_waiting_list_and_an_offer(client):
    event = opened(places=1, offer_hours=4)
    first, ada = register(event), guest("Ada")
    told = token(event, ada)
    assert "Put me on the waiting list" in client.get(page(told)).content.decode()
    press(client, "join", told)
    assert "You are the next on the waiting list." in client.get(page(told)).content.decode()
    give_up(first)
    words = client.get(page(told)).content.decode()
    assert "Accept the place" in words
    assert "code-qr" not in words
    press(client, "join", told)
    assert Registration.objects.get(customer=ada).state == "registered"


def test_who_is_not_invited_and_when_it_is_closed(client):
    event, ada, berta = None, guest("Ada"), guest("Berta")
    event = opened(audience="segment", segment=make_segment([ada]))
    told = token(event, berta)
    assert "Registration is closed." in client.get(page(told)).content.decode()
    assert press(client, "join", told).status_code == 403
    planning.close(event=event, actor=None, now=NOW)
    answer = press(client, "join", token(event, ada))
    assert answer.status_code == 409
    assert "not open" in answer.content.decode()


def test_called_off_too_late_and_over(client, monkeypatch):
    event, ada = opened(cancel_until=NOW), guest("Ada")
    told = token(event, ada)
    press(client, "join", told)
    assert "too late to give the place back" in client.get(page(told)).content.decode()
    assert press(client, "leave", told).status_code == 409
    at(monkeypatch, ENDS)
    assert "This event is over." in client.get(page(told)).content.decode()
    other = opened()
    planning.call_off(event=other, reason="Too little snow", actor=None, now=NOW)
    assert "Too little snow" in client.get(page(token(other, ada))).content.decode()


def test_the_address_online_is_for_those_with_a_place(client):
    secret = "https://meet.example/tea"
    event, ada = opened(kind="online", address_online=secret, place="", places=1), guest()
    told = token(event, ada)
    assert secret not in client.get(page(told)).content.decode()
    assert secret not in client.get(reverse("events:public", args=[event.public_id])).content.decode()
    assert client.get(reverse("events:calendar", args=[told])).status_code == 404
    press(client, "join", told)
    assert secret in client.get(page(told)).content.decode()
    assert secret in client.get(reverse("events:calendar", args=[told])).content.decode()


def test_the_calendar(client):
    event = opened(name="Tea; cake, and\nmore", description="茶" * 60 + "\nEND:VEVENT")
    row = register(event)
    answer = client.get(reverse("events:calendar", args=[token(event, row.customer)]))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    lines = answer.content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    whole = answer.content.replace(b"\r\n ", b"").decode()
    assert f"DTSTART:{STARTS:%Y%m%dT%H%M%S}Z\r\n" in whole
    assert "SUMMARY:Tea\\; cake\\, and\\nmore\r\n" in whole
    assert whole.count("\r\nEND:VEVENT") == 1
    assert "茶" * 60 in whole


def test_the_page_for_everybody(client):
    event = opened(name="Open tasting", places=1)
    url = reverse("events:public", args=[event.public_id])
    words = client.get(url).content.decode()
    assert "Open tasting" in words
    assert "ask in the shop" in words
    register(event)
    assert "there is a waiting list" in client.get(url).content.decode()
    for hidden in (draft(), opened(audience="segment", segment=make_segment([]))):
        assert client.get(reverse("events:public", args=[hidden.public_id])).status_code == 404
    assert client.post(url).status_code == 405


def test_on_the_member_s_page(client):
    from customers.memberpage import links as member

    ada = make_member("Ada", email="ada@example.com")
    mine, members = opened(name="For all"), opened(name="For members", audience="members")
    opened(name="Not for her", audience="segment", segment=make_segment([]))
    register(mine, ada)
    words = client.get(member.path_for(ada, now=NOW)).content.decode()
    assert page(token(mine, ada)) in words
    assert page(token(members, ada)) in words
    assert "Not for her" not in words
    assert "Has a place" in words
    stranger = make_customer()
    assert "For members" not in client.get(member.path_for(stranger, now=NOW)).content.decode()
    assert timedelta(days=7) == STARTS - NOW
