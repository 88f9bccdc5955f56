"""The page behind "unsubscribe": nobody logs in, nothing happens by looking, and one POST is enough."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from core import clock
from core.decorators import public
from customers.memberpage.serving import invalid, language_of, private
from customers.models import Purpose
from messaging import personal, unsubscribing

WHY = "the signed link is the key"


# Mail programs post here without a cookie (RFC 8058); the key is the address, which no other site knows.
@public(WHY)
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    wish = unsubscribing.open_wish(token)
    if wish is None:
        return private(invalid(request))
    if request.method == "POST":
        unsubscribing.say_no(wish, now=clock.now())
    return private(_page(request, wish, token))


@public(WHY)
@csrf_exempt
@require_POST
def take_back(request: HttpRequest, token: str) -> HttpResponse:
    wish = unsubscribing.open_wish(token)
    if wish is None:
        return private(invalid(request))
    unsubscribing.take_back(wish, now=clock.now())
    return private(redirect("messaging:unsubscribe", token=token))


def _page(request: HttpRequest, wish: unsubscribing.Wish, token: str) -> HttpResponse:
    with translation.override(language_of(wish.customer, request)):
        context = {
            "site_name": settings.SITE_NAME,
            "token": token,
            "what": Purpose(wish.purpose).label,
            "channel": wish.channel,
            "is_out": unsubscribing.has_said_no(wish),
            "choices_token": personal.choices_token(wish.customer.public_id),
            "can_go_back": unsubscribing.can_take_back(wish, now=clock.now()),
        }
        return render(request, "messaging/unsubscribe.html", context)
