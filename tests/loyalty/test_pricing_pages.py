"""Pages of prices: who may see them, how many statements they take, and what they say."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import clock
from core.models import User
from customers.models import CustomerGroup
from loyalty.models import PriceList, ProductLink, Quote
from loyalty.pricing import quotes, upwards
from sales.models import Product, Purchase
from tests.loyalty.pricing_factories import (
    channel,
    coupon,
    inquiry,
    pay,
    price_break,
    price_list,
    promotion,
    quote,
    row,
)
from tests.sales.factories import customer, give_back, product

pytestmark = pytest.mark.django_db
ROLES = ("owner", "manager", "marketer", "service agent", "cashier", "analyst")


def client_of(role: str) -> Client:
    user = User.objects.create_user(f"{role.replace(' ', '')}@example.com", "x")
    user.groups.add(Group.objects.get(name=role))
    found = Client()
    found.force_login(user)
    return found


@pytest.fixture
def staff() -> Client:
    found = Client()
    found.force_login(User.objects.create_superuser("boss@example.com", "x"))
    return found


def order(*products: Any, **values: Any) -> Purchase:
    return pay(quote(*products, now=clock.now(), **values), is_open=True)


PAGES = {
    "price_lists": "owner manager marketer analyst service_agent",
    "product_prices": "owner manager marketer analyst service_agent",
    "promotions": "owner manager marketer analyst service_agent",
    "price_reductions": "owner manager marketer analyst service_agent",
    "equal_prices": "owner manager marketer analyst",
    "price_check": "owner manager marketer service_agent cashier",
    "quotes": "owner manager marketer service_agent cashier analyst",
}


@pytest.mark.parametrize("role", ROLES)
def test_who_may_see_what(role):
    found = client_of(role)
    opened = {name for name in PAGES if found.get(reverse(f"loyalty:{name}")).status_code == 200}
    assert opened == {name for name, roles in PAGES.items() if role.replace(" ", "_") in roles.split()}


def test_strangers_are_asked_to_log_in():
    for name in PAGES:
        assert Client().get(reverse(f"loyalty:{name}")).status_code == 302


def statements(found: Client, url: str) -> int:
    assert found.get(url).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        assert found.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize("name", ["price_lists", "product_prices", "promotions", "price_reductions", "quotes"])
def test_lists_take_as_many_statements_for_three_rows_as_for_one(staff, name):
    url = reverse(f"loyalty:{name}")

    def add() -> None:
        item = product()
        row(price_list(("group", CustomerGroup.objects.create(name=f"G{item.pk}").pk)), 10, product=item)
        row(price_list(), 20, product=item)
        promotion(products=[item])
        quote(item, customer=customer(), now=clock.now())

    add()
    one = statements(staff, url)
    add()
    add()
    assert statements(staff, url) == one


def test_the_grid_shows_a_customer_s_prices_and_exports_them(staff):
    group = CustomerGroup.objects.create(name="Florists")
    who = customer(display_name="Rosa Bloom", search_key="rosa bloom", sort_key="bloom")
    who.groups.add(group)
    row(price_list(("group", group.pk), name="Florists"), 20)
    product(sku="VASE", name="Vase", price=10_000)
    product(name="Nobody knows", price=None)
    url = reverse("loyalty:product_prices")
    anybody, hers = staff.get(url).content.decode(), staff.get(url, {"customer": str(who.public_id)}).content.decode()
    assert "Florists −20 % = 80.00" in hers
    assert "Florists −20 %" not in anybody
    assert "Nobody has said what it costs" in anybody
    answer = staff.get(url, {"customer": str(who.public_id), "format": "csv"})
    told = b"".join(answer.streaming_content).decode()
    assert "VASE,Vase,100.00,80.00,80.00,Florists," in told
    sheet = staff.get(url, {"format": "xlsx"})
    assert sheet.status_code == 200
    sheet.close()


def test_the_grid_is_filtered_by_list_criterion_and_channel(staff):
    group, web = CustomerGroup.objects.create(name="Florists"), channel(code="web")
    florists = price_list(("group", group.pk), name="Florists")
    vase, rose = product(sku="VASE", name="Vase", price=10_000), product(sku="ROSE", name="Rose", price=1000)
    row(florists, 20, product=vase)
    promotion(percent=10, channels=[web], products=[vase])
    url = reverse("loyalty:product_prices")

    def told(**values: Any) -> list[str]:
        text = b"".join(staff.get(url, values | {"format": "csv"}).streaming_content).decode()
        return [line for line in text.splitlines() if line.startswith(("VASE", "ROSE"))]

    assert len(told()) == 2
    (only,) = told(price_list=florists.pk, audience_key=f"group:{group.pk}")
    assert only.startswith("VASE,Vase,100.00,80.00,80.00,Florists,")
    (only,) = told(q="VASE", audience_key=f"group:{group.pk}", channel=web.pk, quantity="2")
    assert only.startswith("VASE,Vase,100.00,80.00,144.00,Florists,")
    assert rose.sku in told(q="ROSE", price_list="")[0]
    page = staff.get(url, {"customer": "Nobody of this name"}).content.decode()
    assert "Nobody is found by this." in page
    assert "Group: Florists" in page


def test_promotions_for_a_group_are_criteria_too(staff):
    group = CustomerGroup.objects.create(name="Florists")
    item = product(price=1000)
    promotion(percent=25, targets=[("group", group.pk)])
    page = staff.get(reverse("loyalty:product_audiences", args=[item.pk])).content.decode()
    assert "Group: Florists" in page
    assert "7.50" in page


def test_who_pays_what_for_one_product(staff):
    item = product(price=1000)
    florists = CustomerGroup.objects.create(name="Florists")
    row(price_list(("group", florists.pk), ("customer", customer(display_name="Contract Co").pk)), 30)
    page = staff.get(reverse("loyalty:product_audiences", args=[item.pk])).content.decode()
    assert "Group: Florists" in page
    assert "Customer: Contract Co" in page
    assert "Everybody" in page
    answer = staff.get(reverse("loyalty:product_audiences", args=[item.pk]), {"format": "csv"})
    assert answer.status_code == 200


def test_who_pays_what_on_a_channel(staff):
    item, web, shop = product(price=1000), channel(code="web"), channel(code="shop")
    florists, chefs = (CustomerGroup.objects.create(name=name) for name in ("Florists", "Chefs"))
    listed = price_list(("group", florists.pk), name="Online")
    listed.channels.set([web])
    row(listed, 30)
    promotion(percent=25, channels=[web], targets=[("group", chefs.pk)])
    url = reverse("loyalty:product_audiences", args=[item.pk])
    usual, online = (staff.get(url, told).content.decode() for told in ({}, {"channel": web.pk}))
    for name in ("Group: Florists", "Group: Chefs"):
        assert name not in usual
        assert name in online
        assert name not in staff.get(url, {"channel": shop.pk}).content.decode()
    assert "Choose a channel to see" in usual
    assert f"on the sales channel {web.name}, without a coupon. There are no others." in online
    assert f'<option value="{web.pk}" selected>' in online
    file = b"".join(staff.get(url, {"channel": web.pk, "format": "csv"}).streaming_content).decode()
    assert "Group: Florists,Online,10.00,7.00,7.00" in file
    assert "Group: Chefs" in file
    assert staff.get(url, {"channel": "nonsense"}).status_code == 200


def test_checking_a_basket_and_keeping_it(staff):
    item = product(sku="VASE", price=1000)
    coupon(promotion(needs_coupon=True), "TEN")
    url = reverse("loyalty:price_check")
    told = {"lines": "VASE 3\n\nVASE 2 -5%", "coupons": "ten, nope", "customer": "", "channel": ""}
    page = staff.post(url, told | {"look": "1"})
    assert page.status_code == 200
    assert "not known" in page.content.decode()
    assert "List 10.00 → × 3 = 30.00" in page.content.decode()
    assert not Quote.objects.exists()
    kept = staff.post(url, told | {"keep": "1"})
    made = Quote.objects.get()
    assert kept.headers["Location"] == reverse("loyalty:quote", args=[made.public_id])
    assert made.total == 2700 + 1710
    assert staff.get(kept.headers["Location"]).status_code == 200
    assert item.pk


@pytest.mark.parametrize(
    "wrong", [{"lines": "NOPE"}, {"lines": "VASE x y"}, {"lines": ""}, {"lines": "VASE", "customer": "Nobody at all"}]
)
def test_what_is_not_understood_stands_at_its_field(staff, wrong):
    product(sku="VASE")
    answer = staff.post(reverse("loyalty:price_check"), {"lines": "VASE"} | wrong)
    assert answer.status_code == 422


def test_a_cashier_gives_no_more_than_allowed():
    product(sku="VASE", price=1000)
    till = client_of("cashier")
    url = reverse("loyalty:price_check")
    assert till.post(url, {"lines": "VASE 1 -10%", "look": "1"}).status_code == 200
    assert till.post(url, {"lines": "VASE 1 -11%", "look": "1"}).status_code == 422
    assert client_of("manager").post(url, {"lines": "VASE 1 -11%", "look": "1"}).status_code == 200
    marketer = client_of("marketer").post(url, {"lines": "VASE 1 -1%", "look": "1"})
    assert marketer.status_code == 422


def test_the_customer_s_page_needs_no_log_in():
    made = quote(product(name="Vase"), now=clock.now())
    page = Client().get(reverse("loyalty:public_quote", args=[quotes.token(made)]))
    assert page.status_code == 200
    assert "List 10.00" in page.content.decode()
    assert page.headers["Cache-Control"] == "private, no-store"
    assert Client().get(reverse("loyalty:public_quote", args=["damaged"])).status_code == 404


def test_the_purchase_says_why(staff):
    item = product(price=1000)
    bought = pay(quote(item, now=clock.now()))
    url = reverse("loyalty:purchase_prices", args=[bought.public_id])
    assert "List 10.00" in staff.get(url).content.decode()
    give_back(bought)
    assert "List 10.00" in staff.get(url).content.decode()


# --- Quoting anew -------------------------------------------------------------------------


def test_an_order_is_quoted_anew_upwards(staff):
    small, big, shade = product(price=500, name="Small"), product(price=2500, name="Six"), product(price=900)
    ProductLink.objects.create(product=small, other=big, kind="larger_pack", pieces=6)
    ProductLink.objects.create(product=small, other=shade, kind="companion", reason="They belong together")
    ten = coupon(promotion(needs_coupon=True, products=[small, big]), "TEN")
    bought = order(small, quantity=7, coupons=["TEN"])
    assert bought.amount == 3150
    url = reverse("loyalty:requote", args=[bought.public_id])
    page = staff.get(url).content.decode()
    assert "They belong together" in page
    links = [str(link.pk) for link in ProductLink.objects.order_by("pk")]
    looked = staff.post(url, {"offers": links, "lines": "", "look": "1"})
    assert looked.status_code == 200
    ten.refresh_from_db()
    assert ten.uses == 1  # looking claims and frees nothing
    total = 450 + 2250 + 900
    assert f'name="agreed" value="{total}"' in looked.content.decode()
    stale = staff.post(url, {"offers": links, "lines": "", "agree": "1", "agreed": "1"})
    assert stale.status_code == 422
    done = staff.post(url, {"offers": links, "lines": "", "agree": "1", "agreed": str(total)})
    assert done.status_code == 302
    bought.refresh_from_db()
    assert bought.amount == total
    ten.refresh_from_db()
    assert ten.uses == 1
    new = Quote.objects.get(purchase=bought, released_at=None)
    assert new.replaces is not None
    assert new.replaces.released_at is not None
    assert [line["name"] for line in new.facts["lines"]] == ["Small", "Six", shade.name]


def test_quoting_anew_keeps_what_staff_and_delivery_were_promised():
    item, more = product(price=1000), product(price=500, name="More")
    ProductLink.objects.create(product=item, other=more, kind="companion")
    asked = inquiry(lines=[quotes.Ask(item.pk, staff_percent=Decimal(8))], delivery=300)
    bought = pay(quotes.make_quote(inquiry=asked, now=clock.now()), is_open=True, delivery=300)
    assert bought.amount == 920 + 300
    told = {"purchase": bought, "offers": [ProductLink.objects.get().pk], "lines": [], "now": clock.now()}
    clerk = User.objects.create_user("clerk@example.com", "x")
    proposal = upwards.propose(**told, actor=clerk)  # may give no discount of their own
    assert (proposal.before, proposal.after) == (1220, 1720)
    assert upwards.requote_order(**told, actor=clerk, expected=1720).amount == 1720


def test_never_downwards_and_never_after_handing_over(staff):
    item, big = product(price=500), product(price=100)
    ProductLink.objects.create(product=item, other=big, kind="larger_pack", pieces=2)
    bought = order(item, quantity=2)
    url = reverse("loyalty:requote", args=[bought.public_id])
    told = {"offers": [str(ProductLink.objects.get().pk)], "lines": "", "look": "1"}
    assert "upwards only" in staff.post(url, told).content.decode()
    assert staff.post(url, {"lines": ""}).status_code == 422
    paid = pay(quote(item, now=clock.now()))
    url = reverse("loyalty:requote", args=[paid.public_id])
    assert staff.post(url, {"lines": product().sku, "look": "1"}).status_code == 422


def test_changing_an_order_by_hand_asks_about_its_code(staff):
    item = product(price=1000)
    ten = coupon(promotion(needs_coupon=True), "TEN")
    bought = order(item, coupons=["TEN"])
    url = reverse("sales:amend", args=[bought.public_id])
    page = staff.get(url)
    assert "gives_up_quote" not in page.text
    typed = {"version": page.context["form"]["version"].value(), "rows": "1", "sku_0": item.sku, "quantity_0": "3"}
    asked = staff.post(url, typed | {"amount_0": "30.00"})
    assert asked.status_code == 422
    assert "gives_up_quote" in asked.text
    assert "sold by a quote that took a code" in asked.text
    ten.refresh_from_db()
    assert ten.uses == 1
    assert staff.post(url, typed | {"amount_0": "30.00", "gives_up_quote": "on"}).status_code == 302
    ten.refresh_from_db()
    assert ten.uses == 0


# --- Reports ------------------------------------------------------------------------------


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


def test_permissions_exist():
    assert Permission.objects.filter(codename__in=["check_prices", "view_prices", "give_discount"]).count() == 3
