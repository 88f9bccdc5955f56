"""Pages of sales: the list and its export, a customer's panel, the global search, whom each page lets in, costs."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from core import clock
from core.models import User
from customers.models import TimelineEntry
from sales import services
from sales.models import Category, Channel, Store
from tests.sales import factories as make
from tests.sales.looking import member_of, text

pytestmark = pytest.mark.django_db


def test_an_empty_list_says_what_to_do(owner: Client) -> None:
    assert "No purchases yet" in text(owner.get(reverse("sales:purchases")))


def test_the_list_shows_and_filters(owner: Client) -> None:
    channel = Channel.objects.create(code="web", name="Web")
    store = Store.objects.create(code="n", name="North")
    anna = make.customer(display_name="Anna")
    late = make.purchase(number="A1", is_open=True, promised_at=make.NOON + timedelta(days=1), customer=anna.pk)
    make.give_back(make.purchase(make.line(1000, 2), number="B1", channel="web", store="n"), {1: 1})
    services.cancel_purchase(purchase=make.purchase(number="C1", is_open=True), now=clock.now(), reason="late")
    make.purchase(number="D1", occurred_at=make.NOON + timedelta(days=9))
    shown: dict[str, set[str]] = {
        "": {"A1", "B1", "C1", "D1"},
        "q=B": {"B1"},
        "shown=open": {"A1"},
        "shown=late": {"A1"},
        "shown=returned": {"B1", "C1"},
        "shown=cancelled": {"C1"},
        "shown=anonymous": {"B1", "C1", "D1"},
        f"store={store.pk}": {"B1"},
        f"channel={channel.pk}": {"B1"},
        f"customer={anna.public_id}": {"A1"},
        "since=2026-03-15": {"D1"},
        "until=2026-03-14": {"A1", "B1", "C1"},
        "since=nonsense&store=x&customer=y": {"A1", "B1", "C1", "D1"},
    }
    for query, numbers in shown.items():
        response = owner.get(f"{reverse('sales:purchases')}?{query}")
        assert {row.number for row in response.context["page"]} == numbers, query
    assert "Anna" in text(owner.get(f"{reverse('sales:purchases')}?customer={late.customer.public_id}"))  # type: ignore[union-attr]


def test_the_export_is_what_is_shown(owner: Client) -> None:
    make.purchase(number="=A1", customer=make.customer(display_name="=cmd()").pk, paid_points=200, paid_voucher=300)
    make.purchase(number="B1")
    response = owner.get(f"{reverse('sales:purchases')}?q=%3D&format=csv")
    content = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    head, *rows = csv.reader(io.StringIO(content))
    assert head[1] == "Receipt"
    assert [(row[1], row[3], row[8]) for row in rows] == [("'=A1", "'=cmd()", "10.00")]
    told = dict(zip(head, rows[0], strict=True))
    paid = [told[f"Paid with {kind}"] for kind in ("points", "cashback", "gift cards", "vouchers")]
    assert (paid, told["Currency"]) == (["2.00", "0.00", "0.00", "3.00"], "USD")
    data = TimelineEntry.objects.get(verb="purchases.exported").data
    assert (data["format"], data["rows"]) == ("csv", len(rows))


@pytest.mark.parametrize(("role", "sees"), [("owner", True), ("analyst", True), ("cashier", False)])
def test_the_till_does_not_see_what_the_shop_pays(client: Client, role: str, *, sees: bool) -> None:
    client.force_login(member_of(role))
    product = make.product(price=1000, unit_cost=400)
    assert ("Unit cost" in text(client.get(reverse("sales:product", args=[product.pk])))) is sees


def test_exporting_needs_its_permission(client: Client) -> None:
    client.force_login(member_of("cashier"))
    make.purchase()
    assert "format=csv" not in text(client.get(reverse("sales:purchases")))
    for page in ("sales:purchases", "sales:products"):
        assert client.get(f"{reverse(page)}?format=csv").status_code == 403


@pytest.mark.parametrize("page", ["sales:purchases", "sales:products"])
def test_a_list_needs_the_same_queries_for_any_number_of_rows(
    owner: Client, page: str, django_assert_max_num_queries: Any
) -> None:
    store = Store.objects.create(code="n", name="North", channel=Channel.objects.create(code="web", name="Web"))

    def more() -> None:
        item = make.product(category=Category.objects.create(name="C", code=uuid4().hex[:20]))
        make.purchase(make.line(product=item.pk), customer=make.customer().pk, store=store.pk)

    owner.get(reverse(page))  # what the frame caches is cached now
    counts = []
    for rows in (1, 2):
        for _row in range(rows):
            more()
        with django_assert_max_num_queries(30) as queries:
            owner.get(reverse(page))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_another_seller_s_customer_is_not_shown(client: Client) -> None:
    user, other = User.objects.create_user("a@example.com"), User.objects.create_user("b@example.com")
    group = Group.objects.get(name="cashier")
    group.permissions.remove(group.permissions.get(codename="view_all_customers"))
    user.groups.add(group)
    client.force_login(user)
    mine, theirs = make.customer(assigned_to=user), make.customer(assigned_to=other)
    rows = [make.purchase(customer=key) for key in (mine.pk, theirs.pk, None)]
    shown = {row.pk for row in client.get(reverse("sales:purchases")).context["page"]}
    assert shown == {rows[0].pk, rows[2].pk}
    statuses = [client.get(reverse("sales:purchase", args=[row.public_id])).status_code for row in rows]
    assert statuses == [200, 404, 200]
    for name in ("return_new", "amend", "fulfil", "cancel"):
        assert client.get(reverse(f"sales:{name}", args=[rows[1].public_id])).status_code == 404
    assert client.get(reverse("sales:customer_purchases", args=[theirs.public_id])).status_code == 404


def test_the_panel_of_a_customer(owner: Client, django_assert_max_num_queries: Any) -> None:
    buyer = make.customer()
    url = reverse("sales:customer_purchases", args=[buyer.public_id])
    assert "Has not bought anything yet" in text(owner.get(url))
    disc = make.product(name="Blue", warranty_months=600)
    for _n in range(9):
        make.purchase(make.line(product=disc.pk), customer=buyer.pk)
    with django_assert_max_num_queries(15):
        page = text(owner.get(url, headers={"HX-Request": "true"}))
    assert "Blue is guaranteed until" in page
    assert "All purchases" in page
    assert "<html" not in page


EVERYONE = {"owner", "manager", "marketer", "service agent", "cashier", "analyst"}
HANDS = {"owner", "manager", "service agent", "cashier"}
CATALOGUE = {"owner", "manager"}
ACCESS: list[tuple[str, str, set[str]]] = [
    ("get", "sales:purchases", EVERYONE),
    ("get", "sales:purchase", EVERYONE),
    ("get", "sales:return_new", HANDS),
    ("get", "sales:amend", HANDS),
    ("get", "sales:fulfil", HANDS),
    ("post", "sales:fulfil", HANDS),
    ("get", "sales:cancel", HANDS),
    ("get", "sales:products", EVERYONE),
    ("get", "sales:product", EVERYONE),
    ("get", "sales:product_buyers", EVERYONE),
    ("get", "sales:product_new", CATALOGUE),
    ("get", "sales:product_edit", CATALOGUE),
    ("get", "sales:customer_purchases", EVERYONE),
]


@pytest.mark.parametrize("role", sorted(EVERYONE))
@pytest.mark.parametrize(("method", "name", "allowed"), ACCESS, ids=[name for _m, name, _a in ACCESS])
def test_roles(client: Client, role: str, method: str, name: str, allowed: set[str]) -> None:
    row, item = make.purchase(customer=make.customer().pk, is_open=True), make.product()
    arguments: list[Any] = []
    if name in {"sales:purchase", "sales:return_new", "sales:amend", "sales:fulfil", "sales:cancel"}:
        arguments = [row.public_id]
    elif name in {"sales:product", "sales:product_buyers", "sales:product_edit"}:
        arguments = [item.pk]
    elif name == "sales:customer_purchases":
        arguments = [row.customer.public_id]  # type: ignore[union-attr]
    url = reverse(name, args=arguments)
    assert getattr(client, method)(url).status_code == 302  # strangers go to the log-in
    assert client.get(url).headers["Location"].startswith(reverse("account_login"))
    client.force_login(member_of(role))
    status = getattr(client, method)(url).status_code
    assert status in ({200, 302} if role in allowed else {403})


def test_unknown_records_are_404(owner: Client) -> None:
    for name, key in (("sales:purchase", uuid4()), ("sales:product", 0), ("sales:customer_purchases", uuid4())):
        assert owner.get(reverse(name, args=[key])).status_code == 404


def test_receipts_and_products_are_found_from_everywhere(owner: Client) -> None:
    make.purchase(make.line(serial_number="SN-77"), number="KX-1001", customer=make.customer(display_name="Anna").pk)
    make.product(name="Kind of Blue")
    for text_, found in (("kx-10", "KX-1001"), ("KX-1001", "Anna"), ("SN-77", "KX-1001"), ("kind of", "Kind of Blue")):
        assert found in text(owner.get(reverse("customers:search"), {"q": text_})), text_
    assert "KX-1001" not in text(owner.get(reverse("customers:search"), {"q": "KX"}))


def test_receipts_of_others_are_not_found() -> None:
    from sales.finders import find_receipts

    user, other = User.objects.create_user("a@example.com"), User.objects.create_user("b@example.com")
    make.purchase(number="KX-1001", customer=make.customer(assigned_to=other).pk)
    assert find_receipts(user, "KX-1001") == []
    assert len(find_receipts(other, "KX-1001")) == 1
