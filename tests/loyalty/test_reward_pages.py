"""Pages of rewards: staff redeem, cancel and edit, lists and exports, donations, the member's own page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.admin import site
from django.urls import reverse

from core import clock
from customers import memberpage
from customers.models import TimelineEntry
from loyalty.models import (
    Charity,
    Entry,
    Redemption,
    Reward,
)
from loyalty.rewards import donations
from loyalty.rewards.admin import RewardAdmin, RewardForm
from tests.loyalty.factories import state
from tests.loyalty.rewarding import redeem, reward, rich

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("agrees")]


class TestPages:
    def test_staff(self, client, owner):
        client.force_login(owner)
        who, mug = rich(until=None), reward(about="Blue")
        made = redeem(who, mug, now=clock.now())
        for name, args in (
            ("rewards", ()), ("redemptions", ()), ("redemption_code", ()), ("redemption", (made.public_id,)),
            ("customer_rewards", (who.public_id,)), ("reward_redeem", (who.public_id,)),
            ("redemption_undo", (made.public_id, "cancel")), ("redemption_undo", (made.public_id, "revoke")),
        ):  # fmt: skip
            assert client.get(reverse(f"loyalty:{name}", args=args)).status_code == 200, name
        found = client.post(reverse("loyalty:redemption_code"), {"code": made.code.lower()})
        assert found.url == reverse("loyalty:redemption", args=[made.public_id])
        assert client.post(reverse("loyalty:redemption_code"), {"code": "NOPE"}).status_code == 422
        client.post(reverse("loyalty:redemption_fulfil", args=[made.public_id]))
        made.refresh_from_db()
        assert (made.state, made.closed_by) == ("fulfilled", owner)

    def test_redeeming_and_cancelling_by_staff(self, client, owner):
        client.force_login(owner)
        who, mug = rich(until=None), reward()
        url = reverse("loyalty:reward_redeem", args=[who.public_id])
        dear = reward("Turntable", price=5000)
        page = client.get(url).content.decode()
        assert "1,000" in page
        assert "Out of reach now" in page
        assert "4,000 more to go" in page
        assert "5,000 Points" in page
        dear.delete()
        assert "Out of reach now" not in client.get(url).content.decode()
        data = {"reward": mug.pk, "quantity": 1, "key": "6e7e3f0e-0d9c-4b0e-8a5e-5b7b7a2f9f10"}
        assert client.post(url, data).status_code == 302
        answer = client.post(url, data)
        made = Redemption.objects.get()
        assert answer.url == reverse("loyalty:redemption", args=[made.public_id])
        undo = reverse("loyalty:redemption_undo", args=[made.public_id, "cancel"])
        assert client.post(undo, {"reason": ""}).status_code == 422
        assert client.post(undo, {"reason": "no"}).status_code == 302
        assert state(who) == (1000, 0)

    def test_the_stock_moves_on_while_somebody_edits(self, client, owner):
        """Saving the form writes what was changed, not the count that was read with it."""
        client.force_login(owner)
        mug = reward(stock=5)
        url = reverse("admin:loyalty_reward_change", args=[mug.pk])
        form = client.get(url).context["adminform"].form
        data = {name: "" if form[name].value() is None else form[name].value() for name in form.fields}
        data |= {"held_at_0": "", "held_at_1": "", "valid_from_0": "", "valid_from_1": ""}
        data |= {"valid_until_0": "", "valid_until_1": "", "about": "Blue", "unit_cost": "3.50", "is_active": "on"}
        stale = Reward.objects.get(pk=mug.pk)
        redeem(rich(), mug)
        assert client.post(url, data).status_code == 302
        mug.refresh_from_db()
        assert (mug.taken, mug.about, mug.unit_cost, stale.taken) == (1, "Blue", 350, 0)

    def test_prices_in_money_are_typed_as_money(self, client, owner):
        client.force_login(owner)
        data = {"name": "V", "kind": "gift", "currency": "cashback", "price": "5.00", "tier_rank": "0"}
        form = RewardForm(data)
        assert form.is_valid(), form.errors
        assert form.save(commit=False).price == 500
        assert not RewardForm(
            {"name": "W", "kind": "gift", "currency": "points", "price": "x", "tier_rank": "0"}
        ).is_valid()

    def test_saving_while_somebody_redeems(self, owner, rf):
        mug = reward(stock=5)
        stale = Reward.objects.get(pk=mug.pk)
        redeem(rich(), mug)
        stale.about = "Blue"
        request = rf.post("/")
        request.user = owner

        class Form:
            changed_data = ("about",)

        RewardAdmin(Reward, site).save_model(request, stale, Form, True)  # Django's
        mug.refresh_from_db()
        assert (mug.taken, mug.about) == (1, "Blue")

    def test_units_of_a_reward_come_back_with_the_reward_only(self, client, owner):
        """Else the member has the units again, and the code besides."""
        client.force_login(owner)
        who, mug = rich(until=None), reward()
        redeem(who, mug, now=clock.now())
        entry = Entry.objects.get(kind="redeem")
        url = reverse("loyalty:entry_undo", args=[who.public_id, entry.pk])
        data = {"reason": "why", "key": "6e7e3f0e-0d9c-4b0e-8a5e-5b7b7a2f9f10"}
        answer = client.post(url, data)
        assert answer.url == reverse("loyalty:statement", args=[who.public_id])
        assert url not in client.get(reverse("loyalty:statement", args=[who.public_id])).content.decode()
        assert state(who) == (900, 0)

    def test_the_list_finds_and_exports(self, client, owner):
        client.force_login(owner)
        now = clock.now()
        who, mug, cup = rich(until=None), reward(), reward("Cup", valid_days=0)
        made, late = redeem(who, mug, now=now), redeem(who, cup, now=now - timedelta(days=3))
        url = reverse("loyalty:redemptions")
        for query, shown, hidden in (
            ({"state": "open"}, made, late), ({"state": "expired"}, late, made),
            ({"reward": cup.public_id}, late, made),
            ({"reward": "x"}, None, made), ({"q": made.code[:5].lower()}, made, late),
        ):  # fmt: skip
            page = client.get(url, query).content.decode()
            assert shown is None or shown.code in page, query
            assert hidden.code not in page, query
        told = b"".join(client.get(url, {"format": "csv"}).streaming_content).decode()
        assert made.code in told
        assert late.code in told
        assert TimelineEntry.objects.filter(verb="loyalty.redemptions_exported").count() == 1

    def test_donations_are_passed_on(self, client, owner):
        client.force_login(owner)
        who, gift = rich(until=None), reward(kind="donation", unit_cost=100)
        forest = Charity.objects.create(name="Forest")
        now = clock.now()
        first = redeem(who, gift, charity=forest, quantity=2, now=now - timedelta(minutes=2))
        (waits,) = donations.by_charity()
        assert (waits.waiting, waits.amount, waits.passed_on) == (1, 200, 0)
        gift.unit_cost = 500
        gift.save(update_fields=["unit_cost"])
        assert donations.by_charity()[0].amount == 200, "what was given stays what it was"
        gift.unit_cost = 100
        gift.save(update_fields=["unit_cost"])
        page = client.get(reverse("loyalty:donations")).content.decode()
        assert "Forest" in page
        url = reverse("loyalty:donation_pass_on", args=[forest.pk])
        until = client.get(url).context["form"].initial["until"]
        late = redeem(who, gift, charity=forest, now=now)
        assert client.post(url, {"until": until}).status_code == 302
        first.refresh_from_db()
        late.refresh_from_db()
        assert (first.state, late.state) == ("fulfilled", "open")
        assert client.post(url, {"until": until}).status_code == 302
        assert client.get(reverse("loyalty:donation_pass_on", args=[0])).status_code == 404
        token = memberpage.token_for(who, now=now)
        shown = client.get(reverse("loyalty:member_redemption", args=[token, first.public_id])).content.decode()
        assert "Forest" in shown
        assert "<svg" not in shown

    @pytest.mark.parametrize("count", [1, 3])
    def test_lists_cost_the_same_queries(self, client, owner, django_assert_num_queries, count):
        client.force_login(owner)
        for n in range(count):
            redeem(rich(until=None), reward(f"R{n}"), now=clock.now())
        for name in ("rewards", "redemptions"):
            client.get(reverse(f"loyalty:{name}"))
        with django_assert_num_queries(7):
            client.get(reverse("loyalty:redemptions"))

    def test_the_members_own_page(self, client):
        who, mug = rich(until=None), reward()
        reward("Car", price=100_000)
        token = memberpage.token_for(who, now=clock.now())
        page = client.get(reverse("customers:member_page", args=[token]))
        assert "Mug" in page.content.decode()
        assert "99,000 more to go" in page.content.decode()
        url = reverse("loyalty:member_reward", args=[token, mug.public_id])
        assert client.get(url).status_code == 200
        data = {"key": "6e7e3f0e-0d9c-4b0e-8a5e-5b7b7a2f9f10", "price": "100"}
        assert "costs something else" in client.post(url, data | {"price": "90"}).text
        answers = [client.post(url, data) for _ in range(2)]
        made = Redemption.objects.get()
        assert {answer.url for answer in answers} == {
            reverse("loyalty:member_redemption", args=[token, made.public_id])
        }
        shown = client.get(answers[0].url).content.decode()
        assert "<svg" in shown
        assert client.post(url, {"key": "bad"}).status_code == 409

    def test_a_code_that_ended_is_not_offered_for_showing(self, client):
        who, mug = rich(until=None), reward(valid_days=0)
        made = redeem(who, mug, now=clock.now() - timedelta(days=3))
        token = memberpage.token_for(who, now=clock.now())
        page = client.get(reverse("customers:member_page", args=[token])).content.decode()
        assert str(made.public_id) not in page
        shown = client.get(reverse("loyalty:member_redemption", args=[token, made.public_id])).content.decode()
        assert "This code was good until" in shown
        assert "<svg" not in shown
