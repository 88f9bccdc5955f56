"""Erasing against everything that may happen to the customer at the same moment, with real connections."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from core import clock
from customers import merging, services
from customers.models import Customer, ErasedKey, Note, TimelineEntry
from sales.models import Purchase
from tests.customers.erasing import erase
from tests.customers.factories import make_customer, make_user
from tests.customers.test_races import at_once
from tests.sales.factories import line, purchase
from tests.sales.importing import run

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = range(3)


def _person(**data: Any) -> Customer:
    told = {"source": "webshop", "external_id": "WS-1", "email": "q@wolkenstein.example"} | data
    return make_customer("Quintessa Wolkenstein", **told)


def _nothing_left(who: Customer) -> None:
    row = Customer.objects.get(pk=who.pk)
    assert (row.display_name, row.email, row.external_id) == (f"Erased #{who.pk}", "", "")
    assert not Customer.objects.current().filter(external_id="WS-1").exists()


@pytest.mark.parametrize("_round", ROUNDS)
def test_against_an_edit(_round: int) -> None:
    user, who = make_user("owner"), _person()

    def edit() -> object:
        return services.update_customer(
            customer=who, data={"given_name": "Quin"}, expected_version=None, actor=user, now=clock.now()
        )

    def note() -> object:
        return services.add_note(customer=who, text="Quintessa", actor=user, now=clock.now())

    at_once(edit, lambda: erase(who, user), note)
    _nothing_left(who)
    assert not Note.objects.exists()


@pytest.mark.parametrize("_round", ROUNDS)
def test_against_a_sale(_round: int) -> None:
    """Either it is sold to them before, or refused; never to somebody of their name."""
    user, who = make_user("owner"), _person()
    at_once(lambda: purchase(line(100), customer=who.pk), lambda: erase(who, user))
    _nothing_left(who)
    assert Purchase.objects.filter(customer=who).count() in {0, 1}
    assert Customer.objects.count() == 1


@pytest.mark.parametrize("_round", ROUNDS)
def test_against_an_import_of_purchases(_round: int, tmp_path: Path) -> None:
    user, who = make_user("owner"), _person()
    path = tmp_path / "purchases.csv"
    path.write_text("number,customer,date,quantity,amount\nA,WS-1,2024-03-01,1,10\n", encoding="utf-8")
    at_once(lambda: run(path, "--customer-source", "webshop"), lambda: erase(who, user))
    _nothing_left(who)
    assert Customer.objects.count() == 1


@pytest.mark.parametrize("_round", ROUNDS)
def test_against_a_merge(_round: int) -> None:
    user, who, other = make_user("owner"), _person(), make_customer("Q. Wolkenstein", email="q2@wolkenstein.example")

    def merge() -> object:
        return merging.merge_customers(survivor=other, duplicate=who, reason="same", actor=user, now=clock.now())

    at_once(merge, lambda: erase(who, user))
    _nothing_left(who)
    other.refresh_from_db()
    assert bool(other.erased_at) is (Customer.objects.get(pk=who.pk).merged_into_id is not None)


def test_two_who_erase_at_once_erase_once() -> None:
    user, who = make_user("owner"), _person()
    at_once(*[lambda: erase(who, user)] * 4)
    assert TimelineEntry.objects.filter(verb="customer.erased").count() == 1
    assert ErasedKey.objects.count() == 2
