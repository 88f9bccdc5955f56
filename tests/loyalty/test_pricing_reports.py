"""Reports of prices: equal customers paid equal prices, and the lowest price before a reduction."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from core import clock
from core.models import User
from loyalty.models import PriceList, Quote
from loyalty.pricing import quotes
from sales.models import Product
from tests.loyalty.pricing_factories import (
    channel,
    inquiry,
    pay,
    price_break,
    price_list,
    promotion,
    quote,
    row,
)
from tests.sales.factories import customer, product

pytestmark = pytest.mark.django_db


def test_equal_criteria_paid_equal_prices(staff):
    from loyalty.pricing import reports

    item, now = product(price=1000), clock.now()
    for _ in range(2):
        pay(quote(item, now=now))
    day = clock.business_day(now)
    report = reports.equality(start=day, end=day + timedelta(days=1))
    assert (report.sales, report.compared, report.equal, report.differences) == (2, 1, 1, [])
    asked = inquiry(lines=[quotes.Ask(item.pk, staff_percent=Decimal(5))])
    pay(quotes.make_quote(inquiry=asked, now=now))
    report = reports.equality(start=day, end=day + timedelta(days=1))
    assert [(found.lowest, found.highest, found.cause) for found in report.differences] == [(950, 1000, "staff")]
    assert report.unexplained == 0
    assert "gave a discount" in staff.get(reverse("loyalty:equal_prices")).content.decode()
    assert staff.get(reverse("loyalty:equal_prices"), {"format": "csv"}).status_code == 200


def test_breaks_count_the_whole_basket_and_are_no_difference():
    from loyalty.pricing import reports

    item, now = product(price=1000), clock.now()
    price_break(row(price_list(), 10, product=item), 10, 50)
    pay(quote(item, now=now, quantity=4))
    pay(quote(lines=[quotes.Ask(item.pk, Decimal(4)), quotes.Ask(item.pk, Decimal(6))], now=now))
    day = clock.business_day(now)
    report = reports.equality(start=day, end=day + timedelta(days=1))
    assert (report.sales, report.compared, report.different) == (2, 0, 0)


def test_another_product_s_change_explains_nothing():
    from loyalty.models import PriceLog
    from loyalty.pricing import reports

    item, other, now = product(price=1000), product(price=500), clock.now()
    pay(quote(item, now=now))
    item.price = 1100
    item.save(update_fields=["price"])
    pay(quote(item, now=now + timedelta(seconds=5)), now=now + timedelta(minutes=2))
    PriceLog.objects.filter(subject="product", subject_id=item.pk).delete()
    PriceLog.objects.filter(subject="product", subject_id=other.pk).update(at=now + timedelta(seconds=1))
    day = clock.business_day(now)
    assert reports.equality(start=day, end=day + timedelta(days=1)).unexplained == 1
    # A list that began in between does.
    price_list(valid_from=now + timedelta(seconds=2))
    PriceLog.objects.filter(subject__in=["list", "target"]).delete()
    report = reports.equality(start=day, end=day + timedelta(days=1))
    assert [found.cause for found in report.differences] == ["changed"]


def test_customers_of_colleagues_stay_unnamed_in_prices():
    boss = User.objects.create_user("boss@example.com", "x")
    mine, theirs = customer(display_name="Mine Ltd"), customer(display_name="Theirs Ltd", assigned_to=boss)
    item = product(price=1000)
    row(price_list(("customer", mine.pk), ("customer", theirs.pk), name="Contracts"), 10)
    clerk = User.objects.create_user("clerk@example.com", "x")
    names = ("view_prices", "view_product")
    clerk.user_permissions.set(Permission.objects.filter(codename__in=names))
    found = Client()
    found.force_login(clerk)
    for url in (reverse("loyalty:price_lists"), reverse("loyalty:product_audiences", args=[item.pk])):
        page = found.get(url).content.decode()
        assert "Mine Ltd" in page
        assert "Theirs Ltd" not in page


def test_a_secret_price_is_a_violation():
    from loyalty.models import PriceLog
    from loyalty.pricing import reports

    item, now = product(price=1000), clock.now()
    pay(quote(item, now=now))
    item.price = 1100
    item.save(update_fields=["price"])
    pay(quote(item, now=now + timedelta(seconds=5)), now=now + timedelta(minutes=2))
    day = clock.business_day(now)
    report = reports.equality(start=day, end=day + timedelta(days=1))
    assert [found.cause for found in report.differences] == ["changed"]
    assert {report.differences[0].cheap, report.differences[0].dear} == {one.public_id for one in Quote.objects.all()}
    PriceLog.objects.all().delete()
    report = reports.equality(start=day, end=day + timedelta(days=1))
    assert report.unexplained == 1


def test_the_lowest_price_before_a_reduction(staff):
    from loyalty.models import PriceLog
    from loyalty.pricing import history

    now = clock.now()
    item = product(price=2000)
    item.price = 1500
    item.save(update_fields=["price"])
    item.price = 1900
    item.save(update_fields=["price"])
    for days, entry in zip((100, 20, 10), PriceLog.objects.filter(subject_id=item.pk).order_by("pk"), strict=True):
        PriceLog.objects.filter(pk=entry.pk).update(at=now - timedelta(days=days))
    offer = promotion(percent=10, products=[item], valid_from=now - timedelta(days=5))
    PriceLog.objects.filter(subject="promotion").update(at=now - timedelta(days=6))
    found = history.reductions([item], days=30, now=now)[item.pk]
    assert found is not None
    assert (found.price, found.before, found.lowest) == (1710, 1900, 1500)
    assert not found.is_honest  # it cost less three weeks ago
    assert found.since == offer.valid_from
    later = history.reductions([item], days=4, now=now)[item.pk]
    assert later is not None
    assert later.lowest == 1900
    page = staff.get(reverse("loyalty:price_reductions")).content.decode()
    assert "Not lower than before" in page
    assert staff.get(reverse("loyalty:price_reductions"), {"format": "csv"}).status_code == 200


def test_a_reduction_by_a_list_for_all():
    from loyalty.models import PriceLog
    from loyalty.pricing import history

    now = clock.now()
    item = product(price=2000)
    PriceLog.objects.filter(subject_id=item.pk, subject="product").update(at=now - timedelta(days=90))
    assert history.reductions([item], days=30, now=now)[item.pk] is None
    row(price_list(valid_from=now - timedelta(days=1)), price=1500, product=item)
    later = clock.now()
    PriceLog.objects.exclude(subject="product").update(at=now - timedelta(days=2))
    found = history.reductions([item], days=30, now=later)[item.pk]
    assert found is not None
    assert (found.price, found.lowest, found.is_honest) == (1500, 2000, True)
    assert found.since == now - timedelta(days=1)


def test_a_reduction_of_one_channel_is_announced_there_alone(staff):
    from loyalty.models import PriceLog
    from loyalty.pricing import history

    now, item, web = clock.now(), product(price=2000), channel(code="web")
    PriceLog.objects.filter(subject_id=item.pk, subject="product").update(at=now - timedelta(days=90))
    promotion(percent=10, channels=[web], valid_from=now - timedelta(days=1))
    row(price_list(valid_from=now - timedelta(days=3), name="App"), price=1500, product=item)
    PriceList.objects.get(name="App").channels.add(channel(code="app"))
    later = clock.now()
    PriceLog.objects.exclude(subject="product").update(at=now - timedelta(days=5))
    assert history.reductions([item], days=30, now=later)[item.pk] is None
    found = history.reductions([item], days=30, now=later, channel=web.pk)[item.pk]
    assert found is not None
    assert (found.price, found.lowest) == (1800, 2000)
    url = reverse("loyalty:price_reductions")
    assert "18.00" in staff.get(url, {"channel": web.pk}).content.decode()
    assert "18.00" not in staff.get(url).content.decode()


def test_what_is_planned_or_over_is_no_candidate():
    from loyalty.pricing import history

    now = clock.now()
    planned, over, running = product(), product(), product()
    promotion(products=[planned], valid_from=now + timedelta(days=1))
    row(price_list(valid_until=now - timedelta(days=1)), 10, product=over)
    row(price_list(valid_from=now - timedelta(days=1)), 10, product=running)
    assert list(Product.objects.filter(history.candidates(now))) == [running]


def test_a_weekly_offer_is_no_reduction_against_itself():
    from loyalty.models import PriceLog
    from loyalty.pricing import history

    now, item = clock.now(), product(price=2000)
    PriceLog.objects.filter(subject_id=item.pk, subject="product").update(at=now - timedelta(days=90))
    promotion(percent=10, weekdays=[clock.business_day(now).isoweekday()])
    PriceLog.objects.exclude(subject="product").update(at=now - timedelta(days=20))
    found = history.reductions([item], days=30, now=clock.now())[item.pk]
    assert found is not None
    assert (found.price, found.before, found.lowest, found.is_honest) == (1800, 2000, 1800, False)
    assert found.since == clock.day_start(clock.business_day(now))


def test_a_year_of_weekly_offers_is_few_different_days(monkeypatch):
    """The till asks with every scan: a price is found once for each weekday between two changes, not for each day."""
    from loyalty.models import PriceLog
    from loyalty.pricing import history

    now = clock.now()
    item = product(price=2000)
    for day in (1, 3, 5):
        promotion(weekdays=[day])
    PriceLog.objects.update(at=now - timedelta(days=400))
    asked, found = [], history._price_at  # what is costly
    monkeypatch.setattr(history, "_price_at", lambda *told: asked.append(told) or found(*told))
    history.reductions([item], days=30, now=now)
    assert 0 < len(asked) <= 14


def test_the_customer_sees_the_lowest_price_beside_the_reduction():
    from loyalty.models import PriceLog

    now, item = clock.now(), product(price=2000)
    PriceLog.objects.filter(subject_id=item.pk, subject="product").update(at=now - timedelta(days=90))
    row(price_list(valid_from=now - timedelta(days=1)), price=1500, product=item)
    PriceLog.objects.exclude(subject="product").update(at=now - timedelta(days=2))
    made = quote(item, now=clock.now())
    page = Client().get(reverse("loyalty:public_quote", args=[quotes.token(made)])).content.decode()
    assert "the lowest price of the 30 days before was" in page
