"""Complaints by and about staff: the register for management, and the form for everybody who works here."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from complaints.amends.views import case_url
from complaints.incidents import register
from complaints.incidents.forms import StaffComplaintForm
from complaints.models import Case
from core import clock
from core.decorators import permission, staff
from core.paging import Column, build_page, render_list
from customers.views.base import posted, user_of

COLUMNS = (
    Column("number", gettext_lazy("Number")),
    Column("received", gettext_lazy("Received"), sort="received_at", first="-"),
    Column("subject", gettext_lazy("About what")),
    Column("about", gettext_lazy("About whom")),
    Column("by", gettext_lazy("Complained by")),
    Column("state", gettext_lazy("State")),
)


@permission("complaints.view_case", "complaints.see_confidential_case")
@require_safe
def register_list(request: HttpRequest) -> HttpResponse:
    """Never one about whoever looks."""
    rows = register.rows(request.user).select_related("about", "entered_by", "customer")
    page = build_page(request, rows, columns=COLUMNS, default="-received", decorate=_decorate)
    context = {"title": _("By and about staff"), "page": page, "exports": False}
    return render_list(request, "complaints/incidents/register.html", context)


def _decorate(rows: list[Case]) -> None:
    for row in rows:
        row.url = case_url(row)  # type: ignore[attr-defined]  # for the template


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def staff_complaint(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    form = StaffComplaintForm(posted(request))
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        hidden, key = data.pop("is_anonymous"), data.pop("key")
        told: dict[str, Any] = {"is_anonymous": hidden, "now": clock.now(), "key": key.hex if key else None}
        made = form.attempt(lambda: register.tell(data=data, actor=user, **told))
        if made is not None:
            messages.success(request, _("Thank you: management reads it, and nobody else. Its number is %(number)s.")
                             % {"number": made.number})  # fmt: skip
            return redirect("customers:today")
    context = {
        "title": _("Complaint of staff"), "form": form, "back_url": reverse("customers:today"),
        "submit_label": _("Send"),
    }  # fmt: skip
    return render(request, "complaints/incidents/staff.html", context, status=422 if form.errors else 200)
