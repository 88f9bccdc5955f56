"""The pages of the till: who may, both ways of sending, one act however often it is sent, enrolling at the counter."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core import clock, ids
from core.models import User
from customers.models import Consent, Customer, Membership
from loyalty.models import CurrencyPolicy, TillBasket
from loyalty.tiers.services import give_level
from sales.models import Purchase
from tests.loyalty.factories import grant, member, only_rules, rule, state
from tests.loyalty.pricing_factories import promotion
from tests.loyalty.tiers import ladder
from tests.loyalty.till_factories import PHONE, Till, sold, staff
from tests.sales.factories import product

pytestmark = pytest.mark.django_db
ROLES = {"owner": True, "manager": True, "service agent": True, "cashier": True, "marketer": False, "analyst": False}


@pytest.mark.parametrize(("role", "may"), ROLES.items())
def test_role_and_address(client: Client, role: str, may: bool) -> None:
    bought = sold()
    client.force_login(staff(role))
    for name, args in (
        ("till", ()), ("till_join_code", ()), ("till_receipt", (bought.public_id,)),
        ("till_take_back", (bought.public_id,)), ("till_purchase_panel", (bought.public_id,)),
    ):  # fmt: skip
        assert client.get(reverse(f"loyalty:{name}", args=args)).status_code == (200 if may else 403), name
    for name, args in (
        ("till_act", ("scan",)), ("till_sell", ()), ("till_enrol", ()), ("till_resume", ()),
        ("till_receipt_claim", (bought.public_id,)),
    ):  # fmt: skip
        answer = client.post(reverse(f"loyalty:{name}", args=args), {"basket": str(ids.public_id()), "parked": ""})
        assert (answer.status_code == 403) is not may, name


def test_strangers_log_in_first(client: Client) -> None:
    assert client.get(reverse("loyalty:till")).status_code == 302
    assert client.post(reverse("loyalty:till_act", args=["scan"])).status_code == 302


def test_looking_changes_nothing(at: Till) -> None:
    at.page()
    assert not TillBasket.objects.exists()
    for name, args in (("till_act", ("scan",)), ("till_sell", ()), ("till_enrol", ()), ("till_resume", ())):
        assert at.client.get(reverse(f"loyalty:{name}", args=args)).status_code == 405


def test_receipts_of_hidden_customers_are_not_there(client: Client) -> None:
    from django.contrib.auth.models import Permission

    clerk = staff("")
    names = ["operate_till", "view_purchase", "return_at_till", "record_purchase", "claim_receipt"]
    clerk.user_permissions.set(Permission.objects.filter(codename__in=names))
    bought = sold(customer=member(assigned_to=staff("manager")), at=None)
    client.force_login(User.objects.get(pk=clerk.pk))
    for name in ("till_receipt", "till_take_back", "till_purchase_panel"):
        assert client.get(reverse(f"loyalty:{name}", args=[bought.public_id])).status_code == 404


@pytest.mark.parametrize("live", [False, True])
def test_from_scan_to_receipt(at: Till, live: bool) -> None:
    only_rules()
    rule(1)
    who, tea = member(display_name="Ada Lovelace"), product(name="Oolong", price=1000, selling_points="Slowly roasted.")
    grant(who, 500)
    at.do("customer", customer=str(who.public_id), live=live)
    answer = at.do("scan", scan=tea.sku, live=live)
    if live:
        text = answer.content.decode()
        assert text.lstrip().startswith('<div id="till-body"')
        assert "Oolong" in text
    else:
        assert (answer.status_code, answer.url) == (302, reverse("loyalty:till"))
    page = at.page()
    assert "Ada Lovelace" in page
    assert "Slowly roasted." in page
    at.do("check-out", live=live)
    at.do("pay", kind="points", amount="5.00", live=live)
    at.do("pay", kind="cash", amount="20", live=live)
    done = at.sell(live=live)
    bought = Purchase.objects.get()
    address = reverse("loyalty:till_receipt", args=[bought.public_id]) + "?sold=1"
    assert (done["Till-Location"] if live else done.url) == address
    slip = at.client.get(address).content.decode()
    assert "$15.00 change" in slip
    assert "New balance: Points" in slip
    assert (bought.paid_points, state(who)) == (500, (5, 0))
    again = at.sell(live=live)
    assert (again["Till-Location"] if live else again.url) == address
    assert Purchase.objects.count() == 1


def test_the_counter_reads_what_to_say(at: Till) -> None:
    """Of the customer: level, offers, today's birthday; of goods: selling points, likely questions, offers."""
    silver, today = ladder()["silver"], clock.today()
    day = min(today.day, 28) if today.month == 2 else today.day
    who = member(birth_month=today.month, birth_day=day)
    until = today + timedelta(days=30)
    give_level(customer=who, level=silver, until=until, reason="Friend", actor=None, now=clock.now())
    tea = product(name="Oolong", selling_points="Slowly roasted.", likely_questions="Is it strong?\nNo.")
    promotion(name="Tea week", products=[tea])
    promotion(name="Everything today")
    at.do("customer", customer=str(who.public_id))
    at.do("scan", scan=tea.sku)
    page = at.page()
    for text in (silver.name, "Birthday today", "Slowly roasted.", "Is it strong?", "Tea week: "):
        assert text in page
    [for_customer] = re.findall(r'id="offers">.*?</details>', page, re.DOTALL)
    assert "Everything today: " in for_customer
    assert "Tea week: " not in for_customer


@pytest.mark.parametrize(("live", "status"), [(False, 404), (True, 404)])
def test_what_is_not_known_is_said_at_the_field(at: Till, live: bool, status: int) -> None:
    answer = at.do("scan", scan="<script>alert(1)</script>", live=live)
    text = answer.content.decode()
    assert answer.status_code == status
    assert "&lt;script&gt;alert(1)&lt;/script&gt;” is not known." in text
    assert "<script>alert" not in text


def test_a_refusal_stands_at_its_line(at: Till) -> None:
    at.do("scan", scan=product().sku)
    line = at.row.lines[0]["id"]
    answer = at.do("percent", line=line, percent="200", live=True)
    assert answer.status_code == 422
    assert "between 0 and 100" in answer.content.decode()
    assert at.row.lines[0]["percent"] == "0"


def test_hostile_values(at: Till) -> None:
    at.do("scan", scan=product().sku)
    line = at.row.lines[0]["id"]
    for action, form in (
        ("quantity", {"line": line, "quantity": "1e9"}), ("quantity", {"line": "x" * 5000, "quantity": "\0"}),
        ("price", {"line": line, "amount": "NaN"}), ("pay", {"kind": "cash", "amount": "-1"}),
        ("store", {"store": "9" * 30}), ("customer", {"customer": "'; --"}), ("product", {"sku": "\0"}),
        ("claim", {"code": "K"}), ("extra", {"name": "x", "amount": "1" * 60}), ("unpay", {"part": "?"}),
        ("coupon", {"code": "é" * 300}), ("scan", {"scan": "9" * 5000}), ("no-such", {}),
    ):  # fmt: skip
        assert at.do(action, live=True, **form).status_code < 500, action
    assert at.do("scan", scan="x", basket="none").status_code == 404
    assert at.do("scan", scan="x", key="k" * 500).status_code < 500
    assert at.sell(version="9" * 99).status_code < 500


def test_a_double_tap_and_a_reload(at: Till) -> None:
    tea = product()
    for _tap in range(2):
        at.do("scan", scan=tea.sku, key="one")
    assert at.row.lines[0]["quantity"] == "1"
    key = re.search(r'name="key"\s+value="([^"]+)-check', at.page())
    assert key is not None
    assert at.page() != at.page()  # each page brings a key of its own


def test_parked_baskets_are_shown_and_taken_up(at: Till) -> None:
    at.do("scan", scan=product().sku)
    first = at.basket
    at.do("park", label="Red hat")
    assert "Red hat" in at.page()
    at.post("till_resume", parked=first)
    assert at.row.state == "open"
    assert at.post("till_resume", parked=str(ids.public_id()), live=True).status_code == 409


def test_many_lines_cost_no_more_statements(at: Till, django_assert_max_num_queries: Any) -> None:
    at.do("scan", scan=product().sku)
    with django_assert_max_num_queries(60) as one:
        at.page()
    before = len(one)  # the next request forgets them
    for _line in range(4):
        at.do("scan", scan=product().sku)
    with django_assert_max_num_queries(before):
        at.page()


def test_a_new_member_in_one_form(at: Till) -> None:
    answer = at.post("till_enrol", phone="202 555 0142", terms="on", wants_sms="on", key="k")
    assert answer.status_code == 302
    who = Customer.objects.get()
    assert (who.phone, who.display_name) == (PHONE, "Member …0142")
    assert who.membership.state == Membership.State.ACTIVE
    assert Consent.objects.get().state == "granted"
    assert at.row.customer == who
    at.post("till_enrol", phone="202 555 0142", terms="on", key="k", confirmed="1")
    assert Customer.objects.count() == 1


def test_the_form_comes_back_filled(at: Till) -> None:
    answer = at.post("till_enrol", phone="12", name="Ada", live=True)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Ada"' in text
    assert "is not a phone number" in text
    assert "Without the terms nobody becomes a member." in text


def test_a_known_number_is_asked_about(at: Till) -> None:
    at.post("till_enrol", phone=PHONE, name="Ada", terms="on")
    at.do("nobody")
    answer = at.post("till_enrol", phone=PHONE, terms="on", live=True)
    assert answer.status_code == 409
    assert "Ada" in answer.content.decode()
    assert Customer.objects.count() == 1
    at.post("till_enrol", phone=PHONE, name="Tim", terms="on", confirmed="1", live=True)
    assert Customer.objects.count() == 2


@pytest.mark.parametrize("live", [False, True])
def test_a_refused_top_up_keeps_what_was_typed(at: Till, live: bool) -> None:
    CurrencyPolicy.objects.filter(pk="stored").update(is_active=True)
    at.do("customer", customer=member().public_id)
    answer = at.post("till_act", "top-up", live=live, amount="1,500", kind="cash")
    assert answer.status_code == 422
    field = re.search(r'<input[^>]*id="top-up-amount"[^>]*>', answer.content.decode())
    assert field
    assert 'value="1,500"' in field[0]
    assert "value=" not in re.search(r'<input[^>]*id="top-up-amount"[^>]*>', at.page())[0]  # type: ignore[index]
