"""Import of what sellers keep on customers: zone, accounts, who looks after them, style, supplier; and of exports."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core.importing.fields import guess
from core.models import User
from customers.imports.fields import all_fields
from customers.models import ChannelIdentity, Customer, TimelineEntry
from customers.services import add_identity
from tests.customers.factories import NOW, make_customer, make_user
from tests.customers.test_imports import counts, load, reasons

pytestmark = pytest.mark.django_db
__all__ = ["load"]

ENGLISH = (
    "customer number,name,time zone,WeChat,LINE,messaging accounts,assigned to,contact style,current supplier,"
    "follow-up trigger,follow up on\n"
    "1,Anna,asia/shanghai,anna_88,U4af,whatsapp: +8613800138000; telegram: @anna,lin@example.com,Fake tiger,Wangs,"
    "contract ends in May,2030-05-01\n"
    "2,Bert,,,,,,,,,\n"
)
CHINESE = (
    "客户编号,姓名,时区,微信号,企业微信,负责员工,客户性格,现供应商,跟进契机,跟进日期\n"
    "1,张伟,Asia/Shanghai,zw88,wm_1,林琳,假老虎,王记,五月合同到期,2030-05-01\n"
)


@pytest.fixture
def lin() -> User:
    return User.objects.create_user("Lin@Example.com", "x", name="林琳")


def identities(customer: Customer) -> set[tuple[str, str]]:
    return set(customer.identities.values_list("provider", "identity"))


def verbs(customer: Customer) -> list[str]:
    return list(TimelineEntry.objects.filter(customer=customer).order_by("pk").values_list("verb", flat=True))


class TestFields:
    def test_in_english(self, load: Any, lin: User) -> None:
        assert counts(load(ENGLISH)) == (2, 2, 0, 0, 0)
        anna = Customer.objects.get(external_id="1")
        assert (anna.time_zone, anna.assigned_to, anna.contact_style) == ("Asia/Shanghai", lin, "fake_tiger")
        assert (anna.current_supplier, anna.supplier_follow_up) == ("Wangs", "contract ends in May")
        assert anna.supplier_follow_up_on == date(2030, 5, 1)
        assert identities(anna) == {
            ("wechat", "anna_88"), ("line", "U4af"), ("whatsapp", "+8613800138000"), ("telegram", "@anna"),
        }  # fmt: skip
        assert verbs(anna) == ["customer.created", *["identity.added"] * 4]
        bert = Customer.objects.get(external_id="2")
        assert (bert.time_zone, bert.assigned_to, bert.contact_style, bert.identities.count()) == ("", None, "", 0)

    def test_in_chinese(self, load: Any, lin: User) -> None:
        assert counts(load(CHINESE)) == (1, 1, 0, 0, 0)
        wei = Customer.objects.get()
        assert (wei.time_zone, wei.assigned_to, wei.contact_style) == ("Asia/Shanghai", lin, "fake_tiger")
        assert (wei.current_supplier, wei.supplier_follow_up) == ("王记", "五月合同到期")
        assert wei.supplier_follow_up_on == date(2030, 5, 1)
        assert identities(wei) == {("wechat", "zw88"), ("wecom", "wm_1")}

    def test_every_heading_is_guessed(self) -> None:
        for text in (ENGLISH, CHINESE):
            header = text.splitlines()[0].split(",")
            assert sorted(guess(all_fields(), header).values()) == sorted(header)

    def test_twice_is_once_and_empty_cells_say_nothing(self, load: Any, lin: User) -> None:
        load(ENGLISH)
        before = list(Customer.objects.order_by("pk").values()), ChannelIdentity.objects.count()
        trail = TimelineEntry.objects.count()
        assert counts(load(ENGLISH)) == (2, 0, 0, 2, 0)
        emptied = ENGLISH.splitlines()[0] + "\n1,,,,,,,,,,\n"
        assert counts(load(emptied)) == (1, 0, 0, 1, 0)
        assert (list(Customer.objects.order_by("pk").values()), ChannelIdentity.objects.count()) == before
        assert TimelineEntry.objects.count() == trail

    def test_only_what_the_file_holds_changes(self, load: Any, lin: User) -> None:
        load(ENGLISH)
        other = make_user(name="Other")
        assert counts(load(f"id,owner,supplier\n1,{other.email.upper()},Lius\n")) == (1, 0, 1, 0, 0)
        anna = Customer.objects.get(external_id="1")
        assert (anna.assigned_to, anna.current_supplier, anna.contact_style) == (other, "Lius", "fake_tiger")
        assert (anna.supplier_follow_up_on, anna.identities.count()) == (date(2030, 5, 1), 4)
        told = TimelineEntry.objects.filter(customer=anna, verb="customer.changed").get()
        assert told.data["fields"] == ["assigned_to", "current_supplier"]

    def test_refused_rows_name_their_cell(self, load: Any, lin: User) -> None:
        User.objects.create_user("gone@example.com", "x", is_active=False)
        for _namesake in range(2):
            make_user(name="Li")
        add_identity(customer=make_customer(), provider="wechat", identity="taken", actor=None, now=NOW)
        header = "id,name,tz,wechat,identities,assigned to,contact style,supplier,trigger,follow up on\n"
        result = load(
            f"{header}1,A,Mars/Base,,,,,,,\n2,B,,taken,,,,,,\n3,C,,,nonsense,,,,,\n4,D,,,WeChat: taken,,,,,\n"
            f"5,E,,,,gone@example.com,,,,\n6,F,,,,Li,,,,\n7,G,,,,,lion,,,\n8,H,,,,,,{'x' * 121},,\n"
            f"9,I,,,,,,,{'x' * 201},\n10,J,,,,,,,,2030-02-30\n11,K,,mine,,,,,,\n12,L,,mine,,,,,,\n"
            f"13,M,,{'x' * 129},,,,,,\n"
        )
        assert counts(result) == (13, 1, 0, 0, 12)
        assert [(row[0], row[1]) for row in reasons(result)] == [
            ("2", "tz"), ("3", "wechat"), ("4", "identities"), ("5", "identities"), ("6", "assigned to"),
            ("7", "assigned to"), ("8", "contact style"), ("9", "supplier"), ("10", "trigger"), ("11", "follow up on"),
            ("13", "wechat"), ("14", "wechat"),
        ]  # fmt: skip
        text = Path(result["errors_file"]).read_text(encoding="utf-8-sig")
        for value in ("Mars/Base", "taken", "nonsense", "gone@example.com", "lion", "2030-02-30"):
            assert f",{value}," in text, "the cell itself, to be mended"
        assert not Customer.objects.filter(external_id__in=["2", "4", "12"]).exists(), "no half rows"

    def test_an_account_that_another_row_took(self, load: Any) -> None:
        """One customer twice keeps the account; of two customers the first has it."""
        assert counts(load("id,name,wechat\n1,A,x\n1,A,y\n2,B,x\n")) == (3, 1, 1, 0, 1)
        assert identities(Customer.objects.get(external_id="1")) == {("wechat", "x"), ("wechat", "y")}

    def test_days_are_in_one_form(self, load: Any) -> None:
        text = "id,name,member since,follow up on\n1,A,31/01/2020,05/06/2030\n2,B,01/02/2020,13/12/2031\n"
        assert counts(load(text)) == (2, 2, 0, 0, 0)
        assert Customer.objects.get(external_id="1").supplier_follow_up_on == date(2030, 6, 5)

    def test_the_pages_show_and_preview_them(self, client: Client, lin: User) -> None:
        user = User.objects.create_user("manager@example.com", "x")
        user.groups.add(Group.objects.get(name="manager"))
        client.force_login(user)
        file = SimpleUploadedFile("file.csv", (ENGLISH + "3,C,,,,,nobody@example.com,,,,\n").encode())
        answer = client.post(reverse("customers:import"), {"file": file, "source": "shop"})
        token = answer["Location"].split("/")[-3]
        form = client.get(reverse("customers:import_map", args=[token])).context["form"]
        chosen = {name: form[name].value() or "" for name in form.fields}
        assert {"time_zone", "identity_wechat", "identities", "assigned_to", "contact_style"} <= set(chosen.values())
        page = client.get(client.post(reverse("customers:import_map", args=[token]), chosen)["Location"])
        assert (page.context["result"]["created"], page.context["result"]["rejected"]) == (2, 1)
        assert "nobody@example.com" in page.content.decode()
        assert not Customer.objects.exists()


class TestPublicId:
    def test_it_names_the_customer(self, load: Any) -> None:
        nobody = make_customer("Old name", phone="+12025550143")
        text = f"public id,name,number\n{nobody.public_id},New name,77\n"
        assert counts(load(text)) == (1, 0, 1, 0, 0)
        nobody.refresh_from_db()
        assert (nobody.display_name, nobody.external_id) == ("New name", "")
        assert counts(load(text)) == (1, 0, 0, 1, 0)

    def test_a_foreign_one_is_refused(self, load: Any) -> None:
        unknown = "00000000-0000-4000-8000-000000000000"
        result = load(f"public id,name,number\n{unknown},A,1\n12,B,2\n,C,3\n")
        assert counts(result) == (3, 1, 0, 0, 2)
        assert [row[:2] for row in reasons(result)] == [("2", "public id"), ("3", "public id")]

    def test_of_a_merged_record_it_leads_to_the_survivor(self, load: Any) -> None:
        survivor = make_customer("S")
        merged = make_customer("M")
        Customer.objects.filter(pk=merged.pk).update(merged_into=survivor)
        assert counts(load(f"public id,name\n{merged.public_id},N\n{survivor.public_id},N\n")) == (2, 0, 1, 1, 0)

    def test_two_rows_about_one_customer_by_different_names(self, load: Any) -> None:
        who = make_customer("A", email="a@x.org", source="import", external_id="1")
        text = f"public id,id,email,name,supplier,tz\n{who.public_id},,,,S,\n,1,,B,,\n,,a@x.org,,,Asia/Tokyo\n"
        assert counts(load(text)) == (3, 0, 3, 0, 0)
        who.refresh_from_db()
        assert (who.display_name, who.current_supplier, who.time_zone) == ("B", "S", "Asia/Tokyo")
        assert who.version == 4
