"""Accounts of a customer who was recorded twice: every unit once, dates kept, returns still right."""

from __future__ import annotations

import pytest

from core import clock
from core.errors import Conflict
from customers import merging
from customers.models import Customer
from loyalty import ledger
from loyalty.ledger import audit
from loyalty.models import Account, Lot, StatedSpend
from sales.models import Purchase
from tests.customers.factories import make_user
from tests.loyalty.factories import NOW, grant, key, lot, member, opening, redeem, rule
from tests.sales.factories import give_back, line, purchase

pytestmark = pytest.mark.django_db


def merge(one: Customer, two: Customer) -> None:
    merging.merge_customers(
        survivor=one, duplicate=two, reason="same passport", actor=make_user("owner"), now=clock.now()
    )


def held(customer: Customer, currency: str = "points") -> tuple[int, int]:
    account = Account.objects.get(customer=customer, currency=currency)
    return account.balance, account.debt


@pytest.fixture(autouse=True)
def _agrees():
    yield
    assert list(audit.disagreements(clock.now())) == []


def test_an_account_that_the_survivor_lacks_is_theirs_as_it_is() -> None:
    one, two = member(), member()
    grant(two, 100)
    merge(one, two)
    assert held(one) == (100, 0)
    assert not Account.objects.filter(customer=two).exists()


def test_two_accounts_become_one_lot_by_lot() -> None:
    one, two = member(), member()
    grant(one, 10)
    grant(two, 100)
    grant(two, 50)
    before = sorted(Lot.objects.filter(account__customer=two).values_list("remaining", "available_at", "expires_at"))
    merge(one, two)
    assert (held(one), held(two)) == ((160, 0), (0, 0))
    lots = Lot.objects.filter(account__customer=one, remaining__in=[100, 50])
    assert sorted(lots.values_list("remaining", "available_at", "expires_at")) == before
    redeem(one, 160)
    assert held(one) == (0, 0)


def test_purchases_move_and_their_returns_are_taken_from_the_survivor() -> None:
    rule("1")
    one, two = member(), member()
    grant(one, 5)
    sale = purchase(line(10000), customer=two.pk)
    merge(one, two)
    sale = Purchase.objects.get(pk=sale.pk)
    assert sale.customer_id == one.pk
    assert held(one) == (105, 0)
    give_back(sale)
    assert (held(one), held(two)) == ((5, 0), (0, 0))


def test_what_was_spent_meanwhile_is_owed_by_the_survivor() -> None:
    rule("1")
    one, two = member(), member()
    grant(one, 5)
    sale = purchase(line(10000), customer=two.pk)
    merge(one, two)
    redeem(one, 105)
    give_back(Purchase.objects.get(pk=sale.pk))
    assert (held(one), held(two)) == ((0, 100), (0, 0))


def test_a_debt_moves_and_is_paid_from_what_there_is() -> None:
    rule("1")
    one, two = member(), member()
    grant(one, 30)
    sale = purchase(line(10000), customer=two.pk)
    redeem(two, 100)
    give_back(sale)
    assert held(two) == (0, 100)
    merge(one, two)
    assert (held(one), held(two)) == ((0, 70), (0, 0))


@pytest.mark.parametrize(("theirs", "expected"), [("2026-02-01", 900), ("2025-12-01", 500), ("2026-01-01", 500)])
def test_the_later_answer_about_yearly_spend_counts(theirs: str, expected: int) -> None:
    one, two = member(), member()
    StatedSpend.objects.create(customer=one, yearly_amount=500, stated_on="2026-01-01")
    StatedSpend.objects.create(customer=two, yearly_amount=900, stated_on=theirs)
    merge(one, two)
    assert list(StatedSpend.objects.values_list("customer", "yearly_amount")) == [(one.pk, expected)]


def test_an_answer_that_only_the_duplicate_gave_goes_along() -> None:
    one, two = member(), member()
    StatedSpend.objects.create(customer=two, yearly_amount=900, stated_on="2026-01-01")
    merge(one, two)
    assert StatedSpend.objects.get().customer_id == one.pk


def test_what_is_given_to_a_merged_record_is_the_survivors() -> None:
    one, two = member(), member()
    opening(one, lot(1))
    opening(two, lot(2))
    merge(one, two)
    grant(two, 10)
    opening(two, lot(20))
    adjust(two, 30)
    assert (held(one), held(two)) == ((63, 0), (0, 0))


def test_the_same_event_is_known_by_either_record() -> None:
    one, two, three = member(), member(), member()
    opening(one, lot(100))
    opening(two, lot(100))
    told = {"given": grant(two, 10, event_key="given"), "taken": redeem(two, 5, event_key="taken")}
    merge(one, two)
    for who in (one, two):
        assert grant(who, 10, event_key="given").entry_id == told["given"].entry_id
    assert redeem(one, 5, event_key="taken").entry_id == told["taken"].entry_id
    with pytest.raises(Conflict, match="key"):
        grant(three, 10, event_key="given")
    assert (held(one), held(two)) == ((205, 0), (0, 0))


def adjust(who: Customer, units: int) -> None:
    ledger.adjust(
        customer_id=who.pk, currency="points", units=units, event_key=key(), reason="why",
        actor=make_user("owner"), now=NOW,
    )  # fmt: skip
