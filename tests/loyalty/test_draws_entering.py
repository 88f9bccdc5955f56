"""Taking part in a draw by signing up and by points: once, in time, paid once, given back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from core.models import User
from loyalty import ledger
from loyalty.draws import cancelling, entering
from loyalty.models import DrawEntry
from tests.customers.factories import make_customer, make_user
from tests.loyalty.draws import (
    CLOSES,
    DRAWS,
    INSIDE,
    OPENS,
    frozen,
    published,
    refuses,
    sign_up,
)
from tests.loyalty.factories import lot, member, opening, state
from tests.sales.factories import customer

pytestmark = pytest.mark.django_db


class TestSignUp:
    def test_once_per_customer(self):
        draw, who = published(), customer()
        sign_up(draw, who, who)
        assert DrawEntry.objects.count() == 1

    def test_by_the_clock_whatever_the_sweep_has_booked(self):
        draw, who = published(), customer()
        with refuses("draw_not_open"):
            sign_up(draw, who, now=OPENS - timedelta(seconds=1))
        with refuses("draw_closed"):
            sign_up(draw, who, now=CLOSES)
        sign_up(draw, who, now=OPENS)

    @pytest.mark.parametrize("flag", ["is_test", "is_staff_customer"])
    def test_staff_and_test_customers_do_not_take_part(self, flag):
        with refuses("not_eligible"):
            sign_up(published(), customer(**{flag: True}))

    def test_who_has_the_address_of_an_account_in_use_is_staff(self):
        draw, clerk = published(), make_user("cashier")
        who = make_customer(email=clerk.email.upper())
        with refuses("not_eligible"):
            sign_up(draw, who)
        User.objects.filter(pk=clerk.pk).update(is_active=False)
        sign_up(draw, who)

    def test_who_shares_the_phone_of_staff_is_shown_until_the_list_is_frozen(self, client):
        draw, clerk = published(), make_user("cashier")
        make_customer(email=clerk.email, phone="+8613800000000")
        cousin, other = (make_customer(name, phone=phone) for name, phone in (
            ("Cousin", "+8613800000000"), ("Other", "+8613900000000")))  # fmt: skip
        sign_up(draw, cousin, other)
        client.force_login(make_user("owner"))
        url = reverse("loyalty:draw", args=[draw.public_id])
        assert client.get(url).context["maybe_staff"] == [cousin]
        assert client.get(reverse("customers:detail", args=[cousin.public_id])).context["is_colleague"] is False
        frozen(draw)
        assert client.get(url).context["maybe_staff"] == []

    def test_members_only(self):
        draw = published(members_only=True)
        with refuses("not_a_member"):
            sign_up(draw, customer())
        with refuses("not_a_member"):
            sign_up(draw, member("suspended"))
        sign_up(draw, member())

    def test_not_offered(self):
        with refuses("no_signup"):
            sign_up(published(by_signup=False, by_purchase=True), customer())


class TestPoints:
    @pytest.fixture
    def draw(self):
        return published(by_points=True, units_per_chance=20, max_chances=4)

    def enter(self, draw, who, chances=2, key="a", now=INSIDE):
        return entering.enter_by_points(draw=draw, customer_id=who.pk, chances=chances, event_key=key, now=now)

    def test_points_are_spent_once(self, draw):
        who = member()
        opening(who, lot(100, earned_at=OPENS))
        first = self.enter(draw, who)
        assert self.enter(draw, who) == first
        assert state(who) == (60, 0)
        with refuses("event_key_taken"):
            self.enter(draw, who, chances=1)

    def test_not_enough(self, draw):
        who = member()
        opening(who, lot(39, earned_at=OPENS))
        with refuses("insufficient"):
            self.enter(draw, who)
        assert not DrawEntry.objects.exists()

    def test_nobody_pays_for_nothing(self, draw):
        who = member()
        opening(who, lot(1000, earned_at=OPENS))
        sign_up(draw, who)
        self.enter(draw, who, chances=3)
        with refuses("too_many_chances"):
            self.enter(draw, who, chances=1, key="b")
        assert state(who) == (940, 0)

    @pytest.mark.parametrize("told", [0, -1, 10**7])
    def test_odd_numbers(self, draw, told):
        with refuses("chances_invalid"):
            self.enter(draw, member(), chances=told)

    def test_one_entry_that_cannot_be_refunded_stops_no_other(self, draw, owner):
        people = [member(), member()]
        for n, who in enumerate(people):
            opening(who, lot(100, DRAWS + timedelta(days=30), earned_at=OPENS))
            self.enter(draw, who, key=f"e{n}")
        of = DrawEntry.objects.earliest("pk").event_key
        ledger.cancel_redemption(event_key="by hand", of=of, now=INSIDE, reason="mistake", actor=owner)
        cancelling.cancel_draw(draw=draw, reason="No permit", now=INSIDE)
        assert [state(who) for who in people] == [(100, 0), (100, 0)]
        assert DrawEntry.objects.get(refunded_at=None).event_key == of
        assert cancelling.refund_due(now=INSIDE) == 0

    def test_a_cancelled_draw_gives_them_back(self, draw):
        who = member()
        opening(who, lot(100, DRAWS + timedelta(days=30), earned_at=OPENS))
        self.enter(draw, who)
        cancelling.cancel_draw(draw=draw, reason="No permit", now=INSIDE)
        cancelling.cancel_draw(draw=draw, reason="No permit", now=INSIDE)
        assert state(who) == (100, 0)
        assert DrawEntry.objects.get().refunded_at == INSIDE
        with refuses("draw_closed"):
            sign_up(draw, who)
