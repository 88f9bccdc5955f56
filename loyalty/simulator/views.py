"""What a rule would have granted: start it, watch it (the job's own page), read it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core import clock
from core.decorators import permission
from core.errors import DomainError
from core.tabular import export_response
from loyalty import wording
from loyalty.models import EarnRule, Simulation
from loyalty.simulator import job, showing


@permission(job.PERMISSION)
@require_safe
def rule_simulation(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest figures of a rule, or the invitation to compute them."""
    rule = get_object_or_404(EarnRule, pk=pk)
    newest = job.newest(rule.pk)
    if newest is not None and newest.finished_at:
        return redirect("loyalty:simulation", newest.pk)
    return render(request, "loyalty/simulator_start.html", _frame(rule) | {"running": newest})


@permission(job.PERMISSION)
@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponseRedirect:
    rule = get_object_or_404(EarnRule, pk=pk)
    try:
        made = job.start(rule=rule, user=request.user, now=clock.now())  # type: ignore[arg-type]  # logged in
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("loyalty:rule_simulation", rule.pk)
    return redirect("core:job_detail", made.job_id)


@permission(job.PERMISSION)
@require_safe
def simulation(request: HttpRequest, pk: int) -> HttpResponseBase:
    shown = get_object_or_404(Simulation.objects.select_related("rule", "job"), pk=pk)
    if not shown.finished_at:
        return redirect("core:job_detail", shown.job_id)
    cards = showing.cards(shown)
    wanted = next((card for card in cards if card.id == request.GET.get("card")), None)
    file_format = request.GET.get("format", "")
    if wanted and file_format in {"csv", "xlsx"}:
        headings = [heading.text or wanted.title for heading in wanted.headings]
        return export_response(wanted.id, file_format, headings, ([cell.plain for cell in row] for row in wanted.rows))
    has_changed = job.terms_of(job.read_draft(shown.rule_id)) != shown.terms
    context = _frame(shown.rule) | {
        "simulation": shown,
        "has_changed": has_changed,
        "is_of_events": showing.is_of_events(shown.figures),
        "tiles": showing.tiles(shown),
        "cards": cards,
    }
    return render(request, "loyalty/simulator_result.html", context)


def _frame(rule: EarnRule) -> dict[str, Any]:
    title = _("What “%(rule)s” would have granted") % {"rule": rule.name}
    return {"title": title, "rule": rule, "terms": wording.rule_in_words(rule)}
