"""The ledger driven at random: after every step all sums agree, and a replay changes nothing.

Grant, return, redeem, cancel, expire, transfer, convert, merge accounts, join and leave a household, top up and pay
out stored value, changes of rules and of caps, with the clock moving. Each command says what it does to the sum over
all accounts, by kind of entry: nothing else may appear or vanish. What was told once may be told again at any later
time, after whatever happened since: nothing changes.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import initialize, invariant, precondition, rule

from core.errors import DomainError
from core.models import User
from customers.merging import merge_customers
from loyalty import ledger
from loyalty.households import services as households
from loyalty.ledger import audit, earning_hook
from loyalty.models import CurrencyPolicy, EarnRule, Entry, Household, LedgerSettings, Lot, SpendingTerms, TopUpBonus
from loyalty.rules import revise_rule
from sales import services
from sales.drafts import LineDraft, PurchaseDraft, ReturnDraft, ReturnLineDraft
from sales.hooks import Change
from tests.loyalty.driving import TAKEN, Driver, Moves, given_for, newest, worth
from tests.loyalty.factories import member, policy, snapshot
from tests.loyalty.factories import rule as earn_rule

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
amounts = st.integers(1, 9999)
POLICIES = (
    {"expiry": "never"},
    {"expiry": "days", "expiry_n": 20},
    {"expiry": "months", "expiry_n": 1, "pending_days": 5},
    {"expiry": "end_of_year"},
    {"expiry": "activity", "expiry_n": 1},
)


class Machine(Driver):
    """Two members, two currencies, settings that change, a clock that only moves forward."""

    def __init__(self) -> None:
        super().__init__(START)
        self.open: list[Any] = []
        self.sold: list[Any] = []
        self.spent: list[str] = []
        self.given: list[str] = []
        self.moved: list[str] = []
        self.paid_in: list[str] = []

    @initialize(chosen=st.sampled_from(POLICIES), rounding=st.sampled_from(["floor", "half_up", "ceiling"]))
    def begin(self, chosen: dict[str, Any], rounding: str) -> None:
        policy(rounding=rounding, **chosen)
        policy("cashback", expiry="days", expiry_n=10)
        earn_rule("0.02", currency="cashback")
        policy("stored", is_active=True, expiry="days", expiry_n=15)
        TopUpBonus.objects.create(minimum=100, percent=Decimal(10))
        LedgerSettings.objects.update(points_to_cashback=Decimal("0.5"), cashback_to_points=Decimal("1.5"))
        SpendingTerms.objects.update(transfer_daily_limit=60)
        self.who, self.other = member(), member()
        self.staff = User.objects.create_superuser("owner@example.com", "secret")

    # --- What happens -----------------------------------------------------------------------

    @rule(hours=st.integers(1, 24 * 25))
    def time_passes(self, hours: int) -> None:
        """The sweep of the households comes every five minutes."""
        self.now += timedelta(hours=hours)
        self.last, now = None, self.now
        self.do(lambda: households.gather(now=now), dict(TAKEN), is_keyed=False)

    @rule(lines=st.lists(amounts, min_size=1, max_size=3), days=st.integers(0, 40), is_open=st.booleans())
    def buy(self, lines: list[int], days: int, is_open: bool) -> None:
        draft = self.draft(lines, self.now - timedelta(days=days), is_open)
        now, last = self.now, newest()
        bought = services.record_purchase(draft=draft, now=now)
        self.check({"grant": None}, last)
        self.told.append(lambda: services.record_purchase(draft=draft, now=now))
        (self.open if is_open else self.sold).append(bought)
        self.last = lambda: earning_hook(Change(now=self.now, created=[bought.pk]))

    def draft(self, lines: list[int], at: datetime, is_open: bool, number: str = "") -> PurchaseDraft:
        told = [LineDraft(amount=amount, quantity=Decimal(4)) for amount in lines]
        return PurchaseDraft(
            source="till",
            number=number or self.key(),
            occurred_at=at,
            lines=told,
            customer=self.who.pk,
            is_open=is_open,
        )

    @precondition(lambda self: self.open)
    @rule(data=st.data(), lines=st.lists(amounts, min_size=1, max_size=3))
    def amend(self, data: st.DataObject, lines: list[int]) -> None:
        order = data.draw(st.sampled_from(self.open))
        draft = self.draft(lines, order.occurred_at, is_open=True, number=order.number)
        now = self.now
        held, gave = worth(now, order.occurred_at), given_for(order.pk)
        # Not told again later: an order that was amended once more says something else by then.
        self.do(lambda: services.amend_purchase(purchase=order, draft=draft, now=now), is_keyed=False)
        gives = given_for(order.pk)
        for currency, units in worth(now, order.occurred_at).items():
            more = gives.get(currency, 0) - gave.get(currency, 0)
            assert units - held.get(currency, 0) <= max(0, more), "an amended order gives no more than it grew"
        self.last = lambda: earning_hook(Change(now=self.now, amended=[order.pk]))

    @precondition(lambda self: self.sold or self.open)
    @rule(data=st.data())
    def give_back(self, data: st.DataObject) -> None:
        bought = data.draw(st.sampled_from(self.sold + self.open))
        left = [(row.pk, int(row.quantity - row.returned_quantity)) for row in bought.lines.all()]
        chosen = [(pk, data.draw(st.integers(0, most))) for pk, most in left if most]
        lines = tuple(ReturnLineDraft(line=pk, quantity=Decimal(n)) for pk, n in chosen if n)
        if not lines:
            return
        draft = ReturnDraft(purchase=bought.pk, source="till", number=self.key(), occurred_at=self.now, lines=lines)
        now = self.now
        kinds: Moves = dict.fromkeys(("return", "restore"))
        self.do(lambda: services.record_return(draft=draft, now=now), kinds | TAKEN)
        self.last = lambda: earning_hook(
            Change(now=self.now, returns=list(bought.returns.values_list("pk", flat=True)))
        )

    @rule(units=st.integers(1, 200), currency=st.sampled_from(["points", "cashback"]))
    def redeem(self, units: int, currency: str) -> None:
        key, now = self.key(), self.now
        who = self.who.pk
        told: dict[str, Any] = {"customer_id": who, "currency": currency, "units": units, "event_key": key}
        self.do(lambda: ledger.redeem(now=now, **told), {"redeem": -units})
        self.spent.append(key)

    @precondition(lambda self: self.spent)
    @rule(data=st.data(), units=st.one_of(st.none(), st.integers(1, 80)))
    def cancel(self, data: st.DataObject, units: int | None) -> None:
        told = {"event_key": self.key(), "of": data.draw(st.sampled_from(self.spent)), "now": self.now}
        kinds: Moves = TAKEN | {"restore": units}
        self.do(lambda: ledger.cancel_redemption(units=units, **told), kinds)

    @precondition(lambda self: self.given)
    @rule(data=st.data(), units=st.one_of(st.none(), st.integers(1, 50)))
    def reverse(self, data: st.DataObject, units: int | None) -> None:
        told = {"event_key": self.key(), "of": data.draw(st.sampled_from(self.given)), "now": self.now}
        kinds: Moves = TAKEN | {"return": units and -units, "restore": None}
        self.do(lambda: ledger.reverse_grant(units=units, **told), kinds)

    @precondition(lambda self: self.sold)
    @rule(data=st.data(), share=st.integers(1, 100), currency=st.sampled_from(["points", "cashback"]))
    def pay(self, data: st.DataObject, share: int, currency: str) -> None:
        bought = data.draw(st.sampled_from(self.sold))
        told = {"event_key": self.key(), "now": self.now, "purchase_id": bought.pk, "currency": currency}
        amount = max(1, bought.amount * share // 100)
        who = self.who.pk
        self.do(
            lambda: ledger.pay_with_units(customer_id=who, amount=amount, receipt=bought.amount, **told),
            {"redeem": None},
        )

    @rule(units=st.integers(1, 80), currency=st.sampled_from(["points", "cashback"]), there=st.booleans())
    def transfer(self, units: int, currency: str, there: bool) -> None:
        pair = (self.who.pk, self.other.pk) if there else (self.other.pk, self.who.pk)
        told = {"from_customer_id": pair[0], "to_customer_id": pair[1], "event_key": self.key(), "now": self.now}
        if self.do(lambda: ledger.transfer(currency=currency, units=units, **told), {"transfer": 0}):
            self.moved.append(str(told["event_key"]))

    @rule(units=st.integers(1, 80), currency=st.sampled_from(["points", "cashback"]))
    def convert(self, units: int, currency: str) -> None:
        to = "cashback" if currency == "points" else "points"
        told = {"customer_id": self.who.pk, "currency": currency, "to": to, "event_key": self.key(), "now": self.now}
        arrives = units // 2 if currency == "points" else units * 3 // 2
        if self.do(lambda: ledger.convert(units=units, **told), {"convert": arrives - units}):
            self.moved.append(str(told["event_key"]))

    @precondition(lambda self: self.moved)
    @rule(data=st.data())
    def undo_move(self, data: st.DataObject) -> None:
        """Whole or not at all: what arrived goes, and what went comes back."""
        of, now = data.draw(st.sampled_from(self.moved)), self.now
        gone = Entry.objects.get(event_key=of)
        arrived = Entry.objects.filter(facts__of=of, kind=gone.kind, units__gt=0).aggregate(units=Sum("units"))["units"]
        # What comes back to a record that was merged away goes on to its survivor, as after a merge.
        back = TAKEN | {gone.kind: -gone.units - arrived}
        is_new = not Entry.objects.filter(event_key=f"{of}:undone").exists()
        self.do(lambda: ledger.undo_move(of=of, reason="mistake", now=now), back if is_new else {})

    @rule(debt=st.sampled_from(["owe", "write_off"]), grace=st.integers(0, 20))
    def settings_change(self, debt: str, grace: int) -> None:
        LedgerSettings.objects.update(debt=debt, grace_days=grace)
        self.last = None

    @rule(rate=st.integers(0, 5), kind=st.sampled_from(["base", "multiplier", "bonus"]))
    def rules_change(self, rate: int, kind: str) -> None:
        """The base rule is another one, or something comes on top of it."""
        if kind == "base":
            EarnRule.objects.filter(currency="points").update(is_active=False)
        if rate:
            earn_rule(rate, kind=kind)
        self.last = None

    @rule(
        scope=st.sampled_from(["per_order", "per_day", "per_month", "per_customer", "budget"]),
        cap=st.one_of(st.none(), st.integers(1, 90)),
    )
    def caps_change(self, scope: str, cap: int | None) -> None:
        """Of the newest rule for points, through the service that keeps what it has given; of the currency as well."""
        rule = EarnRule.objects.filter(currency="points", is_active=True, valid_until=None).order_by("-pk").first()
        if rule is not None:
            setattr(rule, scope, cap)
            revise_rule(rule=rule, now=self.now)
        if scope in {"per_order", "per_day", "per_month"}:
            CurrencyPolicy.objects.filter(pk="points").update(**{scope: cap})
        self.last = None

    @rule()
    def merge(self) -> None:
        """The other record turns out to be the same person; somebody new takes its place."""
        told = {"survivor": self.who, "duplicate": self.other, "actor": self.staff, "reason": "the same"}
        now = self.now
        self.do(lambda: merge_customers(now=now, **told), dict(TAKEN))
        self.other = member()
        self.last = None

    @rule(is_spender=st.booleans())
    def join(self, is_spender: bool) -> None:
        """The other one brings all they hold into the pool of the first."""
        now, who, other = self.now, self.who, self.other

        def action() -> None:
            home = Household.objects.filter(holder=who).first()
            home = home or households.create_household(holder=who, name="Lins", now=now, actor=None)
            role = "spend" if is_spender else "earn"
            households.add_member(household=home, customer=other, role=role, now=now, actor=None)

        self.do(action, dict(TAKEN), is_keyed=False)

    @rule()
    def the_other_founds(self) -> None:
        """A household of their own: of one and the same person once they are merged."""
        told: dict[str, Any] = {"holder": self.other, "name": "Chens", "now": self.now, "actor": None}
        self.do(lambda: households.create_household(**told), {}, is_keyed=False)
        self.last = None

    @rule(is_dissolved=st.booleans())
    def leave(self, is_dissolved: bool) -> None:
        home, now = Household.objects.filter(holder=self.who).first(), self.now
        row = home and home.members.filter(customer=self.other).first()
        if home and is_dissolved:
            self.do(lambda: households.dissolve(household=home, now=now, actor=None), {}, is_keyed=False)
        elif row:
            self.do(lambda: households.remove_member(member=row, now=now, actor=None), {}, is_keyed=False)
        self.last = None

    @rule(units=st.integers(1, 80))
    def the_other_redeems(self, units: int) -> None:
        """From their own accounts or from the pool, as it is."""
        told: dict[str, Any] = {"customer_id": self.other.pk, "currency": "points", "event_key": self.key()}
        now = self.now
        self.do(lambda: households.redeem_from_pool(units=units, now=now, **told), {"redeem": -units})
        self.spent.append(told["event_key"])

    @rule(amount=st.integers(1, 500), by_other=st.booleans())
    def top_up(self, amount: int, by_other: bool) -> None:
        who = self.other.pk if by_other else self.who.pk
        told = {"customer_id": who, "amount": amount, "event_key": self.key(), "now": self.now}
        bonus = amount // 10 if amount >= 100 else 0
        self.do(lambda: ledger.top_up(**told), {"topup": amount, "grant": bonus})
        self.paid_in.append(told["event_key"])

    @precondition(lambda self: self.paid_in)
    @rule(data=st.data(), amount=st.one_of(st.none(), st.integers(1, 300)))
    def pay_out(self, data: st.DataObject, amount: int | None) -> None:
        """Wherever the money lies by now."""
        told = {"event_key": self.key(), "of": data.draw(st.sampled_from(self.paid_in)), "now": self.now}
        told |= {"reason": "moves away", "actor": self.staff}
        self.do(lambda: ledger.refund_top_up(amount=amount, **told), {"refund": None})

    @rule(units=st.integers(1, 200))
    def spend_stored(self, units: int) -> None:
        told: dict[str, Any] = {"customer_id": self.who.pk, "currency": "stored", "event_key": self.key()}
        now = self.now
        self.do(lambda: ledger.redeem(units=units, now=now, **told), {"redeem": -units})
        self.spent.append(told["event_key"])

    @rule(lines=st.lists(amounts, min_size=1, max_size=2))
    def the_other_buys(self, lines: list[int]) -> None:
        draft = PurchaseDraft(
            source="till", number=self.key(), occurred_at=self.now, customer=self.other.pk,
            lines=[LineDraft(amount=amount, quantity=Decimal(4)) for amount in lines],
        )  # fmt: skip
        now, last = self.now, newest()
        self.sold.append(services.record_purchase(draft=draft, now=now))
        self.check({"grant": None}, last)
        self.told.append(lambda: services.record_purchase(draft=draft, now=now))
        self.last = None

    @rule(units=st.integers(1, 100))
    def grant(self, units: int) -> None:
        told = {"event_key": self.key(), "occurred_at": self.now, "now": self.now}
        who = self.who.pk
        self.do(lambda: ledger.grant(customer_id=who, currency="points", units=units, **told), {"grant": units})
        self.given.append(told["event_key"])

    @rule(units=st.integers(-100, 100).filter(bool))
    def adjust(self, units: int) -> None:
        told = {"event_key": self.key(), "now": self.now, "reason": "test", "actor": self.staff}
        who = self.who.pk
        self.do(lambda: ledger.adjust(customer_id=who, currency="points", units=units, **told), {"adjust": units})

    @rule()
    def expire(self) -> None:
        now = self.now
        last = newest()
        due = Lot.objects.filter(expires_at__lte=now).aggregate(units=Sum("remaining"))["units"] or 0
        self.do(lambda: ledger.expire_due(now=now), is_keyed=False)
        self.check({"expire": -due}, last)

    @precondition(lambda self: self.last)
    @rule()
    def replay(self) -> None:
        before = snapshot()
        assert self.last
        self.last()
        assert snapshot() == before

    @precondition(lambda self: self.told)
    @rule(data=st.data())
    def replay_an_old_one(self, data: st.DataObject) -> None:
        """Told again late: after rules and settings changed, lots expired, records merged. Nothing, or refused."""
        before, action = snapshot(), data.draw(st.sampled_from(self.told))
        try:
            with transaction.atomic():
                action()
        except DomainError:
            pass
        assert snapshot() == before

    # --- What always holds --------------------------------------------------------------------

    @invariant()
    def all_sums_agree(self) -> None:
        assert [str(found) for found in audit.disagreements(self.now)] == []

    @invariant()
    def no_sale_takes_more_than_it_gave(self) -> None:
        for bought in self.sold + self.open:
            bought.refresh_from_db()
            units = Entry.objects.filter(purchase=bought, kind__in=["grant", "return"]).values_list("units", flat=True)
            assert sum(units) >= 0
            if bought.is_fully_returned:
                assert sum(units) == 0


class TestMachine(Machine.TestCase, TestCase):
    settings = settings(max_examples=8, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.slow
class TestMachineForLong(Machine.TestCase, TestCase):
    settings = settings(
        max_examples=150, stateful_step_count=50, deadline=None, suppress_health_check=list(HealthCheck)
    )
