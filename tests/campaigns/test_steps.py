"""Further steps of an automation: when, for whom, once, and what is asked before they go."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from campaigns import counting
from campaigns.automations import asking, finding, following, presets, sending, services, steps
from campaigns.models import Automation, Otherwise, Passage, Step
from campaigns.tasks import sweep_automations
from core import clock
from core.errors import Conflict, DomainError
from customers.merging import merge_customers
from customers.models import Customer, Segment, SegmentMember
from messaging.models import Message, Template
from tests.campaigns.automating import go, join, sums
from tests.campaigns.factories import make_automation, make_segment
from tests.customers.factories import NOW, make_user
from tests.customers.segmenting import condition
from tests.messaging.factories import at, make_version, reader
from tests.sales.factories import line, purchase

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def series(*further: dict[str, Any], **told: Any) -> Automation:
    """Switched on; each step a day after the one before, for everybody, unless told otherwise."""
    automation = make_automation(is_on=False, **told)
    for one in further:
        add(automation, **one)
    services.switch_on(automation=automation, actor=None, now=NOW)
    automation.refresh_from_db()
    return automation


def add(automation: Automation, **told: Any) -> Step:
    automation.refresh_from_db()
    given = {"template": make_version().template, "wait_days": 1, "hour": 0} | told
    return steps.add(automation=automation, told=given, actor=None, now=NOW, version=automation.version)


def days(automation: Automation, monkeypatch: pytest.MonkeyPatch, *numbers: int) -> None:
    """The sweeps and workers on these days, counted from the first."""
    for number in numbers:
        at(monkeypatch, NOW + number * DAY)
        go(automation, now=NOW + number * DAY)


def heard(customer: Customer) -> list[int]:
    """The numbers of the steps that were sent to them."""
    numbers = {step.source: step.position for step in Step.objects.all()}
    sources = Message.objects.filter(customer=customer, state="sent").order_by("sent_at", "pk")
    return [numbers.get(source, 1) for source in sources.values_list("source", flat=True)]


def verdicts(automation: Automation) -> list[tuple[int, str]]:
    rows = Passage.objects.filter(occasion__automation=automation).order_by("step__position", "pk")
    return list(rows.values_list("step__position", "verdict"))


class TestGoingOn:
    def test_step_by_step_each_once(self, monkeypatch):
        automation = series({}, {"wait_days": 3})
        join(automation.segment, ada := reader("Ada"))
        days(automation, monkeypatch, 0, 0)
        assert (heard(ada), verdicts(automation)) == ([1], [(2, "")])
        days(automation, monkeypatch, 1, 1, 3)
        assert (heard(ada), verdicts(automation)) == ([1, 2], [(2, "heard"), (3, "")])
        days(automation, monkeypatch, 4, 5, 9)
        assert (heard(ada), verdicts(automation)) == ([1, 2, 3], [(2, "heard"), (3, "heard")])
        assert sums(automation) == {"sent": 1}

    def test_days_count_from_when_the_step_before_was_taken(self, monkeypatch):
        """Nothing ran for a week: the second does not follow on the heels of the first."""
        automation = series({"wait_days": 3}, wait_days=1)
        join(automation.segment, reader())
        finding.find_due(now=NOW)
        assert sending.send_due(automation.pk, now=NOW + 7 * DAY) == 1
        assert clock.business_day(Passage.objects.get().due_at) == clock.business_day(NOW + 10 * DAY)

    def test_at_the_hour_of_the_customers_own_clock(self):
        automation = series({"hour": 9, "wait_days": 2})
        join(automation.segment, reader(time_zone="Asia/Tokyo"))
        finding.find_due(now=NOW)
        sending.send_due(automation.pk, now=NOW)
        assert Passage.objects.get().due_at.astimezone(tz=ZoneInfo("Asia/Tokyo")).hour == 9

    def test_held_out_of_the_first_is_held_out_of_all(self, monkeypatch):
        automation = series({}, holdout_percent=50)
        join(automation.segment, *(reader(f"A{number}") for number in range(40)))
        days(automation, monkeypatch, 0, 1)
        held = automation.occasions.filter(is_held_out=True).count()
        assert 0 < held < 40
        assert Passage.objects.count() == 40 - held
        assert not Passage.objects.filter(occasion__is_held_out=True).exists()

    def test_whoever_was_through_does_not_come_back_for_a_new_step(self, monkeypatch):
        automation = series({})
        join(automation.segment, ada := reader())
        days(automation, monkeypatch, 0, 1)
        services.switch_off(automation=automation, actor=None, now=NOW + 2 * DAY)
        add(automation)
        services.switch_on(automation=automation, actor=None, now=NOW + 2 * DAY)
        days(automation, monkeypatch, 3, 9)
        assert heard(ada) == [1, 2]


class TestConditions:
    @pytest.mark.parametrize("is_inside", [True, False])
    def test_asked_when_its_time_has_come(self, monkeypatch, is_inside):
        fits = make_segment(())
        automation = series({"segment": fits, "is_inside": is_inside})
        join(automation.segment, ada := reader("Ada"), bo := reader("Bo"))
        days(automation, monkeypatch, 0)
        join(fits, ada, now=NOW + DAY)
        days(automation, monkeypatch, 1)
        assert (heard(ada), heard(bo)) == (([1, 2], [1]) if is_inside else ([1], [1, 2]))

    @pytest.mark.parametrize(("otherwise", "expected"), [(Otherwise.SKIP, [1, 3]), (Otherwise.END, [1])])
    def test_the_others_go_on_without_it_or_it_ends(self, monkeypatch, otherwise, expected):
        automation = series({"segment": make_segment(()), "otherwise": otherwise}, {})
        join(automation.segment, ada := reader())
        days(automation, monkeypatch, 0, 1, 2, 3)
        assert heard(ada) == expected
        row = counting.of_steps(automation)[0]
        assert (row.reached, row.heard, row.skipped + row.ended, row.waiting) == (1, 0, 1, 0)

    def test_asked_once_more_before_it_leaves(self, monkeypatch):
        fits = make_segment(())
        automation = series({"segment": fits})
        join(automation.segment, ada := reader())
        join(fits, ada)
        days(automation, monkeypatch, 0)
        step = automation.steps.get()
        following.take_due(step.pk, now=NOW + DAY)
        SegmentMember.objects.filter(segment=fits).delete()
        days(automation, monkeypatch, 1)
        message = Message.objects.get(source=step.source)
        assert (message.state, message.reason) == ("skipped", asking.LEFT)

    def test_the_segment_of_the_first_says_nothing_of_the_second(self, monkeypatch):
        automation = series({})
        join(automation.segment, ada := reader())
        days(automation, monkeypatch, 0)
        SegmentMember.objects.all().delete()
        days(automation, monkeypatch, 1)
        assert heard(ada) == [1, 2]

    def test_a_broken_rule_holds_up_its_step_and_nothing_else(self, monkeypatch):
        broken = Segment.objects.create(
            name="Broken", rule={"facet": "gone", "op": "is", "value": 1}, created_at=NOW, updated_at=NOW
        )
        automation, other = series({"segment": broken}), series({})
        for one in (automation, other):
            join(one.segment, reader())
        for number in (0, 1):
            days(automation, monkeypatch, number)
            days(other, monkeypatch, number)
        assert (verdicts(automation), verdicts(other)) == ([(2, "")], [(2, "heard")])
        assert Passage.objects.get(occasion__automation=automation).due_at == NOW + DAY + asking.RETRY
        Segment.objects.filter(pk=broken.pk).update(rule=condition("customers.name", "starts", "nobody"))
        days(automation, monkeypatch, 2)
        assert verdicts(automation) == [(2, "ended")]


class TestOnAndOff:
    def test_off_nothing_goes_and_on_it_goes_on(self, monkeypatch):
        automation = series({})
        join(automation.segment, ada := reader())
        days(automation, monkeypatch, 0)
        following.take_due(automation.steps.get().pk, now=NOW + DAY)
        services.switch_off(automation=automation, actor=None, now=NOW + DAY)
        days(automation, monkeypatch, 1, 2)
        assert heard(ada) == [1]
        services.switch_on(automation=automation, actor=None, now=NOW + 2 * DAY)
        days(automation, monkeypatch, 2)
        assert heard(ada) == [1, 2]

    def test_not_on_while_a_message_of_it_is_switched_off(self):
        automation = make_automation(is_on=False)
        step = add(automation)
        Template.objects.filter(pk=step.template_id).update(is_active=False)
        with pytest.raises(Conflict, match="switched off"):
            services.switch_on(automation=automation, actor=None, now=NOW)

    def test_its_message_switched_off_meanwhile_waits(self, monkeypatch):
        automation = series({})
        join(automation.segment, ada := reader())
        days(automation, monkeypatch, 0)
        Template.objects.filter(pk=automation.steps.get().template_id).update(is_active=False)
        days(automation, monkeypatch, 1)
        assert verdicts(automation) == [(2, "")]
        Template.objects.update(is_active=True)
        days(automation, monkeypatch, 2)
        assert heard(ada) == [1, 2]

    def test_the_sweep_does_it_all(self, monkeypatch):
        automation = series({})
        join(automation.segment, ada := reader())
        for number in (0, 1):
            at(monkeypatch, NOW + number * DAY)
            sweep_automations()
        assert verdicts(automation) == [(2, "heard")]
        assert Message.objects.filter(customer=ada).count() == 2


class TestOnePerson:
    def test_two_records_of_one_person_hear_it_once(self, monkeypatch):
        automation = series({}, {})
        join(automation.segment, ada := reader("Ada"), twin := reader("Ada"))
        days(automation, monkeypatch, 0)
        merge_customers(survivor=ada, duplicate=twin, reason="Same person", actor=make_user("owner"), now=NOW)
        days(automation, monkeypatch, 1, 2, 3)
        assert heard(ada)[1:].count(2) == heard(ada).count(3) == 1
        assert sorted(verdicts(automation)) == [(2, "ended"), (2, "heard"), (3, "heard")]

    def test_an_erased_customer_ends(self, monkeypatch):
        automation = series({})
        join(automation.segment, ada := reader())
        days(automation, monkeypatch, 0)
        Customer.objects.filter(pk=ada.pk).update(erased_at=NOW)
        days(automation, monkeypatch, 1)
        assert verdicts(automation) == [(2, "ended")]


@pytest.mark.parametrize(("bought", "expected"), [(False, [1, 2, 3]), (True, [1])])
def test_getting_to_know_us_goes_on_only_for_who_has_not_bought(monkeypatch, bought, expected):
    """Also for who is in no figures yet, and until the last moment."""
    preset = presets.find("onboarding")
    automation = presets.adopt(preset, actor=None, now=NOW)
    Automation.objects.filter(pk=automation.pk).update(hour=0, wait_days=0, holdout_percent=0, must_fit=False)
    automation.steps.update(hour=0)
    services.switch_on(automation=automation, actor=None, now=NOW)
    ada = reader("Ada")
    join(automation.segment, ada, now=NOW + timedelta(hours=1))
    Segment.objects.filter(pk=automation.segment_id).update(is_due=False, problem="", full_on=clock.business_day(NOW))
    days(automation, monkeypatch, 0)
    Automation.objects.filter(pk=automation.pk).update(counts_from=NOW)
    days(automation, monkeypatch, 0)
    if bought:
        purchase(line(amount=1000), customer=ada.pk, occurred_at=NOW + DAY, now=NOW + DAY)
    days(automation, monkeypatch, 7, 28)
    assert heard(ada) == expected


class TestWriting:
    def test_only_while_off_by_the_version_and_at_the_end(self):
        automation = make_automation(is_on=False)
        first = add(automation)
        second = add(automation)
        assert (first.position, second.position) == (2, 3)
        automation.refresh_from_db()
        told = {"template": first.template, "wait_days": 5}
        with pytest.raises(Conflict, match="meanwhile"):
            steps.change(step=first, told=told, actor=None, now=NOW, version=automation.version - 1)
        steps.change(step=first, told=told, actor=None, now=NOW, version=automation.version)
        assert Step.objects.get(pk=first.pk).wait_days == 5
        automation.refresh_from_db()
        with pytest.raises(Conflict, match="behind it"):
            steps.remove(step=first, actor=None, now=NOW, version=automation.version)
        steps.remove(step=second, actor=None, now=NOW, version=automation.version)
        services.switch_on(automation=automation, actor=None, now=NOW)
        with pytest.raises(Conflict, match="off first"):
            add(automation)

    def test_a_step_that_somebody_reached_stays(self, monkeypatch):
        automation = series({})
        join(automation.segment, reader())
        days(automation, monkeypatch, 0)
        services.switch_off(automation=automation, actor=None, now=NOW)
        automation.refresh_from_db()
        with pytest.raises(Conflict, match="stays"):
            steps.remove(step=automation.steps.get(), actor=None, now=NOW, version=automation.version)

    def test_so_many_are_enough(self):
        automation = make_automation(is_on=False)
        for _number in range(2, steps.MOST + 1):
            add(automation)
        with pytest.raises(Conflict, match="enough"):
            add(automation)

    def test_a_message_without_words(self):
        empty = Template.objects.create(name="Empty", channel="email")
        with pytest.raises(DomainError, match="no text"):
            add(make_automation(is_on=False), template=empty)

    @pytest.mark.parametrize("wrong", [{"position": 1}, {"wait_days": 366}, {"hour": 24}, {"otherwise": "x"}])
    def test_the_database_refuses(self, wrong):
        step = add(make_automation(is_on=False))
        with pytest.raises(IntegrityError), transaction.atomic():
            Step.objects.filter(pk=step.pk).update(**wrong)

    @pytest.mark.parametrize("wrong", [{"verdict": "heard"}, {"taken_at": NOW}, {"verdict": "x", "taken_at": NOW}])
    def test_a_verdict_is_one_of_a_passage_that_was_taken(self, monkeypatch, wrong):
        automation = series({})
        join(automation.segment, reader())
        days(automation, monkeypatch, 0)
        with pytest.raises(IntegrityError), transaction.atomic():
            Passage.objects.update(**wrong)


@pytest.mark.django_db(transaction=True)
def test_many_sweeps_at_once_take_each_step_once():
    automation = series({})
    join(automation.segment, *(reader(f"A{number}") for number in range(30)))
    finding.find_due(now=NOW)
    sending.send_due(automation.pk, now=NOW)
    step, barrier = automation.steps.get().pk, Barrier(6)

    def take() -> None:
        barrier.wait()
        while following.take_due(step, now=NOW + DAY):
            pass
        connection.close()

    threads = [Thread(target=take) for _number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Message.objects.filter(source=f"step:{step}").count() == 30


def test_the_cost_follows_what_is_due():
    """However many customers: a batch is the same handful of statements."""
    seen = []
    for number in (2, 40):
        automation = series({})
        join(automation.segment, *(reader(f"A{one}") for one in range(number)))
        finding.find_due(now=NOW)
        sending.send_due(automation.pk, now=NOW)
        with CaptureQueriesContext(connection) as queries:
            assert following.take_due(automation.steps.get().pk, now=NOW + DAY) == number
        seen.append(len(queries))
    assert seen[0] == seen[1] <= 20
