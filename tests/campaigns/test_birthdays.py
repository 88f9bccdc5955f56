"""Birthdays and anniversaries on the customer's own day, at the set hour, wherever they are; a birthday once a year."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from campaigns.automations import finding, sending
from campaigns.models import Automation, Occasion
from core import clock
from customers import erasing
from customers.birthday import year_around
from customers.models import Customer, Membership
from customers.segments import refreshing
from messaging.models import Message
from messaging.outbox import working
from tests.campaigns.factories import make_automation
from tests.campaigns.gifting import regular
from tests.customers.factories import NOW, make_customer, make_user
from tests.customers.segmenting import condition, make_segment
from tests.loyalty.test_ledger_races import at_once
from tests.messaging.factories import at, reader

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
BORN = date(2026, 3, 10)


def greeting(facet: str = "birthday", days=(-3, 0), **told) -> Automation:
    given = {"again_days": 300, "has_present": True, "hour": 10, "valid_days": 3} | told
    return make_automation(make_segment(condition(facet, "within", list(days))), **given)


def born(day: date = BORN, zone: str = "", **more) -> Customer:
    made = reader(**({"birth_month": day.month, "birth_day": day.day} | more))
    return live(made, zone)


def live(customer: Customer, zone: str) -> Customer:
    """Wherever; a zone that nobody knows may have come with an import."""
    Customer.objects.filter(pk=customer.pk).update(time_zone=zone)
    return customer


def look(now: datetime) -> None:
    refreshing.refresh(now=now, is_full=True)
    finding.find_due(now=now)


def nights(settings, shop: str, first: date, last: date) -> list[datetime]:
    """Five past midnight in the shop, day by day."""
    settings.BUSINESS_TIME_ZONE = shop
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [clock.day_start(day) + timedelta(minutes=5) for day in days]


FAR = pytest.mark.parametrize(
    ("shop", "home"),
    [
        ("Asia/Shanghai", "America/New_York"),
        ("America/Los_Angeles", "Pacific/Auckland"),
        ("Pacific/Auckland", "America/Los_Angeles"),
        ("Pacific/Kiritimati", "Pacific/Niue"),
        ("Pacific/Niue", "Pacific/Kiritimati"),
        ("UTC", ""),
        ("Asia/Shanghai", "Mars/Base"),
    ],
)


def own_hour(home: str, shop: str, hour: int, day: date = BORN) -> datetime:
    zone = ZoneInfo(home if home and not home.startswith("Mars") else shop)
    return datetime(day.year, day.month, day.day, hour, tzinfo=zone).astimezone(UTC)


class TestOwnDay:
    @FAR
    @pytest.mark.parametrize(("hour", "days"), [(2, (0, 0)), (10, (-3, 0)), (23, (0, 0))])
    def test_a_birthday_at_the_set_hour_of_their_own_day(self, settings, shop, home, hour, days):
        """Looked at every night of the shop, as the sweep does; found once, in time."""
        settings.BUSINESS_TIME_ZONE = shop
        greeting(days=days, hour=hour)
        born(zone=home)
        for night in nights(settings, shop, BORN - 2 * DAY, BORN + 2 * DAY):
            look(night)
        occasion = Occasion.objects.get()
        assert (occasion.due_at, occasion.birthday_on) == (own_hour(home, shop, hour), BORN)
        assert occasion.found_at <= occasion.due_at

    @FAR
    def test_an_anniversary_too(self, settings, shop, home):
        settings.BUSINESS_TIME_ZONE = shop
        greeting("anniversary")
        ada = live(regular(), home)
        joined = clock.day_start(BORN.replace(year=2024)) + 12 * HOUR
        Membership.objects.filter(pk=ada.pk).update(enrolled_at=joined)
        for night in nights(settings, shop, BORN - 2 * DAY, BORN + 2 * DAY):
            look(night)
        occasion = Occasion.objects.get()
        assert (occasion.due_at, occasion.birthday_on) == (own_hour(home, shop, 10), None)

    @FAR
    @pytest.mark.parametrize("hour", [2, 23])
    def test_it_still_fits_when_it_goes(self, settings, monkeypatch, shop, home, hour):
        """The gate asks by their own day, too: there may be another day in the shop."""
        settings.BUSINESS_TIME_ZONE = shop
        automation = greeting(days=(0, 0), hour=hour)
        born(zone=home)
        for night in nights(settings, shop, BORN - 2 * DAY, BORN + 2 * DAY):
            look(night)
        then = own_hour(home, shop, hour) + timedelta(minutes=1)
        at(monkeypatch, then)
        assert sending.send_due(automation.pk, now=then) == 1
        working.send_due("email")
        assert list(Message.objects.values_list("state", "reason")) == [("sent", "")]

    def test_the_day_after_it_does_not_fit(self, settings, monkeypatch):
        settings.BUSINESS_TIME_ZONE = "Asia/Shanghai"
        automation = greeting(days=(0, 0), hour=10)
        born(zone="America/New_York")
        for night in nights(settings, "Asia/Shanghai", BORN, BORN + DAY):
            look(night)
        late = own_hour("America/New_York", "", 0, BORN + DAY) + timedelta(minutes=1)
        at(monkeypatch, late)
        sending.send_due(automation.pk, now=late)
        working.send_due("email")
        assert list(Message.objects.values_list("state", "reason")) == [("skipped", "left_segment")]

    def test_who_is_found_late_hears_at_the_hour_of_this_day_or_at_once(self, settings):
        """Nothing ran on the day: caught up with at ten of a later day, where that is still to come."""
        settings.BUSINESS_TIME_ZONE = "Asia/Shanghai"
        greeting()
        born(zone="America/New_York")
        (night,) = nights(settings, "Asia/Shanghai", BORN + 2 * DAY, BORN + 2 * DAY)
        look(night)  # noon of the 11th there
        assert Occasion.objects.get().due_at == night

    def test_a_week_ahead(self, settings):
        settings.BUSINESS_TIME_ZONE = "America/Los_Angeles"
        greeting(days=(5, 7))
        born(zone="Pacific/Auckland")
        for night in nights(settings, "America/Los_Angeles", BORN - 10 * DAY, BORN):
            look(night)
        occasion = Occasion.objects.get()
        assert occasion.due_at == own_hour("Pacific/Auckland", "", 10, BORN - 7 * DAY)

    def test_nobody_of_the_shops_own_zone_is_found_a_day_early(self):
        greeting()
        born(clock.business_day(NOW) + DAY)
        look(NOW)
        assert not Occasion.objects.exists()

    def test_nobody_is_compared_with_all_occasions(self):
        from django.db import connection

        automation = greeting()
        people = [Customer(display_name=f"C{n}", birth_month=1 + n % 12, birth_day=1 + n % 28) for n in range(4000)]
        Customer.objects.bulk_create(people)
        refreshing.refresh(now=NOW, is_full=True)
        other = make_automation()
        Occasion.objects.bulk_create(
            Occasion(automation=other, customer=one, nth=1, found_at=NOW, due_at=NOW, birthday_on=BORN)
            for one in people
        )
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE customers_customer, customers_segmentmember, campaigns_occasion")
            cursor.execute(*_explained(finding._statement(automation, cursor, NOW)))
            plan = "\n".join(row[0] for row in cursor.fetchall())
        assert "Seq Scan on campaigns_occasion" not in plan


def _explained(told):
    statement, values = told
    return f"EXPLAIN {statement}", values


class TestOnceAYear:
    def greeted(self, *days: date, **more) -> list[date]:
        """Looked in the nights around each of these days."""
        for day in days:
            for near in (day - DAY, day, day + DAY):
                look(clock.day_start(near) + HOUR)
        return list(Occasion.objects.order_by("found_at").values_list("birthday_on", flat=True))

    def test_whatever_is_put_right(self):
        """Greeted on 5 January, then it turns out to be 20 December."""
        greeting()
        ada = born(date(2026, 1, 5))
        assert self.greeted(date(2026, 1, 5)) == [date(2026, 1, 5)]
        Customer.objects.filter(pk=ada.pk).update(birth_month=12, birth_day=20)
        assert self.greeted(date(2026, 12, 20)) == [date(2026, 1, 5)]
        assert self.greeted(date(2027, 12, 20)) == [date(2026, 1, 5), date(2027, 12, 20)]

    def test_by_whichever_automation(self):
        first, second = greeting(), greeting(days=(0, 0))
        born()
        assert self.greeted(BORN) == [BORN]
        assert first.occasions.count() + second.occasions.count() == 1

    def test_one_of_new_years_eve_that_was_late_does_not_lose_the_next(self):
        greeting()
        born(date(2026, 12, 31))
        look(clock.day_start(date(2027, 1, 2)) + HOUR)
        assert self.greeted(date(2027, 12, 31)) == [date(2026, 12, 31), date(2027, 12, 31)]

    def test_lunar_days_by_their_own_year(self):
        """Twice in one solar year, never in 2026: each is of a lunar year of its own."""
        greeting(again_days=None)
        Automation.objects.update(again_days=300)
        born(birth_month=11, birth_day=20, birth_calendar="lunar")
        found = self.greeted(date(2026, 1, 8), date(2026, 12, 28))
        assert found == [date(2026, 1, 8), date(2026, 12, 28)]

    def test_two_records_of_one_person(self):
        greeting()
        first = born(date(2026, 1, 5))
        assert len(self.greeted(date(2026, 1, 5))) == 1
        second = born(date(2026, 6, 5))
        Customer.objects.filter(pk=first.pk).update(merged_into=second)
        assert self.greeted(date(2026, 6, 5)) == [date(2026, 1, 5)]

    def test_another_persons_is_another(self):
        greeting()
        born(date(2026, 1, 5))
        born(date(2026, 1, 6))
        assert self.greeted(date(2026, 1, 6)) == [date(2026, 1, 5), date(2026, 1, 6)]

    def test_an_anniversary_takes_no_birthdays_place(self):
        greeting()
        greeting("anniversary")
        ada = regular(birth_month=BORN.month, birth_day=BORN.day)
        joined = clock.day_start(BORN.replace(year=2024)) + 12 * HOUR
        Membership.objects.filter(pk=ada.pk).update(enrolled_at=joined)
        look(clock.day_start(BORN) + HOUR)
        assert Occasion.objects.count() == 2

    def test_the_erased_leave_no_birthday_behind(self):
        greeting()
        ada = born()
        look(clock.day_start(BORN) + HOUR)
        assert Occasion.objects.get().birthday_on == BORN
        erasing.erase(customer=ada, actor=make_user("owner"), reason="asked", now=NOW)
        assert Occasion.objects.get().birthday_on is None

    @pytest.mark.django_db(transaction=True)
    def test_two_automations_at_once(self):
        first, second = greeting(), greeting()
        make_customer()
        for _number in range(20):
            born()
        now = clock.day_start(BORN) + HOUR
        refreshing.refresh(now=now, is_full=True)
        looks = [lambda pk=pk: finding.find(pk, now=now) for pk in (first.pk, second.pk)]
        assert at_once(looks) == ["done"] * 2
        assert Occasion.objects.count() == 20


@pytest.mark.parametrize(
    ("day", "is_lunar", "year"),
    [
        (date(2026, 1, 1), False, (date(2026, 1, 1), date(2026, 12, 31))),
        (date(2026, 2, 16), True, (date(2025, 1, 29), date(2026, 2, 16))),
        (date(2026, 2, 17), True, (date(2026, 2, 17), date(2027, 2, 5))),
    ],
)
def test_the_year_of_a_day(day, is_lunar, year):
    """2025 repeats its sixth month: that year is thirteen months long."""
    assert year_around(day, is_lunar=is_lunar) == year
