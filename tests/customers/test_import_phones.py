"""Import of customers of whom a shop knows the phone and no number and no address: by phone and name."""

from __future__ import annotations

from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from core import jobs
from core.models import Job, User
from core.tabular.sheetwriting import write_xlsx
from customers.imports import phoning
from customers.models import Customer, Membership
from tests.customers.factories import make_customer
from tests.customers.test_imports import counts, load, reasons
from tests.customers.test_races import at_once
from tests.sales.importing import run

pytestmark = pytest.mark.django_db
__all__ = ["load"]

P, Q = "+12025550143", "+12025550144"
HEAD = "name,phone,member since,tags\n"
FILE = f"{HEAD}Anna Smith,202-555-0143,2024-03-01,tea\nBen Smith,{P},,\nGrace Hopper,(202) 555-0144,2024-03-02,\n"


def everybody() -> list[tuple[str, str, int]]:
    return list(Customer.objects.order_by("display_name").values_list("display_name", "phone", "version"))


class TestFiles:
    def test_a_phone_and_a_name_are_enough(self, load: Any) -> None:
        assert counts(load(FILE)) == (3, 3, 0, 0, 0)
        assert everybody() == [("Anna Smith", P, 1), ("Ben Smith", P, 1), ("Grace Hopper", Q, 1)]
        assert Membership.objects.count() == 2

    def test_the_same_file_twice_changes_nothing(self, load: Any) -> None:
        load(FILE)
        before = everybody()
        assert counts(load(FILE)) == (3, 0, 0, 3, 0)
        assert everybody() == before

    def test_a_corrected_file_changes_only_the_corrections(self, load: Any) -> None:
        load(FILE)
        assert counts(load(FILE.replace("tea", "coffee").replace("Ben", "BEN"))) == (3, 0, 2, 1, 0)
        assert [name for name, *_rest in everybody()] == ["Anna Smith", "BEN Smith", "Grace Hopper"]

    def test_names_by_parts_and_in_chinese(self, load: Any) -> None:
        text = "姓,名,手机\n张,伟,+8613800138000\n李,娜,+8613800138000\n"
        assert counts(load(text)) == (2, 2, 0, 0, 0)
        assert counts(load("姓名,手机\n张伟,+86 138 0013 8000\n")) == (1, 0, 0, 1, 0)

    def test_a_column_of_phones_alone(self, load: Any) -> None:
        assert counts(load(f"phone\n{P}\n{Q}\n{P}\n")) == (3, 2, 0, 1, 0)
        assert [name for name, *_rest in everybody()] == [P, Q]

    def test_from_an_excel_file_by_the_command(self, tmp_path: Path) -> None:
        path = tmp_path / "customers.xlsx"
        rows = [line.split(",") for line in FILE.splitlines()]
        with path.open("wb") as file:
            write_xlsx(file, rows[0], iter(rows[1:]))
        for _time in range(2):
            call_command("import_customers", str(path))
        assert everybody() == [("Anna Smith", P, 1), ("Ben Smith", P, 1), ("Grace Hopper", Q, 1)]

    @pytest.mark.parametrize("size", [1, 2, 500])
    def test_wherever_the_rows_stand(self, load: Any, monkeypatch: Any, size: int) -> None:
        monkeypatch.setattr("customers.imports.running.BATCH", size)
        text = f"id,name,phone\n,,{P}\n,Anna,{P}\n,Ben,{P}\n7,Carl,{Q}\n,Carl,{Q}\n,,{Q}\n"
        assert counts(load(text)) == (6, 3, 1, 2, 0)
        assert counts(load(text))[:4] == (6, 0, 0, 5)
        assert [name for name, *_rest in everybody()] == ["Anna", "Ben", "Carl"]


class TestWhoIsMeant:
    def test_another_name_is_another_person(self, load: Any) -> None:
        anna = make_customer("Anna", phone=P)
        Customer.objects.filter(pk=anna.pk).update(source="shop", external_id="1")
        assert counts(load(f"name,phone\nBen,{P}\n")) == (1, 1, 0, 0, 0)
        assert counts(load(f"name,phone,tags\nanna,{P},x\n")) == (1, 0, 1, 0, 0)

    def test_who_bought_by_phone_gets_the_name(self, load: Any, tmp_path: Path) -> None:
        path = tmp_path / "sales.csv"
        path.write_text(f"number,phone,date,amount\nA,{P},2024-03-01,10\n")
        run(path)
        assert counts(load(FILE)) == (3, 2, 1, 0, 0)
        assert Customer.objects.get(purchases__isnull=False).display_name == "Anna Smith"
        assert counts(load(FILE)) == (3, 0, 0, 3, 0)

    def test_a_phone_without_a_name_is_its_only_owner(self, load: Any) -> None:
        anna = make_customer("Anna", phone=P)
        assert counts(load(f"phone,tags\n{P},x\n")) == (1, 0, 1, 0, 0)
        assert list(anna.tags.values_list("name", flat=True)) == ["x"]

    def test_what_several_may_be_is_refused(self, load: Any) -> None:
        for name in ("Anna", "Anna", "Ben"):
            make_customer(name, phone=P)
        result = load(f"name,phone,tags\nAnna,{P},x\n,{P},x\nBen,{P},x\n,,x\n")
        assert counts(result) == (4, 0, 1, 0, 3)
        found = reasons(result)
        assert [row[:2] for row in found] == [("2", "phone"), ("3", "phone"), ("5", "")]
        assert found[0][2].startswith("Several customers have this phone number and this name")
        assert found[1][2].startswith("Several customers share this phone number")
        assert found[2][2].startswith("Neither a number")

    def test_an_address_that_is_told_later_is_theirs(self, load: Any) -> None:
        load(FILE)
        text = f"name,phone,email\nAnna Smith,{P},anna@x.org\nBen Smith,{P},\n"
        assert counts(load(text)) == (2, 0, 1, 1, 0)
        assert Customer.objects.get(email_key="anna@x.org").display_name == "Anna Smith"
        # Who has an address is nobody with another one.
        assert counts(load(text.replace("anna@", "other@"))) == (2, 1, 0, 1, 0)

    def test_a_number_decides_before_phone_and_name(self, load: Any) -> None:
        load(FILE)
        assert counts(load(f"id,name,phone\n7,Anna Smith,{P}\n")) == (1, 1, 0, 0, 0)

    def test_a_merged_record_is_its_survivor_and_keeps_phone_and_name(self, load: Any) -> None:
        survivor = make_customer("Anna Jones", phone=Q)
        merged = make_customer("Anna Smith", phone=P)
        Customer.objects.filter(pk=merged.pk).update(merged_into=survivor)
        assert counts(load(f"name,phone,tags\nAnna Smith,{P},x\n")) == (1, 0, 1, 0, 0)
        survivor.refresh_from_db()
        assert (survivor.display_name, survivor.phone) == ("Anna Jones", Q)
        assert counts(load(f"name,phone,tags\nAnna Smith,{P},x\n")) == (1, 0, 0, 1, 0)

    def test_a_number_that_does_not_exist_refuses_the_row(self, load: Any) -> None:
        result = load("name,phone,country\nAnna,12,\nBen,030 123456,DE\n")
        assert counts(result) == (2, 1, 0, 0, 1)
        assert reasons(result)[0][:2] == ("2", "phone")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_by_the_pages(client: Client, tmp_path: Path, kind: str) -> None:
    user = User.objects.create_user("manager@example.com", "x")
    user.groups.add(Group.objects.get(name="manager"))
    client.force_login(user)
    path = tmp_path / f"customers.{kind}"
    rows = [line.split(",") for line in FILE.splitlines()]
    with path.open("wb") as file:
        if kind == "xlsx":
            write_xlsx(file, rows[0], iter(rows[1:]))
        else:
            file.write(FILE.encode())
    for expected in ((3, 0), (0, 3)):
        upload = SimpleUploadedFile(path.name, path.read_bytes())
        columns = str(client.post(reverse("customers:import"), {"file": upload, "source": "shop"})["Location"])
        form = client.get(columns).context["form"]
        preview = client.post(columns, {name: form[name].value() or "" for name in form.fields})["Location"]
        page = client.get(preview)
        assert (page.context["result"]["created"], page.context["result"]["unchanged"]) == expected
        client.post(preview)
        job = Job.objects.latest("pk")
        jobs.run(job.pk)
        job.refresh_from_db()
        assert (job.result["created"], job.result["unchanged"], job.result["rejected"]) == (*expected, 0)
    assert [(name, phone) for name, phone, _version in everybody()] == [
        ("Anna Smith", P),
        ("Ben Smith", P),
        ("Grace Hopper", Q),
    ]


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    """Phone and name have no constraint: two imports of one file take turns, with real connections."""

    def both(self, tmp_path: Path) -> int:
        path = tmp_path / "customers.csv"
        path.write_text(HEAD + "".join(f"Anna {n},+1202555{n:04d},,\n" for n in range(100, 200)))
        at_once(*[lambda: call_command("import_customers", str(path)) for _time in range(2)])
        return Customer.objects.count()

    def test_they_end_as_one(self, tmp_path: Path) -> None:
        assert self.both(tmp_path) == 100

    def test_without_their_turns_customers_would_come_twice(self, tmp_path: Path, monkeypatch: Any) -> None:
        """The twin: both have looked before either writes."""
        both_have_looked = Barrier(2)
        read = phoning.Owners

        def looked(*told: Any) -> Any:
            found = read(*told)
            both_have_looked.wait(10)
            return found

        monkeypatch.setattr(phoning, "hold", lambda rows: None)
        monkeypatch.setattr(phoning, "Owners", looked)
        assert self.both(tmp_path) == 200
