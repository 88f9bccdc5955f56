"""Answers to a survey by personal links, against a Django view that inserts one row, in the same web server.

Two workers of gunicorn as in production, and parallel clients in a process of their own, which post to the one and to
the other in turns, so that whatever else the machine does hits both alike. Each answer is a whole survey of one page:
token, rules, lock, checks and history included. PostgreSQL commits to disk as in production.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from http.client import HTTPConnection
from socket import socket
from threading import Thread
from typing import Any

from benchmarks import databases
from benchmarks.report import Row
from benchmarks.scale import Scale

BAR = 50
CLIENTS, WORKERS, TURNS = 8, 2, 6
FORM = {"content-type": "application/x-www-form-urlencoded", "host": "localhost"}
ROWS = "/bench/answers/"


def measure(scale: Scale, *, fresh: bool) -> tuple[list[Row], list[str]]:
    filled = databases.ensure(f"{scale.name}_reached", f"{scale.customers} {scale.customers}", fresh=fresh)
    database = f"{databases.PREFIX}_answers"
    databases.copy(filled, database)
    databases.use(database)
    from benchmarks import yardstick

    yardstick.create_table()
    seconds = max(2.0, min(60.0, scale.posts / 25))
    addresses = _invite(int(seconds * 1500))
    with _server(database) as port:
        answers, rows, statuses = _turns(port, addresses, seconds)
    _check(answers.count, statuses)
    return [
        Row(
            "answers", "answers to a survey posted by parallel clients", f"{answers.rate:,.0f}/s",
            f"Django view with one INSERT {rows.rate:,.0f}/s", 100 * answers.rate / rows.rate, BAR, "%",
            is_upper=False,
            note=f"{CLIENTS} clients, {WORKERS} workers and PostgreSQL on {os.cpu_count()} processors; "
            f"{answers.count:,} answers in {answers.seconds:.0f} s, each there once, no error.",
            details={"per_second": answers.rate, "rows_per_second": rows.rate},
        )
    ], [_statements(addresses)]  # fmt: skip


class Tally:
    def __init__(self) -> None:
        self.count, self.seconds = 0, 0.0

    @property
    def rate(self) -> float:
        return self.count / self.seconds if self.seconds else 0.0


def _invite(count: int) -> list[str]:
    """So many people who were asked, each with a link."""
    from core import clock
    from customers.models import Customer
    from surveys.asking import links, services
    from surveys.building.services import create_survey, open_survey
    from surveys.models import Invitation, Survey

    now = clock.now()
    asked = {"key": "score", "kind": "score", "role": "main", "required": True, "title": {"en": "How likely?"}}
    form = {"questions": [asked]}
    survey = create_survey(kind="free", name="Bench", form=form, actor=None, now=now)
    open_survey(survey=survey, actor=None, now=now)
    survey = Survey.objects.get(pk=survey.pk)
    people = list(Customer.objects.order_by("pk").values_list("pk", flat=True))
    made, number = 0, 0
    while made < count:
        some = people[: count - made]
        made += services.invite(
            survey=survey, customers=some, occasion=f"bench:{number}", due_at=now, actor=None, now=now
        )
        number += 1
    Invitation.objects.update(state="asked", asked_at=now, expires_at=now + timedelta(days=14))
    ids = Invitation.objects.order_by("occasion", "pk").values_list("public_id", flat=True)
    return [f"/s/{links.token_of(links.Form.INVITATION, pk)}/" for pk in ids]


@contextmanager
def _server(database: str) -> Iterator[int]:
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # As in production, but that no worker is replaced in the middle of a turn.
    command = [sys.executable, "-m", "gunicorn", "-c", "python:config.web", "--max-requests", "0", "config.wsgi"]
    sized = {"BENCH_DATABASE": database, "BIND": f"127.0.0.1:{port}", "WEB_WORKERS": str(WORKERS)}
    process = subprocess.Popen(command, env=os.environ | sized)
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(port: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            client = HTTPConnection("127.0.0.1", port, timeout=5)
            client.request("GET", "/healthz/live", headers={"host": "localhost"})
            client.getresponse().read()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("The web server did not start.")


def _turns(port: int, addresses: Sequence[str], seconds: float) -> tuple[Tally, Tally, Counter[int]]:
    """In turns; the first of each warms up and is not counted."""
    answers, rows, statuses = Tally(), Tally(), Counter[int]()
    left, each = list(reversed(addresses)), seconds / TURNS
    for turn in range(TURNS + 1):
        for tally, is_answer in ((answers, True), (rows, False)):
            found, taken = _post(port, left if is_answer else None, each if turn else 1.0)
            if is_answer:
                statuses += found
            if turn:
                tally.count += found.total()
                tally.seconds += taken
    return answers, rows, statuses


def _post(port: int, left: list[str] | None, seconds: float) -> tuple[Counter[int], float]:
    end, found = time.monotonic() + seconds, list[Counter[int]]()

    def client(number: int) -> None:
        counts = Counter[int]()
        http = HTTPConnection("127.0.0.1", port, timeout=60)
        body = f"p=score&q_score={number % 11}"
        while time.monotonic() < end:
            try:
                path = left.pop() if left is not None else ROWS
            except IndexError:
                break
            http.request("POST", path, body, FORM)
            answer = http.getresponse()
            answer.read()
            counts[answer.status] += 1
        found.append(counts)

    started = time.monotonic()
    threads = [Thread(target=client, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(found, Counter[int]()), time.monotonic() - started


def _check(counted: int, statuses: Counter[int]) -> None:
    """No error, no answer lost, none twice."""
    from surveys.models import Invitation, Response

    if set(statuses) != {302}:
        raise RuntimeError(f"Not every answer was taken: {json.dumps(statuses)}")
    kept = Response.objects.filter(finished_at__isnull=False)
    told = (
        kept.count(),
        kept.values("invitation").distinct().count(),
        Invitation.objects.filter(state="answered").count(),
    )
    if set(told) != {statuses.total()} or counted > statuses.total():
        raise RuntimeError(f"{statuses.total()} were posted, {told} are there.")


def _statements(addresses: Sequence[str]) -> str:
    """What one answer costs the database."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client: Any = Client(headers={"host": "localhost"})
    with CaptureQueriesContext(connection) as found:
        client.post(addresses[-1], {"p": "score", "q_score": "9"})
    return f"Statements, BEGIN and COMMIT included: {len(found)} for an answer."
