"""Cards and pages about promises: whose time runs out, and what keeps resolved cases from ending."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from complaints.models import ComplaintSettings
from complaints.sla import holidaying, reading
from core import clock
from core.decorators import permission
from core.paging import Column, build_page, render_list
from customers.views.base import user_of

SEE, CLOSE = "complaints.view_case", "complaints.close_case"
CONFIGURE = "complaints.change_workcalendar"
COLUMNS = (
    Column("resolved", gettext_lazy("Resolved"), sort="resolved_at"),
    Column("case", gettext_lazy("Case")),
    Column("assignee", gettext_lazy("Looked after by")),
    Column("missing", gettext_lazy("What is missing")),
)


@permission(SEE)
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Promises of whose time this person was told: a card on Today."""
    rows, now = reading.latest(user_of(request)), clock.now()
    for row in rows:
        due = row.clock.due_at
        row.is_over = bool(due and due < now)  # type: ignore[attr-defined]  # for the template
    context = {"title": _("Promises running out"), "back_url": reverse("customers:today"), "rows": rows}
    return render_list(request, "complaints/_sla_today.html", context)


@permission(SEE, CONFIGURE)
@require_safe
def holidays_today(request: HttpRequest) -> HttpResponse:
    """Calendars that count the holidays of a year as working days, because nobody entered them: a card on Today."""
    context = {
        "title": _("Holidays to be entered"), "back_url": reverse("customers:today"),
        "rows": holidaying.lacking(clock.today()), "may_open": request.user.is_staff,
    }  # fmt: skip
    return render_list(request, "complaints/_sla_holidays.html", context)


@permission(SEE, CLOSE)
@require_safe
def unclosed(request: HttpRequest) -> HttpResponse:
    rows = reading.unclosed(user_of(request)).select_related("assignee")
    context = {
        "title": _("Resolved, but not closed"),
        "page": build_page(request, rows, columns=COLUMNS, default="resolved"),
        "days": ComplaintSettings.current().close_days,
        "exports": False,
    }
    return render_list(request, "complaints/sla_unclosed.html", context)
