"""Runs of the import: rehearsed, killed, cancelled, and two at once."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from core import clock, jobs
from core.importing import staging
from core.models import Job
from customers.models import Customer
from sales.imports.jobs import KIND, describe
from sales.models import Product, Purchase, PurchaseLine
from tests.sales.importing import HEAD, SALES, SAMPLE, counts, run

pytestmark = pytest.mark.django_db


class TestRuns:
    def test_dry_run_says_the_same_and_writes_nothing(self, load: Any, told: Any) -> None:
        text = SALES + "X1,C1,2024-03-09,MUG,-1,-10.00,ok\nX2,C1,2024-03-09,NO,-1,-10.00,ok\n"
        result = load(text, "--dry-run")
        assert counts(result) == (5, 4, 0, 0, 1)
        assert not Purchase.objects.exists()
        assert not Customer.objects.exists()
        assert not Product.objects.exists()
        assert told == []
        assert not Job.objects.exists()
        assert counts(load(text)) == counts(result)

    def test_reference_sample_goes_in_whole(self) -> None:
        result = run(SAMPLE, "--map", "customer=sample_id")
        assert counts(result) == (6919, 6919, 0, 0, 0)
        assert Customer.objects.count() == 2357
        assert sum(Purchase.objects.values_list("amount", flat=True)) == 24409194

    def test_goes_on_after_a_kill(self, tmp_path: Path, monkeypatch: Any) -> None:
        """Killed between chunks and started again by another worker: every receipt once."""
        from sales.imports import chunks, running

        monkeypatch.setattr(chunks, "CHUNK", 3)
        path = tmp_path / "f.csv"
        path.write_text(HEAD + "".join(f"R{n},C{n},2024-03-01,1,10\n" for n in range(10)))
        job = jobs_start(path)
        real = running.Writer.apply
        calls = []

        def dying(self: Any, first: int, last: int, now: datetime) -> Any:
            calls.append(first)
            if len(calls) == 3:
                raise KeyboardInterrupt
            return real(self, first, last, now)

        monkeypatch.setattr(running.Writer, "apply", dying)
        monkeypatch.setattr(jobs.Progress, "is_current", lambda self: False)  # a kill tidies nothing up
        with pytest.raises(KeyboardInterrupt):
            jobs.run(job.pk)
        assert 0 < Purchase.objects.count() < 10
        Job.objects.filter(pk=job.pk).update(beat_at=clock.now() - jobs.SILENCE * 2)
        jobs.run(job.pk)
        job.refresh_from_db()
        assert (job.state, job.result["created"], Purchase.objects.count()) == ("done", 10, 10)
        assert calls[2] == calls[3]
        assert len(calls) == len(set(calls)) + 1

    def test_goes_on_after_a_kill_where_rows_were_added(self, tmp_path: Path, monkeypatch: Any) -> None:
        """A receipt cancelled in part adds a row to the staged ones; that is no reason to begin again."""
        from sales.imports import reading, running

        path = tmp_path / "f.csv"
        path.write_text("number,date,amount,state\nA,2024-03-01,10,done\nA,2024-03-01,5,refunded\n")
        job = jobs_start(path)
        real = reading.staged_batches
        read = []

        def counted(*told: Any) -> Any:
            read.append(told)
            return real(*told)

        monkeypatch.setattr(reading, "staged_batches", counted)
        monkeypatch.setattr(jobs.Progress, "is_current", lambda self: False)
        with monkeypatch.context() as killed:
            killed.setattr(running.Returner, "apply", _killed)
            with pytest.raises(KeyboardInterrupt):
                jobs.run(job.pk)
        Job.objects.filter(pk=job.pk).update(beat_at=clock.now() - jobs.SILENCE * 2)
        jobs.run(job.pk)
        assert len(read) == 1
        assert Purchase.objects.values_list("amount", "returned", "state").get() == (1500, 500, "fulfilled")

    def test_cancelling_stops_and_tidies_up(self, tmp_path: Path, monkeypatch: Any) -> None:
        from sales.imports import chunks, running

        monkeypatch.setattr(chunks, "CHUNK", 3)
        path = tmp_path / "f.csv"
        path.write_text(HEAD + "".join(f"R{n},C{n},2024-03-01,1,10\n" for n in range(10)))
        job = jobs_start(path)
        real = running.Writer.apply

        def cancelling(self: Any, first: int, last: int, now: datetime) -> Any:
            if first > 3:
                jobs.request_cancel(job=job)
            return real(self, first, last, now)

        monkeypatch.setattr(running.Writer, "apply", cancelling)
        jobs.run(job.pk)
        job.refresh_from_db()
        assert (job.state, Purchase.objects.count()) == ("cancelled", 3)
        assert not [name for name in connection.introspection.table_names() if name.startswith("import_")]

    def test_decimal_quantities(self, load: Any) -> None:
        load(HEAD + "A,C1,2024-03-01,0.125,10\n")
        assert PurchaseLine.objects.get().quantity == Decimal("0.125")


def _killed(*told: Any) -> None:
    raise KeyboardInterrupt


def jobs_start(path: Path) -> Job:
    return jobs.start(kind=KIND, title="file", arguments=describe(path=path, given={}, source="import"))


@pytest.mark.django_db(transaction=True)
def test_waits_for_another_run_once_more(tmp_path: Path, monkeypatch: Any) -> None:
    """Who waited in vain for rows that another run is writing begins the piece again, and nothing is counted twice."""
    from sales.imports import running

    path = tmp_path / "f.csv"
    path.write_text(HEAD + "".join(f"R{n},C{n},2024-03-01,1,10\n" for n in range(4)))
    real = running.Writer.apply
    waited = []

    def waiting(self: Any, first: int, last: int, now: datetime) -> Any:
        counts = real(self, first, last, now)
        if not waited:
            waited.append(first)
            staging.run("SET LOCAL lock_timeout = '20ms'")
            staging.run("SELECT pg_advisory_xact_lock(20242024)")
        return counts

    monkeypatch.setattr(running.Writer, "apply", waiting)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(20242024)")
        try:
            result = run(path)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(20242024)")
    assert (waited, counts(result), Purchase.objects.count()) == ([1], (4, 4, 0, 0, 0), 4)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
class TestProcesses:
    """Real processes on committed data: killed, and two at once."""

    ROWS = 25_000

    @pytest.fixture
    def big(self, tmp_path: Path) -> Path:
        path = tmp_path / "big.csv"
        with path.open("w") as file:
            file.write(HEAD)
            file.writelines(f"R{n},C{n % 3000},2024-03-{n % 28 + 1:02d},1,{n % 90 + 1}.50\n" for n in range(self.ROWS))
        return path

    def start(self, path: Path) -> subprocess.Popen[bytes]:
        """The command in a process of its own, on this test's database."""
        command = [sys.executable, "-c", _COMMAND, connection.settings_dict["NAME"], str(path)]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def state(self) -> tuple[Any, ...]:
        with connection.cursor() as cursor:
            cursor.execute("""SELECT (SELECT count(*) FROM sales_purchase), (SELECT sum(amount) FROM sales_purchase),
                (SELECT count(*) FROM sales_purchaseline), (SELECT count(*) FROM customers_customer),
                (SELECT coalesce(sum(units), 0) FROM loyalty_entry),
                (SELECT coalesce(sum(balance), 0) FROM loyalty_account)""")
            return tuple(cursor.fetchone())

    @pytest.mark.parametrize("moment", ["staging", "writing"])
    def test_killed_and_run_again(self, big: Path, moment: str) -> None:
        process = self.start(big)
        wait_until(lambda: Job.objects.exists() and (moment == "staging" or Purchase.objects.exists()))
        process.kill()
        process.communicate()
        partial = Purchase.objects.count()
        assert partial < self.ROWS
        again = self.start(big)
        output, errors = again.communicate(timeout=300)
        assert again.returncode == 0, errors.decode()
        result = json.loads(output.decode().strip().splitlines()[-1])
        assert (result["created"], result["unchanged"]) == (self.ROWS - partial, partial)
        self.check_ledger()
        # The worker's sweep takes up the job that lost its process, and finds nothing to do.
        lost = Job.objects.order_by("pk").first()
        assert lost
        before = self.state()
        Job.objects.filter(pk=lost.pk).update(beat_at=clock.now() - jobs.SILENCE * 2)
        jobs.run(lost.pk)
        lost.refresh_from_db()
        assert (lost.state, self.state()) == ("done", before)

    def test_two_at_once_end_as_one(self, big: Path) -> None:
        both = [self.start(big), self.start(big)]
        ended = [process.communicate(timeout=300) for process in both]
        assert [process.returncode for process in both] == [0, 0], [errors.decode() for _output, errors in ended]
        results = [json.loads(output.decode().strip().splitlines()[-1]) for output, _errors in ended]
        assert sum(result["created"] for result in results) == self.ROWS
        assert sum(result["created"] + result["unchanged"] for result in results) == 2 * self.ROWS
        self.check_ledger()

    def check_ledger(self) -> None:
        count, amount, lines, customers, units, balance = self.state()
        assert (count, lines, customers) == (self.ROWS, self.ROWS, 3000)
        # One point per whole unit of money, rounded down per receipt.
        assert units == balance == sum(n % 90 + 1 for n in range(self.ROWS))
        assert amount == sum((n % 90 + 1) * 100 + 50 for n in range(self.ROWS))


_COMMAND = """
import sys
import django
django.setup()
from django.core.management import call_command
from django.db import connections
connections["default"].settings_dict["NAME"] = sys.argv[1]
call_command("import_purchases", sys.argv[2])
"""


def wait_until(condition: Any, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)
