"""What was typed into a form whose log-in or key had ended meanwhile: shown, to be sent once more.

Nothing typed is lost. Only what came from a page of ours is shown again; passwords and keys never are, and files
must be chosen again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.csrf import requires_csrf_token

_KEY = "csrfmiddlewaretoken"
_SECRET = re.compile(r"pass|secret|token|otp|^code$|^login$", re.IGNORECASE)


@dataclass(frozen=True)
class Typed:
    """A form's fields; `is_whole` when sending them again says all that was said."""

    fields: list[tuple[str, str]]
    is_whole: bool

    @property
    def shown(self) -> list[tuple[str, str]]:
        """Those that hold something, under names that people recognise."""
        return [(_title(name), value) for name, value in self.fields if value.strip()]


def _title(name: str) -> str:
    """As the form itself called the field, where that is its name in words, translated with it."""
    words = re.sub(r"[_-]+", " ", name).strip()
    if not words:
        return ""
    ways = (words[:1].upper() + words[1:], words)
    return next((told for way in ways if (told := gettext(way)) != way), ways[0])


def typed(request: HttpRequest) -> Typed | None:
    """None: nothing was sent, or not from a page of ours."""
    if request.method != "POST" or not _is_ours(request):
        return None
    every = [(name, value) for name, values in request.POST.lists() for value in values if name != _KEY]
    fields = [(name, str(value)) for name, value in every if not _SECRET.search(name)]
    return Typed(fields, is_whole=len(fields) == len(every) and not request.FILES) if fields else None


def _is_ours(request: HttpRequest) -> bool:
    """Of this very origin: a page of the same name over plain http may be somebody else's in between."""
    came_from = urlsplit(request.headers.get("Origin") or request.headers.get("Referer", ""))
    return (came_from.scheme, came_from.netloc) == (request.scheme, request.get_host())


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form's key was missing or of an earlier log-in."""
    return render(request, "403_csrf.html", {"typed": typed(request), "action": request.get_full_path()}, status=403)


class LogInMiddleware(LoginRequiredMiddleware):
    """Whoever is not logged in is sent to the log-in; what they had typed, or the part that a page fetched, is not."""

    def handle_no_permission(  # type: ignore[override]  # a page as well as a redirect
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponseBase:
        if getattr(request, "htmx", False):
            return HttpResponse(status=401)
        found = typed(request)
        if found is None:
            return super().handle_no_permission(request, view_func)
        told = {"typed": found, "action": request.get_full_path(), "log_in_url": reverse("account_login")}
        return render(request, "401.html", told, status=401)
