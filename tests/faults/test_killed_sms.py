"""SMS over HTTP while workers are killed and the carrier answers in every way: nothing is lost, nothing is sent twice
outside the `uncertain` rows, and it ends by itself.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.db import connection

from core import clock
from customers.models import Consent
from messaging import outbox
from messaging.models import Message
from messaging.templating import Text
from tests.customers.factories import NOW, make_customer
from tests.faults.test_killed_mail import Workers, states, wait_for_the_end
from tests.messaging.conftest import SECRET
from tests.messaging.factories import make_version
from tests.messaging.httpd import Gateway, gateway

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

_NURSERY = """
import os, time
from config import settings
settings.DATABASES["default"]["NAME"] = {database!r}
settings.SMS_URL, settings.SMS_SECRET, settings.CHANNELS_ALLOW_PRIVATE = {url!r}, {secret!r}, True
import django
django.setup()
from datetime import timedelta
from messaging.channels.http import line
from messaging.outbox import claiming, reporting, working
claiming.LEASE, claiming.BATCH = timedelta(seconds=2), 20
reporting.DOWN_WAIT = reporting.FIRST_WAIT = timedelta(seconds=0.3)
line.WHOLE_SECONDS = 0.5
def work():
    while True:
        try:
            working.send_due("sms", seconds=5)
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
def workers(carrier: Gateway, number: int) -> Iterator[Workers]:
    code = _NURSERY.format(
        database=connection.settings_dict["NAME"], url=carrier.url, secret=SECRET, workers=number
    )  # fmt: skip
    nursery = subprocess.Popen(
        [sys.executable, "-c", code], cwd=django_settings.BASE_DIR, stdout=subprocess.PIPE, text=True,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"},
    )  # fmt: skip
    running = Workers(nursery)
    try:
        yield running
    finally:
        running.end()


def campaign(number: int) -> None:
    version = make_version(Text("en", "Hello {{ customer.name }}"), channel="sms")
    people = [make_customer(phone=f"+86138{n:08d}") for n in range(number // 10)]
    Consent.objects.bulk_create(
        Consent(customer=one, channel="sms", purpose="marketing", state="granted", source="test", changed_at=NOW)
        for one in people
    )
    now = clock.now()
    drafts = [
        outbox.Draft(
            f"campaign:1:{n}", people[n % len(people)].pk, "sms", "marketing", "campaign:1", version.pk, now,
            now + timedelta(days=1),
        )
        for n in range(number)
    ]  # fmt: skip
    assert outbox.enqueue(drafts, now=now) == number


def taken(carrier: Gateway) -> Counter[str]:
    """How often each message was taken, by what a careful carrier knows it by."""
    return Counter(got.headers["webhook-id"] for got in carrier.got)


def test_kills_and_a_carrier_that_answers_in_every_way():
    """A carrier that refuses for a while, for good, hangs, cuts, closes before it has read, and half answers."""
    kills = 0
    acts = {17: "deaf", 31: "503 later", 43: "422 no", 59: "hang", 73: "cut", 89: "half", 97: "504 nobody", 101: "429"}
    gone: set[int] = set()

    def answer(number: int) -> str:
        act = next((act for every, act in acts.items() if number % every == 0), "200")
        if act == "422 no":
            gone.add(number)
        return "503 not yet" if number < 30 else act

    def kill() -> None:
        nonlocal kills
        if kills < 30:
            time.sleep(random.uniform(0, 0.1))  # any instant
            kills += running.kill_one()

    with gateway(answer=answer, patience=1.0, wait=0.002) as carrier:
        campaign(600)
        with workers(carrier, 3) as running:
            wait_for_the_end(240, kill)
        found = states()
        arrived = taken(carrier)
    assert kills == 30
    assert sum(found.values()) == 600
    assert set(found) <= {"sent", "failed", "uncertain"}
    # Every message that is told as sent reached the carrier; what the carrier answered with "not now" came again.
    assert len(arrived) >= found["sent"]
    # Who was killed before it wrote a refusal down does not know of it.
    assert 0 <= len(gone) - found["failed"] <= kills
    assert found["uncertain"] <= kills + sum(carrier.seen // every for every in (17, 59, 73, 97))
    assert not Message.objects.filter(state="sent", handed_at=None).exists()


def test_nothing_is_taken_twice_however_often_workers_die():
    """The carrier takes everything: a message that was taken twice would be one that we sent twice."""
    kills = 0

    def kill() -> None:
        nonlocal kills
        if kills < 30:
            time.sleep(random.uniform(0, 0.1))  # any instant
            kills += running.kill_one()

    with gateway(wait=0.003) as carrier:
        campaign(600)
        with workers(carrier, 3) as running:
            wait_for_the_end(240, kill)
        found = states()
        arrived = taken(carrier)
    assert kills == 30
    assert sum(found.values()) == 600
    assert [key for key, times in arrived.items() if times > 1] == []
    assert found["sent"] <= len(arrived) <= found["sent"] + found["uncertain"]
    assert found["uncertain"] <= kills
