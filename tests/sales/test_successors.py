"""What follows on a product: named without circles, and its owners found when it is time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from core.errors import DomainError
from sales import placeholders, services
from sales.models import Product
from tests.customers.factories import NOW, make_customer, make_user
from tests.customers.segmenting import condition, make_segment, members
from tests.messaging.factories import at
from tests.sales.factories import give_back, line, product, purchase

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=366)


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    at(monkeypatch, NOW)


@pytest.fixture
def pair() -> tuple[Product, Product]:
    new = product(name="Turntable Two")
    return product(sku="ONE", name="Turntable One", successor=new), new


def outdated(**of: list[str]) -> set[int]:
    value = {"times": 1} | ({"of": of} if of else {})
    return members(make_segment(condition("sales.outdated", "has", value)))


def owner(of: Product, ago: timedelta = YEAR) -> int:
    who = make_customer()
    purchase(line(product=of.pk), customer=who.pk, occurred_at=NOW - ago)
    return who.pk


def test_owners_after_so_many_months(pair):
    old, new = pair
    who = owner(old)
    owner(old, timedelta(days=300))
    owner(new)
    assert outdated() == {who} == outdated(product=["ONE"])
    assert outdated(product=[new.sku]) == set()
    services.change_product(product=old, told={"successor_months": 0})
    assert len(outdated()) == 2


def test_not_those_who_have_the_new_one_or_gave_the_old_one_back(pair):
    old, new = pair
    has_both, returned, went_back = owner(old), make_customer(), owner(old)
    purchase(line(product=new.pk), customer=has_both, occurred_at=NOW)
    give_back(purchase(line(product=old.pk), customer=returned.pk, occurred_at=NOW - YEAR))
    give_back(purchase(line(product=new.pk), customer=went_back, occurred_at=NOW))
    assert outdated() == {went_back}


def test_only_a_successor_that_is_on_sale(pair):
    old, new = pair
    owner(old)
    services.change_product(product=new, told={"state": "planned"})
    assert outdated() == set()


def test_the_letter_names_both(pair):
    old, _new = pair
    who, other = owner(old), make_customer().pk
    assert placeholders.successors([who, other], NOW) == {who: {"old": "Turntable One", "new": "Turntable Two"}}


def test_no_circles(pair):
    old, new = pair
    for of, after in ((new, old), (old, old)):
        with pytest.raises(DomainError) as refused:
            services.change_product(product=of, told={"successor": after})
        assert (refused.value.code, refused.value.field) == ("successor_circle", "successor")
    with pytest.raises(DomainError) as refused:
        services.change_product(product=old, told={"successor_months": 601})
    assert refused.value.code == "successor_out_of_range"
    with pytest.raises(IntegrityError), transaction.atomic():
        Product.objects.filter(pk=old.pk).update(successor=old)


def test_the_form(client: Client, pair):
    old, new = pair
    client.force_login(make_user("manager"))
    url = reverse("sales:product_edit", args=[new.pk])
    page = client.get(reverse("sales:product_edit", args=[old.pk])).content.decode()
    assert f'value="{new.sku}"' in page
    told = {"sku": new.sku, "name": new.name, "state": "active", "warranty_months": 0, "is_out": "on"}
    for wrong in ("NONE", "ONE"):
        answer = client.post(url, told | {"successor": wrong})
        assert answer.status_code == 422
        assert f'value="{wrong}"' in answer.content.decode()
    third = product()
    assert client.post(url, told | {"successor": third.sku, "successor_months": 6}).status_code == 302
    new.refresh_from_db()
    assert (new.is_out, new.successor, new.successor_months) == (True, third, 6)
