"""Receipts at once: limits of a member by the account's lock, budgets over all by their counter."""

from __future__ import annotations

from collections import Counter

import pytest

from loyalty.earning.events import grant_event
from loyalty.ledger import audit
from loyalty.models import Account, Entry, RuleCounter, RuleUse
from tests.loyalty.factories import NOW, member, only_rules, rule, state
from tests.loyalty.test_earning_members import START, buy
from tests.loyalty.test_ledger_races import at_once

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
