"""Real connections and real kills: no crossing is missed, and a killed recompute goes on where it was."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection

from core import clock
from loyalty.models import TierMembership, TierPeriod, TierRun
from loyalty.tiers import recompute
from tests.loyalty.factories import only_rules
from tests.loyalty.test_ledger_races import at_once
from tests.loyalty.tiers import held, ladder, long_member
from tests.sales.factories import line, purchase

pytestmark = pytest.mark.django_db(transaction=True)


def _two_halves(who: Any) -> list[Any]:
    """Each alone is below Silver, both together are Silver; no rule earns, so no account is locked."""
    now = clock.now()
    return [lambda: purchase(line(250_00), customer=who.pk, occurred_at=now, now=now) for _ in range(2)]


def test_two_tills_at_once_miss_no_crossing():
    ladder()
    only_rules()
    people = [long_member() for _ in range(8)]
    for who in people:
        assert at_once(_two_halves(who)) == ["done", "done"]
    assert [held(who) for who in people] == ["silver"] * len(people)


def test_without_the_lock_they_may_miss_it(monkeypatch):
    """The twin: with the lock taken out and both receipts written before either is measured, nobody crosses."""
    from threading import Barrier

    from loyalty.tiers import services

    ladder()
    only_rules()
    who, both = long_member(), Barrier(2)
    monkeypatch.setattr(services, "lock", lambda _customers: both.wait(timeout=60))
    assert at_once(_two_halves(who)) == ["done", "done"]
    assert held(who) is None


CODE = """
import django, sys, time
django.setup()
from datetime import datetime
from loyalty.tiers import recompute
inner = recompute._batch
def slow(*arguments):
    done = inner(*arguments)
    print("batch", flush=True)
    time.sleep(0.2)
    return done
recompute._batch = slow
recompute.recompute(now=datetime.fromisoformat(sys.argv[1]), batch=5)
"""


def _pictures() -> tuple[list[Any], list[Any]]:
    rows = TierMembership.objects.order_by("customer_id").values_list("customer_id", "level", "since", "keeps_until")
    periods = TierPeriod.objects.order_by("customer_id", "valid_from")
    return list(rows), list(periods.values_list("customer_id", "level", "valid_from", "valid_until", "cause"))


def test_killed_half_way_and_started_again(monkeypatch):
    ladder()
    now = clock.now()
    monkeypatch.setattr("loyalty.tiers.services.settle", lambda **_: 0)
    for number in range(30):
        who = long_member()
        purchase(line(100_00 * (number % 15 + 1)), customer=who.pk, occurred_at=now, now=now)
    recompute.recompute(now=now)
    whole = _pictures()
    assert len(whole[0]) == 22
    TierPeriod.objects.all().delete()
    TierMembership.objects.all().delete()
    TierRun.objects.all().delete()
    _start_and_kill(now)
    run = TierRun.objects.get(pk=1)
    assert 0 < run.customers < 30
    assert run.finished_at is None
    assert 0 < TierMembership.objects.count() < 22
    outcome = recompute.recompute(now=clock.now())
    assert outcome is not None
    assert (outcome.as_of, outcome.customers) == (now, 30)
    assert _pictures() == whole


def _start_and_kill(now: Any) -> None:
    """On the database of the test, in a process of its own, which dies after its second batch."""
    code = (
        f"from config import settings\nsettings.DATABASES['default']['NAME'] = {connection.settings_dict['NAME']!r}\n"
        f"{CODE}"
    )
    command = [sys.executable, "-c", code, now.isoformat()]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    started = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=environment, cwd=django_settings.BASE_DIR
    )
    with started as child:
        assert child.stdout
        for _ in range(2):
            assert child.stdout.readline() == "batch\n"
        child.send_signal(signal.SIGKILL)
        assert child.wait(timeout=30) == -signal.SIGKILL
