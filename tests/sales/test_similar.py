"""Products that go together: the worked examples of announcements.md, and what bounds the work."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sales.models import Brand, Category, SimilarProduct
from sales.services import record_return, similar
from tests.sales.factories import NOON, customer, line, product, purchase, return_draft

pytestmark = pytest.mark.django_db


def buy(*products, times=1):
    """So many customers buy all of these."""
    return [
        purchase(*(line(product=one.sku) for one in products), customer=customer().pk, now=NOON) for _n in range(times)
    ]


def similarity(a, b):
    row = SimilarProduct.objects.filter(product=a, other=b).first()
    return row.similarity if row else None


def test_the_similarity_of_four_and_four_and_three():
    a, b = product(), product()
    buy(a, b, times=3)
    buy(a), buy(b)
    assert similar.relate_products(now=NOON) == 2
    assert similarity(a, b) == similarity(b, a) == Decimal("0.75")


def test_what_many_buy_is_less_similar():
    a, b = product(), product()
    buy(a, b, times=3)
    buy(a), buy(b, times=6)
    similar.relate_products(now=NOON)
    assert similarity(a, b) == Decimal("0.5")


def test_two_customers_are_too_few():
    a, b = product(), product()
    buy(a, b, times=2)
    assert similar.relate_products(now=NOON) == 0


def test_what_was_brought_back_counts_nowhere():
    a, b = product(), product()
    first, *_others = buy(a, b, times=3)
    similar.relate_products(now=NOON)
    assert similarity(a, b)
    record_return(draft=return_draft(first), now=NOON)
    similar.relate_products(now=NOON)
    assert similarity(a, b) is None


def test_again_writes_nothing():
    a, b = product(), product()
    buy(a, b, times=3)
    similar.relate_products(now=NOON)
    assert similar.relate_products(now=NOON) == 0


def test_only_the_last_products_of_a_customer_count(monkeypatch):
    monkeypatch.setattr(similar, "LAST_PRODUCTS", 2)
    a, b, c = product(), product(), product()
    buy(a, b, c, times=3)
    similar.relate_products(now=NOON)
    assert similarity(a, b) == 1
    assert not SimilarProduct.objects.filter(product=c).exists()


def test_each_product_keeps_its_most_similar(monkeypatch):
    monkeypatch.setattr(similar, "NEIGHBOURS", 1)
    a, b, c = product(), product(), product()
    buy(a, b, times=4)
    buy(a, c, times=3)
    similar.relate_products(now=NOON)
    assert list(SimilarProduct.objects.filter(product=a).values_list("other", flat=True)) == [b.pk]


@pytest.fixture
def shop():
    """House and mug are bought together; house is coffee."""
    coffee = Category.objects.create(name="Coffee", code="coffee")
    house, mug = product(name="House", category=coffee), product(name="Mug")
    buy(house, mug, times=3)
    similar.relate_products(now=NOON)
    return coffee, house, mug


def test_the_kin_of_what_was_bought_already(shop):
    _coffee, house, mug = shop
    assert similar.kin(house) == {mug.pk: 1}


def test_the_kin_of_a_new_product_are_those_of_its_category(shop):
    coffee, _house, mug = shop
    assert similar.kin(product(category=coffee)) == {mug.pk: 1}


def test_the_kin_of_a_new_product_without_a_category_are_those_of_its_brand(shop):
    _coffee, house, mug = shop
    house.brand = Brand.objects.create(name="Kiln")
    house.save(update_fields=["brand"])
    assert similar.kin(product(brand=house.brand)) == {mug.pk: 1}


def test_the_kin_that_staff_name(shop):
    _coffee, house, mug = shop
    assert similar.kin(product(), [house]) == {house.pk: 1, mug.pk: 1}


def test_nothing_is_known():
    assert similar.kin(product()) == {}
