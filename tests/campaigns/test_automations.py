"""What goes by itself: who is found when and how often, what is asked before it goes, and what came of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import md5
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from campaigns import counting
from campaigns.automations import asking, finding, sending, services
from campaigns.models import Automation, CampaignSettings, Occasion
from campaigns.tasks import sweep_automations
from core import clock
from core.errors import Conflict
from customers.models import Customer, Segment, SegmentMember
from customers.segments import refreshing
from messaging.models import Message, Template
from messaging.outbox import working
from messaging.templating import Text
from tests.campaigns.automating import go, join, sums, times
from tests.campaigns.factories import make_automation, make_segment
from tests.customers.factories import NOW, make_customer
from tests.customers.segmenting import condition
from tests.customers.segmenting import make_segment as make_rule
from tests.messaging.factories import at, put, reader, state
from tests.sales.factories import line, purchase

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ENGLISH = condition("customers.name", "starts", "a")


class TestFinding:
    def test_whoever_comes_in_hears_once(self):
        automation = make_automation()
        join(automation.segment, ada := reader("Ada"), make_customer("Bo", email="bo@example.com"))
        for _time in range(3):
            go(automation)
        assert sums(automation) == {"sent": 1, "skipped": 1}
        assert counting.reasons(automation) == [("skipped", "consent", 1)]
        occasion = Occasion.objects.get(customer=ada)
        assert Message.objects.get(customer=ada).key == f"automation:{automation.pk}:{occasion.pk}"

    def test_never_again_without_days(self):
        automation = make_automation()
        join(automation.segment, ada := reader())
        for year in range(3):
            finding.find(automation.pk, now=NOW + year * 366 * DAY)
        assert times(automation, ada) == [1]

    @pytest.mark.parametrize(("later", "found"), [(0, 1), (9, 1), (10, 2), (19, 2), (20, 2)])
    def test_again_after_some_days(self, later, found):
        """By business days, at whatever time of the day it is looked."""
        automation = make_automation(again_days=10)
        join(automation.segment, ada := reader(), now=NOW)
        finding.find(automation.pk, now=NOW)
        finding.find(automation.pk, now=NOW + later * DAY - timedelta(hours=1) if later else NOW)
        assert times(automation, ada) == list(range(1, found + 1))

    @pytest.mark.parametrize(("has_present", "found"), [(False, 0), (True, 1)])
    def test_who_is_in_already(self, has_present, found):
        segment = make_segment([reader()])
        SegmentMember.objects.update(since=NOW - DAY)
        make_automation(segment, has_present=has_present)
        assert finding.find_due(now=NOW) == found

    def test_during_the_day_only_who_came_in_since(self):
        automation = make_automation(has_present=True)
        join(automation.segment, reader(), now=NOW - 3 * DAY)
        assert finding.find_due(now=NOW) == 1
        join(automation.segment, reader(), now=NOW + timedelta(hours=2))
        assert finding.find_due(now=NOW + timedelta(hours=2)) == 1
        assert finding.find_due(now=NOW + timedelta(hours=4)) == 0

    def test_at_most_so_often_until_they_buy(self):
        automation = make_automation(again_days=10, tries=2)
        join(automation.segment, ada := reader())
        for number in range(5):
            finding.find(automation.pk, now=NOW + 10 * number * DAY)
        assert times(automation, ada) == [1, 2]
        purchase(line(amount=1000), customer=ada.pk, occurred_at=NOW + 50 * DAY, now=NOW + 50 * DAY)
        for number in range(6, 10):
            finding.find(automation.pk, now=NOW + 10 * number * DAY)
        assert times(automation, ada) == [1, 2, 3, 4]

    def test_at_the_hour_of_the_customers_own_clock(self):
        automation = make_automation(hour=9, wait_days=3)
        here, away = reader(time_zone="America/New_York"), reader(time_zone="")
        join(automation.segment, here, away)
        finding.find_due(now=NOW)
        day = clock.business_day(NOW) + 3 * DAY
        due = dict(Occasion.objects.values_list("customer", "due_at"))
        assert due[here.pk].astimezone(UTC) == datetime(day.year, day.month, day.day, 9, tzinfo=UTC) + _offset(NOW)
        assert due[away.pk] == clock.day_start(day) + timedelta(hours=9)
        assert sending.send_due(automation.pk, now=NOW + DAY) == 0

    def test_an_hour_that_is_over_today_is_now(self):
        automation = make_automation(hour=0)
        join(automation.segment, reader())
        finding.find_due(now=NOW)
        assert Occasion.objects.get().due_at == NOW

    def test_not_with_a_segment_that_is_not_of_today(self):
        automation = make_automation()
        join(automation.segment, reader())
        Segment.objects.update(rule=ENGLISH, full_on=clock.business_day(NOW) - DAY)
        assert finding.find_due(now=NOW) == 0

    def test_nobody_while_it_is_off(self):
        automation = make_automation(is_on=False)
        join(automation.segment, reader())
        assert finding.find_due(now=NOW) == 0
        assert finding.find(automation.pk, now=NOW) == 0

    def test_who_stays_in_hears_again_after_it_was_off_and_on(self):
        automation = make_automation(again_days=10)
        join(automation.segment, ada := reader())
        finding.find(automation.pk, now=NOW)
        services.switch_off(automation=automation, actor=None, now=NOW + DAY)
        services.switch_on(automation=automation, actor=None, now=NOW + 2 * DAY)
        finding.find(automation.pk, now=NOW + 10 * DAY)
        assert times(automation, ada) == [1, 2]

    def test_who_comes_in_while_it_is_off_is_found_after(self):
        automation = make_automation()
        services.switch_off(automation=automation, actor=None, now=NOW)
        join(automation.segment, ada := reader(), now=NOW + DAY)
        services.switch_on(automation=automation, actor=None, now=NOW + 2 * DAY)
        finding.find(automation.pk, now=NOW + 2 * DAY)
        assert times(automation, ada) == [1]

    @pytest.mark.parametrize(("has_present", "found"), [(False, 0), (True, 1)])
    def test_a_segment_that_was_not_computed_yet_makes_nobody_a_newcomer(self, has_present, found):
        reader("Ada")
        segment = make_rule(ENGLISH, refresh=False)
        automation = make_automation(segment, has_present=has_present)
        refreshing.refresh(now=NOW + timedelta(minutes=1))
        assert finding.find_due(now=NOW + timedelta(minutes=2)) == found
        reader("Amy")
        refreshing.refresh(now=NOW + timedelta(minutes=3))
        assert finding.find_due(now=NOW + timedelta(minutes=4)) == 1
        assert automation.occasions.count() == found + 1

    @pytest.mark.parametrize("zone", ["Mars/Base", "America", "localtime", "'; DROP TABLE x; --"])
    def test_a_zone_that_nobody_knows_is_the_shops(self, zone):
        automation = make_automation(hour=23)
        join(automation.segment, ada := reader())
        Customer.objects.filter(pk=ada.pk).update(time_zone=zone)
        assert finding.find_due(now=NOW) == 1
        assert Occasion.objects.get().due_at == clock.day_start(clock.business_day(NOW)) + timedelta(hours=23)

    def test_far_in_the_east_it_is_their_morning(self):
        """17:00 in the shop is 01:00 of the next day there: they hear at ten of that day, not at once."""
        automation = make_automation(hour=10)
        join(automation.segment, reader(time_zone="Asia/Shanghai"))
        evening = datetime(2026, 3, 10, 17, tzinfo=UTC)
        finding.find(automation.pk, now=evening)
        assert Occasion.objects.get().due_at == datetime(2026, 3, 11, 2, tzinfo=UTC)

    def test_one_that_cannot_be_looked_at_stops_no_other(self, monkeypatch):
        first, second = make_automation(), make_automation()
        join(second.segment, reader())
        values = finding._values
        monkeypatch.setattr(
            finding, "_values", lambda one, now: values(one, now) | ({"wait": "x"} if one.pk == first.pk else {})
        )
        assert finding.find_due(now=NOW) == 1

    def test_cost_follows_the_members(self):
        """No member is compared with all occasions: the plan goes by the index."""
        automation = make_automation(again_days=10)
        join(automation.segment, *Customer.objects.bulk_create(
            Customer(display_name=f"C{number}") for number in range(3000)
        ))  # fmt: skip
        assert finding.find(automation.pk, now=NOW) == 3000
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE campaigns_occasion, customers_segmentmember, customers_customer")
        later = Automation.objects.get(pk=automation.pk)
        later.counts_from = NOW
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN {finding.statement()}", finding._values(later, NOW + 5 * DAY))
            plan = "\n".join(row[0] for row in cursor.fetchall())
        assert "occasion_once" in plan
        assert "Seq Scan on campaigns_occasion" not in plan

    def test_two_records_of_one_person(self):
        """Who was greeted as one of them is not greeted again as the other."""
        automation = make_automation()
        join(automation.segment, first := reader("Ada"))
        go(automation)
        join(automation.segment, second := reader("Ada L"))
        Customer.objects.filter(pk=first.pk).update(merged_into=second)
        go(automation, now=NOW + DAY)
        assert sums(automation) == {"sent": 1}

    def test_two_records_that_were_both_found_are_one_message(self):
        automation = make_automation(wait_days=1)
        join(automation.segment, first := reader("Ada"), second := reader("Ada L"))
        finding.find_due(now=NOW)
        Customer.objects.filter(pk=first.pk).update(merged_into=second)
        while sending.send_due(automation.pk, now=NOW + 2 * DAY):
            pass
        assert Message.objects.get().customer == second
        assert sums(automation) == {"waiting": 1, "merged": 1}

    def test_an_old_message_of_the_other_record_takes_nothing_away(self):
        automation = make_automation(again_days=30)
        join(automation.segment, second := reader("Ada L"))
        go(automation)
        later = NOW + 100 * DAY
        join(automation.segment, first := reader("Ada"), now=later)
        finding.find(automation.pk, now=later)
        Customer.objects.filter(pk=first.pk).update(merged_into=second)
        while sending.send_due(automation.pk, now=later):
            pass
        assert Message.objects.filter(customer=second).count() == 2

    def test_the_database_holds_it(self):
        automation = make_automation()
        told: dict[str, Any] = {"automation": automation, "customer": reader(), "nth": 1, "found_at": NOW}
        Occasion.objects.create(**told, due_at=NOW)
        for wrong in ({"due_at": NOW}, {"due_at": NOW - DAY, "nth": 2}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Occasion.objects.create(**told | wrong)


def _offset(now: datetime) -> timedelta:
    from zoneinfo import ZoneInfo

    return -(now.astimezone(ZoneInfo("America/New_York")).utcoffset() or timedelta())


class TestHeldOut:
    def test_as_anybody_can_compute_it(self):
        automation = make_automation(holdout_percent=30)
        join(automation.segment, *(reader() for _number in range(60)))
        go(automation)
        for row in Occasion.objects.select_related("customer"):
            text = f"automation:{automation.pk}:held:{row.customer.public_id}"
            share = int(md5(text.encode(), usedforsecurity=False).hexdigest()[:8], 16) % 10_000
            assert row.is_held_out is (share < 3_000)
        found = sums(automation)
        assert found["held_out"] + found["sent"] == 60
        assert 0 < found["held_out"] < 60

    @pytest.mark.parametrize(("is_needed", "is_spared"), [(False, True), (True, False)])
    def test_the_control_group(self, is_needed, is_spared):
        CampaignSettings.objects.create(pk=1, control_percent=20)
        automation = make_automation(is_needed=is_needed)
        join(automation.segment, *(reader() for _number in range(60)))
        finding.find_due(now=NOW)
        assert Occasion.objects.filter(is_held_out=True).exists() is is_spared


class TestGoing:
    def test_who_fits_no_more_hears_nothing(self):
        segment = make_rule(ENGLISH)
        automation = make_automation(segment, has_present=True)
        ada, amy = reader("Ada"), reader("Amy")
        refreshing.refresh(now=NOW)
        finding.find_due(now=NOW)
        sending.send_due(automation.pk, now=NOW)
        Customer.objects.filter(pk=amy.pk).update(display_name="Bo", given_name="Bo")
        working.send_due("email")
        assert sums(automation) == {"sent": 1, "skipped": 1}
        assert counting.reasons(automation) == [("skipped", asking.LEFT, 1)]
        assert Message.objects.get(state="sent").customer == ada

    def test_unless_it_is_said_once_and_for_all(self):
        segment = make_rule(ENGLISH)
        automation = make_automation(segment, has_present=True, must_fit=False)
        reader("Amy")
        refreshing.refresh(now=NOW)
        finding.find_due(now=NOW)
        sending.send_due(automation.pk, now=NOW)
        Customer.objects.update(display_name="Bo", given_name="Bo")
        working.send_due("email")
        assert sums(automation) == {"sent": 1}

    def test_it_waits_while_the_rule_cannot_be_read(self):
        automation = make_automation()
        join(automation.segment, reader())
        finding.find_due(now=NOW)
        sending.send_due(automation.pk, now=NOW)
        Segment.objects.update(rule={"facet": "gone.long", "op": "filled"})
        working.send_due("email")
        message = Message.objects.get()
        assert (message.state, message.reason) == ("queued", asking.UNREADABLE)
        assert message.next_at == NOW + asking.RETRY

    def test_the_gate_asks_once_for_many(self, django_assert_max_num_queries):
        automation = make_automation()
        join(automation.segment, *(reader() for _number in range(30)))
        finding.find_due(now=NOW)
        sending.send_due(automation.pk, now=NOW)
        from messaging.outbox import claiming

        rows = list(claiming.claim("email", now=NOW).rows)
        assert len(rows) == 30
        with django_assert_max_num_queries(6):
            assert asking.gate(rows, NOW) == {}

    def test_a_rule_that_fails_stops_only_its_own(self, monkeypatch):
        automation = make_automation()
        join(automation.segment, reader())
        finding.find_due(now=NOW)
        sending.send_due(automation.pk, now=NOW)
        monkeypatch.setattr(asking.compiling, "select", lambda *_a, **_k: ("SELECT 1 / 0", {}))
        other = put(reader())
        working.send_due("email")
        assert state(other)[0] == "sent"
        assert Message.objects.get(source=automation.source).reason == asking.UNREADABLE

    def test_not_while_its_message_is_switched_off(self):
        automation = make_automation()
        join(automation.segment, reader())
        finding.find_due(now=NOW)
        Template.objects.update(is_active=False)
        assert sending.send_due(automation.pk, now=NOW) == 0
        services.switch_off(automation=automation, actor=None, now=NOW)
        with pytest.raises(Conflict, match="switched off"):
            services.switch_on(automation=automation, actor=None, now=NOW)
        Template.objects.update(is_active=True)
        services.switch_on(automation=automation, actor=None, now=NOW)
        assert sending.send_due(automation.pk, now=NOW) == 1

    def test_too_late_to_be_of_use(self, monkeypatch):
        automation = make_automation(valid_days=3)
        join(automation.segment, reader())
        finding.find_due(now=NOW)
        late = NOW + 4 * DAY
        at(monkeypatch, late)
        sending.send_due(automation.pk, now=late)
        at(monkeypatch, late + timedelta(minutes=1))
        working.send_due("email")
        assert counting.reasons(automation) == [("skipped", "expired", 1)]

    def test_off_and_on_again(self):
        automation = make_automation()
        join(automation.segment, reader())
        finding.find_due(now=NOW)
        sending.send_due(automation.pk, now=NOW)
        services.switch_off(automation=automation, actor=None, now=NOW)
        working.send_due("email")
        assert sums(automation) == {"waiting": 1}
        services.switch_on(automation=automation, actor=None, now=NOW)
        working.send_due("email")
        assert sums(automation) == {"sent": 1}

    def test_in_the_words_that_are_in_force(self, host):
        automation = make_automation(wait_days=2)
        join(automation.segment, reader("Ada"))
        finding.find_due(now=NOW)
        from messaging import templating

        templating.save_version(
            template=automation.template, texts=[Text("en", "New words", subject="New")], actor=None, now=NOW
        )
        sending.send_due(automation.pk, now=NOW + 2 * DAY)
        assert Message.objects.get().version == templating.newest(automation.template)

    def test_the_sweep_does_it_all(self):
        automation = make_automation()
        join(automation.segment, reader())
        sweep_automations()
        sweep_automations()
        working.send_due("email")
        assert sums(automation) == {"sent": 1}


@pytest.mark.django_db(transaction=True)
def test_six_sweeps_at_once_greet_everybody_once():
    automation = make_automation(again_days=10)
    join(automation.segment, *(reader() for _number in range(40)))
    barrier, faults = Barrier(6), []

    def work() -> None:
        try:
            barrier.wait(timeout=30)
            for _time in range(3):
                finding.find_due(now=NOW)
                sending.send_due(automation.pk, now=NOW)
        except Exception as error:  # noqa: BLE001  # told below
            faults.append(error)
        finally:
            connection.close()

    threads = [Thread(target=work) for _number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert faults == []
    assert Occasion.objects.count() == Message.objects.count() == 40
