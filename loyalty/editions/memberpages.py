"""What members see of limited editions on their personal page: claiming, and what they have claimed."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from core import clock
from core.decorators import public
from core.errors import DomainError
from customers.memberpage import member_view
from customers.models import Customer
from loyalty.draws.memberpages import refused
from loyalty.editions import access, services, states
from loyalty.models import Edition, EditionClaim

LINK = "the signed link is the key"
RECENT = 10


def editions_section(customer: Customer, now: datetime) -> dict[str, Any] | None:
    """Claims of the customer, and editions that open for them."""
    claims = _claims(customer, now)
    offers = [offer for edition in _running(now) if (offer := _offer(edition, customer, now))]
    return {"claims": claims, "offers": offers} if claims or offers else None


def _claims(customer: Customer, now: datetime) -> list[tuple[EditionClaim, str]]:
    rows = EditionClaim.objects.filter(customer=customer).select_related("edition").order_by("-pk")[:RECENT]
    return [(claim, "lapsed" if states.has_lapsed(claim, now) else claim.state) for claim in rows]


def _running(now: datetime) -> list[Edition]:
    found = Edition.objects.filter(state=Edition.State.PUBLISHED).prefetch_related("steps").order_by("-pk")[:RECENT]
    return [edition for edition in found if not (edition.closes_at and now >= edition.closes_at)]


def _offer(edition: Edition, customer: Customer, now: datetime) -> dict[str, Any] | None:
    opens_at = access.opens_for(edition, customer)
    live = EditionClaim.objects.filter(edition=edition, customer=customer, state__in=states.LIVE)
    lapsed = [claim.quantity for claim in live if states.has_lapsed(claim, now)]
    mine = sum(claim.quantity for claim in live) - sum(lapsed)
    if opens_at is None or mine >= edition.per_customer:
        return None
    over = EditionClaim.objects.filter(edition=edition, customer=customer, state=EditionClaim.State.LAPSED).count()
    lapses = over + len(lapsed)
    is_refused = edition.most_lapsed is not None and lapses >= edition.most_lapsed
    return {"edition": edition, "opens_at": opens_at, "is_open": opens_at <= now, "lapses": is_refused and lapses}


@public(LINK)
@require_POST
@member_view
def claim(request: HttpRequest, customer: Customer, token: str, slug: str) -> HttpResponse:
    """One piece; two taps at once are one claim, because the n-th claim of a customer has one key."""
    edition = Edition.objects.filter(slug=slug, published_at__isnull=False).first()
    if edition is None:
        return _home(token)
    n = EditionClaim.objects.filter(edition=edition, customer=customer).count()
    try:
        services.claim_pieces(
            edition=edition,
            customer_id=customer.pk,
            event_key=f"member:{edition.pk}:{customer.pk}:{n}",
            now=clock.now(),
        )
    except DomainError as error:
        return refused(request, token, str(error))
    return _home(token)


@public(LINK)
@require_POST
@member_view
def give_back(request: HttpRequest, customer: Customer, token: str, public_id: UUID) -> HttpResponse:
    row = EditionClaim.objects.filter(customer=customer, public_id=public_id).first()
    if row:
        try:
            services.cancel_claim(claim=row, now=clock.now())
        except DomainError as error:
            return refused(request, token, str(error))
    return _home(token)


def _home(token: str) -> HttpResponse:
    return redirect(reverse("customers:member_page", args=[token]) + "?done=saved#editions")
