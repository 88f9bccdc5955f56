"""Baskets, scanning and paying: every action once per key, every refusal at its place."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from core import clock, ids
from core.errors import DomainError
from core.models import User
from customers.memberpage import links
from customers.models import Customer
from loyalty.cards import services as cards
from loyalty.models import CurrencyPolicy, Entry, PriceLog, PricingSettings, TillBasket, TillPayment, TopUpBonus
from loyalty.till import baskets, items, queries, selling
from loyalty.till.items import Item
from sales.models import Product, Purchase, Store
from tests.loyalty.factories import grant, member, only_rules, rule, state
from tests.loyalty.pricing_factories import coupon, price_list, promotion, row
from tests.loyalty.till_factories import Counter, desk, sold, staff
from tests.sales.factories import customer, product

pytestmark = pytest.mark.django_db


def refused(action) -> DomainError:
    with pytest.raises(DomainError) as caught, transaction.atomic():
        action()
    return caught.value


# --- The pure part --------------------------------------------------------------------------


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


@pytest.mark.parametrize(
    ("amount", "capacities", "expected"),
    [(0, [5, 5], [0, 0]), (10, [5, 5], [5, 5]), (1, [1, 1, 1], [1, 0, 0]), (100, [333, 667], [33, 67]),
     (7, [0, 7], [0, 7]), (0, [], [])],
)  # fmt: skip
def test_shares(amount, capacities, expected):
    assert items.shares(amount, capacities) == expected


def test_shares_of_many_returns_add_up():
    left = [333, 1, 667]
    for amount in (100, 1, 250, 650):
        laid = items.shares(amount, left)
        assert sum(laid) == amount
        left = [capacity - share for capacity, share in zip(left, laid, strict=True)]
    assert left == [0, 0, 0]
    with pytest.raises(ValueError, match="does not fit"):
        items.shares(1, left)


# --- Scanning -------------------------------------------------------------------------------


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


# --- Once ------------------------------------------------------------------------------------


def test_the_same_tap_twice_is_one():
    counter, tea = Counter(), product()
    for _tap in range(3):
        counter.do("scan", key="same", scan=tea.sku)
    assert counter.row.lines[0]["quantity"] == "1"
    assert counter.row.version == 2


def test_a_refused_action_leaves_nothing_and_may_be_tried_again():
    counter, tea = Counter(), product()
    counter.scan(tea.sku)
    before = counter.row.version
    refused(lambda: counter.do("quantity", key="k", line=counter.row.lines[0]["id"], quantity="-1"))
    assert counter.row.version == before
    counter.do("quantity", key="k", line=counter.row.lines[0]["id"], quantity="4")
    assert counter.row.lines[0]["quantity"] == "4"


def test_two_windows_share_the_basket():
    """The second window brings an identifier of its own and gets the open basket of the desk."""
    at, tea = desk(), product()
    one, other = Counter(at), Counter(at)
    one.scan(tea.sku)
    other.scan(tea.sku)
    assert one.basket == other.basket
    assert one.row.lines[0]["quantity"] == "2"


def test_another_persons_basket_is_not_touched():
    counter = Counter()
    counter.scan(product().sku)
    foreign = Counter(desk(device="f" * 32))
    foreign.basket = counter.basket
    assert refused(lambda: foreign.scan("x")).code == "basket_unknown"


def test_the_database_keeps_one_open_basket_per_desk():
    counter = Counter()
    counter.scan(product().sku)
    row = counter.row
    with pytest.raises(IntegrityError), transaction.atomic():
        TillBasket.objects.create(owner=row.owner, device=row.device, created_at=row.created_at,
                                  touched_at=row.created_at)  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        TillBasket.objects.filter(pk=row.pk).update(state="sold")
    with pytest.raises(IntegrityError), transaction.atomic():
        TillBasket.objects.filter(pk=row.pk).update(state="lost")


# --- Parking ---------------------------------------------------------------------------------


def test_parking_and_going_on():
    at, tea, cup = desk(), product(), product()
    counter = Counter(at)
    counter.scan(tea.sku)
    first = counter.basket
    counter.do("park", label="Red hat")
    counter.basket = ids.public_id()
    counter.scan(cup.sku)
    second = counter.basket
    row = baskets.resume(desk=at, basket=first, now=counter.now)
    assert (row.public_id, row.lines[0]["sku"]) == (first, tea.sku)
    assert TillBasket.objects.get(public_id=second).state == "parked"
    assert baskets.resume(desk=at, basket=first, now=counter.now) == row  # a second tap
    other = desk(device="9" * 32)
    assert refused(lambda: baskets.resume(desk=other, basket=second, now=counter.now)).code == "basket_taken"


def test_colleagues_of_the_store_go_on_with_a_parked_basket():
    shop = Store.objects.create(code="main", name="Main")
    one, other = Counter(desk()), Counter(desk(device="e" * 32))
    one.scan(product().sku)
    one.do("store", store=shop.pk)
    one.do("park")
    assert [row.public_id for row in baskets.parked(other.desk, shop)] == [one.basket]
    assert baskets.resume(desk=other.desk, basket=one.basket, now=one.now).owner == other.desk.user


def test_nothing_cannot_be_parked():
    assert refused(lambda: Counter().do("park")).code == "basket_empty"


def test_forgotten_baskets_go():
    counter = Counter()
    counter.scan(product().sku)
    assert baskets.forget(now=counter.now + timedelta(hours=1)) == 0
    assert baskets.forget(now=counter.now + timedelta(days=3)) == 1
    baskets.forget(now=counter.now + timedelta(days=40))
    assert not TillBasket.objects.exists()


# --- Prices ----------------------------------------------------------------------------------


def screen(counter: Counter) -> queries.Screen:
    return queries.screen(counter.desk, now=counter.now)


def test_prices_are_live_and_explained():
    counter, tea = Counter(), product(price=1000)
    promotion(percent=10, name="Tea week", products=[tea])
    counter.scan(f"2*{tea.sku}")
    shown = screen(counter)
    assert (shown.total, shown.list_total, shown.saved) == (1800, 2000, 200)
    assert "Tea week −10 % = 18.00" in shown.rows[0].explanation
    assert shown.rows[0].offers[0].startswith("Tea week")


def test_goods_without_a_price_ask_for_one():
    counter, odd = Counter(), product(price=None)
    counter.scan(odd.sku)
    assert not screen(counter).is_complete
    assert refused(lambda: counter.do("check-out")).code == "price_unknown"
    counter.do("price", line=counter.row.lines[0]["id"], amount="4.50")
    assert screen(counter).total == 450
    known = product(price=700)
    counter.scan(known.sku)
    counter.do("price", line=counter.row.lines[1]["id"], amount="0.01")  # the catalogue's price stands
    assert screen(counter).total == 1150


def test_goods_outside_the_catalogue():
    counter = Counter()
    counter.do("extra", name="Gift wrapping", amount="2.00")
    assert screen(counter).total == 200
    assert refused(lambda: counter.do("extra", name="x", amount="-2")).code == "amount_out_of_range"
    assert refused(lambda: counter.do("extra", name="x", amount="two")).code == "amount_invalid"


def test_staff_discount_by_permission_and_limit():
    PricingSettings.objects.update(max_staff_discount=Decimal(10))
    counter, tea = Counter(), product(price=1000)
    counter.scan(tea.sku)
    line = counter.row.lines[0]["id"]
    counter.do("percent", line=line, percent="10")
    assert screen(counter).total == 900
    assert refused(lambda: counter.do("percent", line=line, percent="10.5")).code == "staff_discount_too_large"
    assert screen(counter).total == 900
    without = Counter(desk(staff("")))
    without.scan(tea.sku)
    line = without.row.lines[0]["id"]
    assert refused(lambda: without.do("percent", line=line, percent="1")).code == "staff_discount_forbidden"
    boss = Counter(desk(staff("manager")))
    boss.scan(tea.sku)
    boss.do("percent", line=boss.row.lines[0]["id"], percent="50")
    assert screen(boss).total == 500


def test_a_reduced_item_shows_the_lowest_price_of_the_days_before():
    now = clock.now()
    tea, cup = product(price=2000, name="Tea"), product(price=800)
    PriceLog.objects.filter(subject="product").update(at=now - timedelta(days=200))
    cheap = price_list(name="Sale", valid_from=now - timedelta(days=2))
    row(cheap, price=1500, product=tea)
    PriceLog.objects.exclude(subject="product").update(at=now - timedelta(days=3))
    counter = Counter(now=now)
    counter.scan(tea.sku, cup.sku)
    for _state in ("buying", "paying"):
        shown = {one.item.product: one.reduction for one in queries.screen(counter.desk, now=now).rows}
        assert shown[cup.pk] is None
        assert shown[tea.pk]
        assert (shown[tea.pk].price, shown[tea.pk].lowest, shown[tea.pk].days) == (1500, 2000, 30)
        counter.do("check-out")


def stored(**steps: Any) -> None:
    CurrencyPolicy.objects.filter(pk="stored").update(is_active=True)
    TopUpBonus.objects.all().delete()
    if steps:
        TopUpBonus.objects.create(**steps)


def test_money_is_paid_in_at_the_till_once_with_its_bonus():
    stored(minimum=5000, percent=10)
    counter, who = Counter(), member()
    assert refused(lambda: counter.do("top-up", amount="50", kind="cash")).code == "customer_missing"
    counter.do("customer", customer=who.public_id)
    counter.scan(product(price=1000).sku)
    counter.do("check-out")
    counter.do("pay", kind="cash", amount="4")
    said = counter.do("top-up", key="tap-1", amount="50", kind="card")
    assert said.text == "$50.00 paid in, $5.00 on top; $55.00 to spend."
    assert counter.do("top-up", key="tap-1", amount="50", kind="card") is None
    entry = Entry.objects.get(pk=said.top_up)
    assert (entry.units, entry.actor, entry.reason) == (5000, counter.desk.user, "Paid in at the till: Bank card")
    assert [part["amount"] for part in counter.row.payments] == [400]  # what is being paid stays
    usable = {one.currency: one.most for one in queries.screen(counter.desk, now=clock.now()).usable}
    assert usable["stored"] == 600
    counter.do("pay", kind="stored")
    assert counter.sell().purchase.paid_gift_card == 600


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"amount": "0", "kind": "cash"}, "amount_invalid"),
        ({"amount": "-5", "kind": "cash"}, "amount_out_of_range"),
        ({"amount": "1.500", "kind": "cash"}, "amount_ambiguous"),
        ({"amount": "4006381333931", "kind": "cash"}, "amount_looks_scanned"),
        ({"amount": "5", "kind": "points"}, "payment_unknown"),
        ({"amount": "5", "kind": "stored"}, "payment_unknown"),
        ({"amount": "", "kind": "cash"}, "amount_invalid"),
    ],
)
def test_what_is_no_top_up(form, code):
    stored()
    counter = Counter()
    counter.do("customer", customer=member().public_id)
    assert refused(lambda: counter.do("top-up", **form)).code == code


def test_a_top_up_needs_the_currency_the_member_and_the_permission():
    counter, who = Counter(), member()
    counter.do("customer", customer=who.public_id)
    CurrencyPolicy.objects.filter(pk="stored").update(is_active=False)
    assert queries.screen(counter.desk, now=clock.now()).header.top_up is None
    assert refused(lambda: counter.do("top-up", amount="5", kind="cash")).code == "stored_off"
    stored()
    assert queries.screen(counter.desk, now=clock.now()).header.top_up is not None
    other = Counter(desk(staff("analyst")))
    other.do("customer", customer=who.public_id)
    assert refused(lambda: other.do("top-up", amount="5", kind="cash")).status == 403


def test_units_to_earn_and_the_header():
    only_rules()
    rule(1)
    counter, tea, who = Counter(), product(price=1000), member()
    grant(who, 50)
    counter.do("customer", customer=who.public_id)
    counter.scan(tea.sku)
    shown = screen(counter)
    assert [(one.currency, one.units) for one in shown.earns] == [("points", 10)]
    assert [(account.currency, account.available) for account in shown.header.balances] == [("points", 50)]
    assert shown.header.is_member


def test_a_birthday_is_seen():
    today = clock.today()
    who = member(birth_month=today.month, birth_day=min(today.day, 28) if today.month == 2 else today.day)
    assert queries.is_birthday(who, clock.now())
    assert not queries.is_birthday(member(), clock.now())


# --- Paying ----------------------------------------------------------------------------------


def test_parts_of_the_payment():
    counter, tea = Counter(), product(price=5000)
    counter.scan(tea.sku)
    counter.do("check-out")
    counter.do("pay", kind="card", amount="20.00")
    assert refused(lambda: counter.do("pay", kind="card", amount="30.01")).code == "paid_too_much"
    assert refused(lambda: counter.do("pay", kind="moon", amount="1")).code == "payment_unknown"
    assert refused(lambda: counter.do("pay", kind="cash", amount="0")).code == "amount_invalid"
    assert refused(lambda: counter.sell()).code == "not_paid"
    counter.do("pay", kind="cash", amount="50.00")
    assert refused(lambda: counter.do("pay", kind="cash", amount="1")).code == "paid_already"
    purchase = counter.sell().purchase
    parts = list(TillPayment.objects.filter(purchase=purchase).values_list("kind", "amount", "received"))
    assert parts == [("card", 2000, None), ("cash", 3000, 5000)]


def test_amounts_are_typed_as_people_write_them():
    counter = Counter()
    counter.scan(product(price=1250).sku)
    counter.do("check-out")
    assert refused(lambda: counter.pay("cash", "1.500")).code == "amount_ambiguous"
    assert refused(lambda: counter.pay("cash", "4006381333931")).code == "amount_looks_scanned"
    assert refused(lambda: counter.do("extra", name="Vase", amount="4006381333931")).code == "amount_looks_scanned"
    counter.pay("cash", "12,50")
    assert selling.left_to_pay(counter.row) == 0


def test_cash_in_two_goes_keeps_the_change():
    counter = Counter()
    counter.scan(product(price=5000).sku)
    counter.pay("cash", "20")
    counter.do("pay", kind="cash", amount="40")
    part = items.parts_of(counter.row.payments)[0]
    assert (part.amount, part.received, part.change) == (5000, 6000, 1000)


def test_changing_the_basket_gives_up_quote_and_parts():
    counter, tea = Counter(), product()
    counter.scan(tea.sku)
    counter.pay("card", "1.00")
    counter.scan(tea.sku)
    assert (counter.row.quote, counter.row.payments) == (None, [])


def test_a_price_that_changes_while_somebody_pays():
    """The quote holds; once it is over nobody pays by it."""
    counter, tea = Counter(), product(price=1000)
    counter.scan(tea.sku)
    counter.do("check-out")
    Product.objects.filter(pk=tea.pk).update(price=2000)
    assert screen(counter).total == 1000
    counter.do("pay", kind="cash", amount="")
    late = counter.row.quote.valid_until
    counter.now = late
    assert refused(lambda: counter.sell()).code == "quote_expired"
    counter.now = late - timedelta(seconds=1)
    assert counter.sell().purchase.amount == 1000


def test_a_window_that_is_behind_does_not_sell():
    counter = Counter()
    counter.scan(product().sku)
    counter.pay()
    behind = counter.row.version
    counter.do("back")
    counter.do("check-out")
    counter.do("pay", kind="card", amount="")
    assert refused(lambda: counter.sell(version=behind)).code == "basket_changed"


def test_the_sale_once_whatever_is_sent_again():
    counter, who = Counter(), member()
    counter.do("customer", customer=who.public_id)
    counter.scan(product(price=1000).sku)
    counter.pay()
    first = counter.sell(key="k")
    again = counter.sell(key="k", version=1)
    other = counter.sell(key="other", version=99)
    assert first.is_new
    assert not again.is_new
    assert first.purchase == again.purchase == other.purchase
    assert Purchase.objects.count() == 1
    assert refused(lambda: counter.do("scan", scan="x")).code == "basket_sold"
    assert first.purchase.number == selling.number_of(counter.row)


def test_a_sale_that_fails_leaves_nothing(monkeypatch):
    who = member()
    grant(who, 5000)
    counter = Counter()
    counter.do("customer", customer=who.public_id)
    counter.scan(product(price=1000).sku)
    counter.pay("points", "5.00")
    counter.do("pay", kind="cash", amount="")
    before = state(who)

    def fail(*_parts, **_values):
        raise DomainError("broken", "broken")

    monkeypatch.setattr("loyalty.till.units.take", fail)
    assert refused(lambda: counter.sell()).code == "broken"
    assert not Purchase.objects.exists()
    assert state(who) == before
    assert counter.row.state == "open"


def test_what_is_earned_is_foretold_alike_before_and_while_units_pay():
    only_rules()
    rule(1)
    rule(2, kind="multiplier", weekdays=[clock.business_day(clock.now()).isoweekday() % 7 + 1])
    rule(10, kind="bonus", purchase_number=1)
    who, counter = member(), Counter()
    grant(who, 2000)
    counter.do("customer", customer=who.public_id)
    counter.scan(product(price=3000).sku)
    assert [one.units for one in screen(counter).earns] == [40]
    counter.do("check-out")
    counter.do("pay", kind="points", amount="20.00")
    assert [one.units for one in screen(counter).earns] == [20], "the bonus of the first purchase, no multiplier"
    counter.do("pay", kind="card", amount="")
    counter.sell()
    assert state(who) == (20, 0)


def test_units_pay_and_earn_nothing_for_their_part():
    only_rules()
    rule(1)
    who, counter = member(), Counter()
    grant(who, 2000)
    counter.do("customer", customer=who.public_id)
    counter.scan(product(price=3000).sku)
    counter.do("check-out")
    assert refused(lambda: counter.do("pay", kind="cashback", amount="1")).code == "insufficient"
    assert refused(lambda: counter.do("pay", kind="points", amount="20.01")).code == "insufficient"
    counter.do("pay", kind="points", amount="20.00")
    assert [one.units for one in screen(counter).earns] == [10]
    counter.do("pay", kind="card", amount="")
    purchase = counter.sell().purchase
    assert (purchase.amount, purchase.paid_points) == (3000, 2000)
    assert state(who) == (10, 0)


def test_nobodys_units_do_not_pay():
    counter = Counter()
    counter.scan(product().sku)
    counter.do("check-out")
    assert refused(lambda: counter.do("pay", kind="points", amount="")).code == "customer_missing"


def test_a_customer_who_is_no_member_pays_with_nothing():
    counter, who = Counter(), customer()
    counter.do("customer", customer=who.public_id)
    counter.scan(product().sku)
    counter.do("check-out")
    assert refused(lambda: counter.do("pay", kind="points", amount="")).code == "insufficient"
