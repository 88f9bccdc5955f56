"""Lists as files: what the page shows, by its filters and in its order; who may; large ones by a job."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.urls import reverse
from openpyxl import load_workbook

from core import clock
from core.models import Job, User
from customers import listfiles
from customers.models import Customer, TimelineEntry
from loyalty.cards import services as cards
from loyalty.households import services as households
from loyalty.models import CurrencyPolicy, ReferralTerms
from tests.loyalty.factories import grant, lot, member, opening

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(client):
    user = User.objects.create_superuser("boss@example.com", "secret")
    client.force_login(user)
    return user


def table(response) -> list[list[str]]:
    assert response.status_code == 200, response
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def sheet(response) -> list[tuple]:
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    return list(book.active.iter_rows(values_only=True))


def card_of(name: str, number: str):
    return cards.issue_card(customer=member(display_name=name), number=number, actor=None, now=clock.now())


class TestCards:
    def test_what_the_page_shows_in_its_order(self, client, boss):
        card_of("Zoe", "AB-200")
        card_of("=1+1", "AB-100")
        lost = card_of("Max", "AB-300")
        cards.report_lost(card=lost, actor=None, now=clock.now())
        head, *rows = table(
            client.get(reverse("loyalty:cards"), {"format": "csv", "sort": "number", "state": "active"})
        )
        assert head == ["Number", "Customer", "State", "Since", "Origin"]
        assert [row[:3] for row in rows] == [["AB-100", "'=1+1", "Active"], ["AB-200", "Zoe", "Active"]]
        rows = sheet(client.get(reverse("loyalty:cards"), {"format": "xlsx", "q": "AB-3"}))
        assert [row[0] for row in rows] == ["Number", "AB-300"]
        trail = TimelineEntry.objects.filter(verb=listfiles.VERB).order_by("pk")
        assert [row.data["rows"] for row in trail] == [2, 1]
        assert [row.data["filters"] for row in trail] == [["state"], ["q"]]

    def test_only_who_may_export_people(self, client):
        user = User.objects.create_user("clerk@example.com", "secret")
        user.user_permissions.add(Permission.objects.get(codename="view_card"))
        client.force_login(user)
        page = client.get(reverse("loyalty:cards"))
        assert page.status_code == 200
        assert "format=csv" not in page.text
        assert client.get(reverse("loyalty:cards"), {"format": "csv"}).status_code == 403

    def test_a_large_spreadsheet_is_a_job_that_its_starter_fetches(
        self, client, boss, monkeypatch, django_capture_on_commit_callbacks
    ):
        monkeypatch.setattr(listfiles, "DIRECT_ROWS", 1)
        monkeypatch.setattr(listfiles, "CHUNK", 2)
        for number in range(5):
            card_of(f"M{number}", f"AB-{number}")
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.get(reverse("loyalty:cards"), {"format": "xlsx", "sort": "number"})
        job = Job.objects.get()
        assert answer["Location"] == reverse("core:job_detail", args=[job.pk])
        if job.state != Job.State.DONE:
            from core import jobs

            jobs.run(job.pk)
            job.refresh_from_db()
        assert job.result["rows"] == 5
        book = load_workbook(settings.MEDIA_ROOT / job.result["file"])
        assert [row[0] for row in book.active.iter_rows(values_only=True)] == ["Number", *(f"AB-{n}" for n in range(5))]


class TestHouseholds:
    @pytest.fixture
    def homes(self):
        CurrencyPolicy.objects.filter(pk__in=["points", "cashback"]).update(is_active=True)
        CurrencyPolicy.objects.exclude(pk__in=["points", "cashback"]).update(is_active=False)
        made = []
        for name, points in (("Alder", 30), ("Birch", 0), ("Cedar", 5)):
            holder = member(display_name=f"{name} holder")
            if points:
                opening(holder, lot(points))
            home = households.create_household(holder=holder, name=name, now=clock.now(), actor=None)
            for _n in range(2 if name == "Alder" else 1):
                households.add_member(household=home, customer=member(), role="earn", now=clock.now(), actor=None)
            made.append(home)
        grant(made[0].holder, 150, "cashback")
        made[2].holder.membership.state = "suspended"
        made[2].holder.membership.save(update_fields=["state"])
        return made

    def test_members_pool_and_state(self, client, boss, homes):
        page = client.get(reverse("loyalty:households"))
        assert [(row.name, row.members_n, row.state) for row in page.context["page"]] == [
            ("Alder", 3, "collects"), ("Birch", 2, "collects"), ("Cedar", 2, "paused"),
        ]  # fmt: skip
        head, *rows = table(client.get(reverse("loyalty:households"), {"format": "csv"}))
        assert head == ["Household", "Holder", "Members", "Points", "Cashback", "State", "Since"]
        assert rows[0][:6] == ["Alder", "Alder holder", "3", "30", "1.50", "Collects"]

    def test_filters(self, client, boss, homes):
        def names(**asked):
            return [row.name for row in client.get(reverse("loyalty:households"), asked).context["page"]]

        assert names(state="paused") == ["Cedar"]
        assert names(state="owes") == []
        assert names(q="ird") == []
        assert names(q="irc", state="collects") == ["Birch"]
        assert names(q="\0") == ["Alder", "Birch", "Cedar"]

    def test_as_many_statements_for_one_as_for_three(self, client, boss, homes, django_assert_num_queries):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        client.get(reverse("loyalty:households"))
        with CaptureQueriesContext(connection) as three:
            client.get(reverse("loyalty:households"))
        with django_assert_num_queries(len(three)):
            client.get(reverse("loyalty:households"), {"q": "Alder"})

    def test_only_those_whose_holder_may_be_seen(self, client, homes):
        user = User.objects.create_user("clerk@example.com", "secret")
        user.user_permissions.add(*Permission.objects.filter(codename__in=["view_household", "view_customer"]))
        client.force_login(user)
        other = User.objects.create_user("other@example.com", "secret")
        Customer.objects.filter(held_household__in=homes[:2]).update(assigned_to=other)
        assert [row.name for row in client.get(reverse("loyalty:households")).context["page"]] == ["Cedar"]


class TestDrawsEditionsAndFriends:
    def test_draws(self, client, boss):
        from tests.loyalty.draws import draft

        draw = draft()
        head, row = table(client.get(reverse("loyalty:draws"), {"format": "csv"}))
        assert head == ["Draw", "State", "Opens", "Closes", "Prizes", "Participants"]
        assert row[0] == draw.title
        assert table(client.get(reverse("loyalty:draws"), {"format": "csv", "state": "drawn"})) == [head]

    def test_editions_and_their_claims(self, client, boss):
        from loyalty.editions import services
        from tests.loyalty.editions import published

        edition = published()
        services.claim_pieces(
            edition=edition, customer_id=member(display_name="Ann").pk, event_key="1", now=clock.now()
        )
        head, row = table(client.get(reverse("loyalty:editions"), {"format": "csv"}))
        assert (head[-1], row[0], row[-1]) == ("Pieces in all", edition.title, str(edition.quantity))
        address = reverse("loyalty:edition", args=[edition.public_id])
        head, row = table(client.get(address, {"format": "csv"}))
        assert row[1:3] == ["Ann", "1"]
        assert table(client.get(address, {"format": "csv", "state": "returned"})) == [head]

    def test_friends_of_a_code(self, client, boss):
        from loyalty.referrals import codes, services

        ReferralTerms.objects.create(name="Terms", is_default=True, friend_units=1, referrer_units=1, hold_days=1)
        code = codes.code_of_member(customer=member(display_name="Ann"), now=clock.now())
        friend = member(display_name="+Bob")
        services.claim(code=code, friend=friend, actor=None, now=clock.now() + timedelta(seconds=1))
        head, row = table(client.get(reverse("loyalty:referral_code", args=[code.code]), {"format": "csv"}))
        assert head[:3] == ["Joined", "Friend", "State"]
        assert row[1] == "'+Bob"

    def test_rewards(self, client, boss):
        from loyalty.models import Reward

        Reward.objects.create(name="Mug", price=5, stock=3)
        _head, row = table(client.get(reverse("loyalty:rewards"), {"format": "csv"}))
        assert row[:4] == ["Mug", "Product", "5", "3"]


class TestStatementsRedemptionsAndLevels:
    """They take the same way: on the trail, and by a job when they are large."""

    def made(self, client, monkeypatch, address: str, asked: dict[str, str] | None = None) -> list[tuple]:
        from core import jobs

        monkeypatch.setattr(listfiles, "DIRECT_ROWS", 0)
        answer = client.get(address, {"format": "xlsx"} | (asked or {}))
        job = Job.objects.latest("pk")
        assert answer["Location"] == reverse("core:job_detail", args=[job.pk])
        jobs.run(job.pk)
        job.refresh_from_db()
        assert job.state == Job.State.DONE, job.error
        book = load_workbook(settings.MEDIA_ROOT / job.result["file"])
        return list(book.active.iter_rows(values_only=True))

    def test_a_statement(self, client, boss, monkeypatch):
        who = member(display_name="Ann")
        opening(who, lot(30), lot(12))
        address = reverse("loyalty:statement", args=[who.public_id])
        head, *rows = self.made(client, monkeypatch, address, {"currency": "points", "sort": "when"})
        assert (head[4], [row[4] for row in rows]) == ("Units", [30, 12])
        trail = TimelineEntry.objects.get(verb="loyalty.statement_exported")
        assert (trail.customer_id, trail.data["rows"]) == (who.pk, 2)

    def test_a_statement_of_somebody_who_may_not_be_seen_any_more(self, client, boss, monkeypatch):
        from core import jobs

        monkeypatch.setattr(listfiles, "DIRECT_ROWS", 0)
        who = member()
        opening(who, lot(30))
        client.get(reverse("loyalty:statement", args=[who.public_id]), {"format": "xlsx"})
        User.objects.filter(pk=boss.pk).update(is_superuser=False)
        wanted = ["view_account", "view_entry", "export_customer"]
        boss.user_permissions.set(Permission.objects.filter(codename__in=wanted))
        Customer.objects.filter(pk=who.pk).update(assigned_to=User.objects.create_user("other@example.com"))
        job = Job.objects.latest("pk")
        jobs.run(job.pk)
        job.refresh_from_db()
        assert (job.state, job.result) == (Job.State.FAILED, {})

    def test_redemptions(self, client, boss, monkeypatch):
        from tests.loyalty.rewarding import redeem, reward, rich

        made = redeem(rich(until=None), reward(), now=clock.now())
        head, row = self.made(client, monkeypatch, reverse("loyalty:redemptions"), {"state": "open"})
        assert (head[0], row[0]) == ("Code", made.code)

    def test_levels_leave_a_trace(self, client, boss):
        head = table(client.get(reverse("loyalty:tier_members"), {"format": "csv", "level": "gold"}))[0]
        assert head[:3] == ["Customer", "Public id", "Level"]
        trail = TimelineEntry.objects.get(verb=listfiles.VERB)
        assert trail.data == {"list": "tiers", "format": "csv", "rows": 0, "filters": ["level"]}
        assert client.get(reverse("loyalty:tier_losing"), {"format": "csv"}).status_code == 200
