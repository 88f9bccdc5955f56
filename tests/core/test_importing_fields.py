"""Which column of a file is which: by aliases of other systems, and by what our own pages and guides call it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from django.utils import translation

from core.importing.fields import Field, guess
from customers.imports.fields import FIELDS as CUSTOMERS
from loyalty.opening.fields import FIELDS as BALANCES
from sales.imports.fields import FIELDS as PURCHASES


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("fields", [CUSTOMERS, PURCHASES, BALANCES], ids=["customers", "purchases", "balances"])
def test_a_column_titled_as_the_page_calls_it(fields: Sequence[Field], language: str) -> None:
    with translation.override(language):
        titles = {field.name: str(field.label) for field in fields}
    assert guess(fields, list(titles.values())) == titles


def test_case_and_spaces_do_not_matter() -> None:
    header = ["customer number", "units", "last day to spend", "AVAILABLE FROM"]
    assert guess(BALANCES, header) == {
        "external_id": "customer number", "units": "units", "last_day": "last day to spend",
        "available_on": "AVAILABLE FROM",
    }  # fmt: skip


def test_an_alias_comes_before_a_label() -> None:
    fields = [Field("a", "Amount"), Field("b", "Other", ("amount",))]
    assert guess(fields, ["Amount"]) == {"b": "Amount"}
