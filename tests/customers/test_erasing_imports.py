"""Files that still hold somebody who was erased: they are refused by name, and nobody is made known again."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from customers.models import Customer
from sales.models import Purchase
from tests.customers.erasing import PERSON, erase, known
from tests.customers.factories import make_customer, make_user
from tests.customers.test_imports import load as load_customers  # noqa: F401  # fixtures
from tests.sales.importing import run

pytestmark = pytest.mark.django_db
HEAD = "number,customer,date,quantity,amount\n"


@pytest.fixture
def load(tmp_path: Path) -> Any:
    def load(text: str, *arguments: str) -> dict[str, Any]:
        path = tmp_path / "purchases.csv"
        path.write_text(text, encoding="utf-8")
        return run(path, *arguments)

    return load


@pytest.fixture
def gone() -> Customer:
    user = make_user("owner")
    return erase(known(user), user)


def counts(result: dict[str, Any]) -> tuple[int, ...]:
    return tuple(result[name] for name in ("rows", "created", "changed", "unchanged", "rejected"))


def reasons(result: dict[str, Any]) -> list[str]:
    with Path(result["errors_file"]).open(encoding="utf-8-sig", newline="") as file:
        return [row["import_reason"] for row in csv.DictReader(file)]


@pytest.mark.parametrize(
    "row",
    ["WS-778899,,,Q", "WS-778899,new@example.com,,Q", ",Quintessa@Wolkenstein.example,,Q", ",,+4915112345678,Q"],
)
def test_a_file_of_customers_does_not_revive_them(gone: Customer, load_customers: Any, row: str) -> None:  # noqa: F811
    text = f"external_id,email,phone,display_name\n{row}\nOTHER,o@example.com,+4915112345678,Anton\n"
    result = load_customers(text, "--source", "webshop")
    assert counts(result) == (2, 1, 0, 0, 1)
    assert reasons(result) == ["This customer was erased on request."]
    assert not Customer.objects.current().filter(display_name="Q").exists()
    assert Customer.objects.current().filter(display_name="Anton").exists()  # the family keeps its phone


def test_who_came_back_by_themselves_is_found(gone: Customer, load_customers: Any) -> None:  # noqa: F811
    back = make_customer("Quintessa", email=PERSON["email"])
    result = load_customers(
        "email,given_name,family_name\nquintessa@wolkenstein.example,Quintessa,W\n", "--source", "webshop"
    )
    assert counts(result) == (1, 0, 1, 0, 0)
    back.refresh_from_db()
    assert back.family_name == "W"


@pytest.mark.parametrize("name", ["WS-778899", "quintessa@wolkenstein.example"])
def test_a_file_of_purchases_sells_nothing_to_them(gone: Customer, load: Any, name: str) -> None:
    column = "customer" if "@" not in name else "email"
    text = f"number,{column},date,quantity,amount\nA,{name},2024-03-01,1,10\nB,C2,2024-03-01,1,10\n"
    text = text.replace("B,C2", "B,b@example.com") if column == "email" else text
    before = Customer.objects.count()
    result = load(text, "--source", "till", "--customer-source", "webshop") if column == "customer" else load(text)
    assert counts(result) == (2, 1, 0, 0, 1)
    assert reasons(result) == ["This customer was erased on request."]
    assert Customer.objects.count() == before + 1


def test_what_they_bought_before_is_told_again_and_may_come_back(load: Any) -> None:
    load(HEAD + "A,WS-778899,2024-03-01,1,10\n", "--customer-source", "webshop")
    user = make_user("owner")
    who = erase(Customer.objects.get(), user)
    again = load(HEAD + "A,WS-778899,2024-03-01,1,10\n", "--customer-source", "webshop")
    assert counts(again) == (1, 0, 0, 1, 0)
    load(HEAD + "A,WS-778899,2024-03-03,-1,-10\n", "--customer-source", "webshop")
    bought = Purchase.objects.get()
    assert (bought.customer_id, bought.returned) == (who.pk, 1000)
    assert Customer.objects.count() == 1
