"""Quoting an open order anew: upwards, never downwards, keeping what was promised."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from core import clock
from core.models import User
from loyalty.models import ProductLink, Quote
from loyalty.pricing import quotes, upwards
from sales.models import Purchase
from tests.loyalty.pricing_factories import (
    coupon,
    inquiry,
    pay,
    promotion,
    quote,
)
from tests.sales.factories import product

pytestmark = pytest.mark.django_db


def order(*products: Any, **values: Any) -> Purchase:
    return pay(quote(*products, now=clock.now(), **values), is_open=True)


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
