"""Paying at the till in parts, in cash and in units, and paying money in: once, exact, refused at its place."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from core import clock
from core.errors import DomainError
from loyalty.models import CurrencyPolicy, Entry, SpendingTerms, TillPayment, TopUpBonus
from loyalty.till import items, queries, selling
from sales.models import Product, Purchase
from tests.loyalty.factories import grant, member, only_rules, rule, state
from tests.loyalty.till_factories import Counter, desk, refused, screen, staff
from tests.sales.factories import customer, product

pytestmark = pytest.mark.django_db


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


def test_never_more_units_than_were_shown():
    SpendingTerms.objects.filter(pk="points").update(pay_value=Decimal(1), max_share=Decimal(100))
    only_rules()
    counter, who = Counter(), member()
    grant(who, 9000)
    counter.do("customer", customer=who.public_id)
    counter.scan(product(price=1000).sku)
    counter.do("check-out")
    counter.do("pay", kind="points", amount="10")
    SpendingTerms.objects.filter(pk="points").update(pay_value=Decimal("0.25"))
    assert refused(counter.sell).code == "price_changed"
    assert (state(who)[0], Purchase.objects.count()) == (9000, 0)


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
