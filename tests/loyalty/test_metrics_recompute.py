"""Full and incremental runs give the same rows, once, and leave the table as it was."""

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
from loyalty.metrics.touch import customers_hook, touch
from loyalty.models import CustomerMetrics, MetricsState, ModelFit, Programme, Referral, RuleUse, TouchedCustomer
from sales.models import PurchaseLine
from tests.loyalty import cdnow
from tests.loyalty.factories import NOW, bring
from tests.loyalty.figuring import AS_OF, bring_back, buy, plain, rows
from tests.sales import factories as sales

pytestmark = pytest.mark.django_db


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
