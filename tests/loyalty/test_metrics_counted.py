"""The figures count exactly those whom the customers app counts."""

from __future__ import annotations

from datetime import date

import pytest

from customers.models import Customer
from loyalty.metrics import recompute
from loyalty.metrics.touch import touch
from loyalty.models import CustomerMetrics
from tests.loyalty.factories import NOW
from tests.loyalty.test_metrics_recompute import buy
from tests.sales import factories as sales

pytestmark = pytest.mark.django_db
AS_OF = date(2026, 3, 15)


def test_who_counts_is_who_the_customers_app_says_counts() -> None:
    """Two places know the rule, one in SQL: both name the same people, buyers or not, merged and erased ones too."""
    ana = sales.customer()
    for facts in (
        {"is_test": True}, {"is_staff_customer": True}, {"merged_into": ana}, {"erased_at": NOW},
        {"is_test": True, "merged_into": ana}, {"is_test": True, "is_staff_customer": True},
    ):  # fmt: skip
        for is_buyer in (True, False):
            who = sales.customer()
            if is_buyer:
                buy(who, AS_OF)
            Customer.objects.filter(pk=who.pk).update(**facts)
    Customer.objects.update(created_at=NOW)
    recompute.full(as_of=AS_OF, now=NOW)
    counted = set(Customer.objects.counted().values_list("pk", flat=True))
    assert set(CustomerMetrics.objects.values_list("pk", flat=True)) == counted
    assert len(counted) == 3
    touch(Customer.objects.values_list("pk", flat=True))
    recompute.incremental(now=NOW)
    assert set(CustomerMetrics.objects.values_list("pk", flat=True)) == counted
