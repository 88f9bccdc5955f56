"""Corrective actions: the list, a new one, one with its effect, editing it."""

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

from complaints.learning import actions, naming
from complaints.learning.forms import ActionForm, StepForm
from complaints.models import Alarm, CorrectiveAction
from core import clock
from core.decorators import permission
from core.paging import Column, build_page, render_list
from customers.views.base import posted, user_of

SEE, ADD, CHANGE = (f"complaints.{verb}_correctiveaction" for verb in ("view", "add", "change"))
COLUMNS = (
    Column("title", gettext_lazy("What is done")),
    Column("cause", gettext_lazy("Root cause")),
    Column("owner", gettext_lazy("Owner")),
    Column("due", gettext_lazy("Due on"), sort="due_on"),
    Column("state", gettext_lazy("State")),
)
SHOWS = (
    ("open", pgettext_lazy("action", "Open")), ("check", gettext_lazy("To be checked")),
    ("ended", pgettext_lazy("action", "Ended")), ("all", gettext_lazy("All")),
)  # fmt: skip
TONES = {"works": "badge-good", "failed": "badge-bad", "done": "badge-warn", "dropped": ""}
_STATES = {"open": actions.OPEN, "check": ("done",), "ended": actions.ENDED}


@permission(SEE)
@require_safe
def action_list(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("show", "")
    which = asked if asked in dict(SHOWS) else "open"
    rows = CorrectiveAction.objects.select_related("cause", "owner")
    if which in _STATES:
        rows = rows.filter(state__in=_STATES[which])
    page = build_page(request, rows, columns=COLUMNS, default="due", decorate=_decorate)
    context = {
        "title": _("Corrective actions"), "page": page, "exports": False, "shows": SHOWS, "which": which,
        "is_filtered": which != "open",
    }  # fmt: skip
    return render_list(request, "complaints/learning_actions.html", context)


def _decorate(rows: list[CorrectiveAction]) -> None:
    today = clock.today()
    names = naming.names("cause", {str(row.cause_id) for row in rows})
    for row in rows:
        row.cause_name = names[str(row.cause_id)]  # type: ignore[attr-defined]  # for the template
        row.tone = TONES.get(row.state, "badge-info")  # type: ignore[attr-defined]
        row.is_late = row.state in actions.OPEN and row.due_on < today  # type: ignore[attr-defined]


@permission(SEE, ADD)
@require_http_methods(["GET", "HEAD", "POST"])
def action_new(request: HttpRequest) -> HttpResponse:
    """`?alarm=…`: what is done about an alarm, with what it knows filled in."""
    alarm = _alarm(request)
    form = ActionForm(posted(request), initial=_of_alarm(alarm) | {"owner": user_of(request)})
    if request.method == "POST" and form.is_valid():
        made = form.attempt(
            lambda: actions.begin(data=form.cleaned_data, actor=user_of(request), now=clock.now(), alarm=alarm)
        )
        if made:
            messages.success(request, _("Begun."))
            return redirect("complaints:action", made.public_id)
    return _form(request, form, _("New corrective action"), reverse("complaints:actions"), _("Begin"))


def _alarm(request: HttpRequest) -> Alarm | None:
    try:
        wanted = UUID(request.GET.get("alarm", ""))
    except ValueError:
        return None
    return Alarm.objects.filter(public_id=wanted).first()


def _of_alarm(alarm: Alarm | None) -> dict[str, Any]:
    if alarm is None:
        return {}
    told: dict[str, str] = dict([(alarm.dimension, alarm.value), *((kind, value) for kind, value in alarm.also)])
    found: dict[str, Any] = {name: told[name] for name in ("cause", "store") if name in told}
    product = told.get("product") or told.get("lot", "").partition(":")[0]
    if product:
        from sales.models import Product

        found["product"] = Product.objects.filter(pk=int(product)).values_list("sku", flat=True).first() or ""
    return found


@permission(SEE, CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def action_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = get_object_or_404(CorrectiveAction, public_id=public_id)
    form = ActionForm(posted(request), action=row)
    if request.method == "POST" and form.is_valid():
        done = form.attempt(
            lambda: actions.change(action=row, data=form.cleaned_data, actor=user_of(request), now=clock.now())
        )
        if done:
            messages.success(request, _("Saved."))
            return redirect("complaints:action", public_id)
    return _form(request, form, str(row), reverse("complaints:action", args=[public_id]), _("Save"))


def _form(request: HttpRequest, form: ActionForm, title: str, back: str, label: str) -> HttpResponse:
    context = {"title": title, "form": form, "back_url": back, "submit_label": label}
    return render(request, "complaints/learning_action_form.html", context, status=422 if form.errors else 200)


@permission(SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def action(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What it changes for whom, how the rate went before and after, and the next step."""
    row = get_object_or_404(
        CorrectiveAction.objects.select_related("cause", "owner", "product", "store"), public_id=public_id
    )
    ways = actions.WAYS.get(row.state, ()) if request.user.has_perm(CHANGE) else ()
    form = StepForm(posted(request), ways=ways) if ways else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid() and form.attempt(lambda: _go(request, row, form)) is not None:
            messages.success(request, _("Saved."))
            return redirect("complaints:action", public_id)
    _decorate([row])
    now = clock.now()
    context = {
        "title": row.title, "row": row, "form": form, "submit_label": _("Save"),
        "effect": _effect(row, now), "may_judge": actions.may_be_judged(row, now=now),
        "cause_name": row.cause.named(), "may_edit": bool(ways),
    }  # fmt: skip
    return render(request, "complaints/learning_action.html", context, status=422 if form and form.errors else 200)


def _go(request: HttpRequest, row: CorrectiveAction, form: StepForm) -> CorrectiveAction:
    return actions.go(action=row, actor=user_of(request), now=clock.now(), **form.cleaned_data)


def _effect(row: CorrectiveAction, now: Any) -> dict[str, Any] | None:
    """As it was when it was judged; until then as it is today."""
    if row.done_on is None:
        return None
    found = actions.effect_of(row, now=now) if not row.effect else actions.effect_from(row.effect)
    per_thousand = [
        1000 * n / orders if orders else None
        for n, orders in ((found.before, found.orders_before), (found.after, found.orders_after))
    ]
    return {"found": found, "before": per_thousand[0], "after": per_thousand[1], "verdict": found.verdict}
