"""Paying with units, transferring and converting them: docs/algorithms/ledger.md."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from loyalty import ledger
from loyalty.models import Lot
from tests.loyalty.acting import JUNE, MARCH, refused, settings, terms
from tests.loyalty.factories import (
    NOW,
    key,
    lot,
    member,
    opening,
    snapshot,
    state,
)
from tests.sales.factories import line, purchase

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("agrees")]


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

    def test_never_less_than_was_shown(self):
        settings(points_to_cashback=Decimal("0.5"))
        who = member()
        opening(who, lot(20))
        told = {"customer_id": who.pk, "currency": "points", "to": "cashback", "event_key": "c", "now": NOW}
        settings(points_to_cashback=Decimal("0.4"))
        refused("rate_changed", ledger.convert, units=20, expects=10, **told)
        assert state(who) == (20, 0)
        ledger.convert(units=20, expects=8, **told)
        assert (state(who), state(who, "cashback")) == ((0, 0), (8, 0))
