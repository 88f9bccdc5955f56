"""Workers that send mail, killed a hundred times; servers that answer badly, hang or cut: nothing is lost, nothing sent
twice outside the `uncertain` rows, at most one of those per kill, and it ends by itself.

The workers are processes forked by one that has loaded everything, so that a killed one is replaced at once.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection

from core import clock
from customers.models import Consent
from messaging import outbox
from messaging.models import Message
from tests.customers.factories import NOW, make_customer
from tests.messaging.factories import make_version
from tests.messaging.smtpd import Mailhost, mailhost

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

# Reads numbers of workers to keep on its input; tells each new pid. Leases are short, so that the test is.
_NURSERY = """
import os, sys, time
from config import settings
settings.DATABASES["default"]["NAME"] = {database!r}
settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", {port}
import django
django.setup()
from datetime import timedelta
from messaging.channels import smtp
from messaging.outbox import claiming, reporting, working
claiming.LEASE, claiming.BATCH = timedelta(seconds=2), 50
reporting.DOWN_WAIT = reporting.FIRST_WAIT = timedelta(seconds=0.5)
smtp.TIMEOUT_SECONDS = 1.0
def work():
    while True:
        try:
            working.send_due("email", seconds=5)
        except Exception as error:
            print("error", type(error).__name__, flush=True)
            from django.db import connection
            connection.close()
        time.sleep(0.05)
children = set()
while True:
    while len(children) < {workers}:
        pid = os.fork()
        if pid == 0:
            work()
        children.add(pid)
        print("worker", pid, flush=True)
    children.discard(os.waitpid(-1, 0)[0])
"""


@contextmanager
def workers(host: Mailhost, number: int) -> Iterator[Workers]:
    code = _NURSERY.format(database=connection.settings_dict["NAME"], port=host.port, workers=number)
    nursery = subprocess.Popen(
        [sys.executable, "-c", code], cwd=django_settings.BASE_DIR, stdout=subprocess.PIPE, text=True,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"},
    )  # fmt: skip
    running = Workers(nursery)
    try:
        yield running
    finally:
        running.end()


class Workers:
    def __init__(self, nursery: subprocess.Popen[str]) -> None:
        self._nursery = nursery
        self._alive: list[int] = []
        assert nursery.stdout
        self._told = nursery.stdout
        os.set_blocking(self._told.fileno(), False)

    def kill_one(self) -> bool:
        """SIGKILL somebody at random; False while there is nobody."""
        self._read()
        if not self._alive:
            return False
        pid = random.choice(self._alive)  # a choice, no secret
        self._alive.remove(pid)
        os.kill(pid, signal.SIGKILL)
        return True

    def _read(self) -> None:
        for line in iter(self._told.readline, ""):
            if line.startswith("worker"):
                self._alive.append(int(line.split()[1]))

    def end(self) -> None:
        self._nursery.kill()
        self._nursery.wait(timeout=10)
        self._read()
        for pid in self._alive:
            os.kill(pid, signal.SIGKILL)
        self._told.close()


def campaign(number: int) -> None:
    """So many messages to as many customers who said yes."""
    version = make_version()
    people = [make_customer(email=f"reader{n}@example.com") for n in range(number // 10)]
    Consent.objects.bulk_create(
        Consent(customer=one, channel="email", purpose="marketing", state="granted", source="test", changed_at=NOW)
        for one in people
    )
    now = clock.now()
    drafts = [
        outbox.Draft(
            f"campaign:1:{n}", people[n % len(people)].pk, "email", "marketing", "campaign:1", version.pk, now,
            now + timedelta(days=1),
        )
        for n in range(number)
    ]  # fmt: skip
    assert outbox.enqueue(drafts, now=now) == number


def states() -> Counter[str]:
    return Counter(Message.objects.values_list("state", flat=True))


def wait_for_the_end(seconds: float, meanwhile: Any = lambda: None) -> None:
    end = time.monotonic() + seconds
    while Message.objects.filter(state__in=["queued", "leased"]).exists():
        assert time.monotonic() < end, f"it does not end: {states()}"
        meanwhile()
        time.sleep(0.05)


def check_that_nothing_is_lost_or_double(host: Mailhost, number: int) -> None:
    """Every message has its end; what arrived twice or unseen is only among the uncertain."""
    found = states()
    assert sum(found.values()) == number
    arrived = Counter(host.keys)
    told_sent = set(Message.objects.filter(state="sent").values_list("provider_id", flat=True))
    assert len(told_sent) == found["sent"]
    assert set(arrived) >= told_sent
    assert [key for key, times in arrived.items() if times > 1] == []
    assert len(set(arrived) - told_sent) <= found["uncertain"]


def test_a_hundred_kills():
    kills = 0

    def kill() -> None:
        nonlocal kills
        if kills < 100:
            time.sleep(random.uniform(0, 0.1))  # any instant
            kills += running.kill_one()

    with mailhost(wait=0.002, offers=("PIPELINING",)) as host:
        campaign(5000)
        with workers(host, 4) as running:
            wait_for_the_end(240, kill)
        check_that_nothing_is_lost_or_double(host, 5000)
        found = states()
    assert kills == 100
    assert set(found) <= {"sent", "uncertain"}
    assert found["uncertain"] <= kills


def test_a_server_that_answers_badly_in_every_way():
    """Refuses for a while, refuses some for good, hangs, cuts before and after it took a message."""

    def rcpt(address: str, number: int) -> str:
        if number < 100:
            return "451 later"
        if address.startswith(("reader1", "reader2")):
            return "550 gone"
        return "cut" if number % 97 == 0 else "250 ok"

    def data(_address: str, number: int) -> str:
        if number % 211 == 0:
            return "take_and_cut"
        return "hang" if number % 223 == 0 else "250 ok"

    with mailhost(rcpt=rcpt, data=data, patience=1.5, offers=("PIPELINING",)) as host:
        campaign(1000)
        with workers(host, 3) as _running:
            wait_for_the_end(240)
        check_that_nothing_is_lost_or_double(host, 1000)
        found = states()
    assert set(found) == {"sent", "failed", "uncertain"}
    assert found["failed"] == 220
    assert found["uncertain"] <= 12


def test_the_database_is_cut_off_again_and_again():
    """Every connection of every worker is ended, as a restart of PostgreSQL does."""
    cuts = 0

    def cut() -> None:
        nonlocal cuts
        time.sleep(0.2)
        if cuts < 20:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            cuts += 1

    with mailhost(wait=0.002) as host:
        campaign(3000)
        with workers(host, 3) as _running:
            wait_for_the_end(240, cut)
        check_that_nothing_is_lost_or_double(host, 3000)
        found = states()
    assert cuts == 20
    assert found["uncertain"] <= 3 * cuts
