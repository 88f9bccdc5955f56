"""What purchases, returns and amendments do to the ledger; the examples of docs/algorithms/ledger.md."""

from __future__ import annotations

from datetime import timedelta

import pytest

from loyalty.ledger import audit, earning_hook
from loyalty.models import Account, Entry, LedgerSettings, Lot
from sales import services
from sales.hooks import Change
from tests.loyalty.factories import (
    NOW,
    grant,
    member,
    movements,
    only_rules,
    opening,
    policy,
    redeem,
    rule,
    snapshot,
    state,
)
from tests.loyalty.factories import lot as opening_lot
from tests.sales.factories import customer, draft, give_back, line, purchase, return_draft

pytestmark = pytest.mark.django_db


def test_a_purchase_earns_by_the_default_rule():
    who = member()
    bought = purchase(line(8350), customer=who.pk)
    entry = Entry.objects.get()
    assert (entry.kind, entry.units, entry.purchase_id) == ("grant", 83, bought.pk)
    assert entry.explanation == "83 = floor(83.50 × 1); rule Base"
    assert entry.facts["lines"] == [[1, 83, 8350]]
    assert entry.occurred_at == bought.occurred_at
    assert (entry.lot.granted, entry.lot.remaining) == (83, 83)
    assert state(who) == (83, 0)


def test_the_first_purchase_enrols_and_earns():
    who = customer()
    purchase(line(1000), customer=who.pk)
    assert who.membership.state == "active"
    assert state(who) == (10, 0)


@pytest.mark.parametrize("membership", ["suspended", "left"])
def test_only_active_members_earn(membership):
    who = member(membership)
    purchase(line(1000), customer=who.pk)
    assert not Account.objects.exists()


def test_anonymous_sales_earn_nothing():
    purchase(line(1000))
    assert not Entry.objects.exists()


def test_announcing_again_changes_nothing():
    who = member()
    bought = purchase(line(1000), customer=who.pk)
    before = snapshot()
    earning_hook(Change(now=NOW, created=[bought.pk], customers=[who.pk]))
    assert snapshot() == before


def lots_of(*bought):
    """What is left in the lots that these sales made."""
    found = (
        Lot.objects.filter(entry__purchase=one).order_by("pk").values_list("remaining", flat=True) for one in bought
    )
    return [left for lots in found for left in lots]


def back(bought, now=NOW):
    services.record_return(draft=return_draft(bought), now=now)


class TestReturns:
    def test_ten_small_returns_take_everything(self):
        """Example 5."""
        only_rules()
        rule("0.1")
        who = member()
        bought = purchase(line(8350, 10), customer=who.pk)
        for _ in range(10):
            give_back(bought, {1: 1})
        taken = [-units for kind, units in movements(who) if kind == "return"]
        assert taken == [1, 1, 1, 1, 1, 1, 1, 1]
        assert Entry.objects.filter(kind="return").first().explanation == "1 = 1 of 8 (line 1)"
        assert state(who) == (0, 0)

    def test_line_by_line(self):
        """Example 6."""
        who = member()
        bought = purchase(line(335), line(335), line(335), customer=who.pk)
        for position in (2, 1, 3):
            give_back(bought, {position: 1})
        assert movements(who) == [("grant", 10), ("return", -3), ("return", -4), ("return", -3)]

    def test_by_the_stored_facts(self):
        """Example 7."""
        who = member()
        bought = purchase(line(5000), customer=who.pk)
        only_rules()
        rule(2)
        give_back(bought)
        assert movements(who) == [("grant", 50), ("return", -50)]

    def test_own_lot_then_others_then_debt(self):
        """Example 9."""
        who = member()
        bought = purchase(line(1000), customer=who.pk)
        redeem(who, 6)
        grant(who, 5)
        give_back(bought)
        assert state(who) == (0, 1)
        entry = Entry.objects.get(kind="return")
        assert (entry.units, entry.debt_units) == (-10, 1)
        assert sorted(entry.consumptions.values_list("units", flat=True)) == [4, 5]

    @pytest.mark.parametrize("is_booked", [True, False])
    def test_units_that_expired_are_not_paid_twice(self, is_booked):
        """Examples 10 and 11."""
        from loyalty.ledger import expire_due

        policy(expiry="days", expiry_n=1)
        who = member()
        bought = purchase(line(1000), customer=who.pk)
        opening(who, opening_lot(5))
        if is_booked:
            assert expire_due(now=NOW + timedelta(days=30)) == 1
        services.record_return(
            draft=__import__("tests.sales.factories", fromlist=["x"]).return_draft(bought), now=NOW + timedelta(days=30)
        )
        assert state(who) == (5, 0)
        kinds = [kind for kind, _ in movements(who)]
        assert kinds == (
            ["grant", "opening", "expire", "restore", "return"] if is_booked else ["grant", "opening", "return"]
        )

    def test_pending_units_go_first(self):
        """Example 32: what can be spent stays as long as other units wait."""
        who = member()
        bought = purchase(line(1000), customer=who.pk)
        policy(pending_days=60)
        waits = purchase(line(400), customer=who.pk)
        back(bought)
        assert lots_of(bought, waits) == [4, 0]
        back(waits)
        assert (lots_of(bought, waits), state(who)) == ([0, 0], (0, 0))

    def test_own_pending_units_go_before_others(self):
        """Example 33."""
        policy(pending_days=60)
        who = member()
        waits, bought = purchase(line(400), customer=who.pk), purchase(line(1000), customer=who.pk)
        back(bought)
        assert lots_of(waits, bought) == [4, 0]

    def test_pending_then_own_then_others(self):
        """Example 34."""
        policy(expiry="days", expiry_n=90)
        who = member()
        bought = purchase(line(1000), customer=who.pk)
        redeem(who, 8)
        policy(expiry="days", expiry_n=80)
        other = purchase(line(500), customer=who.pk)
        policy(expiry="days", expiry_n=90, pending_days=60)
        waits = purchase(line(400), customer=who.pk)
        back(bought)
        assert (lots_of(bought, waits, other), state(who)) == ([0, 0, 1], (1, 0))

    def test_what_has_expired_goes_before_what_waits(self):
        """Example 35."""
        policy(expiry="days", expiry_n=1)
        who = member()
        bought = purchase(line(1000), customer=who.pk)
        policy(expiry="never", pending_days=60)
        waits = purchase(line(400), customer=who.pk)
        back(bought, NOW + timedelta(days=30))
        assert lots_of(bought, waits) == [0, 4]

    def test_an_amended_order_takes_its_own_units(self):
        """Example 36: nothing that waits becomes spendable because an order changed."""
        who = member()
        order = purchase(line(1000), customer=who.pk, is_open=True)
        policy(pending_days=60)
        waits = purchase(line(400), customer=who.pk)
        policy(pending_days=0)
        new = draft(line(3000), customer=who.pk, is_open=True, number=order.number)
        services.amend_purchase(purchase=order, draft=new, now=NOW)
        assert lots_of(order, waits) == [0, 30, 4]

    def test_later_earning_pays_the_debt(self):
        who = member()
        bought = purchase(line(1000), customer=who.pk)
        redeem(who, 10)
        give_back(bought)
        assert state(who) == (0, 10)
        purchase(line(1500), customer=who.pk)
        assert state(who) == (5, 0)
        made = Lot.objects.latest("pk")
        assert (made.granted, made.remaining, made.entry.debt_units) == (15, 5, 10)

    def test_announcing_a_return_again_changes_nothing(self):
        who = member()
        bought = purchase(line(1000), line(500), customer=who.pk)
        back = give_back(bought, {1: 1})
        before = snapshot()
        earning_hook(Change(now=NOW, returns=[back.pk], customers=[who.pk]))
        assert snapshot() == before


class TestAmendments:
    @pytest.mark.parametrize(("amount", "left"), [(1100, 1), (1000, 0), (600, 0)])
    def test_a_debt_that_the_new_grant_pays_is_not_written_off(self, amount: int, left: int) -> None:
        """Else whoever has spent what an order gave would have it again after each change of the order."""
        LedgerSettings.objects.update_or_create(pk=1, defaults={"debt": "write_off"})
        who = member()
        order = purchase(line(1000), customer=who.pk, is_open=True)
        redeem(who, 10)
        for paid in (1200, amount):
            new = draft(line(paid), customer=who.pk, is_open=True, number=order.number)
            services.amend_purchase(purchase=order, draft=new, now=NOW)
            order.refresh_from_db()
        assert state(who) == (left, 0)
        assert [str(found) for found in audit.disagreements(NOW)] == []

    def test_goes_back_and_earns_again(self):
        who = member()
        order = purchase(line(1000), customer=who.pk, is_open=True)
        new = draft(line(3000), customer=who.pk, is_open=True, number=order.number)
        services.amend_purchase(purchase=order, draft=new, now=NOW)
        assert movements(who) == [("grant", 10), ("return", -10), ("grant", 30)]
        assert state(who) == (30, 0)
        before = snapshot()
        earning_hook(Change(now=NOW, amended=[order.pk], customers=[who.pk]))
        assert snapshot() == before

    def test_to_another_customer(self):
        one, other = member(), member()
        order = purchase(line(1000), customer=one.pk, is_open=True)
        redeem(one, 4)
        services.amend_purchase(
            purchase=order, draft=draft(line(1000), customer=other.pk, is_open=True, number=order.number), now=NOW
        )
        assert (state(one), state(other)) == ((0, 4), (10, 0))
        services.amend_purchase(
            purchase=order, draft=draft(line(1000), customer=one.pk, is_open=True, number=order.number), now=NOW
        )
        assert (state(one), state(other)) == ((6, 0), (0, 0))

    def test_who_left_keeps_what_the_sale_earned(self):
        who = member()
        order = purchase(line(1000), customer=who.pk, is_open=True)
        who.membership.state = "left"
        who.membership.save(update_fields=["state"])
        services.amend_purchase(
            purchase=order, draft=draft(line(2000), customer=who.pk, is_open=True, number=order.number), now=NOW
        )
        assert state(who) == (20, 0)
