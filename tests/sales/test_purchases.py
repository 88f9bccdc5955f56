"""Recording, amending and fulfilling purchases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from core import clock
from core.errors import Conflict, DomainError, NotFound
from sales import hooks, services
from sales.drafts import LineDraft, PurchaseDraft
from sales.models import Channel, Product, Purchase, PurchaseLine, Store
from tests.sales import factories as make

pytestmark = pytest.mark.django_db


def record(*lines: Any, **values: Any) -> Purchase:
    return make.purchase(*lines, **values)


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


def test_a_replay_for_a_merged_customer_is_the_same() -> None:
    buyer = make.customer()
    told = make.draft(customer=buyer.pk)
    row = services.record_purchase(draft=told, now=clock.now())
    survivor = make.customer()
    Purchase.objects.filter(pk=row.pk).update(customer=survivor, fingerprint="")
    type(buyer).objects.filter(pk=buyer.pk).update(merged_into=survivor)
    assert services.record_purchase(draft=told, now=clock.now()).pk == row.pk


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


# --- Amending and fulfilling ---------------------------------------------------------------


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


# --- What the database refuses -------------------------------------------------------------


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("purchase_amount_not_negative", {"amount": -1}),
        ("purchase_returned_within_amount", {"returned": 1001}),
        ("purchase_returned_within_amount", {"returned": -1}),
        ("purchase_parts_not_negative", {"paid_points": -1}),
        ("purchase_parts_within_amount", {"tax": 600, "delivery": 401}),
        ("purchase_parts_within_amount", {"paid_points": 600, "paid_voucher": 401}),
    ],
)
def test_constraints_of_a_purchase(constraint: str, values: dict[str, int]) -> None:
    row = record()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Purchase.objects.filter(pk=row.pk).update(**values)


def test_the_number_is_unique_in_its_source() -> None:
    first, second = record(), record()
    with pytest.raises(IntegrityError, match="purchase_number_unique"), transaction.atomic():
        Purchase.objects.filter(pk=second.pk).update(number=first.number)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("purchase_line_quantity_positive", {"quantity": 0}),
        ("purchase_line_amount_not_negative", {"amount": -1}),
        ("purchase_line_returned_within", {"returned_quantity": 2}),
        ("purchase_line_returned_within", {"returned_amount": 1001}),
        ("purchase_line_returned_within", {"returned_amount": -1}),
        ("purchase_line_unique", {"position": 2}),
    ],
)
def test_constraints_of_a_line(constraint: str, values: dict[str, int]) -> None:
    row = record(make.line(), make.line())
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        PurchaseLine.objects.filter(purchase=row, position=1).update(**values)
