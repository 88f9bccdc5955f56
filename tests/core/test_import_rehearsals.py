"""The preview of a file that is longer than what the page runs through: a job says what the whole of it would do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from core import clock, jobs
from core.importing import rejects, uploads
from core.models import Job, User
from customers.models import Customer, TimelineEntry
from sales.imports.jobs import describe, rehearse
from sales.models import Product, Purchase, Return
from tests.customers.factories import make_user
from tests.customers.test_races import at_once
from tests.sales.factories import line, purchase

# A rehearsal tells its progress over a connection of its own.
pytestmark = pytest.mark.django_db(transaction=True)

CUSTOMERS = (
    "id,name,email,phone\n1,Anna,a@x.org,\n2,Ben,b@x.org,\n"
    "3,Carl,,xx\n4,Dora,A@x.org,\n5,Emil,,\n6,Fay,,\n1,Anne,,\n,Gus,,\n"
)
SALES = (
    "number,customer,date,sku,quantity,amount\n"
    "A,1,2024-03-01,MUG,2,20.00\nB,2,2024-03-01,TEA,1,ten\nC,3,2024-03-02,MUG,1,10.00\n"
    "A1,1,2024-03-05,MUG,-1,-10.00\nA2,1,2024-03-06,MUG,-1,-10.00\nA3,1,2024-03-07,MUG,-1,-10.00\n"
)
FILES = {"customers": CUSTOMERS, "sales": SALES}
COUNTS = ("rows", "created", "changed", "unchanged", "rejected")


@pytest.fixture(autouse=True)
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.importing.pages.REHEARSED", 2)


@pytest.fixture
def user() -> User:
    return make_user("manager")


@pytest.fixture
def staff(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def preview_of(client: Client, app: str, text: str) -> str:
    file = SimpleUploadedFile("file.csv", text.encode())
    columns = str(client.post(reverse(f"{app}:import"), {"file": file, "source": "shop"})["Location"])
    return map_columns(client, columns)


def map_columns(client: Client, columns: str) -> str:
    form = client.get(columns).context["form"]
    return str(client.post(columns, {name: form[name].value() or "" for name in form.fields})["Location"])


def counts(result: dict[str, Any]) -> tuple[int, ...]:
    return tuple(result[name] for name in COUNTS)


def run(job: Job) -> Job:
    jobs.run(job.pk)
    job.refresh_from_db()
    return job


def written() -> list[int]:
    return [model.objects.count() for model in (Customer, TimelineEntry, Purchase, Product, Return)]


def tables() -> list[str]:
    return [name for name in connection.introspection.table_names() if name.startswith("import_")]


@pytest.mark.parametrize("app", ["customers", "sales"])
class TestPreview:
    def test_says_what_the_whole_file_would_do_and_that_is_what_it_does(self, staff: Client, app: str) -> None:
        url = preview_of(staff, app, FILES[app])
        first = staff.get(url)
        assert (first.context["is_whole"], first.context["result"]["rows"]) == (False, 2)
        assert "first 2 rows" in first.content.decode()
        rehearsal = Job.objects.get()
        assert f"job-{rehearsal.pk}" in first.content.decode()
        run(rehearsal)
        assert rehearsal.state == Job.State.DONE, rehearsal.error
        assert rehearsal.result["next_url"] == url
        assert written() == [0, 0, 0, 0, 0]
        assert tables() == []
        page = staff.get(url)
        foreseen = counts(page.context["result"])
        assert page.context["is_whole"]
        refused = [(row["line"], row["reason"]) for row in page.context["refusals"]]
        assert reverse("core:job_file", args=[rehearsal.pk, "errors_file"]) in page.content.decode()
        staff.post(url)
        done = run(Job.objects.latest("pk"))
        assert counts(done.result) == foreseen == {"customers": (8, 4, 1, 0, 3), "sales": (6, 4, 0, 0, 2)}[app]
        refusals = staff.get(done.result["next_url"]).context["refusals"]
        assert [(row["line"], row["reason"]) for row in refusals] == refused

    def test_the_import_may_begin_before(self, staff: Client, app: str) -> None:
        url = preview_of(staff, app, FILES[app])
        staff.post(url)
        rehearsal, real = Job.objects.order_by("pk")
        assert (rehearsal.state, real.kind) == (
            Job.State.CANCELLED,
            f"{app}.import_{'customers' if app == 'customers' else 'purchases'}",
        )
        assert run(real).state == Job.State.DONE

    def test_a_rehearsal_that_was_stopped_leaves_nothing_and_can_be_begun_again(
        self, staff: Client, app: str, monkeypatch: Any
    ) -> None:
        url = preview_of(staff, app, FILES[app])
        job = Job.objects.get()
        with monkeypatch.context() as stopped:
            stopped.setattr("customers.hooks.announce", lambda *told: at_once(lambda: jobs.request_cancel(job=job)))
            run(job)
        assert job.state == Job.State.CANCELLED
        assert written() == [0, 0, 0, 0, 0]
        assert tables() == []
        page = staff.get(url)
        assert not page.context["is_whole"]
        assert 'name="rehearse"' in page.content.decode()
        assert staff.post(url, {"rehearse": "1"})["Location"] == url
        assert run(Job.objects.latest("pk")).state == Job.State.DONE
        assert staff.get(url).context["is_whole"]

    def test_other_columns_begin_it_anew(self, staff: Client, app: str) -> None:
        url = preview_of(staff, app, FILES[app])
        map_columns(staff, url.replace("preview", "columns"))
        assert list(Job.objects.order_by("pk").values_list("state", flat=True)) == ["cancelled", "queued"]
        run(Job.objects.latest("pk"))
        assert staff.get(url).context["is_whole"]

    def test_killed_it_begins_again(self, staff: Client, app: str, monkeypatch: Any) -> None:
        url = preview_of(staff, app, FILES[app])
        job = Job.objects.get()
        with monkeypatch.context() as killed:
            killed.setattr("core.importing.rejects.write", _killed)
            killed.setattr(jobs.Progress, "is_current", lambda self: False)
            with pytest.raises(KeyboardInterrupt):
                jobs.run(job.pk)
        Job.objects.filter(pk=job.pk).update(beat_at=clock.now() - jobs.SILENCE * 2)
        assert run(job).state == Job.State.DONE
        assert staff.get(url).context["is_whole"]
        assert tables() == []

    def test_who_lost_the_right_to_import_is_told_nothing(self, staff: Client, user: User, app: str) -> None:
        preview_of(staff, app, FILES[app])
        user.groups.clear()
        assert run(Job.objects.get()).state == Job.State.FAILED

    def test_a_short_file_needs_none(self, staff: Client, app: str) -> None:
        head, *rows = FILES[app].splitlines(keepends=True)
        page = staff.get(preview_of(staff, app, head + "".join(rows[:2])))
        assert page.context["is_whole"]
        assert not Job.objects.exists()


def test_windows_of_customers_are_each_undone(staff: Client, monkeypatch: Any) -> None:
    """Nobody's record is locked for the whole file; so who is told again in another window looks new again."""
    monkeypatch.setattr("customers.imports.rehearsing.WINDOW", 2)
    monkeypatch.setattr("customers.imports.running.BATCH", 1)
    preview_of(staff, "customers", "id,name\n1,A\n2,B\n3,C\n1,D\n")
    job = run(Job.objects.get())
    assert counts(job.result) == (4, 4, 0, 0, 0)
    assert (job.done, job.total) == (4, 4)
    assert written() == [0, 0, 0, 0, 0]


def test_a_long_rehearsal_keeps_nobody_from_selling(staff: Client, tmp_path: Path, monkeypatch: Any) -> None:
    """A sale to a customer of the file goes through while the file is rehearsed."""
    path = tmp_path / "sales.csv"
    path.write_text(SALES)
    told = describe(path=path, given={}, source="shop")
    anna = Customer.objects.create(display_name="Anna", source="shop", external_id="1")
    sold = []

    def sell(*_told: Any) -> None:
        if not sold:
            sold.append(True)
            at_once(lambda: _sell(anna))

    monkeypatch.setattr("core.importing.rejects.write", _then(sell))
    rehearse(told)
    assert Purchase.objects.get().customer == anna


def _sell(customer: Customer) -> None:
    purchase(line(), customer=customer.pk)


def _then(before: Any) -> Any:
    write = rejects.write

    def both(*told: Any) -> int:
        before()
        return write(*told)

    return both


def _killed(*told: Any) -> None:
    raise KeyboardInterrupt


def test_what_lies_beside_the_file_names_the_job(staff: Client) -> None:
    token = preview_of(staff, "customers", CUSTOMERS).split("/")[-3]
    kept = uploads.find(token, "customers.import_customers")
    assert kept
    assert uploads.recall(kept)["rehearsal"] == Job.objects.get().pk
