"""The proof: announcing N sales at once gives the ledger of announcing them one by one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from core import clock
from customers.models import Membership
from loyalty import ledger
from loyalty.ledger import audit, earning_hook, store
from loyalty.ledger.planning import Book
from loyalty.ledger.records import AccountState, LotState
from loyalty.models import Account, Entry, Lot
from sales import hooks
from sales.hooks import Change
from sales.models import Brand, Category, Product, Purchase, PurchaseLine, Return, ReturnLine
from tests.loyalty.factories import NOW, key, member, only_rules, policy, redeem, rule, snapshot
from tests.sales.factories import customer

START = datetime(2026, 1, 1, 10, tzinfo=UTC)


class Silent:
    """Sales written as rows; the ledger hears of them only from the test."""

    def __enter__(self) -> None:
        self.hooks, hooks._hooks = hooks._hooks, {}

    def __exit__(self, *_told: object) -> None:
        hooks._hooks = self.hooks


def sell(who, lines, at, channel=None, **parts) -> Purchase:
    amount = sum(amount for amount, _ in lines) + parts.get("delivery", 0)
    bought = Purchase.objects.create(
        customer=who, source="import", number=key(), occurred_at=at, occurred_on=at.date(), amount=amount, **parts
    )
    for position, (paid, product) in enumerate(lines, start=1):
        PurchaseLine.objects.create(purchase=bought, position=position, product=product, quantity=4, amount=paid)
    return bought


def bring_back(bought: Purchase, shares: dict[int, int]) -> Return:
    """`shares`: quarters of each line."""
    back = Return.objects.create(
        purchase=bought, source="import", number=key(), occurred_at=NOW, occurred_on=NOW.date(), amount=0
    )
    for line in bought.lines.all():
        quarters = min(shares.get(line.position, 0), 4 - int(line.returned_quantity))
        if quarters:
            share = line.amount * (int(line.returned_quantity) + quarters) // 4
            paid = max(0, share - line.returned_amount)  # less is left of a line that was amended since
            ReturnLine.objects.create(return_of=back, line=line, quantity=quarters, amount=paid)
            line.returned_quantity += quarters
            line.returned_amount += paid
            line.save(update_fields=["returned_quantity", "returned_amount"])
    return back


def amend(bought: Purchase, factor: int) -> None:
    for line in bought.lines.all():
        line.amount = line.amount * factor // 100
        line.returned_amount = min(line.returned_amount, line.amount)
        line.save(update_fields=["amount", "returned_amount"])
    bought.amount = sum(line.amount for line in bought.lines.all()) + bought.delivery
    bought.save(update_fields=["amount"])


def both_ways(changes: list[dict[str, list[int]]], *, earn: bool = True) -> tuple[Any, Any]:
    """Each change announced whole, by COPY and in small parts; and each id on its own."""

    def one_by_one() -> None:
        for change in changes:
            for name, ids in change.items():
                for pk in ids:
                    earning_hook(Change(now=NOW, earn=earn, **{name: [pk]}))

    def at_once() -> None:
        for change in changes:
            earning_hook(Change(now=NOW, earn=earn, **change))

    return _result(one_by_one), _result(at_once)


def _result(action: Any) -> Any:
    """What the action leaves behind; then it is undone."""
    with transaction.atomic():
        action()
        found = snapshot()
        assert [str(wrong) for wrong in audit.disagreements(NOW)] == []
        members = sorted(Membership.objects.values_list("customer_id", "state"))
        transaction.set_rollback(True)
    return found, members


sales = st.lists(
    st.tuples(
        st.integers(0, 4),  # whose
        st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 2)), min_size=1, max_size=3),
        st.integers(0, 70),  # days after the start
        st.integers(0, 500),  # paid with points
    ),
    min_size=1,
    max_size=8,
)


class TestBulk(TestCase):
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        told=sales,
        amended=st.lists(st.tuples(st.integers(0, 7), st.integers(0, 300)), max_size=3),
        returned=st.lists(
            st.tuples(st.integers(0, 7), st.dictionaries(st.integers(1, 3), st.integers(1, 4))), max_size=4
        ),
        expiry=st.sampled_from([("never", 0), ("days", 30), ("activity", 1), ("end_of_year", 0)]),
        spent=st.integers(0, 60),
        copy_from=st.sampled_from([1, 100]),
        mixed=st.booleans(),
    )
    def test_one_by_one_or_at_once(self, told, amended, returned, expiry, spent, copy_from, mixed):
        policy(expiry=expiry[0], expiry_n=expiry[1], rounding="half_up")
        only_rules()
        tea = Category.objects.create(name="Tea", code="tea", path="/1/")
        Category.objects.filter(pk=tea.pk).update(path=f"/{tea.pk}/")
        products = [
            None,
            Product.objects.create(sku="green", name="Green tea", category=tea),
            Product.objects.create(sku="cup", name="Cup", brand=Brand.objects.create(name="Bone")),
        ]
        rule("0.5"), rule(2, kind="multiplier", categories=[tea]), rule("1.5", valid_from=START + timedelta(days=30))
        rule("0.05", currency="cashback", minimum_spend=1000)
        people = [member(), member(), customer(), member("suspended"), None]
        ledger.grant(customer_id=people[0].pk, currency="points", units=60, event_key=key(), occurred_at=START, now=NOW)
        if spent and expiry[0] == "never":
            redeem(people[0], spent)
        with Silent():
            bought = [
                sell(
                    people[who],
                    [(amount, products[p]) for amount, p in lines],
                    START + timedelta(days=day),
                    paid_points=0,
                )
                for who, lines, day, _points in told
            ]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(store, "COPY_FROM", copy_from)
            created = [sale.pk for sale in bought]
            backs = self._bring_back(bought, returned[::2] if mixed else [])
            self._same_both_ways({"created": created, "returns": backs})
            for i, factor in amended:
                amend(bought[i % len(bought)], factor)
            backs = self._bring_back(bought, returned[1::2])
            changed = list({bought[i % len(bought)].pk: None for i, _ in amended})
            self._same_both_ways({"amended": changed, "returns": backs})

    def _same_both_ways(self, change):
        one, many = both_ways([change])
        assert one == many
        earning_hook(Change(now=NOW, **change))

    def _bring_back(self, bought, told):
        return [bring_back(bought[i % len(bought)], shares).pk for i, shares in told]


@pytest.mark.django_db
class TestAmendedInBulk:
    def test_amendments_and_returns(self):
        """Recorded, returned in part, amended, returned again: by COPY as one by one."""
        people = [member() for _ in range(3)]
        bought = [sell(people[i % 3], [(1000 + i, None), (333, None)], START + timedelta(days=i)) for i in range(9)]
        earning_hook(Change(now=NOW, created=[sale.pk for sale in bought]))
        redeem(people[0], 30)
        first = [bring_back(sale, {1: 1 + i % 3}).pk for i, sale in enumerate(bought[:6])]
        for i, sale in enumerate(bought[2:8]):
            amend(sale, 50 + 40 * i)
        second = [bring_back(sale, {1: 4, 2: i % 5}).pk for i, sale in enumerate(bought[4:])]
        changes = [{"amended": [sale.pk for sale in bought[2:8]], "returns": first + second}]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(store, "COPY_FROM", 1)
            one, many = both_ways(changes)
        assert one == many

    def test_announced_twice_in_bulk(self):
        bought = [sell(member(), [(1000, None)], START) for _ in range(3)]
        change = Change(now=NOW, created=[sale.pk for sale in bought])
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(store, "COPY_FROM", 1)
            earning_hook(change)
            before = snapshot()
            earning_hook(change)
        assert snapshot() == before

    def test_parts_of_a_large_change(self):
        bought = [sell(member(), [(1000, None)], START) for _ in range(5)]
        backs = [bring_back(sale, {1: 4}).pk for sale in bought]
        from loyalty.ledger import purchases

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(purchases, "CHUNK", 2)
            earning_hook(Change(now=NOW, created=[sale.pk for sale in bought], returns=backs))
        assert Entry.objects.filter(kind="grant").count() == Entry.objects.filter(kind="return").count() == 5
        assert set(Account.objects.values_list("balance", "debt")) == {(0, 0)}

    def test_an_import_told_to_earn_nothing(self):
        who = member()
        bought = sell(who, [(1000, None)], START)
        earning_hook(Change(now=NOW, created=[bought.pk], earn=False))
        assert not Entry.objects.exists()
        earned = sell(who, [(1000, None)], START)
        earning_hook(Change(now=NOW, created=[earned.pk]))
        amend(earned, 200)
        amend(bought, 200)
        earning_hook(Change(now=NOW, amended=[earned.pk, bought.pk], earn=False))
        assert Account.objects.get().balance == 20

    def test_names_that_need_escaping(self):
        only_rules()
        rule(1, name='Tab\there, \\ back, "quoted", 双倍\nline')
        bought = [sell(member(), [(1000, None)], START) for _ in range(2)]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(store, "COPY_FROM", 1)
            one, many = both_ways([{"created": [sale.pk for sale in bought]}])
        assert one == many


@pytest.mark.django_db
class TestSliding:
    """Activity keeps alive what is there to be kept; a used-up lot keeps its date, whoever still knows of it."""

    def test_a_batch_that_emptied_a_lot_itself(self):
        policy(expiry="activity", expiry_n=1)
        who = member()
        first, later = sell(who, [(1000, None)], START), sell(who, [(1, None)], START + timedelta(days=20))
        earning_hook(Change(now=NOW, created=[first.pk, later.pk]))
        (lot,) = Lot.objects.all()  # the later one was too small to be an activity
        assert lot.expires_at == clock.day_start(date(2026, 2, 2))
        # Amended, the first one's lot is emptied, and the later sale is an activity.
        amend(first, 200), amend(later, 100_000)
        one, many = both_ways([{"amended": [first.pk, later.pk]}])
        assert one == many
        earning_hook(Change(now=NOW, amended=[first.pk, later.pk]))
        found = Lot.objects.order_by("pk").values_list("granted", "remaining", "expires_at")
        kept = clock.day_start(date(2026, 2, 22))
        assert list(found) == [(10, 0, lot.expires_at), (20, 20, kept), (10, 10, kept)]

    def test_lots_of_one_account(self):
        """Used up, expired before the activity, without activity, later than it: only what is alive moves."""
        at = datetime(2026, 3, 1, 12, tzinfo=UTC)
        soon, past = datetime(2026, 3, 10, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
        far = datetime(2027, 1, 1, tzinfo=UTC)
        told = [(5, soon, 1), (0, soon, 1), (5, past, 1), (5, soon, None), (5, far, 1)]
        lots = [LotState(5, left, START, until, months) for left, until, months in told]
        Book(at, slides=True).slide(AccountState(1, 1, "points", 20, 0, lots=lots), at)
        assert [lot.is_moved for lot in lots] == [True, False, False, False, False]
        assert [lot.expires_at for lot in lots] == [clock.day_start(date(2026, 4, 2)), soon, past, soon, far]


@pytest.mark.django_db
class TestStatements:
    def test_a_receipt_costs_three_statements(self, django_assert_num_queries):
        who = member()
        earning_hook(Change(now=NOW, created=[sell(who, [(1000, None)], START).pk]))
        bought = sell(who, [(1000, None)], START)
        with django_assert_num_queries(3):
            earning_hook(Change(now=NOW, created=[bought.pk]))

    @pytest.mark.parametrize("n", [5, 15])
    def test_many_cost_no_more_than_few(self, n, django_assert_max_num_queries):
        bought = [sell(member(), [(1000, None)], START) for _ in range(n)]
        with django_assert_max_num_queries(12):
            earning_hook(Change(now=NOW, created=[sale.pk for sale in bought]))

    def test_nothing_is_locked_for_nothing(self):
        earning_hook(Change(now=NOW))
        earning_hook(Change(now=NOW, customers=[1]))
        assert connection.queries_log is not None
