"""Lots that a merge or a household moved before their sale goes back: the same state as if nothing had moved them.

Examples 50 to 52 of `docs/algorithms/ledger.md`.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.models import User
from customers.merging import merge_customers
from customers.models import Customer
from loyalty import ledger
from loyalty.households import services as households
from loyalty.ledger import audit, earning_hook, expiry, merging, store
from loyalty.models import CurrencyPolicy, LedgerSettings, Lot
from sales import services as sales
from sales.hooks import Change
from tests.loyalty.factories import NOW, grant, key, lot, member, only_rules, opening, redeem, rule, state
from tests.loyalty.test_ledger_bulk import Silent, bring_back, sell
from tests.sales.factories import line, purchase, return_draft

pytestmark = pytest.mark.django_db
EXPIRES = NOW + timedelta(days=40)
LATER = NOW + timedelta(days=60)
WAYS = ("stays", "merged", "household", "merged into a household")


@pytest.fixture(autouse=True)
def agrees():
    only_rules()
    rule(1)
    CurrencyPolicy.objects.filter(pk="points").update(expiry="days", expiry_n=30, pending_days=0)
    yield
    assert [str(found) for found in audit.disagreements(LATER)] == []


@pytest.fixture
def owner():
    return User.objects.create_superuser("owner@example.com", "secret")


def moved(way, buyer, owner):
    """Who holds the buyer's units after that way: somebody who had an account of their own."""
    if way == "stays":
        opening(buyer, lot(1, EXPIRES + timedelta(days=900)))
        return buyer
    other = member()
    opening(other, lot(1, EXPIRES + timedelta(days=900)))
    if way == "household":
        home = households.create_household(holder=other, name="Ana's", now=NOW, actor=None)
        households.add_member(household=home, customer=buyer, role="spend", now=NOW, actor=None)
        return other
    merge_customers(survivor=other, duplicate=buyer, reason="the same", actor=owner, now=NOW)
    if way == "merged":
        return other
    holder = member()
    home = households.create_household(holder=holder, name="Ana's", now=NOW, actor=None)
    households.add_member(household=home, customer=other, role="spend", now=NOW, actor=None)
    return holder


def lots_of(who):
    found = Lot.objects.filter(account__customer=who, account__currency="points", remaining__gt=0)
    return sorted((row.granted, row.remaining) for row in found)


@pytest.mark.parametrize("way", WAYS)
class TestAsIfItHadStayed:
    def test_the_own_lot_goes_before_one_that_expires_sooner(self, way, owner):
        buyer = member()
        bought = purchase(line(10_000), customer=buyer.pk)
        holder = moved(way, buyer, owner)
        opening(holder, lot(70, NOW + timedelta(days=2)))
        sales.record_return(draft=return_draft(bought), now=NOW + timedelta(days=1))
        assert state(holder) == (71, 0)
        assert lots_of(holder) == [(1, 1), (70, 70)]
        assert way == "stays" or state(buyer) == (0, 0)

    def test_pending_units_go_before_the_own_lot(self, way, owner):
        buyer = member()
        bought = purchase(line(10_000), customer=buyer.pk)
        holder = moved(way, buyer, owner)
        opening(holder, lot(30, NOW + timedelta(days=90), available_at=NOW + timedelta(days=20)))
        sales.record_return(draft=return_draft(bought), now=NOW + timedelta(days=1))
        assert lots_of(holder) == [(1, 1), (100, 30)]

    @pytest.mark.parametrize("is_booked", [True, False])
    def test_nobody_pays_twice_for_what_expired(self, way, is_booked, owner):
        buyer = member()
        bought = purchase(line(10_000), customer=buyer.pk)
        holder = moved(way, buyer, owner)
        opening(holder, lot(500, LATER + timedelta(days=90)))
        if is_booked:
            expiry.expire_due(now=LATER)
        sales.record_return(draft=return_draft(bought), now=LATER)
        assert lots_of(holder) == [(1, 1), (500, 500)]
        assert state(holder) == (501, 0)
        assert way == "stays" or state(buyer) == (0, 0)

    def test_two_returns_take_their_own_each(self, way, owner):
        buyer = member()
        first = purchase(line(10_000), customer=buyer.pk)
        second = purchase(line(20_000), customer=buyer.pk)
        holder = moved(way, buyer, owner)
        opening(holder, lot(70, NOW + timedelta(days=2)))
        for bought in (first, second):
            draft = return_draft(bought)
            sales.record_return(draft=draft, now=NOW + timedelta(days=1))
        assert lots_of(holder) == [(1, 1), (70, 70)]
        sales.record_return(draft=draft, now=NOW + timedelta(days=1))
        assert state(holder) == (71, 0)

    def test_an_event_of_before(self, way, owner):
        buyer = member()
        grant(buyer, 100, event_key="event:1")
        holder = moved(way, buyer, owner)
        opening(holder, lot(70, NOW + timedelta(days=2)))
        ledger.reverse_grant(event_key="event:1:back", of="event:1", now=NOW + timedelta(days=1), reason="did not come")
        assert lots_of(holder) == [(1, 1), (70, 70)]

    def test_what_had_expired_of_a_lot_that_grace_days_keep_alive(self, way, owner):
        """60 of 100 expire, the 40 that were spent come back for some days: all 100 go, the other lot stays."""
        LedgerSettings.objects.update(grace_days=10)
        buyer = member()
        bought = purchase(line(10_000), customer=buyer.pk)
        holder = moved(way, buyer, owner)
        spent = key()
        redeem(holder, 40, event_key=spent)
        opening(holder, lot(500, LATER + timedelta(days=90)))
        expiry.expire_due(now=LATER)
        ledger.cancel_redemption(event_key=key(), of=spent, now=LATER, reason="sold out")
        assert lots_of(holder) == [(1, 1), (100, 40), (500, 500)]
        sales.record_return(draft=return_draft(bought), now=LATER)
        assert lots_of(holder) == [(1, 1), (500, 500)]

    @pytest.mark.parametrize("copy_from", [1, 100])
    def test_at_once_is_as_one_by_one(self, way, copy_from, owner, monkeypatch):
        """Returns of two sales in one batch of an import."""
        monkeypatch.setattr(store, "COPY_FROM", copy_from)
        buyer = member()
        with Silent():
            first, second = sell(buyer, [(10_000, None)], NOW), sell(buyer, [(20_000, None)], NOW)
        earning_hook(Change(now=NOW, created=[first.pk, second.pk]))
        holder = moved(way, buyer, owner)
        opening(holder, lot(70, NOW + timedelta(days=2)))
        with Silent():
            returns = [bring_back(bought, {1: 4}).pk for bought in (first, second)]
        concerned = list(Customer.objects.values_list("pk", flat=True))
        change = Change(now=NOW + timedelta(days=1), customers=concerned, returns=returns)
        for _ in range(2):  # told twice it is one
            earning_hook(change)
            merging.settle_hook(change)
            assert (state(holder), lots_of(holder)) == ((71, 0), [(1, 1), (70, 70)])
