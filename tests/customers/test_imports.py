"""The import of customers: through the command and the pages, into the real database."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from core import clock
from core.errors import DomainError
from core.importing import uploads
from core.models import Job, User
from customers.imports import birthdays
from customers.models import (
    Address,
    Consent,
    ConsentChange,
    Customer,
    CustomerGroup,
    CustomField,
    Membership,
    Note,
    Tag,
    TimelineEntry,
)
from customers.services import set_consent

pytestmark = pytest.mark.django_db


@pytest.fixture
def load(tmp_path: Path) -> Any:
    def load(text: str, *arguments: str) -> dict[str, Any]:
        path = tmp_path / "customers.csv"
        path.write_text(text, encoding="utf-8")
        output = io.StringIO()
        call_command("import_customers", str(path), *arguments, stdout=output)
        result: dict[str, Any] = json.loads(output.getvalue().strip().splitlines()[-1])
        return result

    return load


def counts(result: dict[str, Any]) -> tuple[int, ...]:
    return tuple(result[name] for name in ("rows", "created", "changed", "unchanged", "rejected"))


def reasons(result: dict[str, Any]) -> list[tuple[str, str, str]]:
    with Path(result["errors_file"]).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return [(row["import_line"], row["import_column"], row["import_reason"]) for row in rows]


EVERYTHING = (
    "id,first name,last name,email,phone,birthday,lunar,language,groups,tags,newsletter,sms consent,member since,terms,"
    "company,role,street,zip,city,country,note\n"
    '1,Anna,Smith,Anna@Example.com,+1 202-555-0143,1990-05-17,,en,VIP,"tea,coffee",yes,no,2024-03-01,2,'
    "Acme,Buyer,1 Main St,12345,Boston,US,Likes blue\n"
    "2,伟,张,,,农历五月十七,,zh-hans,,,,,,,,,,,,,\n"
)


class TestRows:
    def test_everything_that_a_row_can_say(self, load: Any) -> None:
        assert counts(load(EVERYTHING)) == (2, 2, 0, 0, 0)
        anna = Customer.objects.get(external_id="1")
        assert (anna.display_name, anna.email, anna.email_key, anna.phone) == (
            "Anna Smith",
            "Anna@Example.com",
            "anna@example.com",
            "+12025550143",
        )
        assert (anna.birth_year, anna.birth_month, anna.birth_day, anna.birth_calendar) == (1990, 5, 17, "solar")
        assert (anna.company.display_name, anna.company.kind, anna.company_role) == ("Acme", "company", "Buyer")
        assert sorted(anna.tags.values_list("name", flat=True)) == ["coffee", "tea"]
        assert list(anna.groups.values_list("name", flat=True)) == ["VIP"]
        assert dict(anna.consents.values_list("channel", "state")) == {"email": "granted", "sms": "refused"}
        assert set(anna.consents.values_list("source", "address")) == {
            ("import", "Anna@Example.com"),
            ("import", "+12025550143"),
        }
        assert (anna.membership.terms_version, anna.membership.enrolled_at, anna.membership.enrolled_where) == (
            "2",
            datetime(2024, 3, 1, tzinfo=UTC),
            "import",
        )
        assert Address.objects.get().lines == "1 Main St"
        assert Note.objects.get().text == "Likes blue"
        wei = Customer.objects.get(external_id="2")
        assert (wei.display_name, wei.sort_key, wei.initials) == ("张伟", "zhang wei", "zw")
        assert (wei.birth_calendar, wei.birth_month, wei.birth_day, wei.birth_year) == ("lunar", 5, 17, None)
        assert TimelineEntry.objects.filter(customer=anna, verb="customer.created").count() == 1

    def test_the_same_file_twice_changes_nothing(self, load: Any) -> None:
        load(EVERYTHING)
        models = (Customer, TimelineEntry, Consent, ConsentChange, Membership, Address, Note, Tag, CustomerGroup)
        before = [model.objects.count() for model in models]
        versions = list(Customer.objects.order_by("pk").values_list("version", "updated_at"))
        assert counts(load(EVERYTHING)) == (2, 0, 0, 2, 0)
        assert [model.objects.count() for model in models] == before
        assert list(Customer.objects.order_by("pk").values_list("version", "updated_at")) == versions

    def test_a_corrected_file_changes_only_the_corrections(self, load: Any) -> None:
        load(EVERYTHING)
        corrected = (
            EVERYTHING.replace("Smith", "Smythe").replace("2024-03-01", "2024-02-01").replace("1 Main", "2 Main")
        )
        assert counts(load(corrected)) == (2, 0, 1, 1, 0)
        anna = Customer.objects.get(external_id="1")
        assert (anna.display_name, anna.sort_key, anna.version) == ("Anna Smythe", "smythe anna", 2)
        assert anna.membership.enrolled_at.date() == date(2024, 2, 1)
        assert anna.membership_spans.get().began_at == anna.membership.enrolled_at
        assert Address.objects.get().lines == "2 Main St"

    def test_a_group_from_a_file_makes_an_open_form_stale(self, load: Any) -> None:
        load("id,name,groups\n1,Anna,\n2,Bert,\n")
        load("id,groups\n1,VIP\n2,\n")
        assert list(Customer.objects.order_by("external_id").values_list("version", flat=True)) == [2, 1]

    def test_empty_cells_erase_nothing(self, load: Any) -> None:
        load(EVERYTHING)
        assert counts(load("id,first name,last name,email,phone,tags\n1,,,,,\n")) == (1, 0, 0, 1, 0)
        anna = Customer.objects.get(external_id="1")
        assert anna.email
        assert anna.tags.count() == 2

    def test_without_a_number_the_address_decides(self, load: Any) -> None:
        assert counts(load("name,email\nA,a@x.org\nB,B@x.org\n")) == (2, 2, 0, 0, 0)
        assert counts(load("name,email\nA2,A@X.org\nB,b@x.org\n")) == (2, 0, 2, 0, 0)

    def test_a_customer_made_by_a_sale_gets_a_name(self, load: Any) -> None:
        Customer.objects.create(source="import", external_id="7", display_name="7")
        assert counts(load("id,name\n7,Grace Hopper\n")) == (1, 0, 1, 0, 0)
        assert Customer.objects.get().display_name == "Grace Hopper"

    def test_a_later_row_corrects_an_earlier_one(self, load: Any) -> None:
        assert counts(load("id,name\n1,First\n2,Other\n1,Second\n")) == (3, 2, 1, 0, 0)
        assert Customer.objects.get(external_id="1").display_name == "Second"

    def test_own_fields(self, load: Any) -> None:
        CustomField.objects.create(code="shoe", label="Shoe size", kind="number", minimum=30)
        result = load("id,name,Shoe size\n1,A,38\n2,B,12\n")
        assert counts(result) == (2, 1, 0, 0, 1)
        assert Customer.objects.get().custom == {"shoe": "38"}
        assert reasons(result)[0][:2] == ("3", "Shoe size")


class TestRules:
    def test_a_file_never_revives_what_was_withdrawn(self, load: Any) -> None:
        text = "id,name,email,newsletter\n1,A,a@x.org,yes\n"
        load(text)
        customer = Customer.objects.get()
        set_consent(
            customer=customer,
            channel="email",
            purpose="marketing",
            state="withdrawn",
            source="member page",
            actor=None,
            now=clock.now(),
        )
        assert counts(load(text)) == (1, 0, 0, 1, 0)
        assert Consent.objects.get().state == "withdrawn"

    def test_a_no_always_counts(self, load: Any) -> None:
        load("id,name,email,newsletter\n1,A,a@x.org,yes\n")
        assert counts(load("id,name,email,newsletter\n1,A,a@x.org,no\n")) == (1, 0, 1, 0, 0)
        assert Consent.objects.get().state == "withdrawn"
        assert ConsentChange.objects.count() == 2

    def test_refused_rows_name_their_cell(self, load: Any) -> None:
        Customer.objects.create(display_name="Owner", email="taken@x.org", email_key="taken@x.org")
        result = load(
            "id,name,email,phone,birthday,newsletter,member since,type,country\n"
            "1,A,not-an-address,,,,,,\n"
            "2,B,,12,,,,,\n"
            "3,C,,,1990-02-30,,,,\n"
            "4,D,,,,perhaps,,,\n"
            "5,E,TAKEN@x.org,,,,,,\n"
            "6,F,,,,,2024-13-01,,\n"
            "7,G,,,,,,robot,\n"
            "8,H,,,,,,,Mars\n"
            ",I,,,,,,,\n"
            "10,J,j@x.org,,,,2024-01-02,,\n"
            "11,K,J@x.org,,,,,,\n"
        )
        assert counts(result) == (11, 1, 0, 0, 10)
        assert [row[1] for row in reasons(result)] == [
            *("email", "phone", "birthday", "newsletter", "email", "member since", "type", "country", "id", "email"),
        ]
        assert Customer.objects.filter(source="import").count() == 1

    def test_the_number_of_a_merged_customer_leads_to_the_survivor(self, load: Any) -> None:
        survivor = Customer.objects.create(display_name="S")
        merged = Customer.objects.create(display_name="M", source="import", external_id="1", merged_into=survivor)
        assert counts(load("id,name\n1,New\n")) == (1, 0, 1, 0, 0)
        survivor.refresh_from_db()
        merged.refresh_from_db()
        assert (survivor.display_name, merged.display_name) == ("New", "M")

    def test_a_shared_phone_is_worth_a_warning_only(self, load: Any, tmp_path: Path) -> None:
        from customers.imports.jobs import describe, rehearse

        path = tmp_path / "family.csv"
        path.write_text("id,name,phone\n1,A,+12025550143\n2,B,+12025550143\n3,C,+12025550144\n")
        result = rehearse(describe(path=path, given={}, source="import"))
        assert result["created"] == 3
        assert result["shared_phones"] == 2

    def test_dry_run_writes_nothing(self, load: Any) -> None:
        assert counts(load(EVERYTHING, "--dry-run")) == (2, 2, 0, 0, 0)
        assert not Customer.objects.exists()
        assert not Job.objects.exists()

    def test_a_file_without_any_key_is_refused(self, load: Any) -> None:
        with pytest.raises(CommandError, match="number, the e-mail address or the phone"):
            load("name,city\nA,B\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1990-05-17", (5, 17, False, False, 1990)),
        ("17.05.1990", (5, 17, False, False, 1990)),
        ("05/17/1990", (5, 17, False, False, 1990)),
        ("05-17", (5, 17, False, False, None)),
        ("--05-17", (5, 17, False, False, None)),
        ("5月17日", (5, 17, False, False, None)),
        ("1990年5月17日", (5, 17, False, False, 1990)),
        ("19900517", (5, 17, False, False, 1990)),
        ("农历五月十七", (5, 17, True, False, None)),
        ("农历闰四月初八", (4, 8, True, True, None)),
        ("lunar 12-30", (12, 30, True, False, None)),
        ("农历腊月廿三", (12, 23, True, False, None)),
        ("正月初一", (1, 1, False, False, None)),
        ("02-29", (2, 29, False, False, None)),
    ],
)
def test_birthdays(text: str, expected: tuple[Any, ...]) -> None:
    found = birthdays.parse(text)
    assert found
    assert (found.month, found.day, found.is_lunar, found.is_leap_month, found.year) == expected


@pytest.mark.parametrize("text", ["13-13", "soon", "1990", "2024-02-30", "农历13-01", "30.02.2020", "0000-01-01"])
def test_no_birthdays(text: str) -> None:
    with pytest.raises(DomainError):
        birthdays.parse(text)


def test_slashed_birthdays_by_the_order_of_the_file() -> None:
    found = birthdays.parse("03/04/1990", month_first=False)
    assert found
    assert (found.month, found.day) == (4, 3)


class TestPages:
    @pytest.fixture
    def staff(self, client: Client) -> Client:
        user = User.objects.create_user("manager@example.com", "x")
        user.groups.add(Group.objects.get(name="manager"))
        client.force_login(user)
        return client

    def upload(self, client: Client, app: str, text: str) -> str:
        file = SimpleUploadedFile("file.csv", text.encode())
        response = client.post(reverse(f"{app}:import"), {"file": file, "source": "shop"})
        assert response.status_code == 302, response.content.decode()
        return str(response["Location"]).split("/")[-3]

    def test_says_when_no_column_names_the_customer(self, staff: Client) -> None:
        token = self.upload(staff, "sales", "number,buyer_mood,date,amount\nA,glad,2024-03-01,5\n")
        form = staff.get(reverse("sales:import_map", args=[token])).context["form"]
        chosen = {name: form[name].value() or "" for name in form.fields}
        page = staff.get(staff.post(reverse("sales:import_map", args=[token]), chosen)["Location"])
        assert page.context["is_anonymous"]
        assert page.context["left_out"] == ["buyer_mood"]
        assert "every sale becomes anonymous" in page.content.decode()

    @pytest.mark.parametrize(
        ("app", "text"),
        [
            ("customers", "客户编号,姓名,手机\n1,张伟,xx\n2,李娜,\n"),
            ("sales", "number,customer,date,amount\nA,1,2024-03-01,ten\nB,2,2024-03-01,5\n"),
        ],
    )
    def test_from_upload_to_report(self, staff: Client, app: str, text: str) -> None:
        token = self.upload(staff, app, text)
        columns = staff.get(reverse(f"{app}:import_map", args=[token]))
        assert columns.status_code == 200
        form = columns.context["form"]
        chosen = {name: form[name].value() or "" for name in form.fields}
        response = staff.post(reverse(f"{app}:import_map", args=[token]), chosen)
        assert response.status_code == 302, response.content.decode()
        page = staff.get(response["Location"])
        assert page.status_code == 200
        assert (page.context["result"]["created"], page.context["result"]["rejected"]) == (1, 1)
        assert len(page.context["refusals"]) == 1
        assert not Customer.objects.exists()
        response = staff.post(reverse(f"{app}:import_preview", args=[token]))
        job = Job.objects.get()
        from core import jobs

        jobs.run(job.pk)
        job.refresh_from_db()
        assert (job.state, job.result["created"], job.result["rejected"]) == ("done", 1, 1)
        refused = staff.get(job.result["next_url"])
        assert refused.status_code == 200
        assert [row["line"] for row in refused.context["refusals"]] == ["2"]
        assert Customer.objects.get().source == "shop"

    def test_the_same_field_twice_is_refused_at_the_column(self, staff: Client) -> None:
        token = self.upload(staff, "customers", "a,b\n1,2\n")
        url = reverse("customers:import_map", args=[token])
        response = staff.post(url, {"column_0": "external_id", "column_1": "external_id"})
        assert response.status_code == 422
        assert "column_1" in response.context["form"].errors

    @pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"PK\x03\x04rubbish"])
    def test_a_bad_file_comes_back_with_a_reason(self, staff: Client, content: bytes) -> None:
        file = SimpleUploadedFile("f.csv", content)
        response = staff.post(reverse("customers:import"), {"file": file, "source": "shop"})
        assert response.status_code == 422
        assert response.context["form"].errors["file"]

    def test_strange_tokens_find_nothing(self, staff: Client) -> None:
        for token in ("errors", "0" * 32, "abc"):
            assert staff.get(reverse("customers:import_map", args=[token])).status_code == 404
        token = self.upload(staff, "customers", "id,name\n1,A\n")
        assert staff.get(reverse("sales:import_map", args=[token])).status_code == 404

    def test_others_stay_out(self, client: Client) -> None:
        user = User.objects.create_user("cashier@example.com", "x")
        user.groups.add(Group.objects.get(name="cashier"))
        client.force_login(user)
        for name in ("customers:import", "sales:import"):
            assert client.get(reverse(name)).status_code == 403

    def test_old_files_are_removed(self, staff: Client) -> None:
        import os

        token = self.upload(staff, "customers", "id,name\n1,A\n")
        kept = uploads.find(token, "customers.import_customers")
        assert kept
        assert uploads.remove_old(clock.now()) == 0
        os.utime(kept.path.parent, (0, 0))
        assert uploads.remove_old(clock.now()) == 1
        assert uploads.find(token, "customers.import_customers") is None
