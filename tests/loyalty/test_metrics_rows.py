"""A customer's row: every definition holds on small examples."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from customers.models import Customer, Membership
from loyalty.metrics import recompute, reports
from loyalty.models import CustomerMetrics, Programme
from tests.loyalty.factories import NOW
from tests.loyalty.figuring import AS_OF, bring_back, buy, one
from tests.sales import factories as sales

pytestmark = pytest.mark.django_db


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
