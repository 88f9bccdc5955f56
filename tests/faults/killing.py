"""Work in a process of its own on the database of the test, stopped by SIGKILL where it hurts, and started again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.db import connection

from tests.faults.processes import wait_until

# `stop_here` is what the work calls at the place where it is to die.
_START = """
import sys, time
from config import settings
settings.DATABASES["default"]["NAME"] = {database!r}
import django
django.setup()
from datetime import datetime
from django.db import connection
now = datetime.fromisoformat({now!r})
def stop_here():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        print(cursor.fetchone()[0], flush=True)
    time.sleep(600)
"""


def killed(code: str, now: Any) -> None:
    """Run `code` until it calls `stop_here`, and kill it there; returns when the server has taken its work back."""
    with _process(code, now) as child:
        assert child.stdout
        told = child.stdout.readline()
        assert told.strip().isdigit(), told + child.stdout.read()
        child.send_signal(signal.SIGKILL)
        assert child.wait(timeout=30) == -signal.SIGKILL
    wait_until(lambda: not _is_connected(int(told)), 30, "the killed process's connection is still open")


def finished(code: str, now: Any) -> str:
    """Run `code` to its end, in a process of its own; what it printed."""
    with _process(code, now) as child:
        told, _ = child.communicate(timeout=120)
    assert child.returncode == 0, told
    return told.strip()


def _process(code: str, now: Any) -> subprocess.Popen[str]:
    start = _START.format(database=connection.settings_dict["NAME"], now=now.isoformat())
    return subprocess.Popen(
        [sys.executable, "-c", start + code], cwd=settings.BASE_DIR, text=True, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"},
    )  # fmt: skip


def _is_connected(pid: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE pid = %s)", [pid])
        return bool(cursor.fetchone()[0])
