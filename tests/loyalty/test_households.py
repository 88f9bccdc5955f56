"""Households: one pool whatever somebody is given, who may spend from it, limits, leaving; and the pages and API."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from core import clock, integrations
from core.errors import DomainError
from core.models import User
from customers import memberpage
from customers.models import TimelineEntry
from loyalty import ledger
from loyalty.earning.events import grant_event
from loyalty.households import queries, services
from loyalty.ledger import audit
from loyalty.models import (
    Account,
    CurrencyPolicy,
    Entry,
    Household,
    HouseholdMember,
    LedgerSettings,
    Lot,
    SpendingTerms,
)
from loyalty.tasks import gather_pools
from loyalty.till import units as till
from loyalty.till.items import Part
from sales import services as sales
from tests.loyalty.factories import NOW, key, lot, member, only_rules, opening, rule, snapshot, state
from tests.loyalty.test_ledger_races import at_once
from tests.sales.factories import line, purchase, return_draft

pytestmark = pytest.mark.django_db
TOMORROW = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def agrees(request):
    yield
    assert [str(found) for found in audit.disagreements(TOMORROW)] == []


@pytest.fixture
def owner():
    return User.objects.create_superuser("owner@example.com", "secret")


def home(role="spend", units=1000, **limits):
    """A holder with units, and a member of their household."""
    holder, child = member(), member()
    if units:
        opening(holder, lot(units))
    made = services.create_household(holder=holder, name="Lins", now=NOW, actor=None, **limits)
    services.add_member(household=made, customer=child, role=role, now=NOW, actor=None)
    return holder, child, made


def spend(who, units, **values):
    told = {"currency": "points", "event_key": key(), "now": NOW} | values
    return services.redeem_from_pool(customer_id=who.pk, units=units, **told)


def refused(code, action, **values):
    before = snapshot()
    with pytest.raises(DomainError) as error:
        action(**values)
    assert error.value.code == code
    assert snapshot() == before


class TestOnePool:
    """Whatever a member is given goes where they can spend it."""

    def test_events(self):
        holder, child, _ = home("earn")
        rule(20, kind="event", event="review")
        told = {"customer_id": child.pk, "event": "review", "reference": "1", "now": NOW}
        (done,) = grant_event(**told)
        assert (state(holder), done.units) == ((1020, 0), 20)
        assert Entry.objects.get(pk=done.entry_id).facts["earner"] == child.pk
        assert grant_event(**told)[0].is_replay

    def test_grants_stay_one_when_somebody_joins_between(self):
        holder, child, made = home()
        services.remove_member(member=made.members.get(customer=child), now=NOW, actor=None)
        told = {
            "customer_id": child.pk, "currency": "points", "units": 5, "event_key": "e", "occurred_at": NOW, "now": NOW,
        }  # fmt: skip
        ledger.grant(**told)
        services.add_member(household=made, customer=child, role="spend", now=NOW, actor=None)
        assert ledger.grant(**told).is_replay
        assert state(holder) == (1005, 0)

    def test_units_handed_on_top_ups_and_adjustments(self, owner):
        SpendingTerms.objects.filter(pk="points").update(transfer_daily_limit=100)
        CurrencyPolicy.objects.filter(pk="stored").update(is_active=True)
        holder, child, _ = home()
        friend = member()
        opening(friend, lot(50))
        told = {"currency": "points", "units": 30, "now": NOW}
        ledger.transfer(from_customer_id=friend.pk, to_customer_id=child.pk, event_key="gift", **told)
        assert ledger.transfer(from_customer_id=friend.pk, to_customer_id=child.pk, event_key="gift", **told).is_replay
        ledger.top_up(customer_id=child.pk, amount=500, event_key="paid in", now=NOW)
        assert ledger.top_up(customer_id=child.pk, amount=500, event_key="paid in", now=NOW).is_replay
        ledger.adjust(
            customer_id=child.pk, currency="points", units=7, event_key="by hand", reason="why", actor=owner, now=NOW
        )
        assert (state(holder), state(holder, "stored")) == ((1037, 0), (500, 0))
        assert not Account.objects.filter(customer=child, balance__gt=0).exists()

    def test_only_the_holder_hands_on_and_converts(self):
        SpendingTerms.objects.filter(pk="points").update(transfer_daily_limit=100)
        LedgerSettings.objects.update(points_to_cashback=Decimal("0.5"))
        holder, child, _ = home()
        friend = member()
        told = {"currency": "points", "units": 10, "now": NOW}
        refused(
            "holder_only", ledger.transfer, from_customer_id=child.pk, to_customer_id=friend.pk, event_key="a", **told
        )
        refused("holder_only", ledger.convert, customer_id=child.pk, to="cashback", event_key="b", **told)
        refused(
            "same_customer", ledger.transfer, from_customer_id=holder.pk, to_customer_id=child.pk, event_key="c", **told
        )
        ledger.transfer(from_customer_id=holder.pk, to_customer_id=friend.pk, event_key="d", **told)
        assert state(holder) == (990, 0)

    def test_who_left_while_others_were_gathered_keeps_what_is_theirs(self, monkeypatch):
        """The sweep reads whom to look at first, and each again once they are locked."""
        holder, child = member(), member()
        made = services.create_household(holder=holder, name="Lins", now=NOW, actor=None)
        services.add_member(household=made, customer=child, role="spend", now=NOW, actor=None)
        services.remove_member(member=made.members.get(customer=child), now=NOW, actor=None)
        opening(child, lot(100))
        monkeypatch.setattr(services.store, "rows", lambda *_arguments: [(child.pk, holder.pk, "points")])
        assert services.gather(now=NOW) == 0
        assert (state(child), state(holder)) == ((100, 0), (0, 0))

    def test_what_comes_back_later_is_gathered(self):
        """Goods that were paid before joining: their units come back to their own lot, then into the pool."""
        only_rules()
        holder, child = member(), member()
        opening(child, lot(100))
        bought = purchase(line(1000), customer=child.pk)
        ledger.pay_with_units(
            customer_id=child.pk, currency="points", amount=100, receipt=1000, event_key="pay", now=NOW,
            purchase_id=bought.pk,
        )  # fmt: skip
        made = services.create_household(holder=holder, name="Lins", now=NOW, actor=None)
        services.add_member(household=made, customer=child, role="spend", now=NOW, actor=None)
        sales.record_return(draft=return_draft(bought), now=TOMORROW)
        assert state(child) == (100, 0)
        assert services.gather(now=TOMORROW) == 1
        assert (state(child), state(holder)) == ((0, 0), (100, 0))
        assert services.gather(now=TOMORROW) == 0
        gather_pools()


class TestSpending:
    def test_roles(self):
        holder, child, _ = home("earn")
        refused("earn_only", spend, who=child, units=10)
        assert spend(holder, 10).balance == 990
        assert queries.purse_of(child.pk).refusal

    def test_points_and_money_have_limits_of_their_own(self):
        CurrencyPolicy.objects.filter(pk="cashback").update(is_active=True)
        holder, child, _ = home(daily_limit=100, daily_money_limit=250)
        opening(holder, lot(5000), currency="cashback")
        spend(child, 60)
        refused("household_limit", spend, who=child, units=41)
        spend(child, 40)
        refused("household_limit", spend, who=child, units=251, currency="cashback")
        spend(child, 250, currency="cashback")
        assert (state(holder), state(holder, "cashback")) == ((900, 0), (4750, 0))
        spend(holder, 500)
        spend(child, 100, now=TOMORROW)

    def test_what_is_cancelled_is_free_again(self):
        holder, child, _ = home(daily_limit=100)
        spend(child, 100, event_key="spent")
        ledger.cancel_redemption(event_key="back", of="spent", units=30, now=NOW)
        assert queries.purse_of(child.pk).left("points", NOW) == 30
        spend(child, 30)
        refused("household_limit", spend, who=child, units=1)
        assert state(holder) == (900, 0)

    def test_paying_at_the_till_from_the_pool(self):
        only_rules()
        holder, child, made = home(daily_limit=300)
        (usable,) = till.usable(child.pk, 1000, 1000, taken=(), now=NOW)
        assert (usable.available, usable.most, usable.units) == (1000, 300, 300)
        bought = purchase(line(1000), customer=child.pk)
        part = Part("1", "points", 300, 300)
        told = {"customer_id": child.pk, "purchase_id": bought.pk, "receipt": 1000, "now": NOW}
        assert till.take(part, **told) == 300
        assert till.take(part, **told) == 300
        assert state(holder) == (700, 0)
        sales.record_return(draft=return_draft(bought), now=TOMORROW)
        assert state(holder) == (1000, 0)
        services.change_role(member=made.members.get(customer=child), role="earn", now=NOW, actor=None)
        assert till.usable(child.pk, 1000, 1000, taken=(), now=NOW)[0].refusal

    @pytest.mark.django_db(transaction=True)
    def test_the_limit_holds_when_many_spend_at_once(self):
        holder, child, _ = home(daily_limit=100)
        found = Counter(at_once([lambda: spend(child, 30)] * 8))
        assert found == {"done": 3, "household_limit": 5}
        assert state(holder) == (910, 0)

    @pytest.mark.django_db(transaction=True)
    def test_holder_and_members_empty_the_pool_together(self):
        holder, child, _ = home(units=100)
        found = Counter(at_once([lambda: spend(child, 10), lambda: spend(holder, 10)] * 8))
        assert found == {"done": 10, "insufficient": 6}
        assert state(holder) == (0, 0)

    @pytest.mark.django_db(transaction=True)
    def test_two_bring_what_they_hold_at_once(self):
        holder, made = member(), None
        made = services.create_household(holder=holder, name="Lins", now=NOW, actor=None)
        people = [member() for _ in range(4)]
        for who in people:
            opening(who, lot(10))
        told = {"household": made, "role": "earn", "now": NOW, "actor": None}
        assert at_once([lambda who=who: services.add_member(customer=who, **told) for who in people]) == ["done"] * 4
        assert state(holder) == (40, 0)


class TestChanging:
    def test_name_and_limits(self, owner):
        _, child, made = home(daily_limit=100)
        told = {"household": made, "now": NOW, "actor": owner}
        changed = services.change_household(name=" Lin ", daily_limit=None, daily_money_limit=900, **told)
        assert (changed.name, changed.daily_limit, changed.daily_money_limit) == ("Lin", None, 900)
        assert TimelineEntry.objects.filter(verb="household.changed").count() == 1
        services.change_household(name="Lin", daily_limit=None, daily_money_limit=900, **told)
        assert TimelineEntry.objects.filter(verb="household.changed").count() == 1
        refused("name_invalid", services.change_household, name=" ", daily_limit=None, daily_money_limit=None, **told)
        refused("limit_invalid", services.change_household, name="L", daily_limit=0, daily_money_limit=None, **told)
        assert spend(child, 900).units == -900

    def test_leaving_and_dissolving_keep_the_reason(self, owner):
        holder, child, made = home()
        services.remove_member(member=made.members.get(customer=child), now=NOW, actor=owner, reason="has moved out")
        assert TimelineEntry.objects.get(verb="household.left").reason == "has moved out"
        assert (state(child), state(holder)) == ((0, 0), (1000, 0))
        services.dissolve(household=made, now=NOW, actor=owner, reason="asked for it")
        assert TimelineEntry.objects.get(verb="household.dissolved").reason == "asked for it"
        assert not Household.objects.exists()


class TestPages:
    def test_a_new_household_opens_its_page(self, client, owner):
        client.force_login(owner)
        answer = client.post(reverse("loyalty:household_new", args=[member().public_id]), {"name": "Lins"})
        assert answer.url == reverse("loyalty:household", args=[Household.objects.get().public_id])

    def test_staff(self, client, owner):
        client.force_login(owner)
        holder, child, made = home(daily_limit=100, daily_money_limit=250)
        row = made.members.get(customer=child)
        page = client.get(reverse("loyalty:household", args=[made.public_id])).content.decode()
        assert "100 points or stamps" in page
        url = reverse("loyalty:household_change", args=[made.public_id])
        assert 'value="2.50"' in client.get(url).content.decode()
        assert client.post(url, {"name": "Lin", "daily_limit": "", "daily_money_limit": "x"}).status_code == 422
        assert client.post(url, {"name": "Lin", "daily_limit": "7", "daily_money_limit": "1.00"}).status_code == 302
        made.refresh_from_db()
        assert (made.name, made.daily_limit, made.daily_money_limit) == ("Lin", 7, 100)
        remove = reverse("loyalty:household_remove", args=[made.public_id, row.pk])
        assert client.get(remove).status_code == 200
        assert client.post(remove, {"reason": ""}).status_code == 422
        assert client.post(remove, {"reason": "moved out"}).status_code == 302
        dissolve = reverse("loyalty:household_dissolve", args=[made.public_id])
        assert client.get(dissolve).status_code == 200
        assert client.post(dissolve, {"reason": "asked"}).status_code == 302
        assert not Household.objects.exists()
        assert state(holder) == (1000, 0)

    def test_a_members_record_shows_the_pool_and_redeems_from_it(self, client, owner):
        client.force_login(owner)
        holder, child, _ = home()
        panel = client.get(reverse("loyalty:customer_accounts", args=[child.public_id])).content.decode()
        assert "In the pool of their household." in panel
        assert "1,000" in panel
        assert "Lins" in client.get(reverse("loyalty:statement", args=[child.public_id])).content.decode()
        data = {"currency": "points", "units": "40", "reason": "mug", "key": "6e7e3f0e-0d9c-4b0e-8a5e-5b7b7a2f9f10"}
        assert client.post(reverse("loyalty:redeem", args=[child.public_id]), data).status_code == 302
        assert state(holder) == (960, 0)

    def test_the_members_own_page_shows_the_pool(self, client):
        _, child, _ = home()
        token = memberpage.token_for(child, now=clock.now())
        assert "1,000" in client.get(reverse("customers:member_page", args=[token])).content.decode()


def test_api(client):
    _, token = integrations.create_integration(name="shop", scopes=["households:read", "households:write"])
    headers = {"HTTP_AUTHORIZATION": f"Bearer {token}"}
    holder, child = member(), member()
    opening(child, lot(10))
    told = {"content_type": "application/json", **headers}
    body = {"holder": str(holder.public_id), "name": "Lins", "daily_money_limit": "2.50"}
    made = client.post("/api/v1/households/", body, **told)
    assert (made.status_code, made.json()["daily_money_limit"], made.json()["daily_limit"]) == (201, "2.50", None)
    one = f"/api/v1/households/{made.json()['public_id']}/"
    joined = client.post(f"{one}members/", {"customer": str(child.public_id), "role": "spend"}, **told)
    assert len(joined.json()["members"]) == 2
    assert Lot.objects.filter(account__customer=holder, remaining=10).exists()
    for role in ("earn", "earn", "spend"):
        again = client.post(f"{one}members/", {"customer": str(child.public_id), "role": role}, **told)
        assert again.status_code == 200
        assert {"customer": str(child.public_id), "role": role} in again.json()["members"]
    assert TimelineEntry.objects.filter(customer=child, verb="household.role_changed").count() == 2
    assert TimelineEntry.objects.filter(customer=child, verb="household.joined").count() == 1
    holders = client.post(f"{one}members/", {"customer": str(holder.public_id), "role": "earn"}, **told)
    assert (holders.status_code, holders.json()["code"]) == (409, "holder_stays")
    changed = client.put(one, {"name": "Lin", "daily_limit": 5}, **told)
    assert (changed.json()["name"], changed.json()["daily_limit"], changed.json()["daily_money_limit"]) == (
        "Lin",
        5,
        None,
    )
    assert client.get(one, **headers).json()["name"] == "Lin"
    assert client.delete(one, **headers).status_code == 204
    assert client.get(one, **headers).status_code == 404


class TestMoving:
    def two(self):
        _holder, child, home_one = home()
        other, _child, home_two = home(units=50)
        return child, home_one, home_two, other

    def test_in_one_act_and_with_a_reason(self, owner):
        child, one, two, other = self.two()
        row = HouseholdMember.objects.get(customer=child)
        told = {"role": "earn", "now": NOW, "actor": owner}
        refused("reason_missing", lambda: services.move_member(member=row, household=two, reason=" ", **told))
        moved = services.move_member(member=row, household=two, reason="Moved in with the others", **told)
        assert (moved.household_id, moved.role, moved.holder_id) == (two.pk, "earn", other.pk)
        assert not one.members.filter(customer=child).exists()
        lines = TimelineEntry.objects.filter(customer=child, actor=owner).order_by("pk").values_list("verb", "reason")
        assert list(lines) == [
            ("household.left", "Moved in with the others"), ("household.joined", "Moved in with the others"),
        ]  # fmt: skip

    def test_the_page_finds_the_household_by_anybody_of_it(self, client, owner):
        child, one, two, other = self.two()
        client.force_login(owner)
        row = HouseholdMember.objects.get(customer=child)
        url = reverse("loyalty:household_move", args=[one.public_id, row.pk])
        assert url in client.get(reverse("loyalty:household", args=[one.public_id])).content.decode()
        told = {"customer": str(other.public_id), "role": "spend"}
        assert client.post(url, told).status_code == 422
        assert client.post(url, told | {"customer": str(member().public_id), "reason": "x"}).status_code == 422
        assert client.post(url, told | {"reason": "Married"}).status_code == 302
        assert HouseholdMember.objects.get(customer=child).household == two

    def test_the_holder_stays(self):
        _child, one, two, other = self.two()
        row = HouseholdMember.objects.get(customer=other)
        told = {"role": "earn", "now": NOW, "actor": None, "reason": "x"}
        refused("holder_stays", lambda: services.move_member(member=row, household=one, **told))
        assert HouseholdMember.objects.get(customer=other).household == two


def test_why_somebody_was_let_in(owner):
    holder, child = member(), member()
    made = services.create_household(holder=holder, name="Lins", now=NOW, actor=owner)
    row = services.add_member(household=made, customer=child, role="earn", now=NOW, actor=owner, reason="Daughter")
    services.change_role(member=row, role="spend", now=NOW, actor=owner, reason="Grown up")
    lines = TimelineEntry.objects.filter(customer=child, verb__startswith="household.").order_by("pk")
    assert list(lines.values_list("reason", "actor")) == [("Daughter", owner.pk), ("Grown up", owner.pk)]
