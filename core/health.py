"""Is everything alive? For load balancers (`/healthz/…`) and for staff (the notice on Today)."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

import structlog
from django.core.cache import caches
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core import clock
from core.decorators import public
from core.models import Heartbeat

log = structlog.get_logger(__name__)
# Signs come every 20 s; three missing ones are silence.
SILENCE = timedelta(seconds=75)


@public("load balancers ask without a log-in; the answer says nothing about the business")
@require_safe
@never_cache
def live(_request: HttpRequest) -> HttpResponse:
    """This process answers."""
    return HttpResponse("live\n", content_type="text/plain")


@public("load balancers ask without a log-in; the answer says nothing about the business")
@require_safe
@never_cache
def ready(_request: HttpRequest) -> HttpResponse:
    """This process can serve: database and cache answer. 503 names the part that does not.

    A silent worker or beat is told, but is no reason to send visitors elsewhere.
    """
    parts = {"database": _database_answers(), "redis": _redis_answers()}
    silent = silent_parts() if parts["database"] else []
    return JsonResponse({**parts, "silent": silent}, status=200 if all(parts.values()) else 503)


class HealthMiddleware:
    """Answers under whatever name the machine is called: probes use addresses, which are no allowed hosts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.views: dict[str, Callable[[HttpRequest], HttpResponseBase]] = {
            "/healthz/live": live,
            "/healthz/ready": ready,
        }

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.views.get(request.path, self.get_response)(request)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        log.warning("database_silent", error=type(error).__name__)
        return False
    return True


def _redis_answers() -> bool:
    answers: bool = caches["default"].answers()  # type: ignore[attr-defined]  # our own backend
    return answers


def beat(name: str) -> None:
    """Write a part's sign of life."""
    Heartbeat.objects.update_or_create(name=name, defaults={"beat_at": clock.now()})


def beat_if_due(name: str, beaten_at: float, seconds: float) -> float:
    """Beat when the last one (monotonic seconds) is old enough; returns the time of the last. Never raises."""
    now = time.monotonic()
    if now - beaten_at < seconds:
        return beaten_at
    try:
        beat(name)
    except DatabaseError as error:
        log.warning("beat_failed", part=name, error=type(error).__name__)
        connection.close()
    return now


def silent_parts() -> list[str]:
    """Which of "beat" and "worker" are silent. While beat is, nobody asks the worker: only beat is named."""
    since = clock.now() - SILENCE
    alive = set(Heartbeat.objects.filter(beat_at__gte=since).values_list("name", flat=True))
    if "beat" not in alive:
        return ["beat"]
    return [] if "worker" in alive else ["worker"]
