"""Rewards on a member's own page: what is offered, redeeming with one tap, and the codes they hold."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core import clock, codes
from core.decorators import public
from core.errors import DomainError
from customers.memberpage import member_view
from customers.models import Customer, Membership
from loyalty.models import Charity, Redemption
from loyalty.rewards import expiring, queries, rules, services


def rewards_section(customer: Customer, now: datetime) -> dict[str, Any] | None:
    """Nothing for who is no active member, or where nothing is offered and nothing was redeemed."""
    if not Membership.objects.filter(pk=customer.pk, state=Membership.State.ACTIVE).exists():
        return None
    offers = queries.offers_to(customer, now)
    waiting, missed = queries.waiting(customer.pk, now), queries.missed(customer.pk, now)
    if not offers and not waiting and not missed:
        return None
    return {"offers": offers, "waiting": waiting, "missed": missed}


@public("the signed link is the key")
@require_http_methods(["GET", "HEAD", "POST"])
@member_view
def member_reward(request: HttpRequest, customer: Customer, token: str, reward_id: UUID) -> HttpResponse:
    """What it is and costs; a tap redeems it. The key in the form makes two taps one."""
    now = clock.now()
    reward = get_object_or_404(queries.offered(now), public_id=reward_id)
    problem = ""
    if request.method == "POST":
        try:
            made = services.redeem_reward(
                customer_id=customer.pk, reward=reward, event_key=f"member:{_key(request)}", now=now,
                charity=_charity(request), expects=_price(request),
            )  # fmt: skip
        except DomainError as error:
            problem = str(error)
        else:
            return redirect(reverse("loyalty:member_redemption", args=[token, made.public_id]))
    offer = queries.offer_of(customer, reward, now)
    context = {
        "site_name": settings.SITE_NAME, "customer": customer, "token": token, "offer": offer, "problem": problem,
        "units_return": expiring.gives_back(reward), "key": uuid4(),
        "charities": Charity.objects.filter(is_active=True) if reward.kind == "donation" else [],
    }  # fmt: skip
    return render(request, "loyalty/rewards_member.html", context, status=409 if problem else 200)


def _key(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError as error:
        raise DomainError("key_missing", _("Please try again.")) from error


def _price(request: HttpRequest) -> int:
    """What the page said that it costs; a page of somebody else's making says nothing that counts."""
    told = request.POST.get("price", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 19 else 0


def _charity(request: HttpRequest) -> int | None:
    chosen = request.POST.get("charity", "")
    return int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 10 else None


@public("the signed link is the key")
@require_safe
@member_view
def member_redemption(request: HttpRequest, customer: Customer, token: str, redemption_id: UUID) -> HttpResponse:
    """The code, large, to be scanned at the counter."""
    found = Redemption.objects.select_related("reward", "coupon", "charity")
    row = get_object_or_404(found, public_id=redemption_id, customer=customer)
    shown = row.coupon.code if row.coupon else row.code
    context = {
        "site_name": settings.SITE_NAME, "customer": customer, "token": token, "row": row,
        "code": codes.grouped(shown), "qr": codes.qr_svg(shown), "is_late": rules.is_late(row, clock.now()),
        "units_return": expiring.gives_back(row.reward), "units_back": queries.units_back(row),
    }  # fmt: skip
    return render(request, "loyalty/rewards_member_code.html", context)
