"""What all campaigns and automatic messages together do: a page, and the card that reads what everybody bought."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaigns import controlling
from campaigns.models import CampaignSettings
from core import clock
from core.decorators import permission
from core.paging import render_list

SEE = ("campaigns.view_campaign", "customers.view_reports")


@permission(*SEE)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    days = _days(request)
    context = {
        "title": _("All campaigns together"), "days": days, "days_text": str(days), "choices": controlling.DAYS,
        "percent": CampaignSettings.current().control_percent,
    }  # fmt: skip
    return render(request, "campaigns/control.html", context)


@permission(*SEE)
@require_safe
def outcome(request: HttpRequest) -> HttpResponse:
    whole = controlling.of(_days(request), now=clock.now())
    context = {
        "title": _("Do they help?"), "back_url": reverse("campaigns:control"), "whole": whole,
        "results": whole.results if whole else None,
    }  # fmt: skip
    return render_list(request, "campaigns/_control.html", context)


def _days(request: HttpRequest) -> int:
    """What cannot be chosen is the usual one."""
    chosen = {str(days): days for days in controlling.DAYS}
    return chosen.get(request.GET.get("days", ""), controlling.DAYS[1])
