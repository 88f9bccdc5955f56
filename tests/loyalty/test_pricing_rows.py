"""Rows of a price list from a file: looked at first, mended, as a job that shows its progress and can be stopped."""

from __future__ import annotations

import csv
import re
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from core import jobs
from core.importing import uploads
from core.models import Job, User
from loyalty.models import (
    PriceBreak,
    PriceRow,
)
from loyalty.pricing import rowsimport, rowsjob
from sales.models import Category, Product
from tests.loyalty.pricing_factories import price_break, price_list, row
from tests.sales.factories import product

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> Client:
    found = Client()
    found.force_login(User.objects.create_superuser("boss@example.com", "x"))
    return found


def upload(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("rows.csv", text.encode())


def bring(client, url: str, told: dict, **options):
    """Send the file, look at what it would do, and do it."""
    answer = client.post(url, told)
    if answer.status_code != 302:
        return answer
    before = list(PriceRow.objects.order_by("pk").values_list("pk", "price", "percent"))
    assert client.get(answer["Location"]).status_code == 200
    assert list(PriceRow.objects.order_by("pk").values_list("pk", "price", "percent")) == before
    return client.post(answer["Location"], **options)


def test_rows_from_a_file(admin):
    product(sku="VASE", price=1000)
    Category.objects.create(code="flowers", name="Flowers", path="/1/")
    made = price_list()
    url = reverse("loyalty:price_rows_import", args=[made.pk])
    rows = (
        "sku,category,price,percent,from",
        "VASE,,9.50,,",
        ",flowers,,12.5,",
        "VASE,,9.00,,10",
        "NOPE,,1.00,,",
        ",,,5,",
        "VASE,,,,",
    )
    text = "\n".join(rows)
    page = bring(admin, url, {"file": upload(text)}).content.decode()
    assert "No product has the SKU NOPE" in page
    assert "Give a price or a percentage" in page
    assert "Written: 3 rows and 1 quantity break." in " ".join(page.split())
    assert PriceRow.objects.count() == 3
    assert PriceRow.objects.get(product__sku="VASE").price == 950
    assert PriceBreak.objects.get().price == 900
    again = bring(admin, url, {"file": upload("sku,price\nVASE,8.00\n")}, follow=True)
    assert "Written: 1 row." in again.content.decode()
    assert PriceRow.objects.get(product__sku="VASE").price == 800
    assert PriceBreak.objects.count() == 1
    assert bring(admin, url, {"file": upload("a,b\n1,2\n")}).status_code == 422


@pytest.mark.parametrize(
    ("decimal", "cells", "prices"),
    [
        ("", ["1.500", "2.50"], [None, 250]),  # the other cells show the point: three places stay odd
        ("", ["1.500"], [None]),
        ("", ["1,500"], [None]),
        ("", ["1.500", "9,90"], [150_000, 990]),  # the comma is the mark, so the point groups
        (",", ["1.500", "9,90"], [150_000, 990]),
        (".", ["1,500", "9.90"], [150_000, 990]),
        (".", ["1.50"], [150]),
        ("", ["1e3", "1_000", "-1.00", "1.005"], [None] * 4),
        ("", ["$12.50", "￥12.50"], [1250, None]),  # the shop counts in dollars
    ],
)
def test_amounts_of_a_file_are_never_guessed(admin, decimal, cells, prices):
    """As the import of purchases reads them."""
    made = price_list()
    items = [product(sku=f"S{n}") for n in range(len(cells))]
    text = "\n".join(["sku;price", *(f"S{n};{cell}" for n, cell in enumerate(cells))])
    url = reverse("loyalty:price_rows_import", args=[made.pk])
    page = bring(admin, url, {"file": upload(text), "decimal": decimal})
    found = dict(PriceRow.objects.values_list("product", "price"))
    assert [found.get(item.pk) for item in items] == prices
    if "1.500" in cells and prices[0] is None:
        assert "can be read as thousands or with three decimal places" in page.text


def test_percentages_and_quantities_follow_the_mark(admin):
    made = price_list()
    product(sku="VASE")
    text = "sku;percent;from\nVASE;7,5;\nVASE;12,5 %;2,5\nVASE;1e1;\n"
    url = reverse("loyalty:price_rows_import", args=[made.pk])
    bring(admin, url, {"file": upload(text)})
    assert PriceRow.objects.get().percent == Decimal("7.50")
    assert (PriceBreak.objects.get().quantity, PriceBreak.objects.get().percent) == (Decimal("2.5"), Decimal("12.5"))


def test_the_page_is_only_looked_at_first(admin):
    """A form that nobody has sent complains of nothing."""
    page = admin.get(reverse("loyalty:price_rows_import", args=[price_list().pk]))
    assert page.status_code == 200
    assert "This field is required" not in page.text


def test_refused_rows_are_a_file_to_mend(admin, client):
    made = price_list()
    product(sku="VASE")
    text = "sku;price;percent;from;note\nVASE;9,90;;;good\nNOPE;1.000,00;;;mend me\nVASE;;5;0;no\nPOT;;5;10;no row\n"
    url = reverse("loyalty:price_rows_import", args=[made.pk])
    page = bring(admin, url, {"file": upload(text)})
    assert "3 refused rows, to mend" in page.text
    address = re.search(r'href="([^"]+-rejected\.csv/)"', page.text)
    assert address
    told = b"".join(admin.get(address[1]).streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(told.splitlines()))
    assert [(row["sku"], row["note"], row["import_line"], row["import_column"]) for row in rows] == [
        ("NOPE", "mend me", "3", "sku"), ("VASE", "no", "4", "from"), ("POT", "no row", "5", "sku"),
    ]  # fmt: skip
    assert rows[0]["import_reason"] == "No product has the SKU NOPE."
    # Mended and brought again, its amounts are read as those of the first file were.
    product(sku="NOPE")
    kept = told.splitlines()[:2]
    assert bring(admin, url, {"file": upload("\n".join(kept))}).status_code == 302
    assert PriceRow.objects.get(product__sku="NOPE").price == 100_000
    client.force_login(User.objects.create_user("none@example.com", "x"))
    assert client.get(address[1]).status_code == 403
    for name in ("x-rejected.csv", "0" * 32 + "-price-list-1-rejected.csv", "..%2F..%2Fetc"):
        assert admin.get(f"/loyalty/prices/{made.pk}/import/{name}/").status_code == 404


def test_a_break_without_its_row_is_refused_at_its_line(admin):
    made = price_list()
    product(sku="VASE")
    url = reverse("loyalty:price_rows_import", args=[made.pk])
    page = bring(admin, url, {"file": upload("sku,price,from\nVASE,9.00,10\n")})
    assert "Line 2:" in page.text
    assert "This quantity break has no row in the list." in page.text


def test_rows_taken_out_come_back_the_same(admin):
    from loyalty.pricing import lists

    made, item = price_list(), product(sku="VASE")
    shelf = Category.objects.create(code="pots", name="Pots", path="/1/")
    price_break(row(made, price=950, product=item), 10, percent=5)
    price_break(row(made, 12.5, category=shelf), 2.5, price=100)
    row(made, 3)
    before = list(lists.exported(made))
    url = reverse("loyalty:price_rows_export", args=[made.pk])
    text = b"".join(admin.get(url).streaming_content)
    made.rows.all().delete()
    told = {"file": SimpleUploadedFile("rows.csv", text)}
    assert bring(admin, reverse("loyalty:price_rows_import", args=[made.pk]), told).status_code == 302
    assert list(lists.exported(made)) == before
    assert len(before) == 5


def test_what_a_file_would_do_is_shown_first(admin):
    """New, changed, as it is and refused; looking writes nothing, however often."""
    made = price_list()
    for sku in ("A", "B", "C"):
        product(sku=sku)
    row(made, price=1000, product=Product.objects.get(sku="A"))
    row(made, price=2000, product=Product.objects.get(sku="B"))
    text = "sku,price,from\nA,10.00,\nB,21.00,\nC,30.00,\nC,29.00,10\nD,1.00,\n"
    answer = admin.post(reverse("loyalty:price_rows_import", args=[made.pk]), {"file": upload(text)})
    for _time in range(2):
        shown = admin.get(answer["Location"]).context["shown"]
        assert (shown.new, shown.changed, shown.same, shown.total) == (2, 1, 1, 1)
        assert "No product has the SKU D" in admin.get(answer["Location"]).text
    assert sorted(PriceRow.objects.values_list("price", flat=True)) == [1000, 2000]
    other = price_list()
    assert admin.get(answer["Location"].replace(f"/{made.pk}/", f"/{other.pk}/", 1)).status_code == 404
    done = admin.post(answer["Location"]).context["done"]
    assert (done.new, done.changed, done.same, done.total) == (2, 1, 1, 1)
    assert sorted(PriceRow.objects.values_list("price", flat=True)) == [1000, 2100, 3000]
    again = admin.post(answer["Location"]).context["done"]
    assert (again.new, again.changed, again.same) == (0, 0, 4)


@pytest.mark.django_db(transaction=True)  # progress is told on a connection of its own
def test_a_large_file_is_a_job_and_its_breaks_may_stand_first(admin, monkeypatch):
    made = price_list()
    for n in range(30):
        product(sku=f"S{n}")
    monkeypatch.setattr("loyalty.pricing.configviews.REHEARSED", 10)
    monkeypatch.setattr("loyalty.pricing.rowsimport.BATCH", 7)
    lines = [*(f"S{n},9.00,10" for n in range(30)), *(f"S{n},10.00," for n in range(30)), "NOPE,1.00,"]
    text = "\n".join(["sku,price,from", *lines])
    answer = admin.post(reverse("loyalty:price_rows_import", args=[made.pk]), {"file": upload(text)})
    page = admin.get(answer["Location"])
    assert "the whole file is imported in the background" in page.text
    assert page.context["shown"].total == 0, "the rows of these breaks may stand further down"
    begun = admin.post(answer["Location"])
    job = Job.objects.get(kind="pricing.rows")
    assert begun["Location"] == reverse("core:job_detail", args=[job.pk])
    assert not PriceRow.objects.exists()
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == ("done", "")
    told = {name: job.result[name] for name in ("rows", "created", "changed", "unchanged", "rejected")}
    assert told == {"rows": 61, "created": 60, "changed": 0, "unchanged": 0, "rejected": 1}
    assert (PriceRow.objects.count(), PriceBreak.objects.count()) == (30, 30)
    assert admin.get(reverse("core:job_detail", args=[job.pk])).status_code == 200


def rows_job(user: User, count: int) -> Job:
    """A file of so many rows, waiting to be imported by this person."""
    made = price_list()
    lines = [f"{product(sku=f'S{n}').sku},10.00" for n in range(count)]
    kept = uploads.store(upload("\n".join(["sku,price", *lines])), rowsjob.KIND)
    told = {"token": kept.token, "price_list": made.pk, "decimal": ""}
    return jobs.start(kind=rowsjob.KIND, title="Rows", arguments=told, user=user)


@pytest.mark.django_db(transaction=True)
def test_a_file_of_rows_shows_how_far_it_is_and_can_be_stopped(django_user_model, monkeypatch):
    """Seen from another connection while its transaction is open; stopped, it leaves the list as it was."""
    monkeypatch.setattr("loyalty.pricing.rowsimport.BATCH", 7)
    job = rows_job(django_user_model.objects.create_superuser("lea@example.org", "x"), 21)
    real, seen = rowsimport._Run._write_rows, []

    def watched(run: Any, told: Any) -> None:
        real(run, told)
        with ThreadPoolExecutor(1) as other:
            seen.append(other.submit(_look, job, stops=len(seen) == 2).result())

    monkeypatch.setattr(rowsimport._Run, "_write_rows", watched)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert seen == [(0, None), (3, 21), (7, 21)]
    assert job.state == Job.State.CANCELLED
    assert not PriceRow.objects.exists()


def _look(job: Job, *, stops: bool) -> tuple[int, int | None]:
    try:
        if stops:
            jobs.request_cancel(job=job)
        return Job.objects.values_list("done", "total").get(pk=job.pk)
    finally:
        connection.close()


@pytest.mark.parametrize("change", [{"is_superuser": False}, {"is_active": False}])
def test_a_file_of_rows_is_not_imported_for_who_may_not_any_more(django_user_model, change):
    user = django_user_model.objects.create_superuser("lea@example.org", "x")
    job = rows_job(user, 3)
    User.objects.filter(pk=user.pk).update(**change)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == (Job.State.FAILED, "You may not do this.")
    assert not PriceRow.objects.exists()
