"""Real connections at once: nobody spends twice, nobody waits for ever. With a twin without the lock."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import chain
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction

from core.errors import DomainError
from core.models import User
from customers.merging import merge_customers
from loyalty import ledger
from loyalty.ledger import audit, earning_hook, returning, store
from loyalty.models import Account, Entry, SpendingTerms
from sales import services
from sales.hooks import Change
from sales.models import Purchase, PurchaseLine
from tests.loyalty.factories import NOW, key, lot, member, opening, policy, redeem, state
from tests.sales.factories import draft, line, purchase, return_draft

LATER = NOW + timedelta(days=1)

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(actions: list[Callable[[], Any]]) -> list[str]:
    """Run every action on a connection of its own, all starting together; what became of each."""
    barrier = Barrier(len(actions))

    def run(action: Callable[[], Any]) -> str:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=60)
            action()
        except DomainError as error:
            return error.code
        except Exception as error:  # noqa: BLE001  # counted by the tests
            return type(error).__name__
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def agrees() -> None:
    assert [str(found) for found in audit.disagreements(NOW)] == []


def test_fifty_spenders_and_one_balance():
    """Exactly as many succeed as the balance covers."""
    who = member()
    opening(who, lot(70), lot(35), lot(5))
    results = Counter(at_once([lambda: redeem(who, 10)] * 50))
    assert results == {"done": 11, "insufficient": 39}
    assert state(who) == (0, 0)
    agrees()


def test_without_the_lock_it_goes_wrong(monkeypatch):
    """The twin: decisions made on what was seen before waiting; only the database's own limits are left."""
    monkeypatch.setattr(store, "LOCK", "")
    who = member()
    opening(who, lot(70), lot(35), lot(5))
    for _ in range(10):
        results = Counter(at_once([lambda: redeem(who, 10)] * 12))
        if set(results) - {"done", "insufficient"}:
            break
        opening(who, lot(110 - state(who)[0]))
    assert set(results) - {"done", "insufficient"}


def test_one_event_told_by_ten_tills():
    who = member()
    opening(who, lot(100))
    results = at_once([lambda: redeem(who, 10, event_key="till:1")] * 10)
    assert results == ["done"] * 10
    assert Entry.objects.filter(kind="redeem").count() == 1
    assert state(who) == (90, 0)


def test_two_people_in_both_orders():
    """Sales of A and B, of B and A: locks are taken in one order, so nobody waits in a circle."""
    a, b = member(), member()
    bought = [[purchase(line(1000), customer=who.pk).pk for who in pair] for pair in ((a, b), (b, a)) * 4]

    def announce(pair: list[int]) -> None:
        with transaction.atomic():
            earning_hook(Change(now=NOW, amended=pair))

    for pk in chain.from_iterable(bought):
        double(pk)
    assert at_once([lambda pair=pair: announce(pair) for pair in bought]) == ["done"] * len(bought)
    agrees()
    assert state(a) == state(b) == (160, 0)


def double(pk: int) -> None:
    """Twice the amount, by rows alone: the ledger hears of it from the test."""
    Purchase.objects.filter(pk=pk).update(amount=2000)
    PurchaseLine.objects.filter(purchase=pk).update(amount=2000)


def test_first_sales_at_once_open_one_account():
    who = member()
    results = at_once([lambda: purchase(line(1000), customer=who.pk)] * 8)
    assert results == ["done"] * 8
    assert Account.objects.count() == 1
    assert state(who) == (80, 0)
    agrees()


def test_expiry_against_redeeming():
    """The sweep and the till meet on one lot: each unit is spent or expires, never both."""
    who = member()
    opening(who, lot(50, NOW), lot(50, NOW + timedelta(seconds=1)))
    later = NOW + timedelta(seconds=2)
    actions = [lambda: redeem(who, 10)] * 8 + [lambda: ledger.expire_due(now=later)] * 4
    results = Counter(at_once(actions))
    assert set(results) <= {"done", "insufficient"}
    ledger.expire_due(now=later)
    spent = -sum(Entry.objects.filter(kind="redeem").values_list("units", flat=True))
    gone = -sum(Entry.objects.filter(kind="expire").values_list("units", flat=True))
    assert spent + gone == 100
    assert state(who) == (0, 0)
    agrees()


def test_one_return_by_two_clerks():
    who = member()
    bought = purchase(line(1000, 2), customer=who.pk)
    told = return_draft(bought, {1: 1})
    results = at_once([lambda: services.record_return(draft=told, now=NOW + timedelta(days=1))] * 4)
    assert set(results) == {"done"}
    assert Entry.objects.filter(kind="return").count() == 1
    assert state(who) == (5, 0)
    agrees()


def test_two_clerks_with_slips_of_their_own():
    """Both take back the whole of one receipt, each under another number: the goods are back once."""
    who = member()
    bought = purchase(line(1000, 2), customer=who.pk)
    told = [return_draft(bought, {1: 2}) for _ in range(2)]
    results = at_once([lambda one=one: services.record_return(draft=one, now=LATER) for one in told])
    assert Counter(results) == {"done": 1, "too_much_returned": 1}
    assert Entry.objects.filter(kind="return").count() == 1
    assert state(who) == (0, 0)
    agrees()


def test_each_of_two_clerks_takes_back_what_is_theirs():
    """Pieces of one line at two tills: together exactly what was granted."""
    who = member()
    bought = purchase(line(1003, 4), customer=who.pk)
    told = [return_draft(bought, {1: 1}) for _ in range(4)]
    assert set(at_once([lambda one=one: services.record_return(draft=one, now=LATER) for one in told])) == {"done"}
    assert state(who) == (0, 0)
    assert sum(Entry.objects.filter(purchase=bought).values_list("units", flat=True)) == 0
    agrees()


def test_customers_are_merged_while_their_goods_and_units_move():
    """Returns, transfers, cancellations and redemptions by staff meet a merge: nobody waits in a circle."""
    SpendingTerms.objects.filter(pk="points").update(transfer_daily_limit=1000)
    owner = User.objects.create_superuser("owner@example.com", "secret")
    for _ in range(4):
        one, two, other = member(), member(), member()
        opening(one, lot(100))
        opening(two, lot(100))
        bought = [purchase(line(1000), customer=who.pk) for who in (one, two, two)]
        spent = key()
        redeem(two, 10, event_key=spent)
        actions = moves_of(one, two, other, owner, spent)
        backs = [return_draft(sale) for sale in bought]
        actions += [lambda back=back: services.record_return(draft=back, now=LATER) for back in backs]
        actions.append(lambda one=one, two=two: merge_customers(survivor=one, duplicate=two, **why(owner)))
        results = at_once(actions)
        assert set(results) <= {"done", "not_a_member", "insufficient", "in_debt", "same_customer"}, results
        assert results[-1] == "done"
        assert state(two) == (0, 0)
        agrees()


def test_units_given_while_their_owner_is_merged_away():
    """Whoever waited for the merge gives to the survivor, not to the account that it has emptied."""
    owner = User.objects.create_superuser("owner@example.com", "secret")
    one, two = member(), member()
    opening(one, lot(1))
    opening(two, lot(2))
    told: dict[str, Any] = {"customer_id": two.pk, "currency": "points", "units": 10, "now": NOW}
    gives: list[Callable[[], Any]] = [
        lambda: ledger.adjust(event_key=key(), reason="why", actor=owner, **told),
        lambda: ledger.grant(event_key=key(), occurred_at=NOW, **told),
        lambda: opening(two, lot(10)),
    ]
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            merge_customers(survivor=one, duplicate=two, **why(owner))
            given = pool.submit(at_once, gives)
            wait_for_waiters(len(gives))
        assert given.result(timeout=60) == ["done"] * len(gives)
    assert (state(one), state(two)) == ((33, 0), (0, 0))
    agrees()


def wait_for_waiters(count: int) -> None:
    """Until so many connections wait for a lock of another."""
    asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    for _ in range(600):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(asked)
            if cursor.fetchone()[0] >= count:
                return
        time.sleep(0.05)
    raise AssertionError("nobody waits")


def why(owner: User) -> dict[str, Any]:
    return {"actor": owner, "reason": "the same", "now": LATER}


def moves_of(one: Any, two: Any, other: Any, owner: User, spent: str) -> list[Callable[[], Any]]:
    told = {"currency": "points", "units": 10, "now": NOW}
    pairs = ((one, two), (two, one), (two, other), (other, two))
    moves: list[Callable[[], Any]] = [
        lambda pair=pair: ledger.transfer(
            from_customer_id=pair[0].pk, to_customer_id=pair[1].pk, event_key=key(), **told
        )
        for pair in pairs
    ]
    moves.append(lambda: ledger.cancel_redemption(event_key=key(), of=spent, now=NOW))
    moves.append(lambda: redeem(two, 5, actor=owner, reason="a cup"))
    moves.append(lambda: ledger.adjust(customer_id=two.pk, event_key=key(), reason="why", actor=owner, **told))
    return moves


def test_everything_is_returned_while_it_is_spent():
    who = member()
    bought = [purchase(line(1000), customer=who.pk) for _ in range(5)]
    back = [return_draft(sale) for sale in bought]
    actions: list[Callable[[], Any]] = [lambda: redeem(who, 10)] * 5
    actions += [lambda told=told: services.record_return(draft=told, now=NOW + timedelta(days=1)) for told in back]
    results = Counter(at_once(actions))
    assert set(results) <= {"done", "insufficient", "in_debt"}
    balance, debt = state(who)
    spent = -sum(Entry.objects.filter(kind="redeem").values_list("units", flat=True))
    assert balance == 0
    assert debt == spent
    agrees()


def test_both_hand_on_to_each_other():
    """A → B with B → A: locks are taken in one order, nobody waits in a circle, no unit appears or vanishes."""
    SpendingTerms.objects.filter(pk="points").update(transfer_daily_limit=1000)
    a, b = member(), member()
    opening(a, lot(100))
    opening(b, lot(100))

    def give(pair: tuple[Any, Any]) -> None:
        told = {"from_customer_id": pair[0].pk, "to_customer_id": pair[1].pk, "event_key": key(), "now": NOW}
        ledger.transfer(currency="points", units=10, **told)

    assert at_once([lambda pair=pair: give(pair) for pair in [(a, b), (b, a)] * 8]) == ["done"] * 16
    assert (state(a), state(b)) == ((100, 0), (100, 0))
    agrees()


def test_the_daily_limit_holds():
    SpendingTerms.objects.filter(pk="points").update(transfer_daily_limit=30)
    a, b = member(), member()
    opening(a, lot(100))
    told = {"from_customer_id": a.pk, "to_customer_id": b.pk, "currency": "points", "units": 10, "now": NOW}
    results = Counter(at_once([lambda: ledger.transfer(event_key=key(), **told)] * 8))
    assert results == {"done": 3, "daily_limit": 5}
    agrees()


def test_one_redemption_cancelled_by_many():
    who = member()
    opening(who, lot(100))
    redeem(who, 60, event_key="spent")
    results = Counter(at_once([lambda: ledger.cancel_redemption(event_key=key(), of="spent", units=20, now=NOW)] * 8))
    assert results == {"done": 3, "too_much_cancelled": 5}
    assert state(who) == (100, 0)
    agrees()


def test_one_top_up_paid_out_by_many():
    policy("stored", is_active=True)
    owner = User.objects.create_superuser("owner@example.com", "secret")
    who = member()
    ledger.top_up(customer_id=who.pk, amount=100, event_key="t", now=NOW)
    told = {"of": "t", "amount": 40, "now": NOW, "reason": "why", "actor": owner}
    results = Counter(at_once([lambda: ledger.refund_top_up(event_key=key(), **told)] * 6))
    assert results == {"done": 2, "insufficient": 4}
    agrees()


def test_a_return_and_its_sale_told_at_once():
    """Whichever is first: the sale is returned in the end, once."""
    who = member()

    def sale() -> None:
        services.record_purchase(draft=draft(line(1000), customer=who.pk, source="till", number="S1"), now=NOW)

    def back() -> None:
        returning.tell_return(
            source="till", number="R1", sale_source="till", sale_number="S1", occurred_at=NOW, now=NOW
        )

    assert set(at_once([sale, back] * 3)) == {"done"}
    returning.book_waiting(now=NOW)
    assert state(who) == (0, 0)
    agrees()
