"""What anybody may read of prices without a log-in."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import conditional_page, require_safe

from core import clock
from core.decorators import public
from loyalty.pricing import book, criteria

# So long may a browser or a proxy show it without asking again; then it asks whether it has changed.
FRESH_SECONDS = 300


@public("the criteria by which prices differ are published, when the owner has switched the page on")
@require_safe
@conditional_page
def criteria_page(request: HttpRequest) -> HttpResponse:
    """By what prices differ today, for everybody alike; there is nothing here while it is switched off."""
    if not book.current().publishes_criteria:
        raise Http404
    now = clock.now()
    context = {"site_name": settings.SITE_NAME, "criteria": criteria.published(now), "today": clock.business_day(now)}
    response = render(request, "loyalty/pricing_criteria.html", context)
    patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response
