"""A request id for logs and error pages; what of a device pages may use; what no browser keeps; language, time zone."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from zoneinfo import ZoneInfo

import structlog
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from core import clock

_SAFE_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
GetResponse = Callable[[HttpRequest], HttpResponse]


class RequestIdMiddleware:
    """Takes the proxy's `X-Request-Id` when it is harmless, else makes one; returns it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-Id", "")
        request_id = given if _SAFE_ID.fullmatch(given) else uuid.uuid4().hex
        request.request_id = request_id  # type: ignore[attr-defined]
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self.get_response(request)
        response["X-Request-Id"] = request_id
        return response


class DevicePolicyMiddleware:
    """No page uses camera, microphone or place, but one that says so itself."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response


class PrivatePagesMiddleware:
    """What somebody who is logged in has seen is kept by no browser and no proxy: the next may sit at the same till."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "Cache-Control" not in response.headers and ("Authorization" in request.headers or _is_known(request)):
            response.headers["Cache-Control"] = "no-store, private"
        return response


def _is_known(request: HttpRequest) -> bool:
    """Asks the database nothing: whoever has no session is nobody."""
    return bool(request.session.session_key) and request.user.is_authenticated


class UserPreferencesMiddleware:
    """The person's own language before the browser's; pages in the business time zone or their own."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = getattr(request.user, "language", "")
        if language:
            translation.activate(language)
            request.LANGUAGE_CODE = language
        with timezone.override(_zone(getattr(request.user, "time_zone", ""))):
            return self.get_response(request)


def _zone(name: str) -> ZoneInfo:
    """The business's for a name that is none (any more): nobody may be shut out by it."""
    try:
        return ZoneInfo(name) if name else clock.business_zone()
    except (KeyError, OSError, ValueError):
        return clock.business_zone()
