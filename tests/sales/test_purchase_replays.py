"""A receipt that is told again: the same is one, by whatever door; another content under its number is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from core import clock
from core.errors import Conflict
from sales import hooks, services
from sales.drafts import LineDraft, PurchaseDraft
from sales.models import Channel, Product, Purchase, Store
from tests.sales import factories as make

pytestmark = pytest.mark.django_db


def test_the_same_receipt_twice_is_one(announced: list[hooks.Change]) -> None:
    told = make.draft(customer=make.customer().pk)
    first = services.record_purchase(draft=told, now=clock.now())
    again = services.record_purchase(draft=told, now=clock.now())
    assert (again.pk, again.is_new) == (first.pk, False)
    assert len(announced) == Purchase.objects.count() == 1


def test_the_same_receipt_by_another_door_is_the_same() -> None:
    """One door names the product by SKU and has no fingerprint, the other by id."""
    disc, buyer = make.product(), make.customer()
    told = make.draft(make.line(product=disc.sku), customer=buyer.public_id)
    first = services.record_purchase(draft=told, now=clock.now())
    Purchase.objects.update(fingerprint="")
    other = replace(told, customer=buyer.pk, lines=(make.line(product=disc.pk),))
    assert services.record_purchase(draft=other, now=clock.now()).pk == first.pk


def test_a_replay_of_the_order_after_it_was_fulfilled_changes_nothing() -> None:
    told = make.draft(is_open=True)
    row = services.record_purchase(draft=told, now=clock.now())
    services.fulfil_purchase(purchase=row, at=clock.now(), now=clock.now())
    assert services.record_purchase(draft=told, now=clock.now()).state == "fulfilled"


# Every field of a draft, changed. Source and number say which receipt; the rest is what it says.
_LATER = make.NOON + timedelta(minutes=1)
_OTHER: dict[str, Callable[[], Any]] = {
    "occurred_at": lambda: make.NOON - timedelta(minutes=1),
    "lines": lambda: (make.line(400), make.line(600)),
    "customer": lambda: None,
    "store": lambda: Store.objects.create(code="south", name="South").code,
    "channel": lambda: Channel.objects.create(code="phone", name="Phone").pk,
    "tax": lambda: 11,
    "is_tax_included": lambda: False,
    "delivery": lambda: 21,
    "tip": lambda: 31,
    "paid_points": lambda: 41,
    "paid_cashback": lambda: 51,
    "paid_gift_card": lambda: 61,
    "paid_voucher": lambda: 71,
    "is_open": lambda: True,
    "promised_at": lambda: _LATER + timedelta(hours=1),
    "fulfilled_at": lambda: _LATER + timedelta(hours=1),
    "quote": lambda: "another",
}
_OTHER_LINE: dict[str, Any] = {
    "amount": 999,
    "quantity": Decimal(2),
    "product": None,
    "description": "Blue",
    "unit_cost": 7,
    "is_promotion": True,
    "serial_number": "S",
}


def _told_in_full() -> PurchaseDraft:
    channel = Channel.objects.create(code="shop", name="Shop")
    return make.draft(
        make.line(1000, product=make.product().pk, description="Red", unit_cost=5),
        customer=make.customer().pk, store=Store.objects.create(code="north", name="North").pk, channel=channel.pk,
        tax=10, delivery=20, tip=30, paid_points=40, paid_cashback=50, paid_gift_card=60, paid_voucher=70,
        promised_at=_LATER, fulfilled_at=_LATER, quote="one",
    )  # fmt: skip


def _refused(draft: PurchaseDraft) -> str:
    with pytest.raises(Conflict) as refused:
        services.record_purchase(draft=draft, now=clock.now())
    return refused.value.code


def test_the_changes_name_every_field_of_a_draft() -> None:
    says_which = {"source", "number", "total", "currency"}  # the last two must agree with the rest
    assert set(_OTHER) | says_which == {item.name for item in fields(PurchaseDraft)}
    assert set(_OTHER_LINE) == {item.name for item in fields(LineDraft)}


@pytest.mark.usefixtures("without_hooks")  # nobody here reads the quote
@pytest.mark.parametrize("name", _OTHER)
def test_other_content_under_the_same_number_is_refused(name: str) -> None:
    told = _told_in_full()
    row = services.record_purchase(draft=told, now=clock.now())
    change = {name: _OTHER[name]()} | ({"fulfilled_at": None} if name == "is_open" else {})
    assert _refused(replace(told, **change)) == "receipt_differs"
    again = services.record_purchase(draft=told, now=clock.now())
    assert (again.pk, again.is_new) == (row.pk, False)


@pytest.mark.usefixtures("without_hooks")  # nobody here reads the quote
@pytest.mark.parametrize("name", _OTHER_LINE)
def test_another_line_under_the_same_number_is_refused(name: str) -> None:
    told = _told_in_full()
    services.record_purchase(draft=told, now=clock.now())
    other = replace(told.lines[0], **{name: _OTHER_LINE[name]})
    assert _refused(replace(told, lines=(other,))) == "receipt_differs"


def test_an_order_told_as_handed_over_is_not_taken_for_the_open_one() -> None:
    told = make.draft(is_open=True)
    row = services.record_purchase(draft=told, now=clock.now())
    done = replace(told, is_open=False, fulfilled_at=_LATER)
    assert _refused(done) == "receipt_differs"
    Purchase.objects.update(fingerprint="")
    assert _refused(done) == "receipt_differs"
    amended = services.record_purchase(draft=done, now=clock.now(), amend=True)
    assert (amended.pk, amended.state, amended.fulfilled_at) == (row.pk, "fulfilled", _LATER)


@pytest.mark.usefixtures("without_hooks")  # nobody here reads the quote
def test_the_same_names_in_another_form_are_the_same_receipt() -> None:
    """One door knows ids, another public ids, codes and SKUs; and a customer may be merged meanwhile."""
    told = _told_in_full()
    row = services.record_purchase(draft=told, now=clock.now())
    product, survivor = Product.objects.get(), make.customer()
    assert row.customer is not None
    for customer in (row.customer.public_id, survivor.public_id):
        other = replace(
            told, customer=customer, store="north", channel="shop",
            lines=(replace(told.lines[0], product=product.sku, quantity=Decimal("1.000")),),
        )  # fmt: skip
        if customer == survivor.public_id:
            assert _refused(other) == "receipt_differs"
            type(survivor).objects.filter(pk=row.customer.pk).update(merged_into=survivor)
            Purchase.objects.update(customer=survivor)
        assert services.record_purchase(draft=other, now=clock.now()).pk == row.pk


@pytest.mark.usefixtures("without_hooks")  # nobody here reads the quote
@pytest.mark.parametrize("fingerprint", ["", "i0"])
def test_a_file_tells_less_than_a_till_and_what_both_tell_must_agree(fingerprint: str) -> None:
    told = _told_in_full()
    row = services.record_purchase(draft=told, now=clock.now())
    Purchase.objects.update(fingerprint=fingerprint, store=None, channel=None)
    assert services.record_purchase(draft=told, now=clock.now()).pk == row.pk
    assert _refused(replace(told, fulfilled_at=_LATER + timedelta(hours=1))) == "receipt_differs"
    assert _refused(replace(told, tip=31)) == "receipt_differs"


def test_other_product_under_the_same_number_is_refused() -> None:
    told = make.draft(make.line(product=make.product().pk))
    services.record_purchase(draft=told, now=clock.now())
    for other in (None, make.product().pk):
        with pytest.raises(Conflict):
            services.record_purchase(draft=replace(told, lines=(make.line(product=other),)), now=clock.now())


def test_a_replay_for_a_merged_customer_is_the_same() -> None:
    buyer = make.customer()
    told = make.draft(customer=buyer.pk)
    row = services.record_purchase(draft=told, now=clock.now())
    survivor = make.customer()
    Purchase.objects.filter(pk=row.pk).update(customer=survivor, fingerprint="")
    type(buyer).objects.filter(pk=buyer.pk).update(merged_into=survivor)
    assert services.record_purchase(draft=told, now=clock.now()).pk == row.pk
