"""Pages of events for customers: nobody logs in, nothing happens by looking; the personal link is the key.

No CSRF token: the key is the address itself, which no other site knows and no browser sends by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from campaigns.events import audience, calendar, links, places, requesting, wordings
from campaigns.events.links import Guest
from campaigns.models import Event, EventState, Registration, RegistrationState
from core import clock, limits
from core.addresses import client_address
from core.codes import grouped, qr_svg
from core.decorators import public
from core.errors import DomainError
from customers.memberpage.serving import invalid, language_of, private
from customers.models import CustomerSettings

WHY = "the signed link is the key"
# So often an hour somebody may press something from one address.
HOUR, PER_ADDRESS = 3600, 60
GuestView = Callable[..., HttpResponse]


def guest_view(view: GuestView) -> GuestView:
    """`view(request, guest, token)` for who holds the link, in their language; everybody else sees a neutral page."""

    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        guest = links.open_link(token)
        if guest is None:
            return private(invalid(request))
        language = language_of(guest.customer, request)
        with translation.override(language), timezone.override(clock.business_zone()):
            return private(view(request, guest, token))

    return csrf_exempt(opened)


@public(WHY)
@require_safe
@guest_view
def guest(request: HttpRequest, guest: Guest, token: str) -> HttpResponse:
    return _page(request, guest, token)


def _page(request: HttpRequest, guest: Guest, token: str, refusal: str = "", status: int = 200) -> HttpResponse:
    now, event = clock.now(), guest.event
    row = _mine(guest)
    is_coming = row is not None and row.state in (RegistrationState.REGISTERED, RegistrationState.ATTENDED)
    asked = requesting.waiting(event, guest.customer, now=now)
    context = context_of(event) | {
        "token": token,
        "customer": guest.customer,
        "mine": row,
        "is_coming": is_coming,
        "is_new": row is None or row.state == RegistrationState.CANCELLED,
        "may_join": places.is_open(event, now=now) and audience.is_for(event, guest.customer, now=now),
        "may_change": event.state in places.AWAKE and now < event.starts_at,
        "may_leave": _may_leave(event, row, now),
        "ahead": places.ahead_of(row) if row and row.state == RegistrationState.WAITING else 0,
        "until": wordings.at(row.offered_until) if row and row.offered_until else "",
        "companions": range(event.companions + 1),
        "chosen": row.companions if row else asked.companions if asked else 0,
        "asks_news": requesting.can_say_yes(asked),
        "consent_text": CustomerSettings.current().consent_text,
        "refusal": refusal,
    }
    if row and is_coming and event.state in places.AWAKE:
        context |= {"qr": qr_svg(row.code, title=_("Your code for the door")), "code": grouped(row.code)}
    return render(request, "campaigns/events/guest.html", context, status=status)


def _mine(guest: Guest) -> Registration | None:
    return Registration.objects.filter(event=guest.event, customer=guest.customer).first()


def _may_leave(event: Event, row: Registration | None, now: Any) -> bool:
    if row is None or event.state not in places.AWAKE:
        return False
    if row.state == RegistrationState.REGISTERED:
        return bool(now < (event.cancel_until or event.starts_at))
    return row.state in (RegistrationState.WAITING, RegistrationState.OFFERED)


def context_of(event: Event) -> dict[str, Any]:
    return {
        "site_name": settings.SITE_NAME,
        "event": event,
        "when": wordings.when(event),
        "where": wordings.where(event),
        "opens": wordings.at(event.opens_at) if event.opens_at else "",
        "closes": wordings.at(event.closes_at) if event.closes_at else "",
        "is_early": bool(event.opens_at and clock.now() < event.opens_at),
        "is_gone_by": event.state == EventState.OVER or event.ends_at <= clock.now(),
    }


@public(WHY)
@require_POST
@guest_view
def join(request: HttpRequest, guest: Guest, token: str) -> HttpResponse:
    """A place, or the waiting list; pressed twice it is once."""

    def work() -> None:
        number, now = companions(request.POST.get("companions", "0")), clock.now()
        asked = requesting.waiting(guest.event, guest.customer, now=now)
        places.register(event=guest.event, customer=guest.customer, companions=number, actor=None, now=now)
        if asked:
            requesting.settle(asked, wants_news=bool(request.POST.get("news")), now=now)

    return _press(request, guest, token, work)


def companions(told: str) -> int:
    """Refuses `companions_invalid`."""
    if not (told.isascii() and told.isdecimal() and len(told) <= 3):
        raise DomainError("companions_invalid", _("Say how many come along, as a whole number."), field="companions")
    return int(told)


@public(WHY)
@require_POST
@guest_view
def leave(request: HttpRequest, guest: Guest, token: str) -> HttpResponse:
    """Giving up twice is once."""

    def work() -> None:
        if row := _mine(guest):
            places.give_up(registration=row, actor=None, now=clock.now())

    return _press(request, guest, token, work)


def _press(request: HttpRequest, guest: Guest, token: str, work: Callable[[], None]) -> HttpResponse:
    try:
        limits.check("event.address", client_address(request), most=PER_ADDRESS, seconds=HOUR)
        work()
    except DomainError as error:
        return _page(request, guest, token, str(error), error.status)
    return redirect(reverse("events:guest", args=[token]))


@public(WHY)
@require_safe
@guest_view
def calendar_file(request: HttpRequest, guest: Guest, token: str) -> HttpResponse:
    """For who has a place."""
    row = _mine(guest)
    if row is None or not places.has_place(row):
        return invalid(request)
    url = settings.SITE_URL + reverse("events:guest", args=[token])
    text = calendar.entry(guest.event, url=url, now=clock.now())
    named = {"Content-Disposition": 'attachment; filename="event.ics"'}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=named)
