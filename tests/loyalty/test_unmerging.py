"""Accounts of a merge that is taken back: every lot where it lay, with its dates; or what stands in the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from core import clock
from core.errors import Conflict
from customers import merging, unmerging
from customers.models import Customer, CustomerMerge
from loyalty import ledger
from loyalty.households import services as households
from loyalty.ledger import audit
from loyalty.models import Account, CardSettings, HouseholdMember, Lot
from sales.models import Purchase
from tests.customers.factories import make_user
from tests.loyalty.card_factories import issue
from tests.loyalty.factories import NOW, grant, key, lot, member, opening, redeem, rule
from tests.loyalty.tiers import buy, held, ladder, long_member
from tests.sales.factories import give_back, line, purchase

pytestmark = pytest.mark.django_db


def merge(one: Customer, two: Customer) -> CustomerMerge:
    merging.merge_customers(survivor=one, duplicate=two, reason="same name", actor=make_user("owner"), now=clock.now())
    return CustomerMerge.objects.latest("pk")


def undo(record: CustomerMerge) -> None:
    record.refresh_from_db()
    unmerging.undo_merge(record=record, reason="two people", actor=make_user("owner"), now=clock.now())


def books(*customers: Customer) -> Any:
    """What each holds and owes, and every lot that holds something."""
    lots = Lot.objects.filter(account__customer__in=customers, remaining__gt=0)
    accounts = Account.objects.filter(customer__in=customers)
    return (
        sorted(accounts.values_list("customer", "currency", "balance", "debt")),
        sorted(lots.values_list("pk", "account__customer", "granted", "remaining", "available_at", "expires_at")),
        merging.picture(*(customer.pk for customer in customers))["loyalty.TierPeriod"],
        sorted(Purchase.objects.filter(customer__in=customers).values_list("pk", "customer")),
        sorted(HouseholdMember.objects.values_list("pk", "household", "customer", "role", "holder")),
    )


@pytest.fixture(autouse=True)
def _agrees():
    yield
    assert list(audit.disagreements(clock.now())) == []


def _only_theirs(_one: Customer, two: Customer) -> None:
    grant(two, 100)


def _both(one: Customer, two: Customer) -> None:
    grant(one, 10)
    grant(two, 100)
    grant(two, 50)
    redeem(two, 30)
    opening(two, lot(7))


def _sales(one: Customer, two: Customer) -> None:
    rule("1")
    purchase(line(3000), customer=one.pk)
    purchase(line(10000), customer=two.pk)


def _they_owe(one: Customer, two: Customer) -> None:
    rule("1")
    grant(one, 30)
    sale = purchase(line(10000), customer=two.pk)
    redeem(two, 100)
    give_back(sale)


def _survivor_owes(one: Customer, two: Customer) -> None:
    _they_owe(two, one)


def _both_owe(one: Customer, two: Customer) -> None:
    for who in (one, two):
        sale = purchase(line(10000), customer=who.pk)
        redeem(who, 100)
        give_back(sale)


CASES: list[Callable[[Customer, Customer], None]] = [_only_theirs, _both, _sales, _they_owe, _survivor_owes, _both_owe]


@pytest.mark.parametrize("furnish", CASES)
def test_no_unit_appears_or_vanishes(furnish: Callable[[Customer, Customer], None]) -> None:
    if furnish is _both_owe:
        rule("1")
    one, two = member(), member()
    furnish(one, two)
    before = books(one, two)
    record = merge(one, two)
    assert list(audit.disagreements(clock.now())) == []
    assert unmerging.obstacles(record) == []
    undo(record)
    assert books(one, two) == before
    undo(merge(one, two))
    assert books(one, two) == before


def test_what_is_returned_then_is_taken_where_it_was_earned() -> None:
    rule("1")
    one, two = member(), member()
    grant(one, 5)
    sale = purchase(line(10000), customer=two.pk)
    undo(merge(one, two))
    give_back(Purchase.objects.get(pk=sale.pk))
    assert sorted(Account.objects.values_list("customer", "balance")) == [(one.pk, 5), (two.pk, 0)]


def test_what_was_earned_since_stays_with_the_survivor() -> None:
    one, two = member(), member()
    grant(one, 5)
    grant(two, 100)
    record = merge(one, two)
    grant(one, 7)
    undo(record)
    assert sorted(Account.objects.values_list("customer", "balance")) == [(one.pk, 12), (two.pk, 100)]


def test_what_their_own_purchase_lost_goes_back_with_the_account() -> None:
    rule("1")
    one, two = member(), member()
    sale = purchase(line(10000), customer=two.pk)
    record = merge(one, two)
    give_back(Purchase.objects.get(pk=sale.pk))
    undo(record)
    assert list(Account.objects.values_list("customer", "balance")) == [(two.pk, 0)]


def _spend(one: Customer, _two: Customer) -> None:
    redeem(one, 101)


def _earn(one: Customer, _two: Customer) -> None:
    grant(one, 1)


def _give_to_the_merged(_one: Customer, two: Customer) -> None:
    ledger.adjust(
        customer_id=two.pk, currency="points", units=-106, event_key=key(), reason="why", actor=make_user("owner"),
        now=NOW,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("ours", "since", "told"),
    [(5, _spend, "spent"), (0, _earn, "booked"), (6, _give_to_the_merged, "spent")],
)
def test_what_was_used_stands_in_the_way(ours: int, since: Callable[[Customer, Customer], None], told: str) -> None:
    one, two = member(), member()
    if ours:
        grant(one, ours)
    grant(two, 100)
    record = merge(one, two)
    since(one, two)
    before = books(one, two)
    assert any(told in text for text in unmerging.obstacles(record))
    with pytest.raises(Conflict):
        undo(record)
    assert books(one, two) == before


def test_a_debt_that_was_paid_stands_in_the_way() -> None:
    rule("1")
    one, two = member(), member()
    grant(one, 30)
    sale = purchase(line(10000), customer=two.pk)
    redeem(two, 100)
    give_back(sale)
    record = merge(one, two)
    grant(one, 70)
    assert any("owed" in text for text in unmerging.obstacles(record))


class TestHouseholds:
    def household(self, holder: Customer, *others: Customer) -> Any:
        made = households.create_household(holder=holder, name="Home", actor=make_user("owner"), now=NOW)
        for other in others:
            households.add_member(household=made, customer=other, role="spend", actor=make_user("owner"), now=NOW)
        return made

    def test_a_pool_is_handed_back(self) -> None:
        one, two, child = member(), member(), member()
        grant(one, 5)
        grant(two, 100)
        self.household(two, child)
        before = books(one, two, child)
        undo(merge(one, two))
        assert books(one, two, child) == before

    def test_two_pools_that_became_one(self) -> None:
        people = one, two, ours, theirs = member(), member(), member(), member()
        for who in people:
            grant(who, 10)
        self.household(one, ours)
        self.household(two, theirs)
        before = books(*people)
        undo(merge(one, two))
        assert books(*people) == before

    def test_who_joined_since_stands_in_the_way(self) -> None:
        one, two, child, late = member(), member(), member(), member()
        made = self.household(two, child)
        record = merge(one, two)
        made.refresh_from_db()
        households.add_member(household=made, customer=late, role="earn", actor=make_user("owner"), now=NOW)
        assert any("joined" in text for text in unmerging.obstacles(record))


def test_levels_cards_and_their_history_are_each_their_own_again() -> None:
    ladder()
    one, two = long_member(), long_member()
    for who, amount in ((one, 600_00), (two, 1000_00)):
        buy(who, amount, "2026-06-10")
        issue(who)
    CardSettings.objects.update_or_create(pk=1, defaults={"max_active": 1})
    theirs = {name: _rows(name, one, two) for name in ("TierMembership", "TierPeriod", "Card")}
    record = merge(one, two)
    assert held(one) == "gold"
    undo(record)
    assert {name: _rows(name, one, two) for name in theirs} == theirs
    assert (held(one), held(two)) == ("silver", "gold")


def _rows(name: str, *customers: Customer) -> Any:
    return merging.picture(*(customer.pk for customer in customers))[f"loyalty.{name}"]
