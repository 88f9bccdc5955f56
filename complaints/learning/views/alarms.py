"""Alarms of causes that come back: the list, one with its cases, and what Today says of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from complaints.learning import actions, detecting, naming
from complaints.learning.forms import CloseAlarmForm
from complaints.models import Alarm, Case, CorrectiveAction
from core import clock
from core.decorators import permission
from core.paging import Column, build_page, render_list
from customers.views.base import posted, user_of

SEE, CHANGE = "complaints.view_alarm", "complaints.change_alarm"
COLUMNS = (
    Column("what", gettext_lazy("About")),
    Column("raised", gettext_lazy("Since"), sort="raised_at", first="-"),
    Column("n", gettext_lazy("Cases"), css="text-end"),
    Column("expected", gettext_lazy("Expected"), css="text-end"),
    Column("chance", gettext_lazy("By chance"), css="text-end"),
    Column("state", gettext_lazy("State")),
)
SHOWS = (
    ("open", pgettext_lazy("alarm", "Open")), ("closed", pgettext_lazy("alarm", "Closed")), ("all", gettext_lazy("All"))
)  # fmt: skip
ON_TODAY = 5


@permission(SEE, "complaints.view_case")
@require_safe
def alarm_list(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("show", "")
    which = asked if asked in dict(SHOWS) else "open"
    rows = Alarm.objects.all()
    if which != "all":
        rows = rows.filter(closed_at__isnull=which == "open")
    page = build_page(request, rows, columns=COLUMNS, default="-raised", decorate=_decorate)
    context = {
        "title": _("Causes that come back"), "page": page, "exports": False, "shows": SHOWS, "which": which,
        "is_filtered": which != "open",
    }  # fmt: skip
    return render_list(request, "complaints/learning_alarms.html", context)


def _decorate(rows: list[Alarm]) -> None:
    for row in rows:
        row.name = naming.of_alarm(row)  # type: ignore[attr-defined]  # for the template
        row.chance = chance_words(row.p)  # type: ignore[attr-defined]


def chance_words(p: float) -> str:
    """“1 in 250,000”: of such weeks."""
    from core.templatetags import regulars as write

    return _("1 in %(n)s") % {"n": write.integer(round(min(1 / p, 1e9)))} if p else _("never")


@permission(SEE, "complaints.view_case")
@require_http_methods(["GET", "HEAD", "POST"])
def alarm(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What is seen and what was expected, the cases, what is done about it; closing with a reason."""
    row = get_object_or_404(Alarm, public_id=public_id)
    may_close = row.closed_at is None and request.user.has_perm(CHANGE)
    form = CloseAlarmForm(posted(request)) if may_close else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid() and form.attempt(lambda: _close(request, row, form)) is not None:
            messages.success(request, _("Closed."))
            return redirect("complaints:alarm", public_id)
    _decorate([row])
    context = {
        "title": naming.of_alarm(row), "row": row, "also": naming.also_of(row), "form": form,
        "submit_label": _("Close"), "cases": cases_of(row, request.user),
        "actions": row.actions.select_related("owner"),
    }  # fmt: skip
    return render(request, "complaints/learning_alarm.html", context, status=422 if form and form.errors else 200)


def _close(request: HttpRequest, row: Alarm, form: CloseAlarmForm) -> Alarm:
    return detecting.close(alarm=row, actor=user_of(request), now=clock.now(), **form.cleaned_data)


def cases_of(row: Alarm, user: Any) -> QuerySet[Case]:
    """Those that it was raised by and this person may see, the newest first; none of those by and about staff."""
    found = Case.objects.seen_by(user).filter(
        figure__counts=True, is_confidential=False, received_at__gte=clock.day_start(row.first_day),
        received_at__lt=clock.day_end(row.last_day),
    )  # fmt: skip
    if row.dimension == "lot":
        product, _colon, lot = row.value.partition(":")
        found = found.filter(product_id=int(product), lot=lot)
    else:
        found = found.filter(**{f"{row.dimension}_id": int(row.value)})
    return found.select_related("category", "store", "product").order_by("-received_at", "-pk")[:200]


@permission(SEE)
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """On Today: alarms that stand, and actions that are late."""
    alarms = list(Alarm.objects.filter(closed_at__isnull=True)[:ON_TODAY])
    _decorate(alarms)
    late: Any = ()
    if request.user.has_perm("complaints.view_correctiveaction"):
        rows = CorrectiveAction.objects.filter(state__in=actions.OPEN, due_on__lt=clock.today())
        late = list(rows.select_related("owner").order_by("due_on", "pk")[:ON_TODAY])
    context = {"title": _("Causes that come back"), "alarms": alarms, "late": late}
    return render_list(request, "complaints/_learning_today.html", context)
