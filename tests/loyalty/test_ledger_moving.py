"""Cancelling, reversing, paying, transferring, converting, topping up: docs/algorithms/ledger.md, with its examples."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from core import integrations
from core.errors import DomainError
from core.models import User
from loyalty import ledger
from loyalty.ledger import audit, stored
from loyalty.models import Consumption, Entry, LedgerSettings, Lot, SpendingTerms, TopUpBonus
from sales import services
from tests.loyalty.factories import (
    NOW,
    grant,
    key,
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

pytestmark = pytest.mark.django_db
MARCH, JUNE = datetime(2026, 3, 31, tzinfo=UTC), datetime(2026, 6, 30, tzinfo=UTC)
LATER = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def agrees():
    yield
    assert [str(found) for found in audit.disagreements(NOW)] == []


@pytest.fixture
def owner():
    return User.objects.create_superuser("owner@example.com", "secret")


def settings(**values):
    LedgerSettings.objects.filter(pk=1).update(**values)


def terms(currency="points", **values):
    SpendingTerms.objects.filter(pk=currency).update(**values)


def held(outcome):
    found = Lot.objects.get(pk=outcome.entry_id)
    return found.remaining, found.expires_at


def refused(code, action, **values):
    before = snapshot()
    with pytest.raises(DomainError) as error:
        action(**values)
    assert error.value.code == code
    assert snapshot() == before


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
        assert movements(who)[-2:] == [("expire", -6), ("restore", 4)]
        assert state(who) == (4, 0)

    def test_without_grace_they_expire_again(self):
        settings(grace_days=0)
        who = member()
        (a,) = opening(who, lot(4, MARCH))
        redeem(who, 4, event_key="spent")
        ledger.cancel_redemption(event_key="back", of="spent", now=LATER)
        assert held(a) == (4, MARCH)
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


class TestPaying:
    def pay(self, who, amount=500, receipt=1000, **values):
        told = {"event_key": key(), "now": NOW, "currency": "points"}
        return ledger.pay_with_units(customer_id=who.pk, amount=amount, receipt=receipt, **told | values)

    def test_rate_rounds_units_up(self):
        terms(pay_value=Decimal("0.8"))
        who = member()
        opening(who, lot(1000))
        assert self.pay(who, 501).units == -627

    def test_shares(self):
        terms(min_share=10, max_share=50)
        who = member()
        opening(who, lot(1000))
        refused("share_too_small", self.pay, who=who, amount=99)
        refused("share_too_large", self.pay, who=who, amount=501)
        assert self.pay(who, 500).balance == 500
        assert self.pay(who, 100).balance == 400

    def test_unlock_threshold(self):
        terms("cashback", unlock_units=1000)
        who = member()
        opening(who, lot(999), currency="cashback")
        refused("units_locked", self.pay, who=who, amount=100, currency="cashback")
        opening(who, lot(1), currency="cashback")
        assert self.pay(who, 100, currency="cashback").balance == 900

    def test_currency_that_pays_nothing(self):
        who = member()
        opening(who, lot(9), currency="stamps")
        refused("cannot_pay", self.pay, who=who, amount=1, currency="stamps")

    def test_limits_for_the_till(self):
        terms(max_share=30)
        who = member()
        opening(who, lot(1000))
        found = ledger.limits(customer_id=who.pk, currency="points", receipt=1999, now=NOW)
        assert (found.largest, found.available, found.refusal) == (599, 1000, "")

    def test_replay(self):
        who = member()
        opening(who, lot(1000))
        first = self.pay(who, event_key="pay")
        before = snapshot()
        assert self.pay(who, event_key="pay").entry_id == first.entry_id
        assert snapshot() == before
        refused("event_key_taken", self.pay, who=who, amount=499, event_key="pay")

    def test_a_purchase_is_not_paid_with_what_it_earns(self):
        who = member()
        bought = purchase(line(100000), customer=who.pk)
        assert state(who) == (1000, 0)
        refused("insufficient", self.pay, who=who, amount=100, purchase_id=bought.pk)


class TestTransfers:
    def test_lots_keep_their_dates(self):
        terms(transfer_daily_limit=100)
        a, b = member(), member()
        opening(a, lot(5, MARCH), lot(10, JUNE))
        ledger.transfer(
            from_customer_id=a.pk, to_customer_id=b.pk, currency="points", units=8, event_key="gift", now=NOW
        )
        found = Lot.objects.filter(account__customer=b).order_by("expires_at").values_list("remaining", "expires_at")
        assert list(found) == [(5, MARCH), (3, JUNE)]
        assert (state(a), state(b)) == ((7, 0), (8, 0))

    def test_daily_limit(self):
        a, b = member(), member()
        opening(a, lot(100))
        told = {"from_customer_id": a.pk, "to_customer_id": b.pk, "currency": "points"}
        refused("not_transferable", ledger.transfer, **told, units=1, event_key="no", now=NOW)
        terms(transfer_daily_limit=20)
        ledger.transfer(**told, units=15, event_key="one", now=NOW)
        refused("daily_limit", ledger.transfer, **told, units=6, event_key="two", now=NOW)
        ledger.transfer(**told, units=5, event_key="two", now=NOW)
        ledger.transfer(**told, units=20, event_key="three", now=NOW + timedelta(days=1))
        before = snapshot()
        assert ledger.transfer(**told, units=5, event_key="two", now=NOW).is_replay
        assert snapshot() == before
        refused("same_customer", ledger.transfer, **told | {"to_customer_id": a.pk}, units=1, event_key="x", now=NOW)

    def test_refusals(self):
        terms(transfer_daily_limit=100)
        a, b = member(), member(state="suspended")
        opening(a, lot(5))
        told = {"currency": "points", "event_key": "x", "now": NOW}
        refused("not_a_member", ledger.transfer, from_customer_id=a.pk, to_customer_id=b.pk, units=1, **told)
        c = member()
        refused("insufficient", ledger.transfer, from_customer_id=a.pk, to_customer_id=c.pk, units=6, **told)


class TestConverting:
    def test_rate_over_all_lots_and_dates_kept(self):
        settings(points_to_cashback=Decimal("0.5"))
        who = member()
        opening(who, lot(5, MARCH), lot(10, JUNE))
        ledger.convert(customer_id=who.pk, currency="points", to="cashback", units=8, event_key="c", now=NOW)
        found = Lot.objects.filter(account__currency="cashback").order_by("expires_at")
        assert list(found.values_list("remaining", "expires_at")) == [(2, MARCH), (2, JUNE)]
        assert (state(who), state(who, "cashback")) == ((7, 0), (4, 0))
        before = snapshot()
        told = {"customer_id": who.pk, "currency": "points", "to": "cashback", "units": 8, "event_key": "c", "now": NOW}
        assert ledger.convert(**told).is_replay
        assert snapshot() == before

    def test_only_where_allowed(self):
        who = member()
        opening(who, lot(5))
        told = {"customer_id": who.pk, "currency": "points", "to": "cashback", "event_key": "c", "now": NOW}
        refused("not_convertible", ledger.convert, units=5, **told)
        settings(points_to_cashback=Decimal("0.1"))
        refused("too_few", ledger.convert, units=5, **told)


class TestStoredValue:
    @pytest.fixture(autouse=True)
    def on(self):
        policy("stored", is_active=True, expiry="months", expiry_n=12)
        TopUpBonus.objects.create(minimum=10000, percent=Decimal(10))

    def test_bonus_in_its_own_lot(self):
        who = member()
        done = ledger.top_up(customer_id=who.pk, amount=10000, event_key="t", now=NOW)
        lots = Lot.objects.filter(account__customer=who).order_by("pk").values_list("granted", "expires_at")
        assert [(units, bool(until)) for units, until in lots] == [(10000, False), (1000, True)]
        assert done.balance == 11000
        before = snapshot()
        assert ledger.top_up(customer_id=who.pk, amount=10000, event_key="t", now=NOW).is_replay
        assert snapshot() == before

    def test_a_bonus_may_be_an_amount(self):
        """“Pay in 500, get 100 more”, and 10 % above that."""
        TopUpBonus.objects.create(minimum=50000, percent=Decimal(10), bonus=10000)
        assert [stored.bonus_of(amount) for amount in (9999, 10000, 49999, 50000)] == [0, 1000, 4999, 15000]
        for values in ({"percent": 0, "bonus": 0}, {"bonus": -1}):
            with pytest.raises(IntegrityError), transaction.atomic():
                TopUpBonus.objects.filter(minimum=50000).update(**values)

    def test_over_the_api(self, client):
        _, token = integrations.create_integration(name="shop", scopes=["accounts:write"])
        told = {"content_type": "application/json", "HTTP_AUTHORIZATION": f"Bearer {token}"}
        who = member()
        body = {"customer": str(who.public_id), "amount": "100.00", "event_key": "t", "reason": ""}
        assert client.post("/api/v1/accounts/top-up/", body, **told).json()["balance"] == "110.00"
        body = {"of": "t", "amount": "33.33", "event_key": "r", "reason": "moves away"}
        first = client.post("/api/v1/accounts/pay-out/", body, **told)
        assert (first.status_code, first.json()["payout"], first.json()["bonus"]) == (201, "33.33", "3.34")
        again = client.post("/api/v1/accounts/pay-out/", body, **told)
        assert (again.status_code, again.json() | {"is_new": True}) == (200, first.json())
        unknown = client.post("/api/v1/accounts/pay-out/", body | {"of": "x", "event_key": "s"}, **told)
        assert (unknown.status_code, unknown.json()["code"]) == (404, "entry_unknown")

    def test_paid_out_with_its_share_of_the_bonus(self, owner):
        who = member()
        ledger.top_up(customer_id=who.pk, amount=10000, event_key="t", now=NOW)
        told = {"of": "t", "now": NOW, "reason": "moves away", "actor": owner}
        ledger.refund_top_up(event_key="r1", amount=3333, **told)
        assert state(who, "stored") == (11000 - 3333 - 334, 0)
        ledger.refund_top_up(event_key="r2", **told)
        assert state(who, "stored") == (0, 0)
        assert Entry.objects.get(event_key="r2").facts["payout"] == 6667

    def test_staff_read_what_to_hand_out(self, client, owner):
        client.force_login(owner)
        who = member()
        ledger.top_up(customer_id=who.pk, amount=10000, event_key="t", now=NOW)
        redeem(who, 400, "stored")
        entry = Entry.objects.get(event_key="t")
        url = reverse("loyalty:entry_undo", args=[who.public_id, entry.pk])
        data = {"units": "", "reason": "moves away", "key": "6e7e3f0e-0d9c-4b0e-8a5e-5b7b7a2f9f10"}
        answer = client.post(url, data, follow=True)
        assert "96.00" in next(str(message) for message in answer.context["messages"])

    def test_a_bonus_that_is_spent_is_taken_off(self, owner):
        who = member()
        ledger.top_up(customer_id=who.pk, amount=10000, event_key="t", now=NOW)
        redeem(who, 400, "stored")
        ledger.refund_top_up(event_key="r", of="t", now=NOW, reason="moves away", actor=owner)
        assert Entry.objects.get(event_key="r").facts["payout"] == 9600
        assert state(who, "stored") == (0, 0)

    def test_the_rule(self, owner):
        who = member()
        ledger.top_up(customer_id=who.pk, amount=10000, event_key="t", now=NOW)
        told = {"event_key": "r", "of": "t", "reason": "why", "actor": owner}
        settings(refund_days=14)
        refused("refund_too_late", ledger.refund_top_up, now=NOW + timedelta(days=15), **told)
        settings(is_stored_refundable=False)
        refused("not_refundable", ledger.refund_top_up, now=NOW, **told)
