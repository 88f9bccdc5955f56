"""The staff page: one address to look at, one per action. Each action answers the basket as it is afterwards.

Without scripts an action is a plain form that leads back to the page; `static/js/till.js` sends the same forms one
after the other and puts in only what has changed. Both ways carry the same key, so nothing happens twice.
"""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core import clock, codes, ids
from core.context import wants_fragment
from core.decorators import permission
from core.errors import DomainError
from customers import terms
from customers.models import Customer, CustomerSettings
from customers.views.base import user_of
from loyalty.models import PaymentKind, TillSettings
from loyalty.till import baskets, enrolling, exchanging, queries, selling
from loyalty.till.actions import ACTIONS, PLACES, Said, Told, buttons_for
from loyalty.till.baskets import Desk
from loyalty.till.forms import EnrolForm
from sales.forms import ReturnForm
from sales.models import Purchase

OPERATE = "loyalty.operate_till"
COOKIE = "till_device"
YEAR = 365 * 24 * 3600
# The one page that may scan with the device's camera; no other site, and nothing else of the device.
CAMERA = "camera=(self), microphone=(), geolocation=()"
# What the script does next: the answer of a fragment cannot be a redirect.
GO = "Till-Location"
_LEVELS = {"good": messages.SUCCESS, "info": messages.INFO, "warn": messages.WARNING, "bad": messages.ERROR}


@require_safe
@permission(OPERATE)
def till(request: HttpRequest) -> HttpResponse:
    """`?exchange=` brings a receipt along of which something comes back for other goods."""
    receipt = receipt_of(request, request.GET.get("exchange", ""))
    said = Said(_("Receipt %(number)s") % {"number": receipt.number}, "info", purchase=receipt) if receipt else None
    return _page(request, said)


@require_POST
@permission(OPERATE)
def act(request: HttpRequest, action: str) -> HttpResponse:
    """Do one thing to the basket; a refusal is shown at its place and changes nothing."""
    if action not in ACTIONS:
        raise Http404
    now, user = clock.now(), user_of(request)
    told = Told(request.POST.dict(), user, now, user.has_perm)
    said: list[Said | None] = []
    try:
        baskets.act(
            desk=desk_of(request), basket=_basket(request), key=_key(request), now=now,
            work=lambda row: said.append(ACTIONS[action](row, told)),
        )  # fmt: skip
    except DomainError as error:
        # What was typed about a receipt comes back with the refusal.
        receipt = receipt_of(request, told["receipt"]) if action == "exchange" else None
        refused = Said(str(error), "bad", _place(action, told, error), purchase=receipt, typed=told["amount"])
        return _page(request, refused, status=_status(error))
    return _page(request, said[-1] if said else None)


def _place(action: str, told: Told, error: DomainError) -> str:
    """Where the refusal is shown: at the line, at the payment, at the code, else below the scan field."""
    if told["line"]:
        return told["line"]
    if action == "check-out" and error.field:
        return "pay" if error.field == "lines" else error.field
    return PLACES.get(action, "scan")


@require_POST
@permission(OPERATE)
def resume(request: HttpRequest) -> HttpResponse:
    try:
        baskets.resume(desk=desk_of(request), basket=_uuid(request.POST.get("parked", "")), now=clock.now())
    except DomainError as error:
        return _page(request, Said(str(error), "bad"), status=_status(error))
    return _page(request, Said(_("Going on with this basket."), "info"))


@require_POST
@permission(OPERATE, "sales.record_purchase")
def sell(request: HttpRequest) -> HttpResponse:
    """Record the sale and show its receipt; the same basket again shows the same receipt."""
    version = request.POST.get("version", "")
    try:
        sold = selling.sell(
            desk=desk_of(request), basket=_basket(request), key=_key(request), now=clock.now(),
            version=int(version) if version.isdecimal() and len(version) < 10 else 0,
        )  # fmt: skip
    except DomainError as error:
        return _page(request, Said(str(error), "bad", "pay"), status=_status(error))
    return _go(request, reverse("loyalty:till_receipt", args=[sold.purchase.public_id]) + "?sold=1")


@require_POST
@permission(OPERATE, "customers.enrol_customer", "customers.add_customer")
def enrol(request: HttpRequest) -> HttpResponse:
    """A new member, who then is the customer of the basket; a known number is asked about once."""
    form = EnrolForm(request.POST)
    if not form.is_valid():
        return _page(request, enrol_form=form, status=422)
    known = [] if request.POST.get("confirmed") else enrolling.known_by_phone(form.newcomer.phone, user_of(request))
    if known:
        return _page(request, enrol_form=form, known=known, status=409)
    now, user = clock.now(), user_of(request)
    made: list[Customer] = []

    def work(row: Any) -> None:
        where = row.store.code if row.store else "till"
        made.append(enrolling.enrol(newcomer=form.newcomer, where=where, actor=user, now=now))
        baskets.set_customer(row, made[0])

    with transaction.atomic():
        done = form.attempt(
            lambda: baskets.act(desk=desk_of(request), basket=_basket(request), key=_key(request), now=now, work=work)
        )
    if done is None:
        return _page(request, enrol_form=form, status=422)
    return _page(request, Said(_("%(name)s is a member now.") % {"name": made[0]}) if made else None)


@require_safe
@permission(OPERATE)
def join_code(request: HttpRequest) -> HttpResponse:
    """The QR code behind which a customer enrols alone; it works for a day."""
    store = baskets.last_store(desk_of(request))
    ticket = enrolling.ticket(store.code if store else "till")
    address = request.build_absolute_uri(reverse("loyalty:join", args=[ticket]))
    context = {
        "title": _("Join by telephone"),
        "qr": codes.qr_svg(address, title=_("Join by telephone")),
        "address": address,
        "is_open": TillSettings.current().is_joining_open,
        "back_url": reverse("loyalty:till"),
    }
    return render(request, "loyalty/till_join_code.html", context)


# --- Shared ---------------------------------------------------------------------------------


def desk_of(request: HttpRequest) -> Desk:
    """Who, and at which device: a cookie that outlives the log-in names the device."""
    known = request.COOKIES.get(COOKIE, "")
    if not (len(known) == 32 and known.isascii() and known.isalnum()):
        known = getattr(request, "till_device", "") or secrets.token_hex(16)
        request.till_device = known  # type: ignore[attr-defined]  # set with the answer
    return Desk(user_of(request), known)


def _page(
    request: HttpRequest,
    said: Said | None = None,
    *,
    enrol_form: EnrolForm | None = None,
    known: list[Customer] | None = None,
    status: int = 200,
) -> HttpResponse:
    desk = desk_of(request)
    screen = queries.screen(desk, now=clock.now())
    if request.method == "POST" and status == 200 and not wants_fragment(request) and not _has_choices(said):
        if said and said.text:
            messages.add_message(request, _LEVELS[said.tone], said.text)
        return _with_cookie(request, redirect("loyalty:till"))
    phone = said.phone if said else ""
    context = {
        "title": _("Till"),
        "screen": screen,
        "said": said,
        "enrol_form": enrol_form or EnrolForm(initial={"phone": phone}),
        "is_enrolling": bool(enrol_form or phone),
        "known": known or [],
        "terms_version": terms.current_version(),
        "terms_text": TillSettings.current().terms_text,
        "consent_text": CustomerSettings.current().consent_text,
        "payments": _payments(),
        "back": _back(request, said.purchase) if said and said.purchase else None,
        "is_exchanging": "exchange" in request.GET or "receipt" in request.POST,
        "can_discount": request.user.has_perm("loyalty.give_discount"),
        "who_buttons": buttons_for(request.user.has_perm),
    }
    template = "loyalty/_till_body.html" if wants_fragment(request) else "loyalty/till.html"
    response = render(request, template, context, status=status)
    response["Permissions-Policy"] = CAMERA
    return _with_cookie(request, response)


def receipt_of(request: HttpRequest, told: str) -> Purchase | None:
    """A receipt that this person may see, by its public id."""
    try:
        wanted = UUID(told)
    except ValueError:
        return None
    return Purchase.objects.visible_to(user_of(request)).filter(public_id=wanted).first()


def _back(request: HttpRequest, purchase: Purchase) -> ReturnForm | None:
    """What of a receipt could come back for other goods, as it was typed when it was refused."""
    may = request.user.has_perms((exchanging.PERMISSION, "sales.record_purchase"))
    if not may or purchase.is_fully_returned or purchase.state != Purchase.State.FULFILLED:
        return None
    form = ReturnForm(purchase, initial=request.POST.dict() if "receipt" in request.POST else {})
    form.fields["reason"].widget.attrs["class"] = "form-control"
    return form


def _payments() -> list[tuple[str, str, str]]:
    icons = (("cash", "cash-coin"), ("card", "credit-card"), ("gift_card", "gift"), ("voucher", "ticket-perforated"),
             ("other", "three-dots"))  # fmt: skip
    return [(kind, str(PaymentKind(kind).label), icon) for kind, icon in icons]


def _has_choices(said: Said | None) -> bool:
    return bool(
        said
        and any(
            (said.customers, said.products, said.purchase, said.purchases, said.redemption, said.phone, said.top_up)
        )
    )


def _with_cookie(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if made := getattr(request, "till_device", ""):
        response.set_cookie(
            COOKIE, made, max_age=YEAR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
    return response


def _go(request: HttpRequest, address: str) -> HttpResponse:
    if wants_fragment(request):
        response = HttpResponse(status=204)
        response[GO] = address
        return response
    return redirect(address)


def _basket(request: HttpRequest) -> UUID:
    return _uuid(request.POST.get("basket", ""))


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _key(request: HttpRequest) -> str:
    """Of the form that was tapped; a form without one counts as a new one each time."""
    return request.POST.get("key", "")[:40] or ids.short_code(16)


def _status(error: DomainError) -> int:
    return error.status if error.status in {403, 404, 409} else 422
