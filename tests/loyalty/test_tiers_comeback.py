"""When the purchase that reached a level comes back whole: kept to the end of the period, or looked at again."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from core import webhooks
from customers.models import TimelineEntry
from loyalty.models import Coupon, TierLevel, TierMembership
from loyalty.tiers import services, wording
from sales.models import Purchase
from tests.customers.factories import make_user
from tests.loyalty.pricing_factories import promotion
from tests.loyalty.tiers import at, bring_back, buy, held, history, kept_to, ladder, level, long_member, run, settings

pytestmark = pytest.mark.django_db


def whole(bought: Purchase, day: str) -> None:
    bought.refresh_from_db()
    bring_back(bought, bought.amount, day)


def told(who) -> list[str]:
    rows = TimelineEntry.objects.filter(customer=who, verb__startswith="tier.").order_by("pk")
    return [row.verb for row in rows]


@pytest.fixture
def again():
    return ladder(comes_back="again")


def test_by_default_the_level_stays_to_the_end_of_its_period():
    ladder()
    who = long_member()
    whole(buy(who, 1000_00, "2026-06-10"), "2026-06-12")
    assert (held(who), kept_to(who)) == ("gold", "2027-06-10")


def test_looked_at_again_it_is_gone_at_once(again):
    who = long_member()
    whole(buy(who, 1000_00, "2026-06-10"), "2026-06-12")
    assert held(who) is None
    assert history(who) == [("gold", "2026-06-10", "reached"), (None, "2026-06-12", "returned")]
    assert told(who) == ["tier.reached", "tier.returned"]


def test_the_level_that_the_others_reach(again):
    """600.00 of 1 June reach Silver; 500.00 of 10 June reached Gold and come back."""
    who = long_member()
    buy(who, 600_00, "2026-06-01")
    whole(buy(who, 500_00, "2026-06-10"), "2026-06-12")
    assert (held(who), kept_to(who)) == ("silver", "2027-06-01")


def test_what_was_bought_since_counts_along(again):
    """Gold by 1,000.00 of 10 June; 1,000.00 more in July; the first come back in August: still Gold."""
    who = long_member()
    first = buy(who, 1000_00, "2026-06-10")
    second = buy(who, 1000_00, "2026-07-10")
    whole(first, "2026-08-01")
    assert (held(who), kept_to(who)) == ("gold", "2027-06-10")
    assert TierMembership.objects.get(pk=who.pk).reached_by_id == second.pk
    assert told(who) == ["tier.reached"]
    whole(second, "2026-08-02")
    assert held(who) is None


def test_another_receipt_that_comes_back_changes_nothing(again):
    """Only what reached the level: 999.00 of other goods coming back lower the progress, not the level."""
    who = long_member()
    other = buy(who, 900_00, "2026-06-01")
    buy(who, 100_00, "2026-06-10")
    whole(other, "2026-06-12")
    assert held(who) == "gold"


def test_a_part_that_comes_back_changes_nothing(again):
    who = long_member()
    bring_back(buy(who, 1000_00, "2026-06-10"), 999_00, "2026-06-12")
    assert held(who) == "gold"


def test_the_level_held_before_comes_back_with_its_period(again):
    """Silver by 500.00 of 1 June 2025; Gold in the days of grace by 1,000.00 that come back: Silver, to its own end."""
    who = long_member()
    buy(who, 500_00, "2025-06-01")
    gold = buy(who, 1000_00, "2026-06-10")
    assert held(who) == "gold"
    whole(gold, "2026-06-12")
    assert (held(who), kept_to(who)) == ("silver", "2026-06-01")
    run("2026-06-16")
    assert held(who) is None


def test_never_below_a_level_given_by_hand(again):
    who = long_member()
    bought = buy(who, 1000_00, "2026-06-10")
    services.give_level(
        customer=who, level=again["gold"], until=date(2026, 12, 31), reason="Helps us", actor=None, now=at("2026-06-11")
    )
    whole(bought, "2026-06-12")
    assert held(who) == "gold"
    assert told(who) == ["tier.reached"]
    run("2027-01-01")
    assert held(who) is None


def test_what_came_back_before_the_setting_is_left_alone():
    ladder()
    who = long_member()
    whole(buy(who, 1000_00, "2026-06-10"), "2026-06-12")
    settings(comes_back="again", terms_since=at("2026-07-01"))
    run("2026-07-02")
    assert held(who) == "gold"


def test_a_raised_threshold_still_lowers_nobody(again):
    who = long_member()
    buy(who, 1000_00, "2026-06-10")
    TierLevel.objects.filter(code="gold").update(min_spend=2000_00)
    run("2026-06-12")
    assert held(who) == "gold"


def test_the_recompute_finds_it_too(again):
    who = long_member()
    bought = buy(who, 1000_00, "2026-06-10")
    Purchase.objects.filter(pk=bought.pk).update(is_fully_returned=True, returned=bought.amount)
    bought.returns.create(
        source="till", number="B", occurred_at=at("2026-06-12"), occurred_on=date(2026, 6, 12), amount=bought.amount,
        completes=True,
    )  # fmt: skip
    run("2026-06-13", 8)
    assert held(who) is None
    assert history(who)[-1] == (None, "2026-06-12", "returned")


def test_reached_again_afterwards(again):
    who = long_member()
    whole(buy(who, 1000_00, "2026-06-10"), "2026-06-12")
    buy(who, 1000_00, "2026-06-20")
    assert (held(who), kept_to(who)) == ("gold", "2027-06-20")


class TestGift:
    @pytest.fixture
    def gift(self):
        settings(comes_back="again")
        gift = promotion(amount=500, needs_coupon=True)
        level("gold", 2, min_spend=1000_00, gift=gift)
        return gift

    def test_an_unused_one_is_taken_back(self, gift):
        who = long_member()
        whole(buy(who, 1000_00, "2026-06-10"), "2026-06-12")
        assert Coupon.objects.get(customer=who).cancelled_at is not None
        event = TimelineEntry.objects.get(customer=who, verb="tier.returned")
        assert event.data["gift"] == "back"
        assert wording.VERBS["tier.returned"].wording(event.data) == (
            "The purchase that reached Gold came back: no level now; its gift was taken back"
        )

    def test_a_used_one_stays_and_it_is_said(self, gift):
        who = long_member()
        bought = buy(who, 1000_00, "2026-06-10")
        Coupon.objects.filter(customer=who).update(uses=1)
        whole(bought, "2026-06-12")
        assert Coupon.objects.get(customer=who).cancelled_at is None
        event = TimelineEntry.objects.get(customer=who, verb="tier.returned")
        assert wording.VERBS["tier.returned"].wording(event.data).endswith("its gift was used already and stays")

    def test_one_of_an_earlier_time_stays(self, gift):
        """The gift of 2024 belongs to a level that was reached by other goods."""
        who = long_member()
        buy(who, 1000_00, "2024-06-10")
        run("2025-06-25")
        assert held(who) is None
        whole(buy(who, 1000_00, "2026-06-10"), "2026-06-12")
        first, second = Coupon.objects.filter(customer=who).order_by("pk")
        assert (first.cancelled_at, second.cancelled_at is None) == (None, False)


def test_whoever_subscribes_hears_it(again, monkeypatch):
    heard = []
    monkeypatch.setattr(webhooks, "is_wanted", lambda _event: True)
    monkeypatch.setattr("loyalty.tiers.writing.webhooks.emit_many", lambda rows: heard.extend(rows))
    who = long_member()
    whole(buy(who, 1000_00, "2026-06-10"), "2026-06-12")
    assert [(row.data["level"], row.data["cause"]) for row in heard] == [("gold", "reached"), (None, "returned")]


def test_pages_say_how_it_is(client, again):
    client.force_login(make_user("owner", is_staff=True, is_superuser=True))
    assert "is looked at again at once" in client.get(reverse("loyalty:tiers")).content.decode()
