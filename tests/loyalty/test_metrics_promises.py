"""Promise kept: handed over by the promised time ÷ promised times that have come."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from customers.models import Customer, CustomerGroup
from loyalty.metrics import reports
from loyalty.metrics.figure import Figure
from loyalty.models import Programme
from sales.models import Purchase
from sales.models import Store as Shop
from tests.loyalty.factories import NOW
from tests.loyalty.figuring import AS_OF, bring_back, buy
from tests.sales import factories as sales

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _few_are_enough() -> None:
    Programme.objects.update(minimum_n=1)


def values(**scope: Any) -> dict[str, Figure]:
    return reports.figures(AS_OF, **scope)


def test_promise_kept() -> None:
    person = sales.customer()
    kept, broken, open_ = (buy(person, AS_OF - timedelta(days=back)) for back in (1, 2, 3))
    promise = NOW - timedelta(hours=5)
    Purchase.objects.filter(pk=kept.pk).update(promised_at=promise, fulfilled_at=promise)
    Purchase.objects.filter(pk=broken.pk).update(promised_at=promise, fulfilled_at=promise + timedelta(seconds=1))
    Purchase.objects.filter(pk=open_.pk).update(promised_at=NOW + timedelta(days=30))
    found = values()["promise_kept"]
    assert (found.value, found.n) == (0.5, 2)


def test_a_promise_to_nobody_known_or_of_what_came_back_counts_too() -> None:
    """One was brought back because it came late, on another stands no name; test customers are nobody."""
    promise, hour = NOW - timedelta(hours=5), timedelta(hours=1)
    person, tester = sales.customer(), sales.customer(is_test=True)
    late, anonymous, tested, kept = (buy(who, AS_OF - timedelta(days=1)) for who in (person, person, tester, person))
    Purchase.objects.update(promised_at=promise, fulfilled_at=promise - hour)
    Purchase.objects.filter(pk=late.pk).update(fulfilled_at=promise + hour)
    Purchase.objects.filter(pk=anonymous.pk).update(customer=None)
    bring_back(late, AS_OF, 1000)
    assert tested.customer == tester
    found = values()["promise_kept"]
    assert (found.value, found.n) == (pytest.approx(2 / 3), 3)
    assert values()["receipts"].value == 1
    Purchase.objects.filter(pk=kept.pk).update(occurred_on=AS_OF + timedelta(days=1))
    assert values()["promise_kept"].n == 2


def test_promises_of_a_part() -> None:
    """Of a group: its customers' alone, merged ones by their survivor. Of a store: what was bought there."""
    inside, outside, old = (sales.customer() for _ in range(3))
    group = CustomerGroup.objects.create(name="Florists")
    group.customers.add(inside)
    shop = Shop.objects.create(code="north", name="North")
    bought = [buy(who, AS_OF - timedelta(days=1)) for who in (inside, outside, old, inside)]
    promise = NOW - timedelta(hours=5)
    Purchase.objects.update(promised_at=promise, fulfilled_at=promise)
    Purchase.objects.filter(pk=bought[0].pk).update(store=shop, fulfilled_at=None, is_fully_returned=True)
    Purchase.objects.filter(pk=bought[3].pk).update(customer=None, store=shop)
    Customer.objects.filter(pk=old.pk).update(merged_into=inside)
    by_scope = {
        name: values(**scope)["promise_kept"]
        for name, scope in (
            ("all", {}), ("group", {"group": group.pk}), ("store", {"store": shop.pk}),
            ("both", {"group": group.pk, "store": shop.pk}),
        )
    }  # fmt: skip
    assert {name: (found.value, found.n) for name, found in by_scope.items()} == {
        "all": (0.75, 4), "group": (0.5, 2), "store": (0.5, 2), "both": (0, 1),
    }  # fmt: skip
