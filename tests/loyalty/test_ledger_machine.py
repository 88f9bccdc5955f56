"""The ledger driven at random: after every step all sums agree, and a replay changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from core.errors import DomainError
from core.models import User
from customers.merging import merge_customers
from loyalty import ledger
from loyalty.ledger import audit, earning_hook
from loyalty.models import CurrencyPolicy, EarnRule, Entry, LedgerSettings, SpendingTerms
from sales import services
from sales.drafts import LineDraft, PurchaseDraft, ReturnDraft, ReturnLineDraft
from sales.hooks import Change
from tests.loyalty.factories import member, policy, snapshot
from tests.loyalty.factories import rule as earn_rule

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
_numbers = count(1)
amounts = st.integers(1, 9999)
POLICIES = (
    {"expiry": "never"},
    {"expiry": "days", "expiry_n": 20},
    {"expiry": "months", "expiry_n": 1, "pending_days": 5},
    {"expiry": "end_of_year"},
    {"expiry": "activity", "expiry_n": 1},
)


class Machine(RuleBasedStateMachine):
    """Two members, two currencies, settings that change, a clock that only moves forward."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.now = START
        self.open: list[Any] = []
        self.sold: list[Any] = []
        self.last: Callable[[], Any] | None = None
        self.spent: list[str] = []
        self.given: list[str] = []

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @initialize(chosen=st.sampled_from(POLICIES), rounding=st.sampled_from(["floor", "half_up", "ceiling"]))
    def begin(self, chosen: dict[str, Any], rounding: str) -> None:
        policy(rounding=rounding, **chosen)
        policy("cashback", expiry="days", expiry_n=10)
        earn_rule("0.02", currency="cashback")
        LedgerSettings.objects.update(points_to_cashback=Decimal("0.5"), cashback_to_points=Decimal("1.5"))
        SpendingTerms.objects.update(transfer_daily_limit=60)
        self.who, self.other = member(), member()
        self.staff = User.objects.create_superuser("owner@example.com", "secret")

    def do(self, action: Callable[[], Any]) -> None:
        """Try it; a refusal changes nothing. What was done may be done again."""
        before = snapshot()
        try:
            with transaction.atomic():
                action()
        except DomainError:
            assert snapshot() == before
        else:
            self.last = action

    def key(self) -> str:
        return f"machine:{next(_numbers)}"

    # --- What happens -----------------------------------------------------------------------

    @rule(hours=st.integers(1, 24 * 25))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self.last = None

    @rule(lines=st.lists(amounts, min_size=1, max_size=3), days=st.integers(0, 40), is_open=st.booleans())
    def buy(self, lines: list[int], days: int, is_open: bool) -> None:
        draft = self.draft(lines, self.now - timedelta(days=days), is_open)
        bought = services.record_purchase(draft=draft, now=self.now)
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
        self.do(lambda: services.amend_purchase(purchase=order, draft=draft, now=self.now))
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
        self.do(lambda: services.record_return(draft=draft, now=self.now))
        self.last = lambda: earning_hook(
            Change(now=self.now, returns=list(bought.returns.values_list("pk", flat=True)))
        )

    @rule(units=st.integers(1, 200), currency=st.sampled_from(["points", "cashback"]))
    def redeem(self, units: int, currency: str) -> None:
        key, now = self.key(), self.now
        who = self.who.pk
        self.do(lambda: ledger.redeem(customer_id=who, currency=currency, units=units, event_key=key, now=now))
        self.spent.append(key)

    @precondition(lambda self: self.spent)
    @rule(data=st.data(), units=st.one_of(st.none(), st.integers(1, 80)))
    def cancel(self, data: st.DataObject, units: int | None) -> None:
        told = {"event_key": self.key(), "of": data.draw(st.sampled_from(self.spent)), "now": self.now}
        self.do(lambda: ledger.cancel_redemption(units=units, **told))

    @precondition(lambda self: self.given)
    @rule(data=st.data(), units=st.one_of(st.none(), st.integers(1, 50)))
    def reverse(self, data: st.DataObject, units: int | None) -> None:
        told = {"event_key": self.key(), "of": data.draw(st.sampled_from(self.given)), "now": self.now}
        self.do(lambda: ledger.reverse_grant(units=units, **told))

    @precondition(lambda self: self.sold)
    @rule(data=st.data(), share=st.integers(1, 100), currency=st.sampled_from(["points", "cashback"]))
    def pay(self, data: st.DataObject, share: int, currency: str) -> None:
        bought = data.draw(st.sampled_from(self.sold))
        told = {"event_key": self.key(), "now": self.now, "purchase_id": bought.pk, "currency": currency}
        amount = max(1, bought.amount * share // 100)
        who = self.who.pk
        self.do(lambda: ledger.pay_with_units(customer_id=who, amount=amount, receipt=bought.amount, **told))

    @rule(units=st.integers(1, 80), currency=st.sampled_from(["points", "cashback"]), there=st.booleans())
    def transfer(self, units: int, currency: str, there: bool) -> None:
        pair = (self.who.pk, self.other.pk) if there else (self.other.pk, self.who.pk)
        told = {"from_customer_id": pair[0], "to_customer_id": pair[1], "event_key": self.key(), "now": self.now}
        self.do(lambda: ledger.transfer(currency=currency, units=units, **told))

    @rule(units=st.integers(1, 80), currency=st.sampled_from(["points", "cashback"]))
    def convert(self, units: int, currency: str) -> None:
        to = "cashback" if currency == "points" else "points"
        told = {"customer_id": self.who.pk, "currency": currency, "to": to, "event_key": self.key(), "now": self.now}
        self.do(lambda: ledger.convert(units=units, **told))

    @rule(debt=st.sampled_from(["owe", "write_off"]), grace=st.integers(0, 20))
    def settings_change(self, debt: str, grace: int) -> None:
        LedgerSettings.objects.update(debt=debt, grace_days=grace)
        self.last = None

    @rule(rate=st.integers(0, 5), cap=st.one_of(st.none(), st.integers(1, 60)))
    def rules_change(self, rate: int, cap: int | None) -> None:
        EarnRule.objects.filter(currency="points").update(is_active=False)
        if rate:
            earn_rule(rate)
        CurrencyPolicy.objects.filter(pk="points").update(per_day=cap)
        self.last = None

    @rule()
    def merge(self) -> None:
        """The other record turns out to be the same person; somebody new takes its place."""
        told = {"actor": self.staff, "reason": "the same", "now": self.now}
        with transaction.atomic():
            merge_customers(survivor=self.who, duplicate=self.other, **told)
        self.other = member()
        self.last = None

    @rule(lines=st.lists(amounts, min_size=1, max_size=2))
    def the_other_buys(self, lines: list[int]) -> None:
        draft = PurchaseDraft(
            source="till", number=self.key(), occurred_at=self.now, customer=self.other.pk,
            lines=[LineDraft(amount=amount, quantity=Decimal(4)) for amount in lines],
        )  # fmt: skip
        self.sold.append(services.record_purchase(draft=draft, now=self.now))
        self.last = None

    @rule(units=st.integers(1, 100))
    def grant(self, units: int) -> None:
        told = {"event_key": self.key(), "occurred_at": self.now, "now": self.now}
        self.do(lambda: ledger.grant(customer_id=self.who.pk, currency="points", units=units, **told))
        self.given.append(told["event_key"])

    @rule(units=st.integers(-100, 100).filter(bool))
    def adjust(self, units: int) -> None:
        told = {"event_key": self.key(), "now": self.now, "reason": "test", "actor": self.staff}
        self.do(lambda: ledger.adjust(customer_id=self.who.pk, currency="points", units=units, **told))

    @rule()
    def expire(self) -> None:
        now = self.now
        self.do(lambda: ledger.expire_due(now=now))

    @precondition(lambda self: self.last)
    @rule()
    def replay(self) -> None:
        before = snapshot()
        assert self.last
        self.last()
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
