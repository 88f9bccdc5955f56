"""What every page behind a personal link shares: opening it, the customer's language and time, the headers."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt

from core import clock
from customers.memberpage.links import hint_of, open_link
from customers.models import Customer

MemberView = Callable[..., HttpResponse]


def member_view(view: MemberView) -> MemberView:
    """`view(request, customer, token, …)` for who holds the link; everybody else sees one neutral page.

    No CSRF token: the key to the page is the address itself, which no other site knows and no browser sends by
    itself, and phones that refuse cookies must be able to use it.
    """

    @wraps(view)
    def opened(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponse:
        customer = open_link(token, now=clock.now())
        if customer is None:
            return private(invalid(request))
        with translation.override(language_of(customer, request)), timezone.override(zone_of(customer)):
            return private(view(request, customer, token, *args, **kwargs))

    return csrf_exempt(opened)


def invalid(request: HttpRequest) -> HttpResponse:
    """The same page for a link that expired, was revoked, was cut by a mail program or never was one."""
    return render(request, "memberpage/invalid.html", {"site_name": settings.SITE_NAME}, status=404)


def private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    # The address is the key: no page that is linked from here may learn it.
    response["Referrer-Policy"] = "no-referrer"
    return response


DEVICE_COOKIE = "member_device"
_KEPT = 5


def remember_device(request: HttpRequest, response: HttpResponse, customer: Customer) -> None:
    """Note in the browser alone that it opened this page: so that nobody recommends themselves from one phone."""
    hints = [hint_of(customer), *device_hints(request)]
    response.set_cookie(
        DEVICE_COOKIE, ".".join(dict.fromkeys(hints[:_KEPT])), max_age=180 * 24 * 3600, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def device_hints(request: HttpRequest) -> list[str]:
    """Whose pages this browser has opened, as hints."""
    return [hint for hint in request.COOKIES.get(DEVICE_COOKIE, "")[:200].split(".") if hint][:_KEPT]


def language_of(customer: Customer, request: HttpRequest) -> str:
    """The customer's, if we speak it; else what the browser asks for."""
    try:
        return translation.get_supported_language_variant(customer.language) if customer.language else _asked(request)
    except LookupError:
        return _asked(request)


def _asked(request: HttpRequest) -> str:
    return translation.get_language_from_request(request)


def zone_of(customer: Customer) -> ZoneInfo:
    try:
        return ZoneInfo(customer.time_zone or settings.BUSINESS_TIME_ZONE)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(settings.BUSINESS_TIME_ZONE)
