"""Pages of sales: what they show, whom they let in, how many queries they need."""

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
from customers.models import CustomerGroup, TimelineEntry
from sales import services
from sales.models import Category, Channel, Product, Purchase, Return, Store
from tests.sales import factories as make

pytestmark = pytest.mark.django_db


def member_of(role: str) -> User:
    user = User.objects.create_user(f"{role.replace(' ', '')}@example.com", "secret")
    user.groups.add(Group.objects.get(name=role))
    return user


@pytest.fixture
def owner(client: Client) -> Client:
    client.force_login(member_of("owner"))
    return client


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


# --- The list ------------------------------------------------------------------------------


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
    make.purchase(number="=A1", customer=make.customer(display_name="=cmd()").pk)
    make.purchase(number="B1")
    response = owner.get(f"{reverse('sales:purchases')}?q=%3D&format=csv")
    content = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    head, *rows = csv.reader(io.StringIO(content))
    assert head[1] == "Receipt"
    assert [(row[1], row[3], row[8]) for row in rows] == [("'=A1", "'=cmd()", "10.00")]
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


# --- One purchase --------------------------------------------------------------------------


def test_the_record_of_a_purchase(owner: Client, django_assert_max_num_queries: Any) -> None:
    disc = make.product(name="Blue", warranty_months=12)
    row = make.purchase(
        make.line(2000, 2, product=disc.pk, serial_number="SN-7", is_promotion=True), make.line(500),
        customer=make.customer(display_name="Anna").pk, delivery=300, paid_points=100, tax=200,
        promised_at=make.NOON + timedelta(hours=2), fulfilled_at=make.NOON + timedelta(hours=1),
    )  # fmt: skip
    make.give_back(row, {1: 1}, reason="too blue")
    with django_assert_max_num_queries(20):
        page = text(owner.get(reverse("sales:purchase", args=[row.public_id])))
    for words in ("Anna", "Blue", "SN-7", "On promotion", "Guaranteed until", "too blue", "$28.00", "$18.00", "Kept",
                  "Partly returned", "Paid with Points", "Paid with Money", "$27.00", "Record a return"):  # fmt: skip
        assert words in page, words


def test_a_broken_promise_and_an_overdue_order(owner: Client) -> None:
    hour = timedelta(hours=1)
    row = make.purchase(promised_at=make.NOON + hour, fulfilled_at=make.NOON + 2 * hour)
    assert "Broken" in text(owner.get(reverse("sales:purchase", args=[row.public_id])))
    row = make.purchase(promised_at=make.NOON + hour, is_open=True)
    assert "Promised time passed" in text(owner.get(reverse("sales:purchase", args=[row.public_id])))


def test_a_return_line_by_line(owner: Client) -> None:
    row = make.purchase(make.line(1000, 3), make.line(500))
    url = reverse("sales:return_new", args=[row.public_id])
    number = owner.get(url).context["form"]["number"].value()
    first, second = row.lines.order_by("position")
    told = {"number": number, "reason": "broken", f"quantity_{first.pk}": "1", f"amount_{second.pk}": ""}
    for _twice in range(2):
        assert owner.post(url, told).status_code == 302
    back = Return.objects.get()
    assert (back.amount, back.reason, back.source, back.lines.get().line) == (333, "broken", "staff", first)


def test_a_return_of_another_amount(owner: Client) -> None:
    row = make.purchase(make.line(1000, 2), tip=50)
    line = row.lines.get()
    told = {
        "number": "R1",
        "reason": "used",
        f"quantity_{line.pk}": "2",
        f"amount_{line.pk}": "3.50",
        "with_extras": "on",
    }
    assert owner.post(reverse("sales:return_new", args=[row.public_id]), told).status_code == 302
    assert Return.objects.get().amount == 400


@pytest.mark.parametrize(
    "typed",
    [{"quantity": "4"}, {"quantity": "0"}, {"quantity": ""}, {"quantity": "-1"}, {"quantity": "1", "amount": "a"},
     {"quantity": "1", "amount": "99.00"}, {"quantity": "1", "reason": ""}, {"quantity": "1", "number": ""}],
)  # fmt: skip
def test_a_wrong_return_comes_back_as_it_was_typed(owner: Client, typed: dict[str, str]) -> None:
    row = make.purchase(make.line(1000, 3))
    line = row.lines.get().pk
    told = {
        "number": typed.get("number", "R1"),
        "reason": typed.get("reason", "broken"),
        f"quantity_{line}": typed["quantity"],
        f"amount_{line}": typed.get("amount", ""),
    }
    response = owner.post(reverse("sales:return_new", args=[row.public_id]), told)
    assert response.status_code == 422
    assert 'id="errors"' in text(response)
    assert not Return.objects.exists()


def test_more_than_is_left_is_said_in_words(owner: Client) -> None:
    row = make.purchase(make.line(1000, 3))
    told = {"number": "R1", "reason": "broken", f"quantity_{row.lines.get().pk}": "4"}
    response = owner.post(reverse("sales:return_new", args=[row.public_id]), told)
    assert "No more than 3 of this line can come back." in text(response)


def test_a_form_of_a_purchase_that_is_wholly_back(owner: Client) -> None:
    row = make.purchase()
    make.give_back(row)
    assert "already returned" in text(owner.get(reverse("sales:return_new", args=[row.public_id])))


def test_handing_over_and_cancelling(owner: Client) -> None:
    row, other = make.purchase(is_open=True), make.purchase(is_open=True)
    for _twice in range(2):
        assert "Handed over" in text(owner.post(reverse("sales:fulfil", args=[row.public_id]), follow=True))
    url = reverse("sales:cancel", args=[other.public_id])
    assert owner.get(url).status_code == 200
    assert owner.post(url, {"reason": ""}).status_code == 422
    for _twice in range(2):
        assert owner.post(url, {"reason": "too late"}).status_code == 302
    assert set(Purchase.objects.values_list("state", flat=True)) == {"fulfilled", "cancelled"}
    assert Return.objects.count() == 1
    url = reverse("sales:cancel", args=[row.public_id])
    assert owner.post(url, {"reason": "too late"}).status_code == 422
    page = text(owner.post(reverse("sales:fulfil", args=[other.public_id]), follow=True))
    assert "This order was cancelled" in page


def test_asking_before_handing_over_changes_nothing(owner: Client) -> None:
    row = make.purchase(make.line(description="Ribbon"), is_open=True)
    assert "Ribbon" in text(owner.get(reverse("sales:fulfil", args=[row.public_id])))
    assert Purchase.objects.get().state == "open"


# --- Changing an order ---------------------------------------------------------------------


def order_form(client: Client, row: Purchase, **changes: str) -> tuple[str, dict[str, str]]:
    """The address, and what the browser sends back: the form as it came, with these changes."""
    url = reverse("sales:amend", args=[row.public_id])
    form = client.get(url).context["form"]
    sent = {bound.html_name: bound.value() for bound in form if bound.value() not in {None, False, ""}}
    shown = {name: "on" if value is True else form.fields[name].prepare_value(value) for name, value in sent.items()}
    return url, {name: str(value) for name, value in shown.items()} | changes


def test_an_unchanged_form_changes_nothing(owner: Client) -> None:
    disc = make.product()
    lines = (make.line(2000, 3, product=disc.pk, serial_number="S", is_promotion=True), make.line(5, "0.125"))
    row = make.purchase(*lines, is_open=True, delivery=300, tax=100, paid_points=10)
    before = list(row.lines.order_by("pk").values())
    url, sent = order_form(owner, row)
    assert owner.post(url, sent).status_code == 302
    assert list(row.lines.order_by("pk").values()) == before


def test_an_order_is_changed_line_by_line(owner: Client) -> None:
    disc, pen = make.product(price=1000, unit_cost=400), make.product(price=250)
    buyer = make.customer()
    row = make.purchase(
        make.line(1800, 2, product=disc.pk, unit_cost=300), make.line(500, description="Ribbon"),
        is_open=True, customer=buyer.pk, paid_points=10,
    )  # fmt: skip
    url, sent = order_form(owner, row, quantity_0="3", amount_0="", remove_1="on", sku_2=pen.sku, quantity_2="2",
                           delivery="4.50", reason="one more")  # fmt: skip
    for _twice in range(2):
        assert owner.post(url, sent).status_code == 302
    changed = Purchase.objects.get()
    assert (changed.amount, changed.delivery, changed.paid_points) == (2700 + 500 + 450, 450, 10)
    told: list[Any] = [
        (line.product, line.quantity, line.amount, line.unit_cost) for line in changed.lines.order_by("position")
    ]
    assert told == [(disc, 3, 2700, 300), (pen, 2, 500, None)]
    entry = TimelineEntry.objects.get(verb="purchase.amended")  # sent twice, changed once
    assert (entry.reason, entry.actor.email) == ("one more", "owner@example.com")  # type: ignore[union-attr]


def test_one_more_row_loses_nothing_and_saves_nothing(owner: Client) -> None:
    row = make.purchase(make.line(500, description="Ribbon"), is_open=True)
    url, sent = order_form(owner, row, quantity_0="x7", description_1="Bow", add="1", is_promotion_1="on")
    response = owner.post(url, sent)
    assert response.status_code == 200
    page = text(response)
    for value in ('value="x7"', 'value="Bow"', 'name="sku_2"', "checked"):
        assert value in page, value
    assert 'name="sku_3"' not in page
    assert Purchase.objects.get().amount == 500


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"quantity_0": ""}, "Say how much"),
        ({"quantity_0": "0"}, "greater than or equal"),
        ({"quantity_0": "1.2345"}, "decimal places"),
        ({"amount_0": "a"}, "amount"),
        ({"sku_0": "nothing"}, "No product has this SKU"),
        ({"description_1": "Bow", "quantity_1": "1"}, "the catalogue has no price"),
        ({"remove_0": "on"}, "at least one line"),
        ({"tax": "99.00"}, "The tax is larger"),
        ({"rows": "nonsense"}, "whole number"),
    ],
)
def test_a_wrong_change_comes_back_as_it_was_typed(owner: Client, changes: dict[str, str], words: str) -> None:
    row = make.purchase(make.line(500, description="Ribbon"), is_open=True)
    url, sent = order_form(owner, row, reason="because", **changes)
    response = owner.post(url, sent)
    assert response.status_code == 422
    page = text(response)
    assert words in page
    assert 'value="because"' in page
    assert 'id="errors"' in page
    assert Purchase.objects.get().lines.get().quantity == 1


def test_a_stale_change_shows_both_versions(owner: Client) -> None:
    row = make.purchase(make.line(500, description="Ribbon"), is_open=True)
    url, mine = order_form(owner, row, description_0="My ribbon", serial_number_0="S-9")
    url, theirs = order_form(owner, row, description_0="Their ribbon")
    assert owner.post(url, theirs).status_code == 302
    response = owner.post(url, mine)
    assert response.status_code == 409
    page = text(response)
    for words in ("Somebody saved before you", "Their ribbon", 'value="My ribbon"', 'value="S-9"', "Save mine"):
        assert words in page, words
    assert Purchase.objects.get().lines.get().description == "Their ribbon"
    again = mine | {"version": response.context["form"]["version"].value()}
    assert owner.post(url, again).status_code == 302
    assert Purchase.objects.get().lines.get().description == "My ribbon"


def test_what_is_no_open_order_is_not_changed(owner: Client) -> None:
    row = make.purchase(is_open=True)
    url, sent = order_form(owner, row, tip="1.00")
    services.fulfil_purchase(purchase=row, now=clock.now())
    for response in (owner.get(url, follow=True), owner.post(url, sent, follow=True)):
        assert "Only an order that is not fulfilled can be changed" in text(response)
    assert Purchase.objects.get().tip == 0
    assert reverse("sales:amend", args=[row.public_id]) not in text(
        owner.get(reverse("sales:purchase", args=[row.public_id]))
    )


def test_an_order_with_a_return_says_why_it_stays(owner: Client) -> None:
    row = make.purchase(make.line(500, 2), is_open=True)
    make.give_back(row, {1: 1})
    url, sent = order_form(owner, row, tip="1.00")
    response = owner.post(url, sent)
    assert response.status_code == 422
    assert "already returned" in text(response)


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


# --- Products ------------------------------------------------------------------------------


def test_products_are_found_by_name_category_and_state(owner: Client) -> None:
    music = services.save_category(category=Category(name="Music", code="music"))
    jazz = services.save_category(category=Category(name="Jazz", code="jazz", parent=music))
    blue = make.product(name="Kind of Blue", category=jazz, price=None)
    make.product(name="Other", state=Product.State.PLANNED)
    for query in (f"category={music.pk}", "q=of+blue", f"q={blue.sku.lower()}", "state=active"):
        assert [row.pk for row in owner.get(f"{reverse('sales:products')}?{query}").context["page"]] == [blue.pk], query
    assert len(owner.get(f"{reverse('sales:products')}?sort=-price").context["page"]) == 2
    response = owner.get(f"{reverse('sales:products')}?q=blue&format=csv")
    assert b"Kind of Blue" in b"".join(response.streaming_content)  # type: ignore[attr-defined]


def test_a_product_is_made_and_changed(owner: Client) -> None:
    told = {"sku": "S1", "name": "Blue", "state": "active", "price": "19.99", "warranty_months": "24",
            "launch_on": "2026-01-31", "selling_points": "- Quiet\n- Blue", "likely_questions": "Why?"}  # fmt: skip
    assert owner.post(reverse("sales:product_new"), told).status_code == 302
    row = Product.objects.get(sku="S1")
    assert (row.price, row.unit_cost, row.warranty_months) == (1999, None, 24)
    page = text(owner.get(reverse("sales:product", args=[row.pk])))
    assert "<li>Quiet</li>" in page
    assert 'value="19.99"' in text(owner.get(reverse("sales:product_edit", args=[row.pk])))
    assert owner.post(reverse("sales:product_edit", args=[row.pk]), told | {"unit_cost": "8"}).status_code == 302
    assert Product.objects.get().unit_cost == 800
    for wrong in ({"sku": "S1"}, {"sku": "S2", "price": "1.999"}, {"sku": "S2", "price": "-1"}, {"sku": ""}):
        response = owner.post(reverse("sales:product_new"), told | wrong)
        assert response.status_code == 422, wrong
        assert "Blue" in text(response)


def test_who_buys_a_product(owner: Client, django_assert_max_num_queries: Any) -> None:
    disc = make.product()
    url = reverse("sales:product_buyers", args=[disc.pk])
    assert "Nobody has bought it yet" in text(owner.get(url))
    anna, bert = make.customer(display_name="Anna"), make.customer(display_name="Bert")
    anna.groups.add(CustomerGroup.objects.create(name="Florists"))
    line = make.line(1000, 2, product=disc.pk)
    for days in (0, 1):
        make.purchase(line, customer=anna.pk, occurred_at=make.NOON + timedelta(days=days))
    make.purchase(line, customer=bert.pk)
    make.give_back(make.purchase(line, customer=make.customer(display_name="Carl").pk))
    with django_assert_max_num_queries(15):
        page = text(owner.get(url))
    for words in ("Anna", "Bert", "Florists · 1", "50%", "all of its 3 sales"):
        assert words in page, words
    assert "Carl" not in page


# --- Who may --------------------------------------------------------------------------------

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


# --- The global search ------------------------------------------------------------------------


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
