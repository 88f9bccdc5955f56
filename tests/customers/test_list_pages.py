"""The list, the search and Today: happy path, refusals, as many queries for one row as for three."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from core import clock
from core.models import User
from customers import finders, querysets, services, timeline
from customers.forms import filters
from customers.models import (
    Customer,
    FollowUp,
    SavedFilter,
    TimelineEntry,
)
from customers.views import listing
from tests.customers.factories import (
    NOW,
    make_customer,
    make_group,
    make_member,
    make_tag,
    make_user,
)
from tests.customers.pages import HTMX, detail_url, full_customer, queries

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["today", "list", "search"])
def test_as_many_queries_with_one_row_as_with_three(staff: Client, user: User, name: str) -> None:
    url = reverse(f"customers:{name}") + ("?q=Customer" if name == "search" else "")
    first = full_customer(user)
    staff.get(url)
    one = queries(staff, url, **HTMX) if name == "search" else queries(staff, url)
    full_customer(user)
    full_customer(user)
    three = queries(staff, url, **HTMX) if name == "search" else queries(staff, url)
    assert three == one
    assert first.pk


class TestList:
    def names(self, client: Client, **parameters: Any) -> list[str]:
        answer = client.get(reverse("customers:list"), parameters)
        assert answer.status_code == 200
        return [row.display_name for row in answer.context["page"]]

    def test_filters(self, staff: Client, user: User) -> None:
        member, plain = make_member("Anna"), make_customer("Bert", kind="company")
        tag, group = make_tag(), make_group()
        services.set_tags(customer=member, tags=[tag], actor=None, now=NOW)
        services.set_groups(customer=plain, groups=[group], actor=None, now=NOW)
        services.set_consent(
            customer=member, channel="sms", purpose="marketing", state="granted", source="x", actor=None, now=NOW
        )
        Customer.objects.filter(pk=plain.pk).update(
            assigned_to=user, birth_month=clock.today().month, birth_day=clock.today().day
        )
        for parameters, expected in (
            ({}, ["Anna", "Bert"]),
            ({"q": "ann"}, ["Anna"]),
            ({"membership": "active"}, ["Anna"]),
            ({"membership": "none"}, ["Bert"]),
            ({"membership": "left"}, []),
            ({"tag": tag.pk}, ["Anna"]),
            ({"group": group.pk}, ["Bert"]),
            ({"consent": "sms-marketing"}, ["Anna"]),
            ({"consent": "email-marketing"}, []),
            ({"assigned": "me"}, ["Bert"]),
            ({"assigned": "none"}, ["Anna"]),
            ({"assigned": user.pk}, ["Bert"]),
            ({"birthday": "today"}, ["Bert"]),
            ({"birthday": "week"}, ["Bert"]),
            ({"birthday": str(clock.today().month)}, ["Bert"]),
            ({"kind": "company"}, ["Bert"]),
            ({"kind": "company", "q": "ann"}, []),
            ({"sort": "-name"}, ["Bert", "Anna"]),
            ({"tag": "nonsense", "birthday": "13", "consent": "x", "assigned": "y"}, ["Anna", "Bert"]),
        ):
            assert self.names(staff, **parameters) == expected, parameters

    def test_every_month_can_be_asked_for(self, staff: Client) -> None:
        for month in range(1, 13):
            assert self.names(staff, birthday=str(month)) == []

    def test_an_empty_list_says_what_to_do(self, staff: Client) -> None:
        assert "No customers yet" in staff.get(reverse("customers:list")).content.decode()
        assert "Nothing matches" in staff.get(reverse("customers:list"), {"q": "x"}).content.decode()

    def test_htmx_gets_the_table_alone(self, staff: Client) -> None:
        make_customer("Anna")
        body = staff.get(reverse("customers:list"), **HTMX).content.decode()  # type: ignore[arg-type]
        assert "Anna" in body
        assert "<html" not in body

    def test_merged_and_erased_are_not_listed(self, staff: Client) -> None:
        one, two = make_customer("Anna"), make_customer("Bert")
        Customer.objects.filter(pk=two.pk).update(merged_into=one)
        assert self.names(staff) == ["Anna"]

    def test_the_export_has_what_is_shown(self, staff: Client) -> None:
        evil = make_customer("=HYPERLINK(1)", phone="+14155552671")
        services.set_tags(customer=evil, tags=[make_tag("@SUM")], actor=None, now=NOW)
        make_customer("Bert")
        answer = staff.get(reverse("customers:list"), {"q": "hyper", "format": "csv"})
        body = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
        rows = list(csv.reader(io.StringIO(body)))
        assert rows[0][0] == "Name"
        assert [row[0] for row in rows[1:]] == ["'=HYPERLINK(1)"]
        assert rows[1][4] == "'@SUM"
        entry = TimelineEntry.objects.get(verb="customers.exported")
        assert entry.data == {"format": "csv", "rows": 1, "filters": ["q"]}
        assert timeline.sentence(entry.verb, entry.data) == "List of customers exported: 1 rows, CSV, by: Search"
        old = timeline.sentence(entry.verb, {"format": "csv", "filters": []})  # as earlier releases wrote it
        assert old == "List of customers exported: CSV"

    def test_xlsx(self, staff: Client) -> None:
        from openpyxl import load_workbook

        make_customer("Anna")
        answer = staff.get(reverse("customers:list"), {"format": "xlsx"})
        sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined]
        assert sheet is not None
        assert [cell.value for cell in sheet["A"]] == ["Name", "Anna"]

    def test_saved_filters(self, staff: Client, user: User) -> None:
        data = {"name": "Members", "query": "membership=active", "is_shared": "1"}
        staff.post(reverse("customers:filter_save"), data)
        saved = SavedFilter.objects.get()
        assert (saved.owner, saved.is_shared) == (user, True)
        other = Client()
        other.force_login(make_user("cashier"))
        assert "Members" in other.get(reverse("customers:list")).content.decode()
        assert other.post(reverse("customers:filter_delete", args=[saved.pk])).status_code == 404
        page = staff.get(reverse("customers:list") + "?membership=active&q=").content.decode()
        assert 'aria-current="true"' in page
        staff.post(reverse("customers:filter_delete", args=[saved.pk]))
        assert not SavedFilter.objects.exists()

    def test_a_search_that_stops_says_so_and_offers_a_file_of_all(
        self, staff: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for number in range(5):
            make_customer(f"Anna {number}")
        for module in (querysets, filters, listing):
            monkeypatch.setattr(module, "SEARCH_LIMIT", 3)
        monkeypatch.setattr(filters.CustomerFilter.apply, "__kwdefaults__", {"limit": 3})
        for more in ({}, HTMX):  # also when the table alone is asked for
            page = staff.get(reverse("customers:list"), {"q": "anna"}, **more)  # type: ignore[arg-type]
            told = " ".join(page.content.decode().split())
            assert "The search stops at the first 3 that fit" in told
            assert "All who fit as CSV" in told
            assert "?q=anna&amp;all=1&amp;format=csv" in told
            assert "3+ results" in told
        for asked, lines in (({}, 4), ({"all": "1"}, 6)):
            file = staff.get(reverse("customers:list"), {"q": "anna", "format": "csv", **asked})
            assert len(b"".join(file.streaming_content).splitlines()) == lines  # type: ignore[attr-defined]
        assert "The search stops" not in staff.get(reverse("customers:list"), {"q": "anna 4"}).content.decode()

    def test_every_saved_filter_is_reached(self, staff: Client, user: User) -> None:
        for number in range(60):
            services.save_filter(owner=user, page="customers", name=f"F{number:02}", query=f"q={number}")
        services.save_filter(owner=make_user(), page="customers", name="Shared", query="q=s", is_shared=True)
        services.save_filter(owner=make_user(), page="customers", name="Private", query="q=p")
        everything = reverse("customers:filters")
        shown = staff.get(reverse("customers:list"))
        assert len(shown.context["saved_filters"]) == 30
        assert everything in shown.content.decode()
        present = staff.get(reverse("customers:list"), {"q": "59"}).context["saved_filters"]
        assert present[-1].name == "F59"
        first = staff.get(everything).context["page"]
        second = staff.get(everything + first.next_url).context["page"]
        names = [row.name for row in (*first, *second)]
        assert names == [*(f"F{number:02}" for number in range(60)), "Shared"]
        gone = SavedFilter.objects.get(name="F07")
        answer = staff.post(reverse("customers:filter_delete", args=[gone.pk]), {"from": "all"})
        assert answer["Location"] == everything
        assert gone.name not in [row.name for row in staff.get(everything).context["page"]]

    def test_a_filter_without_a_name_is_not_kept(self, staff: Client) -> None:
        answer = staff.post(reverse("customers:filter_save"), {"name": "", "query": "q=a"})
        assert answer["Location"].endswith("?q=a")
        assert not SavedFilter.objects.exists()


class TestSearch:
    def test_enter_goes_to_the_only_one(self, staff: Client) -> None:
        customer = make_customer("Anna Smith")
        answer = staff.get(reverse("customers:search"), {"q": "anna"})
        assert answer["Location"] == detail_url("detail", customer)

    @pytest.mark.parametrize("text", ["\0", "An\0na", "%", "_", "'", "x" * 3000])
    def test_whatever_is_typed_is_answered(self, staff: Client, text: str) -> None:
        make_customer("Bert")
        assert staff.get(reverse("customers:search"), {"q": text}).status_code == 200

    def test_typing_never_redirects(self, staff: Client) -> None:
        make_customer("Anna Smith")
        answer = staff.get(reverse("customers:search"), {"q": "anna"}, **HTMX)  # type: ignore[arg-type]
        assert answer.status_code == 200
        assert "Anna Smith" in answer.content.decode()
        assert "<html" not in answer.content.decode()

    def test_several_are_listed_and_nothing_says_so(self, staff: Client) -> None:
        make_customer("Anna Smith")
        make_customer("Anna Jones")
        assert staff.get(reverse("customers:search"), {"q": "anna"}).content.decode().count('class="hit"') == 2
        assert "Nothing found" in staff.get(reverse("customers:search"), {"q": "zzz"}).content.decode()
        assert staff.get(reverse("customers:search")).status_code == 200

    def test_upper_apps_add_what_they_find(self, staff: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(finders, "_finders", {})
        finders.register(
            finders.Finder("x", "Receipts", "customers.view_customer", lambda user, text: [finders.Hit(text, "/r/")])
        )
        body = staff.get(reverse("customers:search"), {"q": "R-1"}).content.decode()
        assert "Receipts" in body
        assert "/r/" in body


class TestToday:
    def test_what_is_due(self, staff: Client, user: User) -> None:
        customer, today = make_customer(), clock.today()
        for days, subject in ((-3, "late"), (0, "now"), (3, "soon"), (30, "far")):
            services.add_follow_up(
                customer=customer, subject=subject, due_on=today + timedelta(days=days), assignee=user, actor=user,
                now=clock.now(),
            )  # fmt: skip
        context = staff.get(reverse("customers:today")).context
        shown = [[row.subject for row in context[part]] for part in ("overdue", "due", "ahead")]
        assert shown == [["late"], ["now"], ["soon"]]

    def plan(self, subject: str, assignee: User | None, days: int = 0, **customer: Any) -> FollowUp:
        return services.add_follow_up(
            customer=make_customer(**customer), subject=subject, due_on=clock.today() + timedelta(days=days),
            assignee=assignee, actor=None, now=clock.now(),
        )  # fmt: skip

    def test_what_nobody_looks_after_is_offered_to_who_may_take_it(self, staff: Client, user: User) -> None:
        left = make_user()
        User.objects.filter(pk=left.pk).update(is_active=False)
        for days, assignee in ((-3, None), (0, left), (3, None), (30, None)):
            self.plan(f"nobody's {days}", assignee, days)
        self.plan("theirs", make_user())
        context = staff.get(reverse("customers:today")).context
        assert [row.subject for row in context["unclaimed"]] == ["nobody's -3", "nobody's 0", "nobody's 3"]
        assert "Nothing is due" not in staff.get(reverse("customers:today")).content.decode()
        analyst = Client()
        analyst.force_login(make_user("analyst"))
        assert "unclaimed" not in analyst.get(reverse("customers:today")).context
        assert "Take" not in analyst.get(reverse("customers:today") + "?who=team").content.decode()

    def test_one_takes_it_and_it_is_ones_own(self, staff: Client, user: User) -> None:
        row = self.plan("call", None)
        take = reverse("customers:follow_up_take", args=[row.pk])
        answer = staff.post(take, {"next": "/"}, follow=True)
        assert "Yours now: call" in answer.content.decode()
        assert [row.subject for row in answer.context["due"]] == ["call"]
        assert answer.context["unclaimed"] == []
        other = Client()
        other.force_login(make_user("marketer"))
        assert "Somebody else has taken" in other.post(take, {"next": "/"}, follow=True).content.decode()
        row.refresh_from_db()
        assert row.assignee == user
        assert TimelineEntry.objects.filter(verb="follow_up.taken", actor=user).count() == 1

    def test_what_one_may_not_see_one_may_not_take(self, client: Client) -> None:
        limited = make_user("service agent")
        Group.objects.get(name="service agent").permissions.remove(
            Permission.objects.get(codename="view_all_customers")
        )
        foreign = self.plan("foreign", None, assigned_to=make_user())
        self.plan("free", None)
        client.force_login(limited)
        assert [row.subject for row in client.get(reverse("customers:today")).context["unclaimed"]] == ["free"]
        assert client.post(reverse("customers:follow_up_take", args=[foreign.pk])).status_code == 404

    def test_a_prospect_stays_until_dealt_with(self, staff: Client) -> None:
        today = clock.today()
        old = make_customer("Old", supplier_follow_up_on=today - timedelta(days=400), supplier_follow_up="ends in May")
        make_customer("Now", supplier_follow_up_on=today)
        make_customer("Later", supplier_follow_up_on=today + timedelta(days=1))
        prospects = staff.get(reverse("customers:today")).context["prospects"]
        assert [row.display_name for row in prospects["rows"]] == ["Old", "Now"]
        url = detail_url("supplier_day", old) + "?next=/"
        due = {"due_on": old.supplier_follow_up_on.isoformat()}
        for wrong in ({"outcome": ""}, {"outcome": "x", "next_on": today.isoformat()}, {"outcome": "x", "due_on": ""}):
            assert staff.post(url, due | wrong).status_code == 422, wrong
        assert staff.post(url, due | {"outcome": "stays with them", "next_on": ""})["Location"] == "/"
        prospects = staff.get(reverse("customers:today")).context["prospects"]
        assert [row.display_name for row in prospects["rows"]] == ["Now"]
        done = FollowUp.objects.get(customer=old)
        assert (done.subject, done.outcome, done.due_on) == (
            "ends in May",
            "stays with them",
            old.supplier_follow_up_on,
        )
        assert staff.post(url, due | {"outcome": "again"}).status_code == 422

    def test_a_prospect_may_come_back_later(self, staff: Client) -> None:
        today = clock.today()
        one = make_customer("One", supplier_follow_up_on=today, current_supplier="Other")
        page = staff.get(detail_url("supplier_day", one)).content.decode()
        assert "Other" in page
        again = today + timedelta(days=90)
        staff.post(
            detail_url("supplier_day", one),
            {"due_on": today.isoformat(), "outcome": "has a contract", "next_on": again.isoformat()},
        )
        one.refresh_from_db()
        assert one.supplier_follow_up_on == again
        assert staff.get(reverse("customers:today")).context["prospects"]["rows"] == []

    def test_all_prospects_are_reached(self, staff: Client) -> None:
        today = clock.today()
        for number in range(10):
            make_customer(f"P{number}", supplier_follow_up_on=today - timedelta(days=number))
        make_customer("Later", supplier_follow_up_on=today + timedelta(days=9))
        make_customer("Never")
        page = staff.get(reverse("customers:today"))
        assert len(page.context["prospects"]["rows"]) == 8
        assert "supplier=due" in page.content.decode()
        listed = staff.get(reverse("customers:list"), {"supplier": "due"}).context["page"]
        assert [row.display_name for row in listed] == [f"P{number}" for number in range(10)]
        later = staff.get(reverse("customers:list"), {"supplier": "later"}).context["page"]
        assert [row.display_name for row in later] == ["Later"]

    def test_mine_and_everyones(self, staff: Client, user: User) -> None:
        services.add_follow_up(
            customer=make_customer(), subject="theirs", due_on=clock.today(), assignee=make_user(), actor=user,
            now=clock.now(),
        )  # fmt: skip
        assert "theirs" not in staff.get(reverse("customers:today")).content.decode()
        assert "theirs" in staff.get(reverse("customers:today"), {"who": "team"}).content.decode()

    def test_birthdays_and_prospects(self, staff: Client, user: User) -> None:
        full_customer(user)
        body = staff.get(reverse("customers:today")).content.decode()
        assert "turns" in body
        assert "May change supplier now" in body

    def test_a_silent_worker_is_told(self, staff: Client) -> None:
        from core.models import Heartbeat

        assert "silent" in staff.get(reverse("customers:today")).content.decode()
        for name in ("worker", "beat"):
            Heartbeat.objects.update_or_create(name=name, defaults={"beat_at": clock.now()})
        cache.clear()
        assert "silent" not in staff.get(reverse("customers:today")).content.decode()

    def test_nothing_to_do(self, staff: Client) -> None:
        assert "Nothing is due" in staff.get(reverse("customers:today")).content.decode()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_in_both_languages(client: Client, language: str) -> None:
    user = make_user("owner", language=language)
    client.force_login(user)
    customer = full_customer(user)
    for name in ("today", "list", "new", "quick_enrol", "search"):
        assert client.get(reverse(f"customers:{name}")).status_code == 200
    for name in ("detail", "edit", "timeline", "consents", "consent_edit", "follow_ups", "interests", "notes"):
        assert client.get(detail_url(name, customer)).status_code == 200
