"""The till reserves what it shows when somebody pays: replaced with the basket, free when it is given up."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core import clock
from loyalty.models import Coupon, Gift, PricingSettings, Quote
from loyalty.pricing import reserving
from loyalty.pricing.reserving import Door
from loyalty.till import baskets
from tests.loyalty.pricing_factories import coupon, gift, inquiry, promotion
from tests.loyalty.till_factories import Counter, Till, desk, screen, staff
from tests.sales.factories import customer, product

pytestmark = pytest.mark.django_db


def last_one() -> None:
    coupon(promotion(needs_coupon=True), "LAST")


def with_code(*skus: str, **values) -> Counter:
    counter = Counter(**values)
    counter.scan(*skus)
    counter.do("coupon", code="LAST")
    return counter


def test_the_last_code_is_kept_for_whoever_pays_first():
    last_one()
    tea = product(price=1000)
    one, two = with_code(tea.sku), with_code(tea.sku)
    assert screen(one).total == screen(two).total == 900
    assert list(screen(two).lasting) == ["The code LAST while nobody else has used it"]
    one.do("check-out")
    shown = screen(one)
    assert (shown.total, list(shown.lasting), shown.reserved_until) == (900, [], one.row.quote.valid_until)
    assert shown.earns == screen(one).earns
    # The other sees it at once, before the customer has taken the purse out.
    shown = screen(two)
    assert shown.total == 1000
    assert "Another quote holds this code" in shown.coupons[0]["refusal"]
    two.pay()
    assert two.sell().purchase.amount == 1000
    one.do("pay", kind="cash", amount="")
    assert one.sell().purchase.amount == 900
    assert Coupon.objects.get().uses == 1


@pytest.mark.parametrize("action", ["back", "park", "drop", "no-coupon", "nobody", "scan"])
def test_what_changes_the_basket_gives_up_what_it_held(action):
    last_one()
    tea = product(price=1000)
    counter = with_code(tea.sku)
    counter.do("check-out")
    assert Coupon.objects.get().uses == 1
    counter.do(action, scan=tea.sku, code="LAST", label="x")
    assert Coupon.objects.get().uses == 0
    assert not Quote.objects.filter(reserved_until__isnull=False).exists()


def test_checking_out_again_takes_the_place_of_the_quote_before():
    last_one()
    counter = with_code(product(price=1000).sku)
    counter.do("check-out")
    first = counter.row.quote
    counter.do("check-out")
    second = counter.row.quote
    assert (second.pk != first.pk, second.total) == (True, 900)
    assert Coupon.objects.get().uses == 1
    counter.do("pay", kind="card", amount="")  # laying parts keeps it
    assert counter.row.quote == second
    assert Coupon.objects.get().uses == 1


def test_going_on_with_another_basket_gives_up_what_the_open_one_held():
    last_one()
    tea, at = product(price=1000), desk()
    parked = Counter(at)
    parked.scan(tea.sku)
    parked.do("park", label="later")
    counter = with_code(tea.sku, at=at)
    counter.do("check-out")
    baskets.resume(desk=at, basket=parked.basket, now=clock.now())
    assert Coupon.objects.get().uses == 0


def test_a_basket_that_nobody_comes_back_to_keeps_nothing():
    promotion("gift", gift=gift(1))
    counter, tea = Counter(), product(price=1000)
    counter.scan(tea.sku)
    counter.do("check-out")
    other = Counter(now=counter.now + timedelta(minutes=30))
    other.scan(tea.sku)
    assert screen(other).applied[0]["gift"]
    other.pay()
    assert other.sell().is_new
    assert Gift.objects.get().left == 0
    counter.now = other.now
    assert screen(counter).trouble


def test_whoever_holds_too_much_elsewhere_is_served_all_the_same():
    promotion("gift", gift=gift(9))
    PricingSettings.objects.update(max_reserved_customer=1)
    tea, who, now = product(price=1000), customer(), clock.now()
    reserving.make_quote(inquiry=inquiry(tea, customer=who), now=now, door=Door())
    counter = Counter(now=now)
    counter.do("customer", customer=who.public_id)
    counter.scan(tea.sku)
    counter.do("check-out")
    shown = screen(counter)
    assert (shown.reserved_until, len(shown.lasting)) == (None, 1)
    counter.do("pay", kind="cash", amount="")
    assert counter.sell().is_new


def test_the_page_says_what_may_be_gone_and_what_is_kept(client):
    last_one()
    client.force_login(staff())
    till, tea = Till(client), product(price=1000)
    till.do("scan", scan=tea.sku)
    till.do("coupon", code="LAST")
    page = till.page()
    assert "Holds as long as it lasts:" in page
    assert "The code LAST while nobody else has used it" in page
    till.do("check-out")
    page = till.page()
    assert "Holds as long as it lasts:" not in page
    assert "are kept for this basket until then" in page
