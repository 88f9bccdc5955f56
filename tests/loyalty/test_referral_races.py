"""Referrals under parallel sweeps, claims and requests for a code."""

from __future__ import annotations

from collections import Counter

import pytest

from loyalty.models import (
    Referral,
    ReferralCode,
)
from loyalty.referrals import services
from tests.loyalty.factories import member, only_rules, state
from tests.loyalty.referring import AFTER, agrees, buy, claim, code_of, settle, terms
from tests.loyalty.test_ledger_races import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_other_rules")]


@pytest.mark.django_db(transaction=True)
def test_many_sweeps_reward_once():
    only_rules()
    terms()
    ana, ben = member(), member()
    claim(code_of(ana), ben)
    buy(ben)
    assert set(at_once([settle] * 6)) == {"done"}
    assert (state(ana), state(ben)) == ((200, 0), (100, 0))


@pytest.mark.django_db(transaction=True)
def test_the_cap_holds_under_parallel_sweeps():
    only_rules()
    terms(cap=2, budget=4)
    ana, friends = member(), [member() for _ in range(6)]
    for friend in friends:
        claim(code_of(ana), friend)
        buy(friend)
    ids = list(Referral.objects.values_list("pk", flat=True))
    results = at_once([lambda pk=pk: services.review(referral_id=pk, now=AFTER) for pk in ids])
    assert set(results) == {"done"}
    assert state(ana) == (400, 0)
    assert Counter(Referral.objects.values_list("state", flat=True)) == {"rewarded": 4, "refused": 2}
    agrees()


@pytest.mark.django_db(transaction=True)
def test_one_friend_claimed_by_many():
    terms()
    codes, ben = [code_of(member()) for _ in range(5)], member()
    results = Counter(at_once([lambda code=code: claim(code, ben) for code in codes]))
    assert results == {"done": 1, "already_brought": 4}


@pytest.mark.django_db(transaction=True)
def test_a_code_asked_for_by_many_is_one():
    terms()
    ana = member()
    assert set(at_once([lambda: code_of(ana)] * 6)) == {"done"}
    assert ReferralCode.objects.count() == 1
