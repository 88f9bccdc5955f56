"""An import of customers, killed by SIGKILL half-way and started again, ends as if nobody had disturbed it.

The worker's job is killed twice: inside the transaction of a batch, whose rows are written and not committed, and
between two batches. The command is killed once and run again by hand, and its lost job is taken up by the sweep.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from core import clock, jobs
from core.models import Job, User
from customers.imports import jobs as imports
from customers.models import Address, ChannelIdentity, Consent, ConsentChange, Customer, Membership, Note, TimelineEntry
from tests.faults.killing import finished, killed
from tests.faults.test_killed_work import _STOPPING

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

ROWS, BATCH = 700, 100
_HEAD = (
    "id,name,email,phone,groups,tags,newsletter,member since,company,street,city,note,wechat,assigned to,time zone,"
    "contact style,supplier\n"
)
_IMPORT = f"{_STOPPING}from core import jobs\nfrom customers.imports import running\nrunning.BATCH = {BATCH}\n"
# Written and not committed; and between two batches.
_INSIDE = f"{_IMPORT}stop_at(running, 'write', 3, after=True)\n"
_BETWEEN = f"{_IMPORT}stop_at(running.Run, '_write', 3, after=False)\n"
_COMMAND = "from django.core.management import call_command\ncall_command('import_customers', {path!r})\n"


def _rows(*, is_contradictory: bool) -> Iterator[str]:
    """Of all fates: whole ones, bad ones, two who want one account; and two rows of one customer that differ."""
    for n in range(ROWS):
        who = n - 1 if n % 50 == 49 and is_contradictory else n
        phone = "12" if n % 90 == 7 else f"+1202555{n:04d}"
        account = f"wx{n - 1 if n % 60 == 59 else n}"
        consent = ("yes", "no", "")[n % 3]
        day = f"2024-{n % 12 + 1:02d}-11" if n % 4 else ""
        yield (
            f"{who},Name {n},c{who}@x.org,{phone},VIP,t{n % 7},{consent},{day},Acme {n % 5},{n} Main St,Boston,"
            f"Note {n},{account},lin@x.org,Asia/Shanghai,dove,S{n % 3}\n"
        )


def _file(path: Path, *, is_contradictory: bool) -> Path:
    User.objects.create_user("lin@x.org", "x")
    path.write_text(_HEAD + "".join(_rows(is_contradictory=is_contradictory)))
    return path


def _of(model: Any, *fields: str) -> list[Any]:
    return sorted(map(repr, model.objects.values_list("customer__display_name", *fields)))


def look() -> dict[str, Any]:
    """All that an import writes, without keys and instants."""
    fields = ("external_id", "display_name", "email_key", "phone", "company__display_name", "assigned_to", "time_zone",
              "contact_style", "current_supplier", "sort_key", "kind", "version")  # fmt: skip
    return {
        "customers": sorted(map(repr, Customer.objects.values_list(*fields))),
        "tags": sorted(map(repr, Customer.tags.through.objects.values_list("customer__display_name", "tag__name"))),
        "groups": Customer.groups.through.objects.count(),
        "identities": _of(ChannelIdentity, "provider", "identity"),
        "consents": _of(Consent, "channel", "state", "address"),
        "changes": _of(ConsentChange, "channel", "state"),
        "members": _of(Membership, "enrolled_at", "terms_version"),
        "addresses": _of(Address, "lines", "city"),
        "notes": _of(Note, "text"),
        "trail": _of(TimelineEntry, "verb"),
    }


def undisturbed(path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """What one whole run tells and leaves, undone."""
    with transaction.atomic():
        told = imports.rehearse(imports.describe(path=path, given={}, source="import"))
        run = imports._run(  # the same again, to look at it before it goes
            imports.describe(path=path, given={}, source="import"), "undisturbed", imports.Quiet(), None
        )
        run.run()
        found = look()
        transaction.set_rollback(True)
    return counts(told), found


def counts(result: dict[str, Any]) -> dict[str, Any]:
    return {name: result[name] for name in ("rows", "created", "changed", "unchanged", "rejected")}


def _silent(job: Job) -> None:
    """As the sweep sees a job whose worker has been dead for a while."""
    Job.objects.filter(pk=job.pk).update(beat_at=clock.now() - jobs.SILENCE * 2)


def _staged() -> list[str]:
    return [name for name in connection.introspection.table_names() if name.startswith("import_")]


def test_the_workers_job_killed_twice_and_taken_up(tmp_path: Path) -> None:
    """It goes on after the last batch, so that even a file that contradicts itself is read once."""
    file = _file(tmp_path / "people.csv", is_contradictory=True)
    told, whole = undisturbed(file)
    assert (told["rows"], told["rejected"]) == (ROWS, 8 + 9), "bad phones, and accounts of somebody else"
    job = jobs.start(kind=imports.KIND, title="file", arguments=imports.describe(path=file, given={}, source="import"))
    run = f"jobs.run({job.pk})\n"
    killed(_INSIDE + run, clock.now())
    first = Customer.objects.filter(kind="person").count()
    job.refresh_from_db()
    assert job.state == Job.State.RUNNING
    assert 0 < first < ROWS, "whole batches are written, the third was taken back"
    assert job.checkpoint["rows"] < 3 * BATCH
    _silent(job)
    killed(_BETWEEN + run, clock.now())
    second = Customer.objects.filter(kind="person").count()
    assert first < second < ROWS
    _silent(job)
    finished(_IMPORT + run, clock.now())
    job.refresh_from_db()
    assert (job.state, counts(job.result)) == (Job.State.DONE, told)
    assert look() == whole
    assert len(Path(job.result["errors_file"]).read_text().splitlines()) == told["rejected"] + 1
    assert _staged() == []


def test_the_command_killed_and_run_again(tmp_path: Path) -> None:
    """From the first line: what is there is found unchanged."""
    file = _file(tmp_path / "people.csv", is_contradictory=False)
    told, whole = undisturbed(file)
    command = _COMMAND.format(path=str(file))
    killed(_INSIDE + command, clock.now())
    lost = Job.objects.get()
    there = Customer.objects.filter(kind="person").count()
    assert 0 < there < ROWS
    again = json.loads(finished(_IMPORT + command, clock.now()).splitlines()[-1])
    assert counts(again) == told | {"created": told["created"] - there, "unchanged": there}
    assert look() == whole
    _silent(lost)
    finished(f"{_IMPORT}jobs.run({lost.pk})\n", clock.now())
    lost.refresh_from_db()
    assert (lost.state, look()) == (Job.State.DONE, whole), "there was nothing left to do"
    assert _staged() == []
