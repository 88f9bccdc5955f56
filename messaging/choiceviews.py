"""The pages behind "your choices" and behind a consent that is to be confirmed: nobody logs in, looking does nothing.

No CSRF token: the key is the address itself, which no other site knows and no browser sends by itself.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from core import clock, limits
from core.addresses import client_address
from core.decorators import public
from core.errors import DomainError
from customers.memberpage.serving import invalid, language_of, private, zone_of
from customers.models import Channel, Customer, CustomerSettings
from messaging import choosing, confirming, personal
from messaging.models import Confirmation

WHY = "the signed link is the key"
# Of one customer's page, and from one address: enough for whoever cannot decide, too little for a machine.
PER_LINK, PER_ADDRESS, HOUR = 30, 300, 3600


@public(WHY)
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: HttpRequest, token: str) -> HttpResponse:
    customer = personal.open_choices(token)
    if customer is None:
        return private(invalid(request))
    with translation.override(language_of(customer, request)), timezone.override(zone_of(customer)):
        if request.method == "POST":
            return private(_save(request, customer, token))
        return private(_choices(request, customer, token, done=request.GET.get("done", "")))


@public(WHY)
@csrf_exempt
@require_POST
def leave_everything(request: HttpRequest, token: str) -> HttpResponse:
    """Never braked: a "no" must always be heard."""
    customer = personal.open_choices(token)
    if customer is None:
        return private(invalid(request))
    choosing.leave_everything(customer=customer, now=clock.now())
    return private(redirect(_address(token, "left")))


def _save(request: HttpRequest, customer: Customer, token: str) -> HttpResponse:
    """Whatever goes wrong, what was typed is shown again."""
    wanted = choosing.read(request.POST)
    try:
        _brake(request, "choices", str(customer.pk))
        choosing.save(customer=customer, wanted=wanted, now=clock.now())
    except DomainError as error:
        if personal.open_choices(token) is None:  # erased meanwhile
            return invalid(request)
        return _choices(request, customer, token, wanted=wanted, problem=str(error), status=error.status)
    return redirect(_address(token, "saved"))


def _choices(
    request: HttpRequest,
    customer: Customer,
    token: str,
    *,
    status: int = 200,
    wanted: choosing.Wanted | None = None,
    **told: Any,
) -> HttpResponse:
    context = choosing.context(customer, now=clock.now(), wanted=wanted)
    return render(
        request, "messaging/choices.html", {"site_name": settings.SITE_NAME, "token": token, **context, **told},
        status=status,
    )  # fmt: skip


def _address(token: str, done: str) -> str:
    return f"{reverse('messaging:choices', args=[token])}?done={done}"


def _brake(request: HttpRequest, name: str, who: str) -> None:
    limits.check(f"{name}.link", who, most=PER_LINK, seconds=HOUR)
    limits.check(f"{name}.address", client_address(request), most=PER_ADDRESS, seconds=HOUR)


# --- Confirming -----------------------------------------------------------------------------------


@public(WHY)
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    asked = personal.open_confirmation(token)
    customer = confirming.owner(asked) if asked else None
    if asked is None or customer is None:
        return private(invalid(request))
    with translation.override(language_of(customer, request)), timezone.override(zone_of(customer)):
        if request.method == "POST":
            confirming.confirm(asked, now=clock.now())
        return private(_confirmation(request, asked, customer, token))


def _confirmation(request: HttpRequest, asked: Confirmation, customer: Customer, token: str) -> HttpResponse:
    context = {
        "site_name": settings.SITE_NAME,
        "token": token,
        "standing": confirming.standing(asked, now=clock.now()),
        "channel": Channel(asked.channel).label,
        "address": choosing.masked(customer.email),
        "ends_at": asked.ends_at,
        "consent_text": CustomerSettings.current().consent_text,
        "choices_token": personal.choices_token(customer.public_id),
    }
    return render(request, "messaging/confirm.html", context)
