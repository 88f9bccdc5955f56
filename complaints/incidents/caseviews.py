"""On the page of a case: the incident that it is in, or those that it can be put into."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from complaints.amends.views import case_url, find_case
from complaints.incidents import services
from complaints.models import Incident, IncidentCase, IncidentState
from core import clock
from core.decorators import permission
from core.paging import render_list
from customers.views.base import user_of

SHOWN = 50


@permission("complaints.view_case", "complaints.view_incident")
@require_http_methods(["GET", "HEAD", "POST"])
def case_incident(request: HttpRequest, public_id: UUID) -> HttpResponse:
    case, user = find_case(request, public_id), user_of(request)
    if request.method == "POST":
        if not user.has_perm("complaints.change_case"):
            raise PermissionDenied
        told = request.POST.get("incident", "")
        if told:
            rows = Incident.objects.filter(public_id__in=_uuids(told))
            services.attach(incident=get_object_or_404(rows), case=case, actor=user, now=clock.now())
        else:
            services.detach(case=case, actor=user, now=clock.now())
        return redirect(case_url(case))
    held = IncidentCase.objects.select_related("incident").filter(case=case).first()
    running = Incident.objects.exclude(state=IncidentState.CLOSED).order_by("-opened_at", "-pk")
    context = {
        "title": _("Incident"), "back_url": case_url(case), "case": case, "held": held,
        "running": [] if held else list(running[:SHOWN]), "may_change": user.has_perm("complaints.change_case"),
    }  # fmt: skip
    return render_list(request, "complaints/incidents/case.html", context)


def _uuids(text: str) -> list[UUID]:
    try:
        return [UUID(text)]
    except ValueError:
        return []
