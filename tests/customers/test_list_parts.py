"""Further filters and columns of the list: own fields, interests, sources, what upper apps add; and their export."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from core.models import User
from customers import exports, listfiles, listparts, narrowing, services
from customers.birthday import Birthday
from customers.forms import CustomerFilter
from customers.imports.birthdays import parse
from customers.interests import Reason
from customers.listcolumns import birthday_text
from customers.models import Customer, CustomField, CustomValue, SavedFilter, TimelineEntry, Topic
from tests.customers.factories import NOW, make_company, make_customer, make_group, make_member, make_tag, make_user
from tests.customers.pages import queries

pytestmark = pytest.mark.django_db
URL = "customers:list"


@pytest.fixture(params=[narrowing.FEW, 0], ids=["few", "many"])
def few(request: Any, monkeypatch: pytest.MonkeyPatch) -> int:
    """Every filter both ways: its customers by their keys, and in the order of the list."""
    monkeypatch.setattr(narrowing, "FEW", request.param)
    monkeypatch.setattr(narrowing, "FEW_TOGETHER", request.param)
    return int(request.param)


@pytest.fixture
def fields() -> dict[str, CustomField]:
    kinds = {
        "hobby": {"kind": "text"}, "shoe": {"kind": "number"}, "wedding": {"kind": "date"}, "cat": {"kind": "boolean"},
        "size": {"kind": "choice", "choices": ["S", "M"]}, "size_from": {"kind": "text"},
    }  # fmt: skip
    return {
        code: CustomField.objects.create(code=code, label=code.capitalize(), order=order, **options)
        for order, (code, options) in enumerate(kinds.items())
    }


def names(client: Client, **parameters: Any) -> list[str]:
    answer = client.get(reverse(URL), parameters)
    assert answer.status_code == 200
    return [row.display_name for row in answer.context["page"]]


def exported(client: Client, **parameters: Any) -> list[list[str]]:
    answer = client.get(reverse(URL), parameters | {"format": "csv"})
    body = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.reader(io.StringIO(body)))


def shown(client: Client, **parameters: Any) -> list[list[str]]:
    """Names and the cells that were added, as the page has them."""
    answer = client.get(reverse(URL), parameters)
    return [[row.display_name, *(text for _label, text in row.added)] for row in answer.context["page"]]


class TestOwnFields:
    def test_exact_words_choices_and_ranges(self, staff: Client, fields: Any, few: int) -> None:
        make_customer("Anna", custom={"hobby": "Tea  Tasting", "shoe": "38.5", "wedding": "2019-05-17", "cat": "yes"})
        make_customer("Bert", custom={"hobby": "tea", "shoe": "-2", "wedding": "2020-01-01", "cat": "no", "size": "M"})
        make_customer("Cleo", custom={"size_from": "S"})
        for parameters, expected in (
            ({"custom_hobby": "tea tasting"}, ["Anna"]),
            ({"custom_hobby": "TEA"}, ["Bert"]),
            ({"custom_hobby": "te"}, []),
            ({"custom_shoe.from": "38"}, ["Anna"]),
            ({"custom_shoe.from": "-2", "custom_shoe.until": "38.5"}, ["Anna", "Bert"]),
            ({"custom_shoe.until": "9"}, ["Bert"]),
            ({"custom_wedding.from": "2020-01-01"}, ["Bert"]),
            ({"custom_wedding.from": "2019-01-01", "custom_wedding.until": "2019-12-31"}, ["Anna"]),
            ({"custom_cat": "true"}, ["Anna"]),
            ({"custom_cat": "false"}, ["Bert"]),
            ({"custom_size": "M"}, ["Bert"]),
            ({"custom_size_from": "s"}, ["Cleo"]),
            ({"custom_cat": "true", "custom_shoe.until": "9"}, []),
            ({"custom_shoe.from": "many", "custom_size": "XXL", "custom_gone": "1"}, ["Anna", "Bert", "Cleo"]),
            ({"custom_cat": "true", "q": "an"}, ["Anna"]),
        ):
            assert names(staff, **parameters) == expected, parameters

    def test_whoever_writes_the_values_they_are_found(self, fields: Any) -> None:
        """The database keeps them: services, imports, merges, and statements by hand."""

        def kept() -> list[tuple[Any, ...]]:
            return sorted(CustomValue.objects.values_list("customer__display_name", "code", "text", "number"), key=repr)

        anna = make_customer("Anna", custom={"shoe": "38", "cat": "yes"})
        assert kept() == [("Anna", "cat", "true", None), ("Anna", "shoe", "38", Decimal(38))]
        services.update_customer(
            customer=anna,
            data={"custom": {"shoe": "39", "hobby": "ÄTHER", "cat": None}},
            expected_version=None,
            actor=None,
            now=NOW,
        )
        assert kept() == [("Anna", "hobby", "äther", None), ("Anna", "shoe", "39", Decimal(39))]
        odd = {
            "hobby": "9999-99-99",
            "s": "2024-02-31",
            "t": "0000-01-01",
            "x": "1e5",
            "y": None,
            "z": {"a": 1},
            "w" * 41: "1",
            "long": "x" * 500,
        }
        Customer.objects.filter(pk=anna.pk).update(custom=odd)
        assert [(row[1], row[2][:10], row[3]) for row in kept()] == [
            ("hobby", "9999-99-99", None), ("long", "x" * 10, None), ("s", "2024-02-31", None),
            ("t", "0000-01-01", None), ("x", "1e5", None), ("z", '{"a": 1}', None),
        ]  # fmt: skip
        Customer.objects.filter(pk=anna.pk).update(custom={})
        assert kept() == []
        Customer.objects.bulk_create([Customer(display_name="B", custom={"cat": True})])
        assert kept() == [("B", "cat", "true", None)]
        Customer.objects.filter(display_name="B").delete()
        assert kept() == []


class TestOtherFilters:
    def test_sources(self, staff: Client) -> None:
        for source in ("shop", "fair", "fair", ""):
            make_customer(f"From {source}", source=source)
        form = staff.get(reverse(URL)).context["filter"]
        assert [value for value, _label in form.fields["source"].choices] == ["", "fair", "shop", " "]
        assert names(staff, source="fair") == ["From fair"] * 2
        assert names(staff, source=" ") == ["From"]
        assert names(staff, source="elsewhere") == ["From", "From fair", "From fair", "From shop"]

    def test_interests_declared_and_derived_with_what_belongs_to_a_topic(self, staff: Client, few: int) -> None:
        drinks = Topic.objects.create(name="Drinks", code="drinks")
        tea = Topic.objects.create(name="Tea", code="tea", parent=drinks)
        anna, bert = make_customer("Anna"), make_customer("Bert")
        services.set_interests(customer=anna, topics=[tea], actor=None, now=NOW)
        services.set_derived_interests(customer=anna, weights={tea.pk: (Decimal("0.5"), Reason("x", {}))}, now=NOW)
        services.set_derived_interests(customer=bert, weights={drinks.pk: (Decimal("0.5"), Reason("x", {}))}, now=NOW)
        for parameters, expected in (
            ({"interest": tea.pk}, ["Anna"]),
            ({"interest": drinks.pk}, ["Anna", "Bert"]),
            ({"interest": drinks.pk, "interest_kind": "declared"}, ["Anna"]),
            ({"interest": drinks.pk, "interest_kind": "derived"}, ["Anna", "Bert"]),
            ({"interest": tea.pk, "interest_kind": "derived"}, ["Anna"]),
            ({"interest_kind": "derived"}, ["Anna", "Bert"]),
        ):
            assert names(staff, **parameters) == expected, parameters
        columns = ["interests_declared", "interests_derived"]
        assert shown(staff, columns=columns) == [["Anna", "Tea", "Tea"], ["Bert", "", "Drinks"]]

    def test_without_topics_nobody_is_asked_for_one(self, staff: Client) -> None:
        assert "interest" not in staff.get(reverse(URL)).context["filter"].fields

    def test_a_part_of_an_upper_app_is_for_who_may_see_it(self, client: Client, monkeypatch: Any) -> None:
        part = listparts.ListFilter("secret", "Secret", lambda: [("a", "A")], lambda rows, _value: rows.none(), "x.y")
        monkeypatch.setitem(listparts._filters, "secret", part)
        column = listparts.ListColumn("secret", "Secret", lambda _rows, _user: {}, "x.y")
        monkeypatch.setitem(listparts._columns, "secret", column)
        client.force_login(make_user("cashier"))
        make_customer("Anna")
        assert names(client, secret="a", columns="secret") == ["Anna"]
        assert shown(client, columns="secret") == [["Anna"]]
        client.force_login(User.objects.create_superuser("root@example.com", "x"))
        assert names(client, secret="a") == []
        assert exports.wording("L")({"format": "csv", "rows": 1, "filters": ["secret"]}) == "L: 1 rows, CSV, by: Secret"


class TestColumns:
    def test_the_page_and_the_file_have_what_was_chosen(self, staff: Client, fields: Any) -> None:
        make_customer(
            "Anna", custom={"shoe": "38", "cat": "yes"}, source="fair", supplier_follow_up_on=date(2030, 5, 1)
        )
        make_customer("Bert")
        columns = ["custom_cat", "source", "nonsense", "supplier_follow_up_on", "custom_shoe"]
        page = staff.get(reverse(URL), {"columns": columns})
        assert [heading.column.key for heading in page.context["page"].headings][7:] == [
            *("source", "supplier_follow_up_on", "custom_shoe", "custom_cat"),
        ]
        assert shown(staff, columns=columns) == [["Anna", "fair", "1 May 2030", "38", "Yes"], ["Bert", "", "", "", ""]]
        head, anna, bert = exported(staff, columns=columns)
        assert head[7:] == ["Source", "Follow up on", "Shoe", "Cat"]
        assert (anna[7:], bert[7:]) == (["fair", "2030-05-01", "38", "Yes"], ["", "", "", ""])
        assert exported(staff)[0][7:] == []

    def test_saved_filters_keep_them(self, staff: Client) -> None:
        query = "source=fair&columns=source&columns=time_zone"
        staff.post(reverse("customers:filter_save"), {"name": "Fair", "query": query})
        make_customer("Anna", source="fair", time_zone="Asia/Tokyo")
        answer = staff.get(f"{reverse(URL)}?{SavedFilter.objects.get().query}")
        assert answer.context["query"] == query
        assert 'aria-current="true"' in answer.content.decode()
        assert [text for _label, text in answer.context["page"].rows[0].added] == ["fair", "Asia/Tokyo"]
        assert "columns=time_zone" in answer.context["page"].csv_url

    def test_the_next_page_keeps_them(self, staff: Client) -> None:
        for number in range(52):
            make_customer(f"Name {number:02d}", source="fair")
        first = staff.get(reverse(URL), {"columns": "source", "source": "fair"}).context["page"]
        second = staff.get(reverse(URL) + first.next_url).context["page"]
        assert [[text for _label, text in row.added] for row in second] == [["fair"], ["fair"]]

    def test_as_many_queries_with_one_row_as_with_three(self, staff: Client, user: User, fields: Any) -> None:
        every = [column.key for column in staff.get(reverse(URL)).context["offered"]]
        url = f"{reverse(URL)}?{'&'.join(f'columns={key}' for key in every)}"

        def one_more() -> None:
            customer = make_member("Anna", custom={"shoe": "38"}, company=make_company("Acme"))
            services.add_identity(customer=customer, provider="line", identity=str(customer.pk), actor=None, now=NOW)
            services.set_tags(customer=customer, tags=[make_tag()], actor=None, now=NOW)

        one_more()
        staff.get(url)
        one = queries(staff, url)
        one_more()
        one_more()
        assert queries(staff, url) == one

    def test_a_large_spreadsheet_has_them_too(self, staff: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        from openpyxl import load_workbook

        from core import jobs
        from core.models import Job

        monkeypatch.setattr(listfiles, "DIRECT_ROWS", 1)
        monkeypatch.setattr(listfiles, "CHUNK", 2)
        for number in range(5):
            make_customer(f"Name {number}", source="fair" if number else "")
        staff.get(reverse(URL), {"format": "xlsx", "source": "fair", "columns": ["source", "kind"]})
        job = Job.objects.get()
        jobs.run(job.pk)
        answer = staff.get(reverse("core:job_file", args=[job.pk, "file"]))
        sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined]
        assert sheet is not None
        assert [[cell.value for cell in row][-2:] for row in sheet.iter_rows()] == [
            ["Source", "Person or company"], *[["fair", "Person"]] * 4,
        ]  # fmt: skip
        assert [cell.value for cell in sheet["A"]] == ["Name", *(f"Name {number}" for number in range(1, 5))]

    def test_a_company_that_one_may_not_see_has_no_name(self, client: Client) -> None:
        from django.contrib.auth.models import Permission

        user = make_user("analyst")
        Group.objects.get(name="analyst").permissions.remove(Permission.objects.get(codename="view_all_customers"))
        client.force_login(user)
        company = make_company("Secret Ltd")
        Customer.objects.filter(pk=company.pk).update(assigned_to=make_user())
        make_customer("Anna", company=company)
        assert shown(client, columns="company") == [["Anna", "a company of a colleague"]]
        assert exported(client, columns="company")[1][-1] == "a company of a colleague"

    def test_the_trail_names_the_filters_and_not_what_was_typed(self, staff: Client, fields: Any) -> None:
        exported(staff, custom_hobby="secret", source=" ")
        told = TimelineEntry.objects.get(verb="customers.exported").data
        assert told["filters"] == ["custom_hobby", "source"]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
class TestRoundTrip:
    def test_an_exported_list_changes_nothing_and_can_be_mended(
        self, staff: Client, fields: Any, tmp_path: Path, language: str, file_format: str
    ) -> None:
        lin = make_user(name="林琳")
        anna = make_member(
            "Anna Smith", given_name="Anna", family_name="Smith", email="a@x.org", phone="+12025550143",
            language="en", time_zone="Asia/Shanghai", birth_month=4, birth_day=8, birth_calendar="lunar",
            birth_leap_month=True, assigned_to=lin, contact_style="fake_tiger", current_supplier="王记",
            supplier_follow_up="=SUM(A1)", supplier_follow_up_on=date(2030, 5, 1), source="fair", external_id="7",
            company=make_company("Acme"), company_role="Buyer",
            custom={"hobby": "+tea", "shoe": "38.50", "wedding": "2019-05-17", "cat": "no", "size": "M"},
        )  # fmt: skip
        services.add_identity(customer=anna, provider="wecom", identity="wm_1", actor=None, now=NOW)
        services.add_identity(customer=anna, provider="viber", identity="u:1", actor=None, now=NOW)
        services.set_tags(customer=anna, tags=[make_tag("t1"), make_tag("t2")], actor=None, now=NOW)
        services.set_groups(customer=anna, groups=[make_group("VIP")], actor=None, now=NOW)
        User.objects.filter(pk=lin.pk).update(is_active=False)  # has left, and still stands on the record
        make_customer("Nobody", birth_month=2, birth_day=29, birth_year=2000)
        path = self.export(staff, tmp_path, language, file_format)
        before = list(Customer.objects.order_by("pk").values()), TimelineEntry.objects.count()
        assert self.load(path) == (3, 0, 0, 3, 0)
        assert (list(Customer.objects.order_by("pk").values()), TimelineEntry.objects.count()) == before
        if file_format == "csv":
            path.write_text(path.read_text(encoding="utf-8-sig").replace("Nobody", "Somebody"), encoding="utf-8")
            assert self.load(path) == (3, 0, 1, 2, 0)
            assert Customer.objects.filter(display_name="Somebody").exists()

    def export(self, staff: Client, tmp_path: Path, language: str, file_format: str) -> Path:
        with override(language):
            every = [column.key for column in staff.get(reverse(URL)).context["offered"]]
            headers = {"accept-language": language}
            answer = staff.get(reverse(URL), {"columns": every, "format": file_format}, headers=headers)
            content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        path = tmp_path / f"customers.{file_format}"
        path.write_bytes(content)
        return path

    def load(self, path: Path) -> tuple[int, ...]:
        import json

        output = io.StringIO()
        call_command("import_customers", str(path), stdout=output)
        result = json.loads(output.getvalue().strip().splitlines()[-1])
        if result["errors_file"]:
            print(Path(result["errors_file"]).read_text())  # which row, when it fails
        return tuple(result[name] for name in ("rows", "created", "changed", "unchanged", "rejected"))


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_birthdays_are_written_as_they_are_read(language: str) -> None:
    for birthday in (
        Birthday(5, 17), Birthday(5, 17, year=1990), Birthday(12, 30, is_lunar=True),
        Birthday(4, 8, is_lunar=True, is_leap_month=True), Birthday(4, 8, is_lunar=True, is_leap_month=True, year=2020),
    ):  # fmt: skip
        with override(language):
            assert parse(birthday_text(birthday)) == birthday
    assert birthday_text(None) == ""


def test_a_filter_is_ignored_where_it_makes_no_sense() -> None:
    form = CustomerFilter(QueryDict("source=x&stage=hero&rhythm=late&interest=99"), user=make_user("owner"))
    assert set(form.chosen) <= {"rhythm"}
