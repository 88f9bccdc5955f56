"""Waiting for a product: one message for each wish, and every way in which a wish ends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from core.errors import DomainError
from customers import erasing, merging
from customers.models import Customer
from messaging.models import Message, Template
from messaging.outbox import working
from sales import restocking, services
from sales.models import Product, StockWish
from sales.services.wishes import KEPT
from tests.customers.factories import NOW, make_customer, make_user
from tests.customers.segmenting import condition, make_segment, members
from tests.messaging.conftest import host  # noqa: F401  # a fixture
from tests.messaging.factories import allow, at, state
from tests.sales.factories import give_back, line, product, purchase

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    at(monkeypatch, NOW)


@pytest.fixture
def tea() -> Product:
    return product(sku="TEA", name="Oolong", is_out=True)


def anna(**data: Any) -> Customer:
    return make_customer("Anna", **({"email": "anna@example.com", "language": "en"} | data))


def wish(customer: Customer, of: Product) -> StockWish:
    return services.note_wish(customer=customer, product=of, actor=None, now=NOW)


def back(of: Product, *, is_out: bool = False) -> None:
    services.change_product(product=of, told={"is_out": is_out})


def sweep(when: Any = NOW) -> None:
    restocking.sweep(now=when)


def ending(row: StockWish) -> str:
    row.refresh_from_db()
    return row.ending


def test_one_message_for_each_wish(host, tea):  # noqa: F811
    row = wish(anna(), tea)
    assert wish(row.customer, tea) == row
    sweep()
    assert not Message.objects.exists()
    back(tea)
    for _ in range(3):
        sweep()
    working.send_due("email")
    (got,) = host.got
    assert got.message["Subject"] == "There again: Oolong"
    assert "Oolong" in got.message.get_body(("html",)).get_content()
    assert Message.objects.get().purpose == "service"
    assert ending(row) == "told"
    back(tea, is_out=True)
    back(tea)
    sweep()
    assert Message.objects.count() == 1


def test_who_wants_to_hear_again_is_told_again(tea):
    who = anna()
    for _ in range(2):
        services.change_product(product=tea, told={"is_out": True})
        wish(who, tea)
        back(tea)
        sweep()
    assert Message.objects.count() == 2


def test_by_sms_where_only_a_number_is_known(tea):
    wish(anna(email="", phone="+12025550142"), tea)
    back(tea)
    sweep()
    assert Message.objects.get().channel == "sms"


def test_a_refusal_of_service_is_heard(tea):
    who = anna()
    allow(who, "service", "refused")
    wish(who, tea)
    back(tea)
    sweep()
    working.send_due("email")
    assert state(Message.objects.get()) == ("skipped", "consent")


def test_out_again_before_it_went(tea):
    wish(anna(), tea)
    back(tea)
    sweep()
    back(tea, is_out=True)
    working.send_due("email")
    assert state(Message.objects.get())[0] == "queued"


def test_bought_before_it_went(tea):
    who = anna()
    wish(who, tea)
    back(tea)
    sweep()
    purchase(line(product=tea.pk), customer=who.pk, occurred_at=NOW + HOUR)
    working.send_due("email")
    assert state(Message.objects.get()) == ("skipped", "stock_bought")


def test_bought_meanwhile_ends_it_unless_it_went_back(tea):
    first, second = wish(anna(), tea), wish(make_customer(email="b@example.com"), tea)
    purchase(line(product=tea.pk), customer=first.customer_id, occurred_at=NOW + HOUR)
    give_back(purchase(line(product=tea.pk), customer=second.customer_id, occurred_at=NOW + HOUR))
    sweep()
    assert (ending(first), ending(second)) == ("bought", "")


def test_it_lapses(tea):
    row = wish(anna(), tea)
    sweep(NOW + KEPT - HOUR)
    assert ending(row) == ""
    sweep(NOW + KEPT)
    assert ending(row) == "lapsed"
    back(tea)
    sweep(NOW + KEPT)
    assert not Message.objects.exists()


def test_while_the_message_is_switched_off_they_wait(tea):
    row = wish(anna(), tea)
    back(tea)
    sweep()
    Template.objects.filter(code="stock.back").update(is_active=False)
    back(tea, is_out=True)
    again = wish(row.customer, tea)
    back(tea)
    sweep()
    assert ending(again) == ""


def test_what_is_refused(tea):
    who = anna()
    for code, of in (("in_stock", product()), ("product_gone", product(is_out=True, state="discontinued"))):
        with pytest.raises(DomainError) as refused:
            wish(who, of)
        assert refused.value.code == code
    row = wish(who, tea)
    for fields in (
        {"ending": "told"}, {"ended_at": NOW}, {"ends_at": row.wished_at}, {"ending": "odd", "ended_at": NOW},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            StockWish.objects.filter(pk=row.pk).update(**fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        StockWish.objects.create(customer=who, product=tea, wished_at=NOW, ends_at=NOW + HOUR)


def test_merged_and_erased(tea):
    ada, twin, other = anna(), make_customer("Ada"), product(is_out=True)
    mine, double, theirs = wish(ada, tea), wish(twin, tea), wish(twin, other)
    merging.merge_customers(survivor=ada, duplicate=twin, reason="Same", actor=make_user("owner"), now=NOW)
    assert (ending(mine), ending(double), ending(theirs)) == ("", "taken_back", "")
    theirs.refresh_from_db()
    assert theirs.customer == ada
    erasing.erase(customer=ada, actor=make_user("owner"), reason="asked", now=NOW)
    assert not StockWish.objects.filter(ended_at=None).exists()


def test_in_segments(tea):
    who, other = anna(), make_customer()
    wish(who, tea)
    rule = condition("sales.waits_for", "has", {"times": 1, "of": {"product": ["TEA"]}})
    assert members(make_segment(rule)) == {who.pk}
    assert other.pk in members(make_segment(condition("sales.waits_for", "has_not", {"times": 1})))


def test_the_page(client: Client, tea):
    who = anna()
    client.force_login(make_user("manager"))
    url = reverse("sales:wish_new", args=[who.public_id])
    assert client.get(url).status_code == 200
    assert client.post(url, {"sku": "NONE"}).status_code == 422
    assert "in stock" in client.post(url, {"sku": product().sku}).content.decode()
    assert client.post(url, {"sku": "TEA"}).status_code == 302
    panel = client.get(reverse("sales:customer_purchases", args=[who.public_id])).content.decode()
    assert "Oolong" in panel
    row = StockWish.objects.get()
    assert "Out of stock" in client.get(reverse("sales:product", args=[tea.pk])).content.decode()
    for _ in range(2):
        assert client.post(reverse("sales:wish_back", args=[who.public_id, row.pk])).status_code == 302
    assert ending(row) == "taken_back"
