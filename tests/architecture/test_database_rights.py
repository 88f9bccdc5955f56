"""The rights that `docs/operations.md` gives to a role of the processes are enough, and not too many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import Error, connection, transaction

from core import clock
from loyalty.metrics import recompute
from loyalty.models import CustomerMetrics, Entry
from sales.models import Purchase
from tests.loyalty import factories as loyalty
from tests.sales import factories as sales
from tests.sales import importing

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "operations.md"
ROLE = "regulars_app"
pytestmark = pytest.mark.django_db


def rights() -> str:
    blocks = re.findall(r"```sql\n(.*?)```", PAGE.read_text().partition("## Rights in the database")[2], re.DOTALL)
    return str(next(block for block in blocks if "GRANT USAGE" in block))


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def _as_the_role() -> Iterator[None]:
    """Roles belong to the server; the name is of this transaction only, and ends with it."""
    own = f"regulars_app_{connection.settings_dict['NAME']}"[:63]
    run(f'CREATE ROLE "{own}" NOLOGIN')
    run(rights().replace(ROLE, f'"{own}"'))
    run(f'SET ROLE "{own}"')
    yield
    run("RESET ROLE")


@pytest.mark.usefixtures("_as_the_role")
def test_the_role_can_sell_import_and_recompute(tmp_path: Path) -> None:
    who = loyalty.member()
    bought = sales.purchase(sales.line(2000), customer=who.public_id)
    loyalty.redeem(who, 5)
    sales.give_back(bought)
    assert Entry.objects.filter(account__customer_id=who.pk).exists()
    file = tmp_path / "sales.csv"
    file.write_text(importing.SALES)
    assert importing.counts(importing.run(file)) == (3, 3, 0, 0, 0)
    recompute.full(as_of=clock.business_day(clock.now()), now=clock.now())
    recompute.incremental(now=clock.now())
    recompute.full(as_of=clock.business_day(clock.now()), now=clock.now())
    assert Purchase.objects.count() == 4
    assert CustomerMetrics.objects.count() == 3


@pytest.mark.usefixtures("_as_the_role")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE loyalty_entry SET units = 1",
        "DELETE FROM loyalty_entry",
        "UPDATE loyalty_consumption SET units = 1",
        "TRUNCATE loyalty_entry CASCADE",
        "ALTER TABLE customers_timelineentry DISABLE TRIGGER append_only",
        "TRUNCATE loyalty_lot CASCADE",
        "ALTER TABLE loyalty_entry DISABLE TRIGGER append_only",
        "SET session_replication_role = replica",
        "DROP TABLE loyalty_entry CASCADE",
        "DROP TABLE sales_purchase CASCADE",
    ],
)
def test_the_role_cannot_touch_the_ledger_or_its_guards(statement: str) -> None:
    with pytest.raises(Error, match=r"permission denied|must be owner"), transaction.atomic():
        run(statement)
