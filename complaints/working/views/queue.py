"""The queue of cases, and the same done to many of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from complaints.models import Case
from complaints.working import bulk, queue, wordings
from complaints.working.forms import BulkForm
from core import clock
from core.decorators import permission
from core.paging import build_page, render_list
from customers.views.base import return_to, user_of

_BESIDE = ("customer", "assignee", "team", "category")


@permission("complaints.view_case")
@require_safe
def case_queue(request: HttpRequest) -> HttpResponse:
    """The most urgent first; what is chosen stands in the address."""
    now, which = clock.now(), queue.chosen(request.GET, request.user)
    rows = queue.rows(request.GET, request.user, now)
    page = build_page(
        request, rows.select_related(*_BESIDE), columns=queue.COLUMNS,
        default=queue.default_sort(request.GET, which), count_from=rows,
        decorate=lambda found: wordings.decorate(found, now),
    )  # fmt: skip
    return render_list(request, "complaints/working_queue.html", _context(request, page, which))


def _context(request: HttpRequest, page: Any, which: str) -> dict[str, Any]:
    asked = request.GET
    counts = queue.counts(request.user, clock.now())
    filters = [found | {"asked": asked.get(found["name"], "")} for found in queue.choices(request.user)]
    return {
        "title": _("Complaints"), "page": page, "exports": False, "which": which, "text": asked.get("q", ""),
        "shows": [(key, label, counts.get(key)) for key, label in queue.SHOWS], "filters": filters,
        "is_filtered": bool(asked.get("q")) or any(found["asked"] for found in filters),
        "bulk": BulkForm() if request.user.has_perm("complaints.change_case") else None,
    }  # fmt: skip


@permission("complaints.view_case", "complaints.change_case")
@require_POST
def case_bulk(request: HttpRequest) -> HttpResponse:
    """Each by itself; what was refused is listed with its reason."""
    form = BulkForm(request.POST)
    back = return_to(request, reverse("complaints:queue"))
    if not form.is_valid():
        words = _("Tick at least one case.") if "cases" in form.errors else _("Choose which.")
        messages.error(request, words)
        return redirect(back)
    done = _carry_out(request, form.cleaned_data)
    if done.count:
        told = ngettext("Done for %(n)s case.", "Done for %(n)s cases.", done.count) % {"n": done.count}
        messages.success(request, told)
    if not done.refused:
        return redirect(back)
    numbers = dict(done.refused)
    rows = {row.number: row for row in Case.objects.seen_by(request.user).filter(number__in=numbers)}
    refused = [(rows[number], reason) for number, reason in numbers.items() if number in rows]
    context = {"title": _("Not done"), "refused": refused, "back_url": back}
    return render(request, "complaints/working_refused.html", context)


def _carry_out(request: HttpRequest, told: dict[str, Any]) -> bulk.Done:
    actor, now, keys = user_of(request), clock.now(), told["cases"]
    match told["act"]:
        case "take":
            return bulk.take(keys, actor=actor, now=now)
        case "assign":
            return bulk.assign(keys, told["assignee"], actor=actor, now=now)
        case "team" | "category" as name:
            return bulk.change(keys, name, told[name], actor=actor, now=now)
        case state:
            return bulk.move(keys, state, actor=actor, now=now)
