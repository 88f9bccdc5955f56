"""Households, measures against abuse, expiry of existing lots, returns before sales, exchanges, kept gifts."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from core import clock, integrations, webhooks
from core.errors import DomainError
from core.models import User, WebhookDelivery, WebhookEndpoint
from customers import memberpage
from customers.merging import merge_customers
from customers.models import Membership, TimelineEntry
from loyalty import ledger
from loyalty.households import services as households
from loyalty.ledger import audit, gifts, measures, migrating, returning
from loyalty.models import (
    CurrencyPolicy,
    Entry,
    ExpiryShift,
    HeldReturn,
    HouseholdMember,
    LedgerSettings,
    Lot,
    Measure,
    SpendingTerms,
    TopUpBonus,
)
from loyalty.receipts import outcome_of
from sales import services
from tests.loyalty.factories import NOW, grant, key, lot, member, movements, opening, policy, redeem, snapshot, state
from tests.sales.factories import draft, line, purchase, return_draft

pytestmark = pytest.mark.django_db
MARCH, JUNE = datetime(2026, 3, 31, tzinfo=UTC), datetime(2026, 6, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def agrees():
    yield
    assert [str(found) for found in audit.disagreements(NOW)] == []


@pytest.fixture
def owner():
    return User.objects.create_superuser("owner@example.com", "secret")


@pytest.fixture
def second():
    return User.objects.create_superuser("second@example.com", "secret")


def refused(code, action, **values):
    before = snapshot()
    with pytest.raises(DomainError) as error:
        action(**values)
    assert error.value.code == code
    assert snapshot() == before


def home(holder, *members, role="spend"):
    made = households.create_household(holder=holder, name="Lins", now=NOW, actor=None)
    for who in members:
        households.add_member(household=made, customer=who, role=role, now=NOW, actor=None)
    return made


class TestHouseholds:
    def test_members_earn_into_the_pool_and_the_facts_name_the_earner(self):
        holder, child = member(), member()
        home(holder, child, role="earn")
        bought = purchase(line(1000), customer=child.pk)
        assert (state(holder), state(child)) == ((10, 0), (0, 0))
        assert Entry.objects.get(purchase=bought).facts["earner"] == child.pk
        services.record_return(draft=return_draft(bought), now=LATER)
        assert state(holder) == (0, 0)

    def test_what_a_member_holds_comes_along_with_its_dates(self):
        holder, child = member(), member()
        opening(child, lot(5, MARCH), lot(7, JUNE))
        home(holder, child)
        found = Lot.objects.filter(account__customer=holder).order_by("expires_at")
        assert list(found.values_list("remaining", "expires_at")) == [(5, MARCH), (7, JUNE)]
        assert state(child) == (0, 0)

    def test_who_left_earns_alone_and_returns_still_find_the_pool(self):
        holder, child = member(), member()
        made = home(holder, child)
        bought = purchase(line(1000), customer=child.pk)
        households.remove_member(member=made.members.get(customer=child), now=NOW, actor=None)
        purchase(line(500), customer=child.pk)
        assert (state(holder), state(child)) == ((10, 0), (5, 0))
        services.record_return(draft=return_draft(bought), now=LATER)
        assert (state(holder), state(child)) == ((0, 0), (5, 0))

    def test_roles_and_daily_limit(self):
        holder, child = member(), member()
        opening(holder, lot(100))
        made = home(holder, child, role="earn")
        told = {"customer_id": child.pk, "currency": "points", "now": NOW}
        refused("earn_only", households.redeem_from_pool, units=5, event_key="a", **told)
        households.change_role(member=made.members.get(customer=child), role="spend", now=NOW, actor=None)
        made.daily_limit = 20
        made.save(update_fields=["daily_limit"])
        assert households.redeem_from_pool(units=15, event_key="a", **told).balance == 85
        assert households.redeem_from_pool(units=15, event_key="a", **told).is_replay
        refused("household_limit", households.redeem_from_pool, units=6, event_key="b", **told)
        households.redeem_from_pool(units=5, event_key="b", **told)

    def test_one_household_each(self):
        holder, child = member(), member()
        made = home(holder, child)
        refused("in_household", households.create_household, holder=child, name="X", now=NOW, actor=None)
        told = {"household": made, "customer": holder, "role": "earn", "now": NOW, "actor": None}
        refused("in_household", households.add_member, **told)
        refused("holder_stays", households.remove_member, member=made.members.get(role="holder"), now=NOW, actor=None)
        with pytest.raises(IntegrityError), transaction.atomic():
            HouseholdMember.objects.filter(customer=child).update(role="holder")

    def test_the_pool_follows_its_holder_through_a_merge(self, owner):
        holder, twin, child = member(), member(), member()
        opening(holder, lot(10))
        opening(twin, lot(5))
        home(holder, child)
        merge_customers(survivor=twin, duplicate=holder, actor=owner, reason="the same", now=NOW)
        purchase(line(1000), customer=child.pk)
        assert state(twin) == (25, 0)

    def test_the_till_and_the_own_page_show_the_pool(self, client):
        holder, child = member(), member()
        home(holder, child)
        opening(holder, lot(500))
        bought = purchase(line(1000), customer=child.pk)
        told = outcome_of(customer=child.pk, purchase=bought.pk, now=NOW)
        assert [(row.balance, row.earned) for row in told.balances] == [(510, 10)]
        token = memberpage.token_for(child, now=clock.now())
        assert "510" in client.get(reverse("customers:member_page", args=[token])).content.decode()

    def test_dissolved(self):
        holder, child = member(), member()
        made = home(holder, child)
        households.dissolve(household=made, now=NOW, actor=None)
        purchase(line(1000), customer=child.pk)
        assert state(child) == (10, 0)


class TestMeasures:
    def propose(self, who, actor, **values):
        told = {"kind": "forfeit", "currency": "points", "units": 30, "reason": "proven", "now": NOW}
        return measures.propose_measure(customer=who, actor=actor, **told | values)

    def test_two_people_notice_and_appeal(self, owner, second):
        who = member()
        (a,) = opening(who, lot(100, JUNE))
        row = self.propose(who, owner)
        assert state(who) == (100, 0)
        refused("same_person", measures.decide_measure, measure=row, approve=True, actor=owner, now=NOW)
        row = measures.decide_measure(measure=row, approve=True, actor=second, now=NOW)
        assert (row.state, state(who), movements(who)[-1]) == ("applied", (70, 0), ("forfeit", -30))
        refused("measure_closed", measures.decide_measure, measure=row, approve=True, actor=second, now=NOW)
        measures.appeal_measure(measure=row, text="I did not", now=LATER)
        row = measures.close_appeal(measure=row, uphold=False, answer="right", actor=second, now=LATER)
        assert (row.state, state(who), Lot.objects.get(pk=a.entry_id).remaining) == ("reversed", (100, 0), 100)

    def test_suspension(self, owner, second):
        who = member()
        row = self.propose(who, owner, kind="suspend", currency="", units=0)
        measures.decide_measure(measure=row, approve=True, actor=second, now=NOW)
        assert Membership.objects.get(pk=who.pk).state == "suspended"
        measures.appeal_measure(measure=row, text="No", now=LATER)
        measures.close_appeal(measure=row, uphold=False, answer="right", actor=second, now=LATER)
        assert Membership.objects.get(pk=who.pk).state == "active"

    def test_rejected_and_too_late(self, owner, second):
        who = member()
        opening(who, lot(100))
        row = self.propose(who, owner)
        measures.decide_measure(measure=row, approve=False, answer="no proof", actor=second, now=NOW)
        assert state(who) == (100, 0)
        row = measures.decide_measure(measure=self.propose(who, owner), approve=True, actor=second, now=NOW)
        late = NOW + timedelta(days=40)
        refused("appeal_too_late", measures.appeal_measure, measure=row, text="No", now=late)
        with pytest.raises(IntegrityError), transaction.atomic():
            Measure.objects.filter(pk=row.pk).update(decided_by=owner)

    def test_pages(self, client, owner, second):
        who = member()
        opening(who, lot(100))
        client.force_login(owner)
        url = reverse("loyalty:measure_propose", args=[who.public_id])
        assert client.get(url).status_code == 200
        client.post(url, {"kind": "forfeit", "currency": "points", "units": "30", "reason": "proven"})
        row = Measure.objects.get()
        page = reverse("loyalty:measure", args=[row.public_id])
        shown = client.get(page).content.decode()
        assert "Your decision" not in shown
        assert "You proposed this measure, so you cannot decide on it" in shown
        client.force_login(second)
        assert client.post(page, {"decision": "yes"}).status_code == 302
        assert state(who) == (70, 0)
        assert client.get(reverse("loyalty:measures")).status_code == 200
        token = memberpage.token_for(who, now=clock.now())
        assert "Notices" in client.get(reverse("customers:member_page", args=[token])).content.decode()
        own = reverse("loyalty:member_measure", args=[token, row.public_id])
        assert client.get(own).status_code == 200
        assert client.post(own, {"text": "I did not"}).status_code == 200
        row.refresh_from_db()
        assert row.state == "appealed"
        waits = client.get(own).content.decode()
        assert "You wrote on" in waits
        assert "Somebody who did not propose it will look at it." in waits
        client.post(page, {"decision": "no", "answer": "You are right."})
        assert re.search(r"Answered on [^<]+: You are right\.", client.get(own).content.decode())

    @pytest.mark.parametrize(
        ("told", "at"), [({"currency": "points"}, "units"), ({"units": "3"}, "currency"), ({}, "currency")]
    )
    def test_forfeiting_asks_for_currency_and_units(self, client, owner, told, at):
        client.force_login(owner)
        url = reverse("loyalty:measure_propose", args=[member().public_id])
        answer = client.post(url, {"kind": "forfeit", "reason": "proven"} | told)
        assert answer.status_code == 422
        assert answer.context["form"].errors[at] == ["Choose a currency and how many units."]

    def test_who_proposed_it_withdraws_it_until_it_is_decided(self, client, owner, second):
        who = member()
        opening(who, lot(100))
        row = self.propose(who, owner)
        url = reverse("loyalty:measure_withdraw", args=[row.public_id])
        client.force_login(second)
        client.post(url)
        refused("other_person", measures.withdraw_measure, measure=row, actor=second, now=NOW)
        client.force_login(owner)
        assert "Withdraw the proposal" in client.get(reverse("loyalty:measure", args=[row.public_id])).content.decode()
        client.post(url)
        row.refresh_from_db()
        assert (row.state, row.decided_by, row.closed_by) == ("rejected", None, owner)
        assert TimelineEntry.objects.filter(verb="loyalty.measure_withdrawn", customer=who).count() == 1
        refused("measure_closed", measures.decide_measure, measure=row, approve=True, actor=second, now=NOW)
        refused("measure_closed", measures.withdraw_measure, measure=row, actor=owner, now=NOW)
        token = memberpage.token_for(who, now=clock.now())
        assert "Notices" not in client.get(reverse("customers:member_page", args=[token])).content.decode()
        assert state(who) == (100, 0)


class TestMeasuresOfSystems:
    """A system is not one of the two people: somebody adopts what it proposed, somebody else approves."""

    def propose(self, who):
        return measures.propose_measure(
            customer=who, kind="forfeit", currency="points", units=30, reason="proven", actor=None, via="Watch", now=NOW
        )

    def member(self):
        who = member()
        opening(who, lot(100))
        return who

    def test_adopted_by_one_approved_by_another(self, owner, second):
        who = self.member()
        row = self.propose(who)
        refused("not_adopted", measures.decide_measure, measure=row, approve=True, actor=second, now=NOW)
        row = measures.adopt_measure(measure=row, actor=owner, now=NOW)
        assert (row.proposed_by, row.proposed_via, row.adopted_at) == (owner, "Watch", NOW)
        assert measures.adopt_measure(measure=row, actor=owner, now=LATER).adopted_at == NOW
        refused("measure_adopted", measures.adopt_measure, measure=row, actor=second, now=NOW)
        refused("same_person", measures.decide_measure, measure=row, approve=True, actor=owner, now=NOW)
        measures.decide_measure(measure=row, approve=True, actor=second, now=NOW)
        assert state(who) == (70, 0)
        verbs = TimelineEntry.objects.filter(customer=who, verb__startswith="loyalty.measure").order_by("pk")
        assert [(entry.verb, entry.actor) for entry in verbs] == [
            ("loyalty.measure_proposed", None), ("loyalty.measure_adopted", owner), ("loyalty.measure_applied", second),
        ]  # fmt: skip
        refused("measure_closed", measures.adopt_measure, measure=row, actor=owner, now=NOW)

    def test_one_person_may_reject(self, owner):
        who = self.member()
        row = measures.decide_measure(measure=self.propose(who), approve=False, answer="No", actor=owner, now=NOW)
        assert (row.state, row.proposed_by, state(who)) == ("rejected", None, (100, 0))

    def test_who_adopted_it_withdraws_their_own_word_alone(self, owner, second):
        row = measures.adopt_measure(measure=self.propose(self.member()), actor=owner, now=NOW)
        refused("other_person", measures.withdraw_measure, measure=row, actor=second, now=NOW)
        row = measures.withdraw_measure(measure=row, actor=owner, now=NOW)
        assert (row.state, row.proposed_by, row.adopted_at) == ("proposed", None, None)
        assert TimelineEntry.objects.filter(verb="loyalty.measure_released").count() == 1
        refused("not_adopted", measures.decide_measure, measure=row, approve=True, actor=owner, now=NOW)
        measures.adopt_measure(measure=row, actor=second, now=NOW)
        assert measures.decide_measure(measure=row, approve=True, actor=owner, now=NOW).state == "applied"

    def test_adopting_needs_the_permission(self):
        clerk = User.objects.create_user("clerk@example.com", "secret")
        with pytest.raises(DomainError):
            measures.adopt_measure(measure=self.propose(self.member()), actor=clerk, now=NOW)

    @pytest.mark.parametrize("how", [{"state": "applied"}, {"state": "upheld"}, {"adopted_at": NOW}])
    def test_the_database_refuses_one_alone(self, owner, how):
        row = self.propose(self.member())
        with pytest.raises(IntegrityError), transaction.atomic():
            Measure.objects.filter(pk=row.pk).update(decided_by=owner, decided_at=NOW, **how)

    def test_the_list_finds_what_waits_for_adoption(self, client, owner):
        row = self.propose(self.member())
        client.force_login(owner)
        url = reverse("loyalty:measures")

        def listed(state):
            return str(row.public_id) in client.get(url, {"state": state}).content.decode()

        assert [listed("adoption"), listed("proposed"), listed("")] == [True, False, True]
        client.post(reverse("loyalty:measure_adopt", args=[row.public_id]))
        assert [listed("adoption"), listed("proposed"), listed("rejected")] == [False, True, False]
        again = client.post(reverse("loyalty:measure_adopt", args=[row.public_id]), follow=True)
        assert "Adopted: you propose it now." in again.content.decode()
        shown = client.get(reverse("loyalty:measure", args=[row.public_id])).content.decode()
        assert "Withdraw the adoption" in shown


class TestExpiryOfExistingLots:
    def test_previewed_kept_and_never_at_once(self, owner):
        who = member()
        policy(expiry="never")
        old = grant(who, 10, occurred_at=NOW - timedelta(days=400))
        new = grant(who, 20)
        policy(expiry="months", expiry_n=12)
        found = migrating.preview(currency="points", now=NOW)
        assert (found.lots, found.sooner_units) == (2, 30)
        job = migrating.start_migration(currency="points", reason="new terms", actor=owner, now=NOW)
        pk = job.arguments["migration"]
        while migrating.migrate_batch(migration=pk, now=NOW, limit=1):
            pass
        dates = dict(Lot.objects.values_list("pk", "expires_at"))
        assert dates[old.entry_id] == datetime(2026, 4, 15, tzinfo=UTC)
        assert dates[new.entry_id] == datetime(2027, 3, 16, tzinfo=UTC)
        assert list(ExpiryShift.objects.values_list("old", flat=True)) == [None, None]
        assert migrating.preview(currency="points", now=NOW).lots == 0

    def test_page(self, client, owner):
        client.force_login(owner)
        url = reverse("loyalty:expiry", args=["points"])
        assert client.get(url).status_code == 200
        assert client.post(url, {"reason": "new terms"}).status_code == 302
        assert client.post(url, {"reason": "again"}).status_code == 422

    def test_units_that_moved_keep_the_day_that_gave_them(self, owner):
        """By a household, a merge, a transfer and a conversion: example 39."""
        holder, child, twin, friend = member(), member(), member(), member()
        SpendingTerms.objects.update(transfer_daily_limit=100)
        LedgerSettings.objects.update(points_to_cashback=Decimal(1))
        long_ago = NOW - timedelta(days=200)
        for who in (child, twin, friend):
            grant(who, 10, occurred_at=long_ago)
        home(holder, child)
        merge_customers(survivor=holder, duplicate=twin, actor=owner, reason="the same", now=NOW)
        told = {"from_customer_id": friend.pk, "to_customer_id": holder.pk, "currency": "points", "now": NOW}
        ledger.transfer(units=4, event_key="t", **told)
        ledger.convert(customer_id=friend.pk, currency="points", to="cashback", units=6, event_key="c", now=NOW)
        for currency in ("points", "cashback"):
            policy(currency, expiry="months", expiry_n=12)
            job = migrating.start_migration(currency=currency, reason="new terms", actor=owner, now=NOW)
            while migrating.migrate_batch(migration=job.arguments["migration"], now=NOW, limit=2):
                pass
        held = Lot.objects.filter(remaining__gt=0)
        assert set(held.values_list("expires_at", flat=True)) == {datetime(2026, 8, 28, tzinfo=UTC)}
        assert sum(held.values_list("remaining", flat=True)) == 30

    def test_money_that_was_paid_in_and_moved_never_expires(self, owner):
        holder, child = member(), member()
        policy("stored", is_active=True, expiry="never")
        ledger.top_up(customer_id=child.pk, amount=10000, event_key="t", now=NOW)
        home(holder, child)
        policy("stored", expiry="months", expiry_n=12)
        assert migrating.preview(currency="stored", now=NOW).lots == 0
        job = migrating.start_migration(currency="stored", reason="new terms", actor=owner, now=NOW)
        while migrating.migrate_batch(migration=job.arguments["migration"], now=NOW):
            pass
        assert list(Lot.objects.values_list("remaining", "expires_at")) == [(0, None), (10000, None)]


class TestStoredValueThatMoved:
    """Examples 37 and 38: money is paid out wherever it lies by now."""

    @pytest.fixture(autouse=True)
    def on(self):
        policy("stored", is_active=True, expiry="months", expiry_n=12)
        TopUpBonus.objects.create(minimum=10000, percent=Decimal(10))

    def test_into_a_household(self, owner):
        holder, child = member(), member()
        ledger.top_up(customer_id=child.pk, amount=10000, event_key="t", now=NOW)
        home(holder, child)
        told = {"of": "t", "now": NOW, "reason": "moves away", "actor": owner}
        ledger.refund_top_up(event_key="r1", amount=3333, **told)
        assert state(holder, "stored") == (11000 - 3333 - 334, 0)
        assert ledger.refund_top_up(event_key="r1", amount=3333, **told).is_replay
        ledger.refund_top_up(event_key="r2", **told)
        assert (state(holder, "stored"), state(child, "stored")) == ((0, 0), (0, 0))
        assert Entry.objects.get(event_key="r2").facts["payout"] == 6667
        refused("insufficient", ledger.refund_top_up, event_key="r3", **told)

    def test_with_a_merge(self, owner):
        who, twin = member(), member()
        ledger.top_up(customer_id=twin.pk, amount=10000, event_key="t", now=NOW)
        ledger.top_up(customer_id=who.pk, amount=500, event_key="other", now=NOW)
        merge_customers(survivor=who, duplicate=twin, actor=owner, reason="the same", now=NOW)
        redeem(who, 400, "stored")
        ledger.refund_top_up(event_key="r", of="t", now=NOW, reason="moves away", actor=owner)
        assert Entry.objects.get(event_key="r").facts["payout"] == 9600
        assert state(who, "stored") == (500, 0)
        assert TimelineEntry.objects.filter(customer=who, verb="loyalty.paid_out").count() == 1

    def test_what_was_handed_on_is_somebody_elses(self, owner):
        who, friend = member(), member()
        SpendingTerms.objects.update(transfer_daily_limit=100000)
        TopUpBonus.objects.all().delete()
        ledger.top_up(customer_id=who.pk, amount=10000, event_key="t", now=NOW)
        told = {"from_customer_id": who.pk, "to_customer_id": friend.pk, "currency": "stored", "now": NOW}
        ledger.transfer(units=4000, event_key="gift", **told)
        ledger.refund_top_up(event_key="r", of="t", now=NOW, reason="moves away", actor=owner)
        assert (state(who, "stored"), state(friend, "stored")) == ((0, 0), (4000, 0))

    def test_lying_in_two_accounts(self, owner):
        """Part of it came back to who has left; the rest is in the pool."""
        holder, child = member(), member()
        TopUpBonus.objects.all().delete()
        ledger.top_up(customer_id=child.pk, amount=10000, event_key="t", now=NOW)
        redeem(child, 3000, "stored", event_key="spent")
        made = home(holder, child)
        households.remove_member(member=made.members.get(customer=child), now=NOW, actor=None)
        ledger.cancel_redemption(event_key="back", of="spent", now=NOW, reason="mistake", actor=owner)
        assert (state(holder, "stored"), state(child, "stored")) == ((7000, 0), (3000, 0))
        done = ledger.refund_top_up(event_key="r", of="t", now=NOW, reason="moves away", actor=owner)
        assert (state(holder, "stored"), state(child, "stored")) == ((0, 0), (0, 0))
        assert [row.facts["payout"] for row in Entry.objects.filter(kind="refund").order_by("pk")] == [10000, 0]
        again = ledger.refund_top_up(event_key="r", of="t", now=NOW, reason="moves away", actor=owner)
        assert (again.is_replay, again.entry_id) == (True, done.entry_id)

    def test_staff_find_it_where_it_lies(self, client, owner):
        client.force_login(owner)
        holder, child = member(), member()
        ledger.top_up(customer_id=child.pk, amount=10000, event_key="t", now=NOW)
        home(holder, child)
        arrived = Entry.objects.get(account__customer=holder, units=10000)
        shown = client.get(reverse("loyalty:statement", args=[holder.public_id]) + "?currency=stored")
        url = reverse("loyalty:entry_undo", args=[holder.public_id, arrived.pk])
        assert url in shown.content.decode()
        data = {"units": "", "reason": "moves away", "key": str(uuid4())}
        answer = client.post(url, data, follow=True)
        assert "100.00" in next(str(message) for message in answer.context["messages"])
        bonus = Entry.objects.get(account__customer=holder, units=1000)
        assert client.get(reverse("loyalty:entry_undo", args=[holder.public_id, bonus.pk])).status_code == 404


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


class TestWebhook:
    def test_every_way_of_writing_tells(self):
        who = member()
        WebhookEndpoint.objects.create(
            name="shop", url="https://example.com/hook", events=["balance.changed"], is_active=True
        )
        assert "balance.changed" in {kind.code for kind in webhooks.event_types()}
        opening(who, lot(100, MARCH))
        redeem(who, 10)
        ledger.expire_due(now=JUNE)
        told = list(WebhookDelivery.objects.order_by("pk").values_list("event__data__units", flat=True))
        assert told == ["100", "-10", "-90"]


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


class TestPages:
    def test_moving_by_staff(self, client, owner):
        client.force_login(owner)
        SpendingTerms.objects.update(transfer_daily_limit=100)
        LedgerSettings.objects.update(points_to_cashback=Decimal(1))
        policy("stored", is_active=True)
        who, other = member(), member(external_id="C-77")
        opening(who, lot(100))
        for name in ("transfer", "convert", "top_up"):
            assert client.get(reverse(f"loyalty:{name}", args=[who.public_id])).status_code == 200
        page = client.get(reverse("loyalty:convert", args=[who.public_id])).content.decode()
        assert "100 Points become $1.00 Cashback." in page
        told = {"currency": "points", "units": "10", "reason": "a present", "key": str(uuid4())}
        url = reverse("loyalty:transfer", args=[who.public_id])
        assert client.post(url, told | {"to": "C-77"}).status_code == 302
        assert client.post(url, told | {"to": "nobody at all", "key": str(uuid4())}).status_code == 422
        convert = reverse("loyalty:convert", args=[who.public_id])
        assert client.post(convert, told | {"key": str(uuid4())}).status_code == 302
        top_up = {"units": "12.50", "reason": "cash", "key": str(uuid4())}
        answer = client.post(reverse("loyalty:top_up", args=[who.public_id]), top_up)
        assert answer.url == reverse("loyalty:statement", args=[who.public_id]) + "?currency=stored"
        assert (state(who), state(other), state(who, "cashback")) == ((80, 0), (10, 0), (10, 0))
        assert state(who, "stored") == (1250, 0)
        entry = Entry.objects.get(kind="topup")
        undo = reverse("loyalty:entry_undo", args=[who.public_id, entry.pk])
        assert client.get(undo).status_code == 200
        assert client.post(undo, {"units": "", "reason": "moves", "key": str(uuid4())}).status_code == 302
        assert state(who, "stored") == (0, 0)
        for currency in ("points", "stored"):
            page = client.get(reverse("loyalty:statement", args=[who.public_id]) + f"?currency={currency}")
            assert page.status_code == 200

    def test_households(self, client, owner):
        client.force_login(owner)
        who, child = member(), member(external_id="C-77")
        assert client.get(reverse("loyalty:customer_household", args=[who.public_id])).status_code == 200
        made = client.post(reverse("loyalty:household_new", args=[who.public_id]), {"name": "Lins"})
        assert made.status_code == 302
        row = HouseholdMember.objects.get().household
        add = reverse("loyalty:household_add", args=[row.public_id])
        assert client.get(add).status_code == 200
        assert client.post(add, {"customer": "C-77", "role": "earn"}).status_code == 302
        page = client.get(reverse("loyalty:household", args=[row.public_id]))
        assert page.status_code == 200
        joined = row.members.get(customer=child)
        role = reverse("loyalty:household_role", args=[row.public_id, joined.pk])
        assert client.get(role).status_code == 200
        assert client.post(role, {"role": "spend"}).status_code == 302
        client.post(reverse("loyalty:household_remove", args=[row.public_id, joined.pk]), {"reason": "asked for it"})
        assert row.members.count() == 1
        client.post(reverse("loyalty:household_dissolve", args=[row.public_id]), {"reason": "asked for it"})
        assert not HouseholdMember.objects.exists()

    def test_households_over_the_api(self, client):
        _, token = integrations.create_integration(name="shop", scopes=["households:read", "households:write"])
        headers = {"HTTP_AUTHORIZATION": f"Bearer {token}", "content_type": "application/json"}
        who, child = member(), member()
        body = {"holder": str(who.public_id), "name": "Lins"}
        made = client.post("/api/v1/households/", body, **headers).json()
        one = f"/api/v1/households/{made['public_id']}/members/"
        told = client.post(one, {"customer": str(child.public_id), "role": "spend"}, **headers).json()
        assert {row["role"] for row in told["members"]} == {"holder", "spend"}
        assert len(client.get("/api/v1/households/", **headers).json()["results"]) == 1
        left = client.delete(f"{one}{child.public_id}/", **headers).json()
        assert len(left["members"]) == 1

    def test_inactive_currencies_do_not_show(self, client, owner):
        client.force_login(owner)
        page = client.get(reverse("loyalty:overview")).content.decode()
        assert "Stored value" not in page
        assert key()


class TestOpeningImport:
    def test_lots_with_past_and_future_dates_and_refusals(self, tmp_path):
        who = member(external_id="C-1", email="a@example.com")
        path = tmp_path / "balances.csv"
        path.write_text(
            "customer_number,e-mail,currency,units,earned_on,available_on,last_day\n"
            "C-1,,points,100,2025-01-01,,2025-12-31\n"
            ",a@example.com,points,50,2026-03-01,2026-12-01,2027-01-31\n"
            ",a@example.com,cashback,12.50,2026-03-01,,\n"
            "C-9,,points,5,,,\n"
            "C-1,,points,many,,,\n"
            "C-1,,points,5,soon,,\n"
            "C-1,,points,7,,,\n"
            "C-1,,points,7,,,\n"
        )
        call_command("import_balances", str(path), "--source", "old", "--dry-run")
        assert not Entry.objects.exists()
        call_command("import_balances", str(path), "--source", "old")
        assert (state(who), state(who, "cashback")) == ((164, 0), (1250, 0))
        first = Lot.objects.filter(granted=100).get()
        assert first.expires_at == clock.day_end(date(2025, 12, 31))
        before = snapshot()
        call_command("import_balances", str(path), "--source", "old")
        assert snapshot() == before

    def test_page(self, client, owner):
        client.force_login(owner)
        assert client.get(reverse("loyalty:import")).status_code == 200


class TestMovesOverTheApi:
    @pytest.fixture
    def post(self, client):
        scopes = ["accounts:read", "accounts:write", "purchases:read", "purchases:write"]
        _, token = integrations.create_integration(name="shop", scopes=scopes)

        def send(path, **body):
            told = {"HTTP_AUTHORIZATION": f"Bearer {token}", "content_type": "application/json"}
            answer = client.post(f"/api/v1/{path}/", body, **told)
            return answer.status_code, answer.json()

        return send

    def test_each_move_and_its_replay(self, post):
        SpendingTerms.objects.update(transfer_daily_limit=100)
        LedgerSettings.objects.update(points_to_cashback=Decimal(1))
        policy("stored", is_active=True)
        who, other = member(), member()
        opening(who, lot(100))
        told = {"customer": str(who.public_id), "currency": "points", "units": "10"}
        assert post("accounts/redeem", event_key="r", **told)[0] == 201
        assert post("accounts/redeem", event_key="r", **told)[0] == 200
        assert post("accounts/cancel", event_key="c", of="r")[1]["balance"] == "100"
        assert post("accounts/transfer", event_key="t", to=str(other.public_id), **told)[1]["balance"] == "90"
        assert post("accounts/convert", event_key="v", to="cashback", **told)[0] == 201
        topped = post("accounts/top-up", event_key="u", customer=str(who.public_id), amount="12.50")
        assert topped[1]["balance"] == "12.50"
        assert (state(who), state(other), state(who, "cashback")) == ((80, 0), (10, 0), (10, 0))
        told["units"] = "many"
        assert post("accounts/redeem", event_key="x", **told)[1]["code"] == "units_invalid"

    def test_a_return_before_its_sale(self, post):
        told = {"source": "till", "number": "R1", "sale_source": "till", "sale_number": "S1"}
        when = NOW.isoformat()
        assert post("purchases/returns", occurred_at=when, **told) == (202, {"is_held": True})
        services.record_purchase(draft=draft(line(1000), source="till", number="S1"), now=NOW)
        assert post("purchases/returns", occurred_at=when, **told) == (200, {"is_held": False})

    def test_an_exchange_is_both_or_neither(self, post):
        who = member()
        bought = purchase(line(1000, 2), customer=who.pk)
        path = f"purchases/{bought.public_id}/exchange"
        told_at = LATER.isoformat()
        back = {"source": "till", "number": "R1", "occurred_at": told_at, "lines": [{"position": 1, "quantity": "1"}]}
        sale = {
            "source": "till", "number": "S2", "occurred_at": told_at, "customer": str(who.public_id),
            "lines": [{"description": "Cup", "quantity": "1", "amount": "7.00"}],
        }  # fmt: skip
        before = snapshot()
        assert post(path, back=back, sale=sale | {"customer": str(uuid4())})[0] == 404
        assert snapshot() == before
        assert post(path, back=back, sale=sale)[0] == 201
        assert state(who) == (12, 0)
        status, told = post(path, back=back, sale=sale)
        assert (status, told["back"]["is_new"], told["sale"]["is_new"]) == (200, False, False)
        assert state(who) == (12, 0)
