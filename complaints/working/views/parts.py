"""Beside others: on the customer's record and on Today; and who is away."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from complaints.models import Absence, Case
from complaints.querysets import Rank
from complaints.ways import OPEN
from complaints.working import absences, mentioning, queue, wordings
from complaints.working.forms import AbsenceForm
from core import clock
from core.decorators import permission
from core.paging import render_list
from customers.merging import merged_ids
from customers.views.base import find, posted, record_url, user_of

SHOWN = 8
# Those who have been back for a month are history.
KEPT = timedelta(days=30)


@permission("complaints.view_case", "customers.view_customer")
@require_safe
def customer_panel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    customer = find(request, public_id)
    rows = Case.objects.seen_by(request.user).filter(customer__in=merged_ids(customer))
    found = list(rows.select_related("category", "assignee").order_by("-received_at", "-pk")[:SHOWN])
    wordings.decorate(found, clock.now())
    context = {
        "title": _("Complaints"), "back_url": record_url(customer), "customer": customer, "rows": found,
        "open": sum(row.state in OPEN for row in found),
        "may_enter": request.user.has_perm("complaints.add_case") and customer.erased_at is None,
    }  # fmt: skip
    return render_list(request, "complaints/_working_customer.html", context)


@permission("complaints.view_case", "complaints.change_case")
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """A card on Today: who called one into a case, and one's own cases, the most urgent first."""
    user, now = user_of(request), clock.now()
    mine = queue.part(Case.objects.seen_by(user), "mine", user, now).select_related("customer")
    found = list(mine.order_by(Rank(F("priority"), F("due_at")), "pk")[:SHOWN])
    wordings.decorate(found, now)
    context = {
        "title": _("Complaints"), "back_url": reverse("customers:today"), "rows": found,
        "mentions": list(mentioning.unseen(user)[:SHOWN]),
    }  # fmt: skip
    return render_list(request, "complaints/_working_today.html", context)


@permission("complaints.view_case", "complaints.change_case")
@require_http_methods(["GET", "HEAD", "POST"])
def absence_list(request: HttpRequest) -> HttpResponse:
    """Who is away and who stands in; one's own by oneself, others' by whoever leads them."""
    user, day = user_of(request), clock.today()
    form = AbsenceForm(posted(request), initial={"user": user.pk, "first_day": day, "last_day": day})
    may_others = user.has_perm("complaints.add_absence")
    if not may_others:
        del form.fields["user"]
    if request.method == "POST" and form.is_valid() and form.attempt(lambda: _note(request, form)) is not None:
        messages.success(request, _("Noted."))
        return redirect("complaints:absences")
    rows = Absence.objects.filter(last_day__gte=day - KEPT).select_related("user", "deputy")
    context = {
        "title": _("Who is away"), "form": form, "rows": rows.order_by("first_day", "pk"), "today": day,
        "back_url": reverse("complaints:queue"), "may_others": user.has_perm("complaints.delete_absence"),
        "submit_label": _("Note absence"),
    }  # fmt: skip
    return render(request, "complaints/working_absences.html", context, status=422 if form.errors else 200)


def _note(request: HttpRequest, form: AbsenceForm) -> Absence:
    told: dict[str, Any] = {"user": user_of(request)} | form.cleaned_data
    told["user"] = told["user"] or user_of(request)
    return absences.note(**told, actor=user_of(request))


@permission("complaints.view_case", "complaints.change_case")
@require_POST
def absence_end(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Absence, pk=pk)
    if row.user_id != user_of(request).pk and not request.user.has_perm("complaints.delete_absence"):
        raise PermissionDenied
    absences.end(absence=row, actor=user_of(request), now=clock.now())
    messages.success(request, _("Welcome back."))
    return redirect("complaints:absences")
