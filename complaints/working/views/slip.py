"""A slip of paper for whoever complains at the counter: number, code, link, and by when they hear from us."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from complaints.doors import tracking
from complaints.working.views.case import find_case, handed
from core import clock
from core.decorators import permission


@permission("complaints.view_case", "complaints.add_casemessage")
@require_safe
def slip(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """In the language in which they complained."""
    case = find_case(request, public_id)
    told = handed(request, case)
    if told is None:
        raise Http404
    known = case.language in dict(settings.LANGUAGES)
    with translation.override(case.language if known else translation.get_language()):
        context = {
            "case": case, "site_name": settings.SITE_NAME, "handed": told,
            "promises": tracking.promises(case, clock.now()),
        }  # fmt: skip
        return render(request, "complaints/working_slip.html", context)
