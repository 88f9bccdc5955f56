"""Configuring prices: previews before saving, targets by name, rows from a file, codes by the thousand; constraints."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from core import jobs
from core.models import Job, User
from customers.models import CustomerGroup
from customers.services import create_customer
from loyalty.models import (
    Coupon,
    Gift,
    PriceList,
    PriceRow,
    PricingSettings,
    ProductLink,
    Promotion,
    StackingGroup,
)
from loyalty.pricing import batchjob, book
from sales.models import Category
from tests.loyalty.factories import NOW
from tests.loyalty.pricing_factories import coupon, gift, price_break, price_list, promotion, row
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
    answer = admin.post(url, told | {"confirmed": "on"})
    assert answer.status_code == 302
    assert answer["Location"] == reverse("admin:loyalty_pricelist_change", args=[made.pk])
    found.refresh_from_db()
    assert found.percent == 20


def test_opened_from_a_page_it_leads_back_there(admin):
    made = price_list(name="Old name")
    told = list_form(name="New name") | inline("targets") | inline("rows")
    url = reverse("admin:loyalty_pricelist_change", args=[made.pk])
    page, elsewhere = reverse("loyalty:price_lists"), reverse("admin:loyalty_pricelist_changelist")
    assert url + "?next=" + page in admin.get(page).content.decode()
    assert admin.post(f"{url}?next={page}", told)["Location"] == page
    assert admin.post(f"{url}?next=https://evil.example/", told)["Location"] == elsewhere


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


# --- Batches of codes -------------------------------------------------------------------


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

    job.state = Job.State.RUNNING
    job.save(update_fields=["state"])
    result = batchjob.run(jobs.Progress(job))
    assert result["created"] == 1500
    assert Coupon.objects.filter(batch="Big", max_uses=None).count() == 1500
    batchjob.run(jobs.Progress(job))
    assert Coupon.objects.count() == 1500


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
