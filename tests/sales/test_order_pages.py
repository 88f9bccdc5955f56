"""Changing an open order line by line on its page: nothing lost, nothing by accident, both versions shown."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from customers.models import TimelineEntry
from sales import services
from sales.models import Purchase
from tests.sales import factories as make
from tests.sales.looking import text

pytestmark = pytest.mark.django_db


def order_form(client: Client, row: Purchase, **changes: str) -> tuple[str, dict[str, str]]:
    """The address, and what the browser sends back: the form as it came, with these changes."""
    url = reverse("sales:amend", args=[row.public_id])
    form = client.get(url).context["form"]
    sent = {bound.html_name: bound.value() for bound in form if bound.value() not in {None, False, ""}}
    shown = {name: "on" if value is True else form.fields[name].prepare_value(value) for name, value in sent.items()}
    return url, {name: str(value) for name, value in shown.items()} | changes


def test_an_unchanged_form_changes_nothing(owner: Client) -> None:
    disc = make.product()
    lines = (make.line(2000, 3, product=disc.pk, serial_number="S", is_promotion=True), make.line(5, "0.125"))
    row = make.purchase(*lines, is_open=True, delivery=300, tax=100, paid_points=10)
    before = list(row.lines.order_by("pk").values())
    url, sent = order_form(owner, row)
    assert owner.post(url, sent).status_code == 302
    assert list(row.lines.order_by("pk").values()) == before


def test_an_order_is_changed_line_by_line(owner: Client) -> None:
    disc, pen = make.product(price=1000, unit_cost=400), make.product(price=250)
    buyer = make.customer()
    row = make.purchase(
        make.line(1800, 2, product=disc.pk, unit_cost=300), make.line(500, description="Ribbon"),
        is_open=True, customer=buyer.pk, paid_points=10,
    )  # fmt: skip
    url, sent = order_form(owner, row, quantity_0="3", amount_0="", remove_1="on", sku_2=pen.sku, quantity_2="2",
                           delivery="4.50", reason="one more")  # fmt: skip
    for _twice in range(2):
        assert owner.post(url, sent).status_code == 302
    changed = Purchase.objects.get()
    assert (changed.amount, changed.delivery, changed.paid_points) == (2700 + 500 + 450, 450, 10)
    told: list[Any] = [
        (line.product, line.quantity, line.amount, line.unit_cost) for line in changed.lines.order_by("position")
    ]
    assert told == [(disc, 3, 2700, 300), (pen, 2, 500, None)]
    entry = TimelineEntry.objects.get(verb="purchase.amended")  # sent twice, changed once
    assert (entry.reason, entry.actor.email) == ("one more", "owner@example.com")  # type: ignore[union-attr]


def test_one_more_row_loses_nothing_and_saves_nothing(owner: Client) -> None:
    row = make.purchase(make.line(500, description="Ribbon"), is_open=True)
    url, sent = order_form(owner, row, quantity_0="x7", description_1="Bow", add="1", is_promotion_1="on")
    response = owner.post(url, sent)
    assert response.status_code == 200
    page = text(response)
    for value in ('value="x7"', 'value="Bow"', 'name="sku_2"', "checked"):
        assert value in page, value
    assert 'name="sku_3"' not in page
    assert Purchase.objects.get().amount == 500


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"quantity_0": ""}, "Say how much"),
        ({"quantity_0": "0"}, "greater than or equal"),
        ({"quantity_0": "1.2345"}, "decimal places"),
        ({"amount_0": "a"}, "amount"),
        ({"sku_0": "nothing"}, "No product has this SKU"),
        ({"description_1": "Bow", "quantity_1": "1"}, "the catalogue has no price"),
        ({"remove_0": "on"}, "at least one line"),
        ({"tax": "99.00"}, "The tax is larger"),
        ({"rows": "nonsense"}, "whole number"),
    ],
)
def test_a_wrong_change_comes_back_as_it_was_typed(owner: Client, changes: dict[str, str], words: str) -> None:
    row = make.purchase(make.line(500, description="Ribbon"), is_open=True)
    url, sent = order_form(owner, row, reason="because", **changes)
    response = owner.post(url, sent)
    assert response.status_code == 422
    page = text(response)
    assert words in page
    assert 'value="because"' in page
    assert 'id="errors"' in page
    assert Purchase.objects.get().lines.get().quantity == 1


def test_a_stale_change_shows_both_versions(owner: Client) -> None:
    row = make.purchase(make.line(500, description="Ribbon"), is_open=True)
    url, mine = order_form(owner, row, description_0="My ribbon", serial_number_0="S-9")
    url, theirs = order_form(owner, row, description_0="Their ribbon")
    assert owner.post(url, theirs).status_code == 302
    response = owner.post(url, mine)
    assert response.status_code == 409
    page = text(response)
    for words in ("Somebody saved before you", "Their ribbon", 'value="My ribbon"', 'value="S-9"', "Save mine"):
        assert words in page, words
    assert Purchase.objects.get().lines.get().description == "Their ribbon"
    again = mine | {"version": response.context["form"]["version"].value()}
    assert owner.post(url, again).status_code == 302
    assert Purchase.objects.get().lines.get().description == "My ribbon"


def test_what_is_no_open_order_is_not_changed(owner: Client) -> None:
    row = make.purchase(is_open=True)
    url, sent = order_form(owner, row, tip="1.00")
    services.fulfil_purchase(purchase=row, now=clock.now())
    for response in (owner.get(url, follow=True), owner.post(url, sent, follow=True)):
        assert "Only an order that is not fulfilled can be changed" in text(response)
    assert Purchase.objects.get().tip == 0
    assert reverse("sales:amend", args=[row.public_id]) not in text(
        owner.get(reverse("sales:purchase", args=[row.public_id]))
    )


def test_an_order_with_a_return_says_why_it_stays(owner: Client) -> None:
    row = make.purchase(make.line(500, 2), is_open=True)
    make.give_back(row, {1: 1})
    url, sent = order_form(owner, row, tip="1.00")
    response = owner.post(url, sent)
    assert response.status_code == 422
    assert "already returned" in text(response)
