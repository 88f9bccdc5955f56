"""Running the import of purchases as scripts do, and reading what it refused."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

from django.core.management import call_command

SAMPLE = Path("tests/data/cdnow/cdnow_sample.csv")
SUMMARY = {"rows", "created", "unchanged", "changed", "rejected", "errors_file", "seconds"}
HEAD = "number,customer,date,quantity,amount\n"
SALES = (
    "number,customer,date,sku,quantity,amount,status\n"
    "S1,C1,2024-03-01,MUG,3,30.00,ok\n"
    "S2,C1,2024-03-05,MUG,2,20.00,ok\n"
    "S3,C2,2024-03-05,TEA,1,7.00,ok\n"
)


def run(path: Path | str, *arguments: str) -> dict[str, Any]:
    output = io.StringIO()
    call_command("import_purchases", str(path), *arguments, stdout=output)
    result: dict[str, Any] = json.loads(output.getvalue().strip().splitlines()[-1])
    assert set(result) == SUMMARY
    return result


def counts(result: dict[str, Any]) -> tuple[int, ...]:
    return tuple(result[name] for name in ("rows", "created", "changed", "unchanged", "rejected"))


def refused(result: dict[str, Any]) -> list[dict[str, str]]:
    with Path(result["errors_file"]).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
