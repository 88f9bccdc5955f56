"""PostgreSQL itself crashes while mail goes out: its memory is gone, and with it what it had not written to disk.

Nothing is sent twice all the same. What a worker may have sent is `uncertain`, at most `SURE_EVERY` for each worker.
"""

from __future__ import annotations

import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
import pytest

from messaging.outbox import reporting
from tests.faults import processes
from tests.messaging.smtpd import Mailhost, mailhost

pytestmark = pytest.mark.slow

NUMBER, WORKERS, CRASHES = 3000, 2, 6
# One process that holds the servers, fills the outbox, and forks the workers.
_WORK = f"""
import os, time
from config import embedded
embedded.start_if_needed()
import django
django.setup()
from datetime import timedelta
from django.core.management import call_command
from django.db import connection
call_command("migrate", verbosity=0)
from tests.faults import test_killed_mail
test_killed_mail.campaign({NUMBER})
connection.close()
from messaging.outbox import claiming, reporting, working
claiming.LEASE, claiming.BATCH = timedelta(seconds=2), 100
reporting.DOWN_WAIT = reporting.FIRST_WAIT = timedelta(seconds=0.5)
print(embedded.socket_dir(), flush=True)
for _number in range({WORKERS}):
    if os.fork() == 0:
        while True:
            try:
                working.send_due("email", seconds=5)
            except Exception:
                connection.close()
            time.sleep(0.05)
time.sleep(600)
"""


@contextmanager
def at_work(var: Path, host: Mailhost) -> Iterator[str]:
    """Where the database listens."""
    started = processes.start(
        var, "-c", _WORK, MAIL_URL=f"smtp://127.0.0.1:{host.port}", DJANGO_SETTINGS_MODULE="config.settings"
    )
    assert started.stdout
    line = started.stdout.readline().strip()
    if not line.startswith("/"):
        pytest.fail(line + started.communicate()[0])
    try:
        yield line
    finally:
        processes.kill_all(var)
        started.communicate()


def crash(var: Path) -> None:
    """The end of one backend by SIGKILL makes PostgreSQL throw its memory away and start from its log."""
    (postmaster,) = processes.postmasters(var)
    backends = [child for child in postmaster.children() if "regulars" in " ".join(processes.command(child))]
    if backends:
        random.choice(backends).send_signal(signal.SIGKILL)


def states(where: str) -> Counter[str]:
    with psycopg.connect(host=where, user="regulars", dbname="regulars") as connection:
        return Counter(dict(connection.execute("SELECT state, count(*) FROM messaging_message GROUP BY 1").fetchall()))


def numbers(where: str, state: str) -> set[str]:
    with psycopg.connect(host=where, user="regulars", dbname="regulars") as connection:
        found = connection.execute("SELECT provider_id FROM messaging_message WHERE state = %s", [state])
        return {row[0] for row in found.fetchall()}


def wait_for_the_end(where: str, seconds: float) -> Counter[str]:
    end = time.monotonic() + seconds
    while True:
        try:
            found = states(where)
        except psycopg.OperationalError:
            found = Counter({"queued": 1})
        if not found["queued"] + found["leased"]:
            return found
        assert time.monotonic() < end, f"it does not end: {found}"
        time.sleep(0.2)


def test_a_crash_sends_nothing_twice(var: Path) -> None:
    with mailhost(wait=0.001, offers=("PIPELINING",)) as host, at_work(var, host) as where:
        for _number in range(CRASHES):
            before = len(host.got)
            processes.wait_until(lambda had=before: len(host.got) > had + 50, 60, "mail goes on")  # type: ignore[misc]
            time.sleep(random.uniform(0, 0.2))
            try:
                crash(var)
            except psutil.NoSuchProcess:
                continue
        found = wait_for_the_end(where, 180)
        sent = numbers(where, "sent")
    arrived = Counter(host.keys)
    assert [key for key, times in arrived.items() if times > 1] == []
    assert set(arrived) >= sent
    assert sum(found.values()) == NUMBER
    assert set(found) <= {"sent", "uncertain"}
    assert len(set(arrived) - sent) <= found["uncertain"] <= CRASHES * WORKERS * reporting.SURE_EVERY
