"""Liveness, readiness, and who is silent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from core import clock, health
from core.models import Heartbeat
from core.tasks import beat_worker


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
    broken = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "unix:///nowhere.sock"}
    settings.CACHES = {"default": broken}
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
