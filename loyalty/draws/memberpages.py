"""What members see of draws on their personal page, and what they can do there."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from core import clock
from core.decorators import public
from core.errors import DomainError
from customers.memberpage import member_view
from customers.models import Customer
from loyalty.draws import awards, entering
from loyalty.draws.publishing import slot_label
from loyalty.models import Draw, DrawAward, DrawParticipant

LINK = "the signed link is the key"
RECENT = 10


def draws_section(customer: Customer, now: datetime) -> dict[str, Any] | None:
    """Draws that are open, those one takes part in, prizes won."""
    mine = {
        row.draw_id: row
        for row in DrawParticipant.objects.filter(customer=customer, is_second=False).annotate(
            held=Sum("entries__kept")
        )
    }
    running = Draw.objects.filter(state__in=["published", "open", "frozen"], opens_at__lte=now)
    draws = [(draw, mine.get(draw.pk), _may_sign_up(draw, mine, now)) for draw in running.order_by("draws_at")[:RECENT]]
    prizes = _prizes(customer, now)
    return {"draws": draws, "prizes": prizes} if draws or prizes else None


def _may_sign_up(draw: Draw, mine: dict[int, Any], now: datetime) -> bool:
    return draw.by_signup and now < draw.closes_at and draw.state != Draw.State.FROZEN and draw.pk not in mine


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
        except DomainError:
            return _home(token, "draws", "late")
    return _home(token, "draws", "saved")


@public(LINK)
@require_POST
@member_view
def claim(request: HttpRequest, customer: Customer, token: str, code: str) -> HttpResponse:
    if DrawAward.objects.filter(customer=customer, claim_code=code).exists():
        try:
            awards.claim_prize(code=code, now=clock.now())
        except DomainError:
            return _home(token, "draws", "late")
    return _home(token, "draws", "saved")


def _home(token: str, part: str, done: str) -> HttpResponse:
    """Back to the page; what is refused is seen there, because the page shows how things stand."""
    return redirect(reverse("customers:member_page", args=[token]) + f"?done={done}#{part}")
