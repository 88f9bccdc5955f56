"""Webhooks: workers side by side, leases that run out, a worker that is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from core import clock, webhooks
from core.models import WebhookDelivery
from core.webhooks import delivering, sending
from tests.core.receivers import receiving
from tests.core.webhooking import AT, emit, endpoint, only

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("webhook_events")]


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_send_the_same_lease():
    """Forty events, six workers on connections of their own: each arrives once."""
    with receiving(wait=0.01) as receiver:
        endpoint(receiver.url)
        webhooks.emit_many([webhooks.Happening("thing.changed", f"k{n}", {"n": n}, AT) for n in range(40)])
        barrier = Barrier(6)

        def work() -> None:
            try:
                connection.ensure_connection()
                barrier.wait(timeout=30)
                end = time.monotonic() + 20
                while WebhookDelivery.objects.exclude(state="delivered").exists() and time.monotonic() < end:
                    delivering.deliver_due(seconds=5)
            finally:
                connection.close()

        with ThreadPoolExecutor(6) as pool:
            list(pool.map(lambda _n: work(), range(6)))
        assert len(receiver.got) == 40
    assert len({got.headers["webhook-id"] for got in receiver.got}) == 40
    assert set(WebhookDelivery.objects.values_list("state", "attempts")) == {("delivered", 1)}


def test_not_more_than_two_at_once_to_one_receiver():
    endpoint()
    for _ in range(4):
        emit()
    now = clock.now()
    assert [bool(delivering.claim(now=now)) for _ in range(4)] == [True, True, False, False]


def test_a_lease_that_ran_out_is_taken_over_and_the_late_report_does_not_count():
    endpoint()
    emit()
    now = clock.now()
    late = delivering.claim(now=now)
    assert late
    assert delivering.claim(now=now + timedelta(seconds=30)) is None
    second = delivering.claim(now=now + delivering.LEASE)
    assert second
    assert second.id == late.id
    sent = sending.Answer(200, "", "ok", 3)
    assert not delivering.report(late, sent, now=now)
    assert only().state == "leased"
    assert delivering.report(second, sent, now=now)
    assert (only().state, only().attempts) == ("delivered", 2)


_CLAIM_AND_WAIT = """
import os, sys, time
os.environ["DATABASE_TEST_NAME"] = "unused"
import django
django.setup()
from django.db import connections
connections["default"].settings_dict["NAME"] = sys.argv[1]
from django.conf import settings
settings.WEBHOOKS_ALLOW_PRIVATE = True
from core.webhooks import delivering
delivering.deliver_due(seconds=1)
"""


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_after_its_claim_delays_and_loses_nothing():
    """The receiver holds the first request; the process that sent it is killed; another worker goes on."""
    with receiving(wait=2.0) as receiver:
        endpoint(receiver.url)
        emit()
        name = str(connection.settings_dict["NAME"])
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"}
        process = subprocess.Popen([sys.executable, "-c", _CLAIM_AND_WAIT, name], env=environment)
        end = time.monotonic() + 20
        while not receiver.got and time.monotonic() < end:
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=10)
        assert len(receiver.got) == 1
        assert only().state == "leased"
        assert delivering.deliver_due() == 0
        WebhookDelivery.objects.update(leased_until=clock.now())
        receiver.wait = 0.0
        assert delivering.deliver_due() == 1
    assert only().state == "delivered"
    assert receiver.got[0].headers["webhook-id"] == receiver.got[1].headers["webhook-id"]
