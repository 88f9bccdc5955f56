"""Joining alone by the till's code: what the public page gives away, robots, floods, tickets that end, claims."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from customers import memberpage
from customers.models import Consent, Customer
from loyalty.models import ReceiptClaim, TillSettings
from loyalty.till import enrolling
from tests.loyalty.factories import member
from tests.loyalty.till_factories import PHONE, Till, sold

pytestmark = pytest.mark.django_db


def join(client: Client, address: str = "", **form: str) -> Any:
    told = {"phone": PHONE, "terms": "on"} | form
    return client.post(address or reverse("loyalty:join_alone"), told)


def test_a_customer_joins_alone_and_consent_waits(client: Client) -> None:
    ticket = enrolling.ticket("main")
    answer = join(
        client, reverse("loyalty:join", args=[ticket]), wants_sms="on", email="a@example.org", wants_email="on"
    )
    assert answer.url == reverse("loyalty:joined")
    who = Customer.objects.get()
    assert who.membership.enrolled_where == "main"
    assert {consent.state for consent in Consent.objects.all()} == {"pending"}
    assert client.get(answer.url).status_code == 200


def test_a_known_number_is_not_given_away(client: Client) -> None:
    first = join(client)
    again = join(client, name="Somebody else")
    assert (first.status_code, first.url) == (again.status_code, again.url)
    assert Customer.objects.count() == 1
    assert Customer.objects.get().display_name == "Member …0142"
    other = join(client, phone="+12025550143", email="Taken@example.org")
    same = join(client, phone="+12025550144", email="taken@example.org")
    assert other.url == same.url
    assert Customer.objects.count() == 2


def test_the_terms_can_be_read_before_they_are_accepted(client: Client, at: Till) -> None:
    """As text, whatever stands in them; without any there is nothing to open."""
    assert "Read the terms" not in Client().get(reverse("loyalty:join_alone")).content.decode()
    TillSettings.objects.update_or_create(pk=1, defaults={"terms_text": "You <b>collect</b>.\n\nYou may leave."})
    for page in (Client().get(reverse("loyalty:join_alone")).content.decode(), at.page()):
        assert "Read the terms" in page
        assert "<p>You &lt;b&gt;collect&lt;/b&gt;.</p>" in page


def test_robots_fill_in_everything(client: Client) -> None:
    assert join(client, website="https://spam.example").url == reverse("loyalty:joined")
    assert not Customer.objects.exists()


def test_too_often_from_one_address(client: Client) -> None:
    for number in range(enrolling.PER_ADDRESS):
        assert join(client, phone=f"+1202555{1000 + number}").status_code == 302
    assert join(client).status_code == 429
    ticket = reverse("loyalty:join", args=[enrolling.ticket("main")])
    assert join(client, ticket).status_code == 302  # the shop's own network


def test_behind_a_proxy_each_customer_has_an_address_of_their_own(client: Client, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    url, told = reverse("loyalty:join_alone"), {"phone": PHONE, "terms": "on"}
    for number in range(enrolling.PER_ADDRESS):
        client.post(url, told, headers={"X-Forwarded-For": f"198.51.100.{number}, 203.0.113.7"})
    assert client.post(url, told, headers={"X-Forwarded-For": "203.0.113.7"}).status_code == 429
    assert client.post(url, told, headers={"X-Forwarded-For": "203.0.113.8"}).status_code == 302


def test_in_all_there_are_only_so_many_an_hour(client: Client) -> None:
    TillSettings.objects.create(pk=1, joins_per_hour=1)
    assert join(client).status_code == 302
    assert join(client, reverse("loyalty:join", args=[enrolling.ticket("x")])).status_code == 429


def test_a_foreign_ticket_is_no_ticket(client: Client) -> None:
    address = reverse("loyalty:join", args=["made-up"])
    for number in range(enrolling.PER_ADDRESS):
        join(client, address, phone=f"+1202555{2000 + number}")
    assert join(client, address).status_code == 429


def test_joining_can_be_closed(client: Client) -> None:
    TillSettings.objects.create(pk=1, is_joining_open=False)
    assert join(client).status_code == 403
    assert "<form" not in client.get(reverse("loyalty:join_alone")).content.decode()


@pytest.mark.parametrize(
    "form",
    [{"phone": ""}, {"phone": "x" * 5000}, {"phone": "\0"}, {"terms": ""}, {"email": "no"}, {"name": "a\0b"},
     {"name": "x" * 500}, {"phone": "'; DROP TABLE"}, {"phone": "+999999999999999"}],
)  # fmt: skip
def test_nonsense_is_refused_kindly(client: Client, form: dict[str, str]) -> None:
    assert join(client, **form).status_code == 422
    assert not Customer.objects.exists()


def test_names_are_text(client: Client, at: Till) -> None:
    join(client, name="<img src=x onerror=alert(1)>")
    at.do("scan", scan=PHONE)
    assert "<img src=x" not in at.page()


def test_joining_with_a_receipt_in_the_hand(client: Client) -> None:
    bought = sold()
    code = ReceiptClaim.objects.get().code
    page = client.get(reverse("loyalty:claim") + f"?code={code}")
    assert code in page.content.decode()
    join(client, code=code)
    bought.refresh_from_db()
    assert bought.customer == Customer.objects.get()
    assert client.get(reverse("loyalty:claim") + "?code=%00<b>").status_code == 200


def test_a_member_claims_on_their_own_page(client: Client) -> None:
    bought, who = sold(), member()
    code = ReceiptClaim.objects.get().code
    token = memberpage.token_for(who, now=clock.now())
    assert "Claim the receipt" in client.get(reverse("customers:member_page", args=[token])).content.decode()
    address = reverse("loyalty:member_claim", args=[token])
    assert client.post(address, {"code": "K22222222"}).status_code == 404
    assert client.post(address, {"code": code}).status_code == 200
    bought.refresh_from_db()
    assert bought.customer == who
    assert client.post(reverse("loyalty:member_claim", args=["wrong"]), {"code": code}).status_code == 404


def test_tickets_end(settings: Any) -> None:
    from django.core import signing

    told = enrolling.ticket("main")
    assert enrolling.read_ticket(told) == "main"
    settings.SECRET_KEY = "another key of some length that signs nothing old"  # a test
    assert enrolling.read_ticket(told) == ""
    assert signing.BadSignature
    assert timedelta(seconds=enrolling.TICKET_SECONDS) == timedelta(days=1)
