"""The simulator: what a draft would have granted, beside the rules of today and what was granted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from core import clock, jobs
from core.errors import DomainError
from core.models import Job, User
from loyalty.models import Entry, Simulation, TierLevel, TierPeriod
from loyalty.simulator import job, reading, showing
from tests.loyalty.factories import member, only_rules, rule
from tests.sales.factories import give_back, line, product, purchase

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> User:
    return User.objects.create_superuser("owner@example.com", "secret")


@pytest.fixture
def now():
    return clock.now()


def buy(who, amount, at, quantity=1, **values):
    return purchase(line(amount, quantity), customer=who.pk, occurred_at=at, now=clock.now(), **values)


def simulate(draft, owner, now) -> Simulation:
    made = job.start(rule=draft, user=owner, now=now)
    jobs.run(made.job_id)
    made.refresh_from_db()
    assert Job.objects.get(pk=made.job_id).state == "done", Job.objects.get(pk=made.job_id).error
    return made


def whole(simulation: Simulation) -> list[int]:
    """purchases, base, without, draft, granted"""
    return [sum(column) for column in list(zip(*simulation.figures["rows"], strict=True))[2:]]


class TestFigures:
    def test_a_draft_that_is_not_active(self, owner, now):
        only_rules()
        rule(1)
        who, stranger = member(), member(state="left")
        for days in (1, 40, 400):
            buy(who, 1000, now - timedelta(days=days))
        buy(stranger, 1000, now - timedelta(days=1))
        entries = Entry.objects.count()
        draft = rule(2, kind="multiplier", is_active=False, valid_from=now + timedelta(days=30))
        made = simulate(draft, owner, now)
        assert whole(made) == [2, 2000, 20, 40, 20]
        assert Entry.objects.count() == entries
        assert len({row[0] for row in made.figures["rows"]}) == 2

    def test_an_active_rule_is_compared_with_life_without_it(self, owner, now):
        only_rules()
        rule(1)
        double = rule(2, kind="multiplier")
        buy(member(), 1000, now - timedelta(days=5))
        assert whole(simulate(double, owner, now)) == [1, 1000, 10, 20, 20]

    def test_by_tier(self, owner, now):
        only_rules()
        rule(1)
        gold = TierLevel.objects.create(code="gold", name="Gold", rank=1, min_spend=10**9)
        who = member()
        TierPeriod.objects.create(
            customer=who, level=gold, valid_from=now - timedelta(days=9), cause="reached", booked_at=now
        )
        for days in (20, 5):
            buy(who, 1000, now - timedelta(days=days))
        draft = rule(3, kind="multiplier", is_active=False)
        draft.tiers.set([gold])
        made = simulate(draft, owner, now)
        assert job.totals(made.figures["rows"], 1) == {"": [1, 1000, 10, 10, 10], "gold": [1, 1000, 10, 30, 10]}
        gold.translations = {"zh-hans": {"name": "金卡"}}
        gold.save(update_fields=["translations"])
        with override("zh-hans"):
            assert [row[0].text for row in showing.cards(made)[1].rows] == ["无等级", "金卡"]

    def test_limits_and_numbers_are_counted_along_the_way(self, owner, now):
        only_rules()
        rule(1)
        one, two = member(), member()
        buy(one, 1000, now - timedelta(days=500))
        for days in (30, 20, 10):
            buy(one, 1000, now - timedelta(days=days))
            buy(two, 1000, now - timedelta(days=days))
        third = rule(100, kind="bonus", purchase_number=3, budget=150, is_active=False)
        assert whole(simulate(third, owner, now))[2:4] == [60, 210]
        daily = rule(5, per_customer=12, is_active=False)
        assert whole(simulate(daily, owner, now))[3] == 24

    @pytest.mark.parametrize("limit", ["per_month", "per_customer", "budget"])
    def test_limits_of_other_rules_are_used_up_also_where_the_draft_does_not_fit(self, owner, now, limit):
        """The example of docs/algorithms/earning.md; the rule is active, so that the till has given the same."""
        only_rules()
        rule(1, **{limit: 100})
        monday = clock.day_start(clock.business_day(now).replace(day=1) - timedelta(days=20)) + timedelta(hours=12)
        saturday = monday + timedelta(days=1)
        doubles = rule(2, kind="multiplier", weekdays=[clock.business_day(saturday).isoweekday()])
        who = member()
        for at in (monday, saturday):
            buy(who, 10000, at)
        assert whole(simulate(doubles, owner, now))[2:] == [100, 200, 200]

    def test_a_scoped_draft_beside_rules_with_limits(self, owner, now):
        only_rules()
        vase, rose = product(), product()
        rule(1)
        rule(50, kind="bonus", per_customer=80)
        rule(10, kind="bonus", budget=25)
        one, two = member(), member()
        for days in (30, 20, 10):
            for who in (one, two):
                item = vase if days == 20 else rose
                purchase(line(1000, product=item.pk), customer=who.pk, occurred_at=now - timedelta(days=days), now=now)
        draft = rule(3, kind="multiplier", products=[vase], is_active=False)
        # Bonuses: 50 + 30 for each member, and 25 in all; the draft adds 20 on each vase.
        assert whole(simulate(draft, owner, now))[2:] == [60 + 160 + 25, 60 + 160 + 25 + 40, 60 + 160 + 25]

    def test_what_came_back_in_part_counts_whole_on_every_side(self, owner, now):
        only_rules()
        rule(1)
        give_back(buy(member(), 4000, now - timedelta(days=5), quantity=4), {1: 1})
        draft = rule(2, kind="multiplier", is_active=False)
        assert whole(simulate(draft, owner, now)) == [1, 4000, 40, 80, 40]

    def test_a_goal(self, owner, now):
        only_rules()
        rule(1)
        who = member()
        at = now - timedelta(days=60)
        for _ in range(3):
            buy(who, 30000, at)
        give_back(buy(who, 900000, at))
        draft = rule(100, kind="goal", minimum_spend=50000, period="month", is_active=False)
        assert whole(simulate(draft, owner, now))[2:4] == [900, 1000]

    def test_slices_give_the_same(self, owner, now, monkeypatch):
        only_rules()
        rule(1)
        for days in range(1, 8):
            buy(member(), 1000 * days, now - timedelta(days=days), quantity=2)
        draft = rule(2, kind="multiplier", is_active=False)
        before = simulate(draft, owner, now).figures
        monkeypatch.setattr(reading, "SLICE", 2)
        assert simulate(draft, owner, now).figures == before

    def test_members_touched_are_those_who_would_have_got_more_or_less(self, owner, now):
        only_rules()
        rule(1)
        rose = product()
        one, two = member(), member()
        for days in (3, 5):
            purchase(line(1000, product=rose.pk), customer=one.pk, occurred_at=now - timedelta(days=days), now=now)
        buy(two, 1000, now - timedelta(days=5))
        draft = rule(2, kind="multiplier", is_active=False)
        draft.products.set([rose])
        made = simulate(draft, owner, now)
        assert (made.figures["members"], made.figures["subject"]) == (1, "purchases")

    def test_it_needs_the_permission(self, now):
        with pytest.raises(DomainError):
            job.start(rule=rule(1), user=User.objects.create_user("a@example.com", "secret"), now=now)

    def test_cancelled_it_keeps_nothing(self, owner, now):
        buy(member(), 1000, now - timedelta(days=5))
        made = job.start(rule=rule(2, is_active=False), user=owner, now=now)
        Job.objects.filter(pk=made.job_id).update(state="running", attempts=1, cancel_requested=True, beat_at=now)
        with pytest.raises(jobs.Cancelled):
            job.run(jobs.Progress(Job.objects.get(pk=made.job_id)))
        made.refresh_from_db()
        assert made.finished_at is None


class TestPages:
    def test_from_the_rule_to_the_figures(self, client: Client, owner, now):
        client.force_login(owner)
        only_rules()
        rule(1)
        buy(member(), 1000, now - timedelta(days=5))
        draft = rule(2, kind="multiplier", is_active=False, name="Draft")
        start = reverse("loyalty:rule_simulation", args=[draft.pk])
        assert start in client.get(reverse("admin:loyalty_earnrule_change", args=[draft.pk])).content.decode()
        assert "Simulate the last 12 months" in client.get(start).content.decode()
        response = client.post(reverse("loyalty:start_simulation", args=[draft.pk]))
        made = Simulation.objects.get()
        assert response.url == reverse("core:job_detail", args=[made.job_id])
        assert client.get(reverse("loyalty:simulation", args=[made.pk])).status_code == 302
        jobs.run(made.job_id)
        assert client.get(start).url == reverse("loyalty:simulation", args=[made.pk])
        page = client.get(reverse("loyalty:simulation", args=[made.pk])).content.decode()
        assert "What “Draft” would have granted" in page
        assert "+10" in page
        assert "has been changed" not in page
        draft.rate = 3
        draft.save(update_fields=["rate"])
        assert "has been changed" in client.get(reverse("loyalty:simulation", args=[made.pk])).content.decode()
        rows = client.get(reverse("loyalty:simulation", args=[made.pk]), {"card": "months", "format": "csv"})
        assert rows.status_code == 200

    @pytest.mark.parametrize("name", ["rule_simulation", "start_simulation"])
    def test_others_may_not(self, client: Client, name):
        client.force_login(User.objects.create_user("a@example.com", "secret"))
        url = reverse(f"loyalty:{name}", args=[rule(1).pk])
        response = client.post(url) if name == "start_simulation" else client.get(url)
        assert response.status_code in {302, 403}
        assert not Simulation.objects.exists()
