"""A sale and a merge of its customer at the same moment: the sale is the survivor's, whoever comes first."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from django.db import connection, transaction

from core import clock
from customers import merging
from customers.models import Customer
from sales import services
from sales.models import Purchase
from sales.services import purchases, statements
from tests.customers.factories import make_user
from tests.loyalty.factories import member
from tests.sales.factories import draft, line, purchase

pytestmark = pytest.mark.django_db(transaction=True)


def merge(one: Customer, two: Customer, actor: Any) -> None:
    merging.merge_customers(survivor=one, duplicate=two, reason="same person", actor=actor, now=clock.now())


def overlap(first: Callable[[], Any], second: Callable[[], Any]) -> None:
    """`second` begins while `first` is done but not committed, and ends after it."""
    done, go_on = Event(), Event()

    def hold() -> None:
        try:
            with transaction.atomic():
                first()
                done.set()
                assert go_on.wait(30)
        finally:
            done.set()
            connection.close()

    def follow() -> None:
        try:
            assert done.wait(30)
            second()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        held, followed = pool.submit(hold), pool.submit(follow)
        assert done.wait(30)
        _wait_until_blocked_or_done(followed)
        go_on.set()
        held.result(60)
        followed.result(60)


def _wait_until_blocked_or_done(future: Any) -> None:
    for _attempt in range(300):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0"
            )
            if cursor.fetchone()[0] or future.done():
                return
        Event().wait(0.02)


@pytest.fixture
def pair() -> tuple[Customer, Customer, Any]:
    return member(), member(), make_user("owner")


def test_a_sale_while_the_merge_is_not_committed(pair) -> None:
    one, two, actor = pair
    overlap(
        lambda: merge(one, two, actor),
        lambda: services.record_purchase(draft=draft(line(1000), customer=two.pk, number="R"), now=clock.now()),
    )
    assert Purchase.objects.get(number="R").customer_id == one.pk


def test_a_merge_while_the_sale_is_not_committed(pair) -> None:
    one, two, actor = pair
    overlap(
        lambda: services.record_purchase(draft=draft(line(1000), customer=two.pk, number="R"), now=clock.now()),
        lambda: merge(one, two, actor),
    )
    assert Purchase.objects.get(number="R").customer_id == one.pk


def test_the_twin_without_the_lock_leaves_it_behind(pair, monkeypatch) -> None:
    one, two, actor = pair
    bare = {key: text.replace("FOR KEY SHARE", "") for key, text in statements.RECORD_BY.items()}
    monkeypatch.setattr(purchases, "RECORD_BY", bare)
    overlap(
        lambda: merge(one, two, actor),
        lambda: services.record_purchase(draft=draft(line(1000), customer=two.pk, number="R"), now=clock.now()),
    )
    assert Purchase.objects.get(number="R").customer_id == two.pk


def test_an_order_given_to_somebody_who_is_merged_away(pair) -> None:
    one, two, actor = pair
    order = purchase(line(1000), customer=member().pk, is_open=True)
    told = draft(line(1000), number=order.number, occurred_at=order.occurred_at, customer=two.pk, is_open=True)
    overlap(
        lambda: merge(one, two, actor),
        lambda: services.amend_purchase(purchase=order, draft=told, now=clock.now()),
    )
    order.refresh_from_db()
    assert order.customer_id == one.pk
