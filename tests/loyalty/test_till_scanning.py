"""Scanning at the till: goods, bar codes, cards, phones, coupons, receipts, names; how many may stand in front."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from core import clock
from core.errors import DomainError
from core.models import User
from customers.memberpage import links
from customers.models import Customer
from loyalty.cards import services as cards
from loyalty.till import items
from loyalty.till.items import Item
from sales.models import Product, Purchase
from tests.loyalty.factories import member
from tests.loyalty.pricing_factories import coupon, promotion
from tests.loyalty.till_factories import Counter, desk, refused, sold, staff
from tests.sales.factories import product

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "quantity", "code"),
    [("3*TEA-1", "3", "TEA-1"), ("2 x 4006381333931", "2", "4006381333931"), ("0,5×RICE", "0.5", "RICE"),
     ("TEA-1", None, "TEA-1"), ("XL-3", None, "XL-3"), ("10000*A", None, "10000*A")],
)  # fmt: skip
def test_how_many_may_stand_in_front(text, quantity, code):
    assert items.split_times(text) == (Decimal(quantity) if quantity else None, code)


def test_a_second_scan_counts_up():
    tea = Item("a", 1, "TEA", "Tea")
    both = items.added(items.added([tea], Item("b", 2, "CUP", "Cup")), Item("c", 1, "TEA", "Tea", "2"))
    assert [(item.id, item.quantity) for item in both] == [("a", "3"), ("b", "1")]
    assert items.with_quantity(both, "a", Decimal(0)) == both[1:]


def test_quantities_have_limits():
    many = [Item(str(n), n, f"S{n}", "x") for n in range(1, items.MAX_ITEMS + 1)]
    assert refused(lambda: items.added(many, Item("x", 9999, "X", "x"))).code == "lines_many"
    assert refused(lambda: items.with_quantity(many, "1", Decimal(10_000))).code == "quantity_invalid"
    assert refused(lambda: items.read_quantity("1e3")).code == "quantity_invalid"
    assert refused(lambda: items.read_percent("101")).code == "percent_invalid"


def test_goods_by_their_code_in_any_case():
    counter, tea = Counter(), product(sku="TEA-1")
    counter.scan("TEA-1", "tea-1", " 3*TEA-1 ")
    assert [(line["product"], line["quantity"]) for line in counter.row.lines] == [(tea.pk, "5")]


def test_goods_by_the_bar_code_on_them():
    """A till in America tells twelve digits of what a scanner elsewhere tells thirteen."""
    counter, tea = Counter(), product(sku="TEA-1", barcode="0036000291452")
    counter.scan("0036000291452", "036000291452", "2*036000291452", "tea-1")
    assert [(line["product"], line["quantity"]) for line in counter.row.lines] == [(tea.pk, "5")]


def test_a_card_that_does_not_work_is_refused_with_its_reason():
    counter, who, other = Counter(), member(), member()
    card = cards.issue_card(customer=who, actor=None, now=clock.now())
    counter.scan(card.number)
    assert counter.row.customer == who
    counter.do("customer", customer=other.public_id)
    cards.report_lost(card=card, actor=None, now=clock.now(), reason="left in a taxi")
    with pytest.raises(DomainError) as lost:
        counter.scan(card.number)
    assert (lost.value.code, counter.row.customer) == ("card_lost", other)
    assert "left in a taxi" in str(lost.value)
    cards.reactivate_card(card=card, actor=None, now=clock.now())
    cards.block_card(card=card, actor=None, now=clock.now(), reason="abuse")
    assert refused(lambda: counter.scan(card.number)).code == "card_blocked"
    assert counter.row.customer == other


def test_a_replaced_card_leads_to_its_customer_while_the_new_one_works():
    counter, who = Counter(), member()
    card = cards.issue_card(customer=who, actor=None, now=clock.now())
    new = cards.replace_card(card=card, actor=None, now=clock.now())
    said = counter.do("scan", scan=card.number)
    assert (said.tone, counter.row.customer) == ("warn", who)
    counter.do("nobody")
    cards.report_lost(card=new, actor=None, now=clock.now())
    assert refused(lambda: counter.scan(card.number)).code == "card_replaced"
    assert counter.row.customer is None


def test_a_phone_finds_one_several_or_nobody():
    counter, phone = Counter(), "+12025550142"
    assert counter.do("scan", scan="202 555 0142").phone == phone
    one = enrolled(phone)
    counter.scan("(202) 555-0142")
    assert counter.row.customer == one
    other = enrolled(phone)
    assert {who.pk for who in counter.do("scan", scan=phone).customers} == {one.pk, other.pk}
    counter.do("customer", customer=other.public_id)
    assert counter.row.customer == other


def enrolled(phone: str) -> Customer:
    from customers import services

    return services.create_customer(data={"display_name": "Ada", "phone": phone}, actor=None, now=clock.now())


def test_a_coupon_a_receipt_a_name_and_nothing():
    counter, tea = Counter(), product(name="Green tea")
    found = coupon(promotion(needs_coupon=True), code="SPRING")
    counter.scan(found.code.lower())
    assert counter.row.coupons == ["SPRING"]
    purchase = sold(tea, at=desk(device="e" * 32))
    assert counter.do("scan", scan=purchase.number).purchase == purchase
    assert counter.do("scan", scan="green").products == [tea]
    assert refused(lambda: counter.do("scan", scan="qqqq")).code == "scan_unknown"
    assert refused(lambda: counter.do("scan", scan="  ")).code == "scan_empty"
    assert refused(lambda: counter.do("scan", scan="\0" * 5)).code == "scan_empty"


def test_two_tills_with_the_same_number_are_asked_about():
    counter, tea = Counter(), product()
    one, other = (recorded("4711", f"till-{n}", tea) for n in (1, 2))
    said = counter.do("scan", scan="4711")
    assert set(said.purchases) == {one, other}
    assert said.purchase is None


def recorded(number: str, source: str, goods: Product) -> Purchase:
    from sales.drafts import LineDraft, PurchaseDraft
    from sales.services import record_purchase

    now = clock.now()
    lines = [LineDraft(amount=1000, product=goods.sku)]
    return record_purchase(draft=PurchaseDraft(source=source, number=number, occurred_at=now, lines=lines), now=now)


def test_a_scanner_reads_the_qr_codes_that_we_print():
    """They hold addresses: of the page where a receipt is claimed, of a member's page and card."""
    counter, who = Counter(), member()
    purchase = sold(at=desk(device="e" * 32))
    address = f"https://shop.example/loyalty/claim/?code={purchase.claim.code}"
    assert counter.do("scan", scan=address).claim == purchase.claim
    counter.scan(f"http://localhost:8000{links.path_for(who, now=clock.now())}")
    assert counter.row.customer == who
    counter.do("nobody")
    card = reverse("loyalty:member_card", args=[links.token_for(who, now=clock.now())])
    counter.scan(f"HTTPS://shop.example{card}")
    assert counter.row.customer == who
    for foreign in (
        "https://shop.example/m/forged/",
        "https://shop.example/loyalty/claim/?code=K",
        "http://[",
        "http://",
    ):
        assert refused(lambda: counter.do("scan", scan=foreign)).code == "scan_unknown"  # noqa: B023


def test_whoever_is_known_becomes_a_member_with_one_tap():
    counter, who = Counter(), enrolled("+12025550142")
    counter.do("customer", customer=who.public_id)
    assert refused(lambda: counter.do("member")).code == "terms_missing"
    assert "member now" in counter.do("member", terms="1", wants_sms="1", key="tap").text
    assert counter.do("member", terms="1", wants_sms="1", key="tap") is None
    who.refresh_from_db()
    assert who.membership.state == "active"
    assert who.consents.get(channel="sms").state == "granted"
    assert refused(lambda: counter.do("member", terms="1")).code == "already_member"
    clerk = Counter(desk(staff("")))
    assert refused(lambda: clerk.do("member", terms="1")).code == "forbidden"


def test_planned_goods_are_not_sold_and_discontinued_ones_warn():
    counter = Counter()
    later, gone = product(state=Product.State.PLANNED), product(state=Product.State.DISCONTINUED)
    assert refused(lambda: counter.do("scan", scan=later.sku)).code == "product_not_on_sale"
    assert counter.do("scan", scan=gone.sku).tone == "warn"


def test_customers_of_colleagues_stay_hidden():
    clerk = staff("")
    from django.contrib.auth.models import Permission

    clerk.user_permissions.set(Permission.objects.filter(codename__in=["operate_till", "view_customer"]))
    who = member(assigned_to=staff("manager"))
    card = cards.issue_card(customer=who, actor=None, now=clock.now())
    counter = Counter(desk(User.objects.get(pk=clerk.pk)))
    assert refused(lambda: counter.do("scan", scan=card.number)).code == "card_foreign"
    assert refused(lambda: counter.do("customer", customer=who.public_id)).code == "customer_unknown"
