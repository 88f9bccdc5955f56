"""Configuring prices: previews before saving, targets by name, rows from a file, codes by the thousand; constraints."""

from __future__ import annotations

import csv
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from core import jobs
from core.importing import uploads
from core.models import Job, User
from customers.models import CustomerGroup
from customers.services import create_customer
from loyalty.models import (
    BundlePart,
    Coupon,
    Gift,
    PriceBreak,
    PriceList,
    PriceListTarget,
    PriceRow,
    PricingSettings,
    ProductLink,
    Promotion,
    PromotionTarget,
    PromotionUse,
    Quote,
    StackingGroup,
)
from loyalty.pricing import batchjob, book, rowsimport, rowsjob
from sales.models import Category, Product
from tests.loyalty.factories import NOW
from tests.loyalty.pricing_factories import coupon, gift, pay, price_break, price_list, promotion, quote, row
from tests.sales.factories import product

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> Client:
    found = Client()
    found.force_login(User.objects.create_superuser("boss@example.com", "x"))
    return found


def inline(prefix: str, *rows: dict[str, Any], initial: int = 0) -> dict[str, Any]:
    told: dict[str, Any] = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    for number, cells in enumerate(rows):
        told |= {f"{prefix}-{number}-{name}": value for name, value in cells.items()}
    return told


def list_form(**values: Any) -> dict[str, Any]:
    return {"name": "Florists", "is_active": "on", "valid_from_0": "", "valid_from_1": ""} | values


def test_a_new_list_is_measured_before_it_is_saved(admin):
    item = product(price=10_000, name="Vase")
    CustomerGroup.objects.create(name="Florists")
    url = reverse("admin:loyalty_pricelist_add")
    told = (
        list_form()
        | inline("targets", {"kind": "group", "who": "florists"})
        | inline("rows", {"product": item.sku, "kind": "percent", "percent": "20"})
    )
    asked = admin.post(url, told)
    assert asked.status_code == 200
    page = asked.content.decode()
    assert "1 × Vase: list price $100.00 → $80.00" in page
    assert "save again to confirm" in page
    assert "Please correct" not in page
    assert "Error:" not in page
    assert not PriceList.objects.exists()
    assert admin.post(url, told | {"confirmed": "on"}).status_code == 302
    made = PriceList.objects.get()
    assert [(target.kind, target.key) for target in made.targets.all()] == [("group", CustomerGroup.objects.get().pk)]
    page = admin.get(reverse("admin:loyalty_pricelist_change", args=[made.pk])).content.decode()
    assert "Florists −20 % = 80.00" in page


def test_a_change_shows_old_and_new_price(admin):
    item = product(price=10_000, name="Vase")
    made = price_list(name="Sale")
    found = row(made, 10, product=item)
    price_break(found, 10, 5)
    url = reverse("admin:loyalty_pricerow_change", args=[found.pk])
    step = found.breaks.get()
    told = {"product": item.sku, "kind": "percent", "percent": "20"} | inline(
        "breaks", {"id": step.pk, "row": found.pk, "quantity": "10", "percent": "5"}, initial=1
    )
    asked = admin.post(url, told).content.decode()
    assert "1 × Vase: $90.00 → $80.00; 10 × Vase: $855.00 → $760.00" in asked
    found.refresh_from_db()
    assert found.percent == 10
    assert admin.post(url, told | {"confirmed": "on"}).status_code == 302
    found.refresh_from_db()
    assert found.percent == 20


def test_what_changes_no_price_needs_no_confirmation(admin):
    made = price_list(name="Old name")
    told = list_form(name="New name") | inline("targets") | inline("rows")
    assert admin.post(reverse("admin:loyalty_pricelist_change", args=[made.pk]), told).status_code == 302
    made.refresh_from_db()
    assert made.name == "New name"


def test_a_target_that_nobody_is(admin):
    told = list_form() | inline("targets", {"kind": "group", "who": "Nobody"}) | inline("rows")
    answer = admin.post(reverse("admin:loyalty_pricelist_add"), told | {"confirmed": "on"})
    assert "Nobody is called so." in answer.content.decode()


def promotion_form(**values: Any) -> dict[str, Any]:
    told = {
        "name": "Spring", "kind": "percentage", "group": promotion().group_id, "is_active": "on", "percent": "10",
        "every": "0", "gift_quantity": "1", "valid_from_0": "", "valid_from_1": "",
    }  # fmt: skip
    return told | inline("parts") | inline("targets") | values


def test_a_promotion_is_measured_too(admin):
    product(price=1000, name="Vase")
    told = promotion_form(percent="30")
    url = reverse("admin:loyalty_promotion_add")
    asked = admin.post(url, told)
    assert "2 × Vase" in asked.content.decode()
    assert admin.post(url, told | {"confirmed": "on"}).status_code == 302
    made = Promotion.objects.get(name="Spring")
    page = admin.get(reverse("admin:loyalty_promotion_change", args=[made.pk])).content.decode()
    assert "30 % off" in page


def test_a_promotion_with_the_wrong_figures_says_so(admin):
    answer = admin.post(reverse("admin:loyalty_promotion_add"), promotion_form(kind="nth_item", confirmed="on"))
    assert "needs other figures" in answer.content.decode()


@pytest.mark.parametrize(
    "name", ["pricelist", "pricerow", "promotion", "coupon", "gift", "productlink", "stackinggroup", "pricingsettings"]
)
def test_every_page_of_the_admin_opens(admin, name):
    item = product()
    offer = promotion(needs_coupon=True)
    made = {
        "pricelist": price_list(), "pricerow": row(price_list(), 5, product=item), "promotion": offer,
        "coupon": coupon(offer), "gift": gift(), "stackinggroup": offer.group,
        "productlink": ProductLink.objects.create(product=item, other=product()),
        "pricingsettings": PricingSettings.objects.get(),
    }[name]  # fmt: skip
    assert admin.get(reverse(f"admin:loyalty_{name}_changelist")).status_code == 200
    assert admin.get(reverse(f"admin:loyalty_{name}_change", args=[made.pk])).status_code == 200


def test_cancelling_codes(admin):
    found = coupon(promotion(needs_coupon=True))
    told = {"action": "cancel", "_selected_action": [found.pk]}
    admin.post(reverse("admin:loyalty_coupon_changelist"), told)
    found.refresh_from_db()
    assert found.cancelled_at


# --- Files and batches --------------------------------------------------------------------


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
        ("", ["￥12.50"], [1250]),
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


def test_codes_of_a_batch(admin):
    offer = promotion(needs_coupon=True)
    url = reverse("loyalty:coupon_batch", args=[offer.pk])
    assert (
        admin.post(url, {"count": "25", "batch": "Spring", "max_uses": "1", "last_day": "2027-01-31"}).status_code
        == 302
    )
    assert Coupon.objects.filter(batch="Spring").count() == 25
    assert not Coupon.objects.filter(valid_until=None).exists()
    page = admin.get(url).content.decode()
    assert "Spring" in page
    assert "25 codes" in page
    told = b"".join(admin.get(url, {"batch": "Spring", "format": "csv"}).streaming_content).decode()
    assert told.count("Spring") == 25
    assert admin.post(url, {"count": "0", "batch": "x"}).status_code == 422


def test_built_in_stacking_groups_are_named_in_the_readers_language():
    first = StackingGroup.objects.get(order=10)
    assert str(first) == "Offers on items"
    with override("zh-hans"):
        assert str(first) == "商品优惠"
        first.name = "Our own"
        assert str(first) == "Our own"


def test_many_codes_are_a_job(admin):
    offer = promotion(needs_coupon=True)
    url = reverse("loyalty:coupon_batch", args=[offer.pk])
    answer = admin.post(url, {"count": "1500", "batch": "Big", "max_uses": ""})
    job = Job.objects.get(kind=batchjob.KIND)
    assert answer.headers["Location"] == reverse("core:job_detail", args=[job.pk])
    from core import jobs

    job.state = Job.State.RUNNING
    job.save(update_fields=["state"])
    result = batchjob.run(jobs.Progress(job))
    assert result["created"] == 1500
    assert Coupon.objects.filter(batch="Big", max_uses=None).count() == 1500
    batchjob.run(jobs.Progress(job))
    assert Coupon.objects.count() == 1500


# --- What the database refuses ----------------------------------------------------------------


def violations() -> dict[str, Any]:
    item, other = product(), product()
    made = price_list()
    found = row(made, 10, product=item)
    offer = promotion(needs_coupon=True)
    told = quote(item)
    return {
        "pricing_settings_single_row": lambda: PricingSettings.objects.create(pk=2),
        "pricing_settings_staff_share": lambda: PricingSettings.objects.update(max_staff_discount=Decimal(101)),
        "price_list_valid_forward": lambda: price_list(valid_from=NOW, valid_until=NOW),
        "price_list_staff_share": lambda: price_list(max_staff_discount=Decimal(-1)),
        "price_list_target_unique": lambda: PriceListTarget.objects.create(price_list=made, kind="all"),
        "price_list_target_named": lambda: PriceListTarget.objects.create(price_list=made, kind="group", key=0),
        "price_row_unique": lambda: row(made, 5, product=item),
        "price_row_one_scope": lambda: row(
            made, 5, product=other, category=Category.objects.create(code="c", name="C")
        ),
        "price_row_says_price": lambda: PriceRow.objects.create(price_list=made, product=other, kind="fixed"),
        "price_row_fixed_for_product": lambda: row(made, price=5),
        "price_break_unique": lambda: (price_break(found, 3, 1), price_break(found, 3, 2)),
        "price_break_quantity": lambda: price_break(found, 0, 1),
        "price_break_says_price": lambda: price_break(found, 2),
        "gift_stock_holds": lambda: gift(1, claimed=2),
        "gift_cost_not_negative": lambda: gift(unit_cost=-1),
        "promotion_valid_forward": lambda: promotion(valid_from=NOW, valid_until=NOW - timedelta(1)),
        "promotion_not_negative": lambda: promotion(minimum_spend=-1),
        "promotion_gives_something": lambda: promotion("bundle"),
        "promotion_target_unique": lambda: promotion(targets=[("all", 0), ("all", 0)]),
        "promotion_target_named": lambda: PromotionTarget.objects.create(promotion=offer, kind="all", key=4),
        "bundle_part_unique": lambda: [BundlePart.objects.create(promotion=offer, product=item) for _ in range(2)],
        "bundle_part_quantity": lambda: BundlePart.objects.create(promotion=offer, product=item, quantity=0),
        "coupon_uses_hold": lambda: coupon(offer, uses=2),
        "coupon_valid_forward": lambda: coupon(offer, valid_from=NOW, valid_until=NOW),
        "coupon_named": lambda: Coupon.objects.create(promotion=offer, code=""),
        "quote_total_not_negative": lambda: Quote.objects.create(
            created_at=NOW, valid_until=NOW + timedelta(1), total=-1, list_total=0, facts={}
        ),
        "quote_valid_forward": lambda: Quote.objects.create(
            created_at=NOW, valid_until=NOW, total=0, list_total=0, facts={}
        ),
        "quote_purchase_unique": lambda: Quote.objects.filter(pk=quote(item).pk).update(purchase=pay(told)),
        "promotion_use_unique": lambda: [
            PromotionUse.objects.create(promotion=offer, quote=told, amount=0, used_at=NOW) for _ in range(2)
        ],
        "promotion_use_not_negative": lambda: PromotionUse.objects.create(
            promotion=offer, quote=told, amount=-1, used_at=NOW
        ),
        "product_link_unique": lambda: [ProductLink.objects.create(product=item, other=other) for _ in range(2)],
        "product_link_other": lambda: ProductLink.objects.create(product=item, other=item),
        "product_link_pieces": lambda: ProductLink.objects.create(product=item, other=other, pieces=0),
    }


def test_the_database_refuses():
    for name, violate in violations().items():
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            violate()


def test_the_stamp_changes_with_every_door():
    def stamp() -> Any:
        return book.current().stamp

    seen = [stamp()]
    offer = promotion()
    seen.append(stamp())
    offer.products.add(product())
    seen.append(stamp())
    Promotion.objects.update(is_active=False)
    seen.append(stamp())
    PricingSettings.objects.update(quote_minutes=5)
    seen.append(stamp())
    made = price_list()
    seen.append(stamp())
    made.delete()
    seen.append(stamp())
    assert len(set(seen)) == len(seen)
    assert Gift.objects.count() == 0


class TestChosenByWhatIsOnPages:
    """Products by SKU, categories by code, the customer of a code by what is known of them."""

    def test_a_sku_that_is_not_known_is_named_and_kept(self, admin):
        told = {"name": "Mug", "product": "MUG-X", "stock": "3", "unit_cost": "2.50"}
        page = admin.post(reverse("admin:loyalty_gift_add"), told).content.decode()
        assert "No product has the SKU “MUG-X”." in page
        assert 'value="MUG-X"' in page

    def test_a_gift_of_a_product(self, admin):
        mug = product(sku="MUG-1")
        told = {"name": "Mug", "product": "MUG-1", "stock": "3", "unit_cost": "2.50"}
        assert admin.post(reverse("admin:loyalty_gift_add"), told).status_code == 302
        made = Gift.objects.get(name="Mug")
        assert made.product == mug
        assert 'value="MUG-1"' in admin.get(reverse("admin:loyalty_gift_change", args=[made.pk])).content.decode()

    def test_an_upward_offer(self, admin):
        small, large = product(sku="S-1"), product(sku="L-1")
        told = {"product": "S-1", "other": "L-1", "kind": "larger_pack", "pieces": "1", "order": "1"}
        answer = admin.post(reverse("admin:loyalty_productlink_add"), told)
        assert answer.status_code == 302, answer.context["adminform"].form.errors
        assert ProductLink.objects.filter(product=small, other=large).exists()

    def test_products_of_a_promotion(self, admin):
        items = [product(sku="A-1"), product(sku="B-2")]
        found = promotion("percentage", percent=10)
        url = reverse("admin:loyalty_promotion_change", args=[found.pk])
        told = promotion_form(name=found.name, group=found.group_id, products="A-1 B-2", confirmed="on")
        answer = admin.post(url, told)
        assert answer.status_code == 302, answer.context["adminform"].form.errors
        assert set(found.products.all()) == set(items)
        assert "A-1, B-2" in admin.get(url).content.decode()

    def test_a_row_for_a_category_by_its_code(self, admin):
        roses = Category.objects.create(name="Roses", code="roses")
        url = reverse("admin:loyalty_pricelist_add")
        told = list_form(confirmed="on") | inline("targets", {"kind": "all", "who": ""})
        wrong = admin.post(url, told | inline("rows", {"category": "tulips", "kind": "percent", "percent": "5"}))
        assert "There is no category tulips." in wrong.content.decode()
        admin.post(url, told | inline("rows", {"category": "roses", "kind": "percent", "percent": "5"}))
        assert PriceRow.objects.get().category == roses

    @pytest.mark.parametrize("who", ["Ann Lee", "ann@example.com", "C-77"])
    def test_a_code_only_for_one_customer(self, admin, who):
        told = {"display_name": "Ann Lee", "email": "ann@example.com", "external_id": "C-77"}
        ann = create_customer(data=told, actor=None, now=NOW)
        create_customer(data={"display_name": "Ann Leeson"}, actor=None, now=NOW)
        found = promotion("percentage", percent=10, needs_coupon=True)
        told = {"code": "ONLYANN", "promotion": found.pk, "customer": who, "max_uses": "1"}
        answer = admin.post(reverse("admin:loyalty_coupon_add"), told)
        assert answer.status_code == 302, answer.context["adminform"].form.errors
        assert Coupon.objects.get().customer == ann

    def test_a_customer_who_is_not_found(self, admin):
        found = promotion("percentage", percent=10, needs_coupon=True)
        told = {"code": "ONLYANN", "promotion": found.pk, "customer": "Nobody Atall", "max_uses": "1"}
        page = admin.post(reverse("admin:loyalty_coupon_add"), told).content.decode()
        assert "Nobody is found by this." in page
        assert 'value="Nobody Atall"' in page
