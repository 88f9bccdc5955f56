"""Codes that expire: the piece goes back, the units as the programme says, goodwill once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from core import clock
from core.errors import DomainError
from customers import memberpage
from loyalty.models import (
    Cost,
    LedgerSettings,
    Lot,
)
from loyalty.rewards import expiring, services
from loyalty.worth import of_spent
from sales import services as sales
from sales.drafts import LineDraft
from sales.services.versions import draft_of
from tests.loyalty.acting import refused
from tests.loyalty.factories import NOW, only_rules, state
from tests.loyalty.pricing_factories import pay, quote
from tests.loyalty.pricing_factories import promotion as promotion_of
from tests.loyalty.rewarding import JUNE, redeem, reward, rich
from tests.sales.factories import product, return_draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("agrees")]


class TestExpiring:
    """A mug of 100 points from lots of June; its code is good through the first day after."""

    SOON = NOW + timedelta(days=2)

    @staticmethod
    def programme(returns: bool):
        LedgerSettings.objects.filter(pk=1).update(expired_code="return" if returns else "keep")

    @pytest.mark.parametrize("returns", [True, False])
    def test_the_piece_goes_to_the_stock_and_the_units_as_the_programme_says(self, returns):
        self.programme(returns)
        who, mug = rich(), reward(stock=5, per_customer=1, unit_cost=300, valid_days=1)
        made = redeem(who, mug)
        assert expiring.sweep(now=NOW) == 0
        for _again in range(2):
            expiring.sweep(now=self.SOON)
        made.refresh_from_db()
        mug.refresh_from_db()
        assert (made.state, made.closed_at, mug.taken) == ("expired", self.SOON, 0)
        assert state(who) == ((1000, 0) if returns else (900, 0))
        assert sum(Cost.objects.filter(kind="reward").values_list("amount", flat=True)) == 0
        given_up = sum(Cost.objects.filter(kind="points").values_list("amount", flat=True))
        assert given_up == (0 if returns else -of_spent(100, "points", at=NOW))
        if returns:
            assert Lot.objects.get().expires_at == JUNE, "the lot that they came from, with its date"
        assert redeem(who, mug, now=self.SOON).state == "open", "neither the stock nor the member's limit holds it"

    def test_in_batches_and_whatever_one_of_them_does(self, monkeypatch):
        self.programme(returns=True)
        mug = reward(valid_days=1)
        made = [redeem(rich(), mug) for _number in range(5)]
        before = expiring.expire_code

        def broken(*, redemption, now):
            if redemption == made[2].pk:
                raise DomainError("broken", "no")
            return before(redemption=redemption, now=now)

        monkeypatch.setattr(expiring, "expire_code", broken)
        assert expiring.sweep(now=self.SOON, batch=2) == 4
        monkeypatch.undo()
        assert expiring.sweep(now=self.SOON, batch=2) == 1

    def test_what_was_handed_over_or_put_off_stays(self, owner):
        self.programme(returns=True)
        handed, kept = redeem(rich(), reward(valid_days=1)), redeem(rich(), reward("Cup"))
        services.fulfil(redemption=handed, now=NOW, actor=owner)
        assert expiring.sweep(now=self.SOON) == 0
        kept.refresh_from_db()
        assert kept.state == "open"

    def test_an_event_keeps_its_units(self):
        self.programme(returns=True)
        who = rich()
        made = redeem(who, reward(kind="event", held_at=NOW + timedelta(days=1), stock=3))
        assert expiring.sweep(now=self.SOON + timedelta(days=1)) == 1
        made.refresh_from_db()
        assert (made.state, state(who)) == ("expired", (900, 0))

    def test_a_voucher_that_was_used_is_handed_over(self):
        self.programme(returns=True)
        only_rules()
        promo = promotion_of("amount", amount=500, needs_coupon=True)
        who = rich()
        five = reward(kind="voucher", promotion=promo, valid_days=1)
        used, unused = redeem(who, five), redeem(who, five)
        pay(quote(product(price=5000), customer=who, coupons=[used.coupon.code]))
        assert expiring.sweep(now=self.SOON) == 2
        used.refresh_from_db()
        unused.refresh_from_db()
        assert (used.state, unused.state, state(who)) == ("fulfilled", "expired", (900, 0))
        unused.coupon.refresh_from_db()
        assert unused.coupon.cancelled_at == self.SOON

    @pytest.mark.parametrize("is_closed", [False, True])
    @pytest.mark.parametrize(("grace", "state_after"), [(14, "open"), (0, None)])
    def test_a_voucher_whose_goods_came_back_after_its_day(self, is_closed, grace, state_after):
        """It works again for the grace days, as units would, whether or not it was closed as used meanwhile."""
        LedgerSettings.objects.update(grace_days=grace)
        only_rules()
        promo = promotion_of("amount", amount=500, needs_coupon=True)
        who = rich()
        made = redeem(who, reward(kind="voucher", promotion=promo, valid_days=1))
        bought = pay(quote(product(price=5000), customer=who, coupons=[made.coupon.code]))
        later = NOW + timedelta(days=4)
        if is_closed:
            expiring.sweep(now=later)
        sales.record_return(draft=return_draft(bought), now=later)
        expiring.sweep(now=later)
        made.refresh_from_db()
        made.coupon.refresh_from_db()
        if state_after:
            until = clock.day_end(clock.business_day(later) + timedelta(days=grace))
            assert (made.state, made.valid_until, made.coupon.valid_until) == (state_after, until, until)
            again = quote(product(price=5000), customer=who, coupons=[made.coupon.code], now=later)
            assert again.total == 4500
        else:
            assert made.state == ("fulfilled" if is_closed else "expired")

    def test_an_order_that_changes_revives_no_voucher(self):
        """Its goods did not come back: what had ended stays so."""
        only_rules()
        promo = promotion_of("amount", amount=500, needs_coupon=True)
        made = redeem(rich(), reward(kind="voucher", promotion=promo, valid_days=1))
        ends = made.coupon.valid_until
        order = pay(quote(product(price=5000), customer=made.customer, coupons=[made.coupon.code]), is_open=True)
        told = replace(draft_of(order), lines=[LineDraft(4000)], quote="")
        sales.amend_purchase(purchase=order, draft=told, now=NOW + timedelta(days=4))
        made.coupon.refresh_from_db()
        made.refresh_from_db()
        assert (made.coupon.uses, made.coupon.valid_until, made.valid_until) == (0, ends, ends)

    def test_goodwill_gives_the_units_back_once(self, owner):
        self.programme(returns=False)
        who, mug = rich(), reward(stock=5, valid_days=1)
        made = redeem(who, mug)
        expiring.sweep(now=self.SOON)
        refused("code_expired", services.fulfil, redemption=made, now=self.SOON)
        for _again in range(2):
            services.cancel(redemption=made, now=self.SOON, reason="They were ill", actor=owner)
        made.refresh_from_db()
        mug.refresh_from_db()
        assert (made.state, mug.taken, state(who)) == ("cancelled", 0, (1000, 0))

    def test_goodwill_after_the_units_came_back_gives_nothing_more(self, owner):
        self.programme(returns=True)
        who = rich()
        made = redeem(who, reward(valid_days=1))
        expiring.sweep(now=self.SOON)
        services.cancel(redemption=made, now=self.SOON, reason="They were ill", actor=owner)
        assert state(who) == (1000, 0)

    def test_the_member_reads_it_before_and_after(self, client):
        now = clock.now()
        who, mug = rich(until=None), reward(valid_days=1)
        for returns, told in ((True, "comes back to you"), (False, "stays spent")):
            self.programme(returns)
            token = memberpage.token_for(who, now=now)
            assert told in client.get(reverse("loyalty:member_reward", args=[token, mug.public_id])).text
        made = redeem(who, mug, now=now - timedelta(days=3))
        self.programme(returns=True)
        expiring.sweep(now=now)
        assert "came back to you" in client.get(reverse("customers:member_page", args=[token])).text
        shown = client.get(reverse("loyalty:member_redemption", args=[token, made.public_id]))
        assert "comes back to you" in shown.text

    def test_staff_see_it_and_may_show_goodwill(self, client, owner):
        self.programme(returns=False)
        made = redeem(rich(), reward(valid_days=1))
        expiring.sweep(now=self.SOON)
        client.force_login(owner)
        page = client.get(reverse("loyalty:redemption", args=[made.public_id]))
        assert "Give the units back as goodwill" in page.text
        rows = client.get(reverse("loyalty:redemptions"), {"state": "expired"}).context["page"]
        assert [row.pk for row in rows] == [made.pk]
