"""Exchanges at the till: a return and a sale in one transaction, to the cent and the unit, once."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from core import clock
from core.errors import DomainError
from loyalty.models import Entry, TillPayment, TillRefund
from loyalty.till import exchanging, queries, returning
from sales.drafts import ReturnLineDraft
from sales.models import Product, Purchase, Return
from tests.loyalty.factories import grant, member, only_rules, rule, state
from tests.loyalty.till_factories import Counter, Till, sold, staff
from tests.sales.factories import product

pytestmark = pytest.mark.django_db


def refused(action: Any) -> str:
    with pytest.raises(DomainError) as caught, transaction.atomic():
        action()
    return caught.value.code


def typed(bought: Purchase, quantity: Any = 1, number: str = "R-1", **more: str) -> dict[str, str]:
    line = bought.lines.order_by("position")[0].pk
    return {
        "receipt": str(bought.public_id), "number": number, f"quantity_{line}": str(quantity), "reason": "too small",
    } | more  # fmt: skip


def begun(bought: Purchase, *goods: Product, quantity: Any = 1) -> Counter:
    """At the till, with what comes back and what is taken instead."""
    counter = Counter()
    counter.do("exchange", **typed(bought, quantity))
    counter.scan(*(item.sku for item in goods))
    return counter


def screen(counter: Counter) -> queries.Screen:
    return queries.screen(counter.desk, now=clock.now())


def test_dearer_goods_cost_the_difference() -> None:
    only_rules()
    rule(1)
    who = member()
    bought = sold(product(price=1000), customer=who)
    assert state(who) == (10, 0)
    counter = begun(bought, product(price=2500))
    assert counter.row.customer == who  # whose receipt it is
    assert screen(counter).difference == 1500
    assert not Return.objects.exists()  # nothing is booked before the sale is
    counter.do("check-out")
    assert screen(counter).left == 1500
    counter.do("pay", kind="cash", amount="20")
    done = counter.sell().purchase
    back = Return.objects.get()
    assert (back.purchase, back.amount, back.reason) == (bought, 1000, "too small")
    parts = TillPayment.objects.filter(purchase=done).order_by("position")
    assert list(parts.values_list("kind", "amount", "received")) == [("exchange", 1000, None), ("cash", 1500, 2000)]
    assert state(who) == (25, 0)  # the ten went back, the new ones came
    assert counter.sell().purchase == done
    assert (Purchase.objects.count(), Return.objects.count()) == (2, 1)


def test_cheaper_goods_pay_the_rest_out() -> None:
    bought = sold(product(price=3000))
    counter = begun(bought, product(price=1200))
    shown = screen(counter)
    assert (shown.difference, shown.owed) == (-1800, 1800)
    counter.do("check-out")
    assert screen(counter).left == 0
    done = counter.sell().purchase
    found = exchanging.waiting(counter.row)
    assert found
    assert (found.used, found.left) == (1200, 1800)
    assert list(TillPayment.objects.filter(purchase=done).values_list("kind", "amount")) == [("exchange", 1200)]


@pytest.mark.parametrize(
    ("price", "paid", "anew", "out"),
    [(1200, [("voucher", 1200)], 1800, 1000), (3500, [("voucher", 3000), ("exchange", 500)], 0, 500)],
)
def test_a_voucher_comes_back_as_a_voucher(price: int, paid: list[Any], anew: int, out: int) -> None:
    """30.00 by voucher and 10.00 in cash: what the voucher paid never becomes money, now or with a later return."""
    counter = Counter()
    counter.scan(product(price=4000).sku)
    counter.pay("voucher", "30")
    counter.do("pay", kind="cash")
    again = begun(counter.sell().purchase, product(price=price))
    shown = screen(again)
    assert (shown.owed, [amount for _, amount in shown.anew]) == (out, [anew] if anew else [])
    again.do("check-out")
    done = again.sell().purchase
    assert list(TillPayment.objects.filter(purchase=done).order_by("position").values_list("kind", "amount")) == paid
    assert done.paid_voucher == paid[0][1]
    found = exchanging.waiting(again.row)
    assert found
    assert (found.left, [amount for _, amount in found.anew]) == (out, [anew] if anew else [])
    lines = [ReturnLineDraft(done.lines.get().pk, Decimal(1))]
    draft = returning.draft_for(done, number="R-2", lines=lines, reason="broken", now=clock.now())
    outcome = returning.take_back(draft=draft, now=clock.now(), actor=staff())
    assert [(one.kind, one.amount) for one in outcome.refunds] == paid
    assert outcome.handed_out == price - paid[0][1]


def test_an_exchange_that_waited_through_an_upgrade() -> None:
    """Baskets of before said neither what was bound nor which part the goods had laid."""
    counter = begun(sold(product(price=3000)), product(price=1200))
    counter.do("check-out")
    row = counter.row
    del row.exchange["bound"]
    row.payments = [{name: value for name, value in part.items() if name != "is_exchanged"} for part in row.payments]
    row.save()
    found = exchanging.waiting(counter.row)
    assert found
    assert (found.used, found.left, found.anew) == (1200, 1800, [])
    counter.sell()
    assert Return.objects.count() == 1


def test_units_that_paid_go_back_to_the_member_and_pay_for_nothing_here() -> None:
    only_rules()
    who, counter = member(), Counter()
    grant(who, 1000)
    counter.do("customer", customer=who.public_id)
    counter.scan(product(price=3000).sku)
    counter.pay("points", "10")
    counter.do("pay", kind="cash")
    bought = counter.sell().purchase
    assert state(who) == (0, 0)
    again = begun(bought, product(price=2000))
    found = exchanging.waiting(again.row)
    assert found
    assert (found.amount, found.money, found.to_account) == (3000, 2000, 1000)
    again.do("check-out")
    again.sell()
    assert state(who) == (1000, 0)
    assert set(TillRefund.objects.values_list("kind", "amount", "units")) == {
        ("points", 1000, 1000),
        ("cash", 2000, 0),
    }


def test_what_was_taken_instead_comes_back_like_anything() -> None:
    counter = begun(sold(product(price=1000)), product(price=2500))
    counter.pay("card")
    done = counter.sell().purchase
    line = ReturnLineDraft(done.lines.get().pk, Decimal(1))
    draft = returning.draft_for(done, number="R-2", lines=[line], reason="broken", now=clock.now())
    outcome = returning.take_back(draft=draft, now=clock.now(), actor=staff())
    assert [(one.kind, one.amount) for one in outcome.refunds] == [("exchange", 1000), ("card", 1500)]


def test_both_or_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    from loyalty.till import selling

    counter = begun(sold(product(price=1000)), product(price=1000))
    counter.do("check-out")

    def broken(**_values: Any) -> None:
        raise DomainError("broken", "Broken.")

    with monkeypatch.context() as patched:
        patched.setattr(selling, "record_purchase", broken)
        assert refused(counter.sell) == "broken"
    assert (Return.objects.count(), Purchase.objects.count()) == (0, 1)
    counter.sell()
    assert (Return.objects.count(), Purchase.objects.count()) == (1, 2)


def test_what_was_taken_back_meanwhile_is_refused() -> None:
    bought = sold(product(price=1000))
    counter = begun(bought, product(price=1000))
    counter.do("check-out")
    line = ReturnLineDraft(bought.lines.get().pk, Decimal(1))
    draft = returning.draft_for(bought, number="R-1", lines=[line], reason="too small", now=clock.now())
    returning.take_back(draft=draft, now=clock.now(), actor=staff())  # the same number, paid out by a colleague
    assert refused(counter.sell) == "exchange_done"
    assert refused(lambda: begun(bought)) in {"return_invalid", "exchange_done"}
    assert Purchase.objects.count() == 1


def test_another_return_of_the_same_piece_is_refused() -> None:
    bought = sold(product(price=1000))
    counter = begun(bought, product(price=1000))
    counter.do("check-out")
    line = ReturnLineDraft(bought.lines.get().pk, Decimal(1))
    draft = returning.draft_for(bought, number="R-9", lines=[line], reason="broken", now=clock.now())
    returning.take_back(draft=draft, now=clock.now(), actor=staff())
    assert refused(counter.sell) == "too_much_returned"


def test_a_worth_that_changed_is_not_paid_silently() -> None:
    bought = sold(product(price=1000))
    counter = begun(bought, product(price=1000))
    counter.do("check-out")
    row = counter.row
    row.exchange["money"] = 900
    row.save(update_fields=["exchange"])
    assert refused(counter.sell) == "exchange_changed"
    assert not Return.objects.exists()


def test_it_waits_with_a_parked_basket_and_can_be_given_up() -> None:
    bought = sold(product(price=1000))
    counter = begun(bought)
    assert refused(lambda: counter.do("exchange", **typed(bought, number="R-2"))) == "exchange_waiting"
    counter.do("park", label="looks around")
    assert counter.row.exchange["money"] == 1000
    other = begun(bought, product(price=500))
    other.do("check-out")
    paid = other.row.payments[0]["id"]
    other.do("unpay", part=paid)
    assert other.row.payments  # what comes back is no part that can be taken away
    assert refused(lambda: other.do("pay", kind="exchange", amount="1")) == "payment_unknown"
    other.do("no-exchange")
    assert (other.row.exchange, other.row.payments, screen(other).exchange) == ({}, [], None)
    assert not Return.objects.exists()


def test_the_right_to_take_back_is_asked_again_at_the_sale() -> None:
    counter = begun(sold(product(price=1000)), product(price=1000))
    counter.do("check-out")
    counter.desk.user.groups.clear()
    counter.desk.user.__dict__.pop("_perm_cache", None)
    counter.desk.user.__dict__.pop("_group_perm_cache", None)
    assert refused(counter.sell) == "forbidden"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"receipt": "x"}, "receipt_unknown"),
        ({"receipt": "00000000-0000-4000-8000-000000000000"}, "receipt_unknown"),
        ({"reason": ""}, "return_invalid"),
        ({"number": ""}, "return_invalid"),
    ],
)
def test_what_is_no_exchange(more: dict[str, str], code: str) -> None:
    bought = sold(product(price=1000))
    assert refused(lambda: Counter().do("exchange", **typed(bought) | more)) == code
    assert refused(lambda: Counter().do("exchange", **typed(bought, quantity=2))) == "return_invalid"
    assert not Entry.objects.filter(purchase=bought, kind="return").exists()


@pytest.mark.parametrize("live", [False, True])
def test_an_exchange_in_one_screen(at: Till, live: bool) -> None:
    bought, new = sold(product(price=3000, name="Kettle")), product(price=1200)
    receipt = reverse("loyalty:till_receipt", args=[bought.public_id])
    way = f"{reverse('loyalty:till')}?exchange={bought.public_id}"
    assert way in at.client.get(receipt).text
    assert "These come back" in at.client.get(way).text
    assert "These come back" in at.do("scan", scan=bought.number, live=live).text
    wrong = at.do("exchange", live=live, **typed(bought, reason=""))
    assert wrong.status_code == 422
    assert 'value="R-1"' in wrong.text  # what was typed is still there
    at.do("exchange", key="tap", live=live, **typed(bought))
    at.do("exchange", key="tap", live=live, **typed(bought))
    page = at.page()
    assert f"Comes back of receipt {bought.number}" in page
    assert "Kettle" in page
    at.do("scan", scan=new.sku, live=live)
    assert "$18.00" in at.page()
    at.do("check-out", live=live)
    assert "Complete the exchange and pay out $18.00" in at.page()
    done = at.sell(live=live)
    again = at.sell(live=live)
    address = done["Till-Location"] if live else done.url
    assert (again["Till-Location"] if live else again.url) == address
    shown = at.client.get(address).text
    assert "Pay out $18.00" in shown
    assert reverse("loyalty:till_return", args=[Return.objects.get().pk]) in shown
    assert Purchase.objects.count() == 2


def test_what_the_goods_lay_is_not_taken_away_on_the_screen(at: Till) -> None:
    counter = Counter()
    counter.scan(product(price=4000).sku)
    counter.pay("voucher", "30")
    counter.do("pay", kind="cash")
    at.do("exchange", **typed(counter.sell().purchase))
    at.do("scan", scan=product(price=1200).sku)
    assert "Pay out" in at.page()
    at.do("check-out")
    page = at.page()
    assert "of the goods that came back" in page
    assert "Take this part away" not in page
    assert "Complete the sale" not in page
