"""Limits count in Valkey; what is closed lets nobody through while that is away, what is open counts for itself."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from config.keeper import valkey_program
from core import limits
from core.caching import FallbackCache
from core.errors import DomainError


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[subprocess.Popen[bytes]]:
    """A Valkey of its own behind the cache, on a socket; the test may stop it."""
    home = Path(tempfile.mkdtemp(prefix="limits-"))
    path = home / "s"
    told = ["--port", "0", "--unixsocket", str(path), "--save", "", "--dir", str(home)]
    running = subprocess.Popen([valkey_program(), *told], stdout=subprocess.DEVNULL)
    try:
        _wait_for(path)
        monkeypatch.setattr(limits, "cache", FallbackCache(f"unix://{path}", {"KEY_PREFIX": "limits"}))
        yield running
    finally:
        stop(running)
        shutil.rmtree(home)


def _wait_for(path: Path) -> None:
    for _attempt in range(200):
        with socket.socket(socket.AF_UNIX) as probe:
            if path.exists() and probe.connect_ex(str(path)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError("Valkey did not start")


def stop(running: subprocess.Popen[bytes]) -> None:
    running.kill()
    running.wait(10)


def ask(name: str, *, closed: bool) -> bool:
    return limits.allow(name, "anna", most=2, seconds=60, closed=closed)


@pytest.mark.parametrize("closed", [True, False])
def test_counted_while_it_answers(server: subprocess.Popen[bytes], closed: bool) -> None:
    assert [ask("x", closed=closed) for _n in range(3)] == [True, True, False]
    with pytest.raises(DomainError) as refused:
        limits.check("x", "anna", most=2, seconds=60, closed=closed)
    assert (refused.value.code, refused.value.status) == ("rate_limited", 429)


def test_a_server_that_was_stopped(server: subprocess.Popen[bytes]) -> None:
    assert ask("x", closed=True)
    stop(server)
    assert [ask("x", closed=True) for _n in range(2)] == [False, False]
    with pytest.raises(DomainError, match="try again later") as refused:
        limits.check("x", "anna", most=2, seconds=60, closed=True)
    assert (refused.value.code, refused.value.status) == ("not_counted", 503)
    # This process counts for itself what may go on.
    assert [ask("y", closed=False) for _n in range(3)] == [True, True, False]


@pytest.mark.django_db
def test_pages_say_so_kindly(client: Client, settings: Any) -> None:
    """Nobody joins or looks for a case uncounted; what they typed stands there still."""
    settings.CACHES = {"default": {"BACKEND": "core.caching.FallbackCache", "LOCATION": "unix:///nowhere.sock"}}
    answer = client.post(reverse("loyalty:join_alone"), {"name": "Anna Lee"})
    body = answer.content.decode()
    assert (answer.status_code, "Please try again later" in body, "Anna Lee" in body) == (503, True, True)
    answer = client.post(reverse("doors:find"), {"number": "C-1", "code": "abc"})
    assert (answer.status_code, "Please try again later" in answer.content.decode()) == (422, True)


def test_a_window_ends_and_a_server_that_forgot_how_to_count_is_told(server: subprocess.Popen[bytes]) -> None:
    assert ask("x", closed=True)
    client = limits.cache._cache.get_client()
    [key] = client.keys()
    assert 0 < client.ttl(key) <= 60
    client.script_flush()  # as after a restart
    assert ask("x", closed=True)
    client.expire(key, 5)
    assert not ask("x", closed=True)
    assert client.ttl(key) <= 5, "counting on begins no new window"
