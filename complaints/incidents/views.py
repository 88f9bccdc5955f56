"""Pages of incidents: the list, one incident with its cases and everybody affected, new and changed ones."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from complaints.amends.views import case_url
from complaints.incidents import affected, changes, services
from complaints.incidents.forms import AttachForm, CloseForm, IncidentForm, NoticeForm
from complaints.models import Case, Incident, IncidentCase, IncidentState
from core import clock
from core.decorators import permission
from core.errors import DomainError, NotFound
from core.paging import Column, build_page, capped_count, render_list
from customers.forms.base import ServiceForm
from customers.models import Customer
from customers.views.base import posted, user_of

TONES = {IncidentState.OPEN: "badge-bad", IncidentState.REVIEW: "badge-warn", IncidentState.CLOSED: "badge-good"}
COLUMNS = (
    Column("title", gettext_lazy("Incident")),
    Column("state", gettext_lazy("State")),
    Column("owner", gettext_lazy("Owner")),
    Column("cases", gettext_lazy("Cases"), css="text-end"),
    Column("opened", pgettext_lazy("incident", "Opened"), sort="opened_at", first="-"),
)
SHOWN = 20


def _find(public_id: UUID) -> Incident:
    return get_object_or_404(
        Incident.objects.select_related("owner", "cause", "closed_by", "opened_by"), public_id=public_id
    )


@permission("complaints.view_incident")
@require_safe
def incident_list(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("state", "")
    which = asked if asked in IncidentState.values else ""
    rows = Incident.objects.select_related("owner")
    page = build_page(
        request, rows.filter(state=which) if which else rows, columns=COLUMNS, default="-opened",
        decorate=lambda found: _decorate(found, request.user),
    )  # fmt: skip
    context = {
        "title": _("Incidents"), "page": page, "exports": False, "states": IncidentState.choices, "which": which,
        "is_filtered": bool(which),
    }  # fmt: skip
    return render_list(request, "complaints/incidents/list.html", context)


def _decorate(rows: list[Incident], user: Any) -> None:
    seen = Case.objects.seen_by(user)
    found = IncidentCase.objects.filter(incident__in=rows, case__in=seen).values_list("incident", flat=True)
    counts: dict[int, int] = {}
    for pk in found:
        counts[pk] = counts.get(pk, 0) + 1
    for row in rows:
        row.tone, row.cases = TONES[IncidentState(row.state)], counts.get(row.pk, 0)  # type: ignore[attr-defined]


@permission("complaints.add_incident")
@require_http_methods(["GET", "HEAD", "POST"])
def incident_new(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    form = IncidentForm(posted(request), initial={"owner": user, "last_day": clock.today()})
    if request.method == "POST" and form.is_valid():
        data = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        made = form.attempt(lambda: services.open_incident(data=data, actor=user, now=clock.now()))
        if made is not None:
            return redirect("complaints:incident", made.public_id)
    context = {"title": _("New incident"), "form": form, "back_url": reverse("complaints:incidents")}
    return render(request, "ui/form.html", context, status=422 if form.errors else 200)


@permission("complaints.change_incident")
@require_http_methods(["GET", "HEAD", "POST"])
def incident_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row, user = _find(public_id), user_of(request)
    form = IncidentForm(posted(request), initial=IncidentForm.initial_of(row))
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        version = data.pop("version") or 0
        changed = form.attempt(
            lambda: services.change(incident=row, data=data, version=version, actor=user, now=clock.now())
        )
        if changed is not None:
            messages.success(request, _("Saved."))
            return redirect("complaints:incident", public_id)
    back = reverse("complaints:incident", args=[public_id])
    context = {"title": _("Edit incident"), "form": form, "back_url": back, "back_label": row.title}
    return render(request, "ui/form.html", context, status=422 if form.errors else 200)


@permission("complaints.view_incident")
@require_http_methods(["GET", "HEAD", "POST"])
def incident(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What it is, its cases, who is affected, and what can be done about it."""
    row = _find(public_id)
    forms = _forms(request, row)
    if request.method == "POST":
        act = request.POST.get("act", "")
        if act not in _ACTS or (act in forms and forms[act] is None):
            raise PermissionDenied
        form = forms.get(act) or ServiceForm(request.POST)
        if form.is_valid() and form.attempt(lambda: _do(request, row, act, form)):
            return redirect("complaints:incident", public_id)
        forms[act] = form
    errors = any(form.errors for form in forms.values() if form)
    context = _told(request, row) | {"forms": forms, "form": next((f for f in forms.values() if f and f.errors), None)}
    return render(request, "complaints/incidents/detail.html", context, status=422 if errors else 200)


def _forms(request: HttpRequest, row: Incident) -> dict[str, Any]:
    """Those that this person may send; the one that was sent is bound."""
    act, user, is_open = request.POST.get("act", ""), request.user, row.state != IncidentState.CLOSED

    def made(name: str, kind: type[ServiceForm], *permissions: str, **options: Any) -> Any:
        if not is_open or not user.has_perms(permissions):
            return None
        return kind(request.POST if act == name else None, **options)

    return {
        "attach": made("attach", AttachForm, "complaints.change_case", "complaints.view_case"),
        "close": made("close", CloseForm, "complaints.change_incident", initial={"review": row.review}),
        "notify": made("notify", NoticeForm, "complaints.notify_incident"),
    }


def _attach(request: HttpRequest, row: Incident, form: ServiceForm) -> None:
    number = str(form.cleaned_data["number"]).strip()
    case = Case.objects.seen_by(request.user).filter(number=number).first()
    if case is None:
        raise NotFound("case_unknown", _("There is no such case."), field="number")
    services.attach(incident=row, case=case, actor=user_of(request), now=clock.now())


def _detach(request: HttpRequest, row: Incident, _form: ServiceForm) -> None:
    number = request.POST.get("number", "").replace("\0", "")[:20]
    found = row.attached.filter(case__number=number, case__in=Case.objects.seen_by(request.user)).first()
    if found:
        services.detach(case=found.case, actor=user_of(request), now=clock.now())


def _review(request: HttpRequest, row: Incident, _form: ServiceForm) -> None:
    services.review(incident=row, actor=user_of(request), now=clock.now())


def _close(request: HttpRequest, row: Incident, form: ServiceForm) -> None:
    services.close(incident=row, words=form.cleaned_data["review"], actor=user_of(request), now=clock.now())
    messages.success(request, _("Closed."))


def _notify(request: HttpRequest, row: Incident, form: ServiceForm) -> None:
    many = capped_count(affected.left(row))
    if form.cleaned_data["confirmed"] != many.value:
        # Whoever presses once more means it.
        data = request.POST.copy()
        data["confirmed"] = str(many.value)
        form.data = data
        raise DomainError("confirm", _("%(n)s customers would be written to. Press once more to do it.") % {"n": many})
    affected.notify(incident=row, template=form.cleaned_data["template"], actor=user_of(request))
    messages.success(request, _("They are being written to."))


_ACTS = {"attach": _attach, "detach": _detach, "review": _review, "close": _close, "notify": _notify}


def _do(request: HttpRequest, row: Incident, act: str, form: ServiceForm) -> bool:
    _ACTS[act](request, row, form)
    return True


def _told(request: HttpRequest, row: Incident) -> dict[str, Any]:
    user = request.user
    rows = row.attached.filter(case__in=Case.objects.seen_by(user))
    attached = rows.select_related("case__customer").order_by("-at", "case")
    for one in attached:
        one.url = case_url(one.case)  # type: ignore[attr-defined]  # for the template
    seen = Customer.objects.visible_to(user)
    silent = affected.silent(row).filter(pk__in=seen.values("pk")) if user.has_perm("customers.view_customer") else None
    return {
        "title": row.title, "row": row, "tone": TONES[IncidentState(row.state)], "attached": attached,
        "count": affected.count(row), "job": affected.job_of(row), "changes": changes.latest(row),
        "silent": list(silent.order_by("pk")[:SHOWN]) if silent is not None else [],
        "may_edit": row.state != IncidentState.CLOSED and user.has_perm("complaints.change_incident"),
    }  # fmt: skip
