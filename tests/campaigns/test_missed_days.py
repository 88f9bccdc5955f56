"""Days that went by while nothing ran: listed once, not sent late."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from campaigns.automations import finding, missing, services
from campaigns.models import Automation, MissedDay, Occasion
from core import clock
from customers import erasing
from customers.models import Customer, Membership, Segment
from customers.segments import refreshing
from messaging.models import Message
from tests.campaigns.factories import make_automation
from tests.campaigns.gifting import regular
from tests.customers.factories import NOW, make_customer, make_user
from tests.customers.segmenting import condition, make_segment
from tests.loyalty.test_ledger_races import at_once
from tests.messaging.factories import reader

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
BIRTHDAY = condition("customers.birthday", "within", [-3, 0])


def born(day: date, name: str = "", **more) -> Customer:
    return reader(name, birth_month=day.month, birth_day=day.day, **more)


def greeting(rule=BIRTHDAY, **more) -> Automation:
    told = {"again_days": 300, "has_present": True} | more
    made = make_automation(make_segment(rule), **told)
    look(made, NOW)
    return made


def look(automation: Automation, now) -> None:
    refreshing.refresh(now=now, is_full=True)
    finding.find_due(now=now)


def missed(automation: Automation) -> list[tuple[str, date]]:
    rows = MissedDay.objects.filter(automation=automation).order_by("day", "pk")
    return [(row.customer.display_name, row.day) for row in rows.select_related("customer")]


def days_on(n: int) -> date:
    return clock.business_day(NOW) + n * DAY


@pytest.fixture
def people():
    """Each with their day so many days from now; known for long."""
    made = {n: born(days_on(n), f"D{n}") for n in range(1, 9)}
    Customer.objects.update(created_at=NOW - 100 * DAY)
    return made


class TestMissed:
    @pytest.mark.parametrize(("gap", "lost"), [(1, []), (3, []), (4, []), (5, [1]), (8, [1, 2, 3, 4])])
    def test_what_lies_before_the_days_that_are_caught_up(self, people, gap, lost):
        """Looked today and `gap` days later: three days back are caught up, what is before is over."""
        automation = greeting()
        look(automation, NOW + gap * DAY)
        assert missed(automation) == [(f"D{n}", days_on(n)) for n in lost]
        heard = set(Occasion.objects.values_list("customer__display_name", flat=True))
        assert heard == {f"D{n}" for n in people if gap - 3 <= n <= gap}
        assert not Message.objects.exists()

    def test_once_however_often_it_is_looked(self, people):
        automation = greeting()
        for hours in (0, 1, 2):
            look(automation, NOW + 8 * DAY + timedelta(hours=hours))
        look(automation, NOW + 9 * DAY)
        assert [name for name, _day in missed(automation)] == ["D1", "D2", "D3", "D4"]

    def test_when_it_was_switched_off_it_was_meant_to_be(self, people):
        automation = greeting()
        services.switch_off(automation=automation, actor=None, now=NOW)
        services.switch_on(automation=automation, actor=None, now=NOW + 8 * DAY)
        look(automation, NOW + 8 * DAY)
        assert missed(automation) == []

    def test_the_row_says_since_when_nothing_ran(self, people):
        automation = greeting()
        look(automation, NOW + 5 * DAY)
        row = MissedDay.objects.get()
        assert (row.customer, row.looked_at, row.noticed_at) == (people[1], NOW, NOW + 5 * DAY)

    def test_not_who_was_greeted_so_shortly_before(self, people):
        automation = greeting()
        at = NOW - 10 * DAY
        Occasion.objects.create(automation=automation, customer=people[1], nth=1, found_at=at, due_at=at)
        look(automation, NOW + 6 * DAY)
        assert [name for name, _day in missed(automation)] == ["D2"]

    def test_not_who_is_held_out_or_came_later(self, people):
        automation = greeting(holdout_percent=50)
        Customer.objects.filter(pk=people[2].pk).update(created_at=NOW + 3 * DAY)
        look(automation, NOW + 7 * DAY)
        names = [name for name, _day in missed(automation)]
        assert "D2" not in names
        Automation.objects.filter(pk=automation.pk).update(holdout_percent=0, looked_at=NOW)
        look(automation, NOW + 7 * DAY + timedelta(hours=1))
        assert [name for name, _day in missed(automation)] == ["D1", "D3"]

    def test_only_who_fits_the_rest_of_the_rule(self, people):
        both = {"all": [BIRTHDAY, condition("customers.name", "is", "D2")]}
        automation = greeting(both)
        look(automation, NOW + 8 * DAY)
        assert missed(automation) == [("D2", days_on(2))]

    def test_a_notice_of_days_ahead(self, people):
        """*In 0 … 2 days*: whoever was looked at today was looked at for the two days ahead, too."""
        automation = greeting(condition("customers.birthday", "within", [0, 2]))
        look(automation, NOW + 6 * DAY)
        assert [name for name, _day in missed(automation)] == ["D3", "D4", "D5"]

    def test_anniversaries_too(self):
        ada = regular("Ada")
        Customer.objects.update(created_at=NOW - 800 * DAY)
        Membership.objects.update(enrolled_at=clock.day_start(days_on(2).replace(year=days_on(2).year - 2)))
        automation = greeting(condition("customers.anniversary", "within", [-1, 0]))
        look(automation, NOW + 6 * DAY)
        assert missed(automation) == [("Ada", days_on(2))]
        assert ada.pk == MissedDay.objects.get().customer_id

    @pytest.mark.parametrize(
        "rule", [condition("customers.name", "starts", "D"), {"not": BIRTHDAY}, {"any": [BIRTHDAY]}]
    )
    def test_other_rules_have_no_days_to_miss(self, people, rule):
        automation = greeting(rule)
        look(automation, NOW + 8 * DAY)
        assert missed(automation) == []

    def test_no_more_than_three_months_back(self, monkeypatch, people):
        monkeypatch.setattr(missing, "LONGEST", 6)
        automation = greeting()
        look(automation, NOW + 8 * DAY)
        assert [name for name, _day in missed(automation)] == ["D2", "D3", "D4"]

    def test_a_snapshot_has_no_rule(self, people):
        automation = make_automation()
        finding.find_due(now=NOW)
        assert Segment.objects.get(pk=automation.segment_id).is_snapshot
        finding.find_due(now=NOW + 9 * DAY)
        assert missed(automation) == []

    def test_one_statement_for_each_day(self, people, django_assert_max_num_queries):
        automation = greeting()
        for n in range(30):
            born(days_on(2), f"E{n}", email=f"e{n}@example.com")
        Customer.objects.update(created_at=NOW - 100 * DAY)
        found = Automation.objects.select_related("segment").get(pk=automation.pk)
        with django_assert_max_num_queries(4 * 3):
            assert missing.note(found, now=NOW + 8 * DAY) == 34

    def test_erasing_forgets_them(self, people):
        automation = greeting()
        look(automation, NOW + 5 * DAY)
        erasing.erase(customer=people[1], actor=make_user("owner"), reason="asked", now=NOW + 5 * DAY)
        assert missed(automation) == []

    def test_the_database_holds_it(self, people):
        told = {"automation": greeting(), "customer": make_customer(), "day": days_on(1), "looked_at": NOW}
        MissedDay.objects.create(**told, noticed_at=NOW + DAY)
        for wrong in ({"noticed_at": NOW + DAY}, {"noticed_at": NOW, "day": days_on(2)}):
            with pytest.raises(IntegrityError), transaction.atomic():
                MissedDay.objects.create(**told | wrong)


@pytest.mark.django_db(transaction=True)
def test_six_sweeps_at_once_list_each_day_once(people):
    automation = greeting()
    later = NOW + 8 * DAY
    refreshing.refresh(now=later, is_full=True)
    assert at_once([partial(finding.find_due, now=later)] * 6) == ["done"] * 6
    assert [name for name, _day in missed(automation)] == ["D1", "D2", "D3", "D4"]
    assert Occasion.objects.count() == 4
