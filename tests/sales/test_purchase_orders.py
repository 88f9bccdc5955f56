"""Amending and fulfilling open orders."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from core import clock
from core.errors import Conflict, DomainError, NotFound
from sales import hooks, services
from sales.models import Purchase
from tests.sales import factories as make
from tests.sales.factories import purchase as record

pytestmark = pytest.mark.django_db


def test_an_open_order_is_amended(announced: list[hooks.Change]) -> None:
    old, new, disc = make.customer(), make.customer(), make.product(warranty_months=1)
    told = make.draft(make.line(100), make.line(200), customer=old.pk, is_open=True)
    row = services.record_purchase(draft=told, now=clock.now())
    other = replace(told, lines=(make.line(700, product=disc.pk),), customer=new.pk, tip=10)
    amended = services.record_purchase(draft=other, now=clock.now(), amend=True)
    assert (amended.pk, amended.amount, amended.customer) == (row.pk, 710, new)
    assert [line.product for line in amended.lines.all()] == [disc]
    assert (announced[-1].amended, announced[-1].customers) == ([row.pk], sorted([old.pk, new.pk]))
    assert services.record_purchase(draft=other, now=clock.now()).pk == row.pk


def test_a_fulfilled_order_is_not_amended() -> None:
    told = make.draft()
    services.record_purchase(draft=told, now=clock.now())
    with pytest.raises(Conflict) as refused:
        services.record_purchase(draft=replace(told, tip=1), now=clock.now(), amend=True)
    assert refused.value.code == "purchase_fulfilled"


def test_an_order_with_returns_is_not_amended() -> None:
    told = make.draft(make.line(100, 2), is_open=True)
    row = services.record_purchase(draft=told, now=clock.now())
    make.give_back(row, {1: 1})
    with pytest.raises(Conflict) as refused:
        services.amend_purchase(purchase=row, draft=replace(told, tip=1), now=clock.now())
    assert refused.value.code == "purchase_has_returns"


def test_the_number_of_an_order_is_fixed() -> None:
    told = make.draft(is_open=True)
    row = services.record_purchase(draft=told, now=clock.now())
    with pytest.raises(DomainError, match="number"):
        services.amend_purchase(purchase=row, draft=replace(told, number="other"), now=clock.now())


def test_an_unknown_product_leaves_the_order_as_it_was() -> None:
    told = make.draft(is_open=True)
    row = services.record_purchase(draft=told, now=clock.now())
    with pytest.raises(NotFound):
        services.amend_purchase(purchase=row, draft=replace(told, lines=(make.line(product=0),)), now=clock.now())
    assert row.lines.count() == 1


def test_what_an_order_says_already_changes_nothing(announced: list[hooks.Change]) -> None:
    disc = make.product(unit_cost=5)
    told = make.draft(make.line(700, "1.5", product=disc.sku, serial_number="S1"), make.line(5), is_open=True, tax=9)
    row = services.record_purchase(draft=told, now=clock.now())
    lines = list(row.lines.values_list("pk", flat=True))
    for same in (services.draft_of(row), told):
        amended = services.amend_purchase(purchase=row, draft=same, now=clock.now(), expected_version="0" * 16)
        assert not amended.is_new
    assert list(row.lines.values_list("pk", flat=True)) == lines
    assert len(announced) == 1


@pytest.mark.parametrize("tax", [{"tax": 20}, {"tax": 20, "is_tax_included": False}, {}])
def test_an_order_told_again_from_what_is_stored_is_the_same(tax: dict[str, Any]) -> None:
    row = record(make.line(product=make.product().pk), make.line(300), is_open=True, delivery=40, tip=1, **tax)
    again = services.draft_of(Purchase.objects.get(pk=row.pk))
    assert (again.amount, again.tax) == (row.amount, row.tax)
    assert not services.amend_purchase(purchase=row, draft=again, now=clock.now()).is_new


@pytest.mark.parametrize(
    "change",
    [
        {"lines": (make.line(1000, description="Blue"),)},
        {"lines": (make.line(1000, is_promotion=True),)},
        {"lines": (make.line(1000, unit_cost=7),)},
        {"lines": (make.line(1000, serial_number="S"),)},
        {"tip": 1},
        {"promised_at": make.NOON + timedelta(days=1)},
    ],
)
def test_every_change_makes_another_version(change: dict[str, Any]) -> None:
    told = make.draft(is_open=True)
    row = Purchase.objects.get(pk=services.record_purchase(draft=told, now=clock.now()).pk)
    read = services.version_of(row)
    amended = services.amend_purchase(
        purchase=row, draft=replace(told, **change), now=clock.now(), expected_version=read
    )
    assert amended.is_new
    assert services.version_of(amended) != read


def test_a_stale_version_is_refused_and_nothing_is_written(announced: list[hooks.Change]) -> None:
    told = make.draft(is_open=True)
    row = Purchase.objects.get(pk=services.record_purchase(draft=told, now=clock.now()).pk)
    read = services.version_of(row)
    services.amend_purchase(purchase=row, draft=replace(told, tip=1), now=clock.now())
    with pytest.raises(Conflict) as refused:
        services.amend_purchase(purchase=row, draft=replace(told, tip=2), now=clock.now(), expected_version=read)
    assert refused.value.code == "stale_edit"
    assert Purchase.objects.get().tip == 1
    assert len(announced) == 2


def test_a_guarantee_runs_from_the_day_of_fulfilment() -> None:
    disc = make.product(warranty_months=12)
    row = record(make.line(product=disc.pk), is_open=True, customer=make.customer().pk)
    services.fulfil_purchase(purchase=row, at=make.NOON + timedelta(days=10), now=clock.now())
    fresh = Purchase.objects.get(pk=row.pk)
    assert (fresh.state, fresh.fulfilled_at) == ("fulfilled", make.NOON + timedelta(days=10))
    assert fresh.lines.get().guarantee_until == date(2027, 3, 24)


def test_an_order_is_fulfilled_once(announced: list[hooks.Change]) -> None:
    """Told again it stays as it is; another time is another story."""
    row = record(is_open=True)
    assert services.fulfil_purchase(purchase=row, at=make.NOON, now=clock.now()).is_new
    told = len(announced)
    for again in (make.NOON, None):
        fulfilled = services.fulfil_purchase(purchase=row, at=again, now=clock.now())
        assert (fulfilled.fulfilled_at, fulfilled.is_new) == (make.NOON, False)
    assert len(announced) == told
    with pytest.raises(Conflict) as refused:
        services.fulfil_purchase(purchase=row, at=make.NOON + timedelta(hours=1), now=clock.now())
    assert refused.value.code == "purchase_fulfilled"


def test_a_cancelled_order_is_not_fulfilled() -> None:
    row = record(is_open=True)
    services.cancel_purchase(purchase=row, now=clock.now(), reason="late")
    with pytest.raises(Conflict) as refused:
        services.fulfil_purchase(purchase=row, now=clock.now())
    assert refused.value.code == "purchase_cancelled"


@pytest.mark.parametrize("days", [-1, 10_000])
def test_an_order_is_fulfilled_after_it_was_made_and_not_later_than_now(days: int) -> None:
    row = record(is_open=True)
    with pytest.raises(DomainError) as refused:
        services.fulfil_purchase(purchase=row, at=make.NOON + timedelta(days=days), now=clock.now())
    assert refused.value.code == "fulfilled_at_invalid"
