"""Installations that a fault test may start and kill: found by their data folder, never by a broad name."""

from __future__ import annotations

import os
import pwd
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from config.embedded import BASE_DIR

OUTSIDE = (
    "DATABASE_URL",
    "REDIS_URL",
    "CACHE_URL",
    "REGULARS_TEST",
    "DATABASE_TEST_NAME",
    "STATICFILES_BACKEND",
    "PORT",
)


def environment(var: Path, **more: str) -> dict[str, str]:
    given = {name: value for name, value in os.environ.items() if name not in OUTSIDE}
    return given | {"REGULARS_VAR": str(var), "PYTHONUNBUFFERED": "1"} | more


def start(
    var: Path, *arguments: str, python: str = sys.executable, person: pwd.struct_passwd | None = None, **more: str
) -> subprocess.Popen[str]:
    """`person`: as whom, if not as ourselves."""
    return subprocess.Popen(
        [python, *arguments],
        cwd=BASE_DIR,
        env=environment(var, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        user=person.pw_uid if person else None,
        group=person.pw_gid if person else None,
        extra_groups=[] if person else None,
    )


def of(var: Path) -> list[psutil.Process]:
    """Every process of this installation: its environment or its command names the data folder."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.status() == psutil.STATUS_ZOMBIE or process.pid == os.getpid():
                continue
            if process.environ().get("REGULARS_VAR") == str(var) or any(str(var) in part for part in process.cmdline()):
                found.append(process)
        except psutil.Error:
            continue
    return found


def command(process: psutil.Process) -> list[str]:
    """The command of a process, empty when it has ended since it was listed."""
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def named(var: Path, part: str) -> list[psutil.Process]:
    return [process for process in of(var) if part in " ".join(command(process))]


def postmasters(var: Path) -> list[psutil.Process]:
    return [process for process in of(var) if "bin/postgres" in " ".join(command(process)[:2])]


def wait_until(condition: Callable[[], bool], seconds: float, what: str | Callable[[], str]) -> float:
    started = time.monotonic()
    while not condition():
        if time.monotonic() - started > seconds:
            pytest.fail(f"{what if isinstance(what, str) else what()}: not within {seconds} s")
        time.sleep(0.05)
    return time.monotonic() - started


def wait_for_nothing(var: Path, seconds: float) -> float:
    return wait_until(lambda: not of(var), seconds, lambda: f"processes left: {[command(p) for p in of(var)]}")


def kill_all(var: Path) -> None:
    for process in of(var):
        try:
            process.send_signal(signal.SIGKILL)
        except psutil.Error:
            continue


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])
