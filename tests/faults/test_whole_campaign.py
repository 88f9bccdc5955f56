"""A campaign from its approval to its end by Celery itself: two beats, and two workers of five processes each.

Meanwhile the queue is emptied, Valkey is started anew, and PostgreSQL is: everybody hears once, and it ends by itself.
"""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, LiteralString

import psutil
import psycopg
import pytest
import redis
from django.db import transaction

from campaigns import lifecycle
from core import clock
from customers.models import Consent, Customer
from tests.campaigns.factories import make_campaign
from tests.customers.factories import NOW
from tests.faults import processes
from tests.faults.test_crashed_mail import numbers, states
from tests.messaging.smtpd import Mailhost, mailhost

pytestmark = pytest.mark.slow

NUMBER, BEATS, WORKERS, EACH = 1500, 2, 2, 5
# One process that holds the servers and forks the parts of Celery: what all of them load is loaded once. Beats look
# every second, and leases are short, so that the test is.
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
from tests.faults import test_whole_campaign
test_whole_campaign.approve({NUMBER})
connection.close()
from config.celery import app
from messaging.outbox import claiming, reporting
claiming.LEASE = timedelta(seconds=3)
reporting.DOWN_WAIT = reporting.FIRST_WAIT = timedelta(seconds=0.5)
app.loader.import_default_modules()
app.conf.beat_schedule = {{
    name: {{"task": task, "schedule": 1, "options": {{"expires": 20}}}}
    for name, task in [("outbox", "messaging.tasks.sweep_outbox"), ("campaigns", "campaigns.tasks.sweep_campaigns")]
}}
beat = ["beat", "--scheduler", "config.celery:Scheduler", "--pidfile=", "--loglevel", "ERROR", "--schedule"]
worker = ["worker", "--without-gossip", "--without-mingle", "--concurrency", "{EACH}", "--loglevel", "ERROR"]
parts = [[*beat, str(embedded.run_dir() / f"schedule-{{number}}")] for number in range({BEATS})]
parts += [[*worker, "--hostname", f"worker{{number}}@localhost"] for number in range({WORKERS})]
log = os.open(embedded.run_dir() / "parts.log", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
for part in parts:
    if os.fork() == 0:
        os.dup2(log, 1)
        os.dup2(log, 2)
        app.start(part)
print(embedded.socket_dir(), flush=True)
time.sleep(600)
"""
_SERVERS = """
from config import embedded
embedded.start_if_needed()
print("up", flush=True)
time.sleep(600)
"""


@transaction.atomic
def approve(number: int) -> None:
    """A campaign to so many customers who said yes; beat starts it."""
    emails = [f"reader{n}@example.com" for n in range(number)]
    people = Customer.objects.bulk_create(
        Customer(display_name=email, given_name="Reader", email=email, email_key=email) for email in emails
    )
    Consent.objects.bulk_create(
        Consent(customer=one, channel="email", purpose="marketing", state="granted", source="test", changed_at=NOW)
        for one in people
    )
    lifecycle.approve(campaign=make_campaign(people), starts_at=None, actor=None, now=clock.now())


class Installation:
    """Its servers, by where they listen, and the processes that hold them."""

    def __init__(self, var: Path, started: Any, where: str) -> None:
        self.var, self.where, self.started = var, where, [started]

    def flush(self) -> None:
        with redis.Redis(unix_socket_path=f"{self.where}/valkey.sock") as client:
            client.flushall()

    def restart(self, name: str, process: psutil.Process, sign: signal.Signals) -> None:
        """As an administrator does: it is asked to stop, and started again when it has."""
        process.send_signal(sign)
        processes.wait_until(lambda: not processes.named(self.var, f"config.keeper {name}"), 20, f"{name} stops")
        again = processes.start(self.var, "-c", _SERVERS)
        self.started.append(again)
        assert again.stdout
        assert again.stdout.readline().strip() == "up"

    def restart_valkey(self) -> None:
        self.restart("valkey", processes.named(self.var, "valkey-server")[-1], signal.SIGTERM)

    def restart_postgres(self) -> None:
        (postmaster,) = processes.postmasters(self.var)
        self.restart("postgres", postmaster, signal.SIGINT)

    def ask(self, statement: LiteralString) -> Any:
        with psycopg.connect(host=self.where, user="regulars", dbname="regulars") as connection:
            row = connection.execute(statement).fetchone()
            assert row
            return row[0]

    def has_ended(self) -> bool:
        return bool(self.ask("SELECT state = 'finished' FROM campaigns_campaign"))


@contextmanager
def at_work(var: Path, host: Mailhost) -> Iterator[Installation]:
    url = f"smtp://127.0.0.1:{host.port}"
    started = processes.start(var, "-c", _WORK, MAIL_URL=url, DJANGO_SETTINGS_MODULE="config.settings")
    assert started.stdout
    line = started.stdout.readline().strip()
    if not line.startswith("/"):
        pytest.fail(line + started.communicate()[0])
    running = Installation(var, started, line)
    try:
        yield running
    finally:
        processes.kill_all(var)
        for process in running.started:
            process.communicate()


def test_a_campaign_goes_on_whatever_is_restarted(var: Path) -> None:
    with mailhost(wait=0.02) as host, at_work(var, host) as running:
        faults: list[Callable[[], None]] = [running.flush, running.restart_valkey, running.restart_postgres]
        for fault in faults:
            before = len(host.got)
            processes.wait_until(lambda had=before: len(host.got) > had + NUMBER // 6, 90, "mail goes on")  # type: ignore[misc]
            fault()
        assert len(host.got) < NUMBER, "the last fault came while it went"
        processes.wait_until(running.has_ended, 90, lambda: f"it does not end: {states(running.where)}")
        found, sent = states(running.where), numbers(running.where, "sent")
        audience = running.ask("SELECT count(*) FROM campaigns_recipient")
    arrived = Counter(host.keys)
    assert [key for key, times in arrived.items() if times > 1] == []
    assert set(arrived) >= sent
    assert (audience, sum(found.values())) == (NUMBER, NUMBER)
    assert set(found) <= {"sent", "uncertain"}
    # Of each process the message of which PostgreSQL was not told the end.
    assert len(set(arrived) - sent) <= found["uncertain"] <= WORKERS * EACH
