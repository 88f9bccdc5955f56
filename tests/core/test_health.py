"""Liveness, readiness, and who is silent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client

from core import clock, health
from core.models import Heartbeat, User
from core.tasks import beat_worker

BROKEN = {"BACKEND": "core.caching.FallbackCache", "LOCATION": "unix:///nowhere.sock"}


@pytest.mark.parametrize("path", ["/healthz/live", "/healthz/ready"])
@pytest.mark.django_db
def test_probes_by_address(client: Client, path: str) -> None:
    """A load balancer asks the machine by its address, which is no allowed host."""
    assert client.get(path, HTTP_HOST="10.0.0.5").status_code == 200
    assert client.get("/", HTTP_HOST="10.0.0.5").status_code == 400


@pytest.mark.django_db
def test_people_log_in_without_redis(client: Client, settings: Any) -> None:
    """Attempts are counted all the same, by this process."""
    User.objects.create_user("ann@example.com", "correct horse 7")
    settings.CACHES = {"default": BROKEN}
    told = {"login": "ann@example.com", "password": "wrong"}
    answers = [client.post("/accounts/login/", told).status_code for _ in range(12)]
    assert answers[0] == 200
    assert 500 not in answers
    assert answers[-1] == 429 or "Too many" in client.post("/accounts/login/", told).text
    caches["default"].clear()


def test_live_asks_nobody(client: Client) -> None:
    """No database mark: touching the database would fail this test."""
    answer = client.get("/healthz/live")
    assert (answer.status_code, answer.content) == (200, b"live\n")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_ready_names_the_silent(client: Client) -> None:
    answer = client.get("/healthz/ready")
    assert answer.status_code == 200
    assert answer.json() == {"database": True, "redis": True, "silent": ["beat"]}


@pytest.mark.django_db
def test_not_ready_without_redis(client: Client, settings: Any) -> None:
    settings.CACHES = {"default": BROKEN}
    answer = client.get("/healthz/ready")
    assert answer.status_code == 503
    assert answer.json()["redis"] is False


@pytest.mark.django_db(transaction=True)
def test_not_ready_without_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    connection.close()
    with monkeypatch.context() as patch:
        patch.setitem(connection.settings_dict, "OPTIONS", {"host": "/nowhere"})
        answer = client.get("/healthz/ready")
    assert answer.status_code == 503
    assert answer.json() == {"database": False, "redis": True, "silent": []}


@pytest.mark.django_db
class TestSilence:
    def test_beat_is_named_first(self) -> None:
        assert health.silent_parts() == ["beat"]

    def test_worker_when_beat_lives(self) -> None:
        health.beat("beat")
        assert health.silent_parts() == ["worker"]

    def test_nobody_when_both_live(self) -> None:
        health.beat("beat")
        beat_worker()
        beat_worker()
        assert health.silent_parts() == []
        assert Heartbeat.objects.count() == 2

    def test_an_old_sign_does_not_count(self) -> None:
        Heartbeat.objects.create(name="beat", beat_at=clock.now() - health.SILENCE - timedelta(seconds=1))
        assert health.silent_parts() == ["beat"]

    def test_beats_only_when_due(self) -> None:
        first = health.beat_if_due("beat", float("-inf"), 20)
        assert health.beat_if_due("beat", first, 20) == first
        assert Heartbeat.objects.get().name == "beat"
