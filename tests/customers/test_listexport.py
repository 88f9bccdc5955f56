"""Large spreadsheets of the list: made by a job, for whoever asked, as long as they may."""

from __future__ import annotations

import io
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from core import clock, exportfiles, jobs
from core.models import Job, User
from customers import listfiles
from customers.models import TimelineEntry
from tests.customers.factories import make_customer, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _soon_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listfiles, "DIRECT_ROWS", 2)


def ask(client: Client, **filters: str) -> Job:
    answer = client.get(reverse("customers:list"), {"format": "xlsx", **filters})
    job = Job.objects.latest("pk")
    assert (answer.status_code, answer["Location"]) == (302, reverse("core:job_detail", args=[job.pk]))
    return job


def file_url(job: Job) -> str:
    return reverse("core:job_file", args=[job.pk, "file"])


def names(client: Client, job: Job) -> list[Any]:
    answer = client.get(file_url(job))
    assert answer.status_code == 200
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined]
    assert sheet is not None
    return [cell.value for cell in sheet["A"]]


def test_a_large_one_is_a_job_with_progress_and_a_file(staff: Client, user: User) -> None:
    for name in ("Anna", "Bert", "Cleo"):
        make_customer(name)
    job = ask(staff, sort="-name")
    assert job.created_by == user
    trail = TimelineEntry.objects.get(verb="customers.exported")
    assert (trail.actor, trail.data["rows"], trail.data["format"]) == (user, 3, "xlsx")
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.result["rows"]) == ("done", 3, 3, 3)
    assert names(staff, job) == ["Name", "Cleo", "Bert", "Anna"]
    assert file_url(job) in staff.get(reverse("core:job_detail", args=[job.pk])).content.decode()


def test_small_ones_and_csv_stay_direct(staff: Client) -> None:
    for name in ("Anna", "Bert", "Cleo"):
        make_customer(name)
    for asked in ({"format": "csv"}, {"format": "xlsx", "q": "ann"}):
        answer = staff.get(reverse("customers:list"), asked)
        assert answer.status_code == 200
        for close in answer._resource_closers:  # its temporary file; `close()` would end the connection as well
            close()
    assert not Job.objects.exists()


def test_a_long_csv_is_a_job_that_writes_the_same(staff: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Byte for byte what is sent at once below the limit, formulas made harmless."""
    for name in ("=1+1", "Bert", "陈"):
        make_customer(name)
    answer = staff.get(reverse("customers:list"), {"format": "csv", "sort": "-name"})
    at_once = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    monkeypatch.setattr(listfiles, "DIRECT_LINES", 2)
    answer = staff.get(reverse("customers:list"), {"format": "csv", "sort": "-name"})
    job = Job.objects.get()
    assert answer["Location"] == reverse("core:job_detail", args=[job.pk])
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == ("done", 3, 3)
    answer = staff.get(file_url(job))
    assert b"".join(answer.streaming_content) == at_once  # type: ignore[attr-defined]
    assert b"'=1+1" in at_once
    assert answer["Content-Disposition"].endswith('.csv"')


def test_lists_go_after_a_day(settings: Any) -> None:
    listed, copy = exportfiles.new_path("a.csv", days=exportfiles.LIST_DAYS), exportfiles.new_path("b.zip")
    now = clock.now()
    for path, hours in ((listed, 25), (copy, 25)):
        then = (now - timedelta(hours=hours)).timestamp()
        os.utime(path.parent, (then, then))
    assert exportfiles.remove_old(now) == 1
    assert (listed.exists(), copy.exists()) == (False, True)


def test_filters_and_what_one_may_see_hold_in_the_job(client: Client) -> None:
    user = make_user("analyst")
    Group.objects.get(name="analyst").permissions.remove(Permission.objects.get(codename="view_all_customers"))
    client.force_login(user)
    for number in range(3):
        make_customer(f"Anna {number}")
    make_customer("Anna of somebody else", assigned_to=make_user())
    make_customer("Bert")
    job = ask(client, q="anna")
    jobs.run(job.pk)
    job.refresh_from_db()
    assert names(client, job) == ["Name", "Anna 0", "Anna 1", "Anna 2"]


def test_the_file_is_for_its_owner_only(staff: Client, user: User) -> None:
    for name in ("Anna", "Bert", "Cleo"):
        make_customer(name)
    job = ask(staff)
    jobs.run(job.pk)
    other = Client()
    other.force_login(make_user("owner"))  # sees and manages every job, but this is not theirs to take
    page = other.get(reverse("core:job_detail", args=[job.pk]))
    assert page.status_code == 200
    assert file_url(job) not in page.content.decode()
    assert other.get(file_url(job)).status_code == 403
    user.groups.clear()  # nor any more of somebody who may not export now
    assert staff.get(file_url(job)).status_code == 403


def test_who_may_not_export_any_more_gets_none(staff: Client, user: User) -> None:
    for name in ("Anna", "Bert", "Cleo"):
        make_customer(name)
    job = ask(staff)
    user.groups.clear()
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result) == ("failed", {})


def test_files_go_after_some_days(settings: Any) -> None:
    old, new = exportfiles.new_path("a.xlsx"), exportfiles.new_path("b.xlsx")
    assert (old.parent.stat().st_mode & 0o777, old.stat().st_mode & 0o777) == (0o700, 0o600)
    now = clock.now()
    long_ago = (now - timedelta(days=exportfiles.KEEP_DAYS, hours=1)).timestamp()
    os.utime(old.parent, (long_ago, long_ago))
    assert exportfiles.remove_old(now) == 1
    assert (old.exists(), new.exists()) == (False, True)
    assert not Path(settings.MEDIA_ROOT, "elsewhere").exists()
