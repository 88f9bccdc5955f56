"""Goods brought back, and cancelled orders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from core import clock
from core.errors import Conflict, DomainError, NotFound
from sales import hooks, services
from sales.drafts import ReturnDraft, ReturnLineDraft
from sales.models import Purchase, PurchaseLine, Return, ReturnLine
from tests.sales import factories as make

pytestmark = pytest.mark.django_db


def fresh(row: Purchase) -> Purchase:
    return Purchase.objects.get(pk=row.pk)


def test_a_line_at_a_time(announced: list[hooks.Change]) -> None:
    buyer = make.customer()
    row = make.purchase(make.line(1000, 2), make.line(500), customer=buyer.pk)
    first = make.give_back(row, {1: 1})
    assert (first.amount, first.completes, fresh(row).returned) == (500, False, 500)
    second = make.give_back(row, {1: 1, 2: 1})
    assert (second.amount, second.completes) == (1000, True)
    assert (fresh(row).returned, fresh(row).is_fully_returned) == (1500, True)
    assert [(c.returns, c.customers) for c in announced[1:]] == [([first.pk], [buyer.pk]), ([second.pk], [buyer.pk])]


def test_everything_that_is_left() -> None:
    row = make.purchase(make.line(1000, 3), make.line(500))
    make.give_back(row, {1: 1})
    rest = make.give_back(row)
    assert (rest.amount, rest.completes, rest.lines.count()) == (1167, True, 2)


def test_many_small_returns_give_back_neither_more_nor_less() -> None:
    """A third of 10.00 is 3.33, 3.34, 3.33: no return floors to nothing, the last takes the rest."""
    row = make.purchase(make.line(1000, 3))
    assert [make.give_back(row, {1: 1}).amount for _ in range(3)] == [333, 334, 333]
    row = make.purchase(make.line(2, 7))
    assert sum(make.give_back(row, {1: 1}).amount for _ in range(7)) == 2


def test_a_line_of_grams() -> None:
    row = make.purchase(make.line(999, "0.750"))
    assert [make.give_back(row, {1: q}).amount for q in ("0.25", "0.5")] == [333, 666]


def test_too_much_is_refused() -> None:
    row = make.purchase(make.line(1000, 2))
    make.give_back(row, {1: 1})
    with pytest.raises(Conflict) as refused:
        make.give_back(row, {1: 2})
    assert refused.value.code == "too_much_returned"
    make.give_back(row, {1: 1})
    with pytest.raises(Conflict) as refused:
        make.give_back(row)
    assert refused.value.code == "nothing_left"


def test_an_agreed_amount_instead_of_the_share() -> None:
    row = make.purchase(make.line(1000, 2))
    line = row.lines.get().pk
    less = replace(make.return_draft(row), lines=(ReturnLineDraft(line, Decimal(1), amount=300),))
    assert services.record_return(draft=less, now=clock.now()).amount == 300
    # The rest takes the whole of what is left, as nothing else is agreed.
    assert make.give_back(row).amount == 700
    row = make.purchase(make.line(1000, 2))
    more = replace(make.return_draft(row), lines=(ReturnLineDraft(row.lines.get().pk, Decimal(1), amount=1001),))
    with pytest.raises(Conflict) as refused:
        services.record_return(draft=more, now=clock.now())
    assert refused.value.code == "too_much_paid_back"


def test_delivery_and_tip_stay_unless_asked() -> None:
    row = make.purchase(make.line(1000, 2), delivery=300, tip=50)
    make.give_back(row, {1: 1})
    assert make.give_back(row).amount == 500
    assert (fresh(row).returned, fresh(row).is_fully_returned) == (1000, True)
    row = make.purchase(make.line(1000, 2), delivery=300, tip=50)
    make.give_back(row, {1: 1}, with_extras=True)
    assert fresh(row).returned == 850
    assert make.give_back(row, with_extras=True).amount == 500


def test_a_tax_on_top_follows_the_goods() -> None:
    row = make.purchase(make.line(1000, 3), tax=100, is_tax_included=False, delivery=7)
    assert [make.give_back(row, {1: 1}).amount for _ in range(3)] == [366, 368, 366]
    assert fresh(row).returned == 1100


def test_a_gift_of_nothing_can_be_returned() -> None:
    row = make.purchase(make.line(0))
    assert make.give_back(row).completes


def test_the_same_return_twice_is_one(announced: list[hooks.Change]) -> None:
    row = make.purchase(make.line(1000, 2))
    told = make.return_draft(row, {1: 1})
    first = services.record_return(draft=told, now=clock.now())
    assert services.record_return(draft=told, now=clock.now()).pk == first.pk
    assert (fresh(row).returned, len(announced)) == (500, 2)


_OTHER: dict[str, Callable[[ReturnDraft], Any]] = {
    "purchase": lambda _told: make.purchase().pk,
    "occurred_at": lambda told: told.occurred_at + timedelta(minutes=1),
    "lines": lambda _told: (),
    "reason": lambda _told: "Broken",
    "with_extras": lambda _told: True,
    "is_now": lambda _told: True,
}
_OTHER_LINE: dict[str, Callable[[Purchase], Any]] = {
    "line": lambda row: row.lines.get(position=2).pk,
    "quantity": lambda _row: Decimal(2),
    "amount": lambda _row: 300,
}


def _differs(draft: ReturnDraft) -> str:
    with pytest.raises(Conflict) as refused:
        services.record_return(draft=draft, now=clock.now())
    return refused.value.code


def test_the_changes_name_every_field_of_a_draft() -> None:
    assert {*_OTHER, "source", "number"} == {item.name for item in fields(ReturnDraft)}
    assert set(_OTHER_LINE) == {item.name for item in fields(ReturnLineDraft)}


@pytest.mark.parametrize("name", [*_OTHER, *_OTHER_LINE])
def test_other_content_under_the_same_number_is_refused(name: str) -> None:
    row = make.purchase(make.line(1000, 2), make.line(1000, 2), delivery=300)
    told = make.return_draft(row, {1: 1})
    first = services.record_return(draft=told, now=clock.now())
    if name in _OTHER:
        other = replace(told, **{name: _OTHER[name](told)})
    else:
        other = replace(told, lines=(replace(told.lines[0], **{name: _OTHER_LINE[name](row)}),))
    assert _differs(other) == "return_differs"
    assert services.record_return(draft=told, now=clock.now()).pk == first.pk
    assert fresh(row).returned == 500


def test_lines_in_another_order_are_the_same_return() -> None:
    row = make.purchase(make.line(1000, 2), make.line(500))
    told = make.return_draft(row, {1: 1, 2: 1})
    first = services.record_return(draft=told, now=clock.now())
    assert services.record_return(draft=replace(told, lines=told.lines[::-1]), now=clock.now()).pk == first.pk


def test_what_a_page_tells_again_a_moment_later_is_the_same_return() -> None:
    row = make.purchase(make.line(1000, 2))
    told = make.return_draft(row, {1: 1}, is_now=True)
    first = services.record_return(draft=told, now=clock.now())
    again = replace(told, occurred_at=told.occurred_at + timedelta(seconds=2))
    assert services.record_return(draft=again, now=clock.now()).pk == first.pk


def test_a_return_of_a_file_is_compared_by_what_both_tell() -> None:
    row = make.purchase(make.line(1000, 2))
    told = make.return_draft(row, {1: 1})
    first = services.record_return(draft=told, now=clock.now())
    Return.objects.update(fingerprint="")
    line = told.lines[0]
    for same in ((), (line,), (replace(line, amount=500),)):
        assert services.record_return(draft=replace(told, lines=same, reason="x"), now=clock.now()).pk == first.pk
    for other in (replace(line, amount=300), replace(line, quantity=Decimal(2))):
        assert _differs(replace(told, lines=(other,))) == "return_differs"


def test_what_cannot_be_is_refused() -> None:
    row, other = make.purchase(), make.purchase()
    foreign = ReturnLineDraft(other.lines.get().pk, Decimal(1))
    own = ReturnLineDraft(row.lines.get().pk, Decimal(1))
    told = make.return_draft(row)
    cases: list[tuple[str, ReturnDraft]] = [
        ("return_before_sale", replace(told, occurred_at=make.NOON - timedelta(1))),
        ("in_the_future", replace(told, occurred_at=clock.now() + timedelta(2))),
        ("purchase_unknown", replace(told, purchase=0)),
        ("line_unknown", replace(told, lines=(foreign,))),
        ("line_twice", replace(told, lines=(own, own))),
        ("quantity_invalid", replace(told, lines=(replace(own, quantity=Decimal(0)),))),
        ("text_invalid", replace(told, reason="x" * 201)),
        ("number_missing", replace(told, number="")),
    ]
    for code, draft in cases:
        with pytest.raises(DomainError) as refused:
            services.record_return(draft=draft, now=clock.now())
        assert refused.value.code == code
    assert not Return.objects.exists()
    assert NotFound("a", "b").status == 404


def test_a_cancelled_order_is_a_return_of_everything(announced: list[hooks.Change]) -> None:
    buyer = make.customer()
    row = make.purchase(make.line(1000, 3), delivery=300, is_open=True, customer=buyer.pk)
    make.give_back(row, {1: 1})
    back = services.cancel_purchase(purchase=row, now=clock.now(), reason="changed their mind")
    assert (back.amount, back.completes) == (967, True)
    assert (fresh(row).state, fresh(row).returned, fresh(row).is_fully_returned) == ("cancelled", 1300, True)
    assert announced[-1].returns == [back.pk]
    assert services.cancel_purchase(purchase=row, now=clock.now(), reason="again").pk == back.pk


def test_a_fulfilled_order_is_not_cancelled() -> None:
    with pytest.raises(Conflict) as refused:
        services.cancel_purchase(purchase=make.purchase(), now=clock.now(), reason="late")
    assert refused.value.code == "purchase_fulfilled"


def test_cancelling_needs_a_reason() -> None:
    with pytest.raises(DomainError) as refused:
        services.cancel_purchase(purchase=make.purchase(is_open=True), now=clock.now(), reason=" ")
    assert refused.value.code == "reason_missing"


def test_a_cancelled_order_is_neither_fulfilled_nor_amended() -> None:
    row = make.purchase(is_open=True)
    services.cancel_purchase(purchase=row, now=clock.now(), reason="late")
    with pytest.raises(Conflict) as refused:
        services.fulfil_purchase(purchase=row, at=clock.now(), now=clock.now())
    assert refused.value.code == "purchase_cancelled"


class AnyReturns(TestCase):
    @hypothesis_settings(max_examples=30, deadline=None)
    @given(
        amount=st.integers(0, 5000),
        tax=st.integers(0, 500),
        parts=st.lists(st.integers(1, 2000), min_size=1, max_size=6),
    )
    def test_any_order_of_returns_pays_back_the_whole(self, amount: int, tax: int, parts: list[int]) -> None:
        quantities = [Decimal(part) / 1000 for part in parts]
        row = make.purchase(make.line(amount, str(sum(quantities))), tax=tax, is_tax_included=False)
        paid = [make.give_back(row, {1: str(quantity)}).amount for quantity in quantities]
        expected = amount + (tax if amount else 0)
        assert min(paid) >= 0
        assert sum(paid) == fresh(row).returned == expected
        assert fresh(row).is_fully_returned


# --- What the database refuses -------------------------------------------------------------


def test_constraints() -> None:
    row = make.purchase(make.line(1000, 2), make.line(5))
    back, other = make.give_back(row, {1: 1, 2: 1}), make.give_back(row, {1: 1})
    line = PurchaseLine.objects.filter(purchase=row).first()
    cases: list[tuple[str, Any, dict[str, Any]]] = [
        ("return_amount_not_negative", Return.objects.filter(pk=back.pk), {"amount": -1}),
        ("return_number_unique", Return.objects.filter(pk=back.pk), {"number": other.number}),
        ("return_line_positive", ReturnLine.objects.filter(return_of=back), {"quantity": 0}),
        ("return_line_positive", ReturnLine.objects.filter(return_of=back), {"amount": -1}),
        ("return_line_unique", ReturnLine.objects.filter(return_of=back), {"line": line}),
    ]
    for name, queryset, values in cases:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            queryset.update(**values)
