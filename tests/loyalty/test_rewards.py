"""Rewards: gates, counts, codes, cancelling, races, pages and API; the examples of docs/algorithms/rewards.md."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from django.contrib.admin import site
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.urls import reverse

from config.demo import rewards as demo
from core import clock, codes, integrations
from core.errors import DomainError
from core.models import User
from customers import memberpage
from customers.merging import merge_customers
from customers.models import TimelineEntry
from loyalty.costs.services import value_of
from loyalty.draws import entering
from loyalty.households import services as households
from loyalty.ledger import audit
from loyalty.models import (
    Charity,
    Cost,
    Coupon,
    Entry,
    HouseholdMember,
    LedgerSettings,
    Lot,
    Measure,
    Promotion,
    Redemption,
    Reward,
    RewardTally,
    StackingGroup,
)
from loyalty.rewards import donations, expiring, services
from loyalty.rewards.admin import RewardAdmin, RewardForm
from tests.loyalty.draws import INSIDE, OPENS, published
from tests.loyalty.factories import NOW, key, lot, member, only_rules, opening, snapshot, state
from tests.loyalty.pricing_factories import pay, quote
from tests.loyalty.pricing_factories import promotion as promotion_of
from tests.loyalty.test_ledger_races import at_once
from tests.loyalty.till_factories import Counter as Counted
from tests.sales.factories import product

pytestmark = pytest.mark.django_db
JUNE = datetime(2026, 6, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def agrees(request):
    yield
    assert [str(found) for found in audit.disagreements(NOW)] == []


@pytest.fixture
def owner():
    return User.objects.create_superuser("owner@example.com", "secret")


def reward(name="Mug", price=100, **values):
    return Reward.objects.create(name=name, price=price, **values)


def rich(units=1000, until=JUNE):
    who = member()
    opening(who, lot(units, until))
    return who


def redeem(who, what, **values):
    return services.redeem_reward(**{"customer_id": who.pk, "reward": what, "event_key": key(), "now": NOW} | values)


def refused(code, action, **values):
    before = snapshot()
    with pytest.raises(DomainError) as error:
        action(**values)
    assert error.value.code == code
    assert snapshot() == before


def costs():
    found = Cost.objects.values("kind").annotate(amount=Sum("amount")).order_by("kind")
    return [(row["kind"], row["amount"]) for row in found]


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
        worth = value_of(100, "points")
        assert costs() == [("points", -worth), ("reward", 350)]
        services.cancel(redemption=made, now=NOW, reason="no")
        assert costs() == [("points", 0), ("reward", 0)]
        made = redeem(who, mug)
        services.revoke(redemption=made, now=NOW, reason="abuse")
        assert costs() == [("points", -worth), ("reward", 0)]

    def test_stamps_nine_bought_tenth_free(self):
        who = member()
        opening(who, lot(10), currency="stamps")
        made = redeem(who, reward("Coffee", price=10, currency="stamps"))
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


class TestAfterwards:
    def test_handing_over_once(self):
        made = redeem(rich(), reward())
        assert services.fulfil(redemption=made, now=NOW).state == "fulfilled"
        assert services.fulfil(redemption=made, now=NOW + timedelta(days=1)).closed_at == NOW
        refused("redemption_closed", services.cancel, redemption=made, now=NOW, reason="late")

    def test_an_expired_code(self):
        made = redeem(rich(), reward(valid_days=0))
        refused("code_expired", services.fulfil, redemption=made, now=NOW + timedelta(days=1))

    def test_cancelling_returns_units_to_their_lots_and_the_piece_to_the_stock(self):
        who, mug = rich(), reward(stock=1, per_customer=1)
        made = redeem(who, mug)
        services.cancel(redemption=made, now=NOW, reason="changed their mind")
        assert state(who) == (1000, 0)
        assert list(Lot.objects.values_list("remaining", "expires_at")) == [(1000, JUNE)]
        before = snapshot()
        services.cancel(redemption=made, now=NOW, reason="again")
        assert snapshot() == before
        assert redeem(who, mug).pk

    def test_revoking_keeps_the_units_unless_told(self):
        who, mug = rich(), reward()
        services.revoke(redemption=redeem(who, mug), now=NOW, reason="abuse")
        assert state(who) == (900, 0)
        services.revoke(redemption=redeem(who, mug), now=NOW, reason="a mistake of ours", gives_back=True)
        assert state(who) == (900, 0)

    def test_merged_customers_keep_their_counts(self, owner):
        a, b, mug = rich(), rich(), reward(per_customer=2)
        made = redeem(b, mug)
        redeem(a, mug)
        merge_customers(survivor=a, duplicate=b, actor=owner, reason="the same", now=NOW)
        assert RewardTally.objects.get(reward=mug).taken == 2
        services.cancel(redemption=made, now=NOW, reason="changed their mind")
        assert state(a) == (1900, 0)

    def test_constraints(self):
        mug = reward(stock=1)
        for values in ({"taken": 2}, {"price": 0}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Reward.objects.filter(pk=mug.pk).update(**values)
        made = redeem(rich(), mug)
        for values in ({"state": "fulfilled"}, {"state": "cancelled", "closed_at": NOW}, {"units": 0}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Redemption.objects.filter(pk=made.pk).update(**values)
        for kind in ("voucher", "event", "partner"):
            with pytest.raises(IntegrityError), transaction.atomic():
                Reward.objects.create(name="V", price=1, kind=kind)
        with pytest.raises(IntegrityError), transaction.atomic():
            Reward.objects.create(name="W", price=1, valid_from=NOW, valid_until=NOW)


@pytest.mark.django_db(transaction=True)
class TestRaces:
    def test_the_stock_holds(self):
        people, mug = [rich() for _ in range(20)], reward(stock=7)
        results = Counter(at_once([lambda who=who: redeem(who, mug) for who in people]))
        assert results == {"done": 7, "sold_out": 13}
        mug.refresh_from_db()
        assert mug.taken == 7

    def test_without_the_condition_only_the_database_holds_it(self, monkeypatch):
        """The twin: what was read before others took a piece decides."""
        unconditional = "UPDATE loyalty_reward SET taken = taken + %(quantity)s WHERE id = %(reward)s"
        monkeypatch.setattr(services, "_STOCK", unconditional)
        people = [rich() for _ in range(12)]
        for n in range(10):
            mug = reward(f"Mug {n}", price=10, stock=4)
            results = set(at_once([lambda who=who, mug=mug: redeem(who, mug) for who in people]))
            if results - {"done", "sold_out"}:
                break
        assert results - {"done", "sold_out"}

    def test_the_limit_of_a_member_holds(self):
        who, mug = rich(), reward(per_customer=3)
        assert Counter(at_once([lambda: redeem(who, mug)] * 10)) == {"done": 3, "too_many": 7}
        assert state(who) == (700, 0)

    def test_one_event_by_ten_tills(self):
        who, mug = rich(), reward()
        assert at_once([lambda: redeem(who, mug, event_key="one")] * 10) == ["done"] * 10
        assert state(who) == (900, 0)

    def test_cancelled_and_handed_over_at_once(self):
        who, mug = rich(), reward()
        made = redeem(who, mug)
        actions = [lambda: services.fulfil(redemption=made, now=NOW)] * 4
        actions += [lambda: services.cancel(redemption=made, now=NOW, reason="no")] * 4
        at_once(actions)
        made.refresh_from_db()
        assert state(who)[0] == (900 if made.state == "fulfilled" else 1000)


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
        data = {"key": "6e7e3f0e-0d9c-4b0e-8a5e-5b7b7a2f9f10"}
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


class TestTill:
    def test_a_code_is_recognised_and_handed_over(self):
        who, mug, counter = rich(until=None), reward(), Counted()
        made = redeem(who, mug, quantity=2, now=clock.now())
        said = counter.do("scan", scan=codes.grouped(made.code).lower())
        assert said.redemption == made
        assert "Mug × 2" in said.text
        for _ in range(2):
            assert counter.do("reward", code=made.code).tone == "good"
        made.refresh_from_db()
        assert (made.state, made.closed_by) == ("fulfilled", counter.desk.user)
        assert counter.do("scan", scan=made.code).tone == "warn"
        late = redeem(who, reward("Cup", valid_days=0), now=clock.now() - timedelta(days=3))
        assert counter.do("scan", scan=late.code).tone == "warn"

    def test_of_a_voucher_it_is_the_coupon(self):
        promotion = Promotion.objects.create(
            name="5 off", kind="amount", amount=500, group=StackingGroup.objects.create(name="G", order=77)
        )
        made = redeem(rich(until=None), reward(kind="voucher", promotion=promotion), now=clock.now())
        counter = Counted()
        counter.scan(made.code)
        assert counter.row.coupons == [made.coupon.code]

    def test_chances_in_a_draw_from_the_pool(self):
        holder, child = member(), member()
        opening(holder, lot(1000, earned_at=OPENS))
        home = households.create_household(holder=holder, name="Lins", now=NOW, actor=None)
        households.add_member(household=home, customer=child, role="spend", now=NOW, actor=None)
        draw = published(by_points=True, units_per_chance=20, max_chances=4)
        entering.enter_by_points(draw=draw, customer_id=child.pk, chances=2, event_key="e", now=INSIDE)
        assert state(holder) == (960, 0)


class TestApi:
    @pytest.fixture
    def headers(self):
        _, token = integrations.create_integration(name="shop", scopes=["redemptions:read", "redemptions:write"])
        return {"HTTP_AUTHORIZATION": f"Bearer {token}"}

    def test_the_whole_way(self, client, headers):
        who, mug = rich(until=None), reward()
        listed = client.get("/api/v1/rewards/", **headers).json()
        assert listed["results"][0]["price"] == "100"
        body = {"customer": str(who.public_id), "reward": str(mug.public_id), "event_key": "till-1"}
        first = client.post("/api/v1/redemptions/", body, content_type="application/json", **headers)
        again = client.post("/api/v1/redemptions/", body, content_type="application/json", **headers)
        assert (first.status_code, again.status_code) == (201, 200)
        assert first.json()["code"] == again.json()["code"]
        one = f"/api/v1/redemptions/{first.json()['public_id']}/"
        assert client.get(one, **headers).json()["state"] == "open"
        done = client.post(f"{one}cancel/", {"reason": "no"}, content_type="application/json", **headers)
        assert done.json()["state"] == "cancelled"
        late = client.post(f"{one}fulfil/", {}, content_type="application/json", **headers)
        assert (late.status_code, late.json()["code"]) == (409, "redemption_closed")
        assert client.get("/api/v1/redemptions/?state=cancelled", **headers).json()["results"]
        body["reward"] = str(reward("Car", price=5000).public_id)
        offers = client.get(f"/api/v1/customers/{who.public_id}/rewards/", **headers).json()["offers"]
        assert [(row["reward"]["name"], row["can_redeem"], row["missing"]) for row in offers] == [
            ("Mug", True, "0"), ("Car", False, "4000"),
        ]  # fmt: skip
        assert client.get(f"/api/v1/redemptions/?code={first.json()['code'].lower()}", **headers).json()["results"]
        Charity.objects.create(name="Forest", about="Trees")
        assert client.get("/api/v1/charities/", **headers).json()["results"] == [{"name": "Forest", "about": "Trees"}]
        poor = client.post(
            "/api/v1/redemptions/", body | {"event_key": "x"}, content_type="application/json", **headers
        )
        assert (poor.status_code, poor.json()["code"]) == (409, "insufficient")


def test_the_demo_goes_through_the_services(owner):
    """What `seed_demo` shows of rewards, households, top-ups and measures, on a handful of members."""
    people = [rich(400, until=None) for _ in range(24)]
    second = User.objects.create_superuser("second@example.com", "secret")
    made = demo.seed(Random(7), clock.now(), owner, [second])
    assert made == Redemption.objects.count() > 10
    assert Redemption.objects.exclude(state="open").exists()
    assert HouseholdMember.objects.count() == 12
    assert Entry.objects.filter(kind="topup").count() == 10
    assert Measure.objects.get().state == "proposed"
    assert Redemption.objects.get(event_key="demo:missed").state == "expired"
    assert set(Entry.objects.filter(event_key__startswith="demo:").values_list("kind", flat=True)) >= {
        "convert", "transfer",
    }  # fmt: skip
    assert people


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
        assert given_up == (0 if returns else -value_of(100, "points"))
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


@pytest.mark.django_db(transaction=True)
def test_expiring_handing_over_and_cancelling_at_once():
    """One of the three happens, wholly. The till's clock is before the end, the sweep's behind it."""
    LedgerSettings.objects.filter(pk=1).update(expired_code="return")
    who, mug = rich(), reward(stock=5, valid_days=1)
    made = redeem(who, mug)
    soon = NOW + timedelta(days=2)

    def expire():
        expiring.sweep(now=soon)

    def cancel():
        services.cancel(redemption=made, now=soon, reason="Changed their mind")

    def hand_over():
        services.fulfil(redemption=made, now=NOW)

    results = set(at_once([expire, cancel, hand_over] * 3))
    assert results <= {"done", "redemption_closed", "code_expired"}
    made.refresh_from_db()
    mug.refresh_from_db()
    is_out = made.state == "fulfilled"
    assert made.state in {"expired", "cancelled", "fulfilled"}
    assert (mug.taken, state(who)) == ((1, (900, 0)) if is_out else (0, (1000, 0)))
    assert [str(found) for found in audit.disagreements(soon)] == []
