"""The friend's landing page, the member's section, and what staff see and do."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock, limits
from core.addresses import client_address
from core.decorators import permission, public
from core.errors import DomainError
from core.paging import render_list
from core.tabular import export_response
from customers import exports
from customers.memberpage import member_view
from customers.memberpage.serving import device_hints, private
from customers.models import Customer, CustomerSettings
from customers.views.base import find, posted, record_url, user_of
from loyalty.models import PartnerOffer, Referral, ReferralCode, TillSettings
from loyalty.referrals import codes, offers, reports, services, settling, wording
from loyalty.referrals.forms import ClaimForm, JoinForm, SettlementForm, UseForm
from loyalty.referrals.joining import join

DEVICE = "referral_device"
# Joins by one code within an hour; a code that was posted somewhere must not be used to flood us.
MOST_AN_HOUR = 200
PER_ADDRESS = 8
HOUR = 3600
HISTORY = 20
PERIODS = (30, 90, 365, 3650)
# The page shows the best codes; the file has all.
SHOWN_CODES = 100


# --- The friend ----------------------------------------------------------------------------


@csrf_exempt  # nobody is logged in here: there is nothing that another site could borrow
@public("a friend opens the link they were given")
@require_http_methods(["GET", "HEAD", "POST"])
def landing(request: HttpRequest, code: str) -> HttpResponse:
    """What they get, and a short form. The answer is the same whether we knew them or not."""
    found = codes.find_code(code)
    if found is None:
        return private(render(request, "loyalty/referrals_unknown.html", {"site_name": settings.SITE_NAME}, status=404))
    form = JoinForm(posted(request))
    if request.method == "POST" and form.is_valid() and (form.is_machine or _join(request, found, form)):
        return _thanks(request)
    context = {
        "site_name": settings.SITE_NAME,
        "form": form,
        "code": found,
        "who": wording.owner_for_friends(found),
        "gift": wording.reward_in_words(found.terms, "friend"),
        "terms": found.terms,
        "thanks": "" if found.partner_id else wording.reward_in_words(found.terms, "referrer"),
        "terms_text": TillSettings.current().terms_text,
        "consent_text": CustomerSettings.current().consent_text,
    }
    return private(render(request, "loyalty/referrals_landing.html", context, status=422 if form.errors else 200))


def _join(request: HttpRequest, code: ReferralCode, form: JoinForm) -> bool:
    form.attempt(lambda: _check_brakes(request, code))
    if form.errors:
        return False
    language = translation.get_language() or ""
    newcomer, device = form.newcomer(language), request.COOKIES.get(DEVICE, "")[:32]
    hints = device_hints(request)
    form.attempt(lambda: join(code=code, newcomer=newcomer, now=clock.now(), device=device, hints=hints))
    return not form.errors


def _check_brakes(request: HttpRequest, code: ReferralCode) -> None:
    """The address first: one that is too quick must not use up what the code lets in."""
    limits.check("referral.address", client_address(request), most=PER_ADDRESS, seconds=HOUR, closed=True)
    limits.check("referral.code", str(code.pk), most=MOST_AN_HOUR, seconds=HOUR, closed=True)


def _thanks(request: HttpRequest) -> HttpResponse:
    response = private(render(request, "loyalty/referrals_thanks.html", {"site_name": settings.SITE_NAME}))
    if not request.COOKIES.get(DEVICE):
        response.set_cookie(
            DEVICE, secrets.token_hex(16), max_age=180 * 24 * 3600, httponly=True, samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip
    return response


# --- The member ----------------------------------------------------------------------------


@public("the signed link is the key")
@require_POST
@member_view
def member_claim(request: HttpRequest, customer: Customer, token: str, pk: int) -> HttpResponse:
    """A member takes a partner's offer on their page."""
    offer = get_object_or_404(PartnerOffer, pk=pk)
    home = reverse("customers:member_page", args=[token])
    try:
        offers.claim_offer(offer=offer, customer=customer, now=clock.now())
    except DomainError as error:
        context = {"site_name": settings.SITE_NAME, "token": token, "message": str(error)}
        return render(request, "loyalty/member_refused.html", context, status=409)
    return redirect(f"{home}#offers")


@public("the signed link is the key")
@require_POST
@member_view
def member_code(request: HttpRequest, customer: Customer, token: str) -> HttpResponse:
    """Make the personal code when the member first wants it: opening the page must change nothing."""
    codes.code_of_member(customer=customer, now=clock.now())
    return redirect(reverse("customers:member_page", args=[token]) + "#referral")


# --- Staff ---------------------------------------------------------------------------------


@require_safe
@permission("customers.view_customer", "loyalty.view_referral")
def customer_panel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    customer = find(request, public_id)
    brought = list(Referral.objects.filter(referrer=customer).select_related("friend").order_by("-pk")[:HISTORY])
    brought_by = Referral.objects.filter(friend=customer).select_related("code__partner", "referrer").first()
    people = [row.friend_id for row in brought] + ([brought_by.referrer_id] if brought_by else [])
    seen = Customer.objects.visible_to(request.user).filter(pk__in=[pk for pk in people if pk])
    context = {
        "title": _("Referrals"),
        "customer": customer,
        "back_url": record_url(customer),
        "code": ReferralCode.objects.filter(customer=customer).first(),
        "brought_by": brought_by,
        "why_brought": wording.reason(brought_by.reason) if brought_by else "",
        "visible": set(seen.values_list("pk", flat=True)),
        "brought": [(row, wording.reason(row.reason)) for row in brought],
    }
    return render_list(request, "loyalty/_referrals_customer.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission("customers.view_customer", "loyalty.claim_referral")
def claim(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """At the counter: the new customer names the code of who sent them."""
    customer, form = find(request, public_id), ClaimForm(posted(request))
    if request.method == "POST" and form.is_valid():
        made = form.attempt(lambda: _claim(form.cleaned_data["code"], customer, request))
        if made is not None:
            noted = _("Noted. The reward follows after the first purchase.")
            messages.info(request, wording.reason(made.reason) or noted)
            return redirect(record_url(customer))
    context = {
        "title": _("Who brought %(name)s?") % {"name": customer},
        "lead": _("The code or link of the member or partner who recommended us."),
        "form": form,
        "submit_label": _("Note it"),
        "back_url": record_url(customer),
        "back_label": str(customer),
    }
    return render(request, "loyalty/cards_form.html", context, status=422 if form.errors else 200)


def _claim(text: str, customer: Customer, request: HttpRequest) -> Referral:
    code = codes.get_code(text.rstrip("/").rpartition("/")[2])
    return services.claim(code=code, friend=customer, actor=user_of(request), now=clock.now())


@require_safe
@permission("loyalty.view_referralreport")
def report(request: HttpRequest) -> HttpResponseBase:
    """What every code brought, with its cost; the same as a file."""
    days = int(text) if (text := request.GET.get("days", "")).isdecimal() and int(text) in PERIODS else 365
    since = clock.now() - timedelta(days=days)
    if request.GET.get("format") in {"csv", "xlsx"}:
        rows = ([getattr(line, name) for name in wording.REPORT_FIELDS] for line in reports.brought(since))
        return export_response("referrals", request.GET["format"], wording.report_header(), map(wording.plain, rows))
    lines, sums = reports.brought(since, SHOWN_CODES), reports.sums(since)
    context = {
        "title": _("Referrals and partners"),
        "lines": lines,
        "more": sums.codes - len(lines),
        "days": days,
        "periods": [(n, wording.period(n)) for n in PERIODS],
        "sums": sums,
    }
    return render(request, "loyalty/referrals_report.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission("loyalty.use_partnerclaim")
def use_code(request: HttpRequest) -> HttpResponse:
    """A partner's code is redeemed at our counter, or told by the partner on the phone."""
    form = UseForm(posted(request))
    if request.method == "POST" and form.is_valid():
        act = _cancel_code if request.POST.get("action") == "cancel" else _use_code
        done = form.attempt(lambda: act(form.cleaned_data["code"], request))
        if done is not None:
            messages.success(request, done)
            return redirect("loyalty:partner_codes")
    context: dict[str, Any] = {
        "title": _("Partner offers"),
        "form": form,
        "submit_label": _("Redeem the code"),
        "back_url": reverse("loyalty:overview"),
        "back_label": _("Loyalty"),
        "offers": offers.running(clock.now()),
        "settlement": SettlementForm(),
    }
    return render(request, "loyalty/partners_codes.html", context, status=422 if form.errors else 200)


def _use_code(code: str, request: HttpRequest) -> str:
    used = offers.use_claim(code=code, now=clock.now(), actor=user_of(request))
    return _("Used: %(offer)s.") % {"offer": used.offer.title}


def _cancel_code(code: str, request: HttpRequest) -> str:
    claim = offers.find_claim(code)
    if not offers.cancel_claim(claim=claim, now=clock.now(), actor=user_of(request)):
        raise offers.unusable(claim)
    return _("Cancelled: %(offer)s. It is free for somebody else.") % {"offer": claim.offer.title}


@require_safe
@permission("loyalty.export_partnerclaim")
def settle(request: HttpRequest) -> HttpResponseBase:
    """The settlement of a partner for a period, as a file."""
    form = SettlementForm(request.GET)
    if not form.is_valid():
        messages.error(request, _("Choose a partner and two days."))
        return redirect("loyalty:partner_codes")
    told = form.cleaned_data
    file_format = "xlsx" if request.GET.get("format") == "xlsx" else "csv"
    exports.record(
        verb="offer.settled", actor=user_of(request), now=clock.now(), file_format=file_format,
        rows=settling.count(told["partner"], told["first"], told["last"]),
    )  # fmt: skip
    rows = settling.settlement(told["partner"], told["first"], told["last"])
    name = f"settlement-{told['partner'].pk}-{told['first']}-{told['last']}"
    return export_response(name, file_format, wording.settlement_header(), rows)
