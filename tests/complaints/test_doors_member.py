"""From a customer's own page: their cases, complaining as themselves, claiming what is guaranteed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from complaints.doors import links
from complaints.models import Case
from customers.memberpage import token_for
from sales.models import PurchaseLine
from tests.complaints.factories import NOW, case
from tests.complaints.test_doors_form import WORDS, at, opened, send
from tests.sales.factories import customer, line, product, purchase

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    at(monkeypatch, NOW)


def bought(who: Any, **values: Any) -> PurchaseLine:
    goods = product(name="Kettle", warranty_months=24)
    receipt = purchase(
        line(product=goods.pk, serial_number="SN7", **values), customer=who.pk, occurred_at=NOW - timedelta(days=5)
    )
    return receipt.lines.get()


def page_of(who: Any) -> str:
    return Client().get(f"/m/{token_for(who, now=NOW)}/").content.decode()


def test_own_cases_and_nobody_elses_stand_on_the_page():
    who = customer()
    mine, theirs = case(customer=who, subject="Leaks"), case(customer=customer(), subject="Hums")
    page = page_of(who)
    assert links.tracking_path(mine) in page
    assert "Leaks" in page
    assert "Hums" not in page
    assert links.tracking_path(theirs) not in page


def test_a_customer_complains_as_themselves_about_a_purchase(monkeypatch):
    who = customer()
    receipt = bought(who).purchase
    address = f"/c/m/{token_for(who, now=NOW)}/"
    assert address in page_of(who)
    page = Client().get(address).content.decode()
    assert 'name="email"' not in page
    sent = send(opened(monkeypatch, address), address, purchase=str(receipt.public_id))
    found = Case.objects.get()
    assert sent["Location"].startswith(links.tracking_path(found))
    assert (found.door, found.customer, found.purchase, found.text) == ("member", who, receipt, WORDS)


def test_purchases_and_forms_of_others_are_refused(monkeypatch):
    who, other = customer(), customer()
    theirs = bought(other).purchase
    bought(who)
    address = f"/c/m/{token_for(who, now=NOW)}/"
    send(opened(monkeypatch, address), address, purchase=str(theirs.public_id))
    assert Case.objects.get().purchase is None
    assert send(opened(monkeypatch, "/c/write/"), address).status_code == 400
    assert Client().get("/c/m/nobody/").status_code == 404
    assert Case.objects.count() == 1


def test_a_guarantee_is_claimed_on_what_was_bought(monkeypatch):
    who = customer()
    goods = bought(who)
    address = f"/c/m/{token_for(who, now=NOW)}/guarantee/{goods.pk}/"
    assert address in page_of(who)
    send(opened(monkeypatch, address), address)
    found = Case.objects.get()
    assert (found.door, found.customer, found.product) == ("guarantee", who, goods.product)
    assert (found.purchase, found.line, found.subject) == (goods.purchase, goods, "Guarantee: Kettle (SN7)")


def test_a_receipt_that_is_written_anew_keeps_the_claim(monkeypatch):
    who = customer()
    goods = bought(who)
    address = f"/c/m/{token_for(who, now=NOW)}/guarantee/{goods.pk}/"
    send(opened(monkeypatch, address), address)
    with connection.cursor() as cursor:  # as an import does it
        cursor.execute("DELETE FROM sales_purchaseline WHERE id = %s", [goods.pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    found = Case.objects.get()
    assert (found.line, found.purchase, found.product) == (None, goods.purchase, goods.product)


def test_only_own_goods_under_guarantee_can_be_claimed():
    who, other = customer(), customer()
    theirs, over = bought(other), bought(who)
    PurchaseLine.objects.filter(pk=over.pk).update(guarantee_until=NOW.date() - timedelta(days=1))
    token = token_for(who, now=NOW)
    for row in (theirs, over):
        assert Client().get(f"/c/m/{token}/guarantee/{row.pk}/").status_code == 404
        assert f"guarantee/{row.pk}/" not in page_of(who)
    back = bought(who)
    PurchaseLine.objects.filter(pk=back.pk).update(returned_quantity=1)
    assert f"guarantee/{back.pk}/" not in page_of(who)
