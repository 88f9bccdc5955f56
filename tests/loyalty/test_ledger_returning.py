"""Returns before their sale, exchanges, gifts that are kept."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import transaction

from customers.merging import merge_customers
from loyalty import ledger
from loyalty.ledger import gifts, returning
from loyalty.models import (
    CurrencyPolicy,
    Entry,
    HeldReturn,
    LedgerSettings,
)
from sales import services
from tests.loyalty.acting import JUNE, LATER
from tests.loyalty.factories import NOW, lot, member, movements, opening, redeem, snapshot, state
from tests.sales.factories import draft, line, purchase, return_draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("agrees")]


class TestReturnsBeforeSales:
    def tell(self, number="R1", **values):
        told = {"source": "till", "sale_source": "till", "sale_number": "S1", "occurred_at": NOW, "now": NOW}
        return returning.tell_return(number=number, **told | values)

    def test_kept_and_booked_when_the_sale_arrives(self):
        who = member()
        held = self.tell()
        assert isinstance(held, HeldReturn)
        assert self.tell().pk == held.pk
        bought = services.record_purchase(draft=draft(line(1000), customer=who.pk, source="till", number="S1"), now=NOW)
        bought.refresh_from_db()
        assert bought.is_fully_returned
        assert (state(who), movements(who)) == ((0, 0), [("grant", 10), ("return", -10)])
        before = snapshot()
        self.tell()
        assert snapshot() == before

    def test_either_order_gives_the_same_ledger(self):
        first, other = member(), member()
        self.tell(lines=[(1, Decimal(1), None)])
        one = services.record_purchase(
            draft=draft(line(1000, 2), customer=first.pk, source="till", number="S1"), now=NOW
        )
        two = services.record_purchase(
            draft=draft(line(1000, 2), customer=other.pk, source="till", number="S2"), now=NOW
        )
        self.tell("R2", sale_number="S2", lines=[(1, Decimal(1), None)])
        assert one.pk != two.pk
        assert movements(first) == movements(other)
        assert state(first) == state(other) == (5, 0)

    def test_what_does_not_fit_is_kept_with_its_problem(self):
        who = member()
        held = self.tell(lines=[(7, Decimal(1), None)])
        services.record_purchase(draft=draft(line(1000), customer=who.pk, source="till", number="S1"), now=NOW)
        held.refresh_from_db()
        assert held.booked_at is None
        assert "7" in held.problem
        assert state(who) == (10, 0)

    def test_after_a_merge_the_survivor_has_it(self, owner):
        a, b = member(), member()
        opening(a, lot(1))
        bought = purchase(line(1000), customer=b.pk)
        paid = {"amount": 100, "receipt": 1000, "currency": "points", "now": NOW}
        opening(b, lot(100, JUNE))
        ledger.pay_with_units(customer_id=b.pk, event_key="pay", purchase_id=bought.pk, **paid)
        merge_customers(survivor=a, duplicate=b, actor=owner, reason="the same", now=NOW)
        services.record_return(draft=return_draft(bought), now=LATER)
        assert (state(a), state(b)) == ((101, 0), (0, 0))

    def test_a_debt_is_written_off_only_when_the_survivor_has_nothing_either(self, owner):
        LedgerSettings.objects.update(debt="write_off")
        a, b = member(), member()
        opening(a, lot(4))
        bought = purchase(line(1000), customer=b.pk)
        redeem(b, 10)
        opening(b, lot(1))
        merge_customers(survivor=a, duplicate=b, actor=owner, reason="the same", now=NOW)
        assert state(a) == (5, 0)
        services.record_return(draft=return_draft(bought), now=LATER)
        assert (state(a), state(b)) == ((0, 0), (0, 0))
        assert Entry.objects.get(kind="writeoff").units == 5


class TestExchange:
    def test_both_or_neither_and_twice_is_once(self):
        who = member()
        bought = purchase(line(1000), customer=who.pk)
        back = return_draft(bought, number="X-back")
        sale = draft(line(2000), customer=who.pk, source="till", number="X-sale")
        returning.exchange(back=back, sale=sale, now=LATER)
        assert state(who) == (20, 0)
        before = snapshot()
        returning.exchange(back=back, sale=sale, now=LATER)
        assert snapshot() == before


class TestGifts:
    def test_nothing_is_charged_unless_the_programme_says_so(self):
        who = member()
        bought = purchase(line(1000), customer=who.pk)
        services.record_return(draft=return_draft(bought), now=LATER)
        assert not Entry.objects.filter(kind="charge").exists()

    def test_points_worth_its_cost_and_waived(self, owner):
        LedgerSettings.objects.update(kept_gift="points")
        CurrencyPolicy.objects.filter(pk="points").update(unit_value=Decimal("0.5"))
        who = member()
        opening(who, lot(300))
        bought = purchase(line(1000), customer=who.pk)
        kept = gifts._Kept(1, bought.pk, who.pk, "Bag", 400, NOW)
        with transaction.atomic():
            gifts._charge(kept, NOW)
        assert state(who) == (0, 90)
        gifts.waive_charge(use=1, actor=owner, reason="brought back", now=NOW)
        assert state(who) == (310, 0)
