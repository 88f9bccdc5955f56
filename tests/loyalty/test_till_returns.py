"""Taking back at the till, and receipts that are claimed later."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction

from core import clock
from core.errors import DomainError
from customers.models import TimelineEntry
from loyalty.models import Entry, ReceiptClaim, TillPayment, TillRefund, TillSettings
from loyalty.till import claims, returning
from sales.drafts import ReturnLineDraft
from sales.models import Purchase, Return
from tests.loyalty.factories import grant, member, only_rules, rule, state
from tests.loyalty.test_ledger_races import agrees
from tests.loyalty.till_factories import Counter, sold, staff
from tests.sales.factories import customer, give_back, line, product, purchase

pytestmark = pytest.mark.django_db


def refused(action) -> str:
    with pytest.raises(DomainError) as caught, transaction.atomic():
        action()
    return caught.value.code


def draft(bought: Purchase, back: dict[int, int], number: str = "R-1", reason: str = "broken"):
    ids = dict(bought.lines.values_list("position", "pk"))
    lines = [ReturnLineDraft(ids[position], Decimal(quantity)) for position, quantity in back.items()]
    return returning.draft_for(bought, number=number, lines=lines, reason=reason, now=clock.now())


@pytest.fixture
def paid_with_points():
    """30.00 of which 10.00 in points, 5.00 by card and 15.00 in cash; earns one point a unit of money."""
    only_rules()
    rule(1)
    who, counter = member(), Counter()
    grant(who, 1000)
    counter.do("customer", customer=who.public_id)
    counter.scan(f"3*{product(price=1000).sku}")
    counter.pay("points", "10")
    counter.do("pay", kind="card", amount="5")
    counter.do("pay", kind="cash", amount="20")
    return counter.sell().purchase, who


def test_what_goes_back_is_shown_before_it_does(paid_with_points):
    bought, who = paid_with_points
    assert state(who) == (20, 0)
    actor, now = staff(), clock.now()
    before = (state(who), Entry.objects.count(), TillPayment.objects.filter(returned__gt=0).count())
    shown = returning.preview(draft=draft(bought, {1: 1}), now=now, actor=actor)
    assert before == (state(who), Entry.objects.count(), TillPayment.objects.filter(returned__gt=0).count())
    assert not Return.objects.exists()
    done = returning.take_back(draft=draft(bought, {1: 1}), now=now, actor=actor)
    assert (shown.amount, shown.refunds, shown.taken) == (done.amount, done.refunds, done.taken)
    assert [(part.kind, part.amount) for part in done.refunds] == [("points", 333), ("card", 167), ("cash", 500)]
    assert done.refunds[0].units in {333, 334}
    assert sum(one.units for one in done.taken) in {6, 7}
    agrees()


def test_many_returns_pay_back_exactly_what_was_paid(paid_with_points):
    bought, who = paid_with_points
    for number in range(3):
        returning.take_back(draft=draft(bought, {1: 1}, number=f"R-{number}"), now=clock.now(), actor=staff())
    parts = list(TillPayment.objects.filter(purchase=bought))
    assert all(part.returned == part.amount and part.returned_units == part.units for part in parts)
    assert sum(TillRefund.objects.values_list("amount", flat=True)) == bought.amount
    assert state(who) == (1000, 0)
    agrees()


def test_the_same_return_twice_is_one(paid_with_points):
    bought, who = paid_with_points
    told, actor = draft(bought, {1: 2}), staff()
    first = returning.take_back(draft=told, now=clock.now(), actor=actor)
    held = state(who)
    again = returning.take_back(draft=told, now=clock.now(), actor=actor)
    assert (first.row, first.amount, list(first.refunds)) == (again.row, again.amount, list(again.refunds))
    assert state(who) == held
    assert refused(lambda: returning.take_back(draft=draft(bought, {1: 2}, number="R-2"), now=clock.now(),
                                               actor=actor)) == "too_much_returned"  # fmt: skip


def test_a_return_says_what_and_why(paid_with_points):
    bought, _who = paid_with_points
    assert refused(lambda: draft(bought, {})) == "nothing_returned"
    assert refused(lambda: draft(bought, {1: 1}, reason=" ")) == "reason_missing"


def test_a_receipt_of_another_till_pays_back_money():
    bought = purchase(line(1000, 2))
    done = returning.take_back(draft=draft(bought, {1: 1}), now=clock.now(), actor=staff())
    assert [(part.kind, part.amount) for part in done.refunds] == [("money", 500)]


# --- Claims ---------------------------------------------------------------------------------


@pytest.fixture
def anonymous():
    only_rules()
    rule(1)
    return sold(product(price=1000))


def take(code: str, who, now=None):
    return claims.claim(claim=claims.find(code), customer=who, where="till", now=now or clock.now())


def test_an_anonymous_sale_has_a_code_and_its_buyer_gets_what_it_earns(anonymous):
    row = ReceiptClaim.objects.get(purchase=anonymous)
    assert claims.looks_like_code(row.code)
    who = member()
    claimed = take(row.code.lower(), who)
    anonymous.refresh_from_db()
    assert (anonymous.customer, claimed.claimed_by) == (who, who)
    assert state(who) == (10, 0)
    entry = Entry.objects.get(purchase=anonymous, kind="grant")
    assert entry.occurred_at == anonymous.occurred_at
    assert TimelineEntry.objects.filter(customer=who, verb="purchase.claimed").count() == 1
    agrees()


def test_a_code_is_claimed_once(anonymous):
    code, who = ReceiptClaim.objects.get().code, member()
    take(code, who)
    take(code, who)
    assert state(who) == (10, 0)
    assert refused(lambda: take(code, member())) == "claim_taken"


def test_a_code_has_its_day(anonymous):
    row = ReceiptClaim.objects.get()
    assert row.valid_until == clock.day_end(clock.business_day(anonymous.occurred_at) + timedelta(days=30))
    assert refused(lambda: take(row.code, member(), now=row.valid_until)) == "claim_expired"
    who = member()
    take(row.code, who, now=row.valid_until - timedelta(seconds=1))
    assert state(who) == (10, 0)


def test_the_days_are_a_setting():
    TillSettings.objects.create(pk=1, claim_days=2)
    bought = sold()
    row = ReceiptClaim.objects.get()
    assert row.valid_until == clock.day_end(clock.business_day(bought.occurred_at) + timedelta(days=2))
    old = purchase(line(100), occurred_at=clock.now() - timedelta(days=9))
    assert refused(lambda: claims.issue_code(purchase=old, now=clock.now())) == "claim_too_late"


def test_what_came_back_meanwhile_earns_nothing(anonymous):
    two = sold(product(price=1000), product(price=500))
    give_back(two, {1: 1}, occurred_at=clock.now())
    who = member()
    take(ReceiptClaim.objects.get(purchase=two).code, who)
    assert state(who) == (5, 0)
    give_back(anonymous, occurred_at=clock.now())
    assert refused(lambda: take(ReceiptClaim.objects.get(purchase=anonymous).code, who)) == "receipt_returned"
    agrees()


def test_a_customers_receipt_has_no_code():
    bought = sold(customer=member())
    assert not ReceiptClaim.objects.exists()
    assert refused(lambda: claims.issue_code(purchase=bought, now=clock.now())) == "receipt_has_customer"


def test_a_claim_enrols_by_the_rule_of_the_first_purchase(anonymous):
    who = customer()
    take(ReceiptClaim.objects.get().code, who)
    assert state(who) == (10, 0)


def test_a_promotion_of_the_sale_stays_taken():
    from loyalty.models import PromotionUse
    from tests.loyalty.pricing_factories import promotion

    promotion(percent=10, budget_uses=5)
    bought = sold(product(price=1000))
    take(ReceiptClaim.objects.get(purchase=bought).code, member())
    assert PromotionUse.objects.filter(released_at__isnull=True).count() == 1


def test_codes_cannot_be_tried_out(anonymous):
    for _try in range(claims.TRIES):
        assert refused(lambda: claims.find_or_refuse("KAAAAAAAAA", who="x")) == "claim_unknown"
    assert refused(lambda: claims.find_or_refuse("KAAAAAAAAA", who="x")) == "rate_limited"
    code = ReceiptClaim.objects.get().code
    assert claims.find_or_refuse(code, who="x").code == code
    assert refused(lambda: claims.find_or_refuse("\0", who="y")) == "claim_unknown"


def test_at_the_till_the_scanned_code_goes_to_who_stands_there(anonymous):
    code, counter, who = ReceiptClaim.objects.get().code, Counter(), member()
    said = counter.do("scan", scan=code)
    assert said.claim.code == code
    counter.do("customer", customer=who.public_id)
    counter.do("scan", scan=code)
    assert state(who) == (10, 0)
