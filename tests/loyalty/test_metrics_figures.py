"""Figures of the programme on small examples, by group and store."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models import Q

from core import clock
from customers.models import Address, Customer, CustomerGroup
from loyalty import ledger
from loyalty.costs.services import post_cost
from loyalty.ledger import expire_due
from loyalty.metrics import recompute, reports, store
from loyalty.metrics.days import Period
from loyalty.metrics.scope import Scope
from loyalty.models import (
    AreaSpend,
    Entry,
    FigureSet,
    Programme,
    SpendingTerms,
    StatedSpend,
)
from sales.models import Purchase, PurchaseLine
from sales.models import Store as Shop
from sales.services import record_return
from tests.loyalty.factories import NOW, grant, member, policy, redeem
from tests.loyalty.figuring import AS_OF, bring_back, buy, table, values
from tests.sales import factories as sales

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _few_are_enough() -> None:
    Programme.objects.update(minimum_n=1)


def test_too_few_customers_say_so() -> None:
    Programme.objects.update(minimum_n=2)
    buy(sales.customer(), AS_OF, 1500)
    found = values()
    assert (found["average_order_value"].value, found["average_order_value"].status) == (None, "too_few")
    assert found["net_revenue"].value == 1500
    assert found["receipts"].value == 1
    buy(sales.customer(), AS_OF, 500)
    assert values()["average_order_value"].value == 1000


def test_revenue_tree_of_two_periods() -> None:
    one, two = sales.customer(), sales.customer()
    for person in (one, two):
        buy(person, date(2026, 2, 10), 1000)
    buy(one, date(2026, 3, 10), 3000)
    found = values(period=Period(date(2026, 3, 1), date(2026, 3, 15)))["revenue_tree"]
    assert found.period == Period(date(2026, 3, 1), date(2026, 3, 15))
    assert found.period.before() == Period(date(2026, 2, 14), date(2026, 2, 28))
    found = values(period=Period(date(2026, 2, 20), date(2026, 3, 15)))["revenue_tree"]
    rows = table(found, "factor")
    assert (rows["revenue"]["before"], rows["revenue"]["now"]) == (2000, 3000)
    assert (rows["buyers"]["before"], rows["buyers"]["now"]) == (2, 1)
    assert rows["units_per_visit"]["now"] == 2
    parts = [rows[key]["contribution"] for key in ("buyers", "visits_per_buyer", "units_per_visit", "price_per_unit")]
    assert sum(parts) == rows["revenue"]["contribution"] == 1000


def test_repeat_rate_of_a_period_counts_visits_until_its_end() -> None:
    early, new, later = sales.customer(), sales.customer(), sales.customer()
    buy(early, date(2025, 1, 1))
    for person in (early, new, later):
        buy(person, date(2026, 2, 10))
    buy(later, date(2026, 3, 10))
    found = values(period=Period(date(2026, 2, 1), date(2026, 2, 28)))
    assert found["repeat_customer_rate_of_period"].value == pytest.approx(1 / 3)
    assert found["repeat_customer_rate"].value == pytest.approx(2 / 3)


def test_churn_and_reactivation() -> None:
    lost, kept, back = sales.customer(), sales.customer(), sales.customer()
    for person in (lost, kept):
        buy(person, AS_OF - timedelta(days=500))
    buy(back, AS_OF - timedelta(days=800))
    for person in (kept, back):
        buy(person, AS_OF)
    found = values()
    assert found["churn"].value == 0.5
    assert found["churned_customers"].value == 1
    assert found["reactivated_customers"].value == 1
    assert found["clv_t"].value == 2


def test_short_history_is_said() -> None:
    buy(sales.customer(), AS_OF - timedelta(days=300))
    found = values()
    assert (
        found["churn"].status == found["clv_simple"].status == found["reactivated_customers"].status == "short_history"
    )


def test_margin_uses_unit_costs_where_known_and_subtracts_rewards() -> None:
    Programme.objects.update(margin_rate="0.5")
    person = sales.customer()
    buy(person, AS_OF - timedelta(days=400), 1000)
    known, unknown = buy(person, AS_OF, 1000), buy(person, AS_OF - timedelta(days=1), 1000)
    PurchaseLine.objects.filter(purchase=known).update(unit_cost=100)
    Purchase.objects.filter(pk=unknown.pk).update(paid_points=200)
    found = values()
    # Nobody was lost: the longest lifetime, five years, of (1000 − 2 · 100) + 500 − 200.
    assert found["clv_margin"].value == 5 * 1100
    assert found["rewards_paid"].value == 200


def test_margin_subtracts_only_what_stayed_used_after_a_partial_return() -> None:
    """Half of the goods came back, and half of the units with them."""
    Programme.objects.update(margin_rate="0.5")
    person = sales.customer()
    buy(person, AS_OF - timedelta(days=400), 1000)
    bought = buy(person, AS_OF - timedelta(days=9), 1000)
    Purchase.objects.filter(pk=bought.pk).update(paid_points=200, paid_cashback=60, paid_voucher=40)
    bring_back(bought, AS_OF - timedelta(days=5), 500)
    found = values()
    assert found["rewards_paid"].value == 150
    assert found["clv_margin"].value == 5 * (250 - 150)
    # Before they came back all of it was used.
    earlier = reports.figures(AS_OF - timedelta(days=6))
    assert earlier["rewards_paid"].value == 300


def test_rewards_paid_are_what_the_ledger_kept_after_a_partial_return() -> None:
    person = member()
    SpendingTerms.objects.filter(currency="points").update(pay_value=1, max_share=100, min_share=0, unlock_units=0)
    at = clock.day_start(AS_OF - timedelta(days=3)) + timedelta(hours=12)
    grant(person, 500, occurred_at=at - timedelta(days=1), now=at - timedelta(days=1))
    bought = sales.purchase(sales.line(1000, 2), customer=person.pk, occurred_at=at, paid_points=300)
    ledger.pay_with_units(
        customer_id=person.pk, currency="points", amount=300, receipt=1000, event_key="pay", now=at,
        purchase_id=bought.pk,
    )  # fmt: skip
    sales.give_back(bought, {1: 1}, occurred_at=at + timedelta(days=1))
    kept = -sum(Entry.objects.filter(Q(event_key="pay") | Q(kind="restore")).values_list("units", flat=True))
    assert values()["rewards_paid"].value == kept == 150


def test_margin_is_less_posted_costs_but_not_discounts_and_units_given_up() -> None:
    Programme.objects.update(margin_rate="0.5")
    person, tester = sales.customer(), sales.customer(is_test=True)
    buy(person, AS_OF - timedelta(days=400), 1000)
    buy(person, AS_OF, 1000)
    at = clock.day_start(AS_OF - timedelta(days=3))
    told = [("amends", 40, person.pk), ("message", 30, None), ("promotion", 500, person.pk), ("points", -7, person.pk)]
    told += [("reward", 20, person.pk), ("amends", 900, tester.pk)]
    for kind, amount, customer in told:
        post_cost(key=f"{kind}:{amount}", kind=kind, amount=amount, customer_id=customer, at=at)
    post_cost(key="old", kind="amends", amount=90, customer_id=person.pk, at=at - timedelta(days=400))
    post_cost(key="back", kind="reward", amount=-20, customer_id=person.pk, at=at, of="reward:20")
    found = values()
    assert found["costs_posted"].value == 70
    assert found["clv_margin"].value == 5 * (500 - 70)
    assert found["what_if"].extra["margin"] == 430


def test_cohorts_by_month() -> None:
    person = sales.customer()
    for day in (date(2026, 1, 31), date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 2)):
        buy(person, day)
    buy(sales.customer(), date(2026, 1, 1))
    found = table(values()["cohorts"], "cohort")
    assert found["2026-01"]["customers"] == [2, 1, 0]
    assert found["2026-01"]["rates"] == [1, 0.5, 0]


def test_stage_moves_of_the_last_month() -> None:
    mover, new = sales.customer(), sales.customer()
    buy(mover, date(2026, 1, 10))
    buy(mover, date(2026, 2, 10))
    buy(new, date(2026, 2, 20))
    Customer.objects.filter(pk=new.pk).update(created_at=datetime(2026, 2, 19, tzinfo=UTC))
    found = {(row["from"], row["to"]): row["customers"] for row in values()["stage_moves"].value}
    assert found == {("first_time", "repeat"): 1, ("new", "first_time"): 1}


def test_stage_moves_count_business_days(settings) -> None:
    """Seventeen o'clock in London on the month's last day is the next month in Shanghai."""
    settings.BUSINESS_TIME_ZONE = "Asia/Shanghai"
    late = sales.customer()
    Customer.objects.filter(pk=late.pk).update(created_at=datetime(2026, 2, 28, 17, tzinfo=UTC))
    reports_of = values()["stage_moves"].value
    assert {(row["from"], row["to"]): row["customers"] for row in reports_of} == {}
    Customer.objects.filter(pk=late.pk).update(created_at=datetime(2026, 2, 28, 15, tzinfo=UTC))
    assert [(row["to"], row["customers"]) for row in values()["stage_moves"].value] == [("suspect", 1)]


def test_redemption_liability_and_debt() -> None:
    who = member()
    bought = buy(who, AS_OF, 10_000)
    policy(expiry="days", expiry_n=30)
    grant(who, 100, purchase_id=bought.pk)
    redeem(who, 30)
    found = values()
    assert found["redemption_rate_points"].value == 0.3
    assert found["participation_points"].value == 1
    assert found["breakage_points"].value == 0
    assert table(found["redemption_by_month_points"], "month")["2026-03"]["issued"] == 100
    liability = found["liability_points"].value
    assert [(row["month"], row["available"], row["pending"], row["value"]) for row in liability] == [
        ("2026-04", 70, 0, 70)
    ]
    assert found["debt_units_points"].value == 0
    # A day before, nothing had been issued.
    earlier = reports.figures(AS_OF - timedelta(days=1))
    assert earlier["redemption_rate_points"].status == "no_data"
    assert earlier["liability_units_points"].value == 0
    # When the lot is over by the clock, it is breakage and no liability, booked or not.
    later = reports.figures(AS_OF + timedelta(days=60))
    assert later["breakage_points"].value == 0.7
    assert later["liability_points"].value == []


def test_a_look_at_figures_keeps_them_wanted() -> None:
    store.read(Scope(AS_OF), now=NOW)
    store.read(Scope(AS_OF), now=NOW + timedelta(minutes=30))
    assert FigureSet.objects.get().requested_at == NOW
    store.read(Scope(AS_OF), now=NOW + timedelta(hours=2))
    assert FigureSet.objects.get().requested_at == NOW + timedelta(hours=2)


def test_a_return_after_expiry_is_neither_breakage_nor_a_redemption_undone() -> None:
    stays = member()
    sales.purchase(sales.line(1000), customer=stays.pk)
    redeem(stays, 5)
    policy(expiry="days", expiry_n=1)
    bought = sales.purchase(sales.line(1000), customer=member().pk)
    later = NOW + timedelta(days=30)
    expire_due(now=later)
    record_return(draft=sales.return_draft(bought, occurred_at=later), now=later)
    rows = reports.figures(later.date())["redemption_by_month_points"].value
    told = ("issued", "reversed", "redeemed", "expired", "outstanding", "rate")
    assert [tuple(row[key] for key in told) for row in rows] == [(20, 10, 5, 0, 5, 0.5)]


def test_share_of_wallet_by_statement_then_area() -> None:
    stated, local, unknown = sales.customer(), sales.customer(), sales.customer()
    for person in (stated, local, unknown):
        buy(person, AS_OF, 6000)
    StatedSpend.objects.create(customer=stated, yearly_amount=10_000, stated_on=AS_OF)
    AreaSpend.objects.create(country="CN", city="", yearly_amount=60_000)
    AreaSpend.objects.create(country="CN", city="Suzhou", yearly_amount=24_000)
    Address.objects.create(customer=local, country="CN", city="suzhou", lines="1 Road")
    found = values()
    assert found["share_of_wallet"].value == pytest.approx((0.6 + 0.25) / 2)
    assert (found["share_of_wallet"].n, found["preferred_supplier_customers"].value) == (2, 1)


def test_anonymous_sales_stand_apart() -> None:
    bought = buy(sales.customer(), AS_OF, 700)
    Purchase.objects.filter(pk=bought.pk).update(customer=None)
    buy(sales.customer(), AS_OF, 300)
    found = values()
    assert (found["anonymous_revenue"].value, found["net_revenue"].value) == (700, 300)


def test_group_and_store() -> None:
    inside, outside = sales.customer(), sales.customer()
    group = CustomerGroup.objects.create(name="Florists")
    group.customers.add(inside)
    shop = Shop.objects.create(code="north", name="North")
    here = buy(inside, AS_OF, 100)
    Purchase.objects.filter(pk=here.pk).update(store=shop)
    buy(inside, AS_OF - timedelta(days=1), 200)
    buy(outside, AS_OF, 400)
    assert values()["net_revenue"].value == 700
    assert values(group=group.pk)["net_revenue"].value == 300
    assert values(store=shop.pk)["net_revenue"].value == 100
    assert values(store=shop.pk)["visits"].value == 1
    assert "liability_points" not in values(store=shop.pk)
    recompute.full(as_of=AS_OF, now=NOW)
    assert values(group=group.pk)["net_revenue"].value == 300
    assert values(group=group.pk, store=shop.pk)["customers_to_date"].value == 1
