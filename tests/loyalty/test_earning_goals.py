"""Goals that purchases reach together, and many purchases at once as one after another."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from loyalty import programme
from loyalty.ledger import audit, earning_hook
from loyalty.models import Entry, RuleCounter, RuleUse
from sales.hooks import Change
from sales.models import Category
from tests.loyalty.earning import START, agrees, buy
from tests.loyalty.factories import NOW, member, movements, only_rules, policy, rule, snapshot, state
from tests.loyalty.test_ledger_bulk import Silent, sell
from tests.sales.factories import give_back, line, product, purchase


def goal(units: int = 100, amount: int = 50000, **values: Any):
    return rule(units, kind="goal", minimum_spend=amount, **{"period": "month"} | values)


@pytest.mark.django_db
class TestGoals:
    def test_once_on_the_purchase_that_crosses(self):
        only_rules()
        goal()
        who = member()
        for day, amount in enumerate((20000, 29999, 1, 90000)):
            buy(who, amount, START + timedelta(days=day))
        (entry,) = Entry.objects.all()
        assert (entry.units, entry.occurred_at) == (100, START + timedelta(days=2))
        assert entry.explanation.startswith("100 = 500.00 of 500.00 spent (2026-01); rule ")
        buy(who, 50000, START + timedelta(days=40))
        assert movements(who) == [("grant", 100)] * 2
        agrees()

    def test_returns_that_fall_below_undo_it_and_more_brings_it_back(self):
        only_rules()
        goal(budget=1000)
        who = member()
        buy(who, 30000)
        second = purchase(line(20000, 4), customer=who.pk, occurred_at=START, now=NOW)
        give_back(second, {1: 1})
        assert movements(who) == [("grant", 100), ("return", -100)]
        give_back(second, {1: 1})
        assert len(movements(who)) == 2
        buy(who, 10000)
        assert movements(who)[2:] == [("grant", 100)]
        assert RuleCounter.objects.get().spent == 100
        agrees()

    def test_missed_after_its_currency_is_switched_off(self):
        """What was granted goes back by what was granted, whatever is granted today."""
        only_rules()
        rule(1)
        goal()
        who = member()
        bought = purchase(line(50000), customer=who.pk, occurred_at=START, now=NOW)
        assert state(who)[0] == 600
        policy(is_active=False)
        buy(who, 90000, START + timedelta(days=40))
        give_back(bought)
        assert movements(who) == [("grant", 500), ("grant", 100), ("return", -500), ("return", -100)]
        assert state(who) == (0, 0)
        agrees()

    def test_only_its_goods_and_channels(self):
        only_rules()
        tea = Category.objects.create(name="Tea", code="tea")
        Category.objects.filter(pk=tea.pk).update(path=f"/{tea.pk}/")
        goal(categories=[tea])
        who = member()
        purchase(
            line(60000), line(30000, product=product(category=tea).pk), customer=who.pk, occurred_at=START, now=NOW
        )
        assert movements(who) == []
        purchase(line(20000, product=product(category=tea).pk), customer=who.pk, occurred_at=START, now=NOW)
        assert movements(who) == [("grant", 100)]

    @pytest.mark.parametrize(
        ("period", "key", "first", "after"),
        [
            ("month", "2026-12", date(2026, 12, 1), date(2027, 1, 1)),
            ("quarter", "2026-Q4", date(2026, 10, 1), date(2027, 1, 1)),
            ("year", "2026", date(2026, 1, 1), date(2027, 1, 1)),
            ("validity", "all", date.min, date.max),
        ],
    )
    def test_periods(self, period, key, first, after):
        from loyalty.earning.goals import bounds, period_of

        pure = programme.as_rule(programme.annotated(type(goal()).objects.filter(pk=goal(period=period).pk)).get(), {})
        assert period_of(pure, date(2026, 12, 31)) == key
        assert bounds(key) == (first, after)

    def test_within_its_validity_only(self):
        only_rules()
        goal(period="validity", valid_from=START, valid_until=START + timedelta(days=10))
        who = member()
        buy(who, 40000, START - timedelta(days=1))
        buy(who, 40000, START)
        assert movements(who) == []
        buy(who, 10000, START + timedelta(days=9))
        buy(who, 90000, START + timedelta(days=10))
        assert movements(who) == [("grant", 100)]

    def test_a_purchase_that_was_somebody_elses(self):
        only_rules()
        goal()
        one, two = member(), member()
        bought = buy(one, 60000)
        type(bought).objects.filter(pk=bought.pk).update(customer=two)
        earning_hook(Change(now=NOW, amended=[bought.pk], customers=[one.pk, two.pk]))
        assert (movements(one), movements(two)) == ([("grant", 100), ("return", -100)], [("grant", 100)])
        type(bought).objects.filter(pk=bought.pk).update(customer=None)
        earning_hook(Change(now=NOW, amended=[bought.pk], customers=[two.pk]))
        assert state(two) == (0, 0)
        agrees()

    def test_whoever_is_no_member_reaches_nothing(self):
        only_rules()
        goal()
        who = member(state="suspended")
        buy(who, 60000)
        assert movements(who) == []


receipts = st.lists(
    st.tuples(st.integers(0, 2), st.integers(1, 9000), st.integers(0, 40), st.integers(0, 23)), min_size=1, max_size=9
)


class TestBulk(TestCase):
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        told=receipts,
        caps=st.fixed_dictionaries(
            {name: st.one_of(st.none(), st.integers(1, 90)) for name in ("per_order", "per_day", "per_month", "budget")}
        ),
        nth=st.integers(1, 3),
        target=st.integers(1000, 20000),
        combines=st.sampled_from(["best", "add", "multiply"]),
    )
    def test_same_ledger_in_the_order_of_sale(self, told, caps, nth, target, combines):
        only_rules()
        policy(combines=combines)
        rule(1, **caps)
        rule(50, kind="bonus", purchase_number=nth)
        rule(2, kind="multiplier", time_from="20:00", time_until="04:00", per_customer=60)
        goal(30, target)
        with transaction.atomic(), Silent():
            people = [member() for _ in range(3)]
            rows = sorted(told, key=lambda row: (row[2], row[3]))

            def one_by_one() -> Any:
                with transaction.atomic():
                    for row in rows:
                        made = _sell(people, row)
                        earning_hook(Change(now=NOW, created=[made.pk]))
                    found = _result(people)
                    transaction.set_rollback(True)
                return found

            def in_bulk() -> Any:
                with transaction.atomic():
                    made = [_sell(people, row).pk for row in rows]
                    earning_hook(Change(now=NOW, created=made))
                    found = _result(people)
                    transaction.set_rollback(True)
                return found

            assert one_by_one() == in_bulk()
            transaction.set_rollback(True)


def _sell(people, row):
    whose, amount, day, hour = row
    return sell(people[whose], [(amount, None)], START.replace(hour=0) + timedelta(days=day, hours=hour))


def _result(people) -> Any:
    """Entries by what they say: numbers of purchases differ between the two ways."""
    assert [str(wrong) for wrong in audit.disagreements(NOW)] == []
    entries = [(*row[1:6], row[7], row[8]) for row in snapshot()["entries"]]
    uses = RuleUse.objects.values_list("scope", "customer_id", "occurred_on", "asked", "granted", "kept")
    counters = RuleCounter.objects.order_by("scope").values_list("scope", "spent")
    return sorted(entries, key=repr), sorted(uses, key=repr), list(counters)
