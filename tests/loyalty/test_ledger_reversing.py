"""Cancelling a redemption, reversing a grant, returns of sales: docs/algorithms/ledger.md."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from core.templatetags.regulars import day
from loyalty import ledger
from loyalty.models import Consumption, Entry, Lot
from loyalty.wording import explain
from sales import services
from tests.loyalty.acting import JUNE, MARCH, refused, settings
from tests.loyalty.factories import (
    NOW,
    grant,
    lot,
    member,
    movements,
    only_rules,
    opening,
    policy,
    redeem,
    snapshot,
    state,
)
from tests.sales.factories import draft, line, purchase, return_draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("agrees")]
LATER = datetime(2026, 5, 1, 12, tzinfo=UTC)


def held(outcome):
    found = Lot.objects.get(pk=outcome.entry_id)
    return found.remaining, found.expires_at


class TestCancelling:
    def test_units_return_to_their_lots_with_their_dates(self):
        who = member()
        a, b = opening(who, lot(5, MARCH), lot(10, JUNE))
        redeem(who, 8, event_key="spent")
        done = ledger.cancel_redemption(event_key="back", of="spent", now=NOW)
        assert (held(a), held(b)) == ((5, MARCH), (10, JUNE))
        assert (done.units, done.balance, state(who)) == (8, 15, (15, 0))

    def test_in_parts_the_last_taken_first_and_never_more_than_was_spent(self):
        who = member()
        a, b = opening(who, lot(5, MARCH), lot(10, JUNE))
        redeem(who, 8, event_key="spent")
        ledger.cancel_redemption(event_key="back1", of="spent", units=4, now=NOW)
        assert (held(a)[0], held(b)[0]) == (1, 10)
        refused("too_much_cancelled", ledger.cancel_redemption, event_key="back2", of="spent", units=5, now=NOW)
        ledger.cancel_redemption(event_key="back2", of="spent", now=NOW)
        assert (held(a)[0], held(b)[0]) == (5, 10)
        refused("too_much_cancelled", ledger.cancel_redemption, event_key="back3", of="spent", now=NOW)

    def test_twice_is_once(self):
        who = member()
        opening(who, lot(5))
        redeem(who, 5, event_key="spent")
        first = ledger.cancel_redemption(event_key="back", of="spent", now=NOW)
        before = snapshot()
        again = ledger.cancel_redemption(event_key="back", of="spent", now=NOW)
        assert snapshot() == before
        assert again.is_replay
        assert (again.entry_id, again.balance) == (first.entry_id, first.balance)
        opening(who, lot(5))
        redeem(who, 5, event_key="other")
        refused("event_key_taken", ledger.cancel_redemption, event_key="back", of="other", now=NOW)

    def test_a_lot_that_expired_meanwhile_lives_for_the_grace_days(self):
        who = member()
        (a,) = opening(who, lot(10, MARCH))
        redeem(who, 4, event_key="spent")
        ledger.cancel_redemption(event_key="back", of="spent", now=LATER)
        remaining, expires_at = held(a)
        assert (remaining, expires_at) == (4, datetime(2026, 5, 16, tzinfo=UTC))
        entry = Entry.objects.get(event_key="back")
        assert entry.facts["late"] == 4
        told = f"4 of them had expired and can be spent until {day(date(2026, 5, 15))}."
        assert explain(entry).endswith(told)
        assert movements(who)[-2:] == [("expire", -6), ("restore", 4)]
        assert state(who) == (4, 0)

    def test_without_grace_they_expire_again(self):
        settings(grace_days=0)
        who = member()
        (a,) = opening(who, lot(4, MARCH))
        redeem(who, 4, event_key="spent")
        ledger.cancel_redemption(event_key="back", of="spent", now=LATER)
        assert held(a) == (4, MARCH)
        assert explain(Entry.objects.get(event_key="back")).endswith("4 of them had expired and stay so.")
        ledger.expire_due(now=LATER)
        assert state(who) == (0, 0)

    def test_a_debt_is_paid_first(self):
        who = member()
        bought = purchase(line(1000), customer=who.pk)
        redeem(who, 10, event_key="spent")
        services.record_return(draft=return_draft(bought), now=NOW + timedelta(days=1))
        assert state(who) == (0, 10)
        ledger.cancel_redemption(event_key="back", of="spent", now=NOW + timedelta(days=1))
        assert state(who) == (0, 0)

    def test_only_what_was_spent(self):
        who = member()
        outcome = grant(who, 5, event_key="given")
        assert outcome.units == 5
        refused("entry_unknown", ledger.cancel_redemption, event_key="back", of="given", now=NOW)


class TestReversing:
    def test_what_a_sale_granted_goes_back_with_its_return_alone(self):
        who = member()
        purchase(line(1000), customer=who.pk)
        granted = Entry.objects.get(kind="grant")
        refused("granted_by_purchase", ledger.reverse_grant, event_key="x", of=granted.event_key, now=NOW)
        assert state(who) == (10, 0)

    def test_own_lot_other_lots_debt(self):
        who = member()
        grant(who, 10, event_key="survey")
        redeem(who, 6)
        opening(who, lot(3))
        done = ledger.reverse_grant(event_key="undo", of="survey", now=NOW)
        assert (done.units, done.debt_units, state(who)) == (-10, 3, (0, 3))

    def test_in_parts(self):
        who = member()
        grant(who, 10, event_key="survey")
        ledger.reverse_grant(event_key="undo1", of="survey", units=4, now=NOW)
        refused("too_much_reversed", ledger.reverse_grant, event_key="undo2", of="survey", units=7, now=NOW)
        ledger.reverse_grant(event_key="undo2", of="survey", now=NOW)
        assert state(who) == (0, 0)
        before = snapshot()
        assert ledger.reverse_grant(event_key="undo2", of="survey", now=NOW).is_replay
        assert snapshot() == before

    def test_debt_written_off(self):
        settings(debt="write_off")
        who = member()
        grant(who, 10, event_key="survey")
        redeem(who, 6)
        ledger.reverse_grant(event_key="undo", of="survey", now=NOW)
        assert state(who) == (0, 0)
        assert movements(who)[-2:] == [("return", -10), ("writeoff", 6)]


class TestReturnsOfSales:
    def test_pending_ones_of_other_sales_go_before_what_can_be_spent(self):
        policy(pending_days=5)
        who = member()
        first = purchase(line(1000), customer=who.pk)
        Lot.objects.filter(account__customer=who).update()
        opening(who, lot(10), lot(10, available_at=NOW + timedelta(days=9)))
        redeem(who, 5)
        later = NOW + timedelta(days=6)
        redeem(who, 10, now=later)
        services.record_return(draft=return_draft(first), now=later)
        kinds = (
            Consumption.objects.filter(entry__kind="return").order_by("pk").values_list("lot__available_at", "units")
        )
        assert sum(units for _, units in kinds) == 10
        assert state(who) == (5, 0)

    def test_debt_written_off_when_the_programme_says_so(self):
        settings(debt="write_off")
        who = member()
        bought = purchase(line(1000), customer=who.pk)
        redeem(who, 7)
        services.record_return(draft=return_draft(bought), now=NOW + timedelta(days=1))
        assert state(who) == (0, 0)
        assert movements(who)[-2:] == [("return", -10), ("writeoff", 7)]

    @pytest.mark.parametrize("length", [60, 80, 100])
    def test_a_key_from_outside_may_be_as_long_as_the_column(self, length):
        """What is derived from it fits as well: the debt written off, the expired units given back."""
        settings(debt="write_off")
        policy(expiry="days", expiry_n=10)
        who, given, back = member(), "g" * length, "b" * length
        ledger.grant(customer_id=who.pk, currency="points", units=30, event_key=given, occurred_at=NOW, now=NOW)
        redeem(who, 10)
        later = NOW + timedelta(days=20)
        ledger.expire_due(now=later)
        for _ in range(2):
            ledger.reverse_grant(of=given, event_key=back, now=later)
        assert movements(who)[-3:] == [("restore", 20), ("return", -30), ("writeoff", 10)]
        assert state(who) == (0, 0)

    def test_units_that_paid_come_back_cumulatively_exact(self):
        only_rules()
        who = member()
        (a,) = opening(who, lot(100, JUNE))
        bought = purchase(line(1000, 3), customer=who.pk)
        paid = ledger.pay_with_units(
            customer_id=who.pk, currency="points", amount=100, receipt=1000, event_key="pay", now=NOW,
            purchase_id=bought.pk,
        )  # fmt: skip
        assert (paid.units, held(a)) == (-100, (0, JUNE))
        back = []
        for n in range(1, 4):
            services.record_return(draft=return_draft(bought, {1: 1}, number=f"R{n}"), now=NOW + timedelta(days=n))
            back.append(held(a)[0])
        assert back[-1] == 100
        assert back[0] == 34
        assert state(who) == (100, 0)

    @pytest.mark.parametrize(("amended", "first", "given_back"), [(2000, 500, 25), (500, 200, 40)])
    def test_of_an_amended_order_their_share_comes_back(self, amended, first, given_back):
        """Examples 53 and 54: of what the order comes to now, however it stood when they paid."""
        only_rules()
        who = member()
        (a,) = opening(who, lot(100, JUNE))
        order = purchase(line(1000), customer=who.pk, is_open=True)
        ledger.pay_with_units(
            customer_id=who.pk, currency="points", amount=100, receipt=1000, event_key="pay", now=NOW,
            purchase_id=order.pk,
        )  # fmt: skip
        new = draft(line(first), line(amended - first), customer=who.pk, is_open=True, number=order.number)
        bought = services.amend_purchase(purchase=order, draft=new, now=NOW)
        services.record_return(draft=return_draft(bought, {1: 1}, number="R1"), now=NOW)
        assert held(a) == (given_back, JUNE)
        services.record_return(draft=return_draft(bought, {2: 1}, number="R2"), now=NOW)
        assert (held(a), state(who)) == ((100, JUNE), (100, 0))

    def test_what_comes_back_is_there_to_be_taken(self):
        who = member()
        opening(who, lot(500))
        bought = purchase(line(1000), customer=who.pk)
        ledger.pay_with_units(
            customer_id=who.pk, currency="points", amount=500, receipt=1000, event_key="pay", now=NOW,
            purchase_id=bought.pk,
        )  # fmt: skip
        redeem(who, 10)
        services.record_return(draft=return_draft(bought), now=NOW + timedelta(days=1))
        assert state(who) == (490, 0)
