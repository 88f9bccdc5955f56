"""The file of refused rows, mended and imported again, ends where the right file had ended at once."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from openpyxl import Workbook

from core.importing.fields import OWN_COLUMNS
from customers.models import Address, ChannelIdentity, Consent, Customer, Membership, Note
from loyalty.models import Entry
from sales.models import Purchase, PurchaseLine, Return, ReturnLine
from tests.customers.test_imports import counts

pytestmark = pytest.mark.django_db
Cell = str | date | float
Rows = list[list[Cell]]

CUSTOMERS: Rows = [
    ["id", "name", "email", "phone", "birthday", "newsletter", "member since", "street", "country", "tags", "WeChat",
     "note"],
    ["1", "Anna", "anna@x.org", "+86 138 0013 8000", "1990-05-17", "yes", date(2024, 3, 1), "1 Main St", "US", "tea",
     "a1", ""],
    ["2", "Ben", "ben@x.org", "202-555-0143", "农历五月十七", "no", date(2024, 3, 2), "", "", "", "b2", "=SUM(1)"],
    ["3", "Carl", "carl@x.org", "", "", "", "", "2 Main St", "CA", "", "c3", 'Said: "soon",\nthen left'],
    ["4", "Dora", "dora@x.org", "", "", "yes", "", "", "", "", "", ""],
    ["", "Emil", "emil@x.org", "", "", "", "", "", "", "", "", ""],
    ["", "Fay", "", "202-555-0144", "", "", "", "", "", "", "", ""],
    ["7", "Gus", "", "", "", "", "", "", "", "", "", ""],
]  # fmt: skip
# By line and column of the lists above.
WRONG_CUSTOMERS: dict[tuple[int, int], Cell] = {
    (1, 4): "1990-02-30", (2, 3): "12", (3, 8): "Mars", (4, 5): "perhaps", (5, 2): "emil(at)x.org", (6, 3): "",
}  # fmt: skip

PURCHASES: Rows = [
    ["number", "customer", "date", "sku", "quantity", "amount", "status", "tax", "store", "original"],
    ["A", "C1", date(2024, 3, 1), "MUG", 2.0, 20.0, "", 2.5, "Harbour", ""],
    ["A", "C1", date(2024, 3, 1), "TEA", 1.0, 7.25, "", "", "Harbour", ""],
    ["B", "C2", date(2024, 3, 2), "TEA", 1.0, 1500.75, "", "", "", ""],
    ["C", "", date(2024, 3, 3), "MUG", 1.0, 10.0, "", "", "", ""],
    ["A-1", "C1", date(2024, 3, 5), "MUG", -1.0, -10.0, "returned", "", "", "A"],
    ["D", "C1", date(2024, 3, 6), "MUG", 3.0, 30.0, "", "", "", ""],
    ["E", "C2", date(2024, 3, 7), "TEA", 1.0, 7.5, "", "", "", ""],
    ["E", "C2", date(2024, 3, 7), "MUG", 1.0, 5.0, "refunded", "", "", ""],
    ["F", "C3", date(2024, 3, 8), "TEA", 1.0, 2.5, "", "", "", ""],
]  # fmt: skip
WRONG_PURCHASES: dict[tuple[int, int], Cell] = {
    (2, 5): "seven", (3, 2): "2024-02-31", (4, 4): "none", (6, 7): "31.00", (7, 5): "7.5 EUR",
}  # fmt: skip


def run(app: str, path: Path) -> dict[str, Any]:
    output = io.StringIO()
    call_command(f"import_{app}", str(path), stdout=output)
    result: dict[str, Any] = json.loads(output.getvalue().strip().splitlines()[-1])
    return result


def save(path: Path, rows: Iterable[Sequence[Cell]]) -> Path:
    if path.suffix == ".xlsx":
        book = Workbook()
        for row in rows:
            book.active.append(list(row))
        book.save(path)
    else:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(rows)
    return path


def spoilt(rows: Rows, wrong: dict[tuple[int, int], Cell]) -> Rows:
    return [[wrong.get((line, place), cell) for place, cell in enumerate(row)] for line, row in enumerate(rows)]


def mended(errors: Path, rows: Rows) -> Iterator[Sequence[Cell]]:
    """As a person does: the cells put right, the last columns left where they are."""
    with errors.open(encoding="utf-8-sig", newline="") as file:
        head, *refused = list(csv.reader(file))
    assert tuple(head[len(rows[0]) :]) == OWN_COLUMNS[: len(head) - len(rows[0])]
    yield head
    for row in refused:
        meant = max(rows[1:], key=lambda right: sum(str(a) == b for a, b in zip(right, row, strict=False)))
        yield [*meant, *row[len(rows[0]) :]]


def told(rows: Any, *names: str) -> list[Any]:
    return list(rows.objects.order_by(*names).values_list(*names))


def customers() -> list[Any]:
    who = "customer__display_name"
    return [
        told(Customer, "display_name", "external_id", "email", "phone", "birth_month", "birth_day", "birth_calendar"),
        told(Customer, "display_name", "tags__name"),
        told(Consent, who, "channel", "state", "address"),
        told(Membership, who, "state", "enrolled_at"),
        told(Address, who, "lines", "country"),
        told(ChannelIdentity, who, "provider", "identity"),
        told(Note, who, "text"),
    ]


def purchases() -> list[Any]:
    line = ("position", "product__sku", "quantity", "amount", "returned_quantity", "returned_amount")
    return [
        told(Customer, "external_id", "display_name"),
        told(Purchase, "number", "customer__external_id", "state", "occurred_at", "amount", "tax", "returned"),
        told(Purchase, "number", "is_fully_returned", "store__name"),
        told(PurchaseLine, "purchase__number", *line),
        told(Return, "number", "purchase__number", "occurred_at", "amount", "completes"),
        told(ReturnLine, "return_of__number", "quantity", "amount"),
        told(Entry, "account__customer__external_id", "account__currency", "kind", "units"),
    ]


FILES: dict[str, tuple[Rows, dict[tuple[int, int], Cell], Any]] = {
    "customers": (CUSTOMERS, WRONG_CUSTOMERS, customers),
    "purchases": (PURCHASES, WRONG_PURCHASES, purchases),
}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("app", FILES)
def test_mended_rows_end_where_the_right_file_ends(tmp_path: Path, app: str, kind: str) -> None:
    rows, wrong, state = FILES[app]
    with transaction.atomic():
        result = run(app, save(tmp_path / f"right.{kind}", rows))
        assert result["rejected"] == 0, Path(result["errors_file"]).read_text()
        right = state()
        transaction.set_rollback(True)
    result = run(app, save(tmp_path / f"wrong.{kind}", spoilt(rows, wrong)))
    assert result["rejected"] >= len({line for line, _place in wrong})
    assert state() != right
    path = save(tmp_path / f"mended.{kind}", mended(Path(result["errors_file"]), rows))
    again = run(app, path)
    assert again["rejected"] == 0, Path(again["errors_file"]).read_text()
    assert again["rows"] == result["rejected"]
    assert state() == right
    assert counts(run(app, path))[1:3] == (0, 0)
    assert state() == right
