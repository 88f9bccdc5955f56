"""Rules that ask about the member: numbers, birthdays, tiers, limits, budgets, stamps."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from core.models import User
from customers import merging
from customers.birthday import Birthday, LeapDay
from loyalty import programme, rules
from loyalty.earning import members
from loyalty.ledger import earning_hook
from loyalty.models import Entry, RuleCounter, RuleUse, TierLevel, TierMembership, TierPeriod
from sales.hooks import Change
from sales.models import Category
from tests.loyalty.earning import START, agrees, buy
from tests.loyalty.factories import NOW, member, movements, only_rules, policy, rule, state
from tests.sales.factories import give_back, line, product, purchase


@pytest.mark.django_db
class TestFacts:
    def test_the_third_purchase_is_the_one_to_win(self):
        rule(200, kind="bonus", purchase_number=3)
        who = member()
        for day in range(4):
            buy(who, 1000, START + timedelta(days=day))
        assert movements(who) == [("grant", 10), ("grant", 10), ("grant", 210), ("grant", 10)]
        agrees()

    def test_a_back_dated_receipt_does_not_win_again(self):
        rule(200, kind="bonus", purchase_number=1)
        who = member()
        buy(who, 1000, START)
        buy(who, 1000, START - timedelta(days=9))
        assert movements(who) == [("grant", 210), ("grant", 10)]

    def test_returned_whole_the_first_purchase_is_still_to_come(self):
        rule(200, kind="bonus", purchase_number=1)
        who = member()
        give_back(buy(who, 1000))
        buy(who, 1000, START + timedelta(days=1))
        assert movements(who) == [("grant", 210), ("return", -210), ("grant", 210)]
        agrees()

    def test_what_comes_back_is_free_again_though_nothing_is_limited_any_more(self):
        policy(per_day=100)
        who = member()
        bought = buy(who, 600)
        assert RuleUse.objects.get().kept == 6
        policy(per_day=None)
        give_back(bought)
        assert RuleUse.objects.get().kept == 0
        agrees()

    def test_the_month_of_the_birthday(self):
        rule(2, kind="multiplier", in_birthday_month=True)
        solar = member(birth_month=1, birth_day=31)
        lunar = member(birth_month=12, birth_day=10, birth_calendar="lunar")
        for who in (solar, lunar, member()):
            buy(who, 1000)
        assert [state(who)[0] for who in (solar, lunar)] == [20, 20]  # the tenth of the twelfth is 28 January 2026
        buy(solar, 1000, datetime(2026, 2, 1, 12, tzinfo=UTC))
        assert movements(solar)[-1] == ("grant", 10)

    @pytest.mark.parametrize(
        ("birthday", "day", "expected"),
        [
            (Birthday(2, 29), date(2026, 2, 1), True),
            (Birthday(2, 29), date(2026, 3, 1), False),
            (Birthday(1, 1, is_lunar=True), date(2026, 2, 28), True),  # 17 February 2026
            (Birthday(1, 1, is_lunar=True), date(2025, 2, 28), False),  # 29 January 2025
            (Birthday(12, 30, is_lunar=True), date(2026, 2, 1), True),  # the eve, of the year before
        ],
    )
    def test_months_of_birthdays(self, birthday, day, expected):
        assert members.is_birthday_month(birthday, day) is expected

    def test_29_february_in_march_where_that_is_the_rule(self):
        assert members.is_birthday_month(Birthday(2, 29), date(2026, 3, 9), LeapDay.MARCH)

    def test_the_tier_of_the_sales_own_time(self):
        gold = TierLevel.objects.create(code="gold", name="Gold", rank=1, min_spend=10**9, multiplier="1.5")
        who = member()
        TierMembership.objects.create(customer=who, level=gold, since=START, earned_level=gold)
        TierPeriod.objects.create(
            customer=who,
            level=gold,
            valid_from=START,
            valid_until=START + timedelta(days=9),
            cause="reached",
            booked_at=NOW,
        )
        moments = [START - timedelta(days=1), START, START + timedelta(days=9)]
        for at in moments:
            buy(who, 1000, at)
        assert movements(who) == [("grant", 10), ("grant", 15), ("grant", 10)]
        assert "1.5" in Entry.objects.order_by("pk")[1].explanation

    def test_a_rule_for_a_tier(self):
        gold = TierLevel.objects.create(code="gold", name="Gold", rank=1, min_spend=10**9)
        rule(2, kind="multiplier").tiers.set([gold])
        assert programme.terms().book.asks_tier
        who = member()
        buy(who, 1000)
        assert state(who)[0] == 10

    def test_happy_hour_is_of_the_business_day(self, settings):
        settings.BUSINESS_TIME_ZONE = "Asia/Shanghai"
        rule(2, kind="multiplier", time_from="22:00", time_until="02:00", weekdays=[1])
        who = member()
        # Monday 22:30, Tuesday 01:30 and Tuesday 22:30 in Shanghai
        for hour in (14.5, 17.5, 38.5):
            buy(who, 1000, datetime(2026, 1, 5, tzinfo=UTC) + timedelta(hours=hour))
        assert [units for _, units in movements(who)] == [20, 20, 10]

    def test_a_simple_programme_asks_nothing(self):
        assert not programme.terms().asking


@pytest.mark.django_db
class TestLimits:
    def test_per_day_and_month(self):
        only_rules()
        rule(1, per_day=15, per_month=20)
        who = member()
        for day, amount in ((0, 1000), (0, 1000), (1, 1000), (40, 1000)):
            buy(who, amount, START + timedelta(days=day))
        assert [units for _, units in movements(who)] == [10, 5, 5, 10]
        kept = Entry.objects.order_by("pk")[1]
        assert kept.explanation.endswith("5 of 10 (day)")
        assert (kept.facts["asked"], kept.facts["granted"]) == (10, 5)
        agrees()

    def test_a_back_dated_receipt_counts_on_its_own_day(self):
        only_rules()
        rule(1, per_day=15)
        who = member()
        buy(who, 1000, START + timedelta(days=1))
        buy(who, 1000, START)
        buy(who, 1000, START)
        assert [units for _, units in movements(who)] == [10, 10, 5]

    def test_returning_frees_the_limit(self):
        only_rules()
        rule(1, per_customer=25)
        who = member()
        first = purchase(line(1000, 4), customer=who.pk, occurred_at=START, now=NOW)
        buy(who, 3000)
        assert movements(who) == [("grant", 10), ("grant", 15)]
        give_back(first, {1: 2})
        buy(who, 3000)
        assert movements(who)[2:] == [("return", -5), ("grant", 5)]
        agrees()

    def test_a_budget_that_comes_later_counts_what_was_given(self):
        only_rules()
        made = rule(1, per_day=50)
        who, other = member(), member()
        bought = buy(who, 1000)
        made.budget = 25
        rules.revise_rule(rule=made, now=START + timedelta(hours=1))
        later = [buy(other, 1000, START + timedelta(days=day)) for day in (1, 2)]
        assert state(other) == (15, 0)
        agrees()
        for sale in (bought, *later):
            give_back(sale)
        assert RuleCounter.objects.get().spent == 0
        agrees()

    def test_a_budget_for_all(self):
        only_rules()
        rule(1, budget=25)
        people = [member() for _ in range(4)]
        sales = [buy(who, 1000) for who in people]
        assert [state(who)[0] for who in people] == [10, 10, 5, 0]
        give_back(sales[0])
        buy(people[3], 2000)
        assert state(people[3])[0] == 10
        assert RuleCounter.objects.get().spent == 25
        agrees()

    def test_the_currencys_own_limits(self):
        policy(per_day=12)
        who = member()
        buy(who, 1000)
        buy(who, 1000)
        assert [units for _, units in movements(who)] == [10, 2]

    def test_new_terms_go_on_counting(self):

        only_rules()
        made = rule(1, per_customer=15)
        who = member()
        buy(who, 1000, START)
        made.rate = 2
        rules.revise_rule(rule=made, now=START + timedelta(hours=1))
        buy(who, 1000, START + timedelta(hours=2))
        assert [units for _, units in movements(who)] == [10, 5]

    def test_amended_it_counts_anew(self):
        only_rules()
        rule(1, per_day=15)
        who = member()
        first = buy(who, 1000)
        buy(who, 1000)
        first.lines.update(amount=200)
        type(first).objects.filter(pk=first.pk).update(amount=200)
        earning_hook(Change(now=NOW, amended=[first.pk], customers=[who.pk]))
        assert movements(who) == [("grant", 10), ("grant", 5), ("return", -10), ("grant", 2)]
        buy(who, 5000)
        assert movements(who)[-1] == ("grant", 8)
        agrees()

    def test_merged_members_have_one_limit(self):
        only_rules()
        rule(1, per_customer=15)
        one, two = member(), member()
        buy(one, 1000)
        buy(two, 1000)
        actor = User.objects.create_superuser("owner@example.com", "secret")
        merging.merge_customers(survivor=one, duplicate=two, reason="twice", actor=actor, now=NOW)
        buy(one, 1000)
        assert RuleUse.objects.filter(customer=two).count() == 0
        assert movements(one)[-1] != ("grant", 10)

    @pytest.mark.parametrize(
        "values",
        [
            {"kept": 3, "granted": 2, "asked": 2},
            {"kept": -1, "granted": 2, "asked": 2},
            {"kept": 1, "granted": 2, "asked": 1},
        ],
    )
    def test_the_database_refuses_impossible_uses(self, values):
        with pytest.raises(IntegrityError), transaction.atomic():
            RuleUse.objects.create(scope="rule:1", customer=member(), event_key="x", occurred_on=NOW.date(), **values)

    @pytest.mark.parametrize(
        "values",
        [
            {"per_day": 0}, {"budget": -1}, {"purchase_number": 0}, {"time_from": "10:00"},
            {"time_from": "10:00", "time_until": "10:00"}, {"kind": "event"}, {"event": "review"},
            {"kind": "goal", "period": "month"}, {"kind": "goal", "minimum_spend": 100, "period": "day"},
        ],
    )  # fmt: skip
    def test_the_database_refuses_impossible_rules(self, values):
        with pytest.raises(IntegrityError), transaction.atomic():
            rule(1, **values)


@pytest.mark.django_db
class TestStamps:
    def test_a_stamp_per_piece_goes_back_with_it(self):
        only_rules()
        policy("stamps", is_active=True)
        coffee = Category.objects.create(name="Coffee", code="coffee")
        Category.objects.filter(pk=coffee.pk).update(path=f"/{coffee.pk}/")
        rule(1, currency="stamps", kind="piece", categories=[coffee])
        who = member()
        bought = purchase(
            line(900, 3, product=product(category=coffee).pk), line(500), customer=who.pk, occurred_at=START, now=NOW
        )
        assert movements(who, "stamps") == [("grant", 3)]
        give_back(bought, {1: 1})
        assert state(who, "stamps") == (2, 0)
        agrees()
