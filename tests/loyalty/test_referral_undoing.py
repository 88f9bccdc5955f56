"""Taking a referral back: everything returned, friend and referrer merged, codes that were passed on."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from core import clock
from core.errors import DomainError
from core.models import User
from customers import memberpage
from customers.merging import merge_customers
from loyalty import ledger
from loyalty.models import (
    Cost,
    Occurrence,
    Partner,
    Referral,
)
from loyalty.referrals import codes, following, services
from sales.services import record_return
from tests.loyalty.factories import member, redeem, state
from tests.loyalty.referring import AFTER, NOW, agrees, buy, claim, code_of, refused, settle, terms
from tests.sales.factories import return_draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_other_rules")]


def test_everything_returned_takes_both_rewards_back_and_frees_the_budget():
    told = terms(budget=1)
    ana, ben = member(), member()
    claim(code_of(ana), ben)
    bought = buy(ben)
    settle()
    redeem(ana, 150, now=AFTER)
    record_return(draft=return_draft(bought), now=AFTER)
    settle()
    settle()
    assert (state(ana), state(ben)) == ((0, 150), (0, 0))
    told.refresh_from_db()
    assert told.used == 0
    referral = Referral.objects.get()
    assert (referral.state, referral.reason) == ("reversed", "returned")
    agrees()


@pytest.mark.parametrize(("units", "left"), [(200, 0), (50, 0)])
def test_what_staff_took_back_by_hand_is_not_taken_again(owner, units, left):
    terms()
    ana, ben = member(), member()
    referral = claim(code_of(ana), ben)
    bought = buy(ben)
    settle()
    of = f"referral:{referral.pk}:referrer"
    ledger.reverse_grant(event_key="by hand", of=of, units=units, now=AFTER, reason="mistake", actor=owner)
    record_return(draft=return_draft(bought), now=AFTER)
    settle()
    assert (state(ana), state(ben)) == ((left, 0), (0, 0))
    assert Referral.objects.get().state == "reversed"
    agrees()


def test_one_that_refuses_stops_no_other_and_is_tried_again_a_day_later(monkeypatch):
    terms()
    ana, friends = member(), [member(), member()]
    first, second = [claim(code_of(ana), friend) for friend in friends]
    for friend in friends:
        buy(friend)

    def fail(*, referral_id: int, now: datetime) -> object:
        if referral_id == first.pk:
            raise DomainError("no", "no")
        return review(referral_id=referral_id, now=now)

    review = services.review
    monkeypatch.setattr(services, "review", fail)
    settle()
    monkeypatch.undo()
    assert set(Referral.objects.values_list("pk", "state")) == {(first.pk, "held"), (second.pk, "rewarded")}
    settle(AFTER + timedelta(hours=23))
    assert Referral.objects.get(pk=first.pk).state == "held"
    settle(AFTER + timedelta(days=1))
    assert Referral.objects.get(pk=first.pk).state == "rewarded"


def test_a_rewarded_friend_is_an_event_also_without_a_rule_and_none_once_they_return_everything():
    terms()
    ana, ben = member(), member()
    claim(code_of(ana), ben)
    bought = buy(ben)
    settle()
    kept = Occurrence.objects.get()
    assert (kept.customer_id, kept.event, kept.revoked_at) == (ana.pk, "referral", None)
    record_return(draft=return_draft(bought), now=AFTER)
    settle()
    assert Occurrence.objects.get().revoked_at


def test_while_something_is_kept_nothing_is_taken_back():
    terms()
    ana, ben = member(), member()
    claim(code_of(ana), ben)
    bought = buy(ben)
    buy(ben, 100, NOW + timedelta(days=3))
    settle()
    record_return(draft=return_draft(bought), now=AFTER)
    settle()
    assert Referral.objects.get().state == "rewarded"
    assert state(ana) == (200, 0)


def test_merging_friend_and_referrer_refuses():
    terms()
    ana, ben = member(), member()
    claim(code_of(ana), ben)
    owner = User.objects.create_superuser("o@shop.example", "x")
    merge_customers(survivor=ana, duplicate=ben, reason="the same person", actor=owner, now=NOW)
    assert Referral.objects.get().reason == "self_merged"
    assert Referral.objects.get().due_at is None


def test_what_is_refused_already_is_not_looked_at_again():
    terms()
    claim(code_of(member()), member())
    Referral.objects.update(state="refused", reason="self_merged", due_at=NOW)
    assert following.settle_due(now=AFTER) == 0


def test_a_merge_takes_code_and_friends_along():
    terms()
    ana, twin, ben = member(), member(), member()
    code = code_of(twin)
    claim(code, ben)
    owner = User.objects.create_superuser("o@shop.example", "x")
    merge_customers(survivor=ana, duplicate=twin, reason="twice", actor=owner, now=NOW)
    buy(ben)
    settle()
    assert state(ana) == (200, 0)
    assert code_of(ana).code == code.code


def test_a_merged_members_second_code_goes_on_bringing_for_who_stays():
    terms(cap=2)
    ana, twin = member(), member()
    both = [code_of(ana), code_of(twin)]
    early, late, third = member(), member(), member()
    claim(both[1], early)
    owner = User.objects.create_superuser("o@shop.example", "x")
    merge_customers(survivor=ana, duplicate=twin, reason="twice", actor=owner, now=NOW)
    found = codes.get_code(both[1].code)
    assert refused(lambda: claim(found, ana)) == "self_referral"
    claim(found, late)
    claim(both[0], third)
    for friend in (early, late, third):
        buy(friend)
    settle()
    assert state(ana) == (400, 0)
    assert Referral.objects.filter(given__referrer__withheld="cap").count() == 1
    assert set(Referral.objects.values_list("referrer", flat=True)) == {ana.pk}


def test_a_code_passed_on_long_ago_brings_on_the_terms_of_today(client):
    old = terms(friend_units=100)
    ana, ben = member(), member()
    code = code_of(ana)
    old.is_default = old.is_active = False
    old.save()
    assert codes.find_code(code.code) is None
    assert refused(lambda: claim(code, ben)) == "referral_code_unknown"
    terms(friend_units=70, is_default=True)
    claim(codes.get_code(code.code), ben)
    buy(ben)
    settle()
    assert state(ben) == (70, 0)
    token = memberpage.token_for(ana, now=clock.now())
    assert code.code in client.get(reverse("customers:member_page", args=[token])).text


def test_a_fee_is_taken_back_with_the_reward():
    told = terms(name="Luna", referrer_reward="none", referrer_units=0, fee=700, is_default=False, friend_units=50)
    code = codes.make_partner_code(partner=Partner.objects.create(name="Luna"), terms=told, now=NOW)
    friend = member()
    claim(code, friend)
    bought = buy(friend, 5000)
    settle()
    assert list(Cost.objects.values_list("kind", "amount", "purchase")) == [("partner", 700, bought.pk)]
    record_return(draft=return_draft(bought), now=AFTER)
    settle()
    settle()
    assert list(Cost.objects.order_by("pk").values_list("amount", flat=True)) == [700, -700]
