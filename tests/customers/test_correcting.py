"""Notes, addresses and follow-ups put right; the trail tells that it was done, never what was said."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from core import clock
from core.errors import Conflict, DomainError
from core.models import User
from customers import services
from customers.models import Address, Customer, FollowUp, Note, TimelineEntry
from tests.customers.factories import NOW, make_customer, make_user, verbs
from tests.customers.pages import HTMX, detail_url

pytestmark = pytest.mark.django_db
SECRET = "Her ex called about the debts"


@pytest.fixture
def customer() -> Customer:
    return make_customer("Anna")


@pytest.fixture
def note(customer: Customer, user: User) -> Note:
    return services.add_note(customer=customer, text=SECRET, actor=user, now=NOW)


def last(customer: Customer) -> TimelineEntry:
    return TimelineEntry.objects.filter(customer=customer).latest("pk")


class TestNotes:
    def test_corrected_with_a_reason(self, staff: Client, user: User, customer: Customer, note: Note) -> None:
        url = detail_url("note_edit", customer, note.pk)
        assert SECRET in staff.get(url).content.decode()
        assert staff.post(url, {"text": "Call in May"}).status_code == 422
        assert staff.post(url, {"text": "", "reason": "x"}).status_code == 422
        assert staff.post(url, {"text": "Call in May", "reason": "not ours to keep"}).status_code == 302
        note.refresh_from_db()
        assert note.text == "Call in May"
        entry = last(customer)
        assert (entry.verb, entry.actor, entry.reason, entry.data) == ("note.changed", user, "not ours to keep", {})
        page = staff.get(detail_url("timeline", customer), **HTMX).content.decode()
        assert "Note corrected" in page
        assert "not ours to keep" in page
        assert SECRET not in page

    def test_the_same_text_again_is_no_change(self, customer: Customer, note: Note, user: User) -> None:
        services.change_note(note=note, text=f" {SECRET} ", reason="x", actor=user, now=NOW)
        assert verbs(customer) == ["customer.created", "note.added"]

    def test_removed_with_a_reason(self, staff: Client, customer: Customer, note: Note) -> None:
        url = detail_url("note_remove", customer, note.pk)
        assert SECRET in staff.get(url).content.decode()
        assert staff.post(url, {}).status_code == 422
        assert staff.post(url, {"reason": "not ours to keep"}).status_code == 302
        assert not Note.objects.exists()
        assert (last(customer).verb, last(customer).reason) == ("note.removed", "not ours to keep")
        page = staff.get(detail_url("timeline", customer), **HTMX).content.decode()
        assert "Note removed" in page
        assert SECRET not in page
        assert staff.post(url, {"reason": "again"}).status_code == 404

    def test_gone_meanwhile(self, note: Note, user: User) -> None:
        Note.objects.all().delete()
        with pytest.raises(Conflict) as refused:
            services.remove_note(note=note, reason="x", actor=user, now=NOW)
        assert refused.value.code == "note_gone"

    @pytest.mark.parametrize(("role", "is_own", "edit", "remove"), [
        ("service agent", True, 200, 403), ("service agent", False, 403, 403), ("manager", False, 200, 200),
        ("analyst", True, 403, 403),
    ])  # fmt: skip
    def test_whose(self, client: Client, customer: Customer, role: str, is_own: bool, edit: int, remove: int) -> None:
        somebody = make_user(role)
        client.force_login(somebody)
        author = somebody if is_own else make_user("owner")
        note = services.add_note(customer=customer, text="x", actor=author, now=NOW)
        assert client.get(detail_url("note_edit", customer, note.pk)).status_code == edit
        assert client.get(detail_url("note_remove", customer, note.pk)).status_code == remove
        panel = client.get(detail_url("notes", customer), **HTMX).content.decode()
        assert ("Correct this note" in panel, "Remove this note" in panel) == (edit == 200, remove == 200)

    def test_of_another_customer_or_one_that_is_not_seen(self, client: Client, staff: Client, note: Note) -> None:
        assert staff.get(detail_url("note_edit", make_customer(), note.pk)).status_code == 404
        hidden = make_customer(assigned_to=make_user("owner"))
        theirs = services.add_note(customer=hidden, text="x", actor=None, now=NOW)
        somebody = make_user()
        wanted = ("view_customer", "view_note", "delete_note", "change_customer")
        somebody.user_permissions.set(
            Permission.objects.filter(codename__in=wanted, content_type__app_label="customers")
        )
        client.force_login(somebody)
        assert client.get(detail_url("note_remove", hidden, theirs.pk)).status_code == 404


class TestAddresses:
    @pytest.fixture
    def address(self, customer: Customer, user: User) -> Address:
        data = {"kind": "home", "lines": "1 Main St", "city": "Boston"}
        return services.add_address(customer=customer, data=data, actor=user, now=NOW)

    def test_corrected(self, staff: Client, customer: Customer, address: Address) -> None:
        url = detail_url("address_edit", customer, address.pk)
        assert "1 Main St" in staff.get(url).content.decode()
        data = {"kind": "work", "lines": "2 Main St", "city": "Boston"}
        assert staff.post(url, data | {"lines": ""}).status_code == 422
        assert staff.post(url, data).status_code == 302
        address.refresh_from_db()
        assert (address.kind, address.lines, address.city) == ("work", "2 Main St", "Boston")
        assert (last(customer).verb, last(customer).data) == (
            "address.changed", {"kind": "work", "fields": ["kind", "lines"]},
        )  # fmt: skip
        assert "Address corrected: Work" in staff.get(detail_url("timeline", customer), **HTMX).content.decode()
        assert "Correct this address" in staff.get(detail_url("detail", customer)).content.decode()

    def test_the_same_again_is_no_change(self, staff: Client, customer: Customer, address: Address) -> None:
        data = {"kind": "home", "lines": "1 Main St", "city": "Boston"}
        staff.post(detail_url("address_edit", customer, address.pk), data)
        assert last(customer).verb == "address.added"

    def test_gone_or_somebody_elses(self, staff: Client, address: Address, user: User) -> None:
        assert staff.get(detail_url("address_edit", make_customer(), address.pk)).status_code == 404
        Address.objects.all().delete()
        with pytest.raises(Conflict):
            services.change_address(address=address, data={"lines": "x"}, actor=user, now=NOW)


class TestFollowUps:
    @pytest.fixture
    def follow_up(self, customer: Customer, user: User) -> FollowUp:
        return services.add_follow_up(
            customer=customer, subject="Call", due_on=clock.today(), assignee=user, actor=user, now=NOW
        )

    def url(self, name: str, follow_up: FollowUp) -> str:
        return reverse(f"customers:{name}", args=[follow_up.pk])

    def test_another_day_person_and_words(self, staff: Client, customer: Customer, follow_up: FollowUp) -> None:
        other, day = make_user("owner", name="Wu"), clock.today() + timedelta(days=3)
        page = staff.get(self.url("follow_up_edit", follow_up))
        assert page.context["form"].initial["subject"] == "Call"
        data = {"subject": "Write", "due_on": day.isoformat(), "assignee": other.pk, "note": ""}
        assert staff.post(self.url("follow_up_edit", follow_up), data | {"next": "/"})["Location"] == "/"
        follow_up.refresh_from_db()
        assert (follow_up.subject, follow_up.due_on, follow_up.assignee) == ("Write", day, other)
        entry = last(customer)
        assert (entry.verb, entry.target) == ("follow_up.changed", f"follow_up:{follow_up.pk}")
        assert entry.data == {"fields": ["subject", "due_on", "assignee"], "due_on": day.isoformat()}
        timeline = staff.get(detail_url("timeline", customer), **HTMX).content.decode()
        assert "Follow-up changed: what to do, due on, assignee; due on" in timeline

    @pytest.mark.parametrize("days", [1, 7])
    def test_later(self, staff: Client, customer: Customer, follow_up: FollowUp, days: int) -> None:
        page = staff.get(reverse("customers:today")).content.decode()
        assert self.url("follow_up_later", follow_up) in page
        assert (
            self.url("follow_up_later", follow_up)
            in staff.get(detail_url("follow_ups", customer), **HTMX).content.decode()
        )
        answer = staff.post(self.url("follow_up_later", follow_up), {"days": days, "next": "/"}, follow=True)
        assert "Later, on" in answer.content.decode()
        follow_up.refresh_from_db()
        assert follow_up.due_on == clock.today() + timedelta(days=days)
        assert last(customer).data == {"fields": ["due_on"], "due_on": follow_up.due_on.isoformat()}

    @pytest.mark.parametrize("days", ["", "x", "-3", "9999"])
    def test_no_other_days(self, staff: Client, customer: Customer, follow_up: FollowUp, days: Any) -> None:
        assert staff.post(self.url("follow_up_later", follow_up), {"days": days}).status_code == 302
        assert last(customer).verb == "follow_up.added"

    def test_the_same_again_is_no_change(self, customer: Customer, follow_up: FollowUp, user: User) -> None:
        data = {"subject": " Call ", "due_on": clock.today(), "assignee": user, "note": ""}
        services.change_follow_up(follow_up=follow_up, data=data, actor=user, now=NOW)
        assert last(customer).verb == "follow_up.added"

    def test_what_is_done_stays(self, staff: Client, follow_up: FollowUp, user: User) -> None:
        services.finish_follow_up(follow_up=follow_up, outcome="ok", actor=user, now=NOW)
        answer = staff.post(self.url("follow_up_later", follow_up), {"days": 1}, follow=True)
        assert "already done" in answer.content.decode()
        data = {"subject": "Write", "due_on": clock.today().isoformat()}
        assert staff.post(self.url("follow_up_edit", follow_up), data).status_code == 422

    def test_without_words(self, follow_up: FollowUp, user: User) -> None:
        with pytest.raises(DomainError) as refused:
            services.change_follow_up(follow_up=follow_up, data={"subject": " "}, actor=user, now=NOW)
        assert refused.value.field == "subject"
