"""Who is brought and who is not: mailboxes, oneself in disguise, one phone, one level, existing customers."""

from __future__ import annotations

from typing import Any

import pytest

from customers.memberpage.links import hint_of
from customers.models import Customer
from loyalty.cards.services import issue_card
from loyalty.models import (
    Entry,
    Partner,
    Referral,
)
from loyalty.referrals import codes, rules
from tests.loyalty.factories import member, state
from tests.loyalty.referring import NOW, buy, claim, code_of, refused, settle, terms

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_other_rules")]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Ana.B@shop.example", "anab@shop.example", True),
        ("ana+news@shop.example", "ANA@SHOP.EXAMPLE", True),
        ("a.n.a@googlemail.com", "ana+x@gmail.com", True),
        ("ana@shop.example", "ana@other.example", False),
        ("", "", True),
    ],
)
def test_mailboxes(one, other, is_same):
    assert (rules.mailbox(one) == rules.mailbox(other)) is is_same


def test_two_people_without_anything_in_common_are_two():
    assert rules.same(rules.person(), rules.person()) == ""
    assert rules.same(rules.person(phone="+1"), rules.person(phone="+1")) == "self_phone"


def test_oneself_twice_and_existing_customers():
    terms()
    ana, ben, cem = member(), member(), member()
    code = code_of(ana)
    assert refused(lambda: claim(code, ana)) == "self_referral"
    claim(code, ben)
    assert refused(lambda: claim(code_of(cem), ben)) == "already_brought"
    buy(cem)
    assert refused(lambda: claim(code, cem)) == "existing_customer"


@pytest.mark.parametrize("how", ["email", "phone", "card", "device"])
def test_self_referral_is_noted_and_refused(how):
    terms()
    ana = member(email="ana.b@shop.example", phone="+12025550123")
    same = {"email": {"email": "anab+friend@shop.example"}, "phone": {"phone": "+12025550123"}}
    ben = member(**same.get(how, {}))
    told: dict[str, Any] = {}
    if how == "card":
        told = {"card": issue_card(customer=ana, actor=None, now=NOW).number}
    if how == "device":
        told = {"hints": [hint_of(ana)]}
    referral = claim(code_of(ana), ben, **told)
    assert (referral.state, referral.reason) == ("refused", f"self_{how}")
    buy(ben)
    settle()
    assert Entry.objects.count() == 0


def test_found_out_later_it_is_refused_all_the_same():
    terms()
    ana, ben = member(), member()
    claim(code_of(ana), ben)
    buy(ben)
    for who in (ana, ben):
        Customer.objects.filter(pk=who.pk).update(phone="+12025550199")
    settle()
    assert Referral.objects.get().reason == "self_phone"
    assert Entry.objects.count() == 0


def test_one_phone_joins_once_by_one_code():
    terms()
    code = code_of(member())
    assert claim(code, member(), device="abc").state == "waiting"
    assert claim(code, member(), device="abc").reason == "device_used"
    assert claim(code_of(member()), member(), device="abc").state == "waiting"


def test_one_level_only():
    """Ana brings Ben, Ben brings Cem: of Cem's purchase Ana has nothing."""
    terms()
    ana, ben, cem = member(), member(), member()
    claim(code_of(ana), ben)
    claim(code_of(ben), cem)
    buy(cem)
    settle()
    assert (state(ana), state(ben), state(cem)) == ((0, 0), (200, 0), (100, 0))


def test_a_partner_cannot_bring_themselves():
    told = terms(is_default=False, fee=500)
    luna = Partner.objects.create(name="Luna", kind="influencer", email="Luna.Ray@gmail.com")
    code = codes.make_partner_code(partner=luna, terms=told, now=NOW)
    made = claim(code, member(email="lunaray+shop@googlemail.com"))
    assert (made.state, made.reason) == ("refused", "self_email")
