"""The pages of the till: permissions, both ways of sending, idempotent posts, the public pages under fire."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from core import clock, ids
from core.models import User
from customers import memberpage
from customers.models import Consent, Customer, Membership
from loyalty.models import CurrencyPolicy, Entry, ReceiptClaim, Reward, TillBasket, TillSettings
from loyalty.rewards import services as rewards
from loyalty.till import enrolling
from sales.models import Purchase, Return
from tests.loyalty.factories import grant, member, only_rules, rule, state
from tests.loyalty.till_factories import Counter, sold, staff
from tests.sales.factories import product

pytestmark = pytest.mark.django_db
PHONE = "+12025550142"


@pytest.fixture
def cashier() -> User:
    return staff()


@pytest.fixture
def at(client: Client, cashier: User) -> Till:
    client.force_login(cashier)
    return Till(client)


class Till:
    """The page as a browser without scripts (or, with `live`, as the script) uses it."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.basket = str(ids.public_id())

    def post(self, name: str, /, *args: Any, live: bool = False, **form: Any) -> Any:
        told = {"basket": self.basket, "key": ids.short_code(12)} | form
        headers = {"HX-Request": "true"} if live else {}
        return self.client.post(reverse(f"loyalty:{name}", args=args), told, headers=headers)

    def do(self, action: str, /, **form: Any) -> Any:
        return self.post("till_act", action, **form)

    def page(self) -> str:
        return self.client.get(reverse("loyalty:till")).content.decode()

    @property
    def row(self) -> TillBasket:
        return TillBasket.objects.get(public_id=self.basket)

    def sell(self, **form: Any) -> Any:
        return self.post("till_sell", **{"version": self.row.version, **form})


# --- Who may --------------------------------------------------------------------------------

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


# --- A sale, both ways ------------------------------------------------------------------------


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


# --- Enrolling at the counter -----------------------------------------------------------------


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


# --- Receipts, claims, returns ------------------------------------------------------------------


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


# --- The public pages -----------------------------------------------------------------------


def join(client: Client, address: str = "", **form: str) -> Any:
    told = {"phone": PHONE, "terms": "on"} | form
    return client.post(address or reverse("loyalty:join_alone"), told)


def test_a_customer_joins_alone_and_consent_waits(client: Client) -> None:
    ticket = enrolling.ticket("main")
    answer = join(
        client, reverse("loyalty:join", args=[ticket]), wants_sms="on", email="a@example.org", wants_email="on"
    )
    assert answer.url == reverse("loyalty:joined")
    who = Customer.objects.get()
    assert who.membership.enrolled_where == "main"
    assert {consent.state for consent in Consent.objects.all()} == {"pending"}
    assert client.get(answer.url).status_code == 200


def test_a_known_number_is_not_given_away(client: Client) -> None:
    first = join(client)
    again = join(client, name="Somebody else")
    assert (first.status_code, first.url) == (again.status_code, again.url)
    assert Customer.objects.count() == 1
    assert Customer.objects.get().display_name == "Member …0142"
    other = join(client, phone="+12025550143", email="Taken@example.org")
    same = join(client, phone="+12025550144", email="taken@example.org")
    assert other.url == same.url
    assert Customer.objects.count() == 2


def test_the_terms_can_be_read_before_they_are_accepted(client: Client, at: Till) -> None:
    """As text, whatever stands in them; without any there is nothing to open."""
    assert "Read the terms" not in Client().get(reverse("loyalty:join_alone")).content.decode()
    TillSettings.objects.update_or_create(pk=1, defaults={"terms_text": "You <b>collect</b>.\n\nYou may leave."})
    for page in (Client().get(reverse("loyalty:join_alone")).content.decode(), at.page()):
        assert "Read the terms" in page
        assert "<p>You &lt;b&gt;collect&lt;/b&gt;.</p>" in page


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


def test_robots_fill_in_everything(client: Client) -> None:
    assert join(client, website="https://spam.example").url == reverse("loyalty:joined")
    assert not Customer.objects.exists()


def test_too_often_from_one_address(client: Client) -> None:
    for number in range(enrolling.PER_ADDRESS):
        assert join(client, phone=f"+1202555{1000 + number}").status_code == 302
    assert join(client).status_code == 429
    ticket = reverse("loyalty:join", args=[enrolling.ticket("main")])
    assert join(client, ticket).status_code == 302  # the shop's own network


def test_behind_a_proxy_each_customer_has_an_address_of_their_own(client: Client, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    url, told = reverse("loyalty:join_alone"), {"phone": PHONE, "terms": "on"}
    for number in range(enrolling.PER_ADDRESS):
        client.post(url, told, headers={"X-Forwarded-For": f"198.51.100.{number}, 203.0.113.7"})
    assert client.post(url, told, headers={"X-Forwarded-For": "203.0.113.7"}).status_code == 429
    assert client.post(url, told, headers={"X-Forwarded-For": "203.0.113.8"}).status_code == 302


def test_in_all_there_are_only_so_many_an_hour(client: Client) -> None:
    TillSettings.objects.create(pk=1, joins_per_hour=1)
    assert join(client).status_code == 302
    assert join(client, reverse("loyalty:join", args=[enrolling.ticket("x")])).status_code == 429


def test_a_foreign_ticket_is_no_ticket(client: Client) -> None:
    address = reverse("loyalty:join", args=["made-up"])
    for number in range(enrolling.PER_ADDRESS):
        join(client, address, phone=f"+1202555{2000 + number}")
    assert join(client, address).status_code == 429


def test_joining_can_be_closed(client: Client) -> None:
    TillSettings.objects.create(pk=1, is_joining_open=False)
    assert join(client).status_code == 403
    assert "<form" not in client.get(reverse("loyalty:join_alone")).content.decode()


@pytest.mark.parametrize(
    "form",
    [{"phone": ""}, {"phone": "x" * 5000}, {"phone": "\0"}, {"terms": ""}, {"email": "no"}, {"name": "a\0b"},
     {"name": "x" * 500}, {"phone": "'; DROP TABLE"}, {"phone": "+999999999999999"}],
)  # fmt: skip
def test_nonsense_is_refused_kindly(client: Client, form: dict[str, str]) -> None:
    assert join(client, **form).status_code == 422
    assert not Customer.objects.exists()


def test_names_are_text(client: Client, at: Till) -> None:
    join(client, name="<img src=x onerror=alert(1)>")
    at.do("scan", scan=PHONE)
    assert "<img src=x" not in at.page()


def test_joining_with_a_receipt_in_the_hand(client: Client) -> None:
    bought = sold()
    code = ReceiptClaim.objects.get().code
    page = client.get(reverse("loyalty:claim") + f"?code={code}")
    assert code in page.content.decode()
    join(client, code=code)
    bought.refresh_from_db()
    assert bought.customer == Customer.objects.get()
    assert client.get(reverse("loyalty:claim") + "?code=%00<b>").status_code == 200


def test_a_member_claims_on_their_own_page(client: Client) -> None:
    bought, who = sold(), member()
    code = ReceiptClaim.objects.get().code
    token = memberpage.token_for(who, now=clock.now())
    assert "Claim the receipt" in client.get(reverse("customers:member_page", args=[token])).content.decode()
    address = reverse("loyalty:member_claim", args=[token])
    assert client.post(address, {"code": "K22222222"}).status_code == 404
    assert client.post(address, {"code": code}).status_code == 200
    bought.refresh_from_db()
    assert bought.customer == who
    assert client.post(reverse("loyalty:member_claim", args=["wrong"]), {"code": code}).status_code == 404


def test_tickets_end(settings: Any) -> None:
    from django.core import signing

    told = enrolling.ticket("main")
    assert enrolling.read_ticket(told) == "main"
    settings.SECRET_KEY = "another key of some length that signs nothing old"  # a test
    assert enrolling.read_ticket(told) == ""
    assert signing.BadSignature
    assert timedelta(seconds=enrolling.TICKET_SECONDS) == timedelta(days=1)
