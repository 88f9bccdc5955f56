"""Pages of prices: who may see them, how many statements they take, what the grid and a checked basket say."""

from __future__ import annotations

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
from loyalty.models import CurrencyPolicy, Quote
from loyalty.pricing import quotes
from tests.loyalty.factories import member, only_rules, rule
from tests.loyalty.pricing_factories import (
    channel,
    coupon,
    pay,
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


def test_what_would_be_earned_names_its_units():
    only_rules()
    rule(1)
    rule(1, currency="stamps", kind="piece")
    CurrencyPolicy.objects.filter(pk="stamps").update(is_active=True)
    product(sku="VASE", price=150000)
    told = {"lines": "VASE", "customer": str(member().public_id), "look": "1"}
    page = " ".join(client_of("cashier").post(reverse("loyalty:price_check"), told).content.decode().split())
    assert "This would earn: 1,500 points · 1 stamp </p>" in page


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


def test_permissions_exist():
    assert Permission.objects.filter(codename__in=["check_prices", "view_prices", "give_discount"]).count() == 3
