"""Baskets of the till: every action once per key, one open basket per desk, parking and going on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction
from django.urls import reverse

from core import ids
from core.models import User
from loyalty.models import TillBasket
from loyalty.till import baskets
from sales.models import Store
from tests.loyalty.factories import member
from tests.loyalty.till_factories import Counter, desk, refused, staff
from tests.sales.factories import product

pytestmark = pytest.mark.django_db


def test_the_same_tap_twice_is_one():
    counter, tea = Counter(), product()
    for _tap in range(3):
        counter.do("scan", key="same", scan=tea.sku)
    assert counter.row.lines[0]["quantity"] == "1"
    assert counter.row.version == 2


def test_a_refused_action_leaves_nothing_and_may_be_tried_again():
    counter, tea = Counter(), product()
    counter.scan(tea.sku)
    before = counter.row.version
    refused(lambda: counter.do("quantity", key="k", line=counter.row.lines[0]["id"], quantity="-1"))
    assert counter.row.version == before
    counter.do("quantity", key="k", line=counter.row.lines[0]["id"], quantity="4")
    assert counter.row.lines[0]["quantity"] == "4"


def test_two_windows_share_the_basket():
    """The second window brings an identifier of its own and gets the open basket of the desk."""
    at, tea = desk(), product()
    one, other = Counter(at), Counter(at)
    one.scan(tea.sku)
    other.scan(tea.sku)
    assert one.basket == other.basket
    assert one.row.lines[0]["quantity"] == "2"


def test_another_persons_basket_is_not_touched():
    counter = Counter()
    counter.scan(product().sku)
    foreign = Counter(desk(device="f" * 32))
    foreign.basket = counter.basket
    assert refused(lambda: foreign.scan("x")).code == "basket_unknown"


def test_the_database_keeps_one_open_basket_per_desk():
    counter = Counter()
    counter.scan(product().sku)
    row = counter.row
    with pytest.raises(IntegrityError), transaction.atomic():
        TillBasket.objects.create(owner=row.owner, device=row.device, created_at=row.created_at,
                                  touched_at=row.created_at)  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        TillBasket.objects.filter(pk=row.pk).update(state="sold")
    with pytest.raises(IntegrityError), transaction.atomic():
        TillBasket.objects.filter(pk=row.pk).update(state="lost")


def test_parking_and_going_on():
    at, tea, cup = desk(), product(), product()
    counter = Counter(at)
    counter.scan(tea.sku)
    first = counter.basket
    counter.do("park", label="Red hat")
    counter.basket = ids.public_id()
    counter.scan(cup.sku)
    second = counter.basket
    row = baskets.resume(desk=at, basket=first, now=counter.now)
    assert (row.public_id, row.lines[0]["sku"]) == (first, tea.sku)
    assert TillBasket.objects.get(public_id=second).state == "parked"
    assert baskets.resume(desk=at, basket=first, now=counter.now) == row  # a second tap
    other = desk(device="9" * 32)
    assert refused(lambda: baskets.resume(desk=other, basket=second, now=counter.now)).code == "basket_taken"


def test_colleagues_of_the_store_go_on_with_a_parked_basket():
    shop = Store.objects.create(code="main", name="Main")
    one, other = Counter(desk()), Counter(desk(device="e" * 32))
    one.scan(product().sku)
    one.do("store", store=shop.pk)
    one.do("park")
    assert [row.public_id for row in baskets.parked(other.desk, shop)] == [one.basket]
    assert baskets.resume(desk=other.desk, basket=one.basket, now=one.now).owner == other.desk.user


def test_whose_the_basket_of_a_colleague_is_shows_only_to_whom_it_may(client):
    shop = Store.objects.create(code="main", name="Main")
    boss = staff("manager")
    who = member(display_name="Grace Hopper", assigned_to=boss)
    one = Counter(desk(boss))
    one.do("customer", customer=who.public_id)
    one.do("store", store=shop.pk)
    one.do("park")
    clerk = staff("")
    clerk.user_permissions.set(Permission.objects.filter(codename__in=["operate_till", "view_customer"]))
    for user, shown in ((boss, True), (clerk, False)):
        client.force_login(user)
        page = client.get(reverse("loyalty:till")).text
        assert ("Grace Hopper" in page, "A customer of a colleague" in page) == (shown, not shown)
    at = desk(User.objects.get(pk=clerk.pk), device="e" * 32)
    assert refused(lambda: baskets.resume(desk=at, basket=one.basket, now=one.now)).code == "basket_foreign"
    assert baskets.resume(desk=one.desk, basket=one.basket, now=one.now).customer == who


def test_nothing_cannot_be_parked():
    assert refused(lambda: Counter().do("park")).code == "basket_empty"


def test_forgotten_baskets_go():
    counter = Counter()
    counter.scan(product().sku)
    assert baskets.forget(now=counter.now + timedelta(hours=1)) == 0
    assert baskets.forget(now=counter.now + timedelta(days=3)) == 1
    baskets.forget(now=counter.now + timedelta(days=40))
    assert not TillBasket.objects.exists()
