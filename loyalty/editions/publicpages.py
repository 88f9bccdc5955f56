"""The page of a limited edition for everybody."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core import clock
from core.decorators import public
from loyalty.editions import publishing
from loyalty.models import Edition, EditionClaim


@public("what is offered, to whom and when")
@require_safe
def edition_page(request: HttpRequest, slug: str) -> HttpResponse:
    edition = Edition.objects.filter(slug=slug, published_at__isnull=False).first()
    if edition is None:
        raise Http404
    now = clock.now()
    lapsed = EditionClaim.objects.filter(edition=edition, state="held", held_until__lte=now).values_list("quantity")
    waiting = EditionClaim.objects.filter(edition=edition, state="waiting").exists()
    context = {
        "site_name": settings.SITE_NAME,
        "edition": edition,
        "steps": edition.steps.select_related("group", "level"),
        "zone": publishing.zone_of(edition),
        "free": 0 if waiting else edition.free + sum(row[0] for row in lapsed),
        "is_over": edition.state == Edition.State.CLOSED or bool(edition.closes_at and now >= edition.closes_at),
        "now": now,
    }
    return render(request, "loyalty/editions_public.html", context)
