"""Codes that the programme gives by itself, when the promotion behind them is over: none, and people know."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from core import clock
from core.models import User
from customers import timeline
from customers.models import FollowUp, TimelineEntry
from loyalty.models import Coupon, Promotion, ReferralTerms, TierLevel
from loyalty.pricing import givings
from loyalty.referrals import wording
from loyalty.tiers import wording as tier_wording
from tests.loyalty.factories import member
from tests.loyalty.pricing_factories import promotion
from tests.loyalty.referring import AFTER, NOW, buy, claim, code_of, settle, terms

pytestmark = pytest.mark.django_db


def offer(**values: Any) -> Promotion:
    return promotion(needs_coupon=True, name="Spring", **values)


def coupon_terms(**values: Any) -> ReferralTerms:
    given = offer(**values)
    return terms(friend_reward="coupon", friend_promotion=given, referrer_reward="coupon", referrer_promotion=given)


def recommended() -> tuple[Any, Any]:
    who, friend = member(), member()
    row = claim(code_of(who), friend)
    buy(friend)
    return row, friend


@pytest.mark.parametrize("ended", ["switched off", "over"])
def test_no_dead_coupon_for_a_recommendation(ended, django_capture_on_commit_callbacks):
    made = coupon_terms()
    row, friend = recommended()
    change = {"is_active": False} if ended == "switched off" else {"valid_until": AFTER}
    Promotion.objects.filter(pk=made.friend_promotion_id).update(**change)
    with django_capture_on_commit_callbacks(execute=True):
        settle()
    row.refresh_from_db()
    assert row.state == "rewarded"
    assert row.given == {"friend": {"withheld": "promotion_over"}, "referrer": {"withheld": "promotion_over"}}
    assert not Coupon.objects.exists()
    entries = TimelineEntry.objects.filter(verb="coupon.left_out")
    assert sorted(entries.values_list("customer", flat=True)) == sorted([friend.pk, row.referrer_id])
    assert {timeline.sentence(entry.verb, entry.data) for entry in entries} == {
        "No coupon given, because the offer is over: Spring"
    }
    assert [task.subject for task in FollowUp.objects.all()] == ["No coupon of “Spring” could be given"]
    assert wording.reason("promotion_over") == "No coupon: the offer is over."
    with django_capture_on_commit_callbacks(execute=True):
        settle()
    assert (entries.count(), FollowUp.objects.count()) == (2, 1)


def test_a_coupon_lives_no_longer_than_its_offer():
    end = AFTER + timedelta(days=3)
    coupon_terms(valid_until=end)
    recommended()
    settle()
    assert set(Coupon.objects.values_list("valid_until", flat=True)) == {end}


def test_nobody_is_promised_what_nobody_would_get():
    made = coupon_terms()
    assert wording.reward_in_words(made, "friend") == "a coupon: Spring"
    level = TierLevel.objects.create(code="gold", name="Gold", rank=9, gift=made.friend_promotion)
    assert "A gift when the level is reached" in tier_wording.benefits(level)
    Promotion.objects.update(is_active=False)
    made, level = ReferralTerms.objects.get(), TierLevel.objects.get(pk=level.pk)
    assert wording.reward_in_words(made, "friend") == ""
    assert "A gift when the level is reached" not in tier_wording.benefits(level)


def test_configuration_says_what_gives_dead_codes():
    made = coupon_terms()
    TierLevel.objects.create(code="gold", name="Gold", rank=9, gift=made.friend_promotion)
    assert givings.warnings(NOW) == []
    Promotion.objects.update(valid_until=NOW)
    assert givings.warnings(NOW - timedelta(microseconds=1)) == []
    assert givings.warnings(NOW) == [
        "Level Gold: its gift “Spring” is over. Who reaches the level gets none.",
        f"Recommendations by “{made.name}”: the coupon “Spring” is over. Nobody gets one.",
    ]
    ReferralTerms.objects.update(is_active=False)
    TierLevel.objects.update(is_active=False)
    assert givings.warnings(NOW) == []


def test_the_pages_where_it_is_configured_show_it(client):
    client.force_login(User.objects.create_superuser("root@example.org", "x"))
    made = coupon_terms(valid_until=clock.now() - timedelta(days=1))
    for page in (
        reverse("admin:loyalty_referralterms_changelist"),
        reverse("admin:loyalty_referralterms_change", args=[made.pk]),
        reverse("admin:loyalty_tierlevel_changelist"),
        reverse("admin:loyalty_promotion_change", args=[made.friend_promotion_id]),
        reverse("admin:loyalty_programme_change", args=[1]),
    ):
        assert "the coupon “Spring” is over. Nobody gets one." in client.get(page).content.decode(), page


def test_an_offer_that_is_over_cannot_be_chosen(client):
    client.force_login(User.objects.create_superuser("root@example.org", "x"))
    over, running = offer(is_active=False), offer()
    form = {
        "name": "Friends", "is_active": "on", "friend_reward": "coupon", "friend_promotion": over.pk,
        "referrer_reward": "none", "friend_units": "0", "referrer_units": "0", "hold_days": "14", "coupon_days": "60",
        "cap_days": "30", "fee": "0", "minimum_spend": "0", "text": "",
    }  # fmt: skip
    url = reverse("admin:loyalty_referralterms_add")
    refused = client.post(url, form).content.decode()
    assert "nobody could use a code of it" in refused
    assert not ReferralTerms.objects.filter(name="Friends").exists()
    assert client.post(url, form | {"friend_promotion": running.pk}).status_code == 302
    # What ended since can still be seen and mended: other fields save.
    Promotion.objects.filter(pk=running.pk).update(is_active=False)
    row = ReferralTerms.objects.get(name="Friends")
    change = reverse("admin:loyalty_referralterms_change", args=[row.pk])
    assert client.post(change, form | {"friend_promotion": running.pk, "hold_days": "7"}).status_code == 302
