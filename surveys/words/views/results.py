"""What came out of a survey: by question and by kind, on the screen, on paper and as a file."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.decorators import permission
from core.errors import DomainError
from core.tabular import export_response
from customers import listfiles
from customers.views.base import user_of
from loyalty.views.reporting.cards import Card
from surveys.models import Survey
from surveys.words import cards, exporting, readable, results
from surveys.words.results import Results

SEE, EXPORT = "surveys.view_response", "surveys.export_response"


def _context(request: HttpRequest, survey: Survey) -> dict[str, Any]:
    found = results.results(survey)
    version = _version(request, survey, found)
    return {
        "title": survey.name, "survey": survey, "results": found, "cards": cards.cards(survey, found, version),
        "versions": list(survey.versions.order_by("-number")), "chosen": version, "days": _days(found),
        "may_export": request.user.has_perm(EXPORT) and survey.relation != "staff",
        "is_small": survey.is_anonymous and not found.answers and found.counts is not None,
    }  # fmt: skip


def _version(request: HttpRequest, survey: Survey, found: Results) -> int:
    """The newest, or the one whose number is asked for."""
    asked = request.GET.get("version", "")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 0
    chosen = survey.versions.filter(number=number).values_list("pk", flat=True).first()
    return chosen or next(iter(found.forms), 0)


def _days(found: Results) -> list[str]:
    days = found.counts["days"] if found.counts else []
    return [day for day in days if day]


@permission(SEE)
@require_safe
def results_page(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    survey = get_object_or_404(Survey, public_id=public_id)
    context = _context(request, survey)
    if listfiles.is_asked(request):
        return _card_file(request, context["cards"])
    return render(request, "surveys/words_results.html", context)


def _card_file(request: HttpRequest, found: list[Card]) -> HttpResponseBase:
    card = next((card for card in found if card.id == request.GET.get("card") and card.rows), None)
    if card is None:
        return HttpResponse(status=404)
    headings = [heading.text or card.title for heading in card.headings]
    return export_response(
        card.id, request.GET["format"], headings, ([cell.plain for cell in row] for row in card.rows)
    )


@permission(SEE)
@require_safe
def results_print(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The same for paper or PDF: all tables open, nothing of the frame."""
    survey = get_object_or_404(Survey, public_id=public_id)
    return render(request, "surveys/words_print.html", _context(request, survey))


@permission(SEE)
@require_POST
def results_compute(request: HttpRequest, public_id: UUID) -> HttpResponse:
    survey = get_object_or_404(Survey, public_id=public_id)
    return redirect("core:job_detail", results.start(survey=survey, actor=user_of(request)).pk)


@permission(SEE, EXPORT)
@require_safe
def export(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """All answers, as CSV or XLSX (`format`)."""
    survey = get_object_or_404(Survey, public_id=public_id)
    try:
        readable.check_may_leave(survey)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("surveys:results", public_id)
    if not listfiles.is_asked(request):
        return render(request, "surveys/words_export.html", {"title": _("Answers as a file"), "survey": survey})
    return listfiles.answer(request, exporting.FILE, also={"survey": str(public_id)})
