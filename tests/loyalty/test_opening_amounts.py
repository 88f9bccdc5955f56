"""Amounts in files of opening balances are read by the decimal mark, never guessed, as in any import."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from loyalty.models import Account, CurrencyPolicy, Lot
from loyalty.opening import jobs
from loyalty.opening.jobs import Quiet
from tests.loyalty.factories import member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    CurrencyPolicy.objects.update(is_active=True)


def load(tmp_path: Path, currency: str, *units: str, decimal: str = "") -> tuple[list[int], dict[str, Any]]:
    for number in range(len(units)):
        member(external_id=f"C{number}")
    path = tmp_path / "balances.csv"
    rows = [f"C{number};{currency};{told}" for number, told in enumerate(units)]
    path.write_text("\n".join(["customer_number;currency;units", *rows]) + "\n")
    arguments = jobs.describe(path=path, given={}, source="old", decimal=decimal)
    result = jobs._run(arguments, "test1", Quiet(), None).run()  # the job without its row
    return list(Lot.objects.order_by("account__customer__external_id").values_list("granted", flat=True)), result


@pytest.mark.parametrize(
    ("currency", "decimal", "units", "expected"),
    [
        ("cashback", "", ["1.500"], []),
        ("cashback", "", ["1,500"], []),
        ("cashback", ",", ["1.500", "2,50"], [150_000, 250]),
        ("cashback", "", ["1.500", "2,50"], [150_000, 250]),
        ("cashback", "", ["1.500", "2.50"], [250]),
        ("cashback", ".", ["1,500", "2.50"], [150_000, 250]),
        ("points", "", ["1.500"], []),
        ("points", "", ["1,500"], []),
        ("points", ".", ["1,500", "20", "30.00"], [1500, 20, 30]),
        ("points", ",", ["1.500", "7,50"], [1500]),
        ("points", "", ["12 000", "1e3", "", "-4"], [12_000]),
    ],
)
def test_amounts(tmp_path: Path, currency: str, decimal: str, units: list[str], expected: list[int]) -> None:
    found, result = load(tmp_path, currency, *units, decimal=decimal)
    assert found == expected
    assert result["rejected"] == len(units) - len(expected)


def test_mended_rows_are_read_as_the_first_file_was(tmp_path: Path) -> None:
    found, result = load(tmp_path, "cashback", "1.500", "2,50", "x")
    assert found == [150_000, 250]
    text = Path(result["errors_file"]).read_text(encoding="utf-8-sig")
    assert "import_decimal" in text
    again = tmp_path / "mended.csv"
    again.write_text(text.replace("cashback,x", "cashback,3.000"))
    jobs._run(jobs.describe(path=again, given={}, source="old"), "test2", Quiet(), None).run()
    assert Account.objects.get(customer__external_id="C2").balance == 300_000
