"""The record of a purchase: promises, returns typed line by line, handing over and cancelling."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sales.models import Purchase, Return
from tests.sales import factories as make
from tests.sales.looking import text

pytestmark = pytest.mark.django_db


def test_the_record_of_a_purchase(owner: Client, django_assert_max_num_queries: Any) -> None:
    disc = make.product(name="Blue", warranty_months=12)
    row = make.purchase(
        make.line(2000, 2, product=disc.pk, serial_number="SN-7", is_promotion=True), make.line(500),
        customer=make.customer(display_name="Anna").pk, delivery=300, paid_points=100, tax=200,
        promised_at=make.NOON + timedelta(hours=2), fulfilled_at=make.NOON + timedelta(hours=1),
    )  # fmt: skip
    make.give_back(row, {1: 1}, reason="too blue")
    with django_assert_max_num_queries(20):
        page = text(owner.get(reverse("sales:purchase", args=[row.public_id])))
    for words in ("Anna", "Blue", "SN-7", "On promotion", "Guaranteed until", "too blue", "$28.00", "$18.00", "Kept",
                  "Partly returned", "Paid with Points", "Paid with Money", "$27.00", "Record a return"):  # fmt: skip
        assert words in page, words


def test_a_broken_promise_and_an_overdue_order(owner: Client) -> None:
    hour = timedelta(hours=1)
    row = make.purchase(promised_at=make.NOON + hour, fulfilled_at=make.NOON + 2 * hour)
    assert "Broken" in text(owner.get(reverse("sales:purchase", args=[row.public_id])))
    row = make.purchase(promised_at=make.NOON + hour, is_open=True)
    assert "Promised time passed" in text(owner.get(reverse("sales:purchase", args=[row.public_id])))


def test_a_return_line_by_line(owner: Client) -> None:
    row = make.purchase(make.line(1000, 3), make.line(500))
    url = reverse("sales:return_new", args=[row.public_id])
    number = owner.get(url).context["form"]["number"].value()
    first, second = row.lines.order_by("position")
    told = {"number": number, "reason": "broken", f"quantity_{first.pk}": "1", f"amount_{second.pk}": ""}
    for _twice in range(2):
        assert owner.post(url, told).status_code == 302
    back = Return.objects.get()
    assert (back.amount, back.reason, back.source, back.lines.get().line) == (333, "broken", "staff", first)


def test_a_return_of_another_amount(owner: Client) -> None:
    row = make.purchase(make.line(1000, 2), tip=50)
    line = row.lines.get()
    told = {
        "number": "R1",
        "reason": "used",
        f"quantity_{line.pk}": "2",
        f"amount_{line.pk}": "3.50",
        "with_extras": "on",
    }
    assert owner.post(reverse("sales:return_new", args=[row.public_id]), told).status_code == 302
    assert Return.objects.get().amount == 400


@pytest.mark.parametrize(
    "typed",
    [{"quantity": "4"}, {"quantity": "0"}, {"quantity": ""}, {"quantity": "-1"}, {"quantity": "1", "amount": "a"},
     {"quantity": "1", "amount": "99.00"}, {"quantity": "1", "reason": ""}, {"quantity": "1", "number": ""}],
)  # fmt: skip
def test_a_wrong_return_comes_back_as_it_was_typed(owner: Client, typed: dict[str, str]) -> None:
    row = make.purchase(make.line(1000, 3))
    line = row.lines.get().pk
    told = {
        "number": typed.get("number", "R1"),
        "reason": typed.get("reason", "broken"),
        f"quantity_{line}": typed["quantity"],
        f"amount_{line}": typed.get("amount", ""),
    }
    response = owner.post(reverse("sales:return_new", args=[row.public_id]), told)
    assert response.status_code == 422
    assert 'id="errors"' in text(response)
    assert not Return.objects.exists()


def test_more_than_is_left_is_said_in_words(owner: Client) -> None:
    row = make.purchase(make.line(1000, 3))
    told = {"number": "R1", "reason": "broken", f"quantity_{row.lines.get().pk}": "4"}
    response = owner.post(reverse("sales:return_new", args=[row.public_id]), told)
    assert "No more than 3 of this line can come back." in text(response)


def test_a_form_of_a_purchase_that_is_wholly_back(owner: Client) -> None:
    row = make.purchase()
    make.give_back(row)
    assert "already returned" in text(owner.get(reverse("sales:return_new", args=[row.public_id])))


def test_handing_over_and_cancelling(owner: Client) -> None:
    row, other = make.purchase(is_open=True), make.purchase(is_open=True)
    for _twice in range(2):
        assert "Handed over" in text(owner.post(reverse("sales:fulfil", args=[row.public_id]), follow=True))
    url = reverse("sales:cancel", args=[other.public_id])
    assert owner.get(url).status_code == 200
    assert owner.post(url, {"reason": ""}).status_code == 422
    for _twice in range(2):
        assert owner.post(url, {"reason": "too late"}).status_code == 302
    assert set(Purchase.objects.values_list("state", flat=True)) == {"fulfilled", "cancelled"}
    assert Return.objects.count() == 1
    url = reverse("sales:cancel", args=[row.public_id])
    assert owner.post(url, {"reason": "too late"}).status_code == 422
    page = text(owner.post(reverse("sales:fulfil", args=[other.public_id]), follow=True))
    assert "This order was cancelled" in page


def test_asking_before_handing_over_changes_nothing(owner: Client) -> None:
    row = make.purchase(make.line(description="Ribbon"), is_open=True)
    assert "Ribbon" in text(owner.get(reverse("sales:fulfil", args=[row.public_id])))
    assert Purchase.objects.get().state == "open"
