"""Members who bring units into a household: what goes back of what they earned before is taken from its pool."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from core.errors import Conflict
from core.models import User
from customers.merging import merge_customers
from customers.models import TimelineEntry
from loyalty import ledger
from loyalty.households import services
from loyalty.ledger import audit, earning_hook, gifts, measures, store
from loyalty.ledger.planning import Book
from loyalty.models import CurrencyPolicy, Entry, Household, HouseholdMember, LedgerSettings
from sales import services as sales
from sales.hooks import Change
from tests.loyalty.factories import NOW, grant, lot, member, only_rules, opening, redeem, rule, snapshot, state
from tests.loyalty.pricing_factories import gift, pay, promotion, quote
from tests.loyalty.test_ledger_bulk import Silent, _result, amend, bring_back, sell
from tests.sales.factories import line, product, purchase, return_draft

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def agrees():
    yield
    assert [str(found) for found in audit.disagreements(LATER)] == []


@pytest.fixture
def owner():
    return User.objects.create_superuser("owner@example.com", "secret")


@pytest.fixture
def second():
    return User.objects.create_superuser("second@example.com", "secret")


def home(holder=None, name="Ana's"):
    return services.create_household(holder=holder or member(), name=name, now=NOW, actor=None)


def join(made, who, role="spend"):
    return services.add_member(household=made, customer=who, role=role, now=NOW, actor=None)


def one_point_a_unit_of_money():
    only_rules()
    rule(1)


def brought(pool=0):
    """Ben earns 1,000 on 1,000.00 and joins the household of Ana, whose pool holds `pool`."""
    one_point_a_unit_of_money()
    ana, ben = member(), member()
    bought = purchase(line(100_000), customer=ben.pk)
    assert state(ben) == (1000, 0)
    if pool:
        opening(ana, lot(pool))
    join(home(ana), ben)
    assert (state(ana), state(ben)) == ((1000 + pool, 0), (0, 0))
    return ana, ben, bought


class TestReturns:
    def test_units_are_not_doubled_through_a_household(self):
        ana, ben, bought = brought()
        sales.record_return(draft=return_draft(bought), now=LATER)
        assert (state(ana), state(ben)) == ((0, 0), (0, 0))

    def test_what_the_pool_lacks_it_owes(self):
        """Of 1,000 brought 700 are spent: 300 are taken, 700 owed; what Ben earns next pays them."""
        ana, ben, bought = brought()
        services.redeem_from_pool(customer_id=ben.pk, currency="points", units=700, event_key="spent", now=NOW)
        sales.record_return(draft=return_draft(bought), now=LATER)
        assert (state(ana), state(ben)) == ((0, 700), (0, 0))
        purchase(line(80_000), customer=ben.pk)
        assert (state(ana), state(ben)) == ((100, 0), (0, 0))

    def test_what_the_pool_lacks_is_written_off_if_the_settings_say_so(self):
        LedgerSettings.objects.update(debt="write_off")
        ana, ben, bought = brought()
        redeem(ana, 700)
        sales.record_return(draft=return_draft(bought), now=LATER)
        assert (state(ana), state(ben)) == ((0, 0), (0, 0))
        assert Entry.objects.get(kind="writeoff").units == 700

    def test_other_units_of_the_pool_are_taken(self):
        ana, ben, bought = brought(pool=500)
        redeem(ana, 900)
        sales.record_return(draft=return_draft(bought), now=LATER)
        assert (state(ana), state(ben)) == ((0, 400), (0, 0))

    def test_nothing_was_left_to_bring(self):
        one_point_a_unit_of_money()
        ana, ben = member(), member()
        bought = purchase(line(100_000), customer=ben.pk)
        redeem(ben, 1000)
        join(home(ana), ben)
        sales.record_return(draft=return_draft(bought), now=LATER)
        assert (state(ana), state(ben)) == ((0, 1000), (0, 0))

    def test_events_of_before_joining(self):
        ana, ben = member(), member()
        told = grant(ben, 50, event_key="x" * 95)
        join(home(ana), ben)
        redeem(ana, 20)
        assert told.units == 50
        ledger.reverse_grant(event_key="y" * 98, of="x" * 95, now=LATER)
        assert (state(ana), state(ben)) == ((0, 20), (0, 0))
        assert ledger.reverse_grant(event_key="y" * 98, of="x" * 95, now=LATER).is_replay

    def test_who_left_owes_alone(self):
        ana, ben, bought = brought()
        services.remove_member(member=HouseholdMember.objects.get(customer=ben), now=NOW, actor=None)
        sales.record_return(draft=return_draft(bought), now=LATER)
        assert (state(ana), state(ben)) == ((1000, 0), (0, 1000))
        with pytest.raises(Conflict, match="owed"):
            join(Household.objects.get(), ben)

    def test_a_debt_of_before_is_settled_by_the_sweep(self):
        """Databases that hold one from a release that left it there."""
        ana, ben, _bought = brought()
        account = store.lock_accounts([(ben.pk, "points")], now=NOW)[ben.pk, "points"]
        store.load_lots([account])
        book = Book(NOW)
        book.charge(account, 300, kind="return", event_key="old", occurred_at=NOW, facts={})
        store.write(book)
        assert state(ben) == (0, 300)
        assert services.gather(now=LATER) == 1
        assert (state(ana), state(ben)) == ((700, 0), (0, 0))
        assert services.gather(now=LATER) == 0


def _story(writes_off):
    """Two receipts of before joining, one of after; amended, and brought back in parts."""
    one_point_a_unit_of_money()
    LedgerSettings.objects.update(debt="write_off" if writes_off else "owe")
    ana, ben = member(), member()
    with Silent():
        first, other = sell(ben, [(60_000, None)], NOW), sell(ben, [(40_000, None), (10_000, None)], NOW)
    earning_hook(Change(now=NOW, created=[first.pk, other.pk]))
    join(home(ana), ben)
    with Silent():
        late = sell(ben, [(20_000, None)], NOW)
    earning_hook(Change(now=NOW, created=[late.pk]))
    redeem(ana, 900)
    with Silent():
        amend(other, 50)
        backs = [bring_back(first, {1: 2}), bring_back(late, {1: 4}), bring_back(first, {1: 2})]
    return ana, ben, {"amended": [other.pk], "returns": [back.pk for back in backs]}


@pytest.mark.parametrize("writes_off", [False, True])
@pytest.mark.parametrize("copy_from", [1, 100])
def test_at_once_is_as_one_by_one(writes_off, copy_from, monkeypatch):
    ana, ben, told = _story(writes_off)

    def one_by_one():
        for name, ids in told.items():
            for pk in ids:
                earning_hook(Change(now=NOW, **{name: [pk]}))

    single = _result(one_by_one)
    monkeypatch.setattr(store, "COPY_FROM", copy_from)
    batch = _result(lambda: earning_hook(Change(now=NOW, **told)))
    assert single == batch
    earning_hook(Change(now=NOW, **told))
    # 1,300 earned, 900 spent; 250 stay earned (half of the second receipt).
    assert state(ben) == (0, 0)
    assert state(ana) == ((0, 0) if writes_off else (0, 650))
    before = snapshot()
    earning_hook(Change(now=NOW, **told))
    assert snapshot() == before


class TestMerging:
    def test_a_duplicate_owes_into_the_pool_of_the_survivor(self, owner):
        """Free accounts and shared ones, and what comes back of the duplicate's receipts later."""
        one_point_a_unit_of_money()
        ana, ben, twin = member(), member(), member()
        bought = purchase(line(100_000), customer=twin.pk)
        redeem(twin, 1000)
        owed = purchase(line(50_000), customer=twin.pk)
        redeem(twin, 500)
        sales.record_return(draft=return_draft(owed), now=NOW)
        assert state(twin) == (0, 500)
        opening(ana, lot(600))
        join(home(ana), ben)
        merge_customers(survivor=ben, duplicate=twin, reason="twice", actor=owner, now=NOW)
        assert (state(ana), state(ben)) == ((100, 0), (0, 0))
        sales.record_return(draft=return_draft(bought), now=LATER)
        assert (state(ana), state(ben)) == ((0, 900), (0, 0))

    def test_shared_accounts(self, owner):
        one_point_a_unit_of_money()
        ana, ben, twin = member(), member(), member()
        opening(ben, lot(200))
        bought = purchase(line(100_000), customer=twin.pk)
        redeem(twin, 1000)
        join(home(ana), ben)
        merge_customers(survivor=ben, duplicate=twin, reason="twice", actor=owner, now=NOW)
        sales.record_return(draft=return_draft(bought), now=LATER)
        assert (state(ana), state(ben), state(twin)) == ((0, 800), (0, 0), (0, 0))

    def test_the_survivor_comes_into_the_household_of_the_duplicate(self, owner):
        """What they owe comes with them, and what they hold is brought by the sweep."""
        one_point_a_unit_of_money()
        ana, ben, twin = member(), member(), member()
        owed = purchase(line(50_000), customer=ben.pk)
        redeem(ben, 500)
        sales.record_return(draft=return_draft(owed), now=NOW)
        opening(ben, lot(5), currency="cashback")
        opening(ana, lot(600))
        join(home(ana), twin)
        merge_customers(survivor=ben, duplicate=twin, reason="twice", actor=owner, now=NOW)
        assert (state(ana), state(ben)) == ((100, 0), (0, 0))
        services.gather(now=LATER)
        assert (state(ana, "cashback"), state(ben, "cashback")) == ((5, 0), (0, 0))

    @pytest.mark.parametrize("leads", [False, True])
    def test_two_records_in_one_household(self, owner, leads):
        """Its holder was recorded twice; whichever record stays, the household and what its pool owes stay."""
        one_point_a_unit_of_money()
        ana, twin = member(), member()
        bought = purchase(line(50_000), customer=twin.pk)
        made = home(ana)
        join(made, twin)
        redeem(ana, 500)
        sales.record_return(draft=return_draft(bought), now=NOW)
        assert state(ana) == (0, 500)
        stays, goes = (ana, twin) if leads else (twin, ana)
        merge_customers(survivor=stays, duplicate=goes, reason="twice", actor=owner, now=NOW)
        assert (state(stays), state(goes)) == ((0, 500), (0, 0))
        assert list(HouseholdMember.objects.values_list("customer", "role")) == [(stays.pk, "holder")]

    def test_an_event_of_the_duplicate(self, owner):
        ana, ben, twin = member(), member(), member()
        opening(ben, lot(10))
        grant(twin, 50, event_key="event")
        join(home(ana), ben)
        redeem(twin, 50)
        merge_customers(survivor=ben, duplicate=twin, reason="twice", actor=owner, now=NOW)
        ledger.reverse_grant(event_key="undone", of="event", now=LATER)
        assert (state(ana), state(ben), state(twin)) == ((0, 40), (0, 0), (0, 0))

    def test_two_households_of_one_holder_become_one(self, owner):
        ana, twin, ben, cem = member(), member(), member(), member()
        ours, theirs = home(ana), home(twin, "Twin's")
        join(ours, ben)
        join(theirs, cem, "earn")
        opening(ana, lot(10))
        opening(twin, lot(5))
        merge_customers(survivor=ana, duplicate=twin, reason="twice", actor=owner, now=NOW)
        rows = dict(HouseholdMember.objects.values_list("customer", "role"))
        assert rows == {ana.pk: "holder", ben.pk: "spend", cem.pk: "earn"}
        assert set(HouseholdMember.objects.values_list("household", "holder")) == {(ours.pk, ana.pk)}
        assert state(ana) == (15, 0)
        told = TimelineEntry.objects.filter(customer=cem, reason="twice").order_by("pk").values_list("verb", flat=True)
        assert list(told) == ["household.left", "household.joined"]
        assert TimelineEntry.objects.get(customer=ana, verb="household.dissolved").data["name"] == "Twin's"

    def test_a_household_is_not_ended_because_its_holder_is_a_member_elsewhere(self, owner):
        ben, twin, cem = member(), member(), member()
        elsewhere, theirs = home(), home(twin, "Twin's")
        join(elsewhere, ben)
        join(theirs, cem)
        with pytest.raises(Conflict, match="Twin's") as error:
            merge_customers(survivor=ben, duplicate=twin, reason="twice", actor=owner, now=NOW)
        assert error.value.code == "merge_households"
        services.remove_member(member=HouseholdMember.objects.get(customer=ben), now=NOW, actor=owner)
        merge_customers(survivor=ben, duplicate=twin, reason="twice", actor=owner, now=NOW)
        assert Household.objects.get(pk=theirs.pk).holder_id == ben.pk


class TestChargedToThePool:
    def test_a_kept_gift(self, owner):
        only_rules()
        LedgerSettings.objects.update(kept_gift="points")
        CurrencyPolicy.objects.filter(pk="points").update(unit_value=Decimal("0.5"))
        promotion("gift", gift=gift(name="Bag", unit_cost=400), order=40)
        ana, ben = member(), member()
        opening(ana, lot(1000))
        join(home(ana), ben)
        bought = pay(quote(product(price=1000), customer=ben))
        sales.record_return(draft=return_draft(bought), now=LATER)
        charged = Entry.objects.get(kind="charge")
        assert (state(ana), state(ben), charged.facts["earner"]) == ((200, 0), (0, 0), ben.pk)
        gifts.waive_charge(use=charged.facts["gift"], actor=owner, reason="brought", now=LATER)
        assert (state(ana), state(ben)) == ((1000, 0), (0, 0))

    def test_a_measure(self, owner, second):
        ana, ben = member(), member()
        opening(ana, lot(1000))
        join(home(ana), ben)
        told = {"customer": ben, "kind": "forfeit", "currency": "points", "units": 400, "reason": "false reviews"}
        row = measures.propose_measure(actor=owner, now=NOW, **told)
        row = measures.decide_measure(measure=row, approve=True, actor=second, now=NOW)
        assert (state(ana), state(ben)) == ((600, 0), (0, 0))
        assert Entry.objects.get(kind="forfeit").facts["earner"] == ben.pk
        measures.appeal_measure(measure=row, text="They were mine", now=LATER)
        measures.close_appeal(measure=row, uphold=False, answer="right", actor=second, now=LATER)
        assert (state(ana), state(ben)) == ((1000, 0), (0, 0))
