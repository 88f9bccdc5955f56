"""Redeeming, giving, adjusting, opening balances, expiry; the examples of docs/algorithms/ledger.md."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command

from core import clock
from core.errors import DomainError
from core.models import User
from customers.models import TimelineEntry
from loyalty import ledger
from loyalty.dates import Dates, add_months
from loyalty.ledger import audit, statement
from loyalty.models import Account, Consumption, Entry, Lot
from loyalty.tasks import sweep_expiry
from sales.services import amend_purchase
from tests.loyalty.factories import NOW, grant, key, lot, member, movements, opening, policy, redeem, snapshot, state
from tests.sales.factories import draft, line, purchase

pytestmark = pytest.mark.django_db
MARCH, JUNE = datetime(2026, 3, 31, tzinfo=UTC), datetime(2026, 6, 30, tzinfo=UTC)


@pytest.fixture
def owner():
    return User.objects.create_superuser("owner@example.com", "secret")


def taken(outcome):
    found = Consumption.objects.filter(entry=outcome.entry_id).order_by("pk")
    return sorted(found.values_list("lot_id", "units"))


def refused(code, action, *arguments, **values):
    before = snapshot()
    with pytest.raises(DomainError) as error:
        action(*arguments, **values)
    assert error.value.code == code
    assert snapshot() == before


class TestRedeeming:
    def test_soonest_expiring_first_undated_last(self):
        """Example 1."""
        who = member()
        a, b, c = opening(who, lot(5), lot(5, JUNE), lot(5, MARCH))
        outcome = redeem(who, 12)
        assert taken(outcome) == sorted([(c.entry_id, 5), (b.entry_id, 5), (a.entry_id, 2)])
        assert (outcome.units, outcome.balance, outcome.debt) == (-12, 3, 0)
        assert state(who) == (3, 0)

    def test_ties_older_first(self):
        """Example 2."""
        who = member()
        a, b = opening(who, lot(5, JUNE), lot(5, JUNE))
        assert taken(redeem(who, 6)) == [(a.entry_id, 5), (b.entry_id, 1)]

    def test_what_became_available_first_is_older_however_late_it_was_booked(self):
        who = member()
        late, early = opening(who, lot(5, JUNE), lot(5, JUNE, earned_at=NOW - timedelta(days=3)))
        assert taken(redeem(who, 6)) == [(late.entry_id, 1), (early.entry_id, 5)]

    def test_expired_units_are_unspendable_by_the_clock(self):
        """Example 3: no job has run."""
        who = member()
        opening(who, lot(5, NOW), lot(5))
        refused("insufficient", redeem, who, 6)
        assert redeem(who, 5).balance == 5

    def test_exactly_at_the_expiry_it_is_too_late(self):
        who = member()
        opening(who, lot(5, JUNE))
        refused("insufficient", redeem, who, 5, now=JUNE)
        redeem(who, 5, now=JUNE - timedelta(microseconds=1))

    def test_pending_units_wait(self):
        """Example 4."""
        who = member()
        opening(who, lot(5, available_at=NOW + timedelta(days=1)), lot(5))
        refused("insufficient", redeem, who, 6)
        assert redeem(who, 10, now=NOW + timedelta(days=1)).balance == 0

    @pytest.mark.parametrize("membership", ["suspended", "left"])
    def test_only_active_members(self, membership):
        who = member(membership)
        opening(who, lot(5))
        refused("not_a_member", redeem, who, 1)

    def test_nothing_while_something_is_owed(self):
        who = member()
        Account.objects.create(customer=who, currency="points", debt=3)
        refused("in_debt", redeem, who, 1)

    @pytest.mark.parametrize("units", [0, -1, 1.0, True, 10**16])
    def test_units_are_whole_and_above_zero(self, units):
        refused("units_invalid", redeem, member(), units)

    def test_an_unknown_account_has_nothing(self):
        refused("insufficient", redeem, member(), 1)

    def test_an_unknown_currency(self):
        refused("currency_unknown", redeem, member(), 1, "miles")

    def test_again_gives_the_first_outcome(self):
        who = member()
        opening(who, lot(10))
        first = redeem(who, 4, event_key="till:1")
        redeem(who, 3)
        before = snapshot()
        again = redeem(who, 4, event_key="till:1")
        assert again.is_replay
        assert (again.entry_id, again.units, again.balance) == (first.entry_id, -4, 6)
        assert snapshot() == before

    def test_again_is_answered_even_when_nothing_could_be_redeemed_now(self):
        who = member()
        opening(who, lot(4))
        first = redeem(who, 4, event_key="till:1")
        who.membership.state = "left"
        who.membership.save(update_fields=["state"])
        assert redeem(who, 4, event_key="till:1").entry_id == first.entry_id

    def test_the_same_key_for_something_else(self):
        one, other = member(), member()
        opening(one, lot(10))
        opening(other, lot(10))
        redeem(one, 4, event_key="till:1")
        refused("event_key_taken", redeem, one, 5, event_key="till:1")
        refused("event_key_taken", redeem, other, 4, event_key="till:1")
        refused("event_key_taken", grant, one, 4, event_key="till:1")

    def test_staff_need_the_permission_and_are_kept(self, owner):
        who = member()
        opening(who, lot(10))
        clerk = User.objects.create_user("clerk@example.com")
        refused("forbidden", redeem, who, 1, actor=clerk)
        redeem(who, 4, actor=owner, reason="birthday cake")
        told = TimelineEntry.objects.get(verb="loyalty.redeemed")
        assert (told.actor, told.reason, told.data) == (owner, "birthday cake", {"currency": "points", "units": 4})


class TestGiving:
    def test_debt_is_paid_first(self):
        who = member()
        Account.objects.create(customer=who, currency="points", debt=3)
        outcome = grant(who, 10)
        assert (outcome.debt_units, outcome.balance, outcome.debt) == (3, 7, 0)
        made = Lot.objects.get()
        assert (made.granted, made.remaining) == (10, 7)
        assert made.consumptions.get().units == 3

    def test_again_changes_nothing(self):
        who = member()
        first = grant(who, 10, event_key="profile:1")
        redeem(who, 2)
        before = snapshot()
        again = grant(who, 10, event_key="profile:1")
        assert (again.entry_id, again.balance, again.is_replay) == (first.entry_id, 10, True)
        assert snapshot() == before

    def test_opening_lots_keep_their_own_dates(self):
        who = member()
        past = lot(5, MARCH, earned_at=NOW - timedelta(days=300))
        outcomes = opening(who, past, lot(7, available_at=JUNE), event_key="old:1")
        assert [outcome.balance for outcome in outcomes] == [5, 12]
        assert list(Lot.objects.order_by("pk").values_list("expires_at", "available_at")) == [
            (MARCH, NOW - timedelta(days=300)),
            (None, JUNE),
        ]
        before = snapshot()
        assert all(again.is_replay for again in opening(who, past, lot(7, available_at=JUNE), event_key="old:1"))
        assert snapshot() == before


class TestAdjusting:
    def adjust(self, who, units, actor, **values):
        told = {"currency": "points", "event_key": key(), "reason": "counted wrong", "now": NOW}
        return ledger.adjust(customer_id=who.pk, units=units, actor=actor, **told | values)

    def test_up_and_down(self, owner):
        who = member()
        self.adjust(who, 10, owner, expires_at=JUNE)
        opening(who, lot(5, MARCH))
        outcome = self.adjust(who, -7, owner)
        assert [units for _, units in taken(outcome)] == [2, 5]
        assert state(who) == (8, 0)
        assert [entry.reason for entry in Entry.objects.filter(kind="adjust")] == ["counted wrong"] * 2
        assert TimelineEntry.objects.filter(verb="loyalty.adjusted").count() == 2

    def test_down_takes_pending_units_last_and_never_makes_debt(self, owner):
        who = member()
        opening(who, lot(5, MARCH, available_at=NOW + timedelta(days=1)), lot(5))
        assert [units for _, units in taken(self.adjust(who, -6, owner))] == [1, 5]
        refused("insufficient", self.adjust, who, -5, owner)

    def test_needs_reason_and_permission(self, owner):
        who = member()
        refused("reason_missing", self.adjust, who, 5, owner, reason=" ")
        refused("forbidden", self.adjust, who, 5, User.objects.create_user("clerk@example.com"))
        refused("units_invalid", self.adjust, who, 0, owner)
        refused("expiry_past", self.adjust, who, 5, owner, expires_at=NOW)

    def test_again_changes_nothing(self, owner):
        who = member()
        first = self.adjust(who, 5, owner, event_key="form:1")
        before = snapshot()
        assert self.adjust(who, 5, owner, event_key="form:1").entry_id == first.entry_id
        assert snapshot() == before
        refused("event_key_taken", self.adjust, who, -5, owner, event_key="form:1")


class TestExpiry:
    def test_books_what_the_clock_has_decided(self):
        who = member()
        opening(who, lot(5, MARCH), lot(7, MARCH), lot(9, JUNE), lot(1))
        assert ledger.expire_due(now=MARCH) == 2
        assert movements(who)[-1] == ("expire", -12)
        entry = Entry.objects.get(kind="expire")
        assert (entry.occurred_at, entry.booked_at, entry.explanation) == (MARCH, MARCH, "12 left in 2 lots")
        assert state(who) == (10, 0)
        assert ledger.expire_due(now=MARCH) == 0

    def test_more_units_under_an_instant_that_is_booked(self):
        who = member()
        for total in (5, 10):
            opening(who, lot(5, MARCH))
            assert ledger.expire_due(now=JUNE) == 1
            assert sum(units for kind, units in movements(who) if kind == "expire") == -total

    def test_nothing_before_its_time(self):
        who = member()
        opening(who, lot(5, MARCH))
        assert ledger.expire_due(now=MARCH - timedelta(microseconds=1)) == 0

    def test_stopped_half_way_and_started_again(self):
        people = [member() for _ in range(6)]
        for who in people:
            opening(who, lot(5, MARCH))
        assert ledger.expire_batch(now=JUNE, limit=2) == 2
        assert ledger.expire_due(now=JUNE, limit=2) == 4
        assert all(state(who) == (0, 0) for who in people)

    def test_the_task_may_run_twice(self):
        who = member()
        opening(who, lot(5, datetime(2020, 1, 1, tzinfo=UTC)))
        sweep_expiry()
        before = snapshot()
        sweep_expiry()
        assert snapshot() == before
        assert state(who) == (0, 0)


class TestDates:
    DAY = date(2026, 1, 31)

    @pytest.mark.parametrize(
        ("expiry", "n", "first_dead_day"),
        [
            ("days", 30, date(2026, 3, 3)),
            ("months", 1, date(2026, 3, 1)),
            ("activity", 1, date(2026, 3, 1)),
            ("end_of_year", 0, date(2027, 1, 1)),
            ("end_of_year", 1, date(2028, 1, 1)),
        ],
    )
    def test_expiry(self, expiry, n, first_dead_day, settings):
        settings.BUSINESS_TIME_ZONE = "Asia/Shanghai"
        assert Dates(0, expiry, n).expires_at(self.DAY) == clock.day_start(first_dead_day)
        assert Dates(0, expiry, n).expires_at(self.DAY).hour == 16

    def test_never(self):
        assert Dates().expires_at(self.DAY) is None

    def test_pending(self):
        at = datetime(2026, 1, 31, 15, tzinfo=UTC)
        assert Dates().available_at(at, self.DAY) == at
        assert Dates(14).available_at(at, self.DAY) == datetime(2026, 2, 14, tzinfo=UTC)

    def test_months_end_with_the_month(self):
        assert [add_months(self.DAY, n) for n in (1, 12, 25)] == [
            date(2026, 2, 28),
            date(2027, 1, 31),
            date(2028, 2, 29),
        ]


class TestActivity:
    """N months without earning or redeeming."""

    def test_a_purchase_keeps_all_alive(self):
        policy(expiry="activity", expiry_n=3)
        who = member()
        purchase(line(1000), customer=who.pk, occurred_at=datetime(2026, 1, 10, tzinfo=UTC))
        purchase(line(500), customer=who.pk, occurred_at=datetime(2026, 3, 10, tzinfo=UTC))
        until = datetime(2026, 6, 11, tzinfo=UTC)
        assert set(Lot.objects.values_list("expires_at", flat=True)) == {until}
        assert Account.objects.get().active_at == datetime(2026, 3, 10, tzinfo=UTC)

    def test_what_had_expired_stays_expired(self):
        policy(expiry="activity", expiry_n=1)
        who = member()
        purchase(line(1000), customer=who.pk, occurred_at=datetime(2026, 1, 10, tzinfo=UTC))
        purchase(line(500), customer=who.pk, occurred_at=datetime(2026, 3, 10, tzinfo=UTC))
        ends = [lot.expires_at for lot in Lot.objects.order_by("pk")]
        assert ends == [datetime(2026, 2, 11, tzinfo=UTC), datetime(2026, 4, 11, tzinfo=UTC)]

    def test_a_receipt_told_late_was_kept_alive_by_what_is_known(self):
        policy(expiry="activity", expiry_n=1)
        who = member()
        purchase(line(500), customer=who.pk, occurred_at=datetime(2026, 1, 20, tzinfo=UTC))
        late = purchase(line(1000), customer=who.pk, occurred_at=datetime(2026, 1, 10, tzinfo=UTC))
        lapsed = purchase(line(1000), customer=who.pk, occurred_at=datetime(2025, 12, 10, tzinfo=UTC))
        assert Lot.objects.get(entry__purchase=late).expires_at == datetime(2026, 2, 21, tzinfo=UTC)
        assert Lot.objects.get(entry__purchase=lapsed).expires_at == datetime(2026, 1, 11, tzinfo=UTC)

    def test_an_amended_receipt_keeps_what_activities_have_kept(self):
        """However many there were since: each fell within the month of the one before."""
        policy(expiry="activity", expiry_n=1)
        who = member()
        told = {
            "customer": who.pk,
            "number": "first",
            "occurred_at": datetime(2026, 1, 10, tzinfo=UTC),
            "is_open": True,
        }
        first = purchase(line(1000), **told)
        purchase(line(500), customer=who.pk, occurred_at=datetime(2026, 2, 5, tzinfo=UTC))
        purchase(line(500), customer=who.pk, occurred_at=datetime(2026, 3, 1, tzinfo=UTC))
        amend_purchase(purchase=first, draft=draft(line(1200), **told), now=NOW)
        lots = Lot.objects.filter(entry__purchase=first).order_by("pk")
        until = datetime(2026, 4, 2, tzinfo=UTC)
        assert [(lot.remaining, lot.expires_at) for lot in lots] == [(0, until), (12, until)]

    def test_redeeming_is_an_activity(self):
        policy(expiry="activity", expiry_n=1)
        who = member()
        grant(who, 10, occurred_at=NOW)
        redeem(who, 1, now=NOW + timedelta(days=20))
        assert Lot.objects.get().expires_at == datetime(2026, 5, 5, tzinfo=UTC)

    def test_a_changed_policy_leaves_lots_alone_but_they_still_move(self):
        policy(expiry="activity", expiry_n=3)
        who = member()
        purchase(line(1000), customer=who.pk, occurred_at=datetime(2026, 1, 10, tzinfo=UTC))
        policy(expiry="never", expiry_n=0)
        purchase(line(500), customer=who.pk, occurred_at=datetime(2026, 3, 10, tzinfo=UTC))
        ends = [lot.expires_at for lot in Lot.objects.order_by("pk")]
        assert ends == [datetime(2026, 6, 11, tzinfo=UTC), None]


class TestStatement:
    def test_balances_by_the_clock(self):
        who = member()
        opening(
            who,
            lot(1, NOW),
            lot(2, MARCH),
            lot(3, MARCH),
            lot(4, JUNE),
            lot(8, available_at=NOW + timedelta(days=1)),
            lot(16),
        )
        (found,) = statement.balances(who.pk, NOW)
        assert (found.balance, found.available, found.pending, found.expired) == (34, 25, 8, 1)
        assert (found.next_at, found.next_units) == (MARCH, 5)
        states = [line.state for line in statement.lots(found.account_id, NOW)]
        assert states == ["expired", "available", "available", "available", "available", "pending"]


def test_the_ledger_agrees_after_all_of_this(owner, capsys):
    who = member()
    opening(who, lot(5, MARCH), lot(7))
    redeem(who, 6)
    purchase(line(1000), customer=who.pk)
    ledger.expire_due(now=JUNE)
    assert list(audit.disagreements(NOW)) == []
    call_command("check_ledger")
    assert '"disagreements": 0' in capsys.readouterr().out
