"""A refused row of customers names all that is wrong with it, so that it is mended at once."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from customers.models import Customer

pytestmark = pytest.mark.django_db


def _load(tmp_path: Path, text: str) -> dict[str, Any]:
    path, output = tmp_path / "customers.csv", io.StringIO()
    path.write_text(text)
    call_command("import_customers", str(path), stdout=output)
    result: dict[str, Any] = json.loads(output.getvalue().strip().splitlines()[-1])
    return result


def test_every_wrong_cell_is_named(tmp_path: Path) -> None:
    text = (
        "external_id,name,kind,birthday,phone,time_zone\n"
        "1,A,alien,13-13,xx,Mars/Base\n"
        "2,B,person,05-17,+1 415 555 2671,\n"
        "3,C,person,30.02.2020,,\n"
    )
    result = _load(tmp_path, text)
    assert (result["rows"], result["created"], result["rejected"]) == (3, 1, 2)
    with Path(result["errors_file"]).open(encoding="utf-8-sig", newline="") as file:
        first, second = csv.DictReader(file)
    assert set(first["import_column"].split(" | ")) == {"kind", "birthday", "phone", "time_zone"}
    assert len(first["import_reason"].split(" | ")) == 4
    assert second["import_column"] == "birthday"
    assert Customer.objects.get().external_id == "2"


def test_a_phone_is_not_blamed_for_its_country(tmp_path: Path) -> None:
    result = _load(tmp_path, "external_id,name,phone,country\n1,A,010 6552 9988,China\n")
    with Path(result["errors_file"]).open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["import_column"] == "country"
