"""The pages: happy path, refusals, and the same number of queries for one row and for three."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import clock
from core.models import User
from customers import finders, services
from customers.models import (
    Consent,
    Customer,
    CustomField,
    FollowUp,
    Interest,
    Membership,
    SavedFilter,
    TimelineEntry,
)
from tests.customers.factories import (
    NOW,
    make_company,
    make_customer,
    make_group,
    make_member,
    make_tag,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def user() -> User:
    return make_user("owner", name="Lin Yue")


@pytest.fixture
def staff(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def queries(client: Client, url: str, **headers: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(url, **headers).status_code == 200  # type: ignore[arg-type]
    return len(found)


def full_customer(user: User) -> Customer:
    """One with something in every corner."""
    now = clock.now()
    company = make_company()
    customer = make_member(
        email=f"x{Customer.objects.count()}@example.com", phone="+14155552671", company=company, assigned_to=user,
        birth_month=clock.today().month, birth_day=clock.today().day, birth_year=1990, contact_style="dove",
        supplier_follow_up_on=clock.today(), current_supplier="Other", language="de",
    )  # fmt: skip
    services.set_tags(customer=customer, tags=[make_tag()], actor=user, now=now)
    services.set_groups(customer=customer, groups=[make_group()], actor=user, now=now)
    services.set_interests(customer=customer, topics=[make_topic()], actor=user, now=now)
    services.set_consent(
        customer=customer, channel="email", purpose="marketing", state="granted", source="x", actor=user, now=now
    )
    services.add_note(customer=customer, text="Likes roses", actor=user, now=now)
    services.place_hold(customer=customer, kind="request", reason="holiday", actor=user, now=now)
    services.add_address(customer=customer, data={"lines": "1 Main St"}, actor=user, now=now)
    services.add_identity(customer=customer, provider="wechat", identity=str(customer.pk), actor=user, now=now)
    services.add_follow_up(customer=customer, subject="Call", due_on=clock.today(), assignee=user, actor=user, now=now)
    return customer


def detail_url(name: str, customer: Customer, *args: Any) -> str:
    return reverse(f"customers:{name}", args=[customer.public_id, *args])


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


@pytest.mark.parametrize("name", ["timeline", "notes", "follow_ups", "consents", "interests"])
def test_panels_have_as_many_queries_with_one_row_as_with_three(staff: Client, user: User, name: str) -> None:
    one, three = full_customer(user), full_customer(user)
    for number in range(2):
        services.add_note(customer=three, text=f"{number}", actor=user, now=NOW)
        services.add_follow_up(customer=three, subject="x", due_on=NOW.date(), assignee=user, actor=user, now=NOW)
        services.set_consent(
            customer=three, channel=("sms", "phone")[number], purpose="survey", state="granted", source="x",
            actor=user, now=NOW,
        )  # fmt: skip
    staff.get(detail_url(name, one))
    assert queries(staff, detail_url(name, one)) == queries(staff, detail_url(name, three))


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
        assert entry.data == {"format": "csv", "filters": ["q"]}

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

    def test_a_filter_without_a_name_is_not_kept(self, staff: Client) -> None:
        answer = staff.post(reverse("customers:filter_save"), {"name": "", "query": "q=a"})
        assert answer["Location"].endswith("?q=a")
        assert not SavedFilter.objects.exists()


class TestSearch:
    def test_enter_goes_to_the_only_one(self, staff: Client) -> None:
        customer = make_customer("Anna Smith")
        answer = staff.get(reverse("customers:search"), {"q": "anna"})
        assert answer["Location"] == detail_url("detail", customer)

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


class TestRecord:
    def test_everything_is_there(self, staff: Client, user: User) -> None:
        CustomField.objects.create(code="pet", label="Pet", kind="boolean")
        customer = full_customer(user)
        Customer.objects.filter(pk=customer.pk).update(custom={"pet": True, "old": "x"})
        make_customer("Sister", phone="+14155552671")
        body = staff.get(detail_url("detail", customer)).content.decode()
        for text in (
            "Birthday today",
            "Member",
            "holiday",
            "Sister",
            "Pet",
            "1 Main St",
            "Deutsch",
            "How to meet them",
        ):
            assert text in body, text

    def test_panels(self, staff: Client, user: User) -> None:
        customer = full_customer(user)
        for name, text in (
            ("timeline", "Likes roses"),
            ("notes", "Likes roses"),
            ("follow_ups", "Call"),
            ("consents", "Granted"),
            ("interests", "Topic"),
        ):
            assert text in staff.get(detail_url(name, customer)).content.decode(), name
            assert "<html" not in staff.get(detail_url(name, customer), **HTMX).content.decode()  # type: ignore[arg-type]

    def test_empty_panels(self, staff: Client) -> None:
        customer = make_customer()
        for name in ("notes", "follow_ups", "consents", "interests"):
            assert staff.get(detail_url(name, customer)).status_code == 200

    def test_the_timeline_goes_on(self, staff: Client) -> None:
        customer = make_customer()
        for number in range(60):
            services.add_note(customer=customer, text=f"Note {number}.", actor=None, now=NOW + timedelta(hours=number))
        seen, url = [], detail_url("timeline", customer)
        for _ in range(3):
            answer = staff.get(url)
            seen += [row["text"] for row in answer.context["entries"] if row["text"]]
            url = f"{detail_url('timeline', customer)}?before={answer.context['following']}"
        assert seen == [f"Note {number}." for number in reversed(range(60))]
        assert staff.get(detail_url("timeline", customer) + "?before=nonsense").status_code == 200

    def test_a_merged_customer_leads_to_the_survivor(self, staff: Client) -> None:
        one, two = make_customer(), make_customer()
        Customer.objects.filter(pk=two.pk).update(merged_into=one)
        assert staff.get(detail_url("detail", two))["Location"] == detail_url("detail", one)

    def test_a_company_shows_its_people(self, staff: Client) -> None:
        company = make_company("Flowers Ltd")
        make_customer("Buyer Bob", company=company)
        body = staff.get(detail_url("detail", company)).content.decode()
        assert "Buyer Bob" in body
        assert f"?company={company.public_id}" in body


class TestEdit:
    def data(self, **changes: Any) -> dict[str, Any]:
        return {"kind": "person", "family_name": "Smith", "given_name": "Anna", "birth_calendar": "solar"} | changes

    def test_new(self, staff: Client, user: User) -> None:
        tag = make_tag()
        answer = staff.post(reverse("customers:new"), self.data(phone="+1 415 555 2671", tags=[tag.pk]))
        customer = Customer.objects.get()
        assert answer["Location"] == detail_url("detail", customer)
        assert (customer.display_name, customer.phone) == ("Anna Smith", "+14155552671")
        assert list(customer.tags.all()) == [tag]

    def test_a_mistake_keeps_what_was_typed(self, staff: Client) -> None:
        answer = staff.post(reverse("customers:new"), self.data(phone="12", email="anna@example.com"))
        assert answer.status_code == 422
        body = answer.content.decode()
        assert "anna@example.com" in body
        assert "is not a phone number" in body
        assert answer.context["form"].errors.keys() == {"phone"}
        assert not Customer.objects.exists()

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"family_name": "", "given_name": ""}, "display_name"),
            ({"email": "x"}, "email"),
            ({"time_zone": "Mars/Base"}, "time_zone"),
            ({"birth_month": "2", "birth_day": "30"}, "birth_day"),
            ({"birth_year": "2999"}, "birth_year"),
            ({"company": "No Such Ltd"}, "company"),
        ],
    )
    def test_errors_stand_at_their_field(self, staff: Client, changes: dict[str, str], field: str) -> None:
        answer = staff.post(reverse("customers:new"), self.data(**changes))
        assert answer.status_code == 422
        assert field in answer.context["form"].errors

    def test_a_failed_second_step_leaves_nothing(self, staff: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        tag = make_tag()

        def fail(**_facts: Any) -> None:
            from core.errors import DomainError

            raise DomainError("no", "no")

        monkeypatch.setattr("customers.views.editing.services.set_tags", fail)
        assert staff.post(reverse("customers:new"), self.data(tags=[tag.pk])).status_code == 422
        assert not Customer.objects.exists()

    def test_contact_of_a_company(self, staff: Client) -> None:
        company = make_company("Flowers Ltd")
        page = staff.get(reverse("customers:new") + f"?company={company.public_id}")
        assert "Flowers Ltd" in page.content.decode()
        staff.post(reverse("customers:new"), self.data(company="Flowers Ltd", company_role="Buyer"))
        assert company.contacts.get().company_role == "Buyer"
        assert staff.get(reverse("customers:new") + "?company=nonsense").status_code == 200

    def test_two_companies_that_fit_are_named(self, staff: Client) -> None:
        make_company("Flowers North")
        make_company("Flowers South")
        answer = staff.post(reverse("customers:new"), self.data(company="flowers"))
        assert "Flowers North; Flowers South" in answer.content.decode()

    def test_a_family_phone_warns_and_saves(self, staff: Client) -> None:
        make_customer("Mother", phone="+14155552671")
        answer = staff.post(reverse("customers:new"), self.data(phone="+14155552671"), follow=True)
        assert Customer.objects.count() == 2
        assert "Mother has the same phone number" in answer.content.decode()

    def test_edit(self, staff: Client) -> None:
        customer = make_customer("", given_name="Anna", family_name="Smith", display_name="", phone="+14155552671")
        url = detail_url("edit", customer)
        form = staff.get(url).context["form"]
        assert form["display_name"].initial == ""
        staff.post(url, self.data(version=1, family_name="Jones"))
        fresh = Customer.objects.get()
        assert (fresh.display_name, fresh.phone, fresh.version) == ("Anna Jones", "", 2)

    def test_a_stale_edit_shows_both_versions(self, staff: Client, user: User) -> None:
        customer = make_customer("Anna", language="de")
        other = make_user("owner", name="Somebody Else")
        services.update_customer(
            customer=customer, data={"language": "fr", "display_name": "Anne"}, expected_version=1, actor=other, now=NOW
        )
        url = detail_url("edit", customer)
        mine = {"kind": "person", "birth_calendar": "solar", "display_name": "Annika", "language": "de", "version": 1}
        answer = staff.post(url, mine)
        assert answer.status_code == 409
        assert {(d.saved, d.typed) for d in answer.context["stale"]} == {("Anne", "Annika"), ("français", "Deutsch")}
        body = answer.content.decode()
        assert "Somebody Else" in body
        assert 'name="version" value="2"' in body
        assert Customer.objects.get().display_name == "Anne"
        assert staff.post(url, mine | {"version": 2}).status_code == 302
        assert Customer.objects.get().display_name == "Annika"

    def test_without_a_version_nothing_is_overwritten(self, staff: Client) -> None:
        customer = make_customer("Anna")
        answer = staff.post(detail_url("edit", customer), self.data())
        assert answer.status_code == 409

    def test_custom_fields(self, staff: Client) -> None:
        CustomField.objects.create(code="shoe", label="Shoe size", kind="number", maximum=60)
        CustomField.objects.create(code="size", label="Size", kind="choice", choices=["S", "M"])
        CustomField.objects.create(code="day", label="Day", kind="date")
        CustomField.objects.create(code="yes", label="Yes", kind="boolean")
        answer = staff.post(reverse("customers:new"), self.data(custom_shoe="99"))
        assert "custom_shoe" in answer.context["form"].errors
        values = {"custom_shoe": "38", "custom_size": "M", "custom_day": "2026-01-02", "custom_yes": "false"}
        staff.post(reverse("customers:new"), self.data(**values))
        customer = Customer.objects.get()
        assert customer.custom == {"shoe": "38", "size": "M", "day": "2026-01-02", "yes": False}
        staff.post(detail_url("edit", customer), self.data(version=1, **values))
        assert Customer.objects.get().version == 1


class TestEnrolment:
    DATA: ClassVar[dict[str, str]] = {"phone": "+14155552671", "family_name": "Smith", "terms": "1"}

    def test_at_the_counter(self, staff: Client, user: User) -> None:
        staff.post(reverse("customers:quick_enrol"), self.DATA | {"consent_sms": "1", "where": "Main Street"})
        membership = Membership.objects.get()
        assert (membership.enrolled_by, membership.enrolled_where) == (user, "Main Street")
        consent = Consent.objects.get()
        assert (consent.channel, consent.purpose, consent.address) == ("sms", "marketing", "+14155552671")

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"terms": ""}, "terms"),
            ({"phone": ""}, "phone"),
            ({"phone": "12"}, "phone"),
            ({"family_name": ""}, "family_name"),
            ({"consent_email": "1"}, "email"),
        ],
    )
    def test_what_is_needed(self, staff: Client, changes: dict[str, str], field: str) -> None:
        answer = staff.post(reverse("customers:quick_enrol"), self.DATA | changes)
        assert answer.status_code == 422
        assert field in answer.context["form"].errors
        assert not Customer.objects.exists()

    def test_a_known_number_is_asked_about_once(self, staff: Client) -> None:
        make_customer("Mother", phone="+14155552671")
        answer = staff.post(reverse("customers:quick_enrol"), self.DATA)
        assert answer.status_code == 409
        assert "Mother" in answer.content.decode()
        assert Customer.objects.count() == 1
        staff.post(reverse("customers:quick_enrol"), self.DATA | {"confirmed": "1"})
        assert Customer.objects.count() == 2

    def test_a_taken_email_leaves_nothing_half_done(self, staff: Client) -> None:
        make_customer(email="a@example.com")
        answer = staff.post(reverse("customers:quick_enrol"), self.DATA | {"email": "A@example.com"})
        assert "email" in answer.context["form"].errors
        assert not Membership.objects.exists()

    def test_the_way_through_the_states(self, staff: Client) -> None:
        customer = make_customer()
        for name, data, state in (
            ("enrol", {"terms": "1"}, "active"),
            ("suspend", {"reason": "x"}, "suspended"),
            ("reinstate", {"reason": "x"}, "active"),
            ("leave", {"reason": "x"}, "left"),
            ("enrol", {"terms": "1"}, "active"),
        ):
            assert staff.post(detail_url(name, customer), data).status_code == 302
            assert Membership.objects.get().state == state
        again = staff.post(detail_url("enrol", customer), {"terms": "1"})
        assert again.status_code == 422
        assert "already a member" in again.content.decode()
        assert staff.post(detail_url("suspend", customer), {"reason": ""}).status_code == 422


class TestWork:
    def test_short_forms(self, staff: Client, user: User) -> None:
        customer, topic = make_customer(email="a@example.com"), make_topic()
        today = clock.today().isoformat()
        for name, data in (
            ("consent_edit", {"channel": "email", "purpose": "survey", "state": "granted", "source": "asked"}),
            ("interests_edit", {"topics": [topic.pk]}),
            ("interests_edit", {}),
            ("hold_new", {"kind": "request", "reason": "please"}),
            ("follow_up_new", {"subject": "Call", "due_on": today, "assignee": user.pk}),
            ("note_new", {"text": "Nice"}),
            ("address_new", {"kind": "home", "lines": "1 Main St"}),
            ("identity_new", {"provider": "line", "identity": "x1"}),
        ):
            url = detail_url(name, customer)
            assert staff.get(url).status_code == 200
            answer = staff.post(url, data)
            assert answer.status_code == 302, (name, answer.context and answer.context["form"].errors)
        assert Consent.objects.get().address == "a@example.com"
        assert not Interest.objects.exists()
        follow_up = FollowUp.objects.get()
        assert (follow_up.assignee, follow_up.created_by) == (user, user)

    @pytest.mark.parametrize(
        "name", ["consent_edit", "hold_new", "follow_up_new", "note_new", "address_new", "identity_new"]
    )
    def test_empty_forms_are_refused(self, staff: Client, name: str) -> None:
        answer = staff.post(detail_url(name, make_customer()), {})
        assert answer.status_code == 422

    def test_a_taken_messaging_account(self, staff: Client) -> None:
        services.add_identity(customer=make_customer(), provider="line", identity="x", actor=None, now=NOW)
        answer = staff.post(detail_url("identity_new", make_customer()), {"provider": "line", "identity": "x"})
        assert answer.status_code == 422
        assert "already belongs" in answer.content.decode()

    def test_removed(self, staff: Client, user: User) -> None:
        customer = full_customer(user)
        staff.post(detail_url("address_remove", customer, customer.addresses.get().pk))
        staff.post(detail_url("identity_remove", customer, customer.identities.get().pk))
        hold = customer.holds.get()
        staff.post(detail_url("hold_release", customer, hold.pk))
        assert not customer.addresses.exists()
        assert not customer.identities.exists()
        again = staff.post(detail_url("hold_release", customer, hold.pk), follow=True)
        assert "already ended" in again.content.decode()

    def test_what_belongs_to_another_customer_or_app_stays(self, staff: Client, user: User) -> None:
        customer, other = full_customer(user), make_customer()
        assert staff.post(detail_url("address_remove", other, customer.addresses.get().pk)).status_code == 404
        hold = services.place_hold(
            customer=other, kind="complaint", reason="x", source="complaint:1", actor=None, now=NOW
        )
        assert staff.post(detail_url("hold_release", other, hold.pk)).status_code == 404

    def test_a_follow_up_ends_where_one_came_from(self, staff: Client, user: User) -> None:
        full_customer(user)
        follow_up = FollowUp.objects.get()
        url = reverse("customers:follow_up_finish", args=[follow_up.pk])
        assert staff.post(url, {"outcome": ""}).status_code == 422
        assert staff.post(url, {"outcome": "ok", "next": "/"})["Location"] == "/"
        again = staff.post(url, {"outcome": "ok"})
        assert again.status_code == 422
        assert "already done" in again.content.decode()

    def test_next_does_not_lead_away(self, staff: Client, user: User) -> None:
        customer = full_customer(user)
        url = reverse("customers:follow_up_finish", args=[FollowUp.objects.get().pk])
        answer = staff.post(url, {"outcome": "ok", "next": "https://evil.example/"})
        assert answer["Location"] == detail_url("detail", customer)


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


def test_the_counter_enrols_by_the_terms_in_force(staff: Client) -> None:
    from loyalty.models import Programme

    Programme.objects.update(terms_version="2026-05")
    staff.post(reverse("customers:quick_enrol"), TestEnrolment.DATA)
    assert Membership.objects.get().terms_version == "2026-05"
