"""What the till shows of prices, discounts, units to earn and birthdays."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from core import clock
from loyalty.models import PriceLog, PricingSettings
from loyalty.till import queries
from tests.loyalty.factories import grant, member, only_rules, rule
from tests.loyalty.pricing_factories import price_list, promotion, row
from tests.loyalty.till_factories import Counter, desk, refused, screen, staff
from tests.sales.factories import product

pytestmark = pytest.mark.django_db


def test_prices_are_live_and_explained():
    counter, tea = Counter(), product(price=1000)
    promotion(percent=10, name="Tea week", products=[tea])
    counter.scan(f"2*{tea.sku}")
    shown = screen(counter)
    assert (shown.total, shown.list_total, shown.saved) == (1800, 2000, 200)
    assert "Tea week −10 % = 18.00" in shown.rows[0].explanation
    assert shown.rows[0].offers[0].startswith("Tea week")


def test_goods_without_a_price_ask_for_one():
    counter, odd = Counter(), product(price=None)
    counter.scan(odd.sku)
    assert not screen(counter).is_complete
    assert refused(lambda: counter.do("check-out")).code == "price_unknown"
    counter.do("price", line=counter.row.lines[0]["id"], amount="4.50")
    assert screen(counter).total == 450
    known = product(price=700)
    counter.scan(known.sku)
    counter.do("price", line=counter.row.lines[1]["id"], amount="0.01")  # the catalogue's price stands
    assert screen(counter).total == 1150


def test_goods_outside_the_catalogue():
    counter = Counter()
    counter.do("extra", name="Gift wrapping", amount="2.00")
    assert screen(counter).total == 200
    assert refused(lambda: counter.do("extra", name="x", amount="-2")).code == "amount_out_of_range"
    assert refused(lambda: counter.do("extra", name="x", amount="two")).code == "amount_invalid"


def test_staff_discount_by_permission_and_limit():
    PricingSettings.objects.update(max_staff_discount=Decimal(10))
    counter, tea = Counter(), product(price=1000)
    counter.scan(tea.sku)
    line = counter.row.lines[0]["id"]
    counter.do("percent", line=line, percent="10")
    assert screen(counter).total == 900
    assert refused(lambda: counter.do("percent", line=line, percent="10.5")).code == "staff_discount_too_large"
    assert screen(counter).total == 900
    without = Counter(desk(staff("")))
    without.scan(tea.sku)
    line = without.row.lines[0]["id"]
    assert refused(lambda: without.do("percent", line=line, percent="1")).code == "staff_discount_forbidden"
    boss = Counter(desk(staff("manager")))
    boss.scan(tea.sku)
    boss.do("percent", line=boss.row.lines[0]["id"], percent="50")
    assert screen(boss).total == 500


def test_a_reduced_item_shows_the_lowest_price_of_the_days_before():
    now = clock.now()
    tea, cup = product(price=2000, name="Tea"), product(price=800)
    PriceLog.objects.filter(subject="product").update(at=now - timedelta(days=200))
    cheap = price_list(name="Sale", valid_from=now - timedelta(days=2))
    row(cheap, price=1500, product=tea)
    PriceLog.objects.exclude(subject="product").update(at=now - timedelta(days=3))
    counter = Counter(now=now)
    counter.scan(tea.sku, cup.sku)
    for _state in ("buying", "paying"):
        shown = {one.item.product: one.reduction for one in queries.screen(counter.desk, now=now).rows}
        assert shown[cup.pk] is None
        assert shown[tea.pk]
        assert (shown[tea.pk].price, shown[tea.pk].lowest, shown[tea.pk].days) == (1500, 2000, 30)
        counter.do("check-out")


def test_units_to_earn_and_the_header():
    only_rules()
    rule(1)
    counter, tea, who = Counter(), product(price=1000), member()
    grant(who, 50)
    counter.do("customer", customer=who.public_id)
    counter.scan(tea.sku)
    shown = screen(counter)
    assert [(one.currency, one.units) for one in shown.earns] == [("points", 10)]
    assert [(account.currency, account.available) for account in shown.header.balances] == [("points", 50)]
    assert shown.header.is_member


def test_a_birthday_is_seen():
    today = clock.today()
    who = member(birth_month=today.month, birth_day=min(today.day, 28) if today.month == 2 else today.day)
    assert queries.is_birthday(who, clock.now())
    assert not queries.is_birthday(member(), clock.now())
