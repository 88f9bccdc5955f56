"""Figures of the programme on small examples, by group and store, and the two commands."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Q

from core import clock
from customers.models import Address, Customer, CustomerGroup, Membership
from loyalty import ledger
from loyalty.costs.services import post_cost
from loyalty.ledger import expire_due
from loyalty.metrics import recompute, reports, store
from loyalty.metrics.days import Period, add_months
from loyalty.metrics.figure import Figure
from loyalty.metrics.scope import Scope
from loyalty.metrics.touch import touch
from loyalty.metrics.what_if import Basis
from loyalty.models import (
    AreaSpend,
    Entry,
    FigureSet,
    MetricsState,
    Programme,
    ProgrammeSnapshot,
    SpendingTerms,
    StatedSpend,
)
from loyalty.tasks import compute_reports, recompute_nightly, update_metrics
from sales.models import Purchase, PurchaseLine
from sales.models import Store as Shop
from sales.services import record_return
from tests.loyalty.factories import NOW, grant, member, policy, redeem
from tests.loyalty.test_metrics_recompute import AS_OF, bring_back, buy
from tests.sales import factories as sales

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _few_are_enough() -> None:
    Programme.objects.update(minimum_n=1)


def values(**scope: Any) -> dict[str, Figure]:
    return reports.figures(AS_OF, **scope)


def table(found: Figure, key: str) -> dict[Any, dict[str, Any]]:
    return {row[key]: row for row in found.value}


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


# --- What if ---------------------------------------------------------------------------------


def basis(**changes: Any) -> Basis:
    told = {
        "buyers": 100, "receipts": 300, "revenue": 900_000, "margin": 360_000, "rewards": 0, "churn": 0.5,
        "longest": 5.0, "discount": 0.1, "monthly": [1000.0] * 12,
    }  # fmt: skip
    return Basis(**told | changes)


def test_more_retention_is_a_longer_lifetime() -> None:
    found = basis().with_more_retention(10)
    assert found["retention"] == pytest.approx(0.6)
    assert found["lifetime"] == pytest.approx(2.5)
    assert found["value"] == pytest.approx(2.5 * 9000)
    assert found["revenue_gain"] == pytest.approx(0.5 * 900_000)
    assert found["margin_gain"] == pytest.approx(0.5 * 360_000)
    assert 0 < found["predicted_gain"] < 12_000 * 0.2


def test_nothing_more_changes_nothing() -> None:
    found = basis().with_more_retention(0)
    assert found["revenue_gain"] == found["margin_gain"] == found["predicted_gain"] == 0


def test_lifetime_is_capped() -> None:
    assert basis(churn=0.0).lifetime == 5
    assert basis(churn=0.5).with_more_retention(49)["lifetime"] == 5


def test_no_prediction_when_everybody_left() -> None:
    assert basis(churn=1.0).with_more_retention(5)["predicted_gain"] is None


# --- Commands, tasks, stored figures ---------------------------------------------------------


def run(command: str, *arguments: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command(command, *arguments, stdout=out)
    return dict(json.loads(out.getvalue().strip().splitlines()[-1]))


def test_recompute_command() -> None:
    buy(sales.customer(), AS_OF)
    answer = run("recompute_metrics", "--as-of", AS_OF.isoformat())
    assert set(answer) == {"customers", "changed", "seconds"}
    assert (answer["customers"], answer["changed"]) == (1, 1)
    assert ProgrammeSnapshot.objects.get(day=AS_OF).figures["net_revenue"]["value"] == 1000
    assert run("recompute_metrics", "--as-of", AS_OF.isoformat())["changed"] == 0
    assert run("recompute_metrics", "--as-of", AS_OF.isoformat(), "--full")["changed"] == 1


def test_no_figures_of_days_to_come() -> None:
    with pytest.raises(CommandError, match="has not come yet"):
        call_command("recompute_metrics", "--as-of", "2999-01-01")
    with pytest.raises(CommandError, match="--as-of 2999-01-01 has not come yet; the latest is today"):
        call_command("metrics", "--as-of", "2999-01-01")
    MetricsState.objects.all().delete()
    recompute.full(as_of=date(2999, 1, 1), now=NOW)
    recompute_nightly()
    assert MetricsState.objects.get(pk=1).as_of < date(2999, 1, 1)


def test_metrics_command() -> None:
    buy(sales.customer(), AS_OF, 1050)
    CustomerGroup.objects.create(name="Empty")
    answer = run("metrics", "--as-of", AS_OF.isoformat())
    assert answer["as_of"] == "2026-03-15"
    assert answer["currency"] == "USD"
    assert answer["figures"]["net_revenue"]["value"] == "10.50"
    assert answer["figures"]["average_order_value"]["value"] == "10.500000"
    assert answer["figures"]["repeat_customer_rate"]["value"] == 0
    assert run("metrics", "--as-of", AS_OF.isoformat(), "--group", "Empty")["figures"]["net_revenue"]["value"] == "0.00"


def test_metrics_command_sees_what_was_sold_since_the_last_run() -> None:
    person = sales.customer()
    buy(person, AS_OF)
    run("recompute_metrics", "--as-of", AS_OF.isoformat())
    buy(person, AS_OF - timedelta(days=1))
    touch([person.pk])
    assert run("metrics", "--as-of", AS_OF.isoformat())["figures"]["visits"]["value"] == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("--group", "Nobody"),
        ("--store", "nowhere"),
        ("--until", "2026-01-01"),
        ("--from", "2026-03-20", "--as-of", "2026-03-15"),
    ],
)
def test_metrics_command_refuses(arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        run("metrics", *arguments)


def test_tasks_twice() -> None:
    person = sales.customer()
    buy(person, AS_OF)
    recompute_nightly()
    recompute_nightly()
    state = MetricsState.objects.get()
    assert state.customers == 1
    buy(person, AS_OF - timedelta(days=1))
    touch([person.pk])
    update_metrics()
    update_metrics()
    FigureSet.objects.update(seconds=0)
    compute_reports()
    compute_reports()
    assert FigureSet.objects.get(scope="").figures["visits"]["value"] == 2


def test_a_wanted_scope_is_computed_by_the_sweep() -> None:
    buy(sales.customer(), AS_OF)
    recompute.full(as_of=AS_OF, now=NOW)
    scope = Scope(AS_OF, period=Period(date(2026, 3, 1), AS_OF))
    assert store.request(scope, now=NOW)
    assert not store.request(scope, now=NOW)
    assert store.compute_wanted(now=NOW) == 1
    assert store.compute_wanted(now=NOW) == 0
    found = FigureSet.objects.get(scope=scope.key)
    assert found.figures is not None
    assert found.figures["buyers"]["value"] == 1
    assert store.scope_from_key(AS_OF, scope.key) == scope


def test_unwanted_scopes_are_forgotten() -> None:
    recompute.full(as_of=AS_OF, now=NOW)
    store.request(Scope(AS_OF, store=None, group=None, period=Period(AS_OF, AS_OF)), now=NOW - timedelta(days=4))
    assert store.refresh(now=NOW) == 1


def test_month_ends_are_filled_in() -> None:
    buy(sales.customer(), date(2026, 1, 10))
    recompute.full(as_of=AS_OF, now=NOW)
    assert store.backfill(now=NOW) == 2
    assert store.backfill(now=NOW) == 0
    assert set(ProgrammeSnapshot.objects.values_list("day", flat=True)) == {date(2026, 1, 31), date(2026, 2, 28)}


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 3, 31), -1, date(2026, 2, 28)), (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), -12, date(2025, 1, 15)), (date(2025, 12, 1), 1, date(2026, 1, 1)),
    ],
)  # fmt: skip
def test_adding_months(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


# --- Too few in a row ------------------------------------------------------------------------


def test_a_row_of_too_few_customers_keeps_its_counts_and_withholds_its_share() -> None:
    """At the minimum it is told, one below it is not; the figure as a whole has enough either way."""
    Programme.objects.update(minimum_n=3)
    people = [sales.customer() for _ in range(4)]
    for person in people[:3]:
        buy(person, date(2026, 1, 10))
    buy(people[3], date(2026, 2, 10))
    for person in people[:2]:
        buy(person, date(2026, 2, 20))
    found = values()
    cohorts = table(found["cohorts"], "cohort")
    assert (cohorts["2026-01"]["status"], cohorts["2026-01"]["rates"]) == ("ok", [1, 2 / 3, 0])
    few = cohorts["2026-02"]
    assert (few["status"], few["size"], few["customers"], few["rates"]) == ("too_few", 1, [1, 0], None)
    steps = table(found["next_purchase_rates"], "step")
    assert (steps["1→2"]["status"], steps["1→2"]["rate"]) == ("ok", 0.5)
    assert (steps["2→3"]["status"], steps["2→3"]["customers"], steps["2→3"]["rate"]) == ("too_few", 2, None)
    assert (steps["3→4"]["status"], steps["3→4"]["rate"]) == ("no_data", None)
    for person in people[:3]:
        buy(person, date(2025, 8, 1))
    half, quarter, *_ = values()["inactivity"].value
    assert (half["status"], half["customers"], half["rate"]) == ("ok", 3, 0)
    assert (quarter["status"], quarter["customers"], quarter["rate"]) == ("no_data", 0, None)


def test_moves_from_a_stage_of_too_few_withhold_their_share() -> None:
    Programme.objects.update(minimum_n=2)
    for first in (date(2026, 1, 5), date(2026, 1, 6)):
        person = sales.customer()
        buy(person, first)
        buy(person, date(2026, 2, 10))
    member()
    Customer.objects.update(created_at=datetime(2026, 1, 1, tzinfo=UTC))
    Membership.objects.update(enrolled_at=datetime(2026, 1, 1, tzinfo=UTC))
    moves = {(row["from"], row["to"]): row for row in values()["stage_moves"].value}
    assert moves["first_time", "repeat"] | {"status": "ok", "of": 2, "share": 1.0} == moves["first_time", "repeat"]
    alone = moves["prospect", "prospect"]
    assert (alone["customers"], alone["of"], alone["share"], alone["status"]) == (1, 1, None, "too_few")


def test_a_month_in_which_too_few_earned_withholds_its_redemption_rate() -> None:
    Programme.objects.update(minimum_n=2)
    one, two = member(), member()
    for who, day in ((one, date(2026, 2, 3)), (one, date(2026, 2, 9)), (one, AS_OF), (two, AS_OF)):
        at = datetime(day.year, day.month, day.day, 1, tzinfo=UTC)
        grant(who, 100, purchase_id=buy(who, day).pk, occurred_at=at, now=NOW)
    months = table(values()["redemption_by_month_points"], "month")
    february, march = months["2026-02"], months["2026-03"]
    assert (february["members"], february["issued"], february["rate"], february["status"]) == (1, 200, None, "too_few")
    assert (march["members"], march["issued"], march["rate"], march["status"]) == (2, 200, 0.0, "ok")


def test_a_lifetime_that_rests_on_a_handful_of_the_year_before_is_not_told() -> None:
    Programme.objects.update(minimum_n=2)
    for _ in range(3):
        buy(sales.customer(), AS_OF)
    buy(sales.customer(), AS_OF - timedelta(days=400))
    found = values()
    assert found["clv_c"].status == "ok"
    assert {found[key].status for key in ("churn", "clv_t", "clv_simple", "clv_margin", "what_if")} == {"too_few"}


def test_command_and_api_mark_such_rows() -> None:
    Programme.objects.update(minimum_n=2)
    buy(sales.customer(), AS_OF)
    buy(sales.customer(), AS_OF - timedelta(days=40))
    told = reports.public(AS_OF, values())["figures"]["cohorts"]
    assert [(row["status"], row["rates"]) for row in told["value"]] == [("too_few", None)] * 2
    again = Figure.from_json("cohorts", values()["cohorts"].to_json())
    assert again.to_public() == told
