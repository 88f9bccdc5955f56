"""Joining by the link: what its page promises, what it gives away, whom it recognises, floods."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from core import clock, limits
from core.errors import DomainError
from customers import memberpage
from customers.models import Consent, Customer
from loyalty.models import (
    Partner,
    Referral,
    ReferralCode,
    ReferralTerms,
    TillSettings,
)
from loyalty.referrals import codes, joining, views
from loyalty.referrals.joining import Newcomer, join
from tests.loyalty.factories import member
from tests.loyalty.referring import NOW, code_of, refused, terms

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_other_rules")]


def landing(code: ReferralCode) -> str:
    return reverse("loyalty:referral", args=[code.code])


FORM = {"name": "Ben Okafor", "phone": "+12025550188", "email": "ben@shop.example", "terms": "on"}
OTHER = FORM | {"email": "c@shop.example", "phone": "+12025550177"}


def test_the_page_promises_what_each_gets_and_shows_the_terms_to_accept(client):
    TillSettings.objects.update_or_create(pk=1, defaults={"terms_text": "Points end after a year."})
    told = terms()
    page = client.get(landing(code_of(member()))).text
    assert "both of you get what was promised" in page
    assert "Read the terms" in page
    assert "Points end after a year." in page
    code = codes.make_partner_code(partner=Partner.objects.create(name="Luna"), terms=told, now=NOW)
    page = client.get(landing(code)).text
    assert "both of you" not in page
    assert "you get what was promised" in page
    nothing = terms(friend_reward="", friend_units=0)
    code = codes.make_partner_code(partner=Partner.objects.get(), terms=nothing, now=NOW)
    assert "what was promised" not in client.get(landing(code)).text


def test_a_friend_joins_alone(client):
    promised = terms(text="Good records.")
    ana = member(display_name="Ana Secret", given_name="Ana", email="ana@shop.example")
    page = client.get(landing(code_of(ana)))
    assert "Ana recommends us to you" in page.text
    assert "100 points" in page.text
    assert "Good records." in page.text
    assert "Secret" not in page.text
    assert page["X-Robots-Tag"]
    assert Referral.objects.count() == 0
    assert client.post(landing(code_of(ana)), FORM | {"wants_email": "on", "wants_sms": "on"}).status_code == 200
    ben = Customer.objects.get(email="ben@shop.example")
    assert ben.membership.state == "active"
    told = Consent.objects.filter(customer=ben).order_by("channel").values_list("channel", "state", "source")
    assert list(told) == [("email", "pending", "referral"), ("sms", "pending", "referral")]
    assert Referral.objects.get().friend == ben
    assert promised.pk == Referral.objects.get().promised["terms"]


def test_whoever_is_known_already_changes_nothing_and_learns_nothing(client):
    terms()
    code = code_of(member())
    fresh = client.post(landing(code), FORM)
    client.cookies.clear()
    for known in (FORM, FORM | {"email": "b.en+2@shop.example", "phone": ""}, FORM | {"email": "", "name": "X"}):
        again = client.post(landing(code), known)
        assert again.content == fresh.content
    assert Customer.objects.filter(email__contains="ben").count() == 1
    assert Referral.objects.count() == 1


def test_what_is_missing_stands_at_its_field(client):
    terms()
    code = code_of(member())
    for wrong, words in (
        ({"terms": ""}, "Without this"), ({"name": ""}, "required"), ({"phone": "12"}, "not a phone number"),
        ({"phone": "", "email": ""}, "We need your phone"),
    ):  # fmt: skip
        page = client.post(landing(code), FORM | wrong)
        assert page.status_code == 422
        assert words in page.text
    assert Referral.objects.count() == 0


def test_the_referrers_own_phone_is_recognised(client):
    terms()
    ana = member()
    code = code_of(ana)
    client.get(reverse("customers:member_page", args=[memberpage.token_for(ana, now=clock.now())]))
    client.post(landing(code), FORM)
    assert Referral.objects.get().reason == "self_device"


def test_programs_and_unknown_codes(client):
    terms()
    code = code_of(member())
    client.post(landing(code), FORM | {"website": "http://spam.example"})
    assert Referral.objects.count() == 0
    unknown = client.get(reverse("loyalty:referral", args=["NOSUCH12"]))
    assert unknown.status_code == 404
    ReferralTerms.objects.update(is_active=False)
    assert client.get(landing(code)).content == unknown.content


def test_a_flood_is_stopped(client, monkeypatch):
    monkeypatch.setattr(views, "MOST_AN_HOUR", 1)
    terms()
    code = code_of(member())
    client.post(landing(code), FORM)
    assert "Too often in a short time" in client.post(landing(code), OTHER, REMOTE_ADDR="203.0.113.8").text
    assert Referral.objects.count() == 1


def test_one_address_neither_joins_without_end_nor_locks_a_code(client):
    terms()
    code = code_of(member())
    for _n in range(views.PER_ADDRESS):
        client.post(landing(code), FORM)
    answer = client.post(landing(code), OTHER)
    assert (answer.status_code, "Too often in a short time" in answer.text) == (422, True)
    assert limits.allow("referral.code", str(code.pk), most=views.PER_ADDRESS + 1, seconds=3600)
    client.post(landing(code), OTHER, REMOTE_ADDR="203.0.113.8")
    assert Referral.objects.count() == 2


def test_nobody_joins_while_it_cannot_be_counted(client, monkeypatch):
    """Both brakes are closed ones; what that means is tested with a real server where `limits` is."""
    terms()
    code = code_of(member())
    asked = []

    def check(name: str, _who: str, *, closed: bool, **_values: Any) -> None:
        asked.append((name, closed))

    monkeypatch.setattr(limits, "check", check)
    client.post(landing(code), FORM)
    assert asked == [("referral.address", True), ("referral.code", True)]


def test_joining_is_all_or_nothing(monkeypatch):
    terms()
    code = code_of(member())

    def fail(**_values: Any) -> None:
        raise DomainError("no", "no")

    monkeypatch.setattr(joining, "claim", fail)
    before = Customer.objects.count()
    assert refused(lambda: join(code=code, newcomer=Newcomer("Ben", email="x@shop.example"), now=NOW)) == "no"
    assert Customer.objects.count() == before


def test_the_link_on_the_personal_page(client):
    terms()
    ana = member()
    token = memberpage.token_for(ana, now=clock.now())
    home = reverse("customers:member_page", args=[token])
    assert "Make my link" in client.get(home).text
    assert ReferralCode.objects.count() == 0
    client.post(reverse("loyalty:member_referral_code", args=[token]))
    code = ReferralCode.objects.get()
    assert reverse("loyalty:referral", args=[code.code]) in client.get(home).text
