"""Parallel requests on real connections: one sale, one claim, one member, one return, no basket twice."""

from __future__ import annotations

from collections import Counter as Tally
from contextlib import suppress
from decimal import Decimal
from threading import Barrier, BrokenBarrierError
from typing import Any
from uuid import UUID

import pytest

from core import clock, ids, locks
from customers.models import Customer
from loyalty.ledger import audit
from loyalty.models import ReceiptClaim, SpendingTerms, TillBasket, TillPayment
from loyalty.till import baskets, claims, enrolling, exchanging, payment, returning, selling
from loyalty.till.enrolling import Newcomer
from sales.models import Purchase, Return
from tests.loyalty import editions
from tests.loyalty.factories import grant, member, only_rules, rule, state
from tests.loyalty.pricing_factories import pay, quote
from tests.loyalty.test_ledger_races import at_once
from tests.loyalty.test_till_returns import draft
from tests.loyalty.till_factories import Counter, desk, sold, staff
from tests.sales.factories import draft as receipt_draft
from tests.sales.factories import line, product

pytestmark = pytest.mark.django_db(transaction=True)


def agrees() -> None:
    assert [str(found) for found in audit.disagreements(clock.now())] == []


def ready(units: int = 500) -> tuple[Counter, Customer]:
    only_rules()
    rule(1)
    who, counter = member(), Counter()
    grant(who, units)
    counter.do("customer", customer=who.public_id)
    counter.scan(product(price=1000).sku)
    counter.pay("points", "5.00")
    counter.do("pay", kind="cash", amount="")
    return counter, who


@pytest.mark.parametrize("same_key", [True, False])
def test_a_double_tap_sells_once(same_key: bool) -> None:
    counter, who = ready()
    version, basket = counter.row.version, counter.basket

    def tap() -> None:
        key = "same" if same_key else ids.short_code(10)
        selling.sell(desk=counter.desk, basket=basket, key=key, version=version, now=counter.now)

    assert at_once([tap] * 8) == ["done"] * 8
    assert (Purchase.objects.count(), TillPayment.objects.count()) == (1, 2)
    assert state(who) == (5, 0)
    agrees()


def test_two_scans_at_once_are_two_and_one_scan_twice_is_one() -> None:
    at, tea = desk(), product()
    first = Counter(at)
    first.scan(tea.sku)
    keys = ["a", "a", "b", "c", "c", "c"]
    results = at_once([lambda key=key: _scan(first, tea.sku, key) for key in keys])
    assert results == ["done"] * len(keys)
    assert first.row.lines[0]["quantity"] == "4"


def _scan(counter: Counter, sku: str, key: str) -> None:
    mine = Counter(counter.desk)
    mine.basket = counter.basket
    mine.do("scan", key=key, scan=sku)


def test_first_scans_of_two_windows_make_one_basket() -> None:
    at, tea = desk(), product()
    results = at_once([lambda: Counter(at).scan(tea.sku)] * 6)
    assert results == ["done"] * 6
    assert TillBasket.objects.get().lines[0]["quantity"] == "6"


def test_one_balance_at_two_tills() -> None:
    """Five hundred points pay one of two baskets; the other is told and can be paid otherwise."""
    one, who = ready()
    other = Counter(desk(device="e" * 32))
    other.do("customer", customer=who.public_id)
    other.scan(product(price=1000).sku)
    other.pay("points", "5.00")
    other.do("pay", kind="card", amount="")
    versions = {counter.basket: counter.row.version for counter in (one, other)}
    results = Tally(at_once([lambda c=c: c.sell(version=versions[c.basket]) for c in (one, other)]))
    assert results["done"] == 1
    assert Purchase.objects.count() == 1
    agrees()


def test_a_claim_by_many_is_one() -> None:
    only_rules()
    rule(1)
    sold(product(price=1000))
    code = ReceiptClaim.objects.get()
    people = [member() for _n in range(6)]
    results = Tally(
        at_once([lambda who=who: claims.claim(claim=code, customer=who, where="x", now=clock.now()) for who in people])
    )
    assert results == {"done": 1, "claim_taken": 5}
    assert sum(state(who)[0] for who in people) == 10
    agrees()


def test_one_number_joins_once() -> None:
    newcomer = Newcomer("+12025550142")
    results = at_once([lambda: enrolling.join(newcomer=newcomer, where="x", now=clock.now())] * 6)
    assert results == ["done"] * 6
    assert Customer.objects.count() == 1


def test_two_clerks_and_one_return() -> None:
    counter, who = ready()
    bought = counter.sell().purchase
    told, clerk = draft(bought, {1: 1}), staff()
    other = draft(bought, {1: 1}, number="R-2")
    now = clock.now()
    results = Tally(
        at_once([lambda d=d: returning.take_back(draft=d, now=now, actor=clerk) for d in (told, told, other, other)])
    )
    assert results == {"done": 2, "too_much_returned": 2}
    assert Return.objects.count() == 1
    assert state(who) == (500, 0)
    agrees()


def test_two_tills_and_one_piece_that_is_exchanged() -> None:
    counter, who = ready()
    bought = counter.sell().purchase
    line = bought.lines.get().pk
    tills = []
    for number in range(2):
        till = Counter()
        form = {"receipt": bought.public_id, "number": f"R-{number}", f"quantity_{line}": 1, "reason": "x"}
        till.do("exchange", **form)
        till.scan(product(price=500).sku)
        till.do("check-out")
        tills.append((till, till.row.version, till.basket))

    def sell(till: Counter, version: int, basket: UUID) -> None:
        selling.sell(desk=till.desk, basket=basket, key=ids.short_code(10), version=version, now=till.now)

    results = Tally(at_once([lambda told=told: sell(*told) for told in tills * 2]))
    assert results == {"done": 2, "too_much_returned": 2}
    assert (Return.objects.count(), Purchase.objects.count()) == (1, 2)
    assert state(who) == (505, 0)
    agrees()


def crossed(one: Customer, other: Customer) -> list[Counter]:
    """Two clerks at once: goods of one customer's receipt for goods that the other buys, and the other way round."""
    tills = []
    for giver, taker in ((one, other), (other, one)):
        bought = sold(product(price=1000), customer=giver)
        form = {"receipt": bought.public_id, "number": f"R-{giver.pk}", f"quantity_{bought.lines.get().pk}": 1}
        till = Counter()
        till.do("exchange", **form, reason="x")
        till.do("customer", customer=taker.public_id)
        till.scan(product(price=1000).sku)
        till.do("check-out")
        tills.append(till)
    return tills


def swap(monkeypatch: pytest.MonkeyPatch, one: Customer, other: Customer) -> list[str]:
    """Both sales, each of which waits a moment for the other when its return is booked."""
    tills = crossed(one, other)
    meeting, real = Barrier(2), exchanging.take_back

    def slowly(*given: Any, **named: Any) -> Any:
        done = real(*given, **named)
        with suppress(BrokenBarrierError):
            meeting.wait(timeout=2)
        return done

    monkeypatch.setattr(exchanging, "take_back", slowly)
    versions = {till.basket: till.row.version for till in tills}
    return at_once([lambda till=till: till.sell(version=versions[till.basket]) for till in tills])


@pytest.mark.parametrize("with_accounts", [True, False])
def test_exchanges_across_two_customers_wait_for_each_other_in_one_order(
    monkeypatch: pytest.MonkeyPatch, *, with_accounts: bool
) -> None:
    only_rules()
    if with_accounts:
        rule(1)
    monkeypatch.setattr(locks, "ATTEMPTS", 1)
    one, other = member(), member()
    assert swap(monkeypatch, one, other) == ["done", "done"]
    assert (Return.objects.count(), Purchase.objects.count()) == (2, 4)
    assert (state(one), state(other)) == ((10, 0), (10, 0)) if with_accounts else True
    agrees()


def test_without_that_order_the_database_ends_one_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: each holds what the other waits for."""
    only_rules()
    rule(1)
    monkeypatch.setattr(locks, "ATTEMPTS", 1)
    monkeypatch.setattr(exchanging, "hold", lambda *_given: None)
    assert sorted(swap(monkeypatch, member(), member())) == ["OperationalError", "done"]
    agrees()


def test_a_sale_that_the_database_ended_is_done_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever else two tills wait for in a circle: the one that was sent back begins again, unnoticed."""
    only_rules()
    rule(1)
    monkeypatch.setattr(exchanging, "hold", lambda *_given: None)
    assert swap(monkeypatch, member(), member()) == ["done", "done"]
    assert (Return.objects.count(), Purchase.objects.count()) == (2, 4)
    agrees()


def test_a_parked_basket_goes_to_one_till() -> None:
    counter = Counter()
    counter.scan(product().sku)
    counter.do("park")
    owner = counter.desk.user
    desks = [desk(owner, device=str(number) * 32) for number in range(4)]
    results = Tally(
        at_once([lambda at=at: baskets.resume(desk=at, basket=counter.basket, now=counter.now) for at in desks])
    )
    assert results == {"done": 1, "basket_taken": 3}


def test_two_sales_on_one_claim_are_one() -> None:
    """Both were quoted the edition's price; the piece is sold once, at that price."""
    who, vase = member(), product(price=10000)
    now = clock.now()
    edition = editions.published(5, product=vase, price=8000)
    editions.claim(edition, who, now)
    made = [quote(vase, customer=who, now=now) for _n in range(6)]
    assert {one.total for one in made} == {8000}
    results = at_once([lambda one=one: pay(one) for one in made])
    assert Tally(results) == {"done": 1, "claim_gone": 5}
    assert (Purchase.objects.count(), editions.taken(edition)) == (1, 1)
    agrees()


def test_one_balance_pays_for_purchases_of_two_doors() -> None:
    """Ten receipts over the API at once, each paid with half of what there is: two go through, no other is recorded."""
    only_rules()
    who = member()
    grant(who, 500)
    SpendingTerms.objects.filter(pk="points").update(pay_value=Decimal(1))

    def buy() -> None:
        told = receipt_draft(line(1000), customer=who.pk, occurred_at=clock.now())
        payment.record_paid(draft=told, payments=[payment.Payment("points", 250)], now=clock.now())

    assert Tally(at_once([buy] * 10)) == {"done": 2, "insufficient": 8}
    assert (Purchase.objects.count(), state(who)) == (2, (0, 0))
    agrees()
