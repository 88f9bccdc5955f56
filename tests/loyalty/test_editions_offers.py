"""Offers from the waiting list, told and held through the night; claims that lapse again and again."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from core import clock
from core.errors import DomainError
from core.models import WebhookEndpoint, WebhookEvent
from customers import memberpage
from customers.models import Customer, FollowUp
from loyalty.editions import nights, offering, publishing, services
from loyalty.editions.nights import Night
from loyalty.models import Edition, EditionClaim
from tests.customers.factories import make_user
from tests.loyalty.editions import TEN, claim, published, state
from tests.loyalty.factories import member
from tests.sales.factories import customer

SHANGHAI = ZoneInfo("Asia/Shanghai")
NIGHT = Night(time(20), time(10), SHANGHAI)


def at(minutes: int) -> datetime:
    return TEN + timedelta(minutes=minutes)


def local(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


class TestNights:
    """Examples 20 to 26 of docs/algorithms/editions.md: offered, minutes, held until."""

    @pytest.mark.parametrize(
        ("offered", "minutes", "until"),
        [
            ("2026-03-15T14:00", 30, "2026-03-15T14:30"),
            ("2026-03-15T19:30", 30, "2026-03-15T20:00"),
            ("2026-03-15T19:50", 30, "2026-03-16T10:20"),
            ("2026-03-15T23:00", 30, "2026-03-16T10:30"),
            ("2026-03-16T03:00", 30, "2026-03-16T10:30"),
            ("2026-03-16T10:00", 30, "2026-03-16T10:30"),
            ("2026-03-16T03:00", 720, "2026-03-17T12:00"),
            ("2026-03-15T12:00", 1440, "2026-03-16T12:00"),
        ],
    )
    def test_the_table(self, offered, minutes, until):
        assert nights.held_until(local(offered), timedelta(minutes=minutes), NIGHT) == local(until)

    def test_no_night(self):
        none = Night(time(0), time(0), SHANGHAI)
        assert nights.held_until(local("2026-03-16T03:00"), timedelta(minutes=30), none) == local("2026-03-16T03:30")

    def test_a_night_within_one_day(self):
        noon = Night(time(12), time(14), SHANGHAI)
        assert nights.held_until(local("2026-03-16T11:50"), timedelta(minutes=30), noon) == local("2026-03-16T14:20")

    @given(
        st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)),  # the zone is added
        st.integers(1, 3000),
        st.sampled_from([NIGHT, Night(time(2, 15), time(2, 45), ZoneInfo("Europe/Berlin"))]),
    )
    def test_never_shorter_than_the_time_to_pay_and_never_ending_in_the_night(self, naive, minutes, night):
        now, hold = naive.replace(tzinfo=UTC), timedelta(minutes=minutes)
        until = nights.held_until(now, hold, night)
        assert until - now >= hold - timedelta(hours=1)  # an hour that clocks leave out
        assert not night.covers(until - timedelta(microseconds=1))
        if night is NIGHT:
            assert until - now >= hold
            assert until - max(now, nights.tell_from(now, night)) >= hold


@pytest.mark.django_db
class TestTellingWhoWaited:
    @pytest.fixture
    def edition(self) -> Edition:
        """18:00 in the shop's zone is `TEN`; the piece comes free half an hour later."""
        return published(1, time_zone="Asia/Shanghai")

    def wait(self, edition: Edition, who: Customer, **values: Any) -> EditionClaim:
        claim(edition, customer())
        return claim(edition, who, at(1), **values)

    def sweep(self, minutes: int) -> None:
        services.settle_due(now=at(minutes))
        offering.remind_due(now=at(minutes))

    def test_systems_hear_of_it_with_the_offer(self, edition):
        WebhookEndpoint.objects.create(name="Shop", url="https://shop.example/hooks", events=["edition.offered"])
        row = self.wait(edition, who := customer())
        services.settle_due(now=at(30))
        told = WebhookEvent.objects.get(event="edition.offered")
        assert told.data["claim"] == str(row.public_id)
        assert told.data["customer"] == str(who.public_id)
        assert datetime.fromisoformat(told.data["held_until"]) == at(60)
        assert EditionClaim.objects.get(pk=row.pk).offered_at == at(30)

    def test_staff_are_asked_once_and_it_ends_with_the_claim(self, edition):
        keeper = make_user("service agent")
        row = self.wait(edition, customer(assigned_to=keeper))
        self.sweep(29)
        assert not FollowUp.objects.exists()
        for _ in range(2):
            self.sweep(31)
        asked = FollowUp.objects.get()
        assert asked.assignee == keeper
        assert "came free" in asked.subject
        assert row.code in asked.note
        services.pay_claim(claim=row, now=at(40), actor=make_user())
        self.sweep(41)
        asked.refresh_from_db()
        assert (asked.done_at, asked.outcome) == (at(41), "Not needed any more: Paid")

    def test_it_ends_when_the_offer_lapses(self, edition):
        self.wait(edition, customer())
        self.sweep(31)
        self.sweep(61)
        assert FollowUp.objects.get().outcome == "Not needed any more: Lapsed"

    def test_it_falls_to_who_put_them_on_the_list_or_published(self, edition):
        clerk = make_user("cashier")
        self.wait(edition, customer(), actor=clerk)
        self.sweep(31)
        assert FollowUp.objects.get().assignee == clerk
        boss = make_user("owner")
        other = publishing.create_edition(data={"name": "B", "description": "x", "quantity": 1}, now=TEN)
        publishing.add_opening(edition=other, opens_at=TEN)
        publishing.publish_edition(edition=other, now=TEN, actor=boss)
        self.wait(other, customer())
        self.sweep(62)
        assert FollowUp.objects.latest("pk").assignee == boss

    def test_nobody_is_asked_for_who_did_not_wait(self, edition):
        claim(edition, customer())
        self.sweep(1)
        assert not FollowUp.objects.exists()

    def test_at_night_the_time_to_pay_begins_in_the_morning(self, edition):
        first = claim(edition, customer())
        row = claim(edition, customer(), at(1))
        late = local("2026-03-15T23:30")
        services.cancel_claim(claim=first, now=at(2))
        services.cancel_claim(claim=row, now=at(3))
        first, row = claim(edition, customer(), late), claim(edition, customer(), late)
        assert first.held_until == late + timedelta(minutes=30)
        lapsed = late + timedelta(minutes=30)
        services.settle_due(now=lapsed)
        offering.remind_due(now=lapsed)
        assert EditionClaim.objects.get(pk=row.pk).held_until == local("2026-03-16T10:30")
        assert FollowUp.objects.get().due_on == date(2026, 3, 16)
        services.settle_due(now=local("2026-03-16T09:00"))
        assert state(row) == "held"

    def test_the_hours_are_settings_of_the_edition(self):
        edition = published(1, time_zone="Asia/Shanghai", night_from=time(17), night_until=time(8))
        row = self.wait(edition, customer())
        self.sweep(31)
        assert EditionClaim.objects.get(pk=row.pk).held_until == local("2026-03-16T08:30")


@pytest.mark.django_db
class TestLapsingAgainAndAgain:
    def lapse(self, edition: Edition, who: Customer, times: int) -> None:
        for n in range(times):
            row = claim(edition, who, at(40 * n))
            services.settle_due(now=at(40 * n + 30))
            assert state(row) == "lapsed"

    def refuses(self) -> Any:
        return pytest.raises(DomainError, check=lambda error: error.code == "too_many_lapsed")

    def test_example_27_after_three_it_is_over(self):
        edition, who = published(5), customer()
        self.lapse(edition, who, 3)
        with self.refuses() as refused:
            claim(edition, who, at(200))
        assert "3 claims of this edition lapsed unpaid" in str(refused.value)
        assert claim(edition, customer(), at(200)).state == "held"
        assert claim(published(5), who, at(200)).state == "held"

    def test_by_the_clock_and_as_the_edition_says(self):
        edition, who = published(5, most_lapsed=1), customer()
        claim(edition, who)
        with self.refuses():
            claim(edition, who, at(30))
        endless = published(5, most_lapsed=None)
        self.lapse(endless, who, 5)

    def test_what_was_given_back_in_time_does_not_count(self):
        edition, who = published(5, most_lapsed=1), customer()
        services.cancel_claim(claim=claim(edition, who), now=at(1))
        assert claim(edition, who, at(2)).state == "held"

    def test_the_member_page_says_so(self):
        edition, who = published(5, most_lapsed=1), member()
        claim(edition, who)
        services.settle_due(now=at(30))
        text = Client().get(reverse("customers:member_page", args=[memberpage.token_for(who, now=clock.now())]))
        assert "1 claim of yours lapsed unpaid; you cannot claim it any more." in text.content.decode()
