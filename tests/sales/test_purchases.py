"""Recording purchases: what is written down, for whom, what is refused with which code."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from core import clock
from core.errors import Conflict, DomainError, NotFound
from sales import hooks, services
from sales.models import Channel, Purchase, Store
from tests.sales import factories as make
from tests.sales.factories import purchase as record

pytestmark = pytest.mark.django_db


def test_a_receipt_with_everything(announced: list[hooks.Change]) -> None:
    buyer, disc = make.customer(), make.product(unit_cost=400, warranty_months=24)
    channel = Channel.objects.create(code="shop", name="Shop")
    store = Store.objects.create(code="north", name="North", channel=channel)
    row = record(
        make.line(2000, 2, product=disc.sku, is_promotion=True, serial_number="SN1"),
        make.line(500, "0.5", description="Ribbon", unit_cost=10),
        customer=buyer.public_id, store="north", delivery=300, tip=100, tax=200, paid_points=50,
    )  # fmt: skip
    stored = Purchase.objects.get(pk=row.pk)
    assert row.is_new
    for field in Purchase._meta.concrete_fields:
        assert getattr(row, field.attname) == getattr(stored, field.attname), field.attname
    assert (stored.customer, stored.store, stored.channel) == (buyer, store, channel)
    assert (stored.amount, stored.net_amount, stored.state) == (2900, 2900, "fulfilled")
    first, second = stored.lines.order_by("position")
    assert (first.product, first.description, first.unit_cost, first.is_promotion) == (disc, disc.name, 400, True)
    assert first.guarantee_until == date(2028, 3, 14)
    assert (second.product, second.quantity, second.unit_cost, second.guarantee_until) == (
        None,
        Decimal("0.5"),
        10,
        None,
    )
    assert [(c.created, c.customers, c.earn) for c in announced] == [([row.pk], [buyer.pk], True)]


@pytest.mark.usefixtures("without_hooks")
def test_the_usual_way_is_one_statement(django_assert_num_queries: Any) -> None:
    lines = [make.line(product=make.product().pk), make.line(product=make.product().sku)]
    told = make.draft(*lines, customer=make.customer().public_id)
    with django_assert_num_queries(3):  # and the savepoint around it
        services.record_purchase(draft=told, now=clock.now())


def test_the_same_number_of_another_source_is_another_receipt() -> None:
    record(source="till", number="1")
    assert record(source="web", number="1").is_new


def test_a_merged_customer_buys_for_the_survivor(announced: list[hooks.Change]) -> None:
    survivor = make.customer()
    middle = make.customer(merged_into=survivor)
    merged = make.customer(merged_into=middle)
    for key in (merged.pk, merged.public_id):
        assert record(customer=key).customer_id == survivor.pk
    assert announced[0].customers == [survivor.pk]


def test_an_anonymous_sale(announced: list[hooks.Change]) -> None:
    assert record().customer_id is None
    assert announced[0].customers == []


@pytest.mark.parametrize("unknown", [lambda: 0, uuid4])
def test_an_unknown_customer_is_refused(unknown: Callable[[], Any]) -> None:
    with pytest.raises(NotFound) as refused:
        record(customer=unknown())
    assert (refused.value.code, refused.value.field) == ("customer_unknown", "customer")


def test_an_erased_customer_is_refused() -> None:
    with pytest.raises(Conflict) as refused:
        record(customer=make.customer(erased_at=clock.now()).pk)
    assert refused.value.code == "customer_erased"


@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("product_unknown", {"lines": (make.line(product=0),)}),
        ("product_unknown", {"lines": (make.line(), make.line(product="nothing"))}),
        ("store_unknown", {"store": "nowhere"}),
        ("store_unknown", {"store": 0}),
        ("channel_unknown", {"channel": "nowhere"}),
    ],
)
def test_unknown_things_are_refused_and_nothing_is_written(
    code: str, values: dict[str, Any], announced: list[hooks.Change]
) -> None:
    with pytest.raises(NotFound) as refused:
        record(**values)
    assert refused.value.code == code
    assert not Purchase.objects.exists()
    assert not announced


@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("currency_other", {"currency": "XTS"}),
        ("source_missing", {"source": " "}),
        ("number_missing", {"number": ""}),
        ("text_invalid", {"number": "1" * 65}),
        ("text_invalid", {"source": "a\0b"}),
        ("lines_missing", {"lines": ()}),
        ("quantity_invalid", {"lines": (make.line(1, 0),)}),
        ("quantity_invalid", {"lines": (make.line(1, "NaN"),)}),
        ("quantity_precision", {"lines": (make.line(1, "0.0001"),)}),
        ("amount_out_of_range", {"lines": (make.line(-1),)}),
        ("amount_out_of_range", {"lines": (make.line(10**16),)}),
        ("amount_out_of_range", {"tip": -1}),
        ("text_invalid", {"lines": (make.line(description="x" * 161),)}),
        ("total_differs", {"total": 999}),
        ("tax_too_large", {"tax": 1001}),
        ("paid_parts_too_large", {"paid_points": 600, "paid_cashback": 401}),
        ("in_the_future", {"occurred_at": clock.now() + timedelta(days=2)}),
        ("time_zone_missing", {"occurred_at": make.NOON.replace(tzinfo=None)}),
        ("time_zone_missing", {"promised_at": make.NOON.replace(tzinfo=None)}),
        ("too_long_ago", {"occurred_at": make.NOON.replace(year=1)}),
        ("promised_too_early", {"promised_at": make.NOON - timedelta(1)}),
        ("fulfilled_too_early", {"fulfilled_at": make.NOON - timedelta(1)}),
        ("open_but_fulfilled", {"fulfilled_at": make.NOON + timedelta(1), "is_open": True}),
    ],
)
def test_what_cannot_be_is_refused_with_a_code(code: str, values: dict[str, Any]) -> None:
    with pytest.raises(DomainError) as refused:
        record(**values)
    assert refused.value.code == code
    assert not Purchase.objects.exists()


def test_the_amount_is_computed() -> None:
    assert record(make.line(100), make.line(50), delivery=5, tip=1, tax=10, total=156).amount == 156
    assert record(make.line(100), make.line(50), delivery=5, tip=1, tax=10, is_tax_included=False).amount == 166


def test_our_own_currency_in_small_letters_is_fine() -> None:
    assert record(currency="usd").is_new


def test_an_error_of_a_hook_undoes_the_sale() -> None:
    def refuse(_change: hooks.Change) -> None:
        raise RuntimeError

    hooks.register("refuse", refuse)
    try:
        with pytest.raises(RuntimeError):
            record()
    finally:
        hooks._hooks.pop("refuse")
    assert not Purchase.objects.exists()
