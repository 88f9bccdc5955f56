"""`make run`: everything on one machine, from nothing to `READY`, and down again without a trace.

The supervisor starts the embedded servers, runs `manage.py prepare`, then web, worker and beat, each in a
process group of its own (a Ctrl-C in the terminal reaches only the supervisor) with a parent-death signal
(killing the supervisor ends them). When one part dies, or a signal asks, all stop within ten seconds.
"""

from __future__ import annotations

import ctypes
import http
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from config import bootstrap, embedded

BASE_DIR = embedded.BASE_DIR
PR_SET_PDEATHSIG = 1
GRACE_SECONDS = 4
SERVER_SECONDS = 5
READY_SECONDS = 90
ALL_ALIVE_SECONDS = 60
MAX_LOG_BYTES = 10 * 2**20


class StopAskedError(Exception):
    """A signal came."""


class StartError(Exception):
    """Why it cannot start or go on; one sentence for the person."""


@dataclass
class Part:
    name: str
    process: subprocess.Popen[bytes]
    log: Path | None


_parts: list[Part] = []


def main() -> int:
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, _ask_to_stop)
    bootstrap.watch_make(_ask_to_stop)
    is_ready = False
    try:
        with _alone():
            address = _start_all()
            is_ready = True
            print(address, flush=True)
            _watch()
    except StopAskedError:
        print("Stopping.", flush=True)
        return 0 if is_ready else 130
    except (StartError, embedded.EmbeddedError) as error:
        print(error, file=sys.stderr, flush=True)
        return 1
    finally:
        # Left running, the watch over make would break into stopping, and end Python by its signal.
        signal.setitimer(signal.ITIMER_REAL, 0)
        _stop_all()
    return 0


def _ask_to_stop(_sign: int, _frame: FrameType | None) -> None:
    signal.setitimer(signal.ITIMER_REAL, 0)
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, signal.SIG_IGN)  # stopping is bounded; a second Ctrl-C must not break it off
    raise StopAskedError


# --- Starting -----------------------------------------------------------------------------


def _start_all() -> str:
    port = _free_port()
    if embedded.is_embedded() and embedded.unfinished_dir().exists():
        # Killed before there was a database to keep a marker beside: `prepare` would not know of it.
        _say("A half-finished first start was found and is done again.")
    _say("Starting " + (" and ".join(s.title for s in embedded.SERVERS if s.is_wanted) or "with your servers"))
    embedded.start_if_needed()
    environment = _environment(port)
    _run_prepare(environment)
    _say(f"Starting web, worker and beat (logs in {embedded.var_dir() / 'log'})")
    for name, command in _commands().items():
        _parts.append(_spawn(name, command, environment))
    _wait_until_ready(port)
    login, password, *_ = (embedded.var_dir() / "secrets" / "owner").read_text().split()
    return f"READY http://localhost:{port}/ login={login} password={password}"


def _commands() -> dict[str, list[str]]:
    python = [sys.executable, "-m"]
    celery = [*python, "celery", "-A", "config.celery", "--no-color", "--quiet"]
    worker = ["worker", "--concurrency", os.environ.get("WORKERS", "2"), "--loglevel", "INFO"]
    return {
        "web": [*python, "gunicorn", "-c", "python:config.web", "config.wsgi"],
        "worker": [*celery, *worker, "--without-gossip", "--without-mingle"],
        "beat": [*celery, "beat", "--scheduler", "config.celery:Scheduler", "--pidfile=", "--loglevel", "INFO"],
    }


def _environment(port: int) -> dict[str, str]:
    """With outside servers the settings have no default keys; this command makes and keeps its own."""
    given = dict(os.environ)
    given["BIND"] = given.get("BIND") or ",".join(f"{host}:{port}" for host in _hosts(port))
    if not embedded.is_embedded():
        for variable, name in embedded.KEYS.items():
            given[variable] = given.get(variable) or embedded.keep_secret(name, secrets.token_urlsafe(50))
        given.setdefault("USE_HTTPS", "0")  # it serves http://localhost
    return given


def _free_port() -> int:
    text = os.environ.get("PORT") or "8000"
    if trouble := bootstrap.port_trouble(text):
        raise StartError(trouble)
    return int(text)


def _hosts(port: int) -> list[str]:
    """Both loopbacks, because browsers resolve `localhost` to either."""
    return ["127.0.0.1", "[::1]"] if socket.has_ipv6 and bootstrap.can_bind("::1", port) else ["127.0.0.1"]


def _run_prepare(environment: dict[str, str]) -> None:
    part = _spawn("prepare", [sys.executable, "manage.py", "prepare"], environment, is_logged=False)
    _parts.append(part)
    if code := part.process.wait():
        raise StartError(f"The preparation failed (exit code {code}), see above; the next start tries again.")
    _parts.remove(part)


def _spawn(name: str, command: list[str], environment: dict[str, str], *, is_logged: bool = True) -> Part:
    libc = ctypes.CDLL(None)

    def die_with_supervisor() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(signal.SIGQUIT))  # a quick end for gunicorn, Celery and Python alike

    log = _open_log(name) if is_logged else None
    output = log.open("ab") if log else None
    try:
        process = subprocess.Popen(
            command,
            cwd=BASE_DIR,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output else None,
            start_new_session=True,
            preexec_fn=die_with_supervisor,  # noqa: PLW1509  # one thread here
        )
    finally:
        if output:
            output.close()
    return Part(name, process, log)


def _open_log(name: str) -> Path:
    path = embedded.private_dir(embedded.var_dir() / "log") / f"{name}.log"
    if path.exists() and path.stat().st_size > MAX_LOG_BYTES:
        path.replace(path.with_suffix(".log.1"))
    return path


def _wait_until_ready(port: int) -> None:
    """Until web, worker and beat gave their signs of life; for the last two only so long: the web is of use alone."""
    start = time.monotonic()
    while time.monotonic() < start + READY_SECONDS:
        _refuse_deaths()
        answer = _ask_web(port)
        is_late = time.monotonic() > start + ALL_ALIVE_SECONDS
        if answer.get("database") and answer.get("redis") and (not answer.get("silent") or is_late):
            return
        time.sleep(0.1)
    said = f" (it last said {answer})" if answer else ""
    raise StartError(f"The web was not ready within {READY_SECONDS} s{said}; see {embedded.var_dir() / 'log'}.")


def _ask_web(port: int) -> dict[str, object]:
    """What `/healthz/ready` says, also when it says no; empty while nobody answers."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://127.0.0.1:{port}/healthz/ready", timeout=5) as response:
            answer: dict[str, object] = json.load(response)
    except urllib.error.HTTPError as refusal:
        with refusal:
            return dict(json.load(refusal)) if refusal.code == http.HTTPStatus.SERVICE_UNAVAILABLE else {}
    except OSError:
        return {}
    return answer


# --- Running and stopping -----------------------------------------------------------------


def _watch() -> None:
    while True:
        _refuse_deaths()
        time.sleep(0.5)


def _refuse_deaths() -> None:
    for part in _parts:
        if (code := part.process.poll()) is not None:
            reason = f"signal {-code}" if code < 0 else f"exit code {code}"
            raise StartError(f"The {part.name} stopped by itself ({reason}), so all is stopped; see {part.log}.")
    alive = embedded.running()
    for server in embedded.SERVERS:
        if server.is_wanted and server not in alive:
            raise StartError(f"{server.title} stopped by itself, so all is stopped; see {server.log_path}.")


def _stop_all() -> None:
    for part in _parts:
        part.process.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    for part in _parts:
        with suppress(subprocess.TimeoutExpired):
            part.process.wait(max(0.0, deadline - time.monotonic()))
        _kill_group(part.process.pid)
        part.process.wait()
    _parts.clear()
    _wait_for_servers()


def _kill_group(leader: int) -> None:
    """Also what the leader left behind when it was killed itself."""
    with suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)


def _wait_for_servers() -> None:
    """The keepers stop them once nobody is left; somebody else's shell may keep them up."""
    embedded.release()
    deadline = time.monotonic() + SERVER_SECONDS
    while time.monotonic() < deadline and any(s.is_wanted and s in embedded.running() for s in embedded.SERVERS):
        time.sleep(0.05)


@contextmanager
def _alone() -> Iterator[None]:
    """One supervisor per data folder."""
    try:
        run = embedded.private_dir(embedded.var_dir() / "run")
        lock = embedded.open_lock(run / "supervisor.lock")
    except OSError as error:
        raise StartError(f"Cannot use {error.filename or embedded.var_dir()}: {error.strerror}.") from error
    try:
        if not embedded.try_lock(lock):
            raise StartError(f"Regulars already runs with the data in {embedded.var_dir()}.")
        yield
    finally:
        os.close(lock)


def _say(text: str) -> None:
    print("  " + text, flush=True)
