"""Two hundred complaints sent at once, while workers of the server are killed and connections to the database cut.

Real processes: gunicorn on the database of the test. A browser that gets no answer, or the page that hands its words
back, sends the same form once more. None is lost, none is there twice.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from queue import Queue
from threading import Thread
from typing import Any

import psutil
import pytest
from django.conf import settings
from django.db import connection

from complaints.models import Case
from tests.faults.processes import free_port, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

FORMS, AT_ONCE, TRIES = 200, 40, 60
_SERVE = """
import sys
from config import settings
settings.DATABASES["default"]["NAME"] = {database!r}
sys.argv = ["gunicorn", "-c", "python:config.web", "config.wsgi"]
from gunicorn.app.wsgiapp import run
run()
"""
_CUT = """
    SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        return None


class Server:
    def __init__(self) -> None:
        self.port = free_port()
        code = _SERVE.format(database=connection.settings_dict["NAME"])
        told = {
            "BEHIND_PROXY": "true",
            "PROXY_COUNT": "1",
            "BIND": f"127.0.0.1:{self.port}",
            "WEB_WORKERS": "3",
            "WEB_THREADS": "8",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-c", code], cwd=settings.BASE_DIR, env=os.environ | told, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip

    def ask(self, who: int, data: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, body, and where it leads on; 0 where nothing came back."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/c/write/?l=en",
            data=urllib.parse.urlencode(data).encode() if data else None,
            headers={"X-Forwarded-For": f"10.0.{who // 250}.{who % 250}", "Host": "localhost"},
        )
        try:
            with urllib.request.build_opener(_Stay).open(request, timeout=30) as answer:
                return answer.status, answer.read().decode(), ""
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(), error.headers.get("Location", "")
        except OSError:
            return 0, "", ""
        except Exception:  # noqa: BLE001  # cut in the middle of an answer
            return 0, "", ""

    def kill_a_worker(self) -> bool:
        workers = [one for one in psutil.Process(self.process.pid).children() if one.status() != psutil.STATUS_ZOMBIE]
        if not workers:
            return False
        workers[0].send_signal(signal.SIGKILL)
        return True

    def end(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=30)


@pytest.fixture
def server() -> Iterator[Server]:
    started = Server()
    try:
        wait_until(lambda: started.ask(0)[0] == 200, 120, "the server does not answer")
        yield started
    finally:
        started.end()


def _sheet(server: Server, who: int) -> str:
    for _ in range(TRIES):
        status, body, _where = server.ask(who)
        if status == 200:
            return unescape(body.split('name="f" value="')[1].split('"')[0])
        time.sleep(0.5)
    raise AssertionError("no form was handed out")


def _send(server: Server, who: int, sheet: str, answers: Queue[None]) -> tuple[str, int]:
    """Where it led, and how often it was sent."""
    told = {"f": sheet, "text": f"Complaint {who}", "name": f"Customer {who}"}
    for n in range(1, TRIES + 1):
        status, body, where = server.ask(who, told)
        if status == 302:
            answers.put(None)
            return where, n
        if status == 503:
            # The page has every field again, the words in a box that can be edited.
            told = {name: unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', body)}
            told["text"] = unescape(re.findall(r'name="text"[^>]*>([^<]*)<', body)[0])
        time.sleep(0.5)
    raise AssertionError(f"form {who} was never taken: {status}")


class Disturber(Thread):
    """Cuts every connection after each twenty answers, and kills a worker after each sixty: two others go on."""

    def __init__(self, server: Server) -> None:
        super().__init__()
        self.server, self.answers, self.counts = server, Queue[None](), Counter[str]()
        self.is_over = False

    def run(self) -> None:
        try:
            for n in range(1, FORMS):
                self.answers.get(timeout=120)
                if self.is_over:
                    break
                if n % 20 == 5:
                    self._cut()
                if n % 60 == 10:
                    self.counts["workers"] += self.server.kill_a_worker()
        finally:
            connection.close()

    def _cut(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_CUT)
            self.counts["connections"] += cursor.fetchone()[0]

    def end(self) -> None:
        self.is_over = True
        self.answers.put(None)
        self.join(timeout=60)


def test_no_complaint_is_lost_and_none_is_there_twice(server: Server) -> None:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        sheets = list(pool.map(lambda who: _sheet(server, who), range(FORMS)))
        time.sleep(2.1)  # no robot
        disturber = Disturber(server)
        connection.close()  # not to be cut itself
        disturber.start()
        try:
            led = list(pool.map(lambda who: _send(server, who, sheets[who], disturber.answers), range(FORMS)))
        finally:
            disturber.end()
    assert disturber.counts["workers"] >= 3
    assert disturber.counts["connections"] >= 5
    assert Counter(Case.objects.values_list("text", flat=True)) == Counter(f"Complaint {n}" for n in range(FORMS))
    assert set(Case.objects.values_list("contact_name", flat=True)) == {f"Customer {n}" for n in range(FORMS)}
    assert len({where for where, _times in led}) == FORMS
    assert any(times > 1 for _where, times in led), "some had to be sent again"
