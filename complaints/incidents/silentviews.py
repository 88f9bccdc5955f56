"""The list of who is unhappy in silence: why, since when, and what can be done with one click."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from complaints.incidents import silent, wordings
from complaints.models import SilentCustomer
from core import clock
from core.decorators import permission
from core.paging import Column, build_page, render_list
from customers.views.base import user_of

COLUMNS = (
    Column("customer", gettext_lazy("Customer")),
    Column("latest", gettext_lazy("Last sign"), sort="latest_on", first="-"),
    Column("why", gettext_lazy("Why")),
    Column("acts", gettext_lazy("What to do")),
)


@permission("complaints.view_silentcustomer", "customers.view_customer")
@require_safe
def silent_list(request: HttpRequest) -> HttpResponse:
    """The latest sign first."""
    asked = request.GET.get("sign", "")
    which = asked if asked in wordings.SIGNS else ""
    rows = silent.listed(request.user, now=clock.now())
    if which:
        rows = rows.filter(reasons__contains=[{"code": which}])
    page = build_page(request, rows, columns=COLUMNS, default="-latest", decorate=_decorate)
    context = {
        "title": _("Unhappy in silence"), "page": page, "exports": False, "which": which, "is_filtered": bool(which),
        "signs": list(wordings.SIGNS.items()),
    }  # fmt: skip
    return render_list(request, "complaints/incidents/silent.html", context)


def _decorate(rows: list[SilentCustomer]) -> None:
    for row in rows:
        row.signs = [_sign(told) for told in row.reasons]  # type: ignore[attr-defined]  # for the template


def _sign(told: dict[str, Any]) -> dict[str, Any]:
    return {"words": wordings.sign(told), "on": parse_date(str(told.get("on", "")))}


@permission("complaints.change_silentcustomer", "customers.view_customer")
@require_POST
def silent_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    now, user = clock.now(), user_of(request)
    row = get_object_or_404(silent.listed(user, now=now), pk=pk)
    if act == "call":
        silent.call(silent=row, actor=user, now=now)
        messages.success(request, _("A follow-up for you is due today."))
    elif act == "dismiss":
        silent.dismiss(silent=row, actor=user, now=now)
        messages.success(request, _("Off the list for now."))
    else:
        raise Http404
    return redirect("complaints:silent")
