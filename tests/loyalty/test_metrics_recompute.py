"""A customer's row: full and incremental runs agree, and every definition holds on small examples."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models.functions import Mod
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from core.locks import try_advisory_lock
from customers.models import Customer, Membership
from loyalty.metrics import recompute, reports
from loyalty.metrics.figure import Figure
from loyalty.metrics.touch import customers_hook, touch
from loyalty.models import CustomerMetrics, MetricsState, ModelFit, Programme, Referral, RuleUse, TouchedCustomer
from sales.models import Purchase, PurchaseLine, Return, ReturnLine
from tests.loyalty import cdnow
from tests.loyalty.factories import NOW, bring
from tests.sales import factories as sales

AS_OF = date(2026, 3, 15)
pytestmark = pytest.mark.django_db


def buy(customer: Customer, on: date, amount: int = 1000, *, is_promotion: bool = False) -> Purchase:
    """A receipt with one line, straight into the tables; nobody is told."""
    bought = Purchase.objects.create(
        customer=customer, source="test", number=str(Purchase.objects.count()), occurred_on=on, amount=amount,
        occurred_at=datetime.combine(on, time(12), UTC),
    )  # fmt: skip
    PurchaseLine.objects.create(purchase=bought, position=1, quantity=2, amount=amount, is_promotion=is_promotion)
    return bought


def bring_back(bought: Purchase, on: date, amount: int) -> None:
    """Part or all of a receipt comes back."""
    line = bought.lines.get()
    completes = amount == bought.amount - bought.returned
    back = Return.objects.create(
        purchase=bought, source="test", number=str(Return.objects.count()), occurred_on=on, amount=amount,
        occurred_at=datetime.combine(on, time(15), UTC), completes=completes,
    )  # fmt: skip
    quantity = line.quantity - line.returned_quantity if completes else line.quantity / 1000
    ReturnLine.objects.create(return_of=back, line=line, quantity=quantity, amount=amount)
    Purchase.objects.filter(pk=bought.pk).update(returned=bought.returned + amount, is_fully_returned=completes)
    PurchaseLine.objects.filter(pk=line.pk).update(
        returned_amount=line.returned_amount + amount, returned_quantity=line.returned_quantity + quantity
    )
    bought.refresh_from_db()


def rows() -> list[dict[str, Any]]:
    return list(CustomerMetrics.objects.order_by("customer_id").values())


def one(customer: Customer, as_of: date = AS_OF) -> CustomerMetrics:
    recompute.full(as_of=as_of, now=NOW)
    return CustomerMetrics.objects.get(customer=customer)


# --- Full and incremental agree -------------------------------------------------------------


@pytest.fixture
def crowd() -> list[Customer]:
    """Real people: four hundred customers of the CDNOW sample, moved to end on the day; both models converge."""
    moved = AS_OF - cdnow.AS_OF
    cdnow.load((name, day + moved, units, cents) for name, day, units, cents in cdnow.sample_rows() if name <= "0400")
    PurchaseLine.objects.annotate(seventh=Mod("pk", 7)).filter(seventh=0).update(is_promotion=True)
    recompute.full(as_of=AS_OF, now=NOW)
    return list(Customer.objects.order_by("pk"))


step = st.tuples(
    st.sampled_from(["buy", "buy", "return", "new", "test", "merge", "enrol", "bring", "tell"]),
    st.integers(0, 399), st.integers(-800, 5), st.integers(1, 50_000), st.booleans(),
)  # fmt: skip


@settings(
    max_examples=12,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(steps=st.lists(step, min_size=1, max_size=8))
def test_incremental_gives_what_a_full_run_gives(crowd: list[Customer], steps: list[Any]) -> None:
    with transaction.atomic():
        for kind, who, days, amount, flag in steps:
            apply(crowd[who], crowd[(who * 7 + 1) % 400], kind, AS_OF + timedelta(days=days), amount, flag)
        outcome = recompute.incremental(now=NOW)
        incremental = rows()
        full = recompute.full(as_of=AS_OF, now=NOW, refit=False)
        assert incremental == rows()
        assert outcome.customers == full.customers == len(incremental)
        assert not TouchedCustomer.objects.exists()
        transaction.set_rollback(True)


def apply(person: Customer, other: Customer, kind: str, day: date, amount: int, flag: bool) -> None:
    if kind == "buy":
        buy(person, day, amount, is_promotion=flag)
    elif kind == "return" and (bought := person.purchases.filter(is_fully_returned=False).first()):
        rest = bought.amount - bought.returned
        bring_back(bought, max(day, bought.occurred_on), rest if flag or rest < 2 else rest // 2)
    elif kind == "new":
        touch([buy(sales.customer(), day, amount).customer_id or 0])
    elif kind == "test":
        Customer.objects.filter(pk=person.pk).update(is_test=flag, is_staff_customer=not flag)
    elif kind == "merge" and other.merged_into_id is None and person.merged_into_id is None and other.pk != person.pk:
        is_free = not Customer.objects.filter(pk__in=[person.pk, other.pk], merged_into__isnull=False).exists()
        if is_free:
            Customer.objects.filter(pk=person.pk).update(merged_into=other.pk)
            customers_hook([other.pk], NOW)
    elif kind == "enrol" and not Membership.objects.filter(customer=person).exists():
        Membership.objects.create(customer=person, terms_version="1", enrolled_at=NOW, state_since=NOW)
    elif kind == "bring" and other.pk != person.pk:
        bring_or_take_back(person, other, datetime.combine(day, time(12), UTC), flag)
    elif kind == "tell":
        tell_or_take_back(person, other, day, amount % 3, flag)
    customers_hook([person.pk], NOW)


def bring_or_take_back(person: Customer, other: Customer, at: datetime, flag: bool) -> None:
    known = Referral.objects.filter(friend=other).first()
    if known is None:
        bring(person, other, at if flag else NOW)
    elif known.reversed_at is None:
        Referral.objects.filter(pk=known.pk).update(state="reversed", reversed_at=max(at, known.rewarded_at or at))
        touch([known.referrer_id or 0])


def tell_or_take_back(person: Customer, other: Customer, day: date, number: int, flag: bool) -> None:
    """An event or a review under one of three rules; of somebody else's, the same reference is another act."""
    event = "review" if flag else "attended"
    for who, kept in ((person, 20), (other, 20 * flag)):
        key = f"event:{event}:{number}:{who.pk}:evening:{number // 2}"
        told = {"customer": who, "occurred_on": day, "asked": 20, "granted": 20, "kept": kept}
        RuleUse.objects.update_or_create(scope=f"rule:{number}", event_key=key, defaults=told)
        touch([who.pk])


def test_models_converged_on_the_crowd(crowd: list[Customer]) -> None:
    """Otherwise the differential test would prove less than it says."""
    assert list(ModelFit.objects.filter(has_converged=True).order_by("kind").values_list("kind", flat=True)) == [
        "bgnbd", "gammagamma",
    ]  # fmt: skip
    assert CustomerMetrics.objects.filter(predicted_clv__gt=0, p_alive__lt=1).exists()


def test_later_returns_do_not_count_yet(crowd: list[Customer]) -> None:
    before = rows()
    for person in crowd[:40]:
        if bought := person.purchases.first():
            bring_back(bought, AS_OF + timedelta(days=3), bought.amount)
    recompute.full(as_of=AS_OF, now=NOW, refit=False)
    assert rows() == before


def test_figures_of_a_scope_are_those_of_the_stored_rows(crowd: list[Customer]) -> None:
    """Computed for that day alone, and from the stored rows: the same."""
    stored = reports.figures(AS_OF)
    MetricsState.objects.all().delete()
    computed = reports.figures(AS_OF)
    assert plain(stored) == plain(computed)


def plain(found: dict[str, Figure]) -> dict[str, Any]:
    return {key: figure.to_public() for key, figure in found.items()}


def test_a_full_run_twice_changes_nothing(crowd: list[Customer]) -> None:
    before = rows()
    recompute.full(as_of=AS_OF, now=NOW)
    assert rows() == before


def test_incremental_twice_writes_nothing(crowd: list[Customer]) -> None:
    touch([crowd[0].pk, crowd[0].pk, crowd[1].pk])
    assert recompute.incremental(now=NOW).changed == 2
    assert recompute.incremental(now=NOW).changed == 0


def test_sale_through_the_till_is_seen(crowd: list[Customer]) -> None:
    sales.purchase(sales.line(amount=1234), customer=crowd[0].pk, occurred_at=NOW, now=NOW)
    before = CustomerMetrics.objects.get(customer=crowd[0]).net_revenue
    assert recompute.recompute(as_of=AS_OF, now=NOW).is_full is False
    assert CustomerMetrics.objects.get(customer=crowd[0]).net_revenue == before + 1234


def test_many_touched_customers_are_a_full_run(crowd: list[Customer]) -> None:
    touch(person.pk for person in crowd[:101])
    assert recompute.recompute(as_of=AS_OF, now=NOW).is_full


def test_another_day_is_a_full_run(crowd: list[Customer]) -> None:
    assert recompute.recompute(as_of=AS_OF + timedelta(days=1), now=NOW).is_full
    assert MetricsState.objects.get().as_of == AS_OF + timedelta(days=1)


@pytest.mark.django_db(transaction=True)
def test_one_run_at_a_time() -> None:
    """A second run does not wait when told not to."""
    import threading

    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            assert try_advisory_lock(recompute.LOCK)
            held.set()
            done.wait(20)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    assert held.wait(20)
    try:
        with pytest.raises(recompute.Busy):
            recompute.full(as_of=AS_OF, now=NOW, wait=False)
    finally:
        done.set()
        thread.join()


# --- Definitions ----------------------------------------------------------------------------


def test_receipts_of_a_day_are_one_visit() -> None:
    person = sales.customer()
    for _ in range(3):
        buy(person, date(2026, 3, 1), 500)
    found = one(person)
    assert (found.receipts, found.visits, found.stage, found.net_revenue) == (3, 1, "first_time", 1500)
    assert (found.first_on, found.second_on, found.gap_median) == (date(2026, 3, 1), None, None)


def test_fully_returned_receipt_counts_nowhere() -> None:
    person = sales.customer()
    bought = buy(person, date(2026, 3, 1), 500)
    buy(person, date(2026, 3, 5), 700)
    bring_back(bought, date(2026, 3, 10), 500)
    found = one(person)
    assert (found.receipts, found.visits, found.net_revenue, found.first_on) == (1, 1, 700, date(2026, 3, 5))
    earlier = one(person, date(2026, 3, 9))
    assert (earlier.receipts, earlier.visits, earlier.net_revenue) == (2, 2, 1200)


def test_partial_return_lowers_the_revenue_and_the_promotion() -> None:
    person = sales.customer()
    bought = buy(person, date(2026, 3, 1), 1000, is_promotion=True)
    bring_back(bought, date(2026, 3, 10), 400)
    found = one(person)
    assert (found.receipts, found.net_revenue, found.promotion_revenue, found.promotion_share) == (1, 600, 600, 1.0)
    assert (found.loyalty_kind, found.score_impulsive) == ("impulsive", 100)
    earlier = one(person, date(2026, 3, 9))
    assert (earlier.net_revenue, earlier.promotion_revenue) == (1000, 1000)


def test_free_purchase_is_a_receipt() -> None:
    person = sales.customer()
    buy(person, AS_OF, 0)
    assert (one(person).receipts, one(person).net_revenue) == (1, 0)


def test_nothing_after_the_day_counts() -> None:
    person = sales.customer()
    buy(person, AS_OF + timedelta(days=1))
    Customer.objects.filter(pk=person.pk).update(created_at=NOW - timedelta(days=9))
    assert one(person).visits == 0


def test_windows_are_half_open() -> None:
    """(A − 365, A]: the day A − 365 belongs to the year before, A − 730 to none."""
    person = sales.customer()
    for days in (0, 364, 365, 729, 730):
        buy(person, AS_OF - timedelta(days=days))
    found = one(person)
    assert (found.visits, found.visits_365, found.visits_before) == (5, 2, 2)


def test_rhythm() -> None:
    person = sales.customer()
    for days in (100, 90, 80, 70):
        buy(person, AS_OF - timedelta(days=days))
    found = one(person)
    assert (found.gap_median, found.gap_variation) == (10, 0)
    assert (found.is_late, found.is_lapsed) == (True, False)


@pytest.mark.parametrize(("days", "is_late"), [(30, False), (31, True)])
def test_late_needs_more_than_thirty_days(days: int, is_late: bool) -> None:
    person = sales.customer()
    for back in (20, 10, 0):
        buy(person, AS_OF - timedelta(days=days + back))
    assert one(person).is_late is is_late


@pytest.mark.parametrize(("days", "is_lapsed"), [(364, False), (365, True)])
def test_lapsed_after_the_programmes_days(days: int, is_lapsed: bool) -> None:
    person = sales.customer()
    buy(person, AS_OF - timedelta(days=days))
    assert one(person).is_lapsed is is_lapsed


def test_two_visits_are_never_late() -> None:
    person = sales.customer()
    buy(person, AS_OF - timedelta(days=300))
    buy(person, AS_OF - timedelta(days=299))
    assert not one(person).is_late


def test_stages() -> None:
    suspect, prospect = sales.customer(), sales.customer()
    Membership.objects.create(customer=prospect, terms_version="1", enrolled_at=NOW, state_since=NOW)
    repeat = sales.customer()
    buy(repeat, AS_OF)
    buy(repeat, AS_OF - timedelta(days=1))
    Customer.objects.update(created_at=NOW - timedelta(days=30))
    recompute.full(as_of=AS_OF, now=NOW)
    found = dict(CustomerMetrics.objects.values_list("customer", "stage"))
    assert found == {suspect.pk: "suspect", prospect.pk: "prospect", repeat.pk: "repeat"}


def test_uncounted_customers_have_no_row_and_merged_ones_count_for_their_survivor() -> None:
    test, staff, survivor = sales.customer(is_test=True), sales.customer(is_staff_customer=True), sales.customer()
    merged = sales.customer(merged_into=survivor)
    twice = sales.customer(merged_into=merged)
    for number, person in enumerate((test, staff, survivor, merged, twice)):
        buy(person, AS_OF - timedelta(days=number), 100 * (number + 1))
    found = one(survivor)
    assert CustomerMetrics.objects.count() == 1
    assert (found.visits, found.net_revenue) == (3, 300 + 400 + 500)
    assert reports.figures(AS_OF)["net_revenue"].value == 1200


def test_steady_customer_is_behavioural() -> None:
    person = sales.customer()
    for visit in range(5):
        buy(person, AS_OF - timedelta(days=10 * visit))
    found = one(person)
    assert (found.loyalty_kind, found.score_behavioural) == ("behavioural", 100)
    assert found.loyalty_scores["behavioural"]["visits"] == 5


def test_the_kind_is_the_highest_of_the_scores_with_data() -> None:
    """Nothing is recorded of cognitive loyalty: that is no data, not 0, and the others decide as they would without."""
    Programme.objects.update(minimum_n=1)
    steady, seldom = sales.customer(), sales.customer()
    for visit in range(5):
        buy(steady, AS_OF - timedelta(days=10 * visit), is_promotion=visit == 0)
    buy(seldom, AS_OF)
    found, other = one(steady), CustomerMetrics.objects.get(customer=seldom)
    assert (found.score_behavioural, found.score_cognitive, found.score_impulsive) == (100, None, 20)
    assert (found.loyalty_kind, other.loyalty_kind) == ("behavioural", "")
    assert (other.score_emotional, other.score_cognitive) == (0, None)
    kinds = {row.pop("kind"): row for row in reports.figures(AS_OF)["loyalty_kinds"].to_public()["value"]}
    nothing = {"customers": None, "revenue": None, "evidence": None, "score": None, "status": "no_data"}
    assert kinds["cognitive"] == nothing
    assert kinds["emotional"] == nothing | {"customers": 0, "revenue": "0.00", "evidence": 0}
    assert (kinds["behavioural"]["customers"], kinds["none"]["customers"]) == (1, 1)


def test_equal_customers_get_three() -> None:
    """All equal: the mid-rank is the middle, and so is every score."""
    for _ in range(7):
        buy(sales.customer(), AS_OF)
    recompute.full(as_of=AS_OF, now=NOW)
    assert set(CustomerMetrics.objects.values_list("r", "f", "m")) == {(3, 3, 3)}


@given(values=st.lists(st.integers(1, 6), min_size=1, max_size=12))
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_scores_follow_the_mid_rank(values: list[int]) -> None:
    """Against the definition, counted by hand."""
    with transaction.atomic():
        people = [sales.customer() for _ in values]
        for person, value in zip(people, values, strict=True):
            buy(person, AS_OF - timedelta(days=value), value)
        recompute.full(as_of=AS_OF, now=NOW)
        n = len(values)
        for person, value in zip(people, values, strict=True):
            mid = sum(other < value for other in values) + (sum(other == value for other in values) + 1) / 2
            found = CustomerMetrics.objects.get(customer=person)
            assert found.m == 1 + int(5 * (mid - 0.5) // n)
            assert found.r == 5 - int(5 * (mid - 0.5) // n)
            assert found.f == 3
        transaction.set_rollback(True)


def test_nobody_at_all() -> None:
    Programme.objects.all().delete()
    outcome = recompute.full(as_of=AS_OF, now=NOW)
    assert (outcome.customers, outcome.changed) == (0, 0)
    found = reports.figures(AS_OF)
    assert found["repeat_customer_rate"].status == "no_data"
    assert found["net_revenue"].value == 0
    assert recompute.incremental(now=NOW).changed == 0


def test_indexes_and_key_survive_the_swap() -> None:
    def indexes() -> list[tuple[str, str]]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'loyalty_customermetrics' ORDER BY 1"
            )
            return list(cursor.fetchall())

    before = indexes()
    recompute.full(as_of=AS_OF, now=NOW)
    assert indexes() == before
    assert len(before) == 9
