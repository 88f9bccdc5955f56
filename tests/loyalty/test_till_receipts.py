"""Receipts of the till: printed and claimed, returned, paid in, rewards handed over, units that cannot pay."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from core import clock
from core.models import User
from customers.models import Membership
from loyalty.models import CurrencyPolicy, Entry, ReceiptClaim, Reward
from loyalty.rewards import services as rewards
from sales.models import Return
from tests.loyalty.factories import grant, member, only_rules
from tests.loyalty.till_factories import Counter, Till, sold
from tests.sales.factories import product

pytestmark = pytest.mark.django_db


def test_an_anonymous_receipt_prints_its_code_and_is_given_later(at: Till) -> None:
    bought = sold()
    address = reverse("loyalty:till_receipt", args=[bought.public_id])
    page = at.client.get(address).content.decode()
    code = ReceiptClaim.objects.get().code
    assert f"{code[:5]} {code[5:]}" in page
    who = member()
    at.do("customer", customer=str(who.public_id))
    at.client.post(reverse("loyalty:till_receipt_claim", args=[bought.public_id]))
    bought.refresh_from_db()
    assert bought.customer == who
    assert code[:5] not in at.client.get(address).content.decode()


def test_a_return_is_shown_confirmed_and_done_once(at: Till) -> None:
    bought = sold(product(price=1000), customer=member())
    address = reverse("loyalty:till_take_back", args=[bought.public_id])
    line = bought.lines.get().pk
    number = re.search(r'name="number" value="([^"]+)"', at.client.get(address).content.decode())
    assert number is not None
    form = {"number": number[1], f"quantity_{line}": "1", "reason": "broken"}
    shown = at.client.post(address, form | {"step": "preview"}).content.decode()
    assert "Take back and pay out $10.00" in shown
    assert not Return.objects.exists()
    done = at.client.post(address, form | {"step": "confirm"})
    again = at.client.post(address, form | {"step": "confirm"})
    assert done.url == again.url == reverse("loyalty:till_return", args=[Return.objects.get().pk])
    assert "$10.00" in at.client.get(done.url).content.decode()


@pytest.mark.parametrize(("points", "button"), [("4", "Take back and pay out $6.00"), ("10", "Take back")])
def test_the_button_names_what_is_handed_out_not_what_returns_as_points(at: Till, points: str, button: str) -> None:
    only_rules()
    who, counter = member(), Counter()
    grant(who, 2000)
    counter.do("customer", customer=who.public_id)
    counter.scan(product(price=1000).sku)
    counter.pay("points", points)
    if points != "10":
        counter.pay("cash", "6")
    bought = counter.sell().purchase
    address = reverse("loyalty:till_take_back", args=[bought.public_id])
    number = re.search(r'name="number" value="([^"]+)"', at.client.get(address).content.decode())
    assert number is not None
    form = {"number": number[1], f"quantity_{bought.lines.get().pk}": "1", "reason": "broken", "step": "preview"}
    shown = at.client.post(address, form).content.decode()
    told = re.search(r'value="confirm">(.*?)</button>', shown, re.DOTALL)
    assert told is not None
    assert told[1].strip() == button


def test_a_return_without_lines_or_reason(at: Till) -> None:
    bought = sold()
    address = reverse("loyalty:till_take_back", args=[bought.public_id])
    line = bought.lines.get().pk
    for form in ({"reason": "x"}, {f"quantity_{line}": "1"}, {f"quantity_{line}": "2", "reason": "x"},
                 {f"quantity_{line}": "-1", "reason": "x"}):  # fmt: skip
        answer = at.client.post(address, {"number": "R-1", "step": "confirm"} | form)
        assert answer.status_code == 422, form
    assert not Return.objects.exists()


def test_only_the_till_may_use_the_camera(at: Till) -> None:
    till = at.client.get(reverse("loyalty:till"))
    assert till["Permissions-Policy"] == "camera=(self), microphone=(), geolocation=()"
    assert "data-camera-open" in till.text
    for other in (reverse("loyalty:till_join_code"), "/", "/loyalty/join/", "/healthz/"):
        assert at.client.get(other)["Permissions-Policy"] == "camera=(), microphone=(), geolocation=()", other


@pytest.mark.parametrize("live", [False, True])
def test_a_top_up_has_its_slip(at: Till, live: bool) -> None:
    CurrencyPolicy.objects.filter(pk="stored").update(is_active=True)
    who = member(display_name="Ada")
    at.do("customer", customer=str(who.public_id))
    assert "Top up stored value" in at.page()
    wrong = at.do("top-up", amount="x", kind="cash", live=live)
    assert wrong.status_code == 422
    assert 'id="wrong-top-up"' in wrong.text
    done = at.do("top-up", amount="12,50", kind="cash", key="tap", live=live)
    slip = reverse("loyalty:till_topped_up", args=[Entry.objects.get(kind="topup").pk])
    assert slip in done.text
    at.do("top-up", amount="12,50", kind="cash", key="tap", live=live)
    assert Entry.objects.filter(kind="topup").count() == 1
    shown = at.client.get(slip).text
    assert "Paid in at the till: Cash" in shown
    assert shown.count("$12.50") >= 3
    assert at.client.get(reverse("loyalty:till_topped_up", args=[10**9])).status_code == 404


def test_units_that_cannot_pay_say_why_in_one_line(at: Till) -> None:
    who = member()
    grant(who, 500)
    Membership.objects.filter(pk=who.pk).update(state="suspended")
    at.do("customer", customer=who.public_id)
    at.do("scan", scan=product(price=1000).sku)
    at.do("check-out")
    page = at.page()
    assert "The membership is not active." in page
    assert 'id="use-points"' not in page


def test_a_scanned_reward_is_handed_over_with_and_without_scripts(at: Till, client: Client) -> None:
    who, mug = member(), Reward.objects.create(name="Mug", price=100)
    grant(who, 1000)
    made = rewards.redeem_reward(customer_id=who.pk, reward=mug, event_key="r", now=clock.now())
    shown = at.do("scan", scan=made.code)
    assert shown.status_code == 200
    assert reverse("loyalty:till_act", args=["reward"]) in shown.content.decode()
    only_till = User.objects.create_user("till@example.org", None, name="Till")
    only_till.user_permissions.set(Permission.objects.filter(codename="operate_till"))
    client.force_login(only_till)
    refused = Till(client).do("reward", code=made.code)
    assert refused.status_code == 403
    made.refresh_from_db()
    assert made.state == "open"
