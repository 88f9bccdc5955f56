"""What members see of draws on their personal page, and what they can do there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import clock
from core.decorators import public
from core.errors import DomainError
from customers.memberpage import member_view
from customers.models import Customer
from loyalty.draws import awards, entering
from loyalty.draws.publishing import slot_label
from loyalty.models import Draw, DrawAward, DrawEntry, DrawParticipant

LINK = "the signed link is the key"
RECENT = 10
# So long the page says how a draw ended in which the member took part.
RESULT_DAYS = 60


@dataclass(frozen=True)
class Shown:
    """A draw as one member sees it. `paid` counts their entries by points: it names the next one."""

    draw: Draw
    mine: Any
    may_sign_up: bool
    may_pay: bool
    most: int
    paid: int


def draws_section(customer: Customer, now: datetime) -> dict[str, Any] | None:
    """Draws that are open, those one takes part in or took part in lately, prizes won."""
    mine = _mine(customer)
    running = Q(state__in=["published", "open", "frozen"], opens_at__lte=now)
    over = Q(state="drawn", drawn_at__gt=now - timedelta(days=RESULT_DAYS), pk__in=mine)
    found = Draw.objects.filter(running | over).order_by("draws_at")[:RECENT]
    draws = [_shown(draw, mine.get(draw.pk), now) for draw in found]
    prizes = _prizes(customer, now)
    return {"draws": draws, "prizes": prizes} if draws or prizes else None


def _mine(customer: Customer) -> dict[int, Any]:
    paid = Sum("entries__chances", filter=Q(entries__kind=DrawEntry.Kind.POINTS))
    signed_up = Count("entries", filter=Q(entries__kind=DrawEntry.Kind.SIGNUP))
    rows = DrawParticipant.objects.filter(customer=customer, is_second=False)
    return {row.draw_id: row for row in rows.annotate(held=Sum("entries__kept"), paid=paid, signed_up=signed_up)}


def _shown(draw: Draw, mine: Any, now: datetime) -> Shown:
    is_open = now < draw.closes_at and draw.state in {Draw.State.PUBLISHED, Draw.State.OPEN}
    held, paid = (mine.held or 0, mine.paid or 0) if mine else (0, 0)
    most = entering.MAX_AT_ONCE if draw.max_chances is None else max(draw.max_chances - held, 0)
    # Who takes part by a purchase or by points has the free chance too.
    may_sign_up = is_open and draw.by_signup and not (mine and mine.signed_up)
    return Shown(draw, mine, may_sign_up, is_open and draw.by_points and most > 0, most, paid)


def _prizes(customer: Customer, now: datetime) -> list[tuple[DrawAward, str, bool]]:
    rows = DrawAward.objects.filter(customer=customer).exclude(state=DrawAward.State.LOST)
    found = rows.select_related("step__prize", "step__draw").order_by("-pk")[:RECENT]
    return [
        (award, slot_label(award.step.prize), award.state == DrawAward.State.WON and now < award.claim_until)
        for award in found
    ]


@public(LINK)
@require_POST
@member_view
def sign_up(request: HttpRequest, customer: Customer, token: str, slug: str) -> HttpResponse:
    """Signing up twice is signing up once."""
    draw = Draw.objects.filter(slug=slug, published_at__isnull=False).first()
    if draw:
        try:
            entering.enter_by_signup(draw=draw, customer_id=customer.pk, now=clock.now())
        except DomainError as error:
            return refused(request, token, str(error))
    return _home(token)


@public(LINK)
@require_POST
@member_view
def pay(request: HttpRequest, customer: Customer, token: str, slug: str) -> HttpResponse:
    """Chances for points. The page told how many were paid for before: two taps at once are one payment."""
    draw = Draw.objects.filter(slug=slug, published_at__isnull=False).first()
    chances, paid = (request.POST.get(name, "") for name in ("chances", "paid"))
    if not (chances.isascii() and chances.isdecimal() and paid.isascii() and paid.isdecimal() and len(paid) < 20):
        return refused(request, token, _("Say how many chances you want, as a whole number above zero."))
    if draw:
        try:
            entering.enter_by_points(
                draw=draw, customer_id=customer.pk, chances=int(chances[:9]), now=clock.now(),
                event_key=f"member:{customer.pk}:{int(paid)}",
            )  # fmt: skip
        except DomainError as error:
            stale = _("Your page was out of date. Go back, look how many chances you have, and try again.")
            return refused(request, token, stale if error.code == "event_key_taken" else str(error))
    return _home(token)


@public(LINK)
@require_POST
@member_view
def claim(request: HttpRequest, customer: Customer, token: str, code: str) -> HttpResponse:
    if DrawAward.objects.filter(customer=customer, claim_code=code).exists():
        try:
            awards.claim_prize(code=code, now=clock.now())
        except DomainError as error:
            return refused(request, token, str(error))
    return _home(token)


def refused(request: HttpRequest, token: str, message: str) -> HttpResponse:
    """Says why it did not work, with the way back."""
    context = {"site_name": settings.SITE_NAME, "token": token, "message": message}
    return render(request, "loyalty/member_refused.html", context, status=409)


def _home(token: str) -> HttpResponse:
    return redirect(reverse("customers:member_page", args=[token]) + "?done=saved#draws")
