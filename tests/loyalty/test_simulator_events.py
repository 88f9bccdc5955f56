"""The simulator of rules for events: every event that happened, granted for or not, earns once more."""

from __future__ import annotations

import importlib
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from core import clock, integrations, jobs
from core.models import Job, User
from customers import hooks
from customers.merging import merge_customers
from customers.models import Customer, Membership
from loyalty.earning.events import grant_event, revoke_event
from loyalty.earning.profile import sweep
from loyalty.models import EarnRule, Occurrence, Simulation, TierLevel, TierPeriod
from loyalty.simulator import happening, job
from tests.api.client import ApiClient
from tests.loyalty.factories import bring, member, only_rules, policy, rule

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_other_rules() -> None:
    only_rules()


@pytest.fixture
def owner() -> User:
    return User.objects.create_superuser("owner@example.com", "secret")


@pytest.fixture
def now() -> datetime:
    return clock.now()


def event_rule(units=10, event="review", **values) -> EarnRule:
    return rule(units, kind="event", event=event, **values)


def draft(units=20, event="review", **values) -> EarnRule:
    return event_rule(units, event, is_active=False, **values)


def happen(who, reference, at, event="review"):
    return grant_event(customer_id=who.pk, event=event, reference=reference, now=at)


def simulate(tried, owner, now) -> Simulation:
    made = job.start(rule=tried, user=owner, now=now)
    jobs.run(made.job_id)
    made.refresh_from_db()
    assert Job.objects.get(pk=made.job_id).state == "done", Job.objects.get(pk=made.job_id).error
    return made


def whole(simulation: Simulation) -> list[int]:
    """events, base, without, draft, granted"""
    return [sum(column) for column in list(zip(*simulation.figures["rows"], strict=True))[2:]]


class TestFigures:
    def test_the_example_of_the_page(self, owner, now):
        """docs/algorithms/earning.md: told without a rule, cut by a limit, taken back; with and without the draft."""
        ada, bo = member(), member()
        day = clock.day_start(clock.business_day(now).replace(day=1) - timedelta(days=20)) + timedelta(hours=12)
        assert happen(ada, "1", day - timedelta(days=40)) == []
        event_rule(10, times=1, period="month")
        granted = [bool(happen(who, f"{who.pk}:{n}", day + timedelta(days=n))) for who in (ada, bo) for n in range(2)]
        assert granted == [True, False, True, False]
        happen(bo, "gone", day)
        revoke_event(customer_id=bo.pk, event="review", reference="gone", now=now)
        made = simulate(draft(20, per_customer=50), owner, now)
        assert whole(made) == [5, 0, 30, 120, 20]
        assert made.figures["members"] == 2
        assert len({row[0] for row in made.figures["rows"]}) == 2

    def test_by_the_tier_of_the_time(self, owner, now):
        gold = TierLevel.objects.create(code="gold", name="Gold", rank=1, min_spend=10**9)
        who = member()
        TierPeriod.objects.create(
            customer=who, level=gold, valid_from=now - timedelta(days=9), cause="reached", booked_at=now
        )
        for days in (20, 5):
            happen(who, str(days), now - timedelta(days=days))
        tried = draft(30)
        tried.tiers.set([gold])
        made = simulate(tried, owner, now)
        assert job.totals(made.figures["rows"], 1) == {"": [1, 0, 0, 0, 0], "gold": [1, 0, 0, 30, 0]}

    def test_hours_and_birthdays_are_those_of_the_time(self, owner, now):
        day = clock.day_start(clock.business_day(now) - timedelta(days=3))
        who = member(birth_month=clock.business_day(day).month, birth_day=10)
        other = member(birth_month=clock.business_day(day).month % 12 + 1, birth_day=10)
        for one in (who, other):
            for hour in (9, 15):
                happen(one, str(hour), day + timedelta(hours=hour))
        evening = draft(time_from="12:00", time_until="18:00")
        assert whole(simulate(evening, owner, now))[3] == 40
        assert whole(simulate(draft(in_birthday_month=True), owner, now))[3] == 40

    def test_where_the_best_counts_the_draft_adds_what_it_is_better(self, owner, now):
        policy(combines="best")
        event_rule(15)
        happen(member(), "1", now - timedelta(days=3))
        assert whole(simulate(draft(20), owner, now)) == [1, 0, 15, 20, 15]
        less = simulate(draft(5), owner, now)
        assert (whole(less), less.figures["members"]) == ([1, 0, 15, 15, 15], 0)

    def test_an_active_rule_is_compared_with_life_without_it(self, owner, now):
        kept = event_rule(15)
        happen(member(), "1", now - timedelta(days=3))
        happen(member(state="left"), "1", now - timedelta(days=3))
        happen(member(), "old", now - timedelta(days=400))
        assert whole(simulate(kept, owner, now)) == [1, 0, 0, 15, 15]

    def test_a_budget_is_used_in_the_order_of_time(self, owner, now, monkeypatch):
        monkeypatch.setattr("loyalty.simulator.reading.SLICE", 2)
        first, second = member(), member()
        for days in (9, 8, 7):
            happen(second, str(days), now - timedelta(days=days))
        happen(first, "late", now - timedelta(days=2))
        made = simulate(draft(20, budget=50), owner, now)
        assert (whole(made)[3], made.figures["members"], made.figures["purchases"]) == (50, 1, 4)


class TestProfiles:
    def complete(self, enrolled: int, changed: int) -> Customer:
        """A member who enrolled, and was changed last, so many days ago."""
        now, n = clock.now(), Customer.objects.count()
        who = member(given_name="Ada", email=f"{n}@example.com", birth_month=3, birth_day=1)
        Membership.objects.filter(pk=who.pk).update(enrolled_at=now - timedelta(days=enrolled))
        Customer.objects.filter(pk=who.pk).update(updated_at=now - timedelta(days=changed))
        return who

    def test_completed_when_they_enrolled_or_when_they_were_changed(self, owner, now):
        self.complete(enrolled=60, changed=5)
        self.complete(enrolled=900, changed=5)
        self.complete(enrolled=900, changed=800)
        member(given_name="Ben")
        made = simulate(draft(50, "profile"), owner, now)
        assert (whole(made)[3], made.figures["members"]) == (100, 2)

    def test_noted_when_it_is_first_seen_complete_without_any_rule(self, owner, now):
        who = self.complete(enrolled=90, changed=3)
        for days in (40, 3):
            hooks.announce([who.pk], now - timedelta(days=days))
        assert Occurrence.objects.get().occurred_at == now - timedelta(days=40)
        made = simulate(draft(50, "profile"), owner, now)
        day = clock.business_day(now - timedelta(days=40))
        assert [row[0] for row in made.figures["rows"]] == [f"{day.year}-{day.month:02d}"]
        assert whole(made)[3] == 50

    def test_granted_ones_count_once(self, owner, now):
        event_rule(30, "profile", valid_from=now - timedelta(days=5))
        who = self.complete(enrolled=9, changed=3)
        assert sweep(now - timedelta(days=2)) == 1
        Customer.objects.filter(pk=who.pk).update(updated_at=now - timedelta(days=1))
        assert whole(simulate(draft(50, "profile"), owner, now)) == [1, 0, 30, 80, 30]


class TestKept:
    def test_once_and_marked_when_taken_back(self, now):
        who = member()
        for _time in range(2):
            happen(who, "one", now - timedelta(days=2))
        assert Occurrence.objects.get().revoked_at is None
        for at in (now, now + timedelta(days=1)):
            revoke_event(customer_id=who.pk, event="review", reference="one", now=at)
        assert Occurrence.objects.get().revoked_at == now
        event_rule()
        happen(who, "one", now)
        assert Occurrence.objects.get().revoked_at is None

    def test_of_two_records_that_are_one_customer_each_event_once(self, owner, now):
        one, two = member(), member()
        happen(one, "a", now)
        for reference in ("a", "b"):
            happen(two, reference, now)
        merge_customers(survivor=one, duplicate=two, actor=owner, reason="the same", now=now)
        kept = Occurrence.objects.filter(customer=one).values_list("reference", flat=True)
        assert sorted(kept) == ["a", "b"]
        since, until = now - timedelta(days=1), now + timedelta(days=1)
        assert happening.count("review", since, until) == (2, 1)

    def test_what_was_granted_before_events_were_kept_is_taken_over(self, now):
        event_rule(times=3)
        event_rule(5, currency="cashback")
        who = member()
        for reference in ("kept", "gone", "x:y"):
            happen(who, reference, now - timedelta(days=2))
        revoke_event(customer_id=who.pk, event="review", reference="gone", now=now)
        friend = bring(who, member(), rewarded_at=now, state="rewarded")
        before = {(row.event, row.reference, row.occurred_at, bool(row.revoked_at)) for row in Occurrence.objects.all()}
        Occurrence.objects.all().delete()
        migration = importlib.import_module("loyalty.migrations.0033_events_of_members")
        with connection.cursor() as cursor:
            cursor.execute(migration.GRANTED)
            cursor.execute(migration.REFERRED)
        after = {(row.event, row.reference, row.occurred_at, bool(row.revoked_at)) for row in Occurrence.objects.all()}
        assert after == before | {("referral", f"referral:{friend.pk}", now, False)}


class TestDoors:
    def test_from_the_rule_to_the_figures(self, client: Client, owner, now):
        client.force_login(owner)
        happen(member(), "1", now - timedelta(days=5))
        tried = draft(20, name="Reviews")
        start = reverse("loyalty:rule_simulation", args=[tried.pk])
        form = client.get(reverse("admin:loyalty_earnrule_change", args=[tried.pk])).content.decode()
        assert start in form
        assert "Every such event of the last 12 months" in client.get(start).content.decode()
        client.post(reverse("loyalty:start_simulation", args=[tried.pk]))
        made = Simulation.objects.get()
        jobs.run(made.job_id)
        page = client.get(reverse("loyalty:simulation", args=[made.pk])).content.decode()
        for words in (
            "What “Reviews” would have granted",
            "Events of members",
            "Members touched",
            "+20",
            "Events from",
        ):
            assert words in page
        rows = client.get(reverse("loyalty:simulation", args=[made.pk]), {"card": "tiers", "format": "csv"})
        assert rows.status_code == 200
        assert "Events" in rows.content.decode("utf-8-sig") if not rows.streaming else True

    def test_over_the_api(self, now):
        _, token = integrations.create_integration(name="Shop", scopes=["simulations:read", "simulations:write"])
        api = ApiClient(token)
        happen(member(), "1", now - timedelta(days=5))
        answer = api.post("/simulations/", {"rule": draft(20).pk})
        assert answer.status_code == 202, answer.content
        jobs.run(Simulation.objects.get().job_id)
        told = api.get(f"/simulations/{answer.json()['id']}/").json()
        assert (told["done"], told["total"]) == (1, 1)
        result = told["result"]
        assert result["members"] == 1
        assert result["total"] == {
            "purchases": 0, "events": 1, "base": "0.00", "with_rule": "20", "without_rule": "0", "added": "20",
            "cost": "0.20", "granted": "0",
        }  # fmt: skip
        assert [row["events"] for row in result["by_month"]] == [1]
        assert [(row["tier"], row["added"]) for row in result["by_tier"]] == [("", "20")]
