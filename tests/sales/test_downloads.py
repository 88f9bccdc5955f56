"""Purchases as files, by receipt and by line; large spreadsheets by a job; what the shop pays by role."""

from __future__ import annotations

import csv
import io
import tracemalloc
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from core import jobs
from core.models import Job, User
from customers import listfiles, timeline
from customers.models import Customer, TimelineEntry
from sales import downloads
from sales.models import Brand, Category, Product, Purchase, PurchaseLine
from tests.sales import factories as make
from tests.sales.looking import member_of, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("boss@example.com", "secret"))
    return client


def table(client: Client, page: str = "sales:purchases", **asked: str) -> list[dict[str, str]]:
    answer = client.get(reverse(page), {"format": "csv", **asked})
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))  # type: ignore[attr-defined]


def sold() -> Purchase:
    """A receipt of three lines with 1.00 of tax, one of them partly returned."""
    tea = make.product(
        sku="T-1", name="Oolong", category=Category.objects.create(code="tea", name="Tea"),
        brand=Brand.objects.create(name="=Kyoto"), unit_cost=300,
    )  # fmt: skip
    bought = make.purchase(
        make.line(1000, 3, product=tea.pk, unit_cost=250), make.line(1000, description="=cmd()"),
        make.line(1000, "0.125", is_promotion=True, serial_number="S-9"),
        number="A1", customer=make.customer(display_name="Anna", external_id="7").pk, tax=100, tip=500,
    )  # fmt: skip
    make.give_back(bought, {1: 1})
    return bought


def test_a_line_tells_all_that_it_is(owner: Client) -> None:
    bought = sold()
    first, second, third = table(owner, rows="lines")
    assert first | {
        "Source": "till", "Receipt": "A1", "Customer": "Anna", "External id": "7", "Line": "1", "SKU": "T-1",
        "Product": "Oolong", "Category": "Tea", "Brand": "'=Kyoto", "Quantity": "3", "Unit price": "3.3333",
        "Amount": "10.00", "Tax in it": "0.34", "Returned quantity": "1", "Returned": "3.33", "Net amount": "6.67",
        "Unit cost": "2.50", "On promotion": "No", "Currency": "USD",
    } == first  # fmt: skip
    assert (second["Product"], second["SKU"], second["Unit cost"]) == ("'=cmd()", "", "")
    assert [second[name] for name in ("Quantity", "Unit price")] == ["1", "10"]
    assert [third[name] for name in ("Quantity", "Unit price", "On promotion", "Serial number")] == [
        "0.125", "80", "Yes", "S-9"
    ]  # fmt: skip
    assert sum(Decimal(row["Tax in it"]) for row in (first, second, third)) == Decimal(bought.tax) / 100


def test_lines_are_those_of_the_receipts_that_are_shown_in_their_order(owner: Client) -> None:
    for number in ("A1", "B1", "A2"):
        make.purchase(make.line(), make.line(), number=number)
    Purchase.objects.filter(number="A1").update(occurred_at=make.NOON.replace(hour=20))
    told = [(row["Receipt"], row["Line"]) for row in table(owner, rows="lines", q="A", sort="when")]
    assert told == [("A2", "1"), ("A2", "2"), ("A1", "1"), ("A1", "2")]
    trail = TimelineEntry.objects.get(verb="list.exported")
    assert trail.data == {"list": "purchase-lines", "format": "csv", "rows": 4, "filters": ["q"]}
    assert timeline.sentence(trail.verb, trail.data).startswith("Purchases line by line exported: 4 rows, CSV")


def test_a_person_downloads_only_whom_they_may_see(client: Client) -> None:
    user = member_of("analyst")
    user.groups.get().permissions.remove(*user.groups.get().permissions.filter(codename="view_all_customers"))
    client.force_login(user)
    other = make.customer(display_name="Hidden", assigned_to=User.objects.create_user("other@example.com"))
    make.purchase(customer=other.pk, number="H1")
    make.purchase(number="A1")
    assert [row["Receipt"] for row in table(client, rows="lines")] == ["A1"]


@pytest.mark.parametrize(("role", "sees"), [("owner", True), ("analyst", True), ("exporter", False)])
def test_what_the_shop_pays_is_told_by_role(client: Client, role: str, *, sees: bool) -> None:
    user = member_of("cashier" if role == "exporter" else role)
    if role == "exporter":
        user.user_permissions.add(Permission.objects.get(codename="export_purchase"))
    client.force_login(user)
    sold()
    assert ("Unit cost" in table(client, rows="lines")[0]) is sees
    assert ("Unit cost" in table(client, "sales:products")[0]) is sees


def test_both_are_offered_beside_the_list_to_who_may(owner: Client) -> None:
    sold()
    page = text(owner.get(reverse("sales:purchases"), {"q": "A"}))
    assert "?q=A&amp;format=csv&amp;rows=lines" in page
    owner.force_login(member_of("cashier"))
    assert "rows=lines" not in text(owner.get(reverse("sales:purchases")))
    assert owner.get(reverse("sales:purchases"), {"format": "csv", "rows": "lines"}).status_code == 403


@pytest.mark.parametrize(("asked", "rows"), [({}, 3), ({"rows": "lines"}, 5)])
def test_a_large_spreadsheet_is_a_job_for_whoever_asked(
    owner: Client, asked: dict[str, str], rows: int, monkeypatch: Any, settings: Any
) -> None:
    monkeypatch.setattr(listfiles, "DIRECT_ROWS", 2)
    monkeypatch.setattr(listfiles, "CHUNK", 2)
    sold()
    make.purchase(number="A2")
    make.purchase(number="A3")
    make.purchase(number="B1")
    answer = owner.get(reverse("sales:purchases"), {"format": "xlsx", "q": "A", "sort": "when", **asked})
    job = Job.objects.get()
    assert answer["Location"] == reverse("core:job_detail", args=[job.pk])
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.result["rows"]) == ("done", rows, rows)
    sheet = load_workbook(settings.MEDIA_ROOT / job.result["file"]).active
    assert sheet is not None
    assert [cell.value for cell in sheet["B"]] == ["Receipt", *(["A1"] * (rows - 2)), "A2", "A3"]
    fetched = owner.get(reverse("core:job_file", args=[job.pk, "file"]))
    assert fetched.status_code == 200
    for close in fetched._resource_closers:  # its file; `close()` would end the connection as well
        close()
    # It is nobody else's, nor any more of somebody who may not export now.
    other = Client()
    other.force_login(member_of("owner"))
    assert other.get(reverse("core:job_file", args=[job.pk, "file"])).status_code == 403
    User.objects.filter(is_superuser=True).update(is_superuser=False)
    assert owner.get(reverse("core:job_file", args=[job.pk, "file"])).status_code == 403


def test_the_job_knows_its_list_though_no_page_was_served(owner: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(listfiles, "DIRECT_ROWS", 0)
    make.purchase()
    owner.get(reverse("sales:purchases"), {"format": "xlsx"})
    monkeypatch.setattr(listfiles, "_files", {})
    brought: list[str] = []

    def bring(name: str) -> None:
        brought.append(name)
        listfiles.declare(downloads.PURCHASES)

    monkeypatch.setattr(listfiles, "import_module", bring)
    job = Job.objects.get()
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, len(brought)) == ("done", 1)


def test_ten_times_the_rows_ask_ten_times_the_chunks_and_hold_no_more(owner: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(listfiles, "CHUNK", 50)
    tea, anna = make.product(), make.customer()
    user = User.objects.get()

    def more(first: int, last: int) -> None:
        receipts = Purchase.objects.bulk_create(
            Purchase(source="till", number=f"N{n}", occurred_at=make.NOON, occurred_on=make.NOON.date(), amount=2000,
                     tax=7, customer=anna) for n in range(first, last)
        )  # fmt: skip
        PurchaseLine.objects.bulk_create(
            PurchaseLine(purchase=receipt, position=position, product=tea, quantity=1, amount=1000)
            for receipt in receipts for position in (1, 2)
        )  # fmt: skip

    def walk() -> int:
        return sum(1 for _ in downloads.LINES.sheet(user, QueryDict()).lines())

    def peak() -> int:
        tracemalloc.start()
        walk()
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            walk()
        return len(asked)

    more(0, 100)
    assert walk() == 200
    few, small = statements(), peak()
    more(100, 1000)
    assert walk() == 2000
    # One statement for the receipts, one a chunk for their lines.
    assert statements() - few == (1000 - 100) // 50
    assert peak() < small * 2


def test_nothing_is_read_before_the_first_row_is_asked_for(owner: Client) -> None:
    sold()
    with CaptureQueriesContext(connection) as asked:
        lines: Iterator[Any] = iter(downloads.LINES.sheet(User.objects.get(), QueryDict()).lines())
    assert len(asked) == 1  # the user
    assert next(lines)[1] == "A1"
    assert Product.objects.count() == Customer.objects.count() == 1
