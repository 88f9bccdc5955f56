"""What customers open on their own telephone: joining, and claiming a receipt. Anybody may send anything here.

Neither page says whether a number is known. No CSRF token: there is no session whose power could be borrowed, and
telephones that refuse cookies must be able to join.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from core import clock
from core.addresses import client_address
from core.decorators import public
from core.errors import DomainError
from customers import terms
from customers.memberpage import member_view
from customers.memberpage.serving import private
from customers.models import Customer, CustomerSettings
from loyalty.models import TillSettings
from loyalty.till import claims, enrolling
from loyalty.till.enrolling import Newcomer
from loyalty.till.forms import JoinForm


@public("anybody may ask to become a member; braked")
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, ticket: str = "") -> HttpResponse:
    """Become a member alone. The same answer for new and known numbers."""
    form = JoinForm(request.POST if request.method == "POST" else None, initial={"terms": False})
    refusal, status = "", 200
    if request.method == "POST":
        try:
            enrolling.check_brakes(address=client_address(request), told=ticket)
            if form.is_robot or (form.is_valid() and _join(request, form, ticket)):
                return private(redirect(reverse("loyalty:joined")))
            status = 422
        except DomainError as error:
            refusal, status = str(error), error.status
    context = _context(form=form, refusal=refusal, code=_code(request), ticket=ticket)
    return private(render(request, "loyalty/till_join.html", context, status=status))


def _join(request: HttpRequest, form: JoinForm, ticket: str) -> bool:
    told = form.newcomer
    newcomer = Newcomer(
        told.phone, told.name, told.email, wants_sms=told.wants_sms, wants_email=told.wants_email,
        language=get_language() or "",
    )  # fmt: skip
    now = clock.now()
    made: list[Customer | None] = []

    def work() -> bool:
        made.append(enrolling.join(newcomer=newcomer, where=enrolling.read_ticket(ticket), now=now))
        return True

    done = form.attempt(work)
    if done and made[0] is not None:
        _claim_for(made[0], _code(request), now)
    return bool(done)


def _claim_for(customer: Customer, code: str, now: Any) -> None:
    """The receipt in the hand of somebody who has just joined; what cannot be claimed is said at the counter."""
    found = claims.find(code) if code else None
    if found is None:
        return
    try:
        claims.claim(claim=found, customer=customer, where="joined", now=now)
    except DomainError:
        return


@public("says the same to everybody")
@require_http_methods(["GET", "HEAD"])
def joined(request: HttpRequest) -> HttpResponse:
    return private(render(request, "loyalty/till_joined.html", _context()))


@public("the code on the receipt is typed here")
@require_http_methods(["GET", "HEAD"])
def claim(request: HttpRequest) -> HttpResponse:
    """Where the QR code of a receipt leads: how to claim it, and joining with it."""
    context = _context(form=JoinForm(), code=_code(request), is_claim=True, ticket="")
    return private(render(request, "loyalty/till_join.html", context))


@public("the signed link is the key")
@require_POST
@member_view
def member_claim(request: HttpRequest, customer: Customer, token: str) -> HttpResponse:
    """A member claims a receipt on their own page."""
    now = clock.now()
    try:
        found = claims.find_or_refuse(request.POST.get("code", ""), who=f"customer {customer.pk}")
        claims.claim(claim=found, customer=customer, where="member page", now=now)
    except DomainError as error:
        context = _context(customer=customer, token=token, refusal=str(error), code=_code(request))
        return render(request, "loyalty/till_member_claim.html", context, status=error.status)
    context = _context(customer=customer, token=token, number=found.purchase.number)
    return render(request, "loyalty/till_member_claim.html", context)


def _code(request: HttpRequest) -> str:
    told = request.POST.get("code") or request.GET.get("code") or ""
    return told.replace("\0", "")[:40]


def _context(**more: Any) -> dict[str, Any]:
    return {
        "site_name": settings.SITE_NAME,
        "terms_version": terms.current_version(),
        "terms_text": TillSettings.current().terms_text,
        "consent_text": CustomerSettings.current().consent_text,
        "is_open": enrolling.is_open(),
        "title": _("Join"),
        **more,
    }
