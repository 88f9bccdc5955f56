"""Gifts that stay with the customer after what they were given for went back."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from core.errors import DomainError
from core.models import User
from customers.merging import merge_customers
from loyalty.ledger import audit, gifts
from loyalty.models import Cost, CurrencyPolicy, Entry, Gift, LedgerSettings, PromotionUse
from sales import services
from sales.models import Category, PurchaseLine
from tests.loyalty.factories import NOW, lot, member, only_rules, opening, redeem, state
from tests.loyalty.pricing_factories import gift, pay, promotion, quote
from tests.sales.factories import product, return_draft

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def _charged():
    """A bag that costs 4.00; a point is worth half a cent, so it is worth 800 points."""
    only_rules()
    LedgerSettings.objects.update(kept_gift="points")
    CurrencyPolicy.objects.filter(pk="points").update(unit_value=Decimal("0.5"))
    yield
    assert [str(found) for found in audit.disagreements(LATER)] == []


@pytest.fixture
def owner():
    return User.objects.create_superuser("owner@example.com", "secret")


def bag(**values):
    return promotion("gift", gift=gift(name="Bag", unit_cost=400), order=40, **values)


def rich(units=1000):
    who = member()
    opening(who, lot(units))
    return who


def give_back(bought, lines=None):
    return services.record_return(draft=return_draft(bought, lines), now=LATER)


def charged() -> list[int]:
    return list(Entry.objects.filter(kind="charge").order_by("pk").values_list("units", flat=True))


def cost() -> int:
    return sum(Cost.objects.filter(kind="gift").values_list("amount", flat=True))


def test_everything_back_but_the_gift():
    bag()
    who = rich()
    bought = pay(quote(product(price=1000), customer=who, quantity=2))
    give_back(bought, {1: 1})
    assert charged() == []
    give_back(bought, {1: 1})
    assert charged() == [-800]
    assert state(who) == (200, 0)
    # It is gone, and paid for: the cost stays, and the points give it back.
    assert cost() == 400


def test_what_is_left_is_below_the_minimum():
    """10.00 of 20.00 go back; the gift was for 15.00. What other goods stay does not matter."""
    tea = Category.objects.create(name="Tea", code="tea")
    Category.objects.filter(pk=tea.pk).update(path=f"/{tea.pk}/")
    bag(minimum_spend=1500, categories=[tea])
    who = rich()
    one, other = product(price=1000, category=tea), product(price=9000)
    bought = pay(quote(one, one, other, customer=who))
    give_back(bought, {3: 1})
    assert charged() == []
    told = return_draft(bought, {1: 1})
    for _ in range(2):
        services.record_return(draft=told, now=LATER)
    give_back(bought, {2: 1})
    assert charged() == [-800]


def test_the_minimum_is_that_of_the_quote_whatever_promotions_took_off():
    promotion(percent=50)
    bag(minimum_spend=900)
    bought = pay(quote(product(price=1000), product(price=100), customer=rich()))
    assert bought.amount == 550
    give_back(bought, {2: 1})
    assert charged() == []


def test_a_gift_on_the_receipt_comes_back_as_a_line():
    thing = product(price=400)
    who = rich()
    promotion("gift", gift=gift(name="Bag", unit_cost=400, product=thing), order=40, minimum_spend=1000)
    bought = pay(quote(product(price=1000), thing, customer=who))
    give_back(bought)
    assert charged() == []
    assert PurchaseLine.objects.filter(purchase=bought, product=thing, returned_quantity=1).exists()


def test_the_cost_is_that_of_the_product_where_the_gift_names_none():
    promotion("gift", gift=gift(name="Bag", product=product(unit_cost=300)), order=40)
    give_back(pay(quote(product(price=1000), customer=rich())))
    assert charged() == [-600]


def test_nothing_is_charged_when_the_programme_says_so_or_points_are_worth_nothing():
    LedgerSettings.objects.update(kept_gift="nothing")
    bag()
    give_back(pay(quote(product(price=1000), customer=rich())))
    LedgerSettings.objects.update(kept_gift="points")
    CurrencyPolicy.objects.filter(pk="points").update(unit_value=0)
    give_back(pay(quote(product(price=1000), customer=rich())))
    assert charged() == []


@pytest.mark.parametrize("debt", ["owe", "write_off"])
def test_what_is_not_there_is_owed_or_written_off_and_waived_to_the_unit(owner, debt):
    LedgerSettings.objects.update(debt=debt)
    bag()
    who = rich(300)
    give_back(pay(quote(product(price=1000), customer=who)))
    assert state(who) == (0, 500 if debt == "owe" else 0)
    use = PromotionUse.objects.get().pk
    told = {"use": use, "actor": owner, "reason": "brought back", "now": LATER}
    for _ in range(2):
        gifts.waive_charge(**told)
        assert state(who) == (300, 0)
    assert cost() == 0
    with pytest.raises(DomainError):
        gifts.waive_charge(**told | {"use": use + 1})


def test_charged_to_whoever_the_customer_is_by_now(owner):
    bag()
    one, two = rich(900), rich(100)
    bought = pay(quote(product(price=1000), customer=two))
    merge_customers(survivor=one, duplicate=two, actor=owner, reason="the same", now=NOW)
    give_back(bought)
    assert (state(one), state(two)) == ((200, 0), (0, 0))


def test_charged_while_it_is_spent():
    bag()
    who = rich()
    bought = pay(quote(product(price=1000), customer=who))
    redeem(who, 900)
    give_back(bought)
    assert state(who) == (0, 700)


def test_staff_waive_it_on_the_page(client, owner):
    client.force_login(owner)
    bag()
    who = rich()
    give_back(pay(quote(product(price=1000), customer=who)))
    entry = Entry.objects.get(kind="charge")
    url = reverse("loyalty:entry_undo", args=[who.public_id, entry.pk])
    assert url in client.get(reverse("loyalty:statement", args=[who.public_id])).text
    told = {"currency": "points", "units": "", "reason": "brought back", "key": "00000000-0000-4000-8000-000000000001"}
    for _ in range(2):
        assert client.post(url, told).status_code == 302
    assert state(who) == (1000, 0)


def given() -> int:
    return Gift.objects.values_list("claimed", flat=True).get()


class TestStock:
    """A bag that the customer kept, and paid for, is not on the shelf."""

    def test_kept_and_charged_it_stays_out_of_the_stock(self):
        bag()
        bought = pay(quote(product(price=1000), customer=rich(), quantity=2))
        assert given() == 1
        give_back(bought, {1: 2})
        assert charged() == [-800]
        assert given() == 1

    def test_brought_back_after_all_it_is_in_the_stock_once(self, owner):
        bag()
        bought = pay(quote(product(price=1000), customer=rich()))
        give_back(bought)
        use = PromotionUse.objects.get().pk
        for _again in range(2):
            gifts.waive_charge(use=use, actor=owner, reason="Brought it", now=LATER)
        assert given() == 0

    def test_brought_back_before_the_rest_of_the_goods(self, owner):
        bag(minimum_spend=1500)
        bought = pay(quote(product(price=1000), customer=rich(), quantity=2))
        give_back(bought, {1: 1})
        gifts.waive_charge(use=PromotionUse.objects.get().pk, actor=owner, reason="Brought it", now=LATER)
        assert given() == 0
        give_back(bought, {1: 1})
        assert given() == 0

    def test_nothing_is_charged_and_it_is_free_again(self):
        LedgerSettings.objects.update(kept_gift="nothing")
        bag()
        bought = pay(quote(product(price=1000), customer=rich()))
        give_back(bought)
        assert given() == 0
