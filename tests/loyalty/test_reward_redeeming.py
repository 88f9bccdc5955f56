"""Redeeming rewards: gates, counts, codes, vouchers, donations, events that are put off, what each costs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import Sum
from django.urls import reverse

from core import clock
from customers.models import TimelineEntry
from loyalty.households import services as households
from loyalty.models import (
    Charity,
    Cost,
    Coupon,
    Promotion,
    Reward,
    StackingGroup,
)
from loyalty.rewards import services
from loyalty.worth import of_spent
from tests.loyalty.acting import refused
from tests.loyalty.factories import NOW, lot, member, opening, state
from tests.loyalty.pricing_factories import pay, quote
from tests.loyalty.pricing_factories import promotion as promotion_of
from tests.loyalty.rewarding import costs, redeem, reward, rich
from tests.sales.factories import product

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("agrees")]


class TestRedeeming:
    def test_units_go_and_a_code_comes(self):
        who, mug = rich(), reward(stock=5)
        made = redeem(who, mug, quantity=2)
        assert (made.units, state(who), made.state, len(made.code)) == (200, (800, 0), "open", 9)
        mug.refresh_from_db()
        assert (mug.taken, mug.left) == (2, 3)
        assert TimelineEntry.objects.filter(customer=who, verb="reward.redeemed").count() == 1

    def test_the_same_event_is_one_redemption(self):
        who, mug = rich(), reward()
        first = redeem(who, mug, event_key="e")
        assert redeem(who, mug, event_key="e").pk == first.pk
        assert state(who) == (900, 0)
        refused("event_key_taken", redeem, who=who, what=mug, event_key="e", quantity=2)

    def test_gates(self):
        who = rich()
        refused("reward_off", redeem, who=who, what=reward("A", is_active=False))
        refused("reward_not_yet", redeem, who=who, what=reward("B", valid_from=NOW + timedelta(hours=1)))
        refused("reward_over", redeem, who=who, what=reward("C", valid_until=NOW))
        refused("reward_over", redeem, who=who, what=reward("D", kind="event", held_at=NOW))
        refused("tier_too_low", redeem, who=who, what=reward("E", tier_rank=2))
        refused("sold_out", redeem, who=who, what=reward("F", stock=1), quantity=2)
        refused("insufficient", redeem, who=who, what=reward("G", price=1001))
        refused("quantity_invalid", redeem, who=who, what=reward("H"), quantity=0)

    def test_a_voucher_for_what_is_over_is_not_sold(self):
        who, promo = rich(), promotion_of("amount", amount=500, needs_coupon=True)
        what = reward(kind="voucher", promotion=promo, valid_days=30)
        Promotion.objects.filter(pk=promo.pk).update(valid_until=NOW + timedelta(days=3))
        assert redeem(who, what).coupon.valid_until == NOW + timedelta(days=3), "no longer than what it is for"
        refused("reward_over", redeem, who=who, what=what, now=NOW + timedelta(days=3))
        Promotion.objects.filter(pk=promo.pk).update(valid_until=None, is_active=False)
        refused("reward_over", redeem, who=who, what=what)

    def test_a_price_that_changed_since_it_was_shown(self):
        who, mug = rich(), reward(price=100)
        assert redeem(who, mug, expects=100).units == 100
        Reward.objects.filter(pk=mug.pk).update(price=900)
        refused("price_changed", redeem, who=who, what=mug, expects=100)
        assert redeem(who, mug, expects=900).units == 900

    def test_so_many_for_each_member(self):
        who, other, mug = rich(), rich(), reward(per_customer=2)
        redeem(who, mug, quantity=2)
        refused("too_many", redeem, who=who, what=mug)
        assert redeem(other, mug).quantity == 1

    def test_a_voucher_is_a_coupon_of_its_own(self):
        promotion = Promotion.objects.create(
            name="5 off", kind="amount", amount=500, group=StackingGroup.objects.create(name="G", order=77)
        )
        who = rich()
        made = redeem(who, reward(kind="voucher", promotion=promotion, valid_days=30))
        assert made.coupon.customer_id == who.pk
        assert made.coupon.valid_until == made.valid_until
        Coupon.objects.filter(pk=made.coupon_id).update(uses=1)
        refused("coupon_used", services.cancel, redemption=made, now=NOW, reason="changed their mind")
        # No purchase used it: check_ledger, which runs after every test, would rightly complain.
        Coupon.objects.filter(pk=made.coupon_id).update(uses=0)

    def test_a_donation_names_whom_it_is_for(self):
        who, gift = rich(), reward(kind="donation")
        forest = Charity.objects.create(name="Forest")
        refused("charity_missing", redeem, who=who, what=gift)
        assert redeem(who, gift, charity=forest).charity == forest
        refused("charity_unwanted", redeem, who=who, what=reward("X"), charity=forest)

    def test_how_long_codes_work(self):
        who, days = rich(), NOW + timedelta(days=20)
        forest = Charity.objects.create(name="Forest")
        cases = [
            (reward("A"), None),
            (reward("B", valid_days=30), clock.day_end(clock.business_day(NOW) + timedelta(days=30))),
            (reward("C", kind="event", held_at=days, valid_days=1), clock.day_end(clock.business_day(days))),
            (reward("D", kind="donation", valid_days=1), None),
        ]
        for what, until in cases:
            made = redeem(who, what, charity=forest if what.kind == "donation" else None)
            assert made.valid_until == until, what.name

    def test_an_event_that_is_put_off_takes_its_codes_along(self):
        later = NOW + timedelta(days=40)
        what = reward(kind="event", held_at=NOW + timedelta(days=20))
        made = redeem(rich(), what)
        what.held_at = later
        what.save(update_fields=["held_at"])
        assert services.move_event(reward=what) == 1
        made.refresh_from_db()
        assert made.valid_until == clock.day_end(clock.business_day(later))

    def test_what_it_costs_is_counted_once(self):
        """The mug costs 3.50; the 100 points, worth 1.00, cost when they were earned."""
        who, mug = rich(), reward(unit_cost=350)
        made = redeem(who, mug)
        worth = of_spent(100, "points", at=NOW)
        assert costs() == [("points", -worth), ("reward", 350)]
        services.cancel(redemption=made, now=NOW, reason="no")
        assert costs() == [("points", 0), ("reward", 0)]
        made = redeem(who, mug)
        services.revoke(redemption=made, now=NOW, reason="abuse")
        assert costs() == [("points", -worth), ("reward", 0)]

    def test_stamps_nine_bought_tenth_free(self):
        who = member()
        opening(who, lot(9), currency="stamps")
        made = redeem(who, reward("Coffee", price=9, currency="stamps"))
        assert (made.currency, state(who, "stamps")) == ("stamps", (0, 0))

    def test_from_the_pool_of_a_household(self):
        holder, child, friend = rich(), member(), member()
        home = households.create_household(holder=holder, name="Lins", now=NOW, actor=None)
        households.add_member(household=home, customer=child, role="spend", now=NOW, actor=None)
        households.add_member(household=home, customer=friend, role="earn", now=NOW, actor=None)
        mug = reward()
        made = redeem(child, mug)
        assert (made.customer, state(holder)) == (child, (900, 0))
        refused("earn_only", redeem, who=friend, what=mug)


class TestCostOfVouchers:
    def test_a_voucher_costs_what_it_takes_off_and_nothing_before(self):
        """A voucher of 5.00 that the shop also wrote down as a cost of 5.00: once, when it is used."""
        promo = promotion_of("amount", amount=500, needs_coupon=True)
        who = rich()
        made = redeem(who, reward(kind="voucher", promotion=promo, unit_cost=500))
        assert not Cost.objects.filter(kind="reward").exists()
        pay(quote(product(price=5000), customer=who, coupons=[made.coupon.code]))
        costs = Cost.objects.exclude(kind="points").values_list("kind").annotate(n=Sum("amount"))
        assert dict(costs) == {"promotion": 500}

    def test_taken_back_it_leaves_nothing(self):
        promo = promotion_of("amount", amount=500, needs_coupon=True)
        made = redeem(rich(), reward(kind="voucher", promotion=promo, unit_cost=500))
        services.cancel(redemption=made, now=NOW, reason="Changed their mind")
        assert sum(Cost.objects.values_list("amount", flat=True)) == 0

    def test_the_admin_refuses_a_cost_of_a_voucher(self, admin_client):
        promo = promotion_of("amount", amount=500, needs_coupon=True)
        data = {"name": "Five", "kind": "voucher", "currency": "points", "price": "100", "unit_cost": "5",
                "promotion": promo.pk, "tier_rank": "0", "is_active": "on"}  # fmt: skip
        answer = admin_client.post(reverse("admin:loyalty_reward_add"), data)
        assert answer.status_code == 200
        assert "unit_cost" in answer.context["adminform"].form.errors
        assert admin_client.post(reverse("admin:loyalty_reward_add"), data | {"unit_cost": ""}).status_code == 302

    def test_a_new_reward_leads_back_to_the_rewards(self, admin_client):
        page = reverse("loyalty:rewards")
        url = f"{reverse('admin:loyalty_reward_add')}?next={page}"
        assert url in admin_client.get(page).content.decode()
        data = {"name": "Five", "kind": "product", "currency": "points", "price": "100", "unit_cost": "5",
                "product": product().sku, "tier_rank": "0", "is_active": "on"}  # fmt: skip
        answer = admin_client.post(url, data)
        assert (answer.status_code, answer.headers.get("Location")) == (302, page)
