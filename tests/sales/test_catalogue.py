"""The catalogue: paths of categories, products, their limits, and admin with history."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from core.errors import Conflict, DomainError
from core.models import User
from customers.models import Topic
from sales import reports, services
from sales.models import Brand, Category, Product, Store
from sales.services import ProductData
from tests.sales import factories as make

pytestmark = pytest.mark.django_db


def category(name: str, parent: Category | None = None) -> Category:
    return services.save_category(category=Category(name=name, code=name.lower(), parent=parent))


def test_paths_follow_a_move() -> None:
    music = category("Music")
    jazz = category("Jazz", music)
    cool = category("Cool", jazz)
    assert cool.path == f"/{music.pk}/{jazz.pk}/{cool.pk}/"
    jazz.parent = None
    services.save_category(category=jazz)
    assert Category.objects.get(pk=cool.pk).path == f"/{jazz.pk}/{cool.pk}/"
    assert Category.objects.get(pk=music.pk).path == f"/{music.pk}/"


def test_a_category_does_not_lie_below_itself() -> None:
    music = category("Music")
    cool = category("Cool", category("Jazz", music))
    for parent in (cool, music):
        music.parent = parent
        with pytest.raises(DomainError) as refused:
            services.save_category(category=music)
        assert refused.value.code == "category_circle"
    assert Category.objects.get(pk=music.pk).parent is None


def test_a_product_with_topics() -> None:
    jazz = Topic.objects.create(name="Jazz", code="jazz")
    product = services.create_product(data=ProductData(sku="S1", name="Blue", price=1999), topics=[jazz])
    assert list(product.topics.all()) == [jazz]
    services.update_product(product=product, data=ProductData(sku="S2", name="Blue"), topics=[])
    fresh = Product.objects.get(pk=product.pk)
    assert (fresh.sku, fresh.price, fresh.topics.count()) == ("S2", None, 0)


@pytest.mark.parametrize(
    ("kept", "scanned"),
    [("4006381333931", "4006381333931"), ("036000291452", "0036000291452"), ("0036000291452", "036000291452"),
     ("4006381 333931", "4006381333931"), ("00012345", "012345"), ("AB-12", "AB-12")],
)  # fmt: skip
def test_a_bar_code_is_found_in_whichever_length_it_is_told(kept: str, scanned: str) -> None:
    product = services.create_product(data=ProductData(sku="S1", name="Pen", barcode=kept))
    services.create_product(data=ProductData(sku="S2", name="Other"))
    assert list(Product.objects.scanned(scanned)) == [product]
    assert list(Product.objects.scanned("")) == []
    assert list(Product.objects.scanned("9" * 40)) == []


def test_one_scan_means_one_product() -> None:
    one = services.create_product(data=ProductData(sku="S1", name="Pen", barcode="036000291452"))
    for data, code in (
        (ProductData(sku="S2", name="x", barcode="0036000291452"), "barcode_taken"),
        (ProductData(sku="S2", name="x", barcode="S1"), "barcode_taken"),
        (ProductData(sku="036000291452", name="x"), "sku_taken"),
    ):
        with pytest.raises(Conflict) as refused:
            services.create_product(data=data)
        assert refused.value.code == code
    with pytest.raises(IntegrityError), transaction.atomic():
        Product.objects.create(sku="S3", name="x", barcode="036000291452")
    # Its own is no other's, and none may have none.
    services.update_product(product=one, data=ProductData(sku="S1", name="Pen", barcode="036000291452"), topics=[])
    services.create_product(data=ProductData(sku="S4", name="x"))
    services.create_product(data=ProductData(sku="S5", name="x"))


def test_the_form_takes_the_bar_code_and_amounts_as_people_write_them(client: Client) -> None:
    client.force_login(User.objects.create_superuser("owner@example.org"))
    told = {"sku": "S1", "name": "Pen", "barcode": "400 6381 333931", "state": "active", "warranty_months": "0"}
    refused = client.post(reverse("sales:product_new"), told | {"price": "1.500"})
    assert refused.status_code == 422
    assert "more than one way" in refused.content.decode()
    client.post(reverse("sales:product_new"), told | {"price": "1,50"})
    found = Product.objects.get()
    assert (found.barcode, found.price) == ("4006381333931", 150)
    assert "4006381333931" in client.get(reverse("sales:product", args=[found.pk])).content.decode()


def test_a_sku_is_used_once() -> None:
    make.product(sku="S1")
    other = make.product(sku="S2")
    with pytest.raises(Conflict):
        services.create_product(data=ProductData(sku="S1", name="x"))
    with pytest.raises(Conflict):
        services.update_product(product=other, data=ProductData(sku="S1", name="x"), topics=[])


@pytest.mark.parametrize(
    "data",
    [ProductData(sku=" ", name="x"), ProductData(sku="x", name=""), ProductData(sku="x", name="x", price=-1),
     ProductData(sku="x" * 65, name="x")],
)  # fmt: skip
def test_a_product_that_cannot_be(data: ProductData) -> None:
    with pytest.raises(DomainError):
        services.create_product(data=data)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [("product_price_not_negative", {"price": -1}), ("product_cost_not_negative", {"unit_cost": -1})],
)
def test_constraints(constraint: str, values: dict[str, int]) -> None:
    row = make.product()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Product.objects.filter(pk=row.pk).update(**values)


def test_what_was_sold_cannot_be_deleted() -> None:
    disc = make.product()
    make.purchase(make.line(product=disc.pk))
    with pytest.raises(IntegrityError):
        disc.delete()


def test_buyers_of_nothing() -> None:
    buyers = reports.buyers_of(make.product())
    assert (buyers.sales, buyers.quantity, buyers.share_again, buyers.is_sample) == (0, Decimal(0), None, False)


def test_admin_keeps_paths_and_history(client: Client) -> None:
    client.force_login(User.objects.create_superuser("root@example.com", "secret"))
    music = category("Music")
    response = client.post(reverse("admin:sales_category_add"), {"name": "Jazz", "code": "jazz", "parent": music.pk})
    assert response.status_code == 302
    jazz = Category.objects.get(code="jazz")
    assert jazz.path == f"/{music.pk}/{jazz.pk}/"
    url = reverse("admin:sales_category_change", args=[music.pk])
    response = client.post(url, {"name": "Music", "code": "music", "parent": jazz.pk})
    assert "cannot lie below itself" in response.content.decode()
    client.post(reverse("admin:sales_brand_add"), {"name": "Blue"})
    brand = Brand.objects.get()
    client.post(reverse("admin:sales_brand_change", args=[brand.pk]), {"name": "Bluer"})
    assert [row.name for row in brand.history.all()] == ["Bluer", "Blue"]
    shop = {"name": "Main street", "code": "main", "is_open": "on", "time_zone": "Mars"}
    assert "is no time zone" in client.post(reverse("admin:sales_store_add"), shop).content.decode()
    assert client.post(reverse("admin:sales_store_add"), shop | {"time_zone": "europe/berlin"}).status_code == 302
    assert Store.objects.get().time_zone == "Europe/Berlin"
    for model in ("category", "brand", "channel", "store"):
        assert client.get(reverse(f"admin:sales_{model}_changelist")).status_code == 200
