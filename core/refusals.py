"""A `DomainError` that no view caught: a sentence for people instead of a server error.

Forms show a refusal at its field, and most views do. What they do not expect (somebody changed the thing at this
moment, a page was open too long) arrives here. Where a form was sent from one of our pages, the browser goes back
there and the message stands on top; htmx gets the message alone; everything else is a page of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import structlog
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from core import uploading
from core.errors import DomainError
from core.tabular.sources import too_large

log = structlog.get_logger(__name__)
_SAFE = {"GET", "HEAD", "OPTIONS"}


class RefusalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """A page that takes no large files says so; those that import know better where."""
        if uploading.may_import(view) or not self._brings_too_much(request, view):
            return None
        log.info("upload_refused", path=request.path)
        error = too_large(uploading.limit(request))
        error.status = 413
        return refused(request, error)

    @staticmethod
    def _brings_too_much(request: HttpRequest, view: Callable[..., Any]) -> bool:
        """Pages have their fields read by the CSRF check; the body of an interface is its view's to read."""
        if request.content_type != "multipart/form-data" or getattr(view, "csrf_exempt", False):
            return False
        return uploading.was_too_large(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, DomainError):
            return None
        log.info("refused", code=exception.code, path=request.path)
        return refused(request, exception)


def refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    if getattr(request, "htmx", False):
        messages.error(request, str(error))
        answer = render(request, "ui/_messages.html", {"out_of_band": True})
        answer["HX-Reswap"] = "none"
        return answer
    back = _back(request)
    if request.method not in _SAFE and back and request.user.is_authenticated:
        messages.error(request, str(error))
        return redirect(back)
    return render(request, "refused.html", {"message": str(error), "back": back}, status=error.status)


def _back(request: HttpRequest) -> str:
    """The page of ours that the browser came from, as a path; empty: none, or this address itself cannot be opened."""
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        return ""
    parts = urlsplit(came_from)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
