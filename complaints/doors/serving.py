"""What all pages of these doors share: the visitor's language, kept in the address, and the headers.

No CSRF token: the key is the address itself, or there is nothing that a session could lend.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language_info
from django.views.decorators.csrf import csrf_exempt

from core import clock
from customers.memberpage.serving import private

WHY = "whoever is unhappy may say so; the signed link is the key to a case"
# What an address carries on to the next page: the language that was chosen, and the place of the poster.
_CARRIED = ("l", "p")
_LONGEST = 200
DoorView = Callable[..., HttpResponse]


def door_view(view: DoorView) -> DoorView:
    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with translation.override(language_of(request)), timezone.override(clock.business_zone()):
            return private(view(request, *args, **kwargs))

    return csrf_exempt(opened)


def language_of(request: HttpRequest) -> str:
    """What was chosen on the page, else the browser's."""
    asked = request.GET.get("l", "")
    return asked if asked in dict(settings.LANGUAGES) else translation.get_language_from_request(request)


def address(request: HttpRequest, name: str, *args: Any, **query: str) -> str:
    """Of another page of these doors, in the same language and of the same place."""
    return _with_query(reverse(f"doors:{name}", args=args), carried(request) | query)


def carried(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET[name][:_LONGEST] for name in _CARRIED if request.GET.get(name)}


def _with_query(path: str, query: dict[str, str]) -> str:
    told = urlencode({name: value for name, value in query.items() if value})
    return f"{path}?{told}" if told else path


def page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    base = {
        "site_name": settings.SITE_NAME, "languages": _languages(request),
        "help_url": address(request, "help"), "find_url": address(request, "find"),
        "write_url": address(request, "write"),
    }  # fmt: skip
    return render(request, f"complaints/{template}", base | context, status=status)


def _languages(request: HttpRequest) -> list[dict[str, Any]]:
    now = translation.get_language()
    kept = {name: str(value)[:_LONGEST] for name, value in request.GET.items() if name in (*_CARRIED, "q", "done")}
    return [
        {"code": code, "name": get_language_info(code)["name_local"], "is_now": code == now,
         "url": _with_query(request.path, kept | {"l": code})}
        for code, _name in settings.LANGUAGES
    ]  # fmt: skip
