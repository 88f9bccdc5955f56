"""What a referral gives: the purchase that counts, the hold, what was promised, caps, budgets, other rules."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from customers.models import Membership, TimelineEntry
from loyalty.models import (
    Coupon,
    Entry,
    Referral,
    ReferralCode,
    ReferralTerms,
)
from loyalty.referrals import rules
from sales.services import record_return
from tests.loyalty.factories import member, rule, state
from tests.loyalty.pricing_factories import promotion as promotion_of
from tests.loyalty.referring import AFTER, NOW, agrees, buy, claim, code_of, settle, terms
from tests.sales.factories import return_draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_other_rules")]


@pytest.mark.parametrize(
    ("sale", "does"),
    [
        (("fulfilled", 5000, 0, 0, False), True),
        (("fulfilled", 4999, 0, 0, False), False),
        (("fulfilled", 8000, 3000, 0, False), True),
        (("fulfilled", 8000, 3001, 0, False), False),
        (("fulfilled", 8000, 8000, 0, True), False),
        (("cancelled", 8000, 0, 0, False), False),
        (("fulfilled", 8000, 0, 8000, False), False),
        (("open", 8000, 0, 0, False), True),
    ],
)
def test_at_just_below_and_just_above_the_minimum(sale, does):
    assert rules.counts(rules.Sale(*sale), 5000) is does


def test_both_are_rewarded_after_the_hold_and_not_before():
    terms()
    ana, ben = member(), member()
    referral = claim(code_of(ana), ben)
    buy(ben)
    assert Referral.objects.get().state == "held"
    settle(NOW + timedelta(days=14, seconds=-1))
    assert state(ana) == state(ben) == (0, 0)
    settle(NOW + timedelta(days=14))
    assert (state(ana), state(ben)) == ((200, 0), (100, 0))
    settle()
    settle()
    assert Entry.objects.count() == 2
    assert set(Entry.objects.values_list("event_key", flat=True)) == {
        f"referral:{referral.pk}:friend", f"referral:{referral.pk}:referrer",
    }  # fmt: skip
    assert TimelineEntry.objects.filter(verb="referral.rewarded").count() == 2
    agrees()


def test_the_promise_of_the_day_holds():
    promised = terms()
    ana, ben = member(), member()
    claim(code_of(ana), ben)
    ReferralTerms.objects.filter(pk=promised.pk).update(friend_units=1, referrer_units=1, hold_days=30)
    buy(ben)
    settle(NOW + timedelta(days=14))
    assert (state(ana), state(ben)) == ((200, 0), (100, 0))


def test_the_first_purchase_that_is_kept_counts():
    terms(minimum_spend=2000)
    ana, ben = member(), member()
    claim(code_of(ana), ben)
    buy(ben, 1999)
    assert Referral.objects.get().state == "waiting"
    back = buy(ben, 3000)
    second = buy(ben, 2000, NOW + timedelta(days=5))
    record_return(draft=return_draft(back), now=NOW + timedelta(days=6))
    assert Referral.objects.get().purchase_id == second.pk
    settle(NOW + timedelta(days=18))
    assert state(ana) == (0, 0)
    settle(NOW + timedelta(days=19))
    assert state(ana) == (200, 0)


def test_an_open_order_counts_once_it_is_handed_over():
    terms(hold_days=1)
    ana, ben = member(), member()
    claim(code_of(ana), ben)
    order = buy(ben, is_open=True)
    settle(NOW + timedelta(days=5))
    assert state(ana) == (0, 0)
    type(order).objects.filter(pk=order.pk).update(state="fulfilled")
    settle(NOW + timedelta(days=7))
    assert state(ana) == (200, 0)


def test_coupons_and_cashback():
    promotion = promotion_of(name="Welcome")
    terms(friend_reward="coupon", friend_promotion=promotion, referrer_reward="cashback", referrer_units=500)
    ana, ben = member(), member()
    claim(code_of(ana), ben)
    buy(ben)
    settle()
    settle()
    assert Coupon.objects.get().customer == ben
    assert state(ana, "cashback") == (500, 0)
    record_return(draft=return_draft(ben.purchases.get()), now=AFTER)
    settle()
    assert Coupon.objects.get().cancelled_at
    assert state(ana, "cashback") == (0, 0)
    agrees()


def test_the_cap_withholds_from_who_recommends_and_not_from_the_friend():
    terms(cap=2, cap_days=365)
    ana, friends = member(), [member() for _ in range(3)]
    for friend in friends:
        claim(code_of(ana), friend)
        buy(friend)
    settle()
    assert state(ana) == (400, 0)
    assert [state(friend) for friend in friends] == [(100, 0)] * 3
    assert Referral.objects.filter(given__referrer__withheld="cap").count() == 1


def test_the_cap_is_per_period():
    terms(cap=1, cap_days=10, hold_days=0)
    ana = member()
    for day in (0, 9, 10):
        friend, at = member(), NOW + timedelta(days=day)
        claim(code_of(ana), friend, now=at)
        buy(friend, at=at)
        settle(at)
    assert state(ana) == (400, 0)


def test_the_budget_ends_it():
    told = terms(budget=1)
    ana, friends = member(), [member(), member()]
    for friend in friends:
        claim(code_of(ana), friend)
        buy(friend)
    settle()
    assert state(ana) == (200, 0)
    assert Counter(Referral.objects.values_list("state", flat=True)) == {"rewarded": 1, "refused": 1}
    with pytest.raises(IntegrityError), transaction.atomic():
        ReferralTerms.objects.filter(pk=told.pk).update(used=2)


def test_who_left_gets_nothing():
    terms()
    ana, ben = member(), member()
    claim(code_of(ana), ben)
    buy(ben)
    Membership.objects.filter(pk=ana.pk).update(state="left")
    settle()
    assert (state(ana), state(ben)) == ((0, 0), (100, 0))
    assert Referral.objects.get().given["referrer"] == {"withheld": "referrer_left"}


def test_a_purchase_that_is_kept_counts_behind_any_number_that_came_back():
    terms(hold_days=0)
    ana, ben = member(), member()
    claim(code_of(ana), ben)
    for number in range(51):
        sale = buy(ben, at=NOW + timedelta(minutes=number))
        record_return(draft=return_draft(sale, occurred_at=NOW + timedelta(hours=2)), now=NOW + timedelta(hours=2))
    buy(ben, at=NOW + timedelta(hours=1))
    settle()
    assert state(ben) == (100, 0)


def test_rules_for_friends_earn_beside_the_terms():
    rule(30, kind="event", event="referral")
    terms(referrer_units=200)
    ana, ben = member(), member()
    claim(code_of(ana), ben)
    bought = buy(ben)
    settle()
    assert state(ana) == (230, 0)
    record_return(draft=return_draft(bought), now=AFTER)
    settle()
    settle()
    assert state(ana) == (0, 0)


@pytest.mark.parametrize("wrong", [{"state": "held"}, {"state": "rewarded"}, {"state": "refused"}], ids=str)
def test_what_the_database_refuses(wrong):
    terms()
    ana, ben = member(), member()
    claim(code_of(ana), ben)
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.update(referrer=ben)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReferralTerms.objects.create(name="x", is_default=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReferralTerms.objects.create(name="x", friend_reward="coupon")
    with pytest.raises(IntegrityError), transaction.atomic():
        ReferralCode.objects.create(code="X", terms=ReferralTerms.objects.get(), created_at=NOW)
