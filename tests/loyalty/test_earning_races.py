"""Receipts at once: limits of a member by the account's lock, budgets over all by their counter."""

from __future__ import annotations

from collections import Counter
from threading import Event
from time import sleep
from typing import Any

import pytest

from core.models import User
from customers.merging import merge_customers
from customers.models import Customer
from loyalty.earning import goals, members
from loyalty.earning.events import grant_event
from loyalty.households import services as households
from loyalty.ledger import audit
from loyalty.models import Account, Entry, RuleCounter, RuleUse
from sales import hooks
from tests.loyalty.earning import START, buy
from tests.loyalty.factories import NOW, member, only_rules, rule, state
from tests.loyalty.test_ledger_races import at_once
from tests.sales.factories import give_back

pytestmark = pytest.mark.django_db(transaction=True)


def agrees() -> None:
    assert [str(found) for found in audit.disagreements(NOW)] == []


def test_one_member_twelve_receipts_and_a_daily_limit():
    only_rules()
    rule(1, per_day=55)
    rule(100, kind="bonus", purchase_number=1)
    who = member()
    assert Counter(at_once([lambda: buy(who, 1000, START)] * 12)) == {"done": 12}
    assert state(who)[0] in {55, 155}
    bonuses = RuleUse.objects.filter(kept=100).count()
    assert bonuses <= 1
    agrees()


def test_a_budget_is_spent_to_the_last_unit_and_no_further():
    only_rules()
    rule(1, budget=75)
    people = [member() for _ in range(12)]
    assert Counter(at_once([lambda who=who: buy(who, 1000) for who in people])) == {"done": 12}
    assert sum(Account.objects.values_list("balance", flat=True)) == RuleCounter.objects.get().spent == 75
    agrees()


def test_a_goal_is_reached_once():
    only_rules()
    rule(100, kind="goal", minimum_spend=5000, period="month")
    who = member()
    assert Counter(at_once([lambda: buy(who, 1000)] * 10)) == {"done": 10}
    assert Entry.objects.count() == 1
    agrees()


def test_one_event_told_ten_times():
    only_rules()
    rule(10, kind="event", event="review", times=1)
    who = member()
    actions = [
        lambda n=n: grant_event(customer_id=who.pk, event="review", reference=str(n % 3), now=NOW) for n in range(10)
    ]
    assert Counter(at_once(actions)) == {"done": 10}
    assert state(who)[0] == 10
    agrees()


def return_meets_merge(monkeypatch: pytest.MonkeyPatch, who: str, *, leaves: bool) -> tuple[list[str], Customer]:
    """A member's return misses a goal that lies in a pool, while two records are merged; and who stays."""
    only_rules()
    rule(100, kind="goal", minimum_spend=5000, period="month")
    owner = User.objects.create_superuser("owner@example.com", "secret")
    other, holder, one = member(), member(), member()
    home = households.create_household(holder=holder, name="Home", now=NOW, actor=None)
    row = households.add_member(household=home, customer=one, role="earn", now=NOW, actor=None)
    bought = buy(one, 6000, START)
    assert state(holder)[0] == 100
    if leaves:
        households.remove_member(member=row, now=NOW, actor=None)
    pairs = {"the duplicate": (other, holder), "the survivor": (holder, other), "the member": (holder, one)}
    survivor, duplicate = pairs[who]
    locked, settle = Event(), members.settle

    def settle_late(*args: Any) -> None:
        locked.set()
        sleep(0.5)
        settle(*args)

    def merge() -> None:
        locked.wait(60)
        merge_customers(survivor=survivor, duplicate=duplicate, reason="twice", actor=owner, now=NOW)

    monkeypatch.setattr(members, "settle", settle_late)
    return at_once([lambda: give_back(bought), merge]), survivor


@pytest.mark.parametrize("leaves", [False, True])
@pytest.mark.parametrize("who", ["the duplicate", "the survivor", "the member"])
def test_a_pooled_goal_is_missed_while_its_holder_is_merged(monkeypatch, who, leaves):
    """The return holds the pool's accounts when the merge comes for them: it must hold their owner since before.

    Also of a pool that the member has left since: what they had earned lies there.
    """
    results, survivor = return_meets_merge(monkeypatch, who, leaves=leaves)
    assert results == ["done", "done"]
    assert state(survivor) == (0, 0)
    agrees()


def test_without_holding_the_owner_they_wait_in_a_circle(monkeypatch):
    """The twin: PostgreSQL ends one of the two."""
    monkeypatch.setattr(hooks, "_companions", {})
    monkeypatch.setattr(goals, "hold_customers", lambda _ids: None)
    results, _ = return_meets_merge(monkeypatch, "the duplicate", leaves=False)
    assert sorted(results) == ["OperationalError", "done"]
    agrees()
