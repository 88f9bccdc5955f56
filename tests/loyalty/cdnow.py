"""The CDNOW purchase histories as tests use them."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

from customers.models import Customer
from sales.models import Purchase, PurchaseLine

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "tests/data/cdnow/cdnow_sample.csv"
MASTER = ROOT / "config/demo/data/cdnow_master.csv.gz"
AS_OF = date(1998, 6, 30)


def sample_rows() -> Iterator[tuple[str, date, int, int]]:
    """Customer, day, units, cents: one receipt each."""
    with SAMPLE.open(newline="") as file:
        for row in csv.DictReader(file):
            yield row["sample_id"], date.fromisoformat(row["date"]), int(row["quantity"]), _cents(row["amount"])


def master_rows() -> Iterator[tuple[str, date, int, int]]:
    with gzip.open(MASTER, "rt", newline="") as file:
        for row in csv.DictReader(file):
            yield row["customer_id"], date.fromisoformat(row["date"]), int(row["quantity"]), _cents(row["amount"])


def _cents(text: str) -> int:
    return round(float(text) * 100)


def spend_by_day(rows: Iterator[tuple[str, date, int, int]]) -> dict[str, dict[date, float]]:
    """Dollars of each visit of each customer."""
    found: dict[str, dict[date, float]] = defaultdict(lambda: defaultdict(float))
    for customer, day, _units, cents in rows:
        found[customer][day] += cents / 100
    return found


def load(rows: Iterator[tuple[str, date, int, int]]) -> None:
    """Straight into the tables: for tests of the figures alone."""
    known = list(rows)
    made = Customer.objects.bulk_create(
        [Customer(display_name=name, source="cdnow", external_id=name) for name in sorted({row[0] for row in known})]
    )
    ids = {customer.external_id: customer.pk for customer in made}
    purchases = Purchase.objects.bulk_create(
        Purchase(
            customer_id=ids[name], source="cdnow", number=str(number), amount=cents, occurred_on=day,
            occurred_at=datetime.combine(day, time(12), UTC),
        )
        for number, (name, day, _units, cents) in enumerate(known)
    )  # fmt: skip
    PurchaseLine.objects.bulk_create(
        PurchaseLine(purchase=purchase, position=1, quantity=max(1, units), amount=cents)
        for purchase, (_name, _day, units, cents) in zip(purchases, known, strict=True)
    )
