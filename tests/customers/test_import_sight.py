"""Whom an import may reach: nobody by a file whom the importer does not see on the pages."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from core import jobs
from core.models import Job, User
from customers.models import Customer
from customers.services import update_customer
from sales.models import Purchase
from tests.customers.factories import NOW, make_company, make_customer, make_user
from tests.customers.test_imports import counts, reasons

pytestmark = pytest.mark.django_db
NOT_YOURS = "You cannot import this row: somebody who may see every customer can."


@pytest.fixture
def marketer(client: Client) -> User:
    """Sees their own customers and those of nobody."""
    user = make_user("marketer", name="Mei")
    user.groups.get().permissions.remove(*user.groups.get().permissions.filter(codename="view_all_customers"))
    client.force_login(user)
    return user


@pytest.fixture
def colleague() -> User:
    return make_user("marketer", name="Wu")


def upload(client: Client, app: str, text: str) -> str:
    """Up to the preview, whose address comes back."""
    file = SimpleUploadedFile("file.csv", text.encode())
    token = client.post(reverse(f"{app}:import"), {"file": file, "source": "shop"})["Location"].split("/")[-3]
    form = client.get(reverse(f"{app}:import_map", args=[token])).context["form"]
    chosen = {name: form[name].value() or "" for name in form.fields}
    return str(client.post(reverse(f"{app}:import_map", args=[token]), chosen)["Location"])


def by_page(client: Client, app: str, text: str) -> dict[str, Any]:
    client.post(upload(client, app, text))
    job = Job.objects.latest("pk")
    jobs.run(job.pk)
    job.refresh_from_db()
    result: dict[str, Any] = job.result
    return result


TAKEN = "email,assigned to,current supplier\nanna@example.com,{mine},Wangs\n"


class TestCustomers:
    def test_nobody_takes_a_colleagues_customer(self, client: Client, marketer: User, colleague: User) -> None:
        anna = make_customer("Anna", email="anna@example.com", assigned_to=colleague)
        result = by_page(client, "customers", TAKEN.format(mine=marketer.email))
        anna.refresh_from_db()
        assert (anna.assigned_to, anna.current_supplier, anna.version) == (colleague, "", 1)
        assert counts(result) == (1, 0, 0, 0, 1)
        assert reasons(result) == [("2", "email", NOT_YOURS)]

    def test_the_preview_says_it_too(self, client: Client, marketer: User, colleague: User) -> None:
        make_customer("Anna", email="anna@example.com", assigned_to=colleague)
        page = client.get(upload(client, "customers", TAKEN.format(mine=marketer.email)))
        assert (page.context["result"]["changed"], page.context["result"]["rejected"]) == (0, 1)
        assert NOT_YOURS in page.content.decode()
        assert "Wu" not in page.content.decode()

    def test_ones_own_and_those_of_nobody(self, client: Client, marketer: User) -> None:
        make_customer("Anna", email="anna@example.com", assigned_to=marketer)
        make_customer("Bert", email="bert@example.com")
        text = "email,current supplier\nanna@example.com,Wangs\nbert@example.com,Wangs\nnew@example.com,Wangs\n"
        assert counts(by_page(client, "customers", text)) == (3, 1, 2, 0, 0)

    @pytest.mark.parametrize(
        ("column", "reason"),
        [("public id", "There is no such customer."), ("customer number", NOT_YOURS), ("phone", NOT_YOURS)],
    )
    def test_by_whatever_they_are_told(
        self, client: Client, marketer: User, colleague: User, column: str, reason: str
    ) -> None:
        anna = make_customer(
            "Anna", phone="+12025550143", source="shop", external_id="7", assigned_to=colleague
        )  # fmt: skip
        told = {"public id": str(anna.public_id), "customer number": "7", "phone": "+1 202-555-0143"}[column]
        result = by_page(client, "customers", f"{column},name,current supplier\n{told},Anna,Wangs\n")
        assert reasons(result) == [("2", column, reason)]
        anna.refresh_from_db()
        assert (anna.current_supplier, Customer.objects.count()) == ("", 1)

    def test_those_who_were_merged_into_a_colleagues(self, client: Client, marketer: User, colleague: User) -> None:
        from customers.merging import merge_customers

        anna = make_customer("Anna", assigned_to=colleague)
        twice = make_customer("Anna", email="anna@example.com", source="shop", external_id="7")
        merge_customers(survivor=anna, duplicate=twice, reason="the same", actor=make_user("owner"), now=NOW)
        result = by_page(client, "customers", "customer number,current supplier\n7,Wangs\n")
        assert counts(result) == (1, 0, 0, 0, 1)

    def test_companies_of_colleagues(self, client: Client, marketer: User, colleague: User) -> None:
        acme = make_company("Acme")
        anna = make_customer("Anna", email="anna@example.com", company=acme)
        update_customer(
            customer=acme, data={"assigned_to": colleague}, expected_version=None, actor=None, now=NOW
        )  # fmt: skip
        text = "email,company\nanna@example.com,Acme\nbert@example.com,Acme\n"
        result = by_page(client, "customers", text)
        assert counts(result) == (2, 0, 0, 1, 1)
        assert reasons(result) == [("3", "company", NOT_YOURS)]
        anna.refresh_from_db()
        assert (anna.company, Customer.objects.filter(display_name="Acme").count()) == (acme, 1)

    def test_numbers_of_colleagues_are_not_counted_as_shared(
        self, client: Client, marketer: User, colleague: User
    ) -> None:
        make_customer("Anna", phone="+12025550143", assigned_to=colleague)
        result = by_page(client, "customers", "name,phone\nBert,+1 202-555-0143\n")
        assert (result["created"], result.get("shared_phones", 0)) == (1, 0)

    def test_who_sees_everybody_reaches_everybody(self, client: Client, colleague: User) -> None:
        manager = make_user("manager")
        client.force_login(manager)
        anna = make_customer("Anna", email="anna@example.com", assigned_to=colleague)
        assert counts(by_page(client, "customers", TAKEN.format(mine=manager.email))) == (1, 0, 1, 0, 0)
        anna.refresh_from_db()
        assert anna.assigned_to == manager

    def test_so_does_the_command(self, tmp_path: Path, marketer: User, colleague: User) -> None:
        anna = make_customer("Anna", email="anna@example.com", assigned_to=colleague)
        path = tmp_path / "file.csv"
        path.write_text(TAKEN.format(mine=marketer.email), encoding="utf-8")
        call_command("import_customers", str(path), stdout=io.StringIO())
        anna.refresh_from_db()
        assert anna.assigned_to == marketer


class TestPurchases:
    def test_a_tills_file_is_about_everybody(self, client: Client, marketer: User, colleague: User) -> None:
        """The permission to import purchases says so itself; the file changes nothing on the customer's record."""
        make_group_import_purchases(marketer)
        anna = make_customer("Anna", email="anna@example.com", assigned_to=colleague)
        result = by_page(client, "sales", "number,email,date,amount\nA,anna@example.com,2024-03-01,5\n")
        assert counts(result) == (1, 1, 0, 0, 0)
        assert Purchase.objects.get().customer == anna
        before = anna.version
        anna.refresh_from_db()
        assert (anna.version, anna.assigned_to) == (before, colleague)


def make_group_import_purchases(user: User) -> None:
    from django.contrib.auth.models import Permission

    user.user_permissions.add(Permission.objects.get(codename="import_purchase"))
