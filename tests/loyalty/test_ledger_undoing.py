"""Transfers and conversions undone by staff, chances given back: whole and exact, or not at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from core import clock, integrations
from core.errors import DomainError
from core.models import User
from customers.models import TimelineEntry
from loyalty import ledger
from loyalty.draws import cancelling, entering, freezing, withdrawing
from loyalty.ledger import audit, moving
from loyalty.models import Cost, DrawEntry, Entry, LedgerSettings, Lot, SpendingTerms
from tests.api.client import ApiClient
from tests.loyalty.acting import home
from tests.loyalty.draws import CLOSES, INSIDE, OPENS, chances, published
from tests.loyalty.factories import NOW, grant, key, lot, member, opening, redeem, snapshot, state

pytestmark = pytest.mark.django_db
MARCH, JUNE = datetime(2026, 3, 31, tzinfo=UTC), datetime(2026, 6, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def agrees():
    yield
    assert [str(found) for found in audit.disagreements(NOW)] == []


@pytest.fixture
def owner() -> User:
    return User.objects.create_superuser("owner@example.com", "secret")


@pytest.fixture(autouse=True)
def _terms(db):
    SpendingTerms.objects.filter(pk="points").update(transfer_daily_limit=100)
    LedgerSettings.objects.filter(pk=1).update(points_to_cashback=Decimal("0.5"), cashback_to_points=Decimal(1))


def refused(code: str, action: Any, **values: Any) -> None:
    before = snapshot()
    with pytest.raises(DomainError) as error:
        action(**values)
    assert error.value.code == code
    assert snapshot() == before


def hand_on(who, other, units=8, now=NOW) -> str:
    name = key()
    ledger.transfer(
        from_customer_id=who.pk, to_customer_id=other.pk, currency="points", units=units, event_key=name, now=now
    )
    return name


def convert(who, units=8) -> str:
    name = key()
    ledger.convert(customer_id=who.pk, currency="points", to="cashback", units=units, event_key=name, now=NOW)
    return name


def lots(who, currency="points"):
    found = Lot.objects.filter(account__customer=who, account__currency=currency, remaining__gt=0)
    return list(found.order_by("expires_at").values_list("remaining", "expires_at"))


def undo(of: str, **values: Any) -> ledger.Outcome:
    return ledger.undo_move(of=of, **{"reason": "to the wrong person", "now": NOW} | values)


class TestTransfers:
    def test_comes_back_to_the_lots_it_came_from(self, owner):
        """Example 40 of docs/algorithms/ledger.md."""
        who, other = member(), member()
        opening(who, lot(5, MARCH), lot(10, JUNE))
        before = set(Lot.objects.values_list("pk", flat=True))
        name = hand_on(who, other)
        assert lots(other) == [(5, MARCH), (3, JUNE)]
        done = undo(name, actor=owner)
        assert (done.units, done.balance) == (8, 15)
        assert undo(name, actor=owner).is_replay
        assert lots(who) == [(5, MARCH), (10, JUNE)]
        assert set(Lot.objects.filter(account__customer=who).values_list("pk", flat=True)) == before
        assert (state(who), state(other)) == ((15, 0), (0, 0))
        told = TimelineEntry.objects.filter(verb="loyalty.move_undone").order_by("pk")
        assert [(row.customer_id, row.data["units"], row.reason) for row in told] == [
            (who.pk, 8, "to the wrong person"), (other.pk, -8, "to the wrong person"),
        ]  # fmt: skip
        hand_on(who, other)  # and once more, as if nothing had been

    def test_refused_as_long_as_something_is_spent(self):
        """Example 41."""
        who, other = member(), member()
        opening(who, lot(20, JUNE))
        name = hand_on(who, other)
        spent = key()
        redeem(other, 1, event_key=spent)
        refused("already_spent", undo, of=name)
        ledger.cancel_redemption(event_key=key(), of=spent, now=NOW)
        undo(name)
        assert state(who) == (20, 0)

    def test_it_went_on_to_somebody_else(self):
        who, other, third = member(), member(), member()
        opening(who, lot(20, JUNE))
        first = hand_on(who, other)
        second = hand_on(other, third, 3)
        refused("already_spent", undo, of=first)
        undo(second)
        undo(first)
        assert (state(who), state(other), state(third)) == ((20, 0), (0, 0), (0, 0))

    def test_the_limit_of_the_day_is_free_again(self):
        who, other = member(), member()
        opening(who, lot(150, JUNE))
        name = hand_on(who, other, 90)
        assert moving.left_today(who.pk, "points", NOW) == 10
        undo(name)
        assert moving.left_today(who.pk, "points", NOW) == 100
        assert moving.left_today(other.pk, "points", NOW) == 100

    def test_what_is_owed_meanwhile_is_paid_first(self):
        who, other = member(), member()
        given = grant(who, 20, occurred_at=NOW - timedelta(days=60))
        name = hand_on(who, other, 15)
        of = Entry.objects.get(pk=given.entry_id).event_key
        ledger.reverse_grant(event_key=key(), of=of, now=NOW)
        assert state(who) == (0, 15)
        undo(name)
        assert (state(who), state(other)) == ((0, 0), (0, 0))

    def test_a_date_that_has_passed_has_passed(self):
        who, other = member(), member()
        opening(who, lot(8, MARCH))
        name = hand_on(who, other)
        later = MARCH + timedelta(days=2)
        undo(name, now=later)
        ledger.expire_due(now=later)
        assert (state(who), state(other)) == ((0, 0), (0, 0))

    def test_in_a_household_only_what_was_handed_on_to_it(self):
        holder, child, friend = member(), member(), member()
        opening(holder, lot(20, JUNE))
        opening(child, lot(7, JUNE))
        opening(friend, lot(10, JUNE))
        home(holder, child)
        gathered = Entry.objects.filter(kind="transfer", units__lt=0).get()
        refused("not_undoable", undo, of=gathered.event_key)
        name = hand_on(friend, child, 4)
        assert state(holder) == (31, 0)
        undo(name)
        assert (state(holder), state(friend)) == ((27, 0), (10, 0))

    def test_who_may_and_what(self):
        who, other, clerk = member(), member(), User.objects.create_user("clerk@example.com", "secret")
        opening(who, lot(20, JUNE))
        name = hand_on(who, other)
        refused("forbidden", undo, of=name, actor=clerk)
        refused("reason_missing", undo, of=name, reason=" ")
        refused("entry_unknown", undo, of="nothing")
        undo(name)
        refused("not_undoable", undo, of=f"{name}:undone")
        refused("not_undoable", undo, of=f"{name}:in:1")


class TestConversions:
    def test_both_currencies_are_as_they_were(self):
        """Example 42: 61 points became 30 of cashback; they come back as 61."""
        who = member()
        opening(who, lot(5, MARCH), lot(90, JUNE))
        name = convert(who, 61)
        assert (state(who), state(who, "cashback")) == ((34, 0), (30, 0))
        undo(name)
        assert (state(who), state(who, "cashback")) == ((95, 0), (0, 0))
        assert lots(who) == [(5, MARCH), (90, JUNE)]

    def test_spent_cashback_stays(self):
        who = member()
        opening(who, lot(90, JUNE))
        name = convert(who, 60)
        redeem(who, 1, "cashback")
        refused("already_spent", undo, of=name)

    def test_in_the_profit_and_loss_it_is_as_if_it_had_not_been(self):
        who = member()
        opening(who, lot(90, JUNE))
        undo(convert(who, 60))
        found = Entry.objects.filter(kind="convert")
        assert sum(row.units for row in found.filter(account__currency="points")) == 0
        assert sum(row.units for row in found.filter(account__currency="cashback")) == 0
        assert not Entry.objects.filter(kind="restore").exists(), "nothing that was used comes back"


class TestDoors:
    def test_over_the_api(self):
        token = integrations.create_integration(name="Shop", scopes=["accounts:write"])[1]
        api, who, other = ApiClient(token), member(), member()
        opening(who, lot(50))
        body = {"customer": str(who.public_id), "to": str(other.public_id), "currency": "points", "units": "20"}
        assert api.post("/accounts/transfer/", body | {"event_key": "t1"}).status_code == 201
        for status in (201, 200):
            answer = api.post("/accounts/undo/", {"of": "t1", "reason": "typing error"})
            assert answer.status_code == status, answer.content
            assert (answer.json()["units"], answer.json()["balance"]) == ("20", "50")
        assert api.post("/accounts/undo/", {"of": "t2", "reason": "x"}).json()["code"] == "entry_unknown"
        assert api.post("/accounts/undo/", {"of": "t1"}).status_code == 400

    def test_on_the_statement(self, owner, client):
        who, other = member(), member()
        opening(who, lot(50))
        name = hand_on(who, other, now=clock.now())
        entry = Entry.objects.get(event_key=name)
        client.force_login(owner)
        statement = reverse("loyalty:statement", args=[who.public_id]) + "?currency=points"
        url = reverse("loyalty:undo_whole", args=[who.public_id, entry.pk])
        assert url in client.get(statement).content.decode()
        assert "8 Points come back" in client.get(url).content.decode()
        assert client.post(url, {"reason": ""}).status_code == 422
        assert client.post(url, {"reason": "wrong person"}).status_code == 302
        assert state(who) == (50, 0)
        page = client.get(statement).content.decode()
        assert url not in page
        assert "Undone by staff" in page
        opened = Entry.objects.filter(account__customer=who, kind="opening").get()
        assert client.get(reverse("loyalty:undo_whole", args=[who.public_id, opened.pk])).status_code == 404


class TestChances:
    @pytest.fixture
    def draw(self):
        return published(by_points=True, units_per_chance=20, max_chances=4)

    @pytest.fixture
    def who(self):
        made = member()
        opening(made, lot(100, datetime(2027, 6, 30, tzinfo=UTC), earned_at=OPENS))
        return made

    def enter(self, draw, who, n=2, name="a"):
        return entering.enter_by_points(draw=draw, customer_id=who.pk, chances=n, event_key=name, now=INSIDE)

    def withdraw(self, entry, now=INSIDE, reason="thought again"):
        return withdrawing.withdraw_points(entry=entry, reason=reason, now=now)

    def test_points_return_and_the_limit_is_free(self, draw, who):
        entry, before = self.enter(draw, who, 4), lots(who)
        assert state(who) == (20, 0)
        for _time in range(2):
            row = self.withdraw(entry)
            assert (row.kept, row.refunded_at) == (0, INSIDE)
        assert state(who) == (100, 0)
        assert lots(who) == [(100, before[0][1])]
        assert sum(Cost.objects.values_list("amount", flat=True)) == 0
        assert self.enter(draw, who, 4) == entry, "the same event again is the one that was withdrawn"
        self.enter(draw, who, 3, name="b")
        assert state(who) == (40, 0)
        told = TimelineEntry.objects.get(verb="draw.withdrawn")
        assert (told.customer_id, told.data["chances"], told.reason) == (who.pk, 4, "thought again")

    def test_it_is_not_in_the_list_and_not_paid_back_again(self, draw, who):
        self.withdraw(self.enter(draw, who))
        rest = self.enter(draw, who, 1, name="b")
        freezing.freeze_draw(draw=draw, now=draw.freezes_at)
        assert list(chances(draw).values()) == [1]
        self.refused("draw_closed", rest, now=draw.freezes_at)
        cancelling.cancel_draw(draw=draw, reason="No permit", now=draw.freezes_at)
        assert state(who) == (100, 0)

    def test_only_in_time_with_a_reason_and_by_points(self, draw, who):
        entry = self.enter(draw, who)
        self.refused("draw_closed", entry, now=max(CLOSES, draw.freezes_at))
        self.refused("reason_missing", entry, reason="  ")
        free = published(by_signup=True)
        signed = entering.enter_by_signup(draw=free, customer_id=who.pk, now=INSIDE)
        self.refused("not_by_points", signed)

    def refused(self, code, entry, **values):
        with pytest.raises(DomainError) as error:
            self.withdraw(entry, **values)
        assert error.value.code == code

    def test_doors(self, draw, who, owner, client, monkeypatch):
        monkeypatch.setattr(clock, "now", lambda: INSIDE)
        self.enter(draw, who, name="order-7")
        token = integrations.create_integration(name="Shop", scopes=["draws:write"])[1]
        url = f"/draws/{draw.public_id}/entries/withdraw/"
        answer = ApiClient(token).post(url, {"key": "order-7", "reason": "asked for it"})
        assert answer.status_code == 200, answer.content
        assert (answer.json()["chances"], answer.json()["chances_left"]) == (2, 0)
        assert ApiClient(token).post(url, {"key": "order-8", "reason": "x"}).json()["code"] == "entry_unknown"
        again = self.enter(draw, who, name="order-9")
        entry = Entry.objects.get(event_key=again.event_key)
        client.force_login(owner)
        page = reverse("loyalty:undo_whole", args=[who.public_id, entry.pk])
        assert page in client.get(reverse("loyalty:statement", args=[who.public_id])).content.decode()
        assert client.post(page, {"reason": "asked at the counter"}).status_code == 302
        assert DrawEntry.objects.filter(refunded_at__isnull=False).count() == 2
        assert state(who) == (100, 0)
